"""The folded names of a library as one text, looked through for words: some milliseconds for 100,000."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator

from tui.text.words import plain

_SPACES = re.compile(" {2,}")


class _Kept:
    """The names of each kind of the library asked last, until it changes; for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], tuple[int, str]] = {}

    def get(self, connection: sqlite3.Connection, kind: str) -> str:
        with self._lock:
            file = str(next(row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"))
            (generation,) = connection.execute("SELECT generation FROM state").fetchone()
            kept = self._kept.get((file, kind))
            if file and kept is not None and kept[0] == generation:
                return kept[1]
            lines = _read(connection, kind)
            self._kept = {key: held for key, held in self._kept.items() if key[0] == file}
            self._kept[(file, kind)] = generation, lines
            return lines


def _read(connection: sqlite3.Connection, kind: str) -> str:
    (joined,) = connection.execute(
        "SELECT group_concat(line, char(10)) FROM (SELECT id || ' ' || substr(key, ?) || ' ' AS line"
        " FROM entities WHERE kind = ? AND articles > 0 ORDER BY articles DESC, key)",
        (len(kind) + 2, kind),
    ).fetchone()
    return _SPACES.sub(" ", f"\n{plain(joined or '')}\n")


_kept = _Kept()


def lines_with(connection: sqlite3.Connection, kind: str, words: str) -> Iterator[tuple[int, str]]:
    """(id, ` nguyen van ky `) of the names of a kind that hold `words`, most written about first.

    `words` are folded, with a blank before and, where they are whole words, one behind.
    """
    lines = _kept.get(connection, kind)
    at = lines.find(words)
    while at >= 0:
        begin, stop = lines.rfind("\n", 0, at) + 1, lines.find("\n", at)
        number, _, name = lines[begin:stop].partition(" ")
        if words in f" {name}":  # and not the number of the name
            yield int(number), f" {name}"
        at = lines.find(words, stop)
