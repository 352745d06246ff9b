"""How the shelf's SQLite file is opened: made, checked, upgraded, or copied where it is read-only."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tui.errors import ShelfError
from tui.i18n import gettext as _
from tui.library import shelf_tables
from tui.library.connection import file_uri
from tui.library.shelf_log import sync_folder

BUSY_SECONDS = 10


def connect(path: Path) -> tuple[sqlite3.Connection, str]:
    """A connection that writes the shelf `path`, and what had to be told; a missing file is made.

    Only while the caller has the turn to write.

    Raises:
        sqlite3.DatabaseError: it is damaged, or cannot be opened.
        ShelfError: a newer version made it.
    """
    connection = _opened(path, "mode=rwc")
    told = ""
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        version = _version(connection)
        if version and version < shelf_tables.VERSION:
            told = _("your marks are of an older version and were taken over; a copy is kept as {file}")
            told = told.format(file=_keep_copy(connection, path, version).name)
        connection.execute("BEGIN IMMEDIATE")
        _bring_up_to_date(connection, version)
        connection.execute("COMMIT")
    except (sqlite3.Error, OSError, ShelfError):
        connection.close()
        raise
    return connection, told


def copy_to_memory(path: Path) -> sqlite3.Connection:
    """A copy of the shelf `path` as far as it can be read; where it may not be written to. Never fails.

    What is missing is for the log to tell.
    """
    connection = _empty()
    try:
        if path.is_file():
            with closing(_opened(path, "mode=ro")) as source:
                source.backup(connection)
            _bring_up_to_date(connection, _version(connection))
    except sqlite3.DatabaseError:
        connection.close()  # damaged, or left in the middle of a change by a crash
        connection = _empty()
    if _version(connection) == 0:
        _bring_up_to_date(connection, 0)
    return connection


def _empty() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _opened(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file_uri(path, how),
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _version(connection: sqlite3.Connection) -> int:
    """Version of the shelf, 0 for an empty file; refuses what is none, or newer."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and version == 0 and tables == 0:
        return 0
    if application != shelf_tables.APPLICATION_ID or version < 1:
        raise damage("not a shelf")
    refuse_newer(version)
    return int(version)


def refuse_newer(version: int) -> None:
    """Refuse what a newer version made: rather no marks than spoilt ones."""
    if version > shelf_tables.VERSION:
        raise ShelfError(_("your marks were made by a newer docbao"), hint=_("update docbao"))


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    if version == 0:
        shelf_tables.create(connection)
    elif version < shelf_tables.VERSION:
        shelf_tables.upgrade(connection, version)
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise damage(str(answer))
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables.issuperset(shelf_tables.NAMES):
        raise damage("its tables are missing")


def _keep_copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """A copy of the shelf as its own version knows it, on disk before anything is changed."""
    target = path.with_name(f"{path.name}.v{version}")
    fresh = path.with_name(f"{path.name}.v{version}.new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as copy:
        copy.execute("PRAGMA synchronous = EXTRA")
        connection.backup(copy)
    fresh.chmod(0o600)
    fresh.replace(target)
    sync_folder(path.parent)
    return target


def damage(what: str) -> sqlite3.DatabaseError:
    """What SQLite would raise for a damaged file."""
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
