"""A short list to choose one thing from: sort orders and the like."""

from __future__ import annotations

from collections.abc import Sequence

from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.present.lines import Line, Run, line, run


class MenuFinder(Finder):
    """Choices without a line to type into; their numbers, or letters of their own, are keys too."""

    typing = False

    def __init__(self, title: str, choices: Sequence[str], current: int | None, keys: str = "") -> None:
        super().__init__(id="menu")
        self._title = title
        self._choices = choices
        self._current = current
        self._keys = keys
        """A letter a choice, in the place of its number."""

    def on_mount(self) -> None:
        """The cursor starts on the choice in force."""
        rows = []
        for index, choice in enumerate(self._choices):
            sign = Run("● " if index == self._current else "  ", "accent")
            number = Run(f"{index + 1} ", "key") if len(self._choices) < 10 else Run("")
            if self._keys:
                number = Run(f"{self._keys[index]}  ", "key")
            rows.append(LineRow((sign, number, run(choice)), index))
        self.styles.height = len(rows) + 2
        self.set_rows(rows, cursor=self._current or 0)

    def label(self) -> Line:
        return line(run(self._title, "label"))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter choose"), _("Esc close"))), "dim"))

    def pressed(self, key: str) -> bool:
        """A letter of a choice, or its digit, chooses at once."""
        if len(key) == 1 and key in self._keys:
            self.view.move_to(self._keys.index(key), self.page)
            self.choose()
            return True
        if key.isdecimal() and 0 < int(key) <= min(9, len(self._choices)):
            self.view.move_to(int(key) - 1, self.page)
            self.choose()
            return True
        return False


class MenuScreen(OverlayScreen[int]):
    """Dismissed with the index of the choice."""

    def __init__(
        self, title: str, choices: Sequence[str], *, current: int | None = None, keys: str = ""
    ) -> None:
        super().__init__(MenuFinder(title, choices, current, keys))

    def answer(self, target: object) -> int:
        assert isinstance(target, int)
        return target
