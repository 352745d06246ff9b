"""The page of a name: all the corpus knows about a person, an organisation or a place."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple, cast

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import texts_by_ids
from tui.library.in_force import find_facts, followed
from tui.library.links import article_total
from tui.library.name_search import namesakes, shown_name
from tui.library.namesakes import find_entity, is_waiting
from tui.model.fact import Figure, Kind
from tui.model.result import (
    Citation,
    EntityPage,
    FigureGiven,
    LinkKind,
    LinkReason,
    RoleHeld,
    StatementHeld,
)
from tui.model.span import Span
from tui.related.echoes import same_sayings
from tui.related.offices import OfficeSeen, merge_offices
from tui.text.folding import fold

BESIDE = 12
"""Names of one kind shown beside a name."""
FIRST = 40
"""Articles of the first answer for a name in very many; what the whole one adds takes longer the more there
are."""
MOST_READ = 20_000
"""Articles of a name whose offices, forms and dates are read for its page, newest first."""
LISTED = 200
"""Articles of a name listed on its page, newest first; the list of articles shows all of them."""
MOST_SAID = 400
"""Statements of a name whose words are read, newest first."""
MOST_GIVEN = 200
"""Articles in which a name says something whose figures are read, newest first."""


def entity_page(connection: sqlite3.Connection, key: str, *, whole: bool = True) -> EntityPage | None:
    """All the corpus knows about the name `key`, or None where no article names it.

    Articles are newest first. Roles are merged over spellings, the latest cited first; statements with the
    same words are one, with every article that carries it. Of a name in more than `MOST_READ` articles the
    newest are read; counts are of all. Not `whole`, a name in more than `FIRST` articles has only what the
    newest of them say, in no more time than a rare one takes; the page says so itself.
    """
    entity_id = find_entity(connection, key) or find_entity(connection, followed(connection, key))
    if entity_id is None:
        return None
    key, kind, total = connection.execute(
        "SELECT key, kind, articles FROM entities WHERE id = ?", (entity_id,)
    ).fetchone()
    whole = whole or total <= FIRST
    rows = _rows(connection, entity_id, total, MOST_READ if whole else FIRST)
    if not rows:
        return None
    names: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    articles: dict[int, Citation] = {}
    for article, name, start, stop, _telling, its_forms, its_titles, *cited in rows:
        digest, dated, outlet, title, date_inferred, title_inferred = cited
        names[name] += 1
        forms.update(json.loads(its_forms) if its_forms else (name,))
        titles.update(set(json.loads(its_titles)) if its_titles else ())
        articles[article] = Citation(
            article,
            digest,
            dated,
            outlet,
            title,
            Span(start, stop),
            date_inferred=bool(date_inferred),
            title_inferred=bool(title_inferred),
        )
    said = _said(connection, entity_id, articles)
    page = EntityPage(
        key=key,
        name=shown_name(names),
        kind=cast(Kind, kind),
        titles=tuple(titles.most_common()),
        forms=tuple(form for form, _count in forms.most_common()),
        roles=_roles(connection, entity_id, articles),
        statements=_statements(connection, said[:MOST_SAID], articles),
        articles=tuple(articles.values())[:LISTED],
        article_count=total,
        mention_count=None,
        beside=(),
        confidence="high" if any(row[4] for row in rows) else "low",
        whole=False,
    )
    if not whole:
        return page
    (mentions,) = connection.execute(
        "SELECT sum(mentions) FROM named WHERE entity = ?", (entity_id,)
    ).fetchone()
    return replace(
        page,
        whole=True,
        mention_count=int(mentions),
        months=tuple(_months(citation.dated for citation in articles.values())),
        figures=_figures(connection, said, articles),
        beside=_beside(connection, entity_id),
        links=_links(connection, entity_id, articles),
        namesakes=namesakes(connection, entity_id),
        settled=len(rows) == 1 or not is_waiting(connection, entity_id),
    )


_COLUMNS = (
    "named.article, named.name, named.start, named.stop, named.telling, named.forms, named.titles,"
    " articles.digest, articles.dated, articles.outlet, articles.title,"
    " articles.date_origin NOT IN ('published'), articles.title_inferred"
)
_SPELLINGS = 500
"""Articles that say how a name beside another is spelt."""
_WALK = 8
"""Of a name spread evenly over time the newest articles are found among so many times as few as hold them;
where they are not, all articles of the name are put in order."""


def _rows(connection: sqlite3.Connection, entity: int, total: int, count: int) -> list[tuple[Any, ...]]:
    """What the newest `count` articles say of a name, with their rows of the list; newest first."""
    if count * _WALK < total:
        walked = _WALK * count * article_total(connection) // total
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM (SELECT id FROM articles ORDER BY newest, file LIMIT ?) AS latest"
            " CROSS JOIN named ON named.entity = ? AND named.article = latest.id"
            " CROSS JOIN articles ON articles.id = latest.id LIMIT ?",
            (walked, entity, count),
        ).fetchall()
        if len(rows) == count:
            return rows
    return connection.execute(
        f"SELECT {_COLUMNS} FROM named JOIN articles ON articles.id = named.article WHERE named.entity = ?"
        " ORDER BY articles.newest, articles.file LIMIT ?",
        (entity, count),
    ).fetchall()


def _months(dates: Iterable[str | None]) -> Iterator[tuple[str, int]]:
    """(`YYYY-MM`, articles) of every month that has any, in order."""
    counts = Counter(dated[:7] for dated in dates if dated and len(dated) >= 7)
    yield from sorted(counts.items())


def _links(
    connection: sqlite3.Connection, entity: int, articles: dict[int, Citation]
) -> tuple[LinkReason, ...]:
    """Why the articles are of one person: each fact once, with the newest two articles that it ties."""
    newest = {article: index for index, article in enumerate(articles)}
    tied: dict[tuple[LinkKind, str], set[int]] = {}
    pairs: dict[tuple[LinkKind, str], tuple[list[int], str]] = {}
    for one, other, kind, key, text in connection.execute(
        "SELECT article, other, kind, key, text FROM merged WHERE entity = ?", (entity,)
    ):
        if one not in newest or other not in newest:
            continue
        tied.setdefault((kind, key), set()).update((one, other))
        pair = sorted((one, other), key=newest.__getitem__)
        kept = pairs.get((kind, key))
        if kept is None or [newest[at] for at in pair] < [newest[at] for at in kept[0]]:
            pairs[kind, key] = pair, text
    found = [
        LinkReason(kind, pairs[kind, key][1], len(members), *(articles[at] for at in pairs[kind, key][0]))
        for (kind, key), members in tied.items()
    ]
    return tuple(sorted(found, key=lambda reason: (-reason.article_count, reason.kind, reason.text)))


def _cited(citation: Citation, start: int, stop: int) -> Citation:
    return replace(citation, span=Span(start, stop))


def _roles(
    connection: sqlite3.Connection, entity: int, articles: Mapping[int, Citation]
) -> tuple[RoleHeld, ...]:
    seen = [
        OfficeSeen(position, organisation, bool(former), _cited(articles[article], start, stop))
        for article, position, organisation, former, start, stop in _of_articles(
            connection, "roles", "position, organisation, former, start, stop", entity, articles
        )
    ]
    newest = {article: index for index, article in enumerate(articles)}
    seen.sort(key=lambda item: (newest[item.source.article_id], item.source.span))
    held = []
    for office in merge_offices(seen, long_forms=read_abbreviations().items()):
        days = sorted(source.dated for source in office.sources if source.dated)
        held.append(
            RoleHeld(
                office.position,
                office.organisation,
                office.former,
                days[0] if days else None,
                days[-1] if days else None,
                office.sources,
            )
        )
    return tuple(held)


def _of_articles(
    connection: sqlite3.Connection, table: str, columns: str, entity: int, articles: Mapping[int, Citation]
) -> Iterator[tuple[Any, ...]]:
    """(article, `columns`) of the rows of a table that these articles have of a name."""
    query = f"SELECT article, {columns} FROM {table} WHERE entity = ?"
    if len(articles) <= FIRST:
        for article in articles:
            yield from connection.execute(f"{query} AND article = ?", (entity, article))
        return
    for row in connection.execute(query, (entity,)):
        if row[0] in articles:
            yield row


class _Said(NamedTuple):
    """Where a statement of the name stands."""

    article: int
    start: int
    stop: int
    verb: str | None


def _said(connection: sqlite3.Connection, entity: int, articles: Mapping[int, Citation]) -> list[_Said]:
    """The statements of a name in these articles, in their order."""
    newest = {article: index for index, article in enumerate(articles)}
    found = map(_Said._make, _of_articles(connection, "statements", "start, stop, verb", entity, articles))
    return sorted(found, key=lambda said: (newest[said.article], said.start))


def _statements(
    connection: sqlite3.Connection, said: Sequence[_Said], articles: Mapping[int, Citation]
) -> tuple[StatementHeld, ...]:
    texts = texts_by_ids(connection, dict.fromkeys(item.article for item in said))
    said = [item for item in said if item.article in texts]
    sayings = [texts[item.article][item.start : item.stop] for item in said]
    held = []
    for group in same_sayings(sayings):
        longest = max((sayings[index] for index in group), key=len)
        citations = tuple(
            _cited(articles[said[index].article], said[index].start, said[index].stop) for index in group
        )
        verb = next((verb for index in group if (verb := said[index].verb)), None)
        held.append(StatementHeld(longest, verb, citations))
    return tuple(held)


def _figures(
    connection: sqlite3.Connection, said: Sequence[_Said], articles: Mapping[int, Citation]
) -> tuple[FigureGiven, ...]:
    """The figures inside the statements of a name, as they come; one that several articles print is one."""
    spans: dict[int, list[Span]] = {}
    for item in said:
        spans.setdefault(item.article, []).append(Span(item.start, item.stop))
    given: dict[tuple[str, str, str], tuple[Figure, list[Citation]]] = {}
    for article, statements in islice(spans.items(), MOST_GIVEN):
        extraction = find_facts(connection, article)
        for figure in extraction.figures if extraction else ():
            if any(statement.covers(figure.evidence) for statement in statements):
                told = (fold(figure.text), fold(figure.what or ""), fold(figure.period or ""))
                cited = _cited(articles[article], figure.evidence.start, figure.evidence.stop)
                given.setdefault(told, (figure, []))[1].append(cited)
    return tuple(FigureGiven(figure, tuple(cited)) for figure, cited in given.values())


def _beside(connection: sqlite3.Connection, entity: int) -> tuple[tuple[str, str, Kind, int], ...]:
    """(key, name, kind, shared articles) of the names that share most articles, `BESIDE` of each kind."""
    rows = connection.execute(
        "SELECT other.entity, count(*) AS shared"
        " FROM (SELECT article FROM named WHERE entity = ? LIMIT ?) AS own"
        " JOIN named AS other ON other.article = own.article AND other.entity <> ? AND other.telling"
        " GROUP BY other.entity ORDER BY shared DESC, other.entity LIMIT ?",
        (entity, MOST_READ, entity, 40 * BESIDE),
    ).fetchall()
    room: Counter[str] = Counter()
    found: list[tuple[str, str, Kind, int]] = []
    for other, shared in rows:
        key, kind = connection.execute("SELECT key, kind FROM entities WHERE id = ?", (other,)).fetchone()
        if room[kind] >= BESIDE:
            continue
        room[kind] += 1
        names = connection.execute(
            "SELECT name, count(*) FROM (SELECT name FROM named WHERE entity = ? LIMIT ?) GROUP BY name",
            (other, _SPELLINGS),
        ).fetchall()
        found.append((key, shown_name(dict(names)), kind, shared))
    return tuple(found)
