"""The hits of a search on the main screen: from one to the next, and words to find in the open article."""

from __future__ import annotations

from textual import on

from tui.app import messages
from tui.app.screens.reading import Arrival
from tui.app.screens.related import RelatedScreen
from tui.app.session import HitWalk
from tui.i18n import gettext as _
from tui.model.result import ListFilter
from tui.present.kinds import number


class HitScreen(RelatedScreen):
    """`n` and `N`: the next evidence, hit or unread article, whichever there is."""

    def action_search_next(self) -> None:
        """The next evidence, hit or unread article."""
        self._step(1)

    def action_search_prev(self) -> None:
        """The previous evidence or hit."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.pane == "facts":
            self.facts.step_evidence(by)
        elif self.hits.total:
            self._step_hit(by)
        elif by > 0:
            self.ask_unread(1)

    def _step_hit(self, by: int) -> None:
        hits = self.hits.step(by)
        if hits.at == self.hits.at:
            if by > 0 and self.hits.more and self.hits.search is not None:
                self.say(_("searching…"), "hint")
                self.reader_app.queries.more_hits(self, self.hits.search, self.hits.read)
                return
            self.say(_("No further hit.") if by > 0 else _("This is the first hit."), "hint")
            return
        self.hits = hits
        article, _index = hits.place()
        if self.stored is not None and article == self.stored.head.id:
            if self._original is not None:
                self.action_view_original()
            self.show_hits()
            return
        self.leave_for(article)
        self.dwelt = True
        self.open(article, Arrival(offset=0))

    @on(messages.MoreHits)
    def _take_more_hits(self, message: messages.MoreHits) -> None:
        message.stop()
        if (message.search, message.start) == (self.hits.search, self.hits.read):
            self.hits = self.hits.extended(message.result)
            self.say("")
            self._step_hit(1)

    def action_search_in_article(self) -> None:
        """Ask for words to find in this article."""
        self.ask("article", _("Find here:"), self.hits.query)

    def action_article_kwic(self) -> None:
        """Every hit of the search in its context; without a search, of words to type."""
        if self.hits.total:
            self.app.post_message(messages.OpenConcordance(self.hits.query, ListFilter()))
        else:
            self.ask("concordance", _("Hits in context of:"))

    @on(messages.HitsFound)
    def _take_hits(self, message: messages.HitsFound) -> None:
        message.stop()
        if self.stored is None or message.article != self.stored.head.id:
            return
        hits = HitWalk(message.query, ((message.article, message.spans),) if message.spans else ())
        self.begin_hits(hits.to(message.article, self.reader.first_offset))
        self.prompt.say(_("%s found") % number(len(message.spans)) if message.query.strip() else "")
