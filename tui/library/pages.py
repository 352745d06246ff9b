"""The page of a name: all the corpus knows about a person, an organisation or a place."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import replace
from typing import cast

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import texts_by_ids
from tui.library.name_search import namesakes, shown_name
from tui.library.namesakes import find_entity, is_waiting
from tui.model.fact import Kind
from tui.model.result import Citation, EntityPage, LinkKind, LinkReason, RoleHeld, StatementHeld
from tui.model.span import Span
from tui.related.echoes import same_sayings
from tui.related.offices import OfficeSeen, merge_offices

BESIDE = 12
"""Names of one kind shown beside a name."""
MOST_CITED = 2_000
"""Articles of a name whose roles, statements and forms are read for its page, newest first."""


def entity_page(connection: sqlite3.Connection, key: str) -> EntityPage | None:
    """All the corpus knows about the name `key`, or None where no article names it.

    Articles are newest first. Roles are merged over spellings, the latest cited first; statements with the
    same words are one, with every article that carries it. Of a name in more than `MOST_CITED` articles the
    newest are read; counts are of all.
    """
    entity_id = find_entity(connection, key)
    if entity_id is None:
        return None
    key, kind = connection.execute("SELECT key, kind FROM entities WHERE id = ?", (entity_id,)).fetchone()
    rows = connection.execute(
        "SELECT named.article, named.name, named.start, named.stop, named.telling, named.forms, named.titles,"
        " articles.digest, articles.dated, articles.outlet, articles.title,"
        " articles.date_origin NOT IN ('published'), articles.title_inferred"
        " FROM named JOIN articles ON articles.id = named.article WHERE named.entity = ?"
        " ORDER BY articles.newest, articles.file LIMIT ?",
        (entity_id, MOST_CITED),
    ).fetchall()
    if not rows:
        return None
    mentions = connection.execute(
        "SELECT sum(mentions) FROM named WHERE entity = ?", (entity_id,)
    ).fetchone()[0]
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
    return EntityPage(
        key=key,
        name=shown_name(names),
        kind=cast(Kind, kind),
        titles=tuple(titles.most_common()),
        forms=tuple(form for form, _count in forms.most_common()),
        roles=_roles(connection, entity_id, articles),
        statements=_statements(connection, entity_id, articles),
        articles=tuple(articles.values()),
        mention_count=int(mentions),
        beside=_beside(connection, entity_id),
        confidence="high" if any(row[4] for row in rows) else "low",
        links=_links(connection, entity_id, articles),
        namesakes=namesakes(connection, entity_id),
        settled=len(rows) == 1 or not is_waiting(connection, entity_id),
    )


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
    connection: sqlite3.Connection, entity: int, articles: dict[int, Citation]
) -> tuple[RoleHeld, ...]:
    rows = connection.execute(
        "SELECT article, position, organisation, former, start, stop FROM roles WHERE entity = ?", (entity,)
    )
    seen = [
        OfficeSeen(position, organisation, bool(former), _cited(articles[article], start, stop))
        for article, position, organisation, former, start, stop in rows
        if article in articles
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


def _statements(
    connection: sqlite3.Connection, entity: int, articles: dict[int, Citation]
) -> tuple[StatementHeld, ...]:
    rows = connection.execute(
        "SELECT article, start, stop, verb FROM statements WHERE entity = ?", (entity,)
    ).fetchall()
    texts = texts_by_ids(connection, {row[0] for row in rows}.intersection(articles))
    newest = {article: index for index, article in enumerate(articles)}
    said = sorted((row for row in rows if row[0] in texts), key=lambda row: (newest[row[0]], row[1]))
    sayings = [texts[article][start:stop] for article, start, stop, _verb in said]
    held = []
    for group in same_sayings(sayings):
        longest = max((sayings[index] for index in group), key=len)
        citations = tuple(_cited(articles[said[index][0]], *said[index][1:3]) for index in group)
        verb = next((verb for index in group if (verb := said[index][3])), None)
        held.append(StatementHeld(longest, verb, citations))
    return tuple(held)


def _beside(connection: sqlite3.Connection, entity: int) -> tuple[tuple[str, str, Kind, int], ...]:
    """(key, name, kind, shared articles) of the names that share most articles, `BESIDE` of each kind."""
    rows = connection.execute(
        "SELECT other.entity, count(*) AS shared FROM named JOIN named AS other"
        " ON other.article = named.article AND other.entity <> named.entity AND other.telling"
        " WHERE named.entity = ? GROUP BY other.entity ORDER BY shared DESC, other.entity LIMIT ?",
        (entity, 40 * BESIDE),
    ).fetchall()
    room: Counter[str] = Counter()
    found: list[tuple[str, str, Kind, int]] = []
    for other, shared in rows:
        key, kind = connection.execute("SELECT key, kind FROM entities WHERE id = ?", (other,)).fetchone()
        if room[kind] >= BESIDE:
            continue
        room[kind] += 1
        names = connection.execute(
            "SELECT name, count(*) FROM named WHERE entity = ? GROUP BY name", (other,)
        ).fetchall()
        found.append((key, shown_name(dict(names)), kind, shared))
    return tuple(found)
