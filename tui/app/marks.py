"""Marks on their way to the shelf: written by threads, in order, and known before they are there."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock


class Marks:
    """What was marked as read, or as unread again, since the program began; used from any thread.

    A count of unread articles is true only of the marks that were written when it was made: `settled` and
    `issued` tell whether these are all.
    """

    def __init__(self) -> None:
        self.issued = 0
        """Marks made so far."""
        self.made: dict[str, bool] = {}
        """Digest of an article → its last mark."""
        self._pending: dict[str, int] = {}
        self._lock = Lock()
        self._writing = Lock()

    def make(self, digest: str, *, read: bool) -> int:
        """Note a mark that will be written; its number."""
        with self._lock:
            self.issued += 1
            self.made[digest] = read
            self._pending[digest] = self.issued
            return self.issued

    def write(self, digest: str, number: int, write: Callable[[], None]) -> None:
        """Write a mark unless a later one of the same article has been made meanwhile."""
        with self._writing:
            with self._lock:
                if self._pending.get(digest) != number:
                    return
            written = False
            try:
                write()
                written = True
            finally:
                with self._lock:
                    if not written:
                        self.made.pop(digest, None)
                    if self._pending.get(digest) == number:
                        del self._pending[digest]

    def settled(self) -> int | None:
        """How many marks had been made, now that all are written; None while some are on their way."""
        with self._lock:
            return None if self._pending else self.issued
