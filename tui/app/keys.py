"""The bindings of Textual, made from the command registry."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.app.commands import Context, commands_of


def bindings_of(*contexts: Context) -> list[BindingType]:
    """One binding a key for every command of `contexts`; the footer and the palette of Textual see none."""
    return [
        Binding(key, command.action, command.title, show=False, id=f"{command.id}:{key}")
        for command in commands_of(*contexts)
        for key in command.keys
    ]
