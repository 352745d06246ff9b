"""A box with a line to type into over rows to choose from: search, palette, help, menus and paths.

One widget owns line and rows, so that a key costs one paint: a stock input over a list takes four times as
long, because the two are laid out and painted one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.app.paint import strip_of, styles_of
from tui.app.widgets.line_input import LineInput
from tui.app.widgets.row_view import Row, RowView
from tui.present.frame import HEAVY, edge
from tui.present.lines import Line, Run, beside, line
from tui.text.cells import width

_MARK = "▶ "
"""Stands before the row under the cursor, besides its colour."""
_WHEEL_LINES = 3


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row that is one line, ready to draw."""

    line: Line
    target: object | None = None
    aside: Line = ()
    """Against the right edge."""
    height: int = 1


class Finder(Widget, can_focus=True):
    """A framed box: title and counts in the top border, a line to type into, rows, keys in the bottom one."""

    ALLOW_SELECT: ClassVar[bool] = False
    typing = True
    """False for a box without a line, where letters are keys."""

    @dataclass
    class Chosen(Message):
        """A row was chosen: Enter or a second click."""

        finder: Finder
        target: object

        @property
        def control(self) -> Finder:
            return self.finder

    @dataclass
    class Closed(Message):
        """The reader wants the box closed."""

        finder: Finder

        @property
        def control(self) -> Finder:
            return self.finder

    def __init__(self, *, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.input = LineInput(text)
        self.view: RowView[Any] = RowView()
        self._strips: list[Strip] = []
        self._body_top = 0
        self._body_height = 0

    # what a finder of its own says differently

    def label(self) -> Line:
        """Left in the top border."""
        return ()

    def counts(self) -> Line:
        """Right in the top border."""
        return ()

    def hints(self) -> Line:
        """Right in the bottom border."""
        return ()

    def prompt(self) -> Line:
        """Before the line that is typed into."""
        return ()

    def placeholder(self) -> str:
        """Shown while nothing is typed."""
        return ""

    def header(self, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """Lines between the line and the rows."""
        return ()

    def draw_row(self, row: Any, cells: int) -> Sequence[Line]:
        """The lines of a row, `row.height` of them."""
        if isinstance(row, LineRow):
            return (beside(row.line, row.aside, cells),)
        raise NotImplementedError

    def aside_width(self, cells: int) -> int:  # noqa: ARG002
        """Cells of a column beside the rows; 0 for none."""
        return 0

    def aside(self, cells: int, height: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of that column."""
        return ()

    def typed(self) -> None:
        """The text of the line has changed."""

    def moved(self) -> None:
        """The cursor stands on another row."""

    def pressed(self, key: str) -> bool:  # noqa: ARG002
        """A key before anyone else has seen it; True when it is done with."""
        return False

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

    # keys and mouse

    def on_key(self, event: events.Key) -> None:
        """Everything that is typed belongs to the box."""
        if self.pressed(event.key) or self._move(event.key):
            event.stop()
            event.prevent_default()
            return
        if not self.typing:
            return
        before = self.input.text
        if self.input.press(event.key, event.character):
            event.stop()
            event.prevent_default()
            if self.input.text != before:
                self.typed()
            self.redraw()

    def _move(self, key: str) -> bool:
        height = self._body_height
        moves = {
            "up": -1, "ctrl+p": -1, "down": 1, "ctrl+n": 1,
        }  # fmt: skip
        pages = {"pageup": -height, "pagedown": height}
        if not self.typing:
            moves |= {"k": -1, "j": 1}
            pages |= {"ctrl+u": -height // 2, "ctrl+d": height // 2}
        before = self.view.cursor
        if key in moves:
            changed = self.view.move(moves[key], height)
        elif key in pages:
            changed = self.view.move_lines(pages[key], height)
        elif key in ("ctrl+home", "ctrl+end") or (not self.typing and key in ("g", "G", "home", "end")):
            changed = self.view.move_to_end(height, last=key in ("ctrl+end", "G", "end"))
        elif key == "enter":
            self.choose()
            return True
        elif key == "escape" or (not self.typing and key == "q"):
            self.post_message(self.Closed(self))
            return True
        else:
            return False
        if changed:
            if self.view.cursor != before:
                self.moved()
            self.redraw()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line."""
        event.stop()
        if self.typing and event.text:
            before = self.input.text
            self.input.insert(event.text)
            if self.input.text != before:
                self.typed()
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; a second one takes it."""
        event.stop()
        index = self.view.row_at(self.view.top + event.y - self._body_top) if self._in_body(event.y) else None
        if index is None:
            return
        if self.view.cursor == index:
            self.choose()
        elif self.view.move_to(index, self._body_height):
            self.moved()
            self.redraw()

    def _in_body(self, y: int) -> bool:
        return self._body_top <= y < self._body_top + self._body_height

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
        self._strips.clear()
        self._measure()
        self.view.show_cursor(self._body_height)

    def notify_style_update(self) -> None:
        """A new theme draws everything anew."""
        super().notify_style_update()
        self._strips.clear()

    def _measure(self) -> Sequence[Line]:
        """Where the rows stand in the box; answers the header above them."""
        header = list(self.header(max(1, self.size.width - 4))) if self.size.height >= 8 else []
        above = 1 + (1 if self.typing else 0) + len(header) + (1 if header else 0)
        self._body_top = above
        self._body_height = max(0, self.size.height - above - 1)
        return header

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
        header = self._measure()
        inner = cells - 4
        strips = [strip_of(edge(self.label(), self.counts(), cells, HEAVY, top=True), cells, base, styles)]
        if self.typing:
            strips.append(self._framed(self._input_line(inner), cells, base, styles))
        for above in header:
            strips.append(self._framed(above, cells, base, styles))
        if header:
            rule = (Run(HEAVY.down, "border"), Run("─" * (cells - 2), "divider"), Run(HEAVY.down, "border"))
            strips.append(strip_of(rule, cells, base, styles))
        strips += self._body(cells, base, styles)
        strips.append(strip_of(edge((), self.hints(), cells, HEAVY, top=False), cells, base, styles))
        return strips[:height]

    def _input_line(self, cells: int) -> Line:
        prompt = self.prompt()
        taken = sum(width(part.text) for part in prompt)
        drawn, caret = self.input.draw(cells - taken, placeholder=self.placeholder())
        if self.has_focus:
            # an input method draws what is being composed where the terminal's own cursor stands
            self.app.cursor_position = Offset(self.region.x + 2 + taken + caret, self.region.y + 1)
        return (*prompt, *drawn)

    def _framed(self, body: Line, cells: int, base: Style, styles: dict[str, Style]) -> Strip:
        side = strip_of(line(Run(HEAVY.down, "border")), 1, base, styles)
        return Strip.join([side, strip_of((Run(" "), *body), cells - 2, base, styles), side])

    def _body(self, cells: int, base: Style, styles: dict[str, Style]) -> list[Strip]:
        height = self._body_height
        aside = self.aside_width(cells - 2)
        room = cells - 2 - (aside + 2 if aside else 0)
        column = list(self.aside(aside - 1, height)) if aside else []
        side = strip_of((Run(HEAVY.down, "border"),), 1, base, styles)
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
        styles: dict[str, Style],
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
        start = min(height - size, self.view.top * height // total)
        return start, start + size
