"""The corpus as it is now beside the files a library knows: what is new, changed or gone.

What differs is noted in temporary tables, which SQLite keeps on disk, so that memory does not grow with the
corpus; files that are as they were cost no more than their row.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tui.library.sources import Found


class Scan:
    """The corpus as it is now, beside the files the library knows: what is to be read, what is gone.

    Both are sorted by name and gone through together, once; only what differs is noted, on disk. `read_as`
    tells the reader's decision on how to read a file; without it there are none.
    """

    def __init__(
        self, connection: sqlite3.Connection, version: int, read_as: Callable[[str], str] | None = None
    ) -> None:
        self._connection = connection
        self._read_as = read_as or _as_it_says
        connection.execute("DROP TABLE IF EXISTS temp.scan")
        connection.execute("DROP TABLE IF EXISTS temp.gone")
        connection.execute(
            "CREATE TEMP TABLE scan (file TEXT PRIMARY KEY, path BLOB, size INTEGER, mtime_ns INTEGER,"
            " ctime_ns INTEGER, read_as TEXT) WITHOUT ROWID"
        )
        connection.execute("CREATE TEMP TABLE gone (file TEXT PRIMARY KEY) WITHOUT ROWID")
        decided = "''"
        if read_as is not None:
            connection.create_function("decided_on", 1, read_as, deterministic=True)
            decided = "decided_on(file)"
        # a file to be read again whatever it looks like has no change time here
        self._signature = (
            "SELECT file, size, mtime_ns,"
            f" iif(read_with = {version:d} AND read_as = {decided}, ctime_ns, NULL) FROM sources"
        )
        self._known = connection.execute(f"{self._signature} ORDER BY file")
        self._ahead: list[tuple[str, int, int, int]] = []
        """Known files that were fetched and not come to."""
        self._last = ""

    def add(self, files: list[tuple[str, int, int, int]], paths: list[str]) -> None:
        """Note files of the corpus, sorted by name, and where they lie: (file, size, mtime_ns, ctime_ns)."""
        count = len(files)
        if len(self._ahead) < count:
            self._ahead += self._known.fetchmany(count - len(self._ahead))
        if self._ahead[:count] == files:
            self._last = files[-1][0]
            del self._ahead[:count]
        else:
            self._compare(files, paths)

    def _compare(self, files: list[tuple[str, int, int, int]], paths: list[str]) -> None:
        different: list[tuple[str, bytes, int, int, int, str]] = []
        gone: list[tuple[str]] = []
        back: list[tuple[str]] = []
        known, at = self._ahead, 0
        for one, path in zip(files, paths, strict=True):
            file, size, mtime_ns, ctime_ns = one
            if file > self._last:
                self._last = file
                while True:
                    if at == len(known):
                        known, at = self._known.fetchmany(len(files)), 0
                    if at == len(known) or known[at][0] >= file:
                        break
                    gone.append((known[at][0],))
                    at += 1
                row = None
                if at < len(known) and known[at][0] == file:
                    row = known[at]
                    at += 1
            elif file == self._last:
                continue  # two names that print alike: the first counts
            else:  # a name that is no UTF-8 sorts otherwise than it prints
                row = self._connection.execute(f"{self._signature} WHERE file = ?", (file,)).fetchone()
                back.append((file,))
            if row != one:
                different.append((file, os.fsencode(path), size, mtime_ns, ctime_ns, self._read_as(file)))
        self._ahead = known[at:]
        self._note(gone, different, back)

    def end(self) -> None:
        """Nothing more comes: what the library knows beyond the last name is gone."""
        while rows := self._ahead or self._known.fetchmany(1_000):
            self._ahead = []
            self._note([(row[0],) for row in rows], [], [])

    def _note(
        self,
        gone: list[tuple[str]],
        different: list[tuple[str, bytes, int, int, int, str]],
        back: list[tuple[str]],
    ) -> None:
        if gone or different or back:
            self._connection.execute("BEGIN")
            self._connection.executemany("INSERT OR IGNORE INTO temp.gone VALUES (?)", gone)
            self._connection.executemany("DELETE FROM temp.gone WHERE file = ?", back)
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.scan VALUES (?, ?, ?, ?, ?, ?)", different
            )
            self._connection.execute("COMMIT")


def _as_it_says(_file: str) -> str:
    """The key of a file on which the reader decided nothing."""
    return ""


def count_unread(connection: sqlite3.Connection) -> tuple[int, int]:
    """(files to read, their bytes): new, changed, or read with an older version or another decision."""
    files, size = connection.execute("SELECT count(*), total(size) FROM temp.scan").fetchone()
    return int(files), int(size)


def unread(connection: sqlite3.Connection, *, sizes: Iterable[int]) -> Iterator[list[Found]]:
    """Files to read, by name, in batches of these sizes; what came of one may be stored meanwhile."""
    after = ""
    for size in sizes:
        rows = connection.execute(
            "SELECT file, path, size, mtime_ns, ctime_ns, read_as FROM temp.scan"
            " WHERE file > ? ORDER BY file LIMIT ?",
            (after, size),
        ).fetchall()
        if not rows:
            return
        after = rows[-1][0]
        yield [Found(file, Path(os.fsdecode(path)), *signature) for file, path, *signature in rows]


def gone(connection: sqlite3.Connection, *, batch: int) -> Iterator[list[str]]:
    """Files the library knows and the scan did not find, in batches; each is taken out meanwhile."""
    after = ""
    while rows := connection.execute(
        "SELECT file FROM temp.gone WHERE file > ? ORDER BY file LIMIT ?", (after, batch)
    ).fetchall():
        after = rows[-1][0]
        yield [row[0] for row in rows]
