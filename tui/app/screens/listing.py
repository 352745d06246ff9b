"""The list of articles on the main screen: rows, order and filter, and the text that follows its cursor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.app import messages
from tui.app.compare_view import CompareView
from tui.app.screens.reading import Arrival, ReadingScreen
from tui.app.widgets.line_list import LineList
from tui.app.widgets.reading_view import ReadingView
from tui.i18n import N_
from tui.i18n import gettext as _
from tui.model.result import LEAST_LIKENESS, Echo, ListFilter
from tui.model.span import Span

if TYPE_CHECKING:
    from tui.app.prefetch import First
    from tui.app.screens.facets import Room
    from tui.model.own import SavedSearch
    from tui.model.result import ArticleHead, SortOrder, StoredArticle

CARD_LINES = {"three": 7, "wide": 8}
"""Height of the strip of cards, as its style sheet has it."""
ORDERS: tuple[SortOrder, ...] = ("newest", "oldest", "title", "outlet", "place")
ORDER_NAMES: dict[SortOrder, str] = {
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
    "title": N_("by title"),
    "outlet": N_("by outlet"),
    "place": N_("by place"),
}


class ListScreen(ReadingScreen):
    """Asks for the rows that show, opens the article under the cursor, and turns to the next one."""

    # its rows

    def show_first(self, first: First) -> None:
        """Fill the screen with what was read ahead."""
        self.library, self.unread = first.state, first.unread
        if self.where == ListFilter():
            self.articles.set_count(first.count)
            self.articles.provide(0, first.heads)
        else:  # copies are folded, or are others: what was read ahead is not the list
            self.load_list()
        if first.problem:
            self.say(first.problem, "error")
        self.rearrange()
        if first.heads and self.where == ListFilter():
            self.call_after_refresh(self.open, first.heads[0].id)
        self.describe()

    def load_list(self) -> None:
        """Ask for the list in the order and filter in force."""
        opened = self.stored.head.id if self.stored else None
        self.reader_app.queries.count(self, self.order, self.where, opened)

    @on(messages.Counted)
    def _take_list(self, message: messages.Counted) -> None:
        message.stop()
        if (message.order, message.where) != (self.order, self.where):
            return
        self.library, self.folded = message.state, message.folded
        self._count_unread(message.unread, message.settled)
        same = message.count == self.articles.count and message.position is None
        self.articles.set_count(message.count, cursor=self.articles.cursor if same else message.position or 0)
        self.articles.provide(message.start, self._as_marked(message.first, message.settled))
        if self.stored is None and self.wanted is None and message.first:
            self.open(message.first[0].id)
        elif self.stored is not None and not self.stored.head.facts_ready:
            ready = any(h.id == self.stored.head.id and h.facts_ready for h in message.first)
            if ready:
                self.open(self.stored.head.id, Arrival(quiet=True))
        self.rearrange()
        self.describe()

    @on(messages.UnreadCounted)
    def _take_unread(self, message: messages.UnreadCounted) -> None:
        message.stop()
        self._count_unread(message.unread, message.settled)
        self.describe()

    def _count_unread(self, unread: int, settled: int | None) -> None:
        """Take a count that knows of every mark; of any other a later one will tell."""
        if settled == self.reader_app.queries.marks.issued:
            self.unread = unread

    def _as_marked(self, heads: tuple[ArticleHead, ...], settled: int | None) -> tuple[ArticleHead, ...]:
        """Rows with the marks made since they were read: a list does not take them back."""
        marks = self.reader_app.queries.marks
        if settled == marks.issued:
            return heads
        return tuple(
            head if marks.made.get(head.digest, head.read) == head.read else replace(head, read=not head.read)
            for head in heads
        )

    @on(LineList.Wanted)
    def _fetch_rows(self, message: LineList.Wanted) -> None:
        message.stop()
        self.reader_app.queries.heads(
            self, self.order, self.where, message.start, message.upto, message.edition
        )

    @on(messages.HeadsRead)
    def _take_rows(self, message: messages.HeadsRead) -> None:
        message.stop()
        if (message.order, message.where) != (self.order, self.where):
            return
        heads = self._as_marked(message.heads, message.settled)
        self.articles.provide(message.start, heads, edition=message.edition)
        row = self.articles.row(self.articles.cursor)
        if row is not None and row.id != self.wanted and self.pane == "list":
            self._preview()

    def arrived(self, stored: StoredArticle, *, another: bool) -> None:
        """Mark the open article in the list, and go to it there."""
        super().arrived(stored, another=another)
        self.articles.set_opened(stored.head.id)
        row = self.articles.row(self.articles.cursor)
        if row is None or row.id != stored.head.id:
            self.load_list()

    def nothing_opened(self) -> None:
        """The first of the list, then."""
        super().nothing_opened()
        self.load_list()

    # its cursor

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if message.line_list is self.articles:
            self._preview()

    def _preview(self) -> None:
        """The text follows the cursor of the list."""
        row = self.articles.row(self.articles.cursor)
        self.describe_list()
        if row is None or row.id == self.wanted:
            return
        if self.dwelt:
            self.leave_for(row.id)
            self.dwelt = False
        self.open(row.id)

    @on(LineList.Chosen)
    def _enter(self, message: LineList.Chosen) -> None:
        message.stop()
        if message.line_list is self.articles:
            self.dwell()
            self.go_to("reader")

    def turn(self, by: int) -> None:
        """Open the next or previous article of the list."""
        before = self.articles.cursor
        self.articles.move_to(before + by)
        if self.articles.cursor == before:
            last, first = (
                _("This is the last article of the list."),
                _("This is the first article of the list."),
            )
            self.say(last if by > 0 else first, "hint")
        elif self.pane == "reader":
            self.dwell()

    @on(ReadingView.Turned)
    def _turn(self, message: ReadingView.Turned) -> None:
        message.stop()
        self.turn(message.by)

    def ask_unread(self, by: int) -> None:
        """To the nearest unread article after the cursor (`by` 1) or before it (-1)."""
        self.reader_app.queries.unread(self, self.order, self.where, self.articles.cursor, by=by)

    def action_list_prev_unread(self) -> None:
        """To the previous unread article."""
        self.ask_unread(-1)

    @on(messages.UnreadFound)
    def _go_to_unread(self, message: messages.UnreadFound) -> None:
        message.stop()
        if message.article is None:
            self.say(_("No further unread article."), "hint")
        else:
            self.articles.move_to(message.position)

    # order and filter

    def action_list_sort(self) -> None:
        """Choose the order from a menu."""
        from tui.app.screens.menu import MenuScreen

        names = [_(ORDER_NAMES[order]) for order in ORDERS]
        menu = MenuScreen(_("Sort the list"), names, current=ORDERS.index(self.order))
        self.app.push_screen(menu, self._sort)

    def _sort(self, choice: int | None) -> None:
        if choice is None or ORDERS[choice] == self.order:
            return
        self.order = ORDERS[choice]
        self.say(_("Sorted: %s") % _(ORDER_NAMES[self.order]))
        self.load_list()

    # copies

    def action_list_copies(self) -> None:
        """Fold copies under the best one, or show every article again."""
        self.where = replace(self.where, folded=not self.where.folded)
        self._keep_copies()
        if self.where.folded:
            self.say(
                _("Copies are folded under the best one, from %d%% of likeness; D shows them again")
                % self.where.likeness
            )
        else:
            self.say(_("Every article is in the list, copies too"))

    @property
    def echo_here(self) -> Echo | None:
        """The passage one is at, where another article has it too: of the fact, of the evidence, in sight."""
        if self.stored is None or self.shows_original:
            return None
        wanted = self.reader.evidence
        if self.pane == "facts":
            row = self.facts.current
            wanted = row.evidence[self.facts.at] if row is not None and row.evidence else None
        elif self.pane != "reader":
            return None
        elif wanted is None:
            wanted = Span(*self.reader.in_sight)
        if wanted is None:
            return None
        at = wanted
        echo = next((echo for echo in self.stored.echoes if echo.span.overlaps(at)), None)
        if echo is None or self.pane != "facts":
            return echo
        return replace(echo, span=Span(max(at.start, echo.span.start), min(at.stop, echo.span.stop)))

    def action_article_dups(self) -> None:
        """The passage one is at beside where it stands elsewhere, else the copies of the article."""
        if self.stored is None:
            return
        echo = self.echo_here
        if echo is not None:
            view = CompareView(self.stored.head.id, echo.other_id, echo.span)
            self.app.post_message(messages.OpenView(view))
            return
        from tui.app.screens.copies import CopiesScreen

        row = self.articles.row(self.articles.cursor) if self.articles.has_focus else None
        article = self.stored.head.id if row is None else row.id  # a filter may have left the open one out
        screen = CopiesScreen(self.reader_app.queries, article, self.where.likeness, self._use_likeness)
        self.app.push_screen(screen, self._open_copy)

    def _use_likeness(self, likeness: int) -> None:
        self.where = replace(self.where, likeness=likeness)
        self._keep_copies()

    def _keep_copies(self) -> None:
        choice = {"folded": self.where.folded, "likeness": self.where.likeness}
        self.reader_app.queries.keep_setting("copies", choice)
        self.load_list()

    def use_copies(self, choice: dict[str, object]) -> None:
        """Begin with copies folded, and alike, as the reader left them."""
        likeness = choice.get("likeness")
        if isinstance(likeness, int) and LEAST_LIKENESS <= likeness <= 100:
            self.where = replace(self.where, likeness=likeness)
        self.where = replace(self.where, folded=choice.get("folded") is True)

    def _open_copy(self, article: int | None) -> None:
        if article is not None and self.stored is not None and article != self.stored.head.id:
            self.app.post_message(messages.OpenArticle(article))

    def action_list_filter(self) -> None:
        """Ask for the words of the filter, and offer what the list has in common."""
        from tui.app.screens.facets import FacetScreen

        self.app.push_screen(
            FacetScreen(
                self.reader_app.queries, self.where, self._use_filter, self._room_beside, order=self.order
            )
        )

    def _use_filter(self, where: ListFilter) -> None:
        self.where = where
        self.load_list()
        self.describe()

    def use_saved(self, search: SavedSearch) -> None:
        """Show the list that was saved, in its order."""
        where = search.filter
        if where is not None:
            self.order = search.order
            self._use_filter(self.narrow(where))
            self.say(_("Saved list: %s") % search.name)

    def narrow(self, where: ListFilter) -> ListFilter:
        """`where`, with copies folded as they are."""
        return replace(where, folded=self.where.folded, likeness=self.where.likeness)

    def set_shape(self, columns: int, rows: int) -> None:
        """Show the panes that fit; the filter, where it is open, stands beside the list again."""
        super().set_shape(columns, rows)
        stand = getattr(self.app.screen, "stand", None)
        if stand is not None:
            stand()

    def _room_beside(self) -> Room:
        """The window beside the list, or below it where it lies over the text; all of it where neither is."""
        from tui.app.screens.facets import Room

        columns, rows = self.app.size
        if self.shape.size in ("none", "xs") or self.zoomed:
            return Room(0, 0, columns, rows)
        if self.shape.side_by_side:
            left = self.sizes.list_width
            below = CARD_LINES.get(self.shape.size, 1) if self.shape.cards else 1
            return Room(left, 1, columns - left, rows - below - 3)
        top = 1 + self.sizes.list_height
        return Room(0, top, columns, rows - top)

    def action_list_filter_clear(self) -> None:
        """All articles again."""
        self._use_filter(self.narrow(ListFilter()))
