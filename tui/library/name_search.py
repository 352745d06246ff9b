"""The search for a name, and what is shown beside each to tell it from others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from tui.library.in_force import in_force
from tui.library.name_usage import usage
from tui.library.namesakes import find_entity
from tui.library.officenames import office_text
from tui.model.fact import Kind
from tui.model.result import NameHit, Namesake, NamesResult
from tui.search.names import NameRow, NameTable
from tui.text.normal import normalize

NAMESAKES = 40
"""Others of one name that are told apart."""
BESIDE_KEPT = 20_000
"""Names whose office is remembered while one types."""
PLACES_READ = 200
"""Articles of a person whose places are looked at to tell that person from namesakes."""


def read_table(connection: sqlite3.Connection) -> NameTable:
    """All names, ready to be searched. Takes a few seconds a million names: keep it for a generation."""
    rows = connection.execute(
        "SELECT entities.key, entities.kind, named.name, named.full, count(*), sum(named.mentions)"
        " FROM named JOIN entities ON entities.id = named.entity"
        " GROUP BY named.entity, named.name, named.full ORDER BY named.entity, count(*) DESC"
    )
    return NameTable(_name_rows(rows, _former_names(connection)), usage())


def _former_names(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Key → names that the reader gave up for it: who looks for them is led to the new one."""
    found: dict[str, list[str]] = {}
    known = in_force(connection)
    heirs = known.heirs() if known else {}
    for one in known.all:
        if one.kind in ("merge", "rename") and one.name != one.shown:
            entity = find_entity(connection, heirs[one.key])
            row = connection.execute("SELECT key FROM entities WHERE id = ?", (entity,)).fetchone()
            if row is not None:
                found.setdefault(row[0], []).append(one.name)
    return found


def _name_rows(
    rows: Iterable[tuple[str, Kind, str, str, int, int]], former: Mapping[str, Sequence[str]]
) -> Iterable[NameRow]:
    """One row an entity, of those that follow one another; the commonest spelling is its name."""
    current: tuple[str, Kind] | None = None
    spellings: dict[str, int] = {}
    articles = mentions = 0
    for key, kind, name, full, count, mentioned in rows:
        if current is None or current[0] != key:
            if current is not None:
                yield _name_row(*current, spellings, articles, mentions, former.get(current[0], ()))
            current, articles, mentions = (key, kind), 0, 0
            spellings = {}
        spellings[name] = spellings.get(name, 0) + count
        if full and kind == "organisation":
            spellings.setdefault(full, 0)
        articles += count
        mentions += mentioned
    if current is not None:
        yield _name_row(*current, spellings, articles, mentions, former.get(current[0], ()))


def _name_row(
    key: str, kind: Kind, spellings: dict[str, int], articles: int, mentions: int, former: Sequence[str]
) -> NameRow:
    name = shown_name(spellings)
    aliases = tuple(other for other in dict.fromkeys((*spellings, *former)) if other != name)
    return NameRow(key, name, kind, articles, mentions, aliases)


def shown_name(spellings: dict[str, int]) -> str:
    """The commonest spelling, one in mixed case if there is any: a byline shouts."""
    return max(spellings, key=lambda name: (not name.isupper(), spellings[name], name))


def find_names(
    connection: sqlite3.Connection,
    query: str,
    limit: int = 50,
    *,
    table: NameTable | None = None,
    beside: dict[str, str] | None = None,
) -> NamesResult:
    """Names like `query`, best first; `table` is a `read_table` of this library, read now if not given.

    `beside` keeps what stands beside each name from one letter to the next; give it with its table.
    """
    if table is None:
        table = read_table(connection)
    answer = table.answer(query, limit)
    offices = {} if beside is None else beside
    if len(offices) > BESIDE_KEPT:
        offices.clear()
    for match in answer.matches:
        if match.row.key not in offices:
            offices[match.row.key] = _beside(connection, match.row)
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
        for match in answer.matches
    )
    method = answer.method or ""
    return NamesResult(normalize(query[:2_000]), hits, answer.total, method, answer.written)


def _beside(connection: sqlite3.Connection, row: NameRow) -> str:
    (entity,) = connection.execute("SELECT id FROM entities WHERE key = ?", (row.key,)).fetchone() or (None,)
    return "" if entity is None else told_apart(connection, entity, row.kind, row.name)


def told_apart(connection: sqlite3.Connection, entity: int, kind: Kind, name: str) -> str:
    """Rank and latest office, full name of a body, province of a place; of a namesake where, or a number."""
    known = office_of(connection, entity, kind, name)
    if known or kind != "person":
        return known or _home(connection, entity, kind)
    same_name = [row[0] for row in _of_one_name(connection, entity)]
    if len(same_name) < 2:
        return ""
    return _place_beside(connection, entity) or str(1 + same_name.index(entity))


def _of_one_name(connection: sqlite3.Connection, entity: int) -> list[tuple[int, str, int]]:
    """(id, key, articles) of the people of one full name, most written about first."""
    return connection.execute(
        "SELECT other.id, other.key, other.articles FROM entities JOIN entities AS other USING (base)"
        " WHERE entities.id = ? ORDER BY other.articles DESC, other.key",
        (entity,),
    ).fetchall()


def namesakes(connection: sqlite3.Connection, entity: int) -> tuple[Namesake, ...]:
    """Other people of the full name of a person, `NAMESAKES` at most, told apart."""
    found = []
    for other, key, articles in _of_one_name(connection, entity)[: NAMESAKES + 1]:
        if other == entity:
            continue
        spellings = connection.execute(
            "SELECT name, count(*) FROM named WHERE entity = ? GROUP BY name", (other,)
        ).fetchall()
        name = shown_name(dict(spellings))
        found.append(Namesake(key, name, told_apart(connection, other, "person", name), articles))
    return tuple(found[:NAMESAKES])


def _place_beside(connection: sqlite3.Connection, entity: int) -> str:
    """The place most named beside a person; of equal ones a district or a ward, else the best known."""
    row = connection.execute(
        "SELECT beside.name FROM (SELECT article FROM named WHERE entity = ? LIMIT ?) AS own"
        " JOIN named AS beside ON beside.article = own.article AND beside.telling"
        " JOIN entities ON entities.id = beside.entity AND entities.kind = 'place'"
        " GROUP BY entities.id ORDER BY count(*) DESC, instr(entities.key, '(') = 0, entities.articles DESC,"
        " entities.key LIMIT 1",
        (entity, PLACES_READ),
    ).fetchone()
    return str(row[0]) if row else ""


def _home(connection: sqlite3.Connection, entity: int, kind: Kind) -> str:
    """The place of the article that names a body without its place."""
    row = connection.execute(
        "SELECT articles.place FROM entities JOIN named ON named.entity = entities.id"
        " JOIN articles ON articles.id = named.article"
        " WHERE entities.id = ? AND instr(entities.key, '@') AND ? = 'organisation' LIMIT 1",
        (entity, kind),
    ).fetchone()
    return str(row[0] or "") if row else ""


def office_of(connection: sqlite3.Connection, entity: int, kind: Kind, name: str) -> str:
    """What one knows of a name at a glance; empty where the corpus does not say it."""
    newest = (
        " FROM {table} JOIN articles ON articles.id = {table}.article"
        " WHERE {table}.entity = ? AND {where} ORDER BY articles.newest, articles.id LIMIT 1"
    )
    if kind != "person":
        found = connection.execute(
            "SELECT full" + newest.format(table="named", where="full <> '' AND full <> named.name"), (entity,)
        ).fetchone()
        return str(found[0]) if found and found[0] != name else ""
    title = connection.execute(
        "SELECT named.titles" + newest.format(table="named", where="titles <> '[]'"), (entity,)
    ).fetchone()
    role = connection.execute(
        "SELECT position, organisation"
        + newest.format(table="roles", where="TRUE").replace("ORDER BY", "ORDER BY roles.former,"),
        (entity,),
    ).fetchone()
    parts = [" ".join(json.loads(title[0]))] if title else []
    if role:
        parts.append(office_text(role[0], role[1]))
    return ", ".join(parts)
