"""Articles, events and statements of a list over time: how many at each step, and what stands at one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from tui.library.articles import heads_by_ids, texts_by_ids
from tui.library.in_force import find_facts
from tui.model.chronology import LENGTHS, Chronology, Moment, Series, Step
from tui.model.result import ArticleHead
from tui.model.span import Span

SECONDS = 30.0
"""A million articles take some seconds."""

_ROWS: dict[Series, str] = {
    "articles": (
        "SELECT id AS article, dated AS day, date_origin = 'published' AS own, 1 AS count FROM articles"
    ),
    "events": "SELECT article, day, own, 1 AS count FROM happenings",
    "statements": (
        "SELECT said.article, dated AS day, date_origin = 'published' AS own, said.count AS count"
        " FROM (SELECT article, count(*) AS count FROM statements GROUP BY article) AS said"
        " JOIN articles ON articles.id = said.article"
    ),
}
"""Article, day (or NULL), whether it is stated, how many."""


def count_over_time(
    connection: sqlite3.Connection, series: Series, step: Step, only: AbstractSet[int] | None = None
) -> Chronology:
    """How many of a series stand at each step of time, in all articles or in `only` some.

    One look at every row: some tenths of a second for 100,000 articles.
    """
    length = LENGTHS[step]
    among, values = _among(only)
    rows = connection.execute(
        f"SELECT substr(day, 1, {length}), own, sum(count) FROM ({_ROWS[series]}) AS each"
        f" WHERE length(day) >= {length}{among} GROUP BY 1, 2",
        values,
    ).fetchall()
    (undated,) = connection.execute(
        f"SELECT coalesce(sum(count), 0) FROM ({_ROWS[series]}) AS each"
        f" WHERE (day IS NULL OR length(day) < {length}){among}",
        values,
    ).fetchone()
    counts: dict[str, int] = {}
    for when, _own, count in rows:
        counts[when] = counts.get(when, 0) + count
    inferred = sum(count for _when, own, count in rows if not own)
    return Chronology(step, series, tuple(sorted(counts.items())), int(undated), int(inferred))


def _among(only: AbstractSet[int] | None) -> tuple[str, tuple[str, ...]]:
    if only is None:
        return "", ()
    return " AND article IN (SELECT value FROM json_each(?))", (json.dumps(sorted(only)),)


def moments_at(
    connection: sqlite3.Connection,
    series: Series,
    when: str,
    limit: int,
    only: AbstractSet[int] | None = None,
) -> tuple[Moment, ...]:
    """The first `limit` of a series whose day begins with `when` (`2024`, `2024-03`), earliest first."""
    among, values = _among(only)
    if series == "events":
        rows = connection.execute(
            f"SELECT article, number, day, own FROM happenings WHERE substr(day, 1, ?) = ?{among}"
            " ORDER BY day, article, number LIMIT ?",
            (len(when), when, *values, limit),
        ).fetchall()
        return tuple(_events(connection, rows))
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT id AS article FROM articles WHERE substr(dated, 1, ?) = ?{among}"
            " ORDER BY dated, file LIMIT ?",
            (len(when), when, *values, limit),
        )
    ]
    heads = heads_by_ids(connection, ids)
    if series == "articles":
        return tuple(_moment(heads[article]) for article in ids if article in heads)
    return tuple(_statements(connection, ids, heads, limit))


def _moment(head: ArticleHead, text: str = "", aside: str = "", span: Span | None = None) -> Moment:
    return Moment(head, head.dated or "", head.date_inferred, text, aside, span)


def _events(connection: sqlite3.Connection, rows: Sequence[tuple[int, int, str, int]]) -> Iterator[Moment]:
    heads = heads_by_ids(connection, list({row[0] for row in rows}))
    for article, number, day, own in rows:
        extraction = find_facts(connection, article)
        if article in heads and extraction is not None and number < len(extraction.events):
            event = extraction.events[number]
            yield Moment(heads[article], day, not own, event.name, event.place or "", event.evidence)


def _statements(
    connection: sqlite3.Connection, ids: Sequence[int], heads: dict[int, ArticleHead], limit: int
) -> Iterator[Moment]:
    left = limit
    for article in ids:
        rows = connection.execute(
            "SELECT statements.start, statements.stop, named.name FROM statements"
            " LEFT JOIN named ON named.entity = statements.entity AND named.article = statements.article"
            " WHERE statements.article = ? ORDER BY statements.start LIMIT ?",
            (article, left),
        ).fetchall()
        text = texts_by_ids(connection, [article]).get(article, "") if rows else ""
        for start, stop, name in rows:
            if article in heads:
                yield _moment(heads[article], text[start:stop], name or "", Span(start, stop))
        left -= len(rows)
        if left <= 0:
            return
