"""The hits of a search on the main screen: from one to the next, and words to find in the open article."""

from __future__ import annotations

from textual import on

from tui.app import messages
from tui.app.screens.reading import Arrival
from tui.app.screens.related import RelatedScreen
from tui.app.session import HitWalk
from tui.i18n import gettext as _
from tui.model.result import TextSearch
from tui.present.kinds import number
from tui.present.page import Spot


class HitScreen(RelatedScreen):
    """`n` and `N`: the next evidence, hit or unread article, whichever there is."""

    _finding: str | None = None
    """Words that are looked for in the open article; None when none are, or they were given up."""
    _found_from: tuple[HitWalk, Spot] = (HitWalk(), Spot(0))
    """The hits that were walked, and the place in the text, when words were asked for."""

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
        self._found_from = (self.hits, self.reader.kept_spot)
        self.ask("article", _("Find here:"), self.hits.query)

    def find_here(self, words: str) -> None:
        """Mark these words in the open article, from the place on where they were asked for."""
        if self.stored is not None:
            self._finding = words
            self.reader_app.queries.hits(self, self.stored, words)

    def give_up_finding(self) -> None:
        """The hits and the place of before."""
        self._finding = None
        self.hits, spot = self._found_from
        self.show_hits(reveal=False)
        self.reader.show_spot(spot)

    def action_article_kwic(self) -> None:
        """Every hit of the search in its context; without a search, of words to type."""
        if self.hits.total:
            self.app.post_message(messages.OpenConcordance(self.hits.search or TextSearch(self.hits.query)))
        else:
            self.ask("concordance", _("Hits in context of:"))

    @on(messages.HitsFound)
    def _take_hits(self, message: messages.HitsFound) -> None:
        message.stop()
        if self.stored is None or message.article != self.stored.head.id or message.query != self._finding:
            return
        hits = HitWalk(message.query, ((message.article, message.spans),) if message.spans else ())
        spot = self._found_from[1]
        if not message.spans:
            self.reader.show_spot(spot)
        self.begin_hits(hits.to(message.article, spot.offset))
        self.prompt.say(self._told(message) if message.query.strip() else "")

    def _told(self, message: messages.HitsFound) -> str:
        """`3/17`, and that none has the tones that were typed."""
        if not message.spans:
            return _("%s found") % number(0)
        counted = f"{number(self.hits.at + 1)}/{number(len(message.spans))}"
        return counted if message.as_typed else counted + " · " + _("none with these tones")
