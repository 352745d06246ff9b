"""The palette: any command by a few letters of its name, in either language, without tones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from tui.app.commands import Command, Context, Situation, key_label
from tui.app.ranking import CommandRow, available, ranked, run_chosen
from tui.app.screens.menu import MenuScreen
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.present.help import SENTENCE_FROM, palette_line
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run


class CommandFinder(Finder):
    """A line over the commands that fit it."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(id="palette")
        self._commands = commands

    def on_mount(self) -> None:
        """All commands, as long as nothing is typed."""
        self.typed()

    def label(self) -> Line:
        return line(Run(_("Commands"), "label"))

    def counts(self) -> Line:
        count = len(self.view.rows)
        return line(ngettext("%s command", "%s commands", count) % number(count))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter run"), _("↑↓ choose"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (Run(": ", "key"),)

    def placeholder(self) -> str:
        return _("a few letters; tones may be left out")

    def header(self, cells: int) -> Sequence[Line]:
        """The sentence of the command under the cursor, where it has no room in its row."""
        row = self.view.chosen
        if cells >= SENTENCE_FROM + 1 or not isinstance(row, CommandRow):
            return ()
        return ((run(_(row.target.help), "dim"),),)

    def typed(self) -> None:
        self.set_rows(ranked(self._commands, self.input.text), cursor=0)

    def draw_row(self, row: CommandRow, cells: int) -> Sequence[Line]:
        command = row.target
        labels = [key_label(key) for key in command.keys]
        return (palette_line(labels, _(command.title), _(command.help), row.marks, cells),)


class PaletteScreen(OverlayScreen[Command]):
    """Dismissed with the command to run."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(CommandFinder(commands))

    def answer(self, target: object) -> Command:
        assert isinstance(target, Command)
        return target


def open_palette(app: App[Any], contexts: Sequence[Context], situation: Situation) -> None:
    """Show the palette over the screen; what is chosen runs where the focus was."""
    app.push_screen(PaletteScreen(available(contexts, situation)), lambda command: run_chosen(app, command))


def open_views(app: App[Any], contexts: Sequence[Context], situation: Situation) -> None:
    """Show the views there are over the screen; the chosen one opens."""
    views = [c for c in available(contexts, situation) if c.group == "views" and c.id != "view.menu"]

    def run_view(choice: int | None) -> None:
        run_chosen(app, None if choice is None else views[choice])

    app.push_screen(MenuScreen(_("Views"), [_(view.title) for view in views]), run_view)
