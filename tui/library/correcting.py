"""Corrections of the reader's brought into a library: what they come to, kept up with the shelf.

The shelf holds what the reader said; a library holds what follows from it. Facts stay stored as they were
found: a correction is taken back by making the rows anew, of those articles alone that it changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tui.library import articles, lock, names, schema, sources, storing
from tui.library import connection as connections
from tui.library.corrected import Corrections, base_of, is_readers, mark_of
from tui.library.in_force import in_force, lags_behind, pack, unpack
from tui.library.library import Library, names_changed
from tui.library.listing import write_anchors
from tui.library.namesakes import KEY_DIGITS
from tui.model.correction import Correction

AT_ONCE = 100
"""Articles corrected in one step."""


def articles_waiting(connection: sqlite3.Connection) -> int:
    """Articles whose rows do not follow the corrections yet."""
    return int(connection.execute("SELECT count(*) FROM uncorrected").fetchone()[0])


def catch_up(connection: sqlite3.Connection, corrections: Sequence[Correction]) -> Iterator[None]:
    """Let the rows follow these corrections and no others, in steps to be committed each.

    What is left undone in the middle is all to be done again by the next. Afterwards the library is as if it
    had been made with them.
    """
    if not lags_behind(connection, corrections):
        return
    anchored, generation = connection.execute("SELECT anchored, generation FROM state").fetchone()
    _take_over(connection, [one for one in corrections if not one.undone])
    connection.execute("UPDATE state SET generation = generation + 1")
    known = in_force(connection)
    moved = False
    while rows := connection.execute("SELECT article FROM uncorrected LIMIT ?", (AT_ONCE,)).fetchall():
        for (article_id,) in rows:
            moved = correct(connection, article_id, known) or moved
        connection.executemany("DELETE FROM uncorrected WHERE article = ?", rows)
        if len(rows) == AT_ONCE:
            connection.execute("UPDATE state SET generation = generation + 1")
            yield
    yield from names.finish(connection)
    connection.execute("UPDATE state SET generation = generation + 1")
    if anchored == generation and moved:
        write_anchors(connection)
    elif anchored == generation:
        connection.execute("UPDATE state SET anchored = generation")


def correct(connection: sqlite3.Connection, article_id: int, corrections: Corrections) -> bool:
    """Make the rows of an article follow the corrections; True if its place in a list may be another."""
    article = articles.find_article(connection, article_id)
    raw = articles.find_facts(connection, article_id)
    if article is None or raw is None:
        return False
    said, applied = corrections.apply(article, raw)
    storing.note_corrected(connection, article_id, applied)
    for part in schema.fact_parts():
        if hasattr(part, "correct"):
            part.correct(connection, article_id, article, said)
        else:
            part.remove(connection, article_id)
            part.store(connection, article_id, part.prepare(article, said))
    return storing.update_head(connection, article_id, article, said)


def _take_over(connection: sqlite3.Connection, wanted: Sequence[Correction]) -> None:
    """Put corrections in place of those the rows follow, and note what does not follow them yet."""
    kept: dict[int, str] = dict(connection.execute("SELECT number, packed FROM corrections").fetchall())
    packed = {one.number: pack(one) for one in wanted}
    gone = [number for number, text in kept.items() if packed.get(number) != text]
    new = [one for one in wanted if kept.get(one.number) != packed[one.number]]
    for number in gone:
        connection.execute(
            "INSERT OR IGNORE INTO uncorrected SELECT article FROM corrected WHERE correction = ?", (number,)
        )
        connection.execute("DELETE FROM corrections WHERE number = ?", (number,))
    for one in new:
        _note_reach(connection, one, wanted)
    connection.executemany(
        "INSERT INTO corrections VALUES (?, ?)", [(one.number, packed[one.number]) for one in new]
    )
    for one in (*(unpack(kept[number]) for number in gone), *new):
        if one.fact == "person" and one.about is None:
            for key in {base_of(one.key), base_of(one.into)}:
                connection.execute(
                    "INSERT OR IGNORE INTO unlinked SELECT 'name', id FROM full_names WHERE key = ?", (key,)
                )


_OF_DIGEST = "id FROM articles WHERE digest >= ?1 AND digest < ?1 || 'g'"


def _note_reach(connection: sqlite3.Connection, one: Correction, wanted: Sequence[Correction]) -> None:
    """Note the articles that a correction may change: more than it does, never fewer."""
    note = "INSERT OR IGNORE INTO uncorrected SELECT "
    if one.about is not None:
        connection.execute(note + "id FROM articles WHERE digest = ?", (one.about.digest,))
        return
    if one.articles:
        connection.executemany(note + _OF_DIGEST, [(digest[:KEY_DIGITS],) for digest in one.articles])
        return
    key, mark = base_of(one.key), mark_of(one.key)
    named = "article FROM entities JOIN named ON named.entity = entities.id WHERE key = ?1"
    if mark and one.kind != "reject":
        connection.execute(note + named, (one.key,))
        if not is_readers(one.key):
            connection.execute(note + _OF_DIGEST, (mark[:KEY_DIGITS],))
    else:
        connection.execute(note + named + " OR (key > ?1 || '@' AND key < ?1 || 'A')", (key,))
    for later in wanted:  # which took the name away before this one came to it
        if later.number > one.number and base_of(later.key) == key:
            connection.execute(note + "article FROM corrected WHERE correction = ?", (later.number,))


def bring_up(
    path: Path,
    corrections: Callable[[], Sequence[Correction]],
    *,
    waiting: Callable[[], bool] = lambda: False,
    on_step: Callable[[int], bool] = lambda _left: True,
) -> bool:
    """Let the library in the file `path` follow the corrections, asked once nobody else can write.

    False where somebody else keeps the library: it is theirs to do then, or to be tried again. `waiting` is
    as in `lock.writer`; `on_step` is told after each step how many articles are left, and says whether to
    go on.

    Raises:
        LibraryError: it cannot be written, or is none that this version can use.
    """
    with lock.writer(path, waiting=waiting) as held:
        if not held:
            return False
        library = Library.open(path, write=True)
        try:
            with connections.reported(path):
                connection = library.connection
                for _step in sources.committed(connection, catch_up(connection, corrections())):
                    if not on_step(articles_waiting(connection)):
                        return False
        finally:
            library.close()
    names_changed(path)
    return True
