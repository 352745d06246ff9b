"""The reader's own: settings, reading positions, what was read. Never rebuilt, never written by indexing.

Kept by the identity of articles (their digest), so that it outlives every library. A change is first put into
an append-only log and synced, then committed to SQLite with a rollback journal, and only then is it made;
either file alone can bring the other back.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.errors import ShelfError
from tui.i18n import gettext as _
from tui.library.connection import file_uri, is_damage
from tui.library.shelf_log import Change, ShelfLog

FILE = "shelf.db"
LOG = "shelf.log"
LOCK = "shelf.lock"
APPLICATION_ID = 0x44_42_53_48
VERSION = 1
MARKED_AT_ONCE = 1000

TABLES = """
CREATE TABLE serial (last INTEGER NOT NULL);
INSERT INTO serial VALUES (0);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE positions (digest TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE read_marks (digest TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Shelf:
    """The reader's own file. May be used from several threads, and by several processes at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._log = ShelfLog(folder / LOG)
        self._lock = threading.RLock()
        self.notice = ""
        """What had to be mended on opening, in the reader's language; empty if nothing."""
        with _reported():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._turn_file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with self._turn():
                self._connection = self._open()
                self._catch_up()

    @classmethod
    def open(cls, data_dir: Path) -> Shelf:
        """The shelf in the folder `data_dir`; made if there is none. A damaged one is built from its log.

        Raises:
            ShelfError: the folder cannot be written to, or a newer version made the shelf.
        """
        return cls(data_dir)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
            os.close(self._turn_file)

    # settings

    def get(self, name: str, default: object = None) -> object:
        """The setting `name`, as it was given; `default` where it was never set."""
        row = self._one("SELECT value FROM settings WHERE name = ?", name)
        return json.loads(row) if isinstance(row, str) else default

    def set(self, name: str, value: object) -> None:
        """Keep a setting: anything JSON can say."""
        if self.get(name) != value:
            self._change("set", [name, value])

    # articles

    def position(self, digest: str) -> int:
        """Code point the reader had reached in this article; 0 at its start."""
        row = self._one("SELECT position FROM positions WHERE digest = ?", digest)
        return row if isinstance(row, int) else 0

    def save_position(self, digest: str, offset: int) -> None:
        """Remember how far the reader got in this article."""
        if self.position(digest) != offset:
            self._change("position", [digest, offset])

    def is_read(self, digest: str) -> bool:
        """True when the reader marked this article as read."""
        return self._one("SELECT 1 FROM read_marks WHERE digest = ?", digest) is not None

    def mark_read(self, digest: str, *, read: bool = True) -> None:
        """Mark an article as read, or as unread again."""
        if self.is_read(digest) != read:
            self._change("read", [[digest], read])

    def mark_all_read(self, digests: Iterable[str]) -> None:
        """Mark many articles as read."""
        unread = [digest for digest in digests if not self.is_read(digest)]
        for at in range(0, len(unread), MARKED_AT_ONCE):
            self._change("read", [unread[at : at + MARKED_AT_ONCE], True])

    # within

    def _one(self, query: str, value: object) -> object:
        with self._lock, _reported():
            row = self._connection.execute(query, (value,)).fetchone()
        return row[0] if row else None

    def _change(self, name: str, arguments: list[object]) -> None:
        """Make one change. It is safe on disk, twice, when this returns."""
        with self._lock, _reported(), self._turn():
            size = self._log.size()
            try:
                with self._transaction():
                    change = Change(self._serial() + 1, name, arguments)
                    self._log.append(change)
                    self._apply(change)
                    if self._log.too_long():
                        self._log.replace(self._everything())
            except (OSError, sqlite3.Error):
                self._log.cut(size)  # what was refused must not come back later
                raise

    def _apply(self, change: Change) -> None:
        execute = self._connection.execute
        match change.name, change.arguments:
            case "set", [name, value]:
                execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))
            case "position", [digest, offset]:
                execute("INSERT OR REPLACE INTO positions VALUES (?, ?)", (digest, offset))
            case "read", [list(digests), True]:
                rows = [(digest,) for digest in digests]
                self._connection.executemany("INSERT OR IGNORE INTO read_marks VALUES (?)", rows)
            case "read", [list(digests), False]:
                rows = [(digest,) for digest in digests]
                self._connection.executemany("DELETE FROM read_marks WHERE digest = ?", rows)
        execute("UPDATE serial SET last = max(last, ?)", (change.serial,))

    def _everything(self) -> Iterator[Change]:
        """The fewest changes that make the shelf what it is."""
        serial = self._serial()
        execute = self._connection.execute
        for name, value in execute("SELECT name, value FROM settings"):
            yield Change(serial, "set", [name, json.loads(value)])
        for digest, offset in execute("SELECT digest, position FROM positions"):
            yield Change(serial, "position", [digest, offset])
        marks = execute("SELECT digest FROM read_marks")
        while rows := marks.fetchmany(MARKED_AT_ONCE):
            yield Change(serial, "read", [[row[0] for row in rows], True])

    def _serial(self) -> int:
        return int(self._connection.execute("SELECT last FROM serial").fetchone()[0])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time writes. SQLite alone would let a busy one starve the others."""
        fcntl.flock(self._turn_file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._turn_file, fcntl.LOCK_UN)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One change at a time, over all processes."""
        self._connection.execute("BEGIN IMMEDIATE")
        done = False
        try:
            yield
            done = True
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT" if done else "ROLLBACK")

    # opening

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if not is_damage(error, self._path):
                raise
        aside = self._path.with_name(FILE + ".bad")
        self._path.replace(aside)
        self._path.with_name(FILE + "-journal").unlink(missing_ok=True)
        self.notice = _("your marks were damaged; set aside as {file} and restored from their log").format(
            file=aside.name
        )
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            file_uri(self._path, "mode=rwc"),
            uri=True,
            isolation_level=None,
            timeout=10,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in TABLES.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {VERSION}")
            elif application != APPLICATION_ID:
                raise _damage("not a shelf")
            if version > VERSION:
                raise ShelfError(_("your marks were made by a newer docbao"), hint=_("update docbao"))
            _check(connection)
            connection.execute("COMMIT")
        except (sqlite3.Error, ShelfError):
            connection.close()
            raise
        return connection

    def _catch_up(self) -> None:
        """Bring both copies to the same state: what only the log has, or no log at all."""
        with self._transaction():
            for change in self._log.changes(after=self._serial()):
                self._apply(change)
            if not self._log.exists():
                self._log.replace(self._everything())


def _check(connection: sqlite3.Connection) -> None:
    """Raise what SQLite raises for a damaged file when the shelf's is."""
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
    if answer != "ok" or tables < 4:
        raise _damage(str(answer))


def _damage(what: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into a `ShelfError`."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ShelfError(
            _("your marks cannot be kept: {reason}").format(reason=reason),
            hint=_("choose another folder with --data"),
        ) from error
