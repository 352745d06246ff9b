"""Help: the keys that work here, grouped, filtered while one types; Enter runs the command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from tui.app.commands import GROUP_TITLES, Command, Context, Situation, commands_of, key_label
from tui.app.ranking import CommandRow, ranked, run_chosen
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.present.help import SENTENCE_FROM, help_line
from tui.present.lines import Line, Run, line, run


class HelpFinder(Finder):
    """The commands of the pane that has the focus, then all others, under their headings."""

    def __init__(self, contexts: Sequence[Context], situation: Situation, where: str) -> None:
        super().__init__(id="help")
        self._commands = commands_of(*contexts)
        self._situation = situation
        self._where = where

    def on_mount(self) -> None:
        """All keys, as long as nothing is typed."""
        self.typed()

    def label(self) -> Line:
        return line(Run(_("Help") + (f" — {self._where}" if self._where else ""), "label"))

    def counts(self) -> Line:
        return line(Run("?", "key"))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("type to filter"), _("Enter run"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (run(_("Filter:") + " ", "dim"),)

    def placeholder(self) -> str:
        return _("“back”, “lien quan”…")

    def header(self, cells: int) -> Sequence[Line]:
        """The sentence of the command under the cursor, where it has no room in its row."""
        row = self.view.chosen
        if cells >= SENTENCE_FROM + 1 or not isinstance(row, CommandRow):
            return ()
        return ((run(_(row.target.help), "dim"),),)

    def typed(self) -> None:
        rows: list[CommandRow | LineRow] = []
        if self.input.text.strip():
            rows = [*ranked(self._commands, self.input.text)]
            if not rows:
                rows = [LineRow((run(_("No key does that."), "dim"),))]
        else:
            for group, title in GROUP_TITLES.items():
                members = [command for command in self._commands if command.group == group]
                if members:
                    rows += [LineRow(())] if rows else []
                    rows.append(LineRow((run(_(title).upper(), "heading"),)))
                    rows += [CommandRow(command) for command in members]
        self.set_rows(rows, cursor=0)

    def draw_row(self, row: CommandRow | LineRow, cells: int) -> Sequence[Line]:
        if isinstance(row, LineRow):
            return super().draw_row(row, cells)
        command = row.target
        labels = [key_label(key) for key in command.keys] or [":"]
        drawn = help_line(labels, _(command.title), _(command.help), row.marks, cells)
        if not command.when(self._situation):
            drawn = tuple(Run(part.text, "faint") for part in drawn)
        return (drawn,)


class HelpScreen(OverlayScreen[Command]):
    """Dismissed with the command to run."""

    def __init__(self, contexts: Sequence[Context], situation: Situation, *, where: str = "") -> None:
        """Keys of `contexts`; `where` names the pane that has the focus."""
        super().__init__(HelpFinder(contexts, situation, where))

    def answer(self, target: object) -> Command:
        assert isinstance(target, Command)
        return target


def open_help(app: App[Any], contexts: Sequence[Context], situation: Situation, *, where: str = "") -> None:
    """Show the help over the screen; what is chosen runs where the focus was."""
    app.push_screen(HelpScreen(contexts, situation, where=where), lambda command: run_chosen(app, command))
