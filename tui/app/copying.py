"""How the app copies: a thread makes the text and finds a way for it; the terminal is written to here."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.message_pump import MessagePump

from tui.app import messages
from tui.config import ClipboardRoute, Paths
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.app.clipboard import Sent
    from tui.app.queries import Queries
    from tui.app.store import Store


class Copier(App[None]):
    """Mixed into the app; every screen copies through it, and is told by `messages.Say` which way it
    went; one that was left meanwhile is not: then the main screen says it."""

    ALLOW_SELECT = False
    paths: Paths
    queries: Queries
    clipboard_route: ClipboardRoute = "auto"

    def copy(self, asker: MessagePump, make: str | Callable[[Store], str]) -> None:
        """Copy a text, or what `make` makes of the library in a thread; `asker` gets `Say`."""
        text = make if callable(make) else partial(_given, make)
        self.queries.copy(asker, text, self._send)

    def _send(self, text: str) -> Sent:
        """In a thread: tools may take their time."""
        from tui.app.clipboard import send

        return send(text, route=self.clipboard_route, environ=os.environ, folder=self.paths.exports)

    @on(messages.Copied)
    def _say_copied(self, message: messages.Copied) -> None:
        message.stop()
        if message.problem:
            told = messages.Say(message.problem, "error")
        elif message.sent is None:
            told = messages.Say(_("There is nothing to copy here."), "hint")
        else:
            from tui.app.clipboard import told_of

            if message.sent.route == "osc52":
                self.copy_to_clipboard(message.text)
            told = messages.Say(told_of(message.sent, len(message.text.split())))
        asker = message.asker
        (asker if asker in self.screen_stack else self).post_message(told)


def _given(text: str, _store: Store) -> str:
    return text
