"""One line to type into, in the place of the status line: filters, and finding in the article."""

from __future__ import annotations

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui.app.messages import PromptClosed, PromptTyped
from tui.app.paint import strip_of, styles_of
from tui.app.widgets.line_input import LineInput
from tui.i18n import gettext as _
from tui.present.lines import Run, run


class PromptBar(Widget, can_focus=True, inherit_bindings=False):
    """Takes every key while it has the focus; says what was typed after each of them."""

    typing = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.purpose = ""
        self.note = ""
        """What the words found, at the right."""
        self._label = ""
        self._line = LineInput()

    def ask(self, purpose: str, label: str, text: str = "") -> None:
        """Begin to ask for words, `text` chosen to be typed over; `purpose` comes back with them."""
        self.purpose, self._label, self.note = purpose, label, ""
        self._line = LineInput(text, selected=True)
        self.refresh()

    def say(self, note: str) -> None:
        """Show what the words found."""
        self.note = note
        self.refresh()

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Letters are letters here, not commands."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Everything that is typed belongs to the line."""
        if event.key in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            kept = event.key == "enter"
            self.post_message(PromptClosed(self.purpose, self._line.text, kept))
            return
        before = self._line.text
        if self._line.press(event.key, event.character):
            event.stop()
            event.prevent_default()
            self._changed(before)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line."""
        event.stop()
        before = self._line.text
        self._line.insert(event.text)
        self._changed(before)

    def _changed(self, before: str) -> None:
        self.refresh()
        if self._line.text != before:
            self.post_message(PromptTyped(self.purpose, self._line.text))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The one line."""
        width = self.size.width
        label = run(f" {self._label} ", "key")
        hint = run(f"  {self.note}   " + _("Enter keeps · Esc gives up") + " ", "dim")
        drawn, _caret = self._line.draw(max(8, width - len(label.text) - len(hint.text)))
        line = (label, *drawn)
        return strip_of((*line, Run(" "), hint), width, self.rich_style, styles_of(self.app))
