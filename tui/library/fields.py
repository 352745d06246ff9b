"""The fields of a query as conditions on the rows of the list: names, days, marks and numbers, no text read.

A name is found by its words, folded unless typed with tones: one after the other in the name, or where no
name has them so, all of them somewhere in it. A place is also found by its province, as it was then and as it
is today.
"""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Literal

from tui.lexicon.abbreviations import read_abbreviations
from tui.lexicon.lexicon import read_table
from tui.library.articles import READ, has_shelf
from tui.library.chosen import Condition
from tui.library.facets import MARKS_SINCE
from tui.library.figures import articles_with
from tui.library.name_lines import lines_with
from tui.library.storing import LAST
from tui.model.query import (
    All,
    Amount,
    Any,
    Clause,
    Days,
    Field,
    FieldName,
    Named,
    Not,
    Remark,
    RemarkKind,
    State,
    Term,
    Word,
)
from tui.model.span import Span
from tui.resources import resource
from tui.search.days import day_range
from tui.search.query import readings, slots
from tui.text.words import plain_words, toned

TextCondition = Callable[[Term, bool], Condition]
"""What a row must hold to have a term; the second is true inside of an odd number of exclusions."""

Joined = Literal["all", "any"]
TextIds = Callable[[tuple[Term, ...], Joined, bool], set[int]]
"""The articles that have all of some terms, or any; the last is true in an odd number of exclusions."""

NONE: Condition = ("FALSE", [])
_KEYS_OF = {"person": "person", "organisation": "organisation"}


class Fields:
    """The fields of one query, put to one library."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        self.remarks: list[Remark] = []
        self._entities: set[int] = set()

    def condition(self, clause: Clause, text: TextCondition, *, excluded: bool = False) -> Condition:
        """What a row of `articles` must hold to have what `clause` asks; it is true or false, never NULL."""
        if isinstance(clause, Term):
            return text(clause, excluded)
        if isinstance(clause, Field):
            before = set(self._entities)
            found = self._field(clause)
            if excluded:
                self._entities = before
            return found
        if isinstance(clause, Not):
            sql, values = self.condition(clause.clause, text, excluded=not excluded)
            return f"NOT ({sql})", values
        joined = " AND " if isinstance(clause, All) else " OR "
        return _joined(joined, (self.condition(part, text, excluded=excluded) for part in clause.clauses))

    def ids(self, clauses: Iterable[Clause], text: TextIds) -> set[int]:
        """The articles that have everything, as `condition` would choose them."""
        return self._ids(All(tuple(clauses)), text, excluded=False)

    def _ids(self, clause: Clause, text: TextIds, *, excluded: bool) -> set[int]:
        if isinstance(clause, Term):
            return text((clause,), "all", excluded)
        if isinstance(clause, Field):
            sql, values = self.condition(clause, _no_text, excluded=excluded)
            return {
                row[0] for row in self._connection.execute(f"SELECT id FROM articles WHERE {sql}", values)
            }
        if isinstance(clause, Not):
            return set(self.everything).difference(self._ids(clause.clause, text, excluded=not excluded))
        # several words at once cost one look into the texts
        terms = tuple(part for part in clause.clauses if isinstance(part, Term))
        how: Joined = "all" if isinstance(clause, All) else "any"
        each = [text(terms, how, excluded)] if terms else []
        each += [
            self._ids(part, text, excluded=excluded) for part in clause.clauses if not isinstance(part, Term)
        ]
        if isinstance(clause, All):
            return set.intersection(*each) if each else set(self.everything)
        return set.union(*each)

    @cached_property
    def everything(self) -> frozenset[int]:
        """All articles."""
        return _everything.get(self._connection)

    def mentions(self, articles: Iterable[int]) -> dict[int, list[Span]]:
        """Where these articles first name what fields ask for."""
        if not self._entities:
            return {}
        found: dict[int, list[Span]] = {}
        rows = self._connection.execute(
            "SELECT named.article, named.start, named.stop FROM json_each(?) AS each CROSS JOIN named"
            " ON named.article = each.value WHERE named.entity IN (SELECT value FROM json_each(?))",
            (json.dumps(list(articles)), json.dumps(sorted(self._entities))),
        )
        for article_id, start, stop in rows:
            found.setdefault(article_id, []).append(Span(start, stop))
        return found

    def _field(self, field: Field) -> Condition:
        return _joined(" OR ", (self._value(field.name, value) for value in field.values))

    def _value(self, name: FieldName, value: Named | Days | Amount | State) -> Condition:
        if isinstance(value, Days):
            return self._days(name, value)
        if isinstance(value, Amount):
            ids = articles_with(self._connection, value)
            return self._told(_among("articles.id", ids), name, value.typed, found=bool(ids))
        if isinstance(value, State):
            return self._state(value)
        found = self._named(name, value)
        return self._told(found, name, value.typed, found=found != NONE)

    def _told(self, condition: Condition, name: FieldName, typed: str, *, found: bool) -> Condition:
        if not found:
            self._remark("nothing", name, typed)
        return condition

    def _remark(self, kind: RemarkKind, name: FieldName, typed: str, *found: str, count: int = 0) -> None:
        remark = Remark(kind, name, typed, found, count)
        if remark not in self.remarks:
            self.remarks.append(remark)

    # names

    def _named(self, name: FieldName, value: Named) -> Condition:
        match name:
            case "person" | "organisation":
                return self._naming(entities_named(self._connection, _KEYS_OF[name], value.words))
            case "place":
                return self._place(value)
            case "outlet":
                return self._outlet(value)
            case "tag":
                return self._tag(value)
            case _:
                return self._title(value)

    def _naming(self, entities: Iterable[int]) -> Condition:
        chosen = list(entities)
        if not chosen:
            return NONE
        self._entities.update(chosen)
        return (
            "articles.id IN (SELECT named.article FROM json_each(?) AS each CROSS JOIN named"
            " ON named.entity = each.value)",
            [json.dumps(chosen)],
        )

    def _place(self, value: Named) -> Condition:
        """Places of the name, and those in a province of the name, of then or of today."""
        rows = self._connection.execute(
            "SELECT id, substr(key, 7), (SELECT full FROM named WHERE entity = entities.id LIMIT 1)"
            " FROM entities WHERE kind = 'place' AND articles > 0"
        ).fetchall()
        names = {entity: key.partition(" (")[0] for entity, key, _full in rows}
        found = set(_chosen(names.items(), value.words))
        wanted = [word.folded for word in value.words]
        for entity, _key, full in rows:
            for province in (full or "").split(" → "):
                if plain_words(province) == wanted and _has_tones(province, value.words):
                    found.add(entity)
        merged = [
            then for then, now in _provinces() if then != now and plain_words(now) == wanted
            and _has_tones(now, value.words)
        ]  # fmt: skip
        if merged and found:
            self._remark("merged", "place", value.typed, *merged)
        return self._naming(sorted(found))

    def _outlet(self, value: Named) -> Condition:
        keys = _chosen(((key, outlet) for outlet, key in outlets(self._connection)), value.words)
        if not keys:
            return NONE
        return (
            "articles.id IN (SELECT of_outlet.id FROM json_each(?) AS each CROSS JOIN articles AS of_outlet"
            " ON of_outlet.by_outlet >= each.value || char(31)"
            " AND of_outlet.by_outlet < each.value || char(32))",
            [json.dumps(keys)],
        )

    def _tag(self, value: Named) -> Condition:
        if not self._has_marks():
            return NONE
        tags = [row[0] for row in self._connection.execute("SELECT DISTINCT tag FROM shelf.tags")]
        chosen = _chosen(((tag, tag) for tag in tags), value.words)
        wanted = [word.folded for word in value.words]
        chosen = [tag for tag in chosen if plain_words(tag) == wanted] or chosen
        if not chosen:
            return NONE
        return (
            "articles.digest IN (SELECT digest FROM json_each(?) AS each CROSS JOIN shelf.tags"
            " ON tags.tag = each.value)",
            [json.dumps(chosen)],
        )

    def _title(self, value: Named) -> Condition:
        longest = max((word.folded for word in value.words), key=len)
        rows = self._connection.execute(
            "SELECT id, title FROM articles NOT INDEXED WHERE instr(filter_text, ?) > 0", (longest,)
        )
        return _among("articles.id", _chosen(rows, value.words))

    # days and marks

    def _days(self, name: FieldName, days: Days) -> Condition:
        first, last = day_range(days, self._today)
        if name == "from":
            last = day_range(Days("", None, None), self._today)[1]
        elif name == "to":
            first = 0
        return days_condition(first, last)

    def _state(self, value: State) -> Condition:
        if value.name == "undated":
            return "articles.oldest = ?", [LAST]
        if value.name in ("read", "unread"):
            read = READ if has_shelf(self._connection) else "FALSE"
            return (read, []) if value.name == "read" else (f"NOT {read}", [])
        if not self._has_marks():
            return NONE
        table = {"star": "stars", "tagged": "tags"}.get(value.name)
        chosen = (
            f"SELECT digest FROM shelf.{table}"
            if table
            else "SELECT digest FROM shelf.notes WHERE json_extract(note, '$.deleted') IS NOT 1"
        )
        return f"articles.digest IN ({chosen})", []

    def _has_marks(self) -> bool:
        if not has_shelf(self._connection):
            return False
        (version,) = self._connection.execute("PRAGMA shelf.user_version").fetchone()
        return bool(version >= MARKS_SINCE)

    def tell_inferred(self, clauses: Iterable[Clause], ids: Iterable[int]) -> None:
        """Say how many of the articles found count by a day that was inferred, where days were asked for."""
        asked = next((field for field in _fields_in(clauses) if field.name in ("date", "from", "to")), None)
        if asked is None:
            return
        (count,) = self._connection.execute(
            "SELECT count(*) FROM json_each(?) AS each CROSS JOIN articles ON articles.id = each.value"
            " WHERE date_origin <> 'published'",
            (json.dumps(list(ids)),),
        ).fetchone()
        if count:
            self._remark("inferred", asked.name, "", count=count)


class _Everything:
    """The articles of the library asked last, until it changes; for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[tuple[object, ...], frozenset[int]] = ((), frozenset())

    def get(self, connection: sqlite3.Connection) -> frozenset[int]:
        file = next(row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main")
        # a library that was built anew counts its generations anew
        state = "SELECT generation, articles, (SELECT min(id) FROM articles), (SELECT max(id) FROM articles)"
        key = (file, *connection.execute(f"{state} FROM state").fetchone())
        with self._lock:
            if file and self._kept[0] == key:
                return self._kept[1]
        ids = frozenset([row[0] for row in connection.execute("SELECT id FROM articles").fetchall()])
        with self._lock:
            self._kept = key, ids
        return ids


_everything = _Everything()


def _no_text(_term: Term, _excluded: bool) -> Condition:
    return NONE


def _fields_in(clauses: Iterable[Clause]) -> Iterator[Field]:
    for clause in clauses:
        if isinstance(clause, Field):
            yield clause
        elif isinstance(clause, Not):
            yield from _fields_in((clause.clause,))
        elif isinstance(clause, All | Any):
            yield from _fields_in(clause.clauses)


def _joined(how: str, parts: Iterable[Condition]) -> Condition:
    each = list(parts)
    sql = how.join(f"({part})" for part, _values in each)
    return sql or "TRUE", [value for _part, values in each for value in values]


def _among(column: str, ids: Iterable[int]) -> Condition:
    chosen = list(ids)
    return (f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(chosen)]) if chosen else NONE


def days_condition(first: int, last: int) -> Condition:
    """Articles of days from `first` to `last` (`yyyymmdd`).

    An article of which only the month or the year is known counts where all of that lies within.
    """
    if first > last:
        return NONE
    if first % 100 == 1:
        first -= 1
        if first % 10_000 == 100:
            first -= 100
    partial = []
    if not _ends_month(last):
        partial.append(last // 100 * 100)
    if last % 10_000 != 1231:
        partial.append(last // 10_000 * 10_000)
    sql = "articles.oldest BETWEEN ? AND ?" + " AND articles.oldest <> ?" * len(partial)
    return sql, [first, last, *partial]


def _ends_month(day: int) -> bool:
    year, month, of_month = day // 10_000, day // 100 % 100, day % 100
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return False
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 or month < 12 else None
    return of_month == ((following.toordinal() - date(year, month, 1).toordinal()) if following else 31)


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    """(province of then, province it belongs to today)."""
    return tuple((row[0], row[2]) for row in read_table(resource("lexicon/data") / "provinces.tsv"))


# names by their words


def entities_named(connection: sqlite3.Connection, kind: str, words: tuple[Word, ...]) -> list[int]:
    """People or bodies that are called so, abbreviations of bodies read both ways."""
    found = _entities(connection, kind, words)
    if kind == "organisation":
        slot = slots([Term(words)], read_abbreviations())
        for form in readings(slot)[1:]:
            found += _entities(connection, kind, tuple(Word(word, word, None) for word in form.words))
    return list(dict.fromkeys(found))


def _entities(connection: sqlite3.Connection, kind: str, words: tuple[Word, ...]) -> list[int]:
    whole = f" {' '.join(word.folded for word in words)} "
    ids = [entity for entity, _name in lines_with(connection, kind, whole)]
    if not ids and len(words) > 1:
        longest = max((word.folded for word in words), key=len)
        ids = [
            entity
            for entity, name in lines_with(connection, kind, f" {longest} ")
            if all(f" {word.folded} " in name for word in words)
        ]
    if not any(word.toned for word in words):
        return ids
    rows = connection.execute(
        "SELECT entities.id, substr(entities.key, instr(entities.key, ':') + 1) FROM json_each(?) AS each"
        " CROSS JOIN entities ON entities.id = each.value",
        (json.dumps(ids),),
    )
    return [entity for entity, name in rows if _has_tones(name, words)]


def _chosen(names: Iterable[tuple[object, str]], words: tuple[Word, ...]) -> list:  # type: ignore[type-arg]
    """The keys of the names that hold the words, one after the other where any does."""
    whole = f" {' '.join(word.folded for word in words)} "
    together, apart = [], []
    for key, name in names:
        folded = f" {' '.join(plain_words(name))} "
        if whole in folded:
            if _has_tones(name, words):
                together.append(key)
        elif all(f" {word.folded} " in folded for word in words) and _has_tones(name, words):
            apart.append(key)
    return together or apart


def _has_tones(name: str, words: tuple[Word, ...]) -> bool:
    """True when the words typed with tones stand so in a name."""
    marked = {word.toned for word in words if word.toned}
    return not marked or marked <= set(re.findall(r"[^\W_]+", toned(name)))


def outlets(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(outlet, what its rows begin with in the order by outlet); a step of the index each."""
    rows = connection.execute(
        "WITH RECURSIVE each (first) AS (SELECT min(by_outlet) FROM articles UNION ALL"
        " SELECT (SELECT min(by_outlet) FROM articles"
        " WHERE by_outlet >= substr(first, 1, instr(first, char(31)) - 1) || char(32))"
        " FROM each WHERE first IS NOT NULL)"
        " SELECT (SELECT outlet FROM articles WHERE by_outlet = first LIMIT 1),"
        " substr(first, 1, instr(first, char(31)) - 1) FROM each WHERE first IS NOT NULL"
    )
    return [(outlet, key) for outlet, key in rows if outlet is not None]
