"""The files of a corpus as a library knows them, and what came of each.

Nothing here trusts a mark that says "done": what is left to do follows from what the tables hold, so that an
indexer killed at any moment goes on where it was. What a run must remember meanwhile is in temporary tables,
which SQLite keeps on disk, so that memory does not grow with the corpus. What is new, changed or gone: see
`scanned`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tui.library import articles, schema, storing
from tui.library.listing import write_anchors
from tui.library.packing import unpack_article
from tui.library.places import remember_place
from tui.library.plaintexts import PlainText
from tui.library.storing import PreparedFacts, PreparedText
from tui.model.article import Rejected

RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again within one tick of the file system's clock:
it is read again the next time. FAT keeps two seconds, others less."""
BATCH_BYTES = 256 * 1024
"""Packed articles handed out at once, the last one of them not counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the scan of the corpus found it."""

    file: str
    path: Path
    size: int
    mtime_ns: int
    ctime_ns: int
    read_as: str = ""
    """The reader's decision on how to read it (`corpus.options.Options.key_of`)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What storing a source, or taking one out, did to the articles of the library."""

    added: int = 0
    changed: int = 0
    removed: int = 0


# what came of it


def store_source(
    connection: sqlite3.Connection,
    found: Found,
    version: int,
    read: Sequence[PreparedText],
    rejected: Sequence[Rejected],
    *,
    first: bool = True,
    last: bool = True,
    on_text: Callable[[int, PlainText], None] | None = None,
) -> Change:
    """Put what a file holds in place of what it held before; inside the caller's transaction.

    `on_text` is told the id and the plain text of every article that was stored.

    A file of many articles may come in parts, the `first` to the `last`, in as many transactions: until the
    last it counts as not read, and what it no longer holds goes with the last.
    """
    unreadable = any(r.reason == "unreadable" for r in rejected)
    settled = last and found.ctime_ns < time.time_ns() - RACY_NS and not unreadable
    values = (
        found.size,
        found.mtime_ns,
        found.ctime_ns if settled else 0,
        version if last else 0,
        found.read_as,
        found.file,
    )
    row = connection.execute("SELECT id FROM sources WHERE file = ?", (found.file,)).fetchone()
    refused = 0
    if row:
        source = int(row[0])
        connection.execute(
            "UPDATE sources SET size = ?, mtime_ns = ?, ctime_ns = ?, read_with = ?, read_as = ?"
            " WHERE file = ?",
            values,
        )
        if first:
            query = "DELETE FROM rejected WHERE source = ? AND article IS NULL"
            refused = connection.execute(query, (source,)).rowcount
    else:
        cursor = connection.execute(
            "INSERT INTO sources (size, mtime_ns, ctime_ns, read_with, read_as, file)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
        source = int(cursor.lastrowid or 0)
    _add_rejected(connection, source, rejected)
    if first and last:
        change = _replace_articles(connection, source, read, on_text, known=row is not None)
    else:
        change = _store_part(connection, source, read, on_text, first=first, last=last)
    if change != Change() or refused or rejected:
        _bump_generation(connection)
    return change


_OnText = Callable[[int, PlainText], None]


def _replace_articles(
    connection: sqlite3.Connection,
    source: int,
    read: Sequence[PreparedText],
    on_text: _OnText | None = None,
    *,
    known: bool = True,
) -> Change:
    """Store what a file holds and forget what it held; `known` when it may have held something."""
    query = "SELECT id, file FROM articles WHERE source = ?"
    before = {file: int(key) for key, file in connection.execute(query, (source,))} if known else {}
    added = changed = 0
    for article in read:
        there = before.pop(article.file, None)
        if there is None:
            added += 1
        elif _is_stored(connection, there, article):
            continue
        else:
            changed += 1
        article_id = storing.store_text(connection, source, article)
        if on_text is not None:
            on_text(article_id, article.plain)
    for article_id in before.values():
        storing.remove_article(connection, article_id)
    return Change(added, changed, len(before))


def _is_stored(connection: sqlite3.Connection, article_id: int, text: PreparedText) -> bool:
    """True where an article stands as it was read; two ways of packing one are the same."""
    (body,) = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return bool(body == text.body or unpack_article(body) == unpack_article(text.body))


def _store_part(
    connection: sqlite3.Connection,
    source: int,
    read: Sequence[PreparedText],
    on_text: _OnText | None,
    *,
    first: bool,
    last: bool,
) -> Change:
    """Like `_replace_articles`, one part after the other; what was seen is noted on disk."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS seen"
        " (source INTEGER, article INTEGER, PRIMARY KEY (source, article)) WITHOUT ROWID"
    )
    if first:
        connection.execute("DELETE FROM temp.seen WHERE source = ?", (source,))
    added = changed = removed = 0
    for article in read:
        there = connection.execute("SELECT id FROM articles WHERE file = ?", (article.file,)).fetchone()
        if there is None or not _is_stored(connection, there[0], article):
            added += there is None
            changed += there is not None
            article_id = storing.store_text(connection, source, article)
            if on_text is not None:
                on_text(article_id, article.plain)
        else:
            article_id = int(there[0])
        connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?, ?)", (source, article_id))
    if last:
        query = (
            "SELECT id FROM articles WHERE source = ? AND NOT EXISTS"
            " (SELECT 1 FROM temp.seen WHERE seen.source = articles.source AND seen.article = articles.id)"
            " LIMIT 1000"
        )
        while rows := connection.execute(query, (source,)).fetchall():
            for (article_id,) in rows:
                storing.remove_article(connection, article_id)
            removed += len(rows)
        connection.execute("DELETE FROM temp.seen WHERE source = ?", (source,))
    return Change(added, changed, removed)


def remove_source(connection: sqlite3.Connection, file: str) -> Change:
    """Take a file that is gone, and everything it held, out of the library; inside a transaction."""
    row = connection.execute("SELECT id FROM sources WHERE file = ?", (file,)).fetchone()
    if row is None:
        return Change()
    change = _replace_articles(connection, int(row[0]), ())
    connection.execute("DELETE FROM rejected WHERE source = ?", row)
    connection.execute("DELETE FROM sources WHERE id = ?", row)
    _bump_generation(connection)
    return change


def _add_rejected(
    connection: sqlite3.Connection,
    source: int,
    rejected: Iterable[Rejected],
    *,
    article_id: int | None = None,
) -> None:
    connection.executemany(
        "INSERT INTO rejected (source, article, file, reason, detail) VALUES (?, ?, ?, ?, ?)",
        (
            (source, article_id, articles.storable(r.file), r.reason, articles.storable(r.detail))
            for r in rejected
        ),
    )


# facts


def count_without_facts(connection: sqlite3.Connection, version: int) -> int:
    """Articles whose facts are not those of the current version."""
    query = "SELECT count(*) FROM articles WHERE extracted_with < ?"
    return int(connection.execute(query, (version,)).fetchone()[0])


def count_stale(connection: sqlite3.Connection, key: str) -> int:
    """Articles whose facts were found with another key: by other rules, or with another lexicon."""
    row = _last_version(connection)
    newest = row[0] if row and row[1] == key else None
    query = "SELECT count(*) FROM articles WHERE extracted_with > 0"
    if newest is None:
        return int(connection.execute(query).fetchone()[0])
    return int(connection.execute(query + " AND extracted_with < ?", (newest,)).fetchone()[0])


def count_partial(connection: sqlite3.Connection) -> int:
    """Articles so long that their facts come from their beginning alone."""
    return int(connection.execute("SELECT count(*) FROM articles WHERE partial").fetchone()[0])


def without_facts(
    connection: sqlite3.Connection, version: int, *, sizes: Iterable[int]
) -> Iterator[list[tuple[int, bytes]]]:
    """(id, packed article) of articles to extract from, those without any facts and the newest first.

    Each batch is of articles that come after those of the one before, so that batches under way in another
    process are not handed out twice: `sizes` articles at most, fewer where they are long.
    """
    for (older,) in connection.execute(
        "SELECT DISTINCT extracted_with FROM articles WHERE extracted_with < ? ORDER BY 1", (version,)
    ).fetchall():
        newest, file = -1, ""
        for size in sizes:
            found = connection.execute(
                "SELECT id, body, newest, file FROM articles JOIN bodies ON article = id"
                " WHERE extracted_with = ? AND (newest, file) > (?, ?) ORDER BY newest, file LIMIT ?",
                (older, newest, file, size),
            )
            rows = []
            taken = 0
            while taken < BATCH_BYTES and (row := found.fetchone()):
                rows.append(row)
                taken += len(row[1])
            found.close()
            if not rows:
                break
            newest, file = rows[-1][2:]
            yield [(row[0], row[1]) for row in rows]


def store_facts(connection: sqlite3.Connection, article_id: int, facts: PreparedFacts, version: int) -> None:
    """Add the facts of an article, as `storing.store_facts` does; inside the caller's transaction."""
    storing.store_facts(connection, article_id, facts, version)
    _bump_generation(connection)


def store_failure(connection: sqlite3.Connection, article_id: int, refusal: Rejected, version: int) -> None:
    """Note that an article has no facts because the extractor failed on it; it stays readable."""
    (source,) = connection.execute("SELECT source FROM articles WHERE id = ?", (article_id,)).fetchone()
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))
    _add_rejected(connection, source, [refusal], article_id=article_id)
    connection.execute("UPDATE articles SET extracted_with = ? WHERE id = ?", (version, article_id))
    _bump_generation(connection)


# transactions


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    done = False
    try:
        yield
        done = True
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT" if done else "ROLLBACK")


@contextmanager
def savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """One document of a transaction: where it fails, the others stay."""
    connection.execute("SAVEPOINT document")
    done = False
    try:
        yield
        done = True
    finally:
        if connection.in_transaction:
            if not done:
                connection.execute("ROLLBACK TO document")
            connection.execute("RELEASE document")


# versions, generations


def is_current_version(connection: sqlite3.Connection, key: str) -> bool:
    """True where `key` is what the library was made with last."""
    row = _last_version(connection)
    return row is not None and row[1] == key


def current_version(connection: sqlite3.Connection, key: str) -> int:
    """The row of `versions` for `key`; a new one if it is not the last."""
    row = _last_version(connection)
    if row and row[1] == key:
        return row[0]
    return int(connection.execute("INSERT INTO versions (key) VALUES (?)", (key,)).lastrowid or 0)


def keys_of_facts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The keys that the facts in the library were found with, oldest first."""
    rows = connection.execute(
        "SELECT key FROM versions WHERE id IN (SELECT DISTINCT extracted_with FROM articles) ORDER BY id"
    )
    return tuple(row[0] for row in rows)


def _last_version(connection: sqlite3.Connection) -> tuple[int, str] | None:
    row = connection.execute("SELECT id, key FROM versions ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else None


def _bump_generation(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE state SET generation = generation + 1")


def remember_corpus(connection: sqlite3.Connection, corpus: Path) -> None:
    """Note where the corpus lies, and on which disk."""
    remember_place(connection, corpus)


def needs_finish(connection: sqlite3.Connection) -> bool:
    """True when something changed since `finish` ran to its end."""
    row = connection.execute("SELECT anchored <> generation FROM state").fetchone()
    return bool(row[0])


def tend(connection: sqlite3.Connection) -> Iterator[None]:
    """What is due now and then while articles are stored; every step is committed, so any may be the last."""
    for part in schema.fact_parts():
        yield from committed(connection, part.tend(connection))


def finish(connection: sqlite3.Connection) -> Iterator[None]:
    """What is worth doing once after many changes: parts tidy up, anchors are set.

    Every step is committed; where one is the last, `needs_finish` says that there is more to do.
    """
    for part in schema.fact_parts():
        yield from committed(connection, part.finish(connection))
    with transaction(connection):
        write_anchors(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def committed(connection: sqlite3.Connection, steps: Iterator[None]) -> Iterator[None]:
    """Each step in a transaction of its own; every one is sound."""
    more = True
    while more:
        with transaction(connection):
            more = next(steps, _LAST) is not _LAST
        yield


_LAST = object()
