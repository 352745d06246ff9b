"""People, organisations and places over the whole corpus: the tables, and what goes into them.

What an article says of one thing is one row of `named`, its roles and statements are rows of their own.
A place is one thing by its key (`text.folding.entity_key`), a body by its name with its place, a person as
`namesakes` decides; what may be anybody, or the body of any province, is another in each article.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from tui.library import namesakes
from tui.library.articles import storable
from tui.library.identity import Bodies, is_full_name, own_key, sex_of
from tui.library.relinking import link_people
from tui.model.article import Article
from tui.model.fact import Extraction, Kind, Organisation, Person, Place
from tui.model.span import Span

TABLES = (
    """
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    base INTEGER,                    -- the full name of a person, in `full_names`
    articles INTEGER NOT NULL DEFAULT 0,
    counted INTEGER NOT NULL DEFAULT 0  -- `articles` when people were linked by it
);
CREATE INDEX entities_base ON entities (base) WHERE base IS NOT NULL;
CREATE INDEX entities_gone ON entities (id) WHERE articles = 0;
CREATE TABLE named (                 -- what one article says of one entity
    entity INTEGER NOT NULL,
    article INTEGER NOT NULL,
    name TEXT NOT NULL,
    full TEXT NOT NULL,              -- of an organisation, abbreviations expanded; of a place, its province
    mentions INTEGER NOT NULL,
    start INTEGER NOT NULL,          -- the first mention
    stop INTEGER NOT NULL,
    telling INTEGER NOT NULL,        -- 0: a given name, initials or a byline: it may be anybody
    forms TEXT NOT NULL,             -- JSON list
    titles TEXT NOT NULL,            -- JSON list
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX named_article ON named (article, entity);
CREATE TRIGGER named_added AFTER INSERT ON named BEGIN
    UPDATE entities SET articles = articles + 1 WHERE id = NEW.entity;
    INSERT OR IGNORE INTO unlinked VALUES ('entity', NEW.entity);
END;
CREATE TRIGGER named_gone AFTER DELETE ON named BEGIN
    UPDATE entities SET articles = articles - 1 WHERE id = OLD.entity;
    INSERT OR IGNORE INTO unlinked VALUES ('entity', OLD.entity);
END;
CREATE TRIGGER named_moved AFTER UPDATE OF entity ON named BEGIN
    UPDATE entities SET articles = articles - 1 WHERE id = OLD.entity;
    UPDATE entities SET articles = articles + 1 WHERE id = NEW.entity;
END;
CREATE TABLE roles (
    entity INTEGER NOT NULL,
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position TEXT NOT NULL,
    organisation TEXT,
    former INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (entity, article, number)
) WITHOUT ROWID;
CREATE INDEX roles_article ON roles (article);
CREATE TABLE statements (
    entity INTEGER NOT NULL,
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,
    verb TEXT,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (entity, article, number)
) WITHOUT ROWID;
CREATE INDEX statements_article ON statements (article);
"""
    + namesakes.TABLES
)


def store(connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction) -> None:
    """Add the names of an article, with the roles and statements of each."""
    meta = article.spans_of("meta")
    ids: dict[str, int] = {}
    bodies = Bodies(article, extraction)
    for person in extraction.people:
        ids[person.key] = _store_person(connection, article_id, article, person, bodies)
        _store_named(connection, ids[person.key], article_id, person, meta)
        _store_roles(connection, ids[person.key], article_id, person)
    for body in extraction.organisations:
        ids[body.key] = _entity(connection, bodies.key(body), "organisation")
        _store_named(connection, ids[body.key], article_id, body, meta)
    for place in extraction.places:
        ids[place.key] = _entity(connection, place.key, "place")
        _store_named(connection, ids[place.key], article_id, place, meta)
    for number, said in enumerate(extraction.statements):
        if said.speaker_key in ids:
            connection.execute(
                "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    ids[said.speaker_key or ""],
                    article_id,
                    number,
                    said.verb and storable(said.verb),
                    storable(said.text),
                    *said.evidence,
                ),
            )


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the names of an article; nothing happens where none were stored."""
    for table in ("named", "roles", "statements"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (article_id,))
    namesakes.remove_witnesses(connection, article_id)


def finish(connection: sqlite3.Connection) -> None:
    """Link people, and forget entities that no article names any more."""
    link_people(connection)
    connection.execute("DELETE FROM merged WHERE entity IN (SELECT id FROM entities WHERE articles = 0)")
    connection.execute("DELETE FROM entities WHERE articles = 0")


def _store_person(
    connection: sqlite3.Connection, article_id: int, article: Article, person: Person, bodies: Bodies
) -> int:
    """The entity of a person: for a full name the one most written about, until people are linked."""
    key = storable(person.key)
    if not is_full_name(person.name):
        return _entity(connection, storable(own_key(key, article)), "person")
    name = namesakes.name_id(connection, key)
    namesakes.add_witness(
        connection,
        name,
        article_id,
        sex=sex_of(person),
        provinces=bodies.provinces(person),
        grounds=bodies.grounds(person),
    )
    row = connection.execute(
        "SELECT id FROM entities WHERE base = ? ORDER BY articles DESC, key LIMIT 1", (name,)
    ).fetchone()
    if row:
        return int(row[0])
    entity = _entity(connection, key, "person")
    connection.execute("UPDATE entities SET base = ? WHERE id = ?", (name, entity))
    return entity


def _entity(connection: sqlite3.Connection, key: str, kind: Kind) -> int:
    key = storable(key)
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    return int(
        connection.execute("INSERT INTO entities (key, kind) VALUES (?, ?)", (key, kind)).lastrowid or 0
    )


def _store_named(
    connection: sqlite3.Connection,
    entity: int,
    article_id: int,
    fact: Person | Organisation | Place,
    meta: Sequence[Span],
) -> None:
    mentions = fact.mentions or (fact.evidence,)
    first = min(mentions)
    titles: tuple[str, ...] = ()
    full = ""
    telling = not all(any(span.covers(mention) for span in meta) for mention in mentions)
    if isinstance(fact, Person):
        titles = fact.titles
        telling = telling and is_full_name(fact.name)
    elif isinstance(fact, Organisation):
        full = fact.canonical
    else:
        provinces = (fact.province_then or "", fact.province_now or "")
        full = " → ".join(dict.fromkeys(name for name in provinces if name and name != fact.name))
    connection.execute(
        "INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (entity, article) DO UPDATE SET mentions = mentions + excluded.mentions",
        (
            entity,
            article_id,
            storable(fact.name),
            storable(full),
            len(mentions),
            *first,
            telling,
            storable(json.dumps(fact.forms, ensure_ascii=False)),
            storable(json.dumps(titles, ensure_ascii=False)),
        ),
    )


def _store_roles(connection: sqlite3.Connection, entity: int, article_id: int, person: Person) -> None:
    for number, role in enumerate(person.roles):
        connection.execute(
            "INSERT OR IGNORE INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entity,
                article_id,
                number,
                storable(role.position),
                role.organisation and storable(role.organisation),
                role.former,
                *role.evidence,
            ),
        )
