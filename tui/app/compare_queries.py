"""The question how two articles compare, and its answer as a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from tui.app.compare_view import CompareView
from tui.model.comparison import Comparison
from tui.model.record import record

if TYPE_CHECKING:
    from tui.app.store import Store

Ask = Callable[[MessagePump, str, "Callable[[Store], Message | None]"], None]


@record(frozen=False)
class Compared(Message):
    """Two articles with what they share; None where one of them is gone."""

    view: CompareView
    comparison: Comparison | None


class CompareQueries:
    """Asked by the screen that compares; the answer is posted to it."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def compare(self, asker: MessagePump, view: CompareView) -> None:
        """Compare two articles; the answer is `Compared`."""

        def question(store: Store) -> Message:
            return Compared(view, store.compare(view.left, view.right, view.span))

        self._ask(asker, "compare", question)
