"""The related articles on the main screen, and the walk along them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.app import messages
from tui.app.screens.listing import ListScreen
from tui.app.screens.reading import Arrival
from tui.app.session import Walk
from tui.app.widgets.line_list import LineList
from tui.app.widgets.related_strip import RelatedStrip
from tui.i18n import gettext as _
from tui.present.kinds import number
from tui.present.rows import reason_text

if TYPE_CHECKING:
    from tui.model.result import Related, StoredArticle


class RelatedScreen(ListScreen):
    """Keeps the walk while it is followed, and says at each step why it leads there."""

    @property
    def related_cursor(self) -> int:
        """The related article under the cursor."""
        return self.strip.cursor if self.shape.cards and not self.zoomed else self.related_list.cursor

    @property
    def related_pointed_at(self) -> Related | None:
        """The related article under the cursor, else the one the walk has come to."""
        if self.pane == "related" and self.walk.related:
            return self.walk.related[self.related_cursor]
        return self.walk.reason

    def arrived(self, stored: StoredArticle, *, another: bool) -> None:
        """Another article: go on with the walk, or begin one there."""
        if another:
            self._begin_walk(stored)
        super().arrived(stored, another=another)

    def _begin_walk(self, stored: StoredArticle) -> None:
        """Keep the walk while it is followed; any other way to an article starts a new one."""
        if self.walk.at == stored.head.id:
            self._show_walk()
            return
        self.walk = Walk(anchor=stored.head.id)
        self.strip.show((), waiting=True)
        self.related_list.show(())
        self.reader_app.queries.related(self, stored.head.id)

    @on(messages.RelatedRead)
    def _related_read(self, message: messages.RelatedRead) -> None:
        message.stop()
        self._take_related(message)

    def _take_related(self, message: messages.RelatedRead) -> None:
        if message.article == self.walk.anchor:
            self.walk = replace(self.walk, related=message.related)
            self._show_walk()

    def _show_walk(self) -> None:
        cursor = max(0, self.walk.step - 1)
        if not self.shape.cards:
            cursor = min(self.walk.step, max(0, len(self.walk.related) - 1))
        self.strip.show(self.walk.related, cursor=cursor, current=self.walk.step - 1)
        self.related_list.show(self.walk.related, cursor=max(0, self.walk.step - 1))
        self.describe()

    def _step_walk(self, walk: Walk) -> None:
        article = walk.at
        if article is None or walk.step == self.walk.step:
            self.say(_("No further related article.") if walk.related else _("No related article."), "hint")
            return
        self.leave_for(article)
        self.walk = walk
        self.dwelt = True
        self.open(article, Arrival(offset=0, status=(self._why(walk), "ok"), from_related=True))

    def _why(self, walk: Walk) -> str:
        related = walk.reason
        if related is None:
            return _("Back at the article the walk started from")
        place = f"{walk.step}/{number(len(walk.related))}"
        return _("Related %(place)s, because of %(why)s") % {
            "place": place,
            "why": reason_text(related.reasons[0]),
        }

    def action_related_next(self) -> None:
        """The next related article of the walk."""
        self._step_walk(self.walk.next())

    def action_related_prev(self) -> None:
        """Back along the walk."""
        self._step_walk(self.walk.previous())

    @on(RelatedStrip.Chosen)
    def _open_card(self, message: RelatedStrip.Chosen) -> None:
        message.stop()
        self._open_related(message.index)

    @on(LineList.Chosen)
    def _open_row(self, message: LineList.Chosen) -> None:
        message.stop()
        if message.line_list is self.related_list:
            self._open_related(message.index)

    def _open_related(self, index: int) -> None:
        if self.walk.to(index).step == self.walk.step:
            self.go_to("reader")
            return
        self._step_walk(self.walk.to(index))
        self.go_to("reader")
