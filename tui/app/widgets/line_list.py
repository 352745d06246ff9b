"""The list under every list: it draws what is visible and asks for rows in blocks as they come into view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.framed import Framed
from tui.app.keys import bindings_of
from tui.app.paint import strip_of, styles_of
from tui.model.record import record
from tui.present.lines import Line, Run

BLOCK = 200
"""Rows asked for at once."""
KEPT_BLOCKS = 40
"""Blocks held at once: 8,000 rows, so that memory does not grow with the list."""
KEPT_STRIPS = 2000


class LineList(ScrollView, Framed, can_focus=True, inherit_bindings=False):
    """A list of `count` rows, each `row_height` lines high (or as `set_rows` says), with one cursor.

    Rows are whatever `draw_row` understands; a row that is a line, or a sequence of lines, draws itself.
    Give all rows at once (`set_rows`), or a count (`set_count`) and then the blocks that `Wanted` asks for.
    """

    BINDINGS = bindings_of("list")
    ALLOW_MAXIMIZE = True

    cursor: var[int] = var(0, init=False)
    """Index of the row under the cursor; 0 in an empty list."""
    row_height: int = 1

    @record(frozen=False)
    class _About(Message):
        line_list: LineList
        index: int

        @property
        def control(self) -> LineList:
            return self.line_list

    class Moved(_About):
        """The reader moved the cursor to another row."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, LineList.Moved) and message.line_list is self.line_list

    class Chosen(_About):
        """The row was opened: Enter or a double click."""

    @record(frozen=False)
    class Wanted(Message):
        """Rows `[start, upto)` are in view and not known; answer with `provide`."""

        line_list: LineList
        start: int
        upto: int
        edition: int
        """Of the list when it asked: `provide` drops an answer to an older one."""

        @property
        def control(self) -> LineList:
            return self.line_list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.count = 0
        self.edition = 0
        self.empty: tuple[Line, ...] = ()
        """Drawn in the middle of an empty list."""
        self._blocks: dict[int, Sequence[Any]] = {}
        self._asked: set[int] = set()
        self._strips: dict[tuple[int, int, int, bool, bool], Strip] = {}
        self._kept: int | None = None  # blocks to keep; None: all of them
        self._tops: list[int] | None = None  # first line of each row, then the end; None: all rows are alike

    # what is in the list

    def set_rows(
        self, rows: Sequence[Any], *, cursor: int | None = None, heights: Sequence[int] | None = None
    ) -> None:
        """Show `rows`, all of them at hand; the cursor goes to `cursor`, else stays as near as it can.

        `heights` gives the lines of each row of a small list; without it all are `row_height` high.
        """
        self._tops = None if heights is None else [0, *accumulate(heights)]
        starts = range(0, len(rows), BLOCK)
        self._blocks = {start // BLOCK: rows[start : start + BLOCK] for start in starts}
        self._renew(len(rows), cursor)
        self._kept = None

    def set_count(self, count: int, *, cursor: int | None = None) -> None:
        """Show `count` rows that are not known yet; `Wanted` will ask for those in view."""
        self._blocks = {}
        self._tops = None
        self._renew(count, cursor)
        self._kept = KEPT_BLOCKS

    def provide(self, start: int, rows: Sequence[Any], *, edition: int | None = None) -> None:
        """The rows from `start` on, `start` a multiple of `BLOCK`."""
        if edition is not None and edition != self.edition:
            return
        block = start // BLOCK
        for offset in range(0, max(1, len(rows)), BLOCK):
            self._blocks[block + offset // BLOCK] = rows[offset : offset + BLOCK]
            self._asked.discard(block + offset // BLOCK)
        if self._kept is not None:
            here = self.index_at(self.scroll_offset.y) // BLOCK
            while len(self._blocks) > self._kept:
                del self._blocks[max(self._blocks, key=lambda b: abs(b - here))]
        self.redraw()

    def row(self, index: int) -> Any | None:
        """The row at `index`, or None where it is not known yet."""
        rows = self._blocks.get(index // BLOCK)
        offset = index % BLOCK
        return rows[offset] if rows is not None and offset < len(rows) else None

    def _renew(self, count: int, cursor: int | None) -> None:
        self.count = count
        self.edition += 1
        self._asked.clear()
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(LineList.cursor, max(0, min(wanted, count - 1)))
        self._measure()
        self.redraw()

    def redraw(self) -> None:
        """Draw every visible row anew."""
        self._strips.clear()
        self.refresh()

    def set_row_height(self, height: int) -> None:
        """Lines a row takes from now on; the row at the cursor stays in view."""
        if height != self.row_height:
            self.row_height = height
            self._measure()
            self.redraw()

    def top_of(self, index: int) -> int:
        """First line of the row at `index`; of `count`, the number of lines of the list."""
        return index * self.row_height if self._tops is None else self._tops[index]

    def height_of(self, index: int) -> int:
        """Lines of the row at `index`."""
        return self.row_height if self._tops is None else self._tops[index + 1] - self._tops[index]

    def index_at(self, y: int) -> int:
        """Index of the row that line `y` of the list belongs to; past the end, `count` or more."""
        return y // self.row_height if self._tops is None else bisect_right(self._tops, y) - 1

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self.top_of(self.count))
        self.call_after_refresh(self._show_cursor)

    # moving

    def selectable(self, index: int) -> bool:
        """True where the cursor may stand; lists with headings say otherwise."""
        return 0 <= index < self.count

    def move_to(self, index: int, *, post: bool = True) -> None:
        """Put the cursor on the nearest selectable row at or after `index` (before, at the end)."""
        if not self.count:
            return
        index = max(0, min(index, self.count - 1))
        towards = 1 if index >= self.cursor else -1
        found = self._nearest(index, towards)
        if found is None or found == self.cursor:
            self._show_cursor()
            return
        before, self.cursor = self.cursor, found
        self._refresh_rows(before, found)
        self._show_cursor()
        if post:
            self.post_message(self.Moved(self, found))

    def _nearest(self, index: int, towards: int, *, only: bool = False) -> int | None:
        for step in (towards,) if only else (towards, -towards):
            candidate = index
            while 0 <= candidate < self.count:
                if self.selectable(candidate):
                    return candidate
                candidate += step
        return None

    def _show_cursor(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        if not self.count:
            return
        top, own = self.top_of(self.cursor), self.height_of(self.cursor)
        first = self.scroll_offset.y
        if self._nearest(self.cursor - 1, -1, only=True) is None:
            self._scroll(0)
        elif top < first:
            self._scroll(top)
        elif top + own > first + height:
            self._scroll(top + own - height if height >= own else top)

    def show_amid(self, index: int) -> None:
        """Scroll so that a row stands in the upper half, with what comes before it in sight."""
        height = self.scrollable_content_region.height
        self._scroll(max(0, self.top_of(index) - height // 3) if self.count else 0)

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _refresh_rows(self, *indices: int) -> None:
        for index in indices:
            if index < self.count:
                self.refresh_lines(self.top_of(index), self.height_of(index))

    @property
    def page(self) -> int:
        """Rows that are visible at once, at least one."""
        average = max(1, self.top_of(self.count) // max(1, self.count))
        return max(1, self.scrollable_content_region.height // average)

    def action_nav_down(self) -> None:
        """One row down."""
        self.move_to(self.cursor + 1)

    def action_nav_up(self) -> None:
        """One row up."""
        self.move_to(self.cursor - 1)

    def action_nav_top(self) -> None:
        """To the first row."""
        self.move_to(0)

    def action_nav_bottom(self) -> None:
        """To the last row."""
        self.move_to(self.count - 1)

    def action_nav_half_down(self) -> None:
        """Half a page down."""
        self.move_to(self.cursor + max(1, self.page // 2))

    def action_nav_half_up(self) -> None:
        """Half a page up."""
        self.move_to(self.cursor - max(1, self.page // 2))

    def action_nav_page_down(self) -> None:
        """A page down."""
        self.move_to(self.cursor + self.page)

    def action_nav_page_up(self) -> None:
        """A page up."""
        self.move_to(self.cursor - self.page)

    def action_list_open(self) -> None:
        """Open the row under the cursor."""
        if self.count and self.row(self.cursor) is not None:
            self.post_message(self.Chosen(self, self.cursor))

    # the mouse and the window

    def on_click(self, event: events.Click) -> None:
        """A click selects, a double click opens."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self.index_at(offset.y + self.scroll_offset.y)
        if not self.selectable(index):
            return
        self.move_to(index)
        if event.chain > 1:
            self.action_list_open()

    def on_resize(self) -> None:
        """Keep the cursor in view when the window changes."""
        self._strips.clear()
        self.draw_frame()
        self.virtual_size = Size(self.size.width, self.top_of(self.count))
        self.call_after_refresh(self._show_cursor)

    def on_focus(self) -> None:
        """The cursor is bright where the focus is."""
        self._refresh_rows(self.cursor)

    def on_blur(self) -> None:
        """The cursor is quiet where the focus is not."""
        self._refresh_rows(self.cursor)

    # drawing

    def draw_row(self, row: Any, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of a row, at most `row_height` of them, for a list `cells` wide."""
        if not row or isinstance(row[0], Run):
            return (row,)
        lines: Sequence[Line] = row
        return lines

    def placeholder(self, index: int, cells: int) -> Sequence[Line]:
        """What stands for a row that is not known yet."""
        blocks = ("▒▒▒▒▒▒▒▒ ▒▒▒▒▒", "▒▒▒▒▒▒▒▒▒▒▒▒", "▒▒▒▒▒▒▒▒▒▒")
        text = "   " + " ".join(blocks[(index + step) % 3] for step in range(max(1, cells // 16)))
        return ((Run(text, "placeholder"),),)

    def render_line(self, y: int) -> Strip:
        """Line `y` of what is visible."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not self.count:
            return self._empty_line(y, width)
        index = self.index_at(y + self.scroll_offset.y)
        if index >= self.count:
            return Strip.blank(width, base)
        part = y + self.scroll_offset.y - self.top_of(index)
        here, focused = index == self.cursor, self.has_focus
        key = (index, part, width, here, focused)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._draw(index, part, width, here=here, focused=focused)
            if self.row(index) is not None:
                if len(self._strips) > KEPT_STRIPS:
                    self._strips.clear()
                self._strips[key] = strip
        return strip

    def _draw(self, index: int, part: int, width: int, *, here: bool, focused: bool) -> Strip:
        styles = styles_of(self.app)
        base = self.rich_style
        if here and self.selectable(index):
            base = base + styles["cursor" if focused else "cursor-rest"]
        row = self.row(index)
        if row is None:
            self._ask_for(index)
            lines = self.placeholder(index, width)
        else:
            lines = self.draw_row(row, index, width)
        return strip_of(lines[part] if part < len(lines) else (), width, base, styles)

    def _ask_for(self, index: int) -> None:
        block = index // BLOCK
        if block not in self._asked:
            self._asked.add(block)
            # not from here: a message made while the screen draws does not travel beyond the screen
            self.call_later(self._want, block * BLOCK, self.edition)

    def _want(self, start: int, edition: int) -> None:
        if edition == self.edition:
            self.post_message(self.Wanted(self, start, min(start + BLOCK, self.count), edition))

    def _empty_line(self, y: int, width: int) -> Strip:
        top = max(0, (self.scrollable_content_region.height - len(self.empty)) // 3)
        line = self.empty[y - top] if 0 <= y - top < len(self.empty) else ()
        return strip_of(line, width, self.rich_style, styles_of(self.app))
