"""People, organisations and places over the whole corpus: the tables, and what goes into them.

What an article says of one thing is one row of `named`, its roles and statements are rows of their own.
A place is one thing by its key (`text.folding.entity_key`), a body by its name with its place, a person as
`namesakes` decides; what may be anybody, or the body of any province, is another in each article.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.library import namesakes
from tui.library.articles import storable
from tui.library.identity import Bodies, is_full_name, own_key, sex_of
from tui.library.namesakes import Said
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
    full TEXT NOT NULL,              -- of a body, where it says more than its name; of a place, its province
    mentions INTEGER NOT NULL,
    start INTEGER NOT NULL,          -- the first mention
    stop INTEGER NOT NULL,
    telling INTEGER NOT NULL,        -- 0: a given name, initials or a byline: it may be anybody
    forms TEXT,                      -- JSON list; NULL: the name alone
    titles TEXT,                     -- JSON list; NULL: none
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
    start INTEGER NOT NULL,          -- where its words stand in the text
    stop INTEGER NOT NULL,
    PRIMARY KEY (entity, article, number)
) WITHOUT ROWID;
CREATE INDEX statements_article ON statements (article);
"""
    + namesakes.TABLES
)


class Named(NamedTuple):
    """One name of an article, ready to be written."""

    key: str
    """Of its entity; of the full name where it is a person with one."""
    kind: Kind
    row: tuple[object, ...]
    """What follows `entity` and `article` in a row of `named`."""
    witness: Said | None = None
    """What the article says of a person with a full name."""
    roles: tuple[tuple[object, ...], ...] = ()
    """What follows `entity` and `article` in rows of `roles`."""


class Prepared(NamedTuple):
    """The names of an article, ready to be written."""

    names: tuple[Named, ...]
    statements: tuple[tuple[int, tuple[object, ...]], ...]
    """Of each the number of its speaker in `names`, and what follows `article` in a row of `statements`."""


def prepare(article: Article, extraction: Extraction) -> Prepared:
    """The names of an article, with the roles and statements of each."""
    meta = article.spans_of("meta")
    bodies = Bodies(article, extraction)
    names: list[Named] = []
    numbers: dict[str, int] = {}
    for person in extraction.people:
        numbers[person.key] = len(names)
        names.append(_person(article, person, bodies, meta))
    for body in extraction.organisations:
        numbers[body.key] = len(names)
        names.append(Named(storable(body.told or bodies.key(body)), "organisation", _named(body, meta)))
    for place in extraction.places:
        numbers[place.key] = len(names)
        names.append(Named(storable(place.told or place.key), "place", _named(place, meta)))
    statements = tuple(
        (numbers[key], (number, said.verb and storable(said.verb), *said.evidence))
        for number, said in enumerate(extraction.statements)
        if (key := said.speaker_key or "") in numbers
    )
    return Prepared(tuple(names), statements)


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    """Add the names of an article, with the roles and statements of each."""
    ids = [
        _person_entity(connection, article_id, name.key, name.witness)
        if name.witness
        else _entity(connection, name.key, name.kind)
        for name in prepared.names
    ]
    connection.executemany(
        "INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (entity, article) DO UPDATE SET mentions = mentions + excluded.mentions",
        [(entity, article_id, *name.row) for entity, name in zip(ids, prepared.names, strict=True)],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (entity, article_id, *role)
            for entity, name in zip(ids, prepared.names, strict=True)
            for role in name.roles
        ],
    )
    connection.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?)",
        [(ids[speaker], article_id, *row) for speaker, row in prepared.statements],
    )


def correct(
    connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction
) -> None:
    """Put the names of an article in place of those that are stored: only what differs is written.

    So that a fact which goes from an article does not have everybody in it linked anew.
    """
    prepared = prepare(article, extraction)
    stored = _stored(connection, article_id)
    wanted = _by_key(prepared.names)
    if {key: name for key, (_entity, name) in stored.items()} != wanted:
        namesakes.relink_all_of(connection, article_id)
    for key, (entity, name) in stored.items():
        if wanted.get(key) != name:
            for table in ("named", "roles"):
                connection.execute(
                    f"DELETE FROM {table} WHERE entity = ? AND article = ?", (entity, article_id)
                )
            if name.witness is not None:
                namesakes.remove_witness(connection, key, article_id)
    connection.execute("DELETE FROM statements WHERE article = ?", (article_id,))
    new = tuple(name for key, name in wanted.items() if key not in stored or stored[key][1] != name)
    store(connection, article_id, Prepared(new, ()))
    if not prepared.statements:
        return
    entities = {key: entity for key, (entity, _name) in _stored(connection, article_id).items()}
    connection.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?)",
        [(entities[prepared.names[speaker].key], article_id, *row) for speaker, row in prepared.statements],
    )


def _by_key(names: Sequence[Named]) -> dict[str, Named]:
    """Names by their keys, as `store` writes them: two of one key are one with the mentions of both."""
    found: dict[str, Named] = {}
    for name in names:
        known = found.get(name.key)
        if known is None:
            found[name.key] = _ordered(name)
            continue
        mentions = int(str(known.row[2])) + int(str(name.row[2]))
        row = (*known.row[:2], mentions, *known.row[3:])
        roles = {role[0]: role for role in (*name.roles, *known.roles)}
        found[name.key] = _ordered(known._replace(row=row, roles=tuple(roles.values())))
    return found


def _ordered(name: Named) -> Named:
    """The same name, to be compared: its parts as the tables give them back."""
    witness = name.witness
    if witness is not None:
        grounds: dict[tuple[str, str], str] = {}
        for kind, key, text in witness.grounds:
            grounds.setdefault((kind, key), text)
        witness = witness._replace(grounds=tuple(sorted((*pair, text) for pair, text in grounds.items())))
    return name._replace(
        row=tuple(int(value) if isinstance(value, bool) else value for value in name.row),
        roles=tuple(sorted(tuple(int(v) if isinstance(v, bool) else v for v in role) for role in name.roles)),
        witness=witness,
    )


def _stored(connection: sqlite3.Connection, article_id: int) -> dict[str, tuple[int, Named]]:
    """The names that are stored of an article, with their entities, by the keys `prepare` gives them."""
    roles: dict[int, list[tuple[object, ...]]] = {}
    for entity, *role in connection.execute(
        "SELECT entity, number, position, organisation, former, start, stop FROM roles"
        " WHERE article = ? ORDER BY entity, number",
        (article_id,),
    ):
        roles.setdefault(entity, []).append(tuple(role))
    witnesses = namesakes.witnesses_of(connection, article_id)
    found = {}
    for entity, key, kind, base, *row in connection.execute(
        "SELECT entities.id, entities.key, kind, base, name, full, mentions, start, stop, telling, forms,"
        " titles FROM named JOIN entities ON entities.id = entity WHERE article = ?",
        (article_id,),
    ):
        name, said = witnesses.get(base, (key, None))
        found[name] = entity, Named(name, kind, tuple(row), said, tuple(roles.get(entity, ())))
    return found


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the names of an article; nothing happens where none were stored."""
    for table in ("named", "roles", "statements"):
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (article_id,))
    namesakes.remove_witnesses(connection, article_id)


def tend(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Nothing is due before the end: people are linked by all that is said of them."""
    yield from ()


def finish(connection: sqlite3.Connection) -> Iterator[None]:
    """Link people, and forget entities that no article names any more."""
    yield from link_people(connection)
    connection.execute("DELETE FROM merged WHERE entity IN (SELECT id FROM entities WHERE articles = 0)")
    connection.execute("DELETE FROM entities WHERE articles = 0")


def _person(article: Article, person: Person, bodies: Bodies, meta: Sequence[Span]) -> Named:
    key = storable(person.key)
    witness = None
    if person.told:
        key = storable(person.told)
    elif is_full_name(person.name):
        witness = namesakes.said_of(sex_of(person), bodies.provinces(person), bodies.grounds(person))
    else:
        key = storable(own_key(key, article))
    roles = tuple(
        (
            number,
            storable(role.position),
            role.organisation and storable(role.organisation),
            role.former,
            *role.evidence,
        )
        for number, role in enumerate(person.roles)
    )
    return Named(key, "person", _named(person, meta), witness, roles)


def _named(fact: Person | Organisation | Place, meta: Sequence[Span]) -> tuple[object, ...]:
    mentions = fact.mentions or (fact.evidence,)
    first = min(mentions)
    titles: tuple[str, ...] = ()
    full = ""
    telling = not all(any(span.covers(mention) for span in meta) for mention in mentions)
    if isinstance(fact, Person):
        titles = fact.titles
        telling = telling and (is_full_name(fact.name) or bool(fact.told))
    elif isinstance(fact, Organisation):
        full = fact.canonical if fact.canonical != fact.name else ""
    else:
        provinces = (fact.province_then or "", fact.province_now or "")
        full = " → ".join(dict.fromkeys(name for name in provinces if name and name != fact.name))
    return (
        storable(fact.name),
        storable(full),
        len(mentions),
        *first,
        telling,
        None if fact.forms == (fact.name,) else storable(json.dumps(fact.forms, ensure_ascii=False)),
        storable(json.dumps(titles, ensure_ascii=False)) if titles else None,
    )


def _person_entity(connection: sqlite3.Connection, article_id: int, key: str, said: Said) -> int:
    """The entity of a full name: the one most written about, until people are linked."""
    name = namesakes.name_id(connection, key)
    namesakes.add_witness(connection, name, article_id, said)
    row = connection.execute(
        "SELECT id FROM entities WHERE base = ? ORDER BY articles DESC, key LIMIT 1", (name,)
    ).fetchone()
    if row:
        return int(row[0])
    entity = _entity(connection, key, "person")
    connection.execute("UPDATE entities SET base = ? WHERE id = ?", (name, entity))
    return entity


def _entity(connection: sqlite3.Connection, key: str, kind: Kind) -> int:
    row = connection.execute("SELECT id FROM entities WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    return int(
        connection.execute("INSERT INTO entities (key, kind) VALUES (?, ?)", (key, kind)).lastrowid or 0
    )
