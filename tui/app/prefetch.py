"""The head of the first list, read while the toolkit is being imported."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import field

from tui.app.store import Store
from tui.errors import DocbaoError
from tui.model.record import record
from tui.model.result import ArticleHead, LibraryState, ListFilter

FIRST_ROWS = 100
"""Rows read ahead: more than any window shows."""


@record
class First:
    """What the first paint shows: the head of the list."""

    state: LibraryState
    count: int
    unread: int
    heads: tuple[ArticleHead, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    """What the reader chose the last time."""
    notice: str = ""
    """What had to be mended in the reader's own store."""
    problem: str = ""
    """Why the library could not be read; untrusted."""


class Prefetch:
    """Reads `First` in a thread of its own."""

    def __init__(self, connect: Callable[[], Store]) -> None:
        self._connect = connect
        self._first: First | None = None
        self._done = False
        self._lock = threading.Lock()
        self._waiting: list[Callable[[First | None], None]] = []
        self._thread = threading.Thread(target=self._read, name="prefetch", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    @property
    def first(self) -> First | None:
        """What was read, or None while it is not there yet."""
        return self._first

    def then(self, take: Callable[[First | None], None]) -> None:
        """Call `take` with the answer, from the reading thread; at once when it is there.

        None says that reading failed for no reason of the library's: ask again, and the fault will show.
        """
        with self._lock:
            if not self._done:
                self._waiting.append(take)
                return
        take(self._first)

    def _read(self) -> None:
        first: First | None = None
        try:
            first = read_first(self._connect())
        except DocbaoError as error:
            first = First(LibraryState(0, 0, 0, 0), 0, 0, (), problem=str(error))
        finally:
            with self._lock:
                self._first, self._done = first, True
                waiting = self._waiting
            for take in waiting:
                take(first)


def read_first(store: Store) -> First:
    """The first rows of the list, and its length."""
    where = ListFilter()
    with store.snapshot():
        state, count, unread = store.state(), store.count(where), store.count(ListFilter(unread=True))
        heads = store.heads("newest", where, 0, FIRST_ROWS)
    return First(
        state=state,
        count=count,
        unread=unread,
        heads=heads,
        settings=store.settings(),
        notice=store.notice(),
    )
