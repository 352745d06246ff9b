"""Questions about a corpus over time, and their answers as messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import get_current_worker

from tui.app.timeline_view import TimelineView
from tui.model.chronology import Chronology, Moment
from tui.model.record import record

if TYPE_CHECKING:
    from tui.app.store import Store

Ask = Callable[[MessagePump, str, "Callable[[Store], Message | None]"], None]


@record(frozen=False)
class ChronologyRead(Message):
    """How many there are at each step; None where there is no library yet."""

    view: TimelineView
    chronology: Chronology | None


@record(frozen=False)
class MomentsRead(Message):
    """What stands at the step `view.when`."""

    view: TimelineView
    moments: tuple[Moment, ...]


class TimelineQueries:
    """The timeline, asked by its screen; each answer is posted to the one that asked."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def chronology(self, asker: MessagePump, view: TimelineView) -> None:
        """Ask how many there are at each step; the answer is `ChronologyRead`."""

        def question(store: Store) -> Message:
            worker = get_current_worker()
            found = store.chronology(view.series, view.step, view.where, stopped=lambda: worker.is_cancelled)
            return ChronologyRead(view, found)

        self._ask(asker, "chronology", question)

    def moments(self, asker: MessagePump, view: TimelineView) -> None:
        """Ask what stands at one step; the answer is `MomentsRead`."""

        def question(store: Store) -> Message:
            worker = get_current_worker()
            found = store.moments(view.series, view.when, view.where, stopped=lambda: worker.is_cancelled)
            return MomentsRead(view, found or ())

        self._ask(asker, "moments", question)
