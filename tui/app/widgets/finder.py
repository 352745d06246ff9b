"""A box with a line to type into over rows to choose from: search, palette, help, menus and paths.

One widget owns line and rows, so that a key costs one paint: a stock input over a list takes four times as
long, because the two are laid out and painted one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Offset
from textual.message import Message

from tui.app.widgets.box import Box
from tui.app.widgets.line_input import LineInput
from tui.model.record import record
from tui.present.lines import Line, Run, line_width


class Finder(Box):
    """A box whose first line is typed into."""

    typing = True
    """False for a box without a line, where letters are keys."""

    @record(frozen=False)
    class Closed(Message):
        """The reader wants the box closed."""

        finder: Finder

        @property
        def control(self) -> Finder:
            return self.finder

    def __init__(self, *, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.input = LineInput(text)

    # what a finder of its own says differently

    def prompt(self) -> Line:
        """Before the line that is typed into."""
        return ()

    def placeholder(self) -> str:
        """Shown while nothing is typed."""
        return ""

    def ghost(self) -> str:
        """Behind what is typed: what it may go on with."""
        return ""

    def header(self, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """Lines between the line and the rows."""
        return ()

    def typed(self) -> None:
        """The text of the line has changed."""

    def show_typed(self) -> None:
        """Draw the line as it is now."""
        self.redraw()

    def pressed(self, key: str) -> bool:  # noqa: ARG002
        """A key before anyone else has seen it; True when it is done with."""
        return False

    # keys

    def on_key(self, event: events.Key) -> None:
        """Everything that is typed belongs to the box; what means nothing in it ends here."""
        event.stop()
        event.prevent_default()
        if self.pressed(event.key) or self._move(event.key) or not self.typing:
            return
        before = self.input.text
        if self.input.press(event.key, event.character):
            if self.input.text != before:
                self.typed()
            self.show_typed()

    def _move(self, key: str) -> bool:
        steps = {"up": -1, "ctrl+p": -1, "down": 1, "ctrl+n": 1}
        pages = {"pageup": -self.page, "pagedown": self.page}
        ends = {"ctrl+home": False, "ctrl+end": True}
        closing = {"escape"}
        if not self.typing:
            steps |= {"k": -1, "j": 1}
            pages |= {"ctrl+u": -self.page // 2, "ctrl+d": self.page // 2}
            ends |= {"g": False, "home": False, "G": True, "end": True}
            closing |= {"q"}
        if key in steps:
            self.step(steps[key])
        elif key in pages:
            self.step_lines(pages[key])
        elif key in ends:
            self.step_to_end(last=ends[key])
        elif key == "enter":
            self.choose()
        elif key in closing:
            self.post_message(self.Closed(self))
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line."""
        event.stop()
        if self.typing and event.text:
            before = self.input.text
            self.input.insert(event.text)
            if self.input.text != before:
                self.typed()
            self.show_typed()

    # drawing

    def above(self, cells: int) -> Sequence[Line]:
        header = [*self.header(cells)]
        if header:
            header.append((Run("─" * cells, "divider"),))
        return [self._input_line(cells), *header] if self.typing else header

    def _input_line(self, cells: int) -> Line:
        prompt = self.prompt()
        taken = line_width(prompt)
        drawn, caret = self.input.draw(cells - taken, placeholder=self.placeholder(), ghost=self.ghost())
        if self.has_focus:
            # an input method draws what is being composed where the terminal's own cursor stands
            self.app.cursor_position = Offset(self.region.x + 2 + taken + caret, self.region.y + 1)
        return (*prompt, *drawn)
