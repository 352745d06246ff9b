"""Repeated passages in the app: what the screen shows, what is asked of the library, what it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import get_current_worker

from tui.app.session import View
from tui.model.record import record
from tui.model.result import RepeatedPassages

if TYPE_CHECKING:
    from tui.app.store import Store

MOST_LISTED = 500
"""Passages of the list: those in most articles, then the longest."""
Ask = Callable[[MessagePump, str, "Callable[[Store], Message | None]"], None]


@record
class PassagesView(View):
    """The passages that stand in several articles of the corpus; for the history."""


@record(frozen=False)
class PassagesProgress(Message):
    """So much of the corpus was gone through."""

    percent: int


@record(frozen=False)
class PassagesRead(Message):
    """All of them; None where there is no library yet."""

    found: RepeatedPassages | None


class PassageQueries:
    """Asked by the screen of repeated passages; each answer is posted to it."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def passages(self, asker: MessagePump) -> None:
        """Ask for all passages: `PassagesProgress` on the way, then `PassagesRead`."""

        def question(store: Store) -> Message:
            worker = get_current_worker()
            told = -1

            def progress(done: float) -> None:
                nonlocal told
                if int(100 * done) != told and not worker.is_cancelled:
                    told = int(100 * done)
                    asker.post_message(PassagesProgress(told))

            found = store.repeated(
                MOST_LISTED,
                progress=progress,
                stopped=lambda: worker.is_cancelled or not asker.is_running,
            )
            return PassagesRead(found)

        self._ask(asker, "passages", question)
