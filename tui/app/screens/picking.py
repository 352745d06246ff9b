"""Boxes to say how a name is corrected: another name picked by a few letters, or one that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.messages import Failed, NamesFound
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.model.fact import Kind
from tui.model.result import NameHit
from tui.present.lines import Line, Run, line, run
from tui.present.search import OpenEntity, Row, lay_out_row


class NamesAsks(Protocol):
    """What the box asks of the library."""

    def find_names(self, asker: MessagePump, query: str, limit: int = 100) -> None:
        """Answered by `NamesFound`."""
        ...


class NamePicker(Finder):
    """Names of one kind, found as one types; before that those most like the one in question."""

    def __init__(self, asks: NamesAsks, title: str, *, kind: Kind, key: str, name: str) -> None:
        super().__init__(id="picker")
        self._asks = asks
        self._title = title
        self._kind, self._key, self._like = kind, key, name
        self._asked: str = ""

    def on_mount(self) -> None:
        """Ask for names like the one in question."""
        self.typed()

    def label(self) -> Line:
        return line(run(self._title, "label"))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter choose"), _("↑↓ choose"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (Run("@ ", "key"),)

    def placeholder(self) -> str:
        return _("the name it is; tones may be left out")

    def typed(self) -> None:
        self._asked = self.input.text.strip() or self._like
        self._asks.find_names(self, self._asked)

    @on(NamesFound)
    def _show(self, message: NamesFound) -> None:
        message.stop()
        if message.query == self._asked:
            found = [hit for hit in message.result.hits if hit.kind == self._kind and hit.key != self._key]
            rows = [Row(1, OpenEntity(hit.key), hit) for hit in found]
            told = _("No name is near this one.") if self.input.text else _("Type a few letters of its name.")
            self.set_rows(rows or [Row(1, None, (run(told, "dim"),))], cursor=0)

    @on(Failed)
    def _say_failed(self, message: Failed) -> None:
        message.stop()
        self.set_rows([LineRow((Run("⚠ ", "error"), run(message.reason)))])

    def draw_row(self, row: Row | LineRow, cells: int) -> Sequence[Line]:
        return super().draw_row(row, cells) if isinstance(row, LineRow) else lay_out_row(row, cells)

    @property
    def chosen_name(self) -> str:
        """The name under the cursor."""
        body = getattr(self.view.chosen, "body", None)
        return body.name if isinstance(body, NameHit) else ""


class PickerScreen(OverlayScreen[tuple[str, str]]):
    """Dismissed with the key and the name that were picked."""

    def __init__(self, asks: NamesAsks, title: str, *, kind: Kind, key: str, name: str) -> None:
        super().__init__(NamePicker(asks, title, kind=kind, key=key, name=name))

    def answer(self, target: object) -> tuple[str, str]:
        assert isinstance(target, OpenEntity)
        assert isinstance(self.finder, NamePicker)
        return target.key, self.finder.chosen_name


class NameLine(Finder):
    """A line for a name, with what is known of it below."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__(id="name-line", text=text)
        self.input.selected = True
        self._title, self._about = title, about

    def on_mount(self) -> None:
        """Show what the name is for."""
        self.set_rows([LineRow((run(self._about, "dim"),))])

    def label(self) -> Line:
        return line(run(self._title, "label"))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter save"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (run(_("Name:") + " ", "key"),)

    def pressed(self, key: str) -> bool:
        """Enter is done with the name."""
        if key == "enter" and self.input.text.strip():
            self.post_message(self.Chosen(self, self.input.text))
            return True
        return key in ("up", "down", "enter")


class NameLineScreen(OverlayScreen[str]):
    """Dismissed with the name that was typed."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__(NameLine(title, about, text))

    def answer(self, target: object) -> str:
        assert isinstance(target, str)
        return target
