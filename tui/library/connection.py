"""Connections to the SQLite file of a library: how it is opened, checked, made and set aside.

One process writes at a time (`tui.library.lock`), any number read. A reader never blocks the writer or waits
for it (WAL), and opens a library in a folder it may not write to.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.errors import LibraryDamaged, LibraryError, LibraryMissing, LibraryOutdated
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.library import schema

FILE = "library.db"
SQLITE_VERSION = sqlite3.sqlite_version
BUSY_MS = 10_000
WRITER_PAGES_KB = 32_000
"""What a writer holds of a library in memory: names and copies are looked up all over it."""
QUICK_CHECK_BYTES = 64 * 1024 * 1024
"""A library up to this size is checked whole before it is written to, unless its file is as the last writer
left it: under 0.2 s here. A larger one only when a reader found damage, or on demand."""

SHORT_READ = 522
"""SQLITE_IOERR_SHORT_READ: the file is shorter than it says."""

_OWN_TABLES = frozenset({"meta", "state", "versions", "sources", "rejected", "articles", "bodies", "anchors"})


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; `path` is the SQLite file.

    Raises:
        LibraryMissing, LibraryDamaged, LibraryOutdated: see there.
        LibraryError: newer than this program, or locked away.
    """
    if not path.is_file():
        raise LibraryMissing(_("this corpus has no library yet"), hint=_("run docbao index"))
    try:
        return _checked(_connect(path, "mode=ro"), path)
    except sqlite3.OperationalError as error:
        if _has_log(path):
            raise LibraryError(
                _("the library was not closed and its folder is read-only"),
                hint=_("choose another folder with --library"),
            ) from error
    try:
        # A folder that cannot be written to holds no shared memory for the WAL: nobody writes there.
        return _checked(_connect(path, "mode=ro&immutable=1"), path)
    except sqlite3.OperationalError as error:
        raise LibraryError(
            _("the library cannot be opened: {reason}").format(reason=error),
            hint=_("choose another folder with --library"),
        ) from error


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection that reads and writes; makes the file if there is none. Needs the writer's lock.

    Raises:
        LibraryDamaged, LibraryOutdated: see there.
        LibraryError: newer than this program, or the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = _connect(path, "mode=rwc")
        fresh = _is_blank(connection)
        if fresh:
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            schema.create(connection)
        _checked(connection, path)
        if not fresh:
            _check_thoroughly(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{WRITER_PAGES_KB}")
    except (OSError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.DatabaseError) and is_damage(error, path):
            raise damaged(path, error) from error
        reason = reason_of(error)
        raise LibraryError(
            _("the library cannot be written: {reason}").format(reason=reason),
            hint=_("choose another folder with --library"),
        ) from error
    return connection


def vouch(path: Path) -> None:
    """After a writer closed a library in which it met no damage: note what its file looks like.

    Whatever writes to it later, and a writer that is killed, leaves it looking otherwise, or a log beside it.
    """
    with suppress(OSError):
        if not _has_log(path) and not _is_as_it_was_left(path):
            _word_of_soundness(path).write_text(_look_of(path), encoding="ascii")


def _is_as_it_was_left(path: Path) -> bool:
    try:
        return not _has_log(path) and _word_of_soundness(path).read_text(encoding="ascii") == _look_of(path)
    except (OSError, ValueError):
        return False


def _has_log(path: Path) -> bool:
    """True when something was written that does not stand in the file itself yet."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _look_of(path: Path) -> str:
    status = path.stat()
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def is_damage(error: sqlite3.DatabaseError, path: Path) -> bool:
    """True when SQLite says that the file `path` is broken, not that it is busy, full or out of reach.

    A header that asks for a later file format is damage too: SQLite then calls a file that may be written
    read-only, or its format unsupported.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_READONLY:
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return (
        code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        or code == SHORT_READ
        or "unsupported file format" in str(error)
    )


def damaged(path: Path, error: Exception) -> LibraryDamaged:
    """The refusal for a library SQLite calls broken; leaves word for the next writer, who builds it again."""
    with suppress(OSError):  # a read-only folder: nobody will write there either
        _word_of_damage(path).touch()
    return LibraryDamaged(
        _("the library is damaged ({reason})").format(reason=error),
        hint=_("run docbao index: it is set aside and built again"),
    )


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a `LibraryError` of ours."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError):
        raise  # a fault of ours, not of the file
    except sqlite3.DatabaseError as error:
        if is_damage(error, path):
            raise damaged(path, error) from error
        raise LibraryError(
            _("the library did not answer: {reason}").format(reason=error),
            hint=_("try again; docbao doctor says more"),
        ) from error


def set_aside(path: Path) -> Path:
    """Move a damaged library out of the way, in place of the one set aside before."""
    target = path.with_name(path.name + ".bad")
    path.replace(target)
    _remove_companions(path)
    return target


def remove(path: Path) -> None:
    """Delete a library file and what SQLite keeps beside it."""
    path.unlink(missing_ok=True)
    _remove_companions(path)


def _remove_companions(path: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    _word_of_damage(path).unlink(missing_ok=True)
    _word_of_soundness(path).unlink(missing_ok=True)


def _word_of_damage(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")


def _word_of_soundness(path: Path) -> Path:
    return path.with_name(path.name + ".sound")


def file_uri(path: Path, how: str) -> str:
    """`path` as SQLite's URI with parameters; what would end the path is written as `%XX`."""
    name = str(path)
    for character in "%?#":
        name = name.replace(character, f"%{ord(character):02x}")
    return f"file:{name}?{how}"


def _connect(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file_uri(path, how),
        uri=True,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
        check_same_thread=False,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """`connection`, if it leads to a library this version reads: a look at its header and list of tables."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {
            name
            for kind, name in connection.execute("SELECT type, name FROM sqlite_master")
            if kind == "table"
        }
    except sqlite3.DatabaseError as error:
        connection.close()
        if is_damage(error, path):
            raise damaged(path, error) from error
        raise
    if application == schema.APPLICATION_ID and version == schema.SCHEMA_VERSION and tables >= _OWN_TABLES:
        return connection
    connection.close()
    if application == 0 and not tables:
        raise LibraryMissing(_("this corpus has no library yet"), hint=_("run docbao index"))
    if application == schema.APPLICATION_ID and version > schema.SCHEMA_VERSION:
        raise LibraryError(
            _("the library was made by a newer docbao"),
            hint=_("update docbao, or choose another folder with --library"),
        )
    if application == schema.APPLICATION_ID and version < schema.SCHEMA_VERSION:
        raise LibraryOutdated(_("the library is of an older version"), hint=_("run docbao index"))
    raise damaged(path, LibraryError(_("its tables are missing")))


def _is_blank(connection: sqlite3.Connection) -> bool:
    """True for a file that holds nothing yet, as an indexer killed in its first moment leaves it."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(application == 0 and count == 0)


def _check_thoroughly(connection: sqlite3.Connection, path: Path) -> None:
    if not has_current_tables(connection):
        connection.close()
        raise LibraryOutdated(_("the library is of an older version"), hint=_("run docbao index"))
    unknown = path.stat().st_size <= QUICK_CHECK_BYTES and not _is_as_it_was_left(path)
    if unknown or _word_of_damage(path).exists():
        problem = find_damage(connection)
        if problem:
            connection.close()
            raise damaged(path, LibraryError(problem))


def has_current_tables(connection: sqlite3.Connection) -> bool:
    """True when the library was made with the tables of this version, parts included."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return row is not None and bool(row[0] == schema.fingerprint())


def find_damage(connection: sqlite3.Connection) -> str:
    """What is structurally wrong with the file, in SQLite's words; empty when it is sound."""
    try:
        (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if answer == "ok" else str(answer).splitlines()[-1]
