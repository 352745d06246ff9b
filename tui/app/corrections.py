"""Corrections asked for: kept on the shelf, told to the app, and then followed by the library."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from tui.app import messages
from tui.errors import DocbaoError

if TYPE_CHECKING:
    from tui.app.store import Store
    from tui.model.correction import Correction

_NUMBERS = count()


class CorrectionQueries:
    """The questions that correct; mixed into `Queries`."""

    lately: frozenset[str] = frozenset()
    """Ids of the corrections that rejected something in the open article since it was opened."""

    def _ask(self, asker: MessagePump, group: str, question: Callable[[Store], Message | None]) -> None:
        """Ask in a thread; a newer question of the same group cancels this one."""
        raise NotImplementedError

    def correct(self, asker: MessagePump, decide: Callable[[Store], Correction], row: str = "") -> None:
        """Keep the correction that `decide` makes; the answers are `Corrected`, and `CountsFollow`.

        `row` is the row of the facts that is rejected.
        """
        self._change(asker, lambda store: messages.Corrected("made", store.correct(decide(store)), row))

    def undo_correction(self, asker: MessagePump, name: str = "") -> None:
        """Take a correction back, the last one in force or that of an id; answered as `correct` is."""
        self._change(asker, lambda store: messages.Corrected("undone", store.undo_correction(name)))

    def redo_correction(self, asker: MessagePump, name: str) -> None:
        """Let a correction hold again; answered as `correct` is."""
        self._change(asker, lambda store: messages.Corrected("redone", store.redo_correction(name)))

    def follow_corrections(self, asker: MessagePump) -> None:
        """Let the library follow what was corrected; the answer is `CountsFollow`."""
        self._ask(asker, f"follow {next(_NUMBERS)}", lambda store: _follow(store, asker))

    def corrections(self, asker: MessagePump) -> None:
        """Ask for all corrections; the answer is `CorrectionsRead`."""
        self._ask(asker, "corrections", lambda store: messages.CorrectionsRead(store.corrections()))

    def consider(self, asker: MessagePump, decide: Callable[[Store], Correction]) -> None:
        """Ask what a correction would be about, without making it; the answer is `Considered`."""

        def question(store: Store) -> Message:
            try:
                return messages.Considered(decide(store))
            except DocbaoError as error:
                return messages.Failed("correct", str(error))

        self._ask(asker, "consider", question)

    def _change(self, asker: MessagePump, change: Callable[[Store], messages.Corrected]) -> None:
        def question(store: Store) -> Message | None:
            done = change(store)
            asker.post_message(done)
            return _follow(store, asker) if done.correction is not None else None

        # each by itself: a later one must not keep an earlier one from being made
        self._ask(asker, f"correct {next(_NUMBERS)}", question)


def _follow(store: Store, asker: MessagePump) -> Message:
    def told(left: int) -> bool:
        if left:
            asker.post_message(messages.CountsFollow(left))
        return True

    return messages.CountsFollow(0, held=not store.follow_corrections(told))
