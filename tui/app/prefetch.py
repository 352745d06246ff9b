"""The first list and the first article, read while the toolkit is being imported."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tui.app.store import Store
from tui.errors import DocbaoError
from tui.model.record import record
from tui.model.result import ArticleHead, LibraryState, ListFilter, Related, StoredArticle

FIRST_ROWS = 200
"""Rows read ahead: one block of the list."""


@record
class First:
    """What the first paint shows."""

    state: LibraryState
    count: int
    unread: int
    heads: tuple[ArticleHead, ...]
    stored: StoredArticle | None
    position: int
    """Code point the reader had reached in that article."""
    related: tuple[Related, ...]
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
            first = First(LibraryState(0, 0, 0, 0), 0, 0, (), None, 0, (), str(error))
        finally:
            with self._lock:
                self._first, self._done = first, True
                waiting = self._waiting
            for take in waiting:
                take(first)


def read_first(store: Store) -> First:
    """The first rows, and the first article whole."""
    where = ListFilter()
    heads = store.heads("newest", where, 0, FIRST_ROWS)
    stored = store.article(heads[0].id) if heads else None
    return First(
        state=store.state(),
        count=store.count(where),
        unread=store.count(ListFilter(unread=True)),
        heads=heads,
        stored=stored,
        position=store.position_in(heads[0].digest) if heads else 0,
        related=store.related(heads[0].id) if heads else (),
    )
