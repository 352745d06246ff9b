"""What is asked about passages that stand in several articles: some at a time, with their places."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from tui.library.articles import find_text
from tui.library.passage_places import sorted_places
from tui.library.repeated import Group, Progress, Repeated, Stopped, repeated_passages
from tui.model.result import RepeatedPassage

SECONDS = 24 * 3600.0
"""Going through a whole corpus may take so long; whoever waits can stop it."""
MOST_TOLD = 1_000
"""Places of one passage that are told, the earliest."""


def told(connection: sqlite3.Connection, group: Group) -> RepeatedPassage | None:
    """A passage with its places; None when fewer than two of its articles are there still."""
    places = sorted_places(connection, group.places())
    if len(places) < 2:
        return None
    text = find_text(connection, places[0].head.id) or ""
    days = [place.head.dated for place in places if place.head.dated is not None]
    outlets = dict.fromkeys(place.head.outlet for place in places if place.head.outlet)
    return RepeatedPassage(
        places[0].span.of(text),
        places[:MOST_TOLD],
        len(places),
        tuple(outlets),
        days[-1] if days else None,
    )


class _Held:
    """The passages of the library that was asked last, for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[tuple[Path, int | None, int], Repeated] | None = None

    def find(self, path: Path, inode: int | None, connection: sqlite3.Connection) -> Repeated | None:
        """What is known of the library as it is now."""
        key = _key(path, inode, connection)
        with self._lock:
            return self._held[1] if self._held is not None and self._held[0] == key else None

    def get(
        self,
        path: Path,
        inode: int | None,
        connection: sqlite3.Connection,
        progress: Progress,
        stopped: Stopped,
    ) -> Repeated | None:
        """All of the library `connection` leads to; None when it was stopped."""
        found = self.find(path, inode, connection)
        if found is None:
            key = _key(path, inode, connection)
            found = repeated_passages(connection, progress=progress, stopped=stopped)
            if found is not None:
                with self._lock:
                    self._held = key, found
        return found


def _key(path: Path, inode: int | None, connection: sqlite3.Connection) -> tuple[Path, int | None, int]:
    (generation,) = connection.execute("SELECT generation FROM state").fetchone()
    return path, inode, generation


held = _Held()
