"""People, organisations and places over the whole corpus: the tables, and the search for a name.

One thing is one key (`text.folding.entity_key`); what an article says of it is one row of `named`, its roles
and statements are rows of their own. Counts are never stored: they follow from the rows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import cast

from tui.library.articles import storable
from tui.model.article import Article
from tui.model.fact import Extraction, Kind, Organisation, Person, Place
from tui.model.result import NameHit, NamesResult
from tui.model.span import Span
from tui.search.names import NameRow, NameTable
from tui.text.folding import match_key
from tui.text.normal import normalize

TABLES = """
CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
);
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


def store(connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction) -> None:
    """Add the names of an article, with the roles and statements of each."""
    meta = article.spans_of("meta")
    ids: dict[str, int] = {}
    for kind, found in (
        ("person", extraction.people),
        ("organisation", extraction.organisations),
        ("place", extraction.places),
    ):
        for fact in found:
            entity = ids[fact.key] = _entity(connection, fact.key, cast(Kind, kind))
            _store_named(connection, entity, article_id, fact, meta)
    for person in extraction.people:
        _store_roles(connection, ids[person.key], article_id, person)
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


def finish(connection: sqlite3.Connection) -> None:
    """Forget entities that no article names any more."""
    connection.execute(
        "DELETE FROM entities WHERE NOT EXISTS (SELECT 1 FROM named WHERE named.entity = entities.id)"
    )


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
        telling = telling and _is_full_name(fact.name)
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


def _is_full_name(name: str) -> bool:
    """False for a given name alone and for initials: they name many people.

    >>> _is_full_name("Trần Thị Bưởi"), _is_full_name("Bưởi"), _is_full_name("Trần Văn Q.")
    (True, False, False)
    """
    words = name.split()
    return len(words) > 1 and all(len(word.strip(".")) > 1 or word.islower() for word in words)


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


def read_table(connection: sqlite3.Connection) -> NameTable:
    """All names, ready to be searched. Takes a few seconds a million names: keep it for a generation."""
    rows = connection.execute(
        "SELECT entities.key, entities.kind, named.name, named.full, count(*), sum(named.mentions)"
        " FROM named JOIN entities ON entities.id = named.entity"
        " GROUP BY named.entity, named.name, named.full ORDER BY named.entity, count(*) DESC"
    )
    return NameTable(_name_rows(rows))


def _name_rows(rows: Iterable[tuple[str, Kind, str, str, int, int]]) -> Iterable[NameRow]:
    """One row an entity, of those that follow one another; the commonest spelling is its name."""
    current: tuple[str, Kind] | None = None
    spellings: dict[str, int] = {}
    articles = mentions = 0
    for key, kind, name, full, count, mentioned in rows:
        if current is None or current[0] != key:
            if current is not None:
                yield _name_row(*current, spellings, articles, mentions)
            current, spellings, articles, mentions = (key, kind), {}, 0, 0
        spellings[name] = spellings.get(name, 0) + count
        if full and kind == "organisation":
            spellings.setdefault(full, 0)
        articles += count
        mentions += mentioned
    if current is not None:
        yield _name_row(*current, spellings, articles, mentions)


def _name_row(key: str, kind: Kind, spellings: dict[str, int], articles: int, mentions: int) -> NameRow:
    name = shown_name(spellings)
    aliases = tuple(other for other in spellings if other != name)
    return NameRow(key, name, kind, articles, mentions, aliases)


def shown_name(spellings: dict[str, int]) -> str:
    """The commonest spelling, one in mixed case if there is any: a byline shouts."""
    return max(spellings, key=lambda name: (not name.isupper(), spellings[name], name))


def find_names(
    connection: sqlite3.Connection, query: str, limit: int = 50, *, table: NameTable | None = None
) -> NamesResult:
    """Names like `query`, best first; `table` is a `read_table` of this library, read now if not given."""
    if table is None:
        table = read_table(connection)
    matches = table.find(query, limit)
    offices = _offices(connection, [match.row for match in matches])
    hits = tuple(
        NameHit(
            match.row.key,
            match.row.name,
            match.row.kind,
            round(match.score, 1),
            offices.get(match.row.key, ""),
            match.row.article_count,
            match.row.mention_count,
        )
        for match in matches
    )
    return NamesResult(normalize(query[:2_000]), hits)


def _offices(connection: sqlite3.Connection, rows: Sequence[NameRow]) -> dict[str, str]:
    """What to show beside each name: rank and latest role, full name of a body, province of a place."""
    return {row.key: _office(connection, row) for row in rows}


def _office(connection: sqlite3.Connection, row: NameRow) -> str:
    newest = (
        " FROM {table} JOIN entities ON entities.id = {table}.entity"
        " JOIN articles ON articles.id = {table}.article"
        " WHERE entities.key = ? AND {where} ORDER BY articles.newest, articles.id LIMIT 1"
    )
    if row.kind != "person":
        found = connection.execute(
            "SELECT full" + newest.format(table="named", where="full <> '' AND full <> named.name"),
            (row.key,),
        ).fetchone()
        return str(found[0]) if found and found[0] != row.name else ""
    title = connection.execute(
        "SELECT named.titles" + newest.format(table="named", where="titles <> '[]'"), (row.key,)
    ).fetchone()
    role = connection.execute(
        "SELECT position, organisation"
        + newest.format(table="roles", where="TRUE").replace("ORDER BY", "ORDER BY roles.former,"),
        (row.key,),
    ).fetchone()
    parts = [" ".join(json.loads(title[0]))] if title else []
    if role:
        parts.append(office_text(role[0], role[1]))
    return ", ".join(parts)


def office_text(position: str, organisation: str | None) -> str:
    """Position and organisation as one: a word they share is said once.

    >>> office_text("Phó chánh Văn phòng", "Văn phòng Thường trực"), office_text("Phó chủ tịch", "UBND TP")
    ('Phó chánh Văn phòng Thường trực', 'Phó chủ tịch UBND TP')
    """
    if not organisation:
        return position
    words, body = position.split(), organisation.split()
    for shared in range(min(len(words), len(body)), 0, -1):
        if [match_key(word) for word in words[-shared:]] == [match_key(word) for word in body[:shared]]:
            return " ".join([*words[:-shared], *body])
    return f"{position} {organisation}"
