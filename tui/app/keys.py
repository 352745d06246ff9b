"""The bindings of Textual, made from the command registry."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.app.commands import Context, commands_of


def bindings_of(*contexts: Context, namespace: str = "") -> list[BindingType]:
    """One binding a key for every command of `contexts`; the footer and the palette of Textual see none.

    `namespace` is `screen` where the keys belong to a pane and the actions to its screen.
    """
    prefix = f"{namespace}." if namespace else ""
    return [
        Binding(key, prefix + command.action, command.title, show=False, id=f"{command.id}:{key}")
        for command in commands_of(*contexts)
        for key in command.keys
    ]
