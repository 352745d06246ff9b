"""What articles say of people with full names, and which person of the library each of them means.

What an article says of somebody with a full name is a row of `witnesses` with its `grounded` facts;
`relinking` decides who is one. Where a name is one person its key is that of the name; where it is several,
each has the beginning of the digest of one of its articles after `@`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tui.facts.linking import Ground
from tui.library.articles import storable
from tui.model.fact import Extraction

TABLES = """
CREATE TABLE full_names (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0,
    counted INTEGER NOT NULL DEFAULT 0  -- `articles` when people were linked by it
);
CREATE TABLE witnesses (             -- an article that prints a full name
    name INTEGER NOT NULL,
    article INTEGER NOT NULL,
    sex TEXT NOT NULL,
    provinces TEXT NOT NULL,         -- of the offices held then, one a line
    PRIMARY KEY (name, article)
) WITHOUT ROWID;
CREATE INDEX witnesses_article ON witnesses (article);
CREATE TABLE grounds (               -- offices, their bodies, titles: what several people may have
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    counted INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, key)
);
CREATE TABLE grounded (              -- what an article says of a name
    name INTEGER NOT NULL,
    article INTEGER NOT NULL,
    ground INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (name, article, ground)
) WITHOUT ROWID;
CREATE INDEX grounded_ground ON grounded (ground, name);
CREATE INDEX grounded_article ON grounded (article);
CREATE TRIGGER ground_added AFTER INSERT ON grounded BEGIN
    UPDATE grounds SET articles = articles + 1 WHERE id = NEW.ground;
    INSERT OR IGNORE INTO unlinked VALUES ('ground', NEW.ground);
END;
CREATE TRIGGER ground_gone AFTER DELETE ON grounded BEGIN
    UPDATE grounds SET articles = articles - 1 WHERE id = OLD.ground;
    INSERT OR IGNORE INTO unlinked VALUES ('ground', OLD.ground);
END;
CREATE TRIGGER witness_added AFTER INSERT ON witnesses BEGIN
    UPDATE full_names SET articles = articles + 1 WHERE id = NEW.name;
    INSERT OR IGNORE INTO unlinked VALUES ('name', NEW.name);
END;
CREATE TRIGGER witness_gone AFTER DELETE ON witnesses BEGIN
    UPDATE full_names SET articles = articles - 1 WHERE id = OLD.name;
    INSERT OR IGNORE INTO unlinked VALUES ('name', OLD.name);
END;
CREATE TABLE merged (                -- why two articles are of one person
    entity INTEGER NOT NULL,
    article INTEGER NOT NULL,
    other INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (entity, article, other)
) WITHOUT ROWID;
CREATE TABLE unlinked (              -- what changed since names were linked: name, ground, entity
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE linked (articles INTEGER NOT NULL);  -- articles of the library when all names were linked
INSERT INTO linked VALUES (0);
"""

KEY_DIGITS = 12
"""Of an article's digest in the key of one of several namesakes."""


class Said(NamedTuple):
    """What an article says of a full name, ready to be written."""

    sex: str
    provinces: str
    grounds: tuple[tuple[str, str, str], ...]
    """Kind and key of each, with the words that say so."""


def said_of(sex: str, provinces: Iterable[str], grounds: Iterable[tuple[Ground, str]]) -> Said:
    """What an article says of a full name; grounds with the words that say so."""
    rows = tuple((ground.kind, storable(ground.key), storable(text)) for ground, text in grounds)
    return Said(sex, storable("\n".join(sorted(provinces))), rows)


def add_witness(connection: sqlite3.Connection, name: int, article_id: int, said: Said) -> None:
    """Note what an article says of a full name."""
    connection.execute(
        "INSERT OR IGNORE INTO witnesses VALUES (?, ?, ?, ?)", (name, article_id, said.sex, said.provinces)
    )
    for kind, key, text in said.grounds:
        row = connection.execute("SELECT id FROM grounds WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        if row is None:
            cursor = connection.execute("INSERT INTO grounds (kind, key) VALUES (?, ?)", (kind, key))
            row = (cursor.lastrowid,)
        connection.execute(
            "INSERT OR IGNORE INTO grounded VALUES (?, ?, ?, ?)", (name, article_id, row[0], text)
        )


def remove_witnesses(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget what an article says of anybody."""
    connection.execute("DELETE FROM witnesses WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM grounded WHERE article = ?", (article_id,))


def remove_witness(connection: sqlite3.Connection, key: str, article_id: int) -> None:
    """Forget what an article says of the full name `key`."""
    row = connection.execute("SELECT id FROM full_names WHERE key = ?", (key,)).fetchone()
    if row:
        for table in ("witnesses", "grounded"):
            connection.execute(f"DELETE FROM {table} WHERE name = ? AND article = ?", (row[0], article_id))


def relink_all_of(connection: sqlite3.Connection, article_id: int) -> None:
    """Have everybody linked again whom an article names: what it says beside them is another thing now."""
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT 'name', name FROM witnesses WHERE article = ?", (article_id,)
    )
    connection.execute(
        "DELETE FROM merged WHERE article = ?1 AND entity IN (SELECT entity FROM named WHERE article = ?1)",
        (article_id,),
    )


def witnesses_of(connection: sqlite3.Connection, article_id: int) -> dict[int, tuple[str, Said]]:
    """What an article says of people with full names, by their rows in `full_names`, with their keys."""
    grounds: dict[int, list[tuple[str, str, str]]] = {}
    for name, *ground in connection.execute(
        "SELECT name, kind, key, text FROM grounded JOIN grounds ON grounds.id = ground WHERE article = ?",
        (article_id,),
    ):
        grounds.setdefault(name, []).append((ground[0], ground[1], ground[2]))
    rows = connection.execute(
        "SELECT name, key, sex, provinces FROM witnesses JOIN full_names ON full_names.id = name"
        " WHERE article = ?",
        (article_id,),
    )
    return {
        name: (key, Said(sex, provinces, tuple(sorted(grounds.get(name, ())))))
        for name, key, sex, provinces in rows
    }


def name_id(connection: sqlite3.Connection, key: str) -> int:
    """The row of a full name, made if there is none."""
    row = connection.execute("SELECT id FROM full_names WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    return int(connection.execute("INSERT INTO full_names (key) VALUES (?)", (key,)).lastrowid or 0)


def find_entity(connection: sqlite3.Connection, key: str) -> int | None:
    """The entity a key means, also one from before names were linked again; None where nothing is left of it.

    The key of a name that is several people means the one most written about; a key with the digest of an
    article means the one of that article.
    """
    key = storable(key)
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    if row is None:
        base, _at, digest = key.partition("@")
        row = (
            connection.execute(
                "SELECT entities.id FROM articles JOIN named ON named.article = articles.id"
                " JOIN entities ON entities.id = named.entity"
                " WHERE length(?1) = ?2 AND digest >= ?1 AND digest < ?1 || 'g'"
                " AND (entities.key = ?3 OR substr(entities.key, 1, length(?3) + 1) = ?3 || '@')"
                " ORDER BY file LIMIT 1",
                (digest.partition(".")[0], KEY_DIGITS, base),
            ).fetchone()
            or connection.execute(
                "SELECT id FROM entities WHERE key >= ? AND key < ? ORDER BY articles DESC, key LIMIT 1",
                (f"{base}@", f"{base}A"),
            ).fetchone()
        )
    return int(row[0]) if row else None


def is_waiting(connection: sqlite3.Connection, entity: int) -> bool:
    """True where articles of the name of an entity came or went since people were linked."""
    row = connection.execute(
        "SELECT 1 FROM entities JOIN unlinked ON unlinked.kind = 'name' AND unlinked.id = base"
        " WHERE entities.id = ?",
        (entity,),
    ).fetchone()
    return row is not None


def with_entity_keys(connection: sqlite3.Connection, article_id: int, extraction: Extraction) -> Extraction:
    """The facts of an article, its names under the keys of what they mean in this library."""
    keys = {
        _base(key): key
        for (key,) in connection.execute(
            "SELECT key FROM named JOIN entities ON entities.id = entity"
            " WHERE article = ? AND instr(key, '@')",
            (article_id,),
        )
    }
    if not keys:
        return extraction
    return replace(
        extraction,
        people=tuple(
            replace(person, key=keys.get(_base(person.key), person.key)) for person in extraction.people
        ),
        organisations=tuple(
            replace(body, key=keys.get(body.key, body.key)) for body in extraction.organisations
        ),
        statements=tuple(
            replace(said, speaker_key=keys.get(_base(said.speaker_key or ""), said.speaker_key))
            for said in extraction.statements
        ),
    )


def _base(key: str) -> str:
    """A key without the mark of one of several namesakes."""
    return key.partition("@")[0]
