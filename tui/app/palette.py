"""The palette: any command by a few letters of its name, in either language, without tones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.widget import Widget

from tui.app.commands import Command, Context, Situation, commands_of, key_label
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.record import record
from tui.model.span import Span
from tui.present.help import SENTENCE_FROM, palette_line
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.text.matching import match

_ENGLISH, _HELP, _NAME = 0.97, 0.45, 0.6
"""What a match in the English title, in the sentence and in the id counts against one in the title."""


@record
class CommandRow:
    """A command that fits what was typed."""

    target: Command
    marks: tuple[Span, ...] = ()
    """In the translated title."""
    height: int = 1


def ranked(commands: Sequence[Command], query: str) -> list[CommandRow]:
    """The commands that fit `query`, best first; all of them, in their order, for an empty query."""
    if not query.strip():
        return [CommandRow(command) for command in commands]
    scored: list[tuple[float, CommandRow]] = []
    for command in commands:
        title = match(query, _(command.title))
        scores = [title.score] if title else []
        for text, weight in ((command.title, _ENGLISH), (_(command.help), _HELP), (command.id, _NAME)):
            found = match(query, text)
            if found is not None:
                scores.append(found.score * weight)
        if scores:
            scored.append((max(scores), CommandRow(command, title.spans if title else ())))
    scored.sort(key=lambda entry: -entry[0])
    return [row for _score, row in scored]


def available(contexts: Sequence[Context], situation: Situation) -> list[Command]:
    """Commands that would do something now, each once; moving the cursor is left to its keys."""
    return [
        command
        for command in commands_of(*contexts)
        if command.when(situation) and not command.id.startswith("nav.") and command.id != "app.palette"
    ]


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


def run_chosen(app: App[Any], command: Command | None) -> None:
    """Run a command as its key would: by the focused pane, else by what holds it, else by the app."""
    if command is None:
        return
    name = f"action_{command.action}"
    start: Widget = app.screen.focused or app.screen
    for node in (*start.ancestors_with_self, app):
        if hasattr(node, name):
            app.call_later(app.run_action, command.action, node)
            return
