"""Values of facets that were chosen, as conditions on the rows of the list."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from itertools import groupby

from tui.library.articles import READ, has_shelf
from tui.library.facets import MARKS_SINCE, then_and_now
from tui.model.facet import SINGLE, FacetChoice, FacetField

Condition = tuple[str, list[object]]
"""A condition on a row of `articles`, and the values of its marks."""

_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?", re.ASCII)


def conditions_of(connection: sqlite3.Connection, chosen: Iterable[FacetChoice]) -> list[Condition]:
    """What a row must hold to have all that was chosen, and nothing that was excluded.

    Of a field with one value at most any of those chosen will do.
    """
    found: list[Condition] = []
    ordered = sorted(chosen, key=lambda choice: (choice.excluded, choice.field))
    for (excluded, field), group in groupby(ordered, key=lambda choice: (choice.excluded, choice.field)):
        each = [_condition(connection, choice) for choice in group]
        if excluded:
            found += [(f"({sql}) IS NOT TRUE", values) for sql, values in each]
        elif field in SINGLE:
            values = [value for _sql, its in each for value in its]
            found.append((f"({' OR '.join(f'({sql})' for sql, _values in each)})", values))
        else:
            found += each
    return found


def _condition(connection: sqlite3.Connection, choice: FacetChoice) -> Condition:
    match choice.field:
        case "person" | "organisation":
            return _named(connection, choice)
        case "place_now" | "place_then":
            return _place(connection, choice.field, choice.key)
        case "outlet":
            return ("articles.outlet = ?", [choice.key]) if choice.key else ("articles.outlet IS NULL", [])
        case "month":
            return _months(choice.key)
        case "tag":
            return _tag(connection, choice.key)
        case "mark":
            return _mark(connection, choice.key)


def _named(connection: sqlite3.Connection, choice: FacetChoice) -> Condition:
    """Who or what was chosen; where the library was read anew and has no such key, all that are called so.

    Of namesakes the key also says which (`person:lê hà@3f0c`): articles that came may have told them apart.
    """
    known = connection.execute(
        "SELECT id FROM entities WHERE key = ? AND articles > 0", (choice.key,)
    ).fetchall()
    if not known:
        key = choice.key.partition("@")[0]
        known = connection.execute(
            "SELECT id FROM entities WHERE (key = ? OR (key > ? || '@' AND key < ? || 'A')) AND articles > 0",
            (key, key, key),
        ).fetchall()
    if not known:
        return "FALSE", []
    return (
        "articles.id IN (SELECT named.article FROM json_each(?) AS each CROSS JOIN named"
        " ON named.entity = each.value)",
        [json.dumps([row[0] for row in known])],
    )


def _place(connection: sqlite3.Connection, field: FacetField, key: str) -> Condition:
    if not key:
        return "articles.place IS NULL", []
    wanted: list[str] = []
    values: list[object] = []
    pairs = "SELECT DISTINCT place, place_now FROM articles NOT INDEXED WHERE place IS NOT NULL"
    for place, place_now in connection.execute(pairs).fetchall():
        then, now = then_and_now(connection, place, place_now)
        if (now if field == "place_now" else then) == key:
            wanted.append("(articles.place = ? AND articles.place_now IS ?)")
            values += [place, place_now]
    return " OR ".join(wanted) or "FALSE", values


def _months(key: str) -> Condition:
    """`2024-03`, `2024` (the days of which only the year is known) or `2024-03..2024-05`.

    A stretch of months holds an article of which only the year is known if it holds the whole year.
    """
    if not key:
        return "articles.dated IS NULL", []
    first, dots, last = key.partition("..")
    low, high = _MONTH.fullmatch(first), _MONTH.fullmatch(last if dots else first)
    if low is None or high is None:
        return "FALSE", []
    if not dots:
        return "articles.oldest / 100 = ?", [int(low[1]) * 100 + int(low[2] or 0)]
    from_month = int(low[1]) * 100 + int(low[2] or 1)
    to_month = int(high[1]) * 100 + int(high[2] or 12)
    from_year = int(low[1]) + (from_month % 100 > 1)
    to_year = int(high[1]) - (to_month % 100 < 12)
    return (
        "CASE WHEN articles.oldest % 10000 THEN articles.oldest / 100 BETWEEN ? AND ?"
        " ELSE articles.oldest / 10000 BETWEEN ? AND ? END",
        [from_month, to_month, from_year, to_year],
    )


def _tag(connection: sqlite3.Connection, tag: str) -> Condition:
    if not _has_marks(connection):
        return "FALSE", []
    return "articles.digest IN (SELECT digest FROM shelf.tags WHERE tag = ?)", [tag]


def _mark(connection: sqlite3.Connection, mark: str) -> Condition:
    read = READ if has_shelf(connection) else "FALSE"
    match mark:
        case "read":
            return read, []
        case "unread":
            return f"NOT {read}", []
        case "star" if _has_marks(connection):
            return "articles.digest IN (SELECT digest FROM shelf.stars)", []
    return "FALSE", []


def _has_marks(connection: sqlite3.Connection) -> bool:
    if not has_shelf(connection):
        return False
    (version,) = connection.execute("PRAGMA shelf.user_version").fetchone()
    return bool(version >= MARKS_SINCE)
