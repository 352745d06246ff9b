"""Commands found by a few letters, and run where the focus was: what palette and help have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.widget import Widget

from tui.app.commands import Command, Context, Situation, commands_of
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.span import Span
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
