"""A framed box of rows: title and counts in its border, a cursor on what can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.app.paint import Styles, strip_of, styles_of
from tui.app.widgets.row_view import Row, RowView
from tui.model.record import record
from tui.present.frame import HEAVY, ROUND, edge
from tui.present.lines import Line, Run, beside

_MARK = "▶ "
"""Stands before the row under the cursor, besides its colour."""
_WHEEL_LINES = 3


@record
class LineRow:
    """A row that is one line, ready to draw."""

    line: Line
    target: object | None = None
    aside: Line = ()
    """Against the right edge."""
    height: int = 1


class Box(Widget, can_focus=True):
    """Rows in a frame that is heavy where the focus is."""

    ALLOW_SELECT: ClassVar[bool] = False

    @record(frozen=False)
    class Chosen(Message):
        """A row was chosen: Enter or a second click."""

        box: Box
        target: object

        @property
        def control(self) -> Box:
            return self.box

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.view: RowView[Any] = RowView()
        self._strips: list[Strip] = []
        self._body_top = 1
        self._body_height = 0

    # what a box of its own says differently

    def label(self) -> Line:
        """Left in the top border."""
        return ()

    def counts(self) -> Line:
        """Right in the top border."""
        return ()

    def hints(self) -> Line:
        """Right in the bottom border."""
        return ()

    def above(self, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """Lines between the top border and the rows."""
        return ()

    def draw_row(self, row: Any, cells: int) -> Sequence[Line]:
        """The lines of a row, `row.height` of them."""
        assert isinstance(row, LineRow)
        return (beside(row.line, row.aside, cells),)

    def aside_width(self, cells: int) -> int:  # noqa: ARG002
        """Cells of a column beside the rows; 0 for none."""
        return 0

    def aside(self, cells: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of that column."""
        return ()

    def moved(self) -> None:
        """The cursor stands on another row."""

    # rows

    def set_rows(self, rows: Sequence[Row], *, cursor: int | None = None, top: int = 0) -> None:
        """Show `rows`; the cursor goes to the choice nearest to row `cursor`."""
        self.view.set_rows(rows, cursor=cursor, top=top)
        if cursor is not None:
            self.view.show_cursor(self._body_height)
        self.moved()
        self.redraw()

    def choose(self) -> None:
        """Take the row under the cursor."""
        row = self.view.chosen
        if row is not None:
            self.post_message(self.Chosen(self, row.target))

    def step(self, rows: int) -> None:
        """Move the cursor by so many choices."""
        before = self.view.cursor
        self._changed(before, self.view.move(rows, self._body_height))

    def step_lines(self, lines: int) -> None:
        """Move the cursor by about so many lines."""
        before = self.view.cursor
        self._changed(before, self.view.move_lines(lines, self._body_height))

    def step_to_end(self, *, last: bool) -> None:
        """Put the cursor on the first or the last choice."""
        before = self.view.cursor
        self._changed(before, self.view.move_to_end(self._body_height, last=last))

    @property
    def page(self) -> int:
        """Lines of rows that are visible at once, at least one."""
        return max(1, self._body_height)

    def _changed(self, before: int | None, changed: bool) -> None:
        if changed:
            if self.view.cursor != before:
                self.moved()
            self.redraw()

    # the mouse

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a second one takes it."""
        event.stop()
        if not self._body_top <= event.y < self._body_top + self._body_height:
            return
        index = self.view.row_at(self.view.top + event.y - self._body_top)
        if index is None:
            return
        if self.view.cursor == index:
            self.choose()
        elif self.view.move_to(index, self._body_height):
            self.moved()
            self.redraw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the rows, not the cursor."""
        event.stop()
        if self.view.scroll(_WHEEL_LINES, self._body_height):
            self.redraw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the rows, not the cursor."""
        event.stop()
        if self.view.scroll(-_WHEEL_LINES, self._body_height):
            self.redraw()

    # drawing

    def redraw(self) -> None:
        """Draw the box anew."""
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Fit the rows into the new box, the cursor in view."""
        self._measure()
        self.view.show_cursor(self._body_height)
        self.redraw()

    def on_focus(self) -> None:
        """A heavy frame and a bright cursor where the focus is."""
        self.redraw()

    def on_blur(self) -> None:
        """A quiet frame and a quiet cursor where it is not."""
        self.redraw()

    def notify_style_update(self) -> None:
        """A new theme draws everything anew."""
        super().notify_style_update()
        self._strips.clear()

    def _measure(self) -> Sequence[Line]:
        """Where the rows stand in the box; answers the lines above them."""
        lines = list(self.above(max(1, self.size.width - 4)))
        if self.size.height < 8:
            lines = lines[:1]
        self._body_top = 1 + len(lines)
        self._body_height = max(0, self.size.height - len(lines) - 2)
        return lines

    def render_line(self, y: int) -> Strip:
        """Line `y` of the box."""
        if not self._strips:
            self._strips = self._draw()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def _draw(self) -> list[Strip]:
        cells, height = self.size
        styles, base = styles_of(self.app), self.rich_style
        if cells < 6 or height < 3:
            return [Strip.blank(cells, base)] * height
        lines = self._measure()
        strokes = HEAVY if self.has_focus else ROUND
        styles = _dressed(styles, focused=self.has_focus)
        side = strip_of((Run(strokes.down, "border"),), 1, base, styles)
        strips = [strip_of(edge(self.label(), self.counts(), cells, strokes, top=True), cells, base, styles)]
        strips += [
            Strip.join([side, strip_of((Run(" "), *text), cells - 2, base, styles), side]) for text in lines
        ]
        strips += self._body(cells, side, base, styles)
        strips.append(strip_of(edge((), self.hints(), cells, strokes, top=False), cells, base, styles))
        return strips

    def _body(self, cells: int, side: Strip, base: Style, styles: Styles) -> list[Strip]:
        height = self._body_height
        aside = self.aside_width(cells - 2)
        room = cells - 2 - (aside + 2 if aside else 0)
        column = list(self.aside(aside - 1, height)) if aside else []
        thumb = strip_of((Run("█", "border"),), 1, base, styles)
        from_line, to_line = self._thumb(height)
        strips = []
        drawn: dict[int, Sequence[Line]] = {}
        for y, place in enumerate(self.view.visible(height)):
            parts = [side, self._row_strip(place, room, base, styles, drawn)]
            if aside:
                text = column[y] if y < len(column) else ()
                parts.append(strip_of((Run("│ ", "divider"), *text), aside + 2, base, styles))
            parts.append(thumb if from_line <= y < to_line else side)
            strips.append(Strip.join(parts))
        return strips

    def _row_strip(
        self,
        place: tuple[int, int] | None,
        cells: int,
        base: Style,
        styles: Styles,
        drawn: dict[int, Sequence[Line]],
    ) -> Strip:
        if place is None:
            return Strip.blank(cells, base)
        index, part = place
        if index not in drawn:
            drawn[index] = self.draw_row(self.view.rows[index], cells - 3)
        lines = drawn[index]
        here = index == self.view.cursor
        mark = Run(_MARK if here and part == 0 else "  ", "key" if here else "")
        content = lines[part] if part < len(lines) else ()
        return strip_of((mark, *content), cells, base + styles["cursor"] if here else base, styles)

    def _thumb(self, height: int) -> tuple[int, int]:
        total = self.view.line_count
        if total <= height or height < 2:
            return 0, 0
        size = max(1, height * height // total)
        last = max(1, total - height)
        start = min(height - size, self.view.top * (height - size) // last)
        return start, start + size


def _dressed(styles: Styles, *, focused: bool) -> Styles:
    """The same roles for this box: title reversed where the focus is, frame and cursor quiet where not."""
    own = Styles(styles)
    own.ascii = styles.ascii
    own["label"] = Style(bold=True, reverse=True if focused else None)
    if not focused:
        own["border"], own["cursor"] = styles["border-rest"], styles["cursor-rest"]
    return own
