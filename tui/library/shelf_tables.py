"""The tables of the shelf, and what each change does to them. A change made twice is made once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tui.library import shelf_corrections
from tui.library.shelf_log import FORMAT, Change
from tui.model.own import Anchor, Note, Subject
from tui.model.span import Span

APPLICATION_ID = 0x44_42_53_48
"""`DBSH` in the file's header."""
VERSION = 4
"""Raise it when a table or a change changes, and teach `upgrade` the way. A newer shelf is refused."""
AT_ONCE = 1000
"""Articles of one change at most."""

TABLES_1 = """
CREATE TABLE serial (last INTEGER NOT NULL);
INSERT INTO serial VALUES (0);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE positions (digest TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE read_marks (digest TEXT PRIMARY KEY) WITHOUT ROWID;
"""

TABLES_2 = """
CREATE TABLE known (digest TEXT PRIMARY KEY, title TEXT NOT NULL, file TEXT NOT NULL, corpus TEXT NOT NULL,
    marked TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stars (digest TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tags (digest TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (digest, tag)) WITHOUT ROWID;
CREATE INDEX tags_tag ON tags (tag);
CREATE TABLE notes (id TEXT PRIMARY KEY, number INTEGER NOT NULL, digest TEXT NOT NULL, note TEXT NOT NULL)
    WITHOUT ROWID;
CREATE INDEX notes_number ON notes (number);
CREATE INDEX notes_digest ON notes (digest);
"""

TABLES_3 = """
CREATE TABLE searches (folded TEXT PRIMARY KEY, search TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seen (folded TEXT NOT NULL, corpus TEXT NOT NULL, seen TEXT NOT NULL,
    PRIMARY KEY (folded, corpus)) WITHOUT ROWID;
CREATE TABLE asked (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, query TEXT NOT NULL, scope TEXT NOT NULL,
    at TEXT NOT NULL, UNIQUE (kind, query));
"""

TABLES_4 = """
CREATE TABLE corrections (id TEXT PRIMARY KEY, number INTEGER NOT NULL, turn INTEGER NOT NULL,
    undone INTEGER NOT NULL, correction TEXT NOT NULL) WITHOUT ROWID;
"""

NAMES = (
    "serial", "settings", "positions", "read_marks", "known", "stars", "tags", "notes", "searches", "seen",
    "asked", "corrections",
)  # fmt: skip

MOST_ASKED = 200
"""Queries of the past that are kept."""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file; inside the caller's transaction."""
    _run(connection, TABLES_1)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(connection, 1)


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an older version up to this one; inside the caller's transaction."""
    for since, tables in ((2, TABLES_2), (3, TABLES_3), (4, TABLES_4)):
        if version < since:
            _run(connection, tables)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        connection.execute(statement)


def serial(connection: sqlite3.Connection) -> int:
    """Serial of the last change made."""
    return int(connection.execute("SELECT last FROM serial").fetchone()[0])


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Make a change; inside the caller's transaction. One of an unknown name changes nothing."""
    execute = connection.execute
    match change.name, change.arguments:
        case "set", [name, value]:
            execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))
        case "position", [digest, offset]:
            execute("INSERT OR REPLACE INTO positions VALUES (?, ?)", (digest, offset))
        case "read", [list(digests), bool(read)]:
            _put("read_marks", connection, digests, read)
        case "mark", [list(subjects), dict(how)]:
            _mark(connection, subjects, how)
        case "note", [dict(note)]:
            packed = json.dumps(note, ensure_ascii=False)
            row = (note["id"], note["number"], note["digest"], packed)
            execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", row)
        case "search", [dict(search)]:
            packed = json.dumps(search, ensure_ascii=False)
            execute("INSERT OR REPLACE INTO searches VALUES (?, ?)", (search["name"].casefold(), packed))
        case "forget", [str(name)]:
            for table in ("searches", "seen"):
                execute(f"DELETE FROM {table} WHERE folded = ?", (name.casefold(),))
        case "seen", [str(name), str(corpus), dict(seen)]:
            row_seen = (name.casefold(), corpus, json.dumps(seen))
            execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", row_seen)
        case "asked", [str(kind), str(query), str(scope), str(at)]:
            _note_asked(connection, kind, query, scope, at)
        case "unasked", []:
            execute("DELETE FROM asked")
        case "correct", [dict(correction)]:
            shelf_corrections.put(connection, correction)
    execute("UPDATE serial SET last = max(last, ?)", (change.serial,))


def _put(table: str, connection: sqlite3.Connection, digests: Iterable[str], there: bool) -> None:
    how = f"INSERT OR IGNORE INTO {table} VALUES (?)" if there else f"DELETE FROM {table} WHERE digest = ?"
    connection.executemany(how, ((digest,) for digest in digests))


def _mark(connection: sqlite3.Connection, subjects: list[list[str]], how: dict[str, Any]) -> None:
    digests = [subject[0] for subject in subjects]
    at = how.get("at", "")
    connection.executemany(
        "INSERT INTO known VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET title = excluded.title,"
        " file = excluded.file, corpus = excluded.corpus, marked = excluded.marked",
        ((*subject, at) for subject in subjects),
    )
    if isinstance(star := how.get("star"), bool):
        _put("stars", connection, digests, star)
    if isinstance(read := how.get("read"), bool):
        _put("read_marks", connection, digests, read)
    pairs = [(digest, tag) for digest in digests for tag in how.get("untag", ())]
    connection.executemany("DELETE FROM tags WHERE digest = ? AND tag = ?", pairs)
    pairs = [(digest, tag) for digest in digests for tag in how.get("tag", ())]
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", pairs)


def _note_asked(connection: sqlite3.Connection, kind: str, query: str, scope: str, at: str) -> None:
    """Put a query last, once, and let go of those asked too long ago."""
    connection.execute("DELETE FROM asked WHERE kind = ? AND query = ?", (kind, query))
    connection.execute(
        "INSERT INTO asked (kind, query, scope, at) VALUES (?, ?, ?, ?)", (kind, query, scope, at)
    )
    connection.execute(
        "DELETE FROM asked WHERE number NOT IN (SELECT number FROM asked ORDER BY number DESC LIMIT ?)",
        (MOST_ASKED,),
    )


def everything(connection: sqlite3.Connection) -> Iterator[Change]:
    """The fewest changes that make the shelf what it is, the format first."""
    now = serial(connection)
    execute = connection.execute
    yield Change(now, FORMAT, [VERSION])
    for name, value in execute("SELECT name, value FROM settings"):
        yield Change(now, "set", [name, json.loads(value)])
    for digest, offset in execute("SELECT digest, position FROM positions"):
        yield Change(now, "position", [digest, offset])
    read = execute("SELECT digest FROM read_marks")
    while rows := read.fetchmany(AT_ONCE):
        yield Change(now, "read", [[row[0] for row in rows], True])
    known = execute(
        "SELECT known.digest, title, file, corpus, marked, stars.digest IS NOT NULL"
        " FROM known LEFT JOIN stars USING (digest)"
    )
    for digest, title, file, corpus, marked, star in known:
        tags = [row[0] for row in execute("SELECT tag FROM tags WHERE digest = ?", (digest,))]
        how = {"at": marked, "star": bool(star), "tag": tags}
        yield Change(now, "mark", [[[digest, title, file, corpus]], how])
    for (note,) in execute("SELECT note FROM notes ORDER BY number, id"):
        yield Change(now, "note", [json.loads(note)])
    for (search,) in execute("SELECT search FROM searches"):
        yield Change(now, "search", [json.loads(search)])
    for folded, corpus, seen in execute("SELECT folded, corpus, seen FROM seen"):
        yield Change(now, "seen", [folded, corpus, json.loads(seen)])
    for kind, query, scope, at in execute("SELECT kind, query, scope, at FROM asked ORDER BY number"):
        yield Change(now, "asked", [kind, query, scope, at])
    for correction in shelf_corrections.everything(connection):
        yield Change(now, "correct", [correction])


# notes


def pack(note: Note) -> dict[str, object]:
    """A note as the log keeps it and as it is printed: one flat object.

    `id`, `digest`, `title`, `file`, `corpus`, `text`, `created`, `changed`, `number`, `deleted`; with an
    anchor also `start`, `stop` (code points of the clean text), `quote`, `before`, `after`.
    """
    about = note.about
    packed: dict[str, object] = {
        "id": note.id,
        "digest": about.digest,
        "title": about.title,
        "file": about.file,
        "corpus": about.corpus,
        "text": note.text,
        "created": note.created,
        "changed": note.changed,
        "number": note.number,
        "deleted": note.deleted,
    }
    if note.anchor is not None:
        anchor = note.anchor
        packed |= {"start": anchor.span.start, "stop": anchor.span.stop, "quote": anchor.quote}
        packed |= {"before": anchor.before, "after": anchor.after}
    return packed


def unpack(packed: Mapping[str, object]) -> Note:
    """The note that was packed.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """

    def text(name: str) -> str:
        value = packed[name]
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def whole(name: str) -> int:
        value = packed[name]
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise TypeError(name)
        return value

    anchor = None
    if packed.get("quote"):
        anchor = Anchor(Span(whole("start"), whole("stop")), text("quote"), text("before"), text("after"))
    return Note(
        text("id"),
        Subject(text("digest"), text("title"), text("file"), text("corpus")),
        text("text"),
        text("created"),
        text("changed"),
        whole("number"),
        anchor,
        packed.get("deleted") is True,
    )


def read_notes(connection: sqlite3.Connection, clause: str, values: Iterable[str]) -> tuple[Note, ...]:
    """The notes that `clause` chooses, in the order they were made."""
    query = f"SELECT note FROM notes {clause} ORDER BY number, id"
    rows = connection.execute(query, tuple(values)).fetchall()
    return tuple(unpack(json.loads(row[0])) for row in rows)
