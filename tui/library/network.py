"""The network of names: who stands beside whom in some articles, counted from `named`.

What is read of the library are whole numbers in a few arrays, about 20 bytes for each name of an article.
Copies of one article are one unit: it names what any of them names, and ties two names once. Of an article
with very many names (a list of candidates, a table of results) only `MOST_NAMES` stand together, so that no
article costs more than its length: all ties of the corpus are counted in time linear in its names.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from heapq import nlargest, nsmallest
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from tui.library.duplicate_clusters import all_clusters
from tui.model.fact import Kind
from tui.model.network import TIED_KINDS, NetworkName
from tui.related.ties import tie_weight

MOST_NAMES = 100
"""Names of one article that stand together: people before organisations before places, then those mentioned
most. Of 3,756 real articles none names more than 64."""
MOST_ARTICLES = 300_000
"""Articles of a library that are counted, the newest."""
MOST_LISTED = 5_000
"""Names whose ties are counted for the list of all names, those in most articles."""
MOST_TIES = 2_000
"""Ties of one name that are told, the closest."""
_FEW = 8
"""Names are looked up article by article where only one in so many is counted."""

Stopped = Callable[[], bool]


class Counted(NamedTuple):
    """A tie of one name, in numbers of `Network`."""

    weight: float
    together: int
    other: int
    """Number of the other name."""
    first: int
    """First and last unit that names both and has a day; -1 where none has."""
    last: int


class Network:
    """The names of some articles by the units that name them. Names and units are numbers from 0.

    Units are in the order of their days, those without one first; the numbers of names are in the order of
    their entities.
    """

    def __init__(self, units: Units, names: Iterable[tuple[int, str, list[int]]], mentions: Mentions) -> None:
        """`names` are entity, kind and articles of each; `mentions` those of one article by entity."""
        self.days = units.days
        self.articles = units.articles
        self.members = units.members
        self.article_count = units.article_count
        self.unread = units.unread
        self.entities: array[int] = array("q")
        self.kinds = bytearray()
        """Of each name its place in `TIED_KINDS`."""
        self.cut = 0
        """Units with more than `MOST_NAMES` names."""
        self.names: dict[int, NetworkName] = {}
        """What names are called, as far as anybody asked."""
        self._dated_from = sum(1 for day in self.days if not day)
        self._units: array[int] = array("i")
        self._starts: array[int] = array("q", [0])
        self._fill(units, names)
        self._invert()
        self._cut_wide(mentions)

    def _fill(self, units: Units, names: Iterable[tuple[int, str, list[int]]]) -> None:
        of_article = units.of_article
        for entity, kind, articles in names:
            if kind not in TIED_KINDS:
                continue
            here = {of_article[article] for article in articles if article in of_article}
            if here:
                self.entities.append(entity)
                self.kinds.append(TIED_KINDS.index(kind))
                self._units.extend(sorted(here))
                self._starts.append(len(self._units))

    def _invert(self) -> None:
        """Make the names of each unit from the units of each name."""
        widths = Counter(self._units)
        self._name_starts: array[int] = array(
            "q", accumulate((widths[unit] for unit in range(len(self.days))), initial=0)
        )
        ends = array("q", self._name_starts)
        self._names: array[int] = array("i", bytes(4 * len(self._units)))
        for name in range(len(self.entities)):
            for unit in self.units_of(name):
                self._names[ends[unit]] = name
                ends[unit] += 1

    def _cut_wide(self, mentions: Mentions) -> None:
        """Let no more than `MOST_NAMES` names of a unit stand together."""
        starts = self._name_starts
        wide = [unit for unit in range(len(self.days)) if starts[unit + 1] - starts[unit] > MOST_NAMES]
        if not wide:
            return
        self.cut = len(wide)
        gone: dict[int, set[int]] = {}
        for unit in wide:
            said = mentions(self.members_of(unit))
            ranked = sorted(
                self.names_in(unit),
                key=lambda name: (self.kinds[name], -said.get(self.entities[name], 0), name),
            )
            for name in ranked[MOST_NAMES:]:
                gone.setdefault(name, set()).add(unit)
        kept: array[int] = array("i")
        ends: array[int] = array("q", [0])
        for name in range(len(self.entities)):
            without = gone.get(name)
            its = self.units_of(name)
            kept.extend(its if without is None else [unit for unit in its if unit not in without])
            ends.append(len(kept))
        self._units, self._starts = kept, ends
        self._invert()

    # what it holds

    def __len__(self) -> int:
        return len(self.entities)

    @property
    def total(self) -> int:
        """Units, those that name nothing too."""
        return len(self.days)

    def units_of(self, name: int) -> array[int]:
        """The units that name it, in order."""
        return self._units[self._starts[name] : self._starts[name + 1]]

    def names_in(self, unit: int) -> array[int]:
        """The names of a unit that stand together, in order."""
        return self._names[self._name_starts[unit] : self._name_starts[unit + 1]]

    def size_of(self, name: int) -> int:
        """How many units name it."""
        return self._starts[name + 1] - self._starts[name]

    def members_of(self, unit: int) -> Sequence[int]:
        """Its articles, the one that stands for it first."""
        return self.members.get(unit) or (self.articles[unit],)

    def find(self, entity: int) -> int | None:
        """The number of an entity; None where none of the articles names it."""
        at = bisect_right(self.entities, entity) - 1
        return at if at >= 0 and self.entities[at] == entity else None

    def day(self, unit: int) -> str | None:
        """The day of a unit: of its copies the earliest."""
        return (self.days[unit] or None) if unit >= 0 else None

    # ties

    def degrees(self, kinds: Collection[Kind], least: int, stopped: Stopped) -> list[tuple[int, int]]:
        """(ties, name) of the `MOST_LISTED` names of these kinds in most articles, most ties first."""
        wanted = {TIED_KINDS.index(kind) for kind in kinds}
        usable = (name for name in range(len(self)) if self.kinds[name] in wanted)
        largest = nlargest(MOST_LISTED, usable, key=lambda name: (self.size_of(name), -name))
        mask = self._mask(wanted)
        found = []
        for name in largest:
            stop_if(stopped)
            found.append((self._degree(self._together(name), mask, least), name))
        found.sort(key=lambda pair: (-pair[0], -self.size_of(pair[1]), pair[1]))
        return found

    def degree(self, name: int, kinds: Collection[Kind], least: int) -> int:
        """Other names of these kinds that stand with it in at least `least` units."""
        mask = self._mask({TIED_KINDS.index(kind) for kind in kinds})
        return self._degree(self._together(name), mask, least)

    def _mask(self, wanted: set[int]) -> bytes | None:
        """1 for each name of a wanted kind; None where all are."""
        if len(wanted) == len(TIED_KINDS):
            return None
        return bytes(self.kinds).translate(bytes(int(value in wanted) for value in range(256)))

    def _degree(self, together: Counter[int], mask: bytes | None, least: int) -> int:
        if mask is None:
            return len(together) if least <= 1 else sum(count >= least for count in together.values())
        if least <= 1:
            return sum(map(mask.__getitem__, together))
        return sum(count >= least and mask[other] for other, count in together.items())

    def _together(self, name: int) -> Counter[int]:
        """How many units each other name shares with it."""
        found: Counter[int] = Counter()
        for unit in self.units_of(name):
            found.update(self.names_in(unit))
        del found[name]
        return found

    def ties(
        self, name: int, kinds: Collection[Kind], least: int, stopped: Stopped
    ) -> tuple[int, list[Counted]]:
        """How many ties a name has, and the `MOST_TIES` closest of them, the closest first."""
        wanted = {TIED_KINDS.index(kind) for kind in kinds}
        together: Counter[int] = Counter()
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        units = self.units_of(name)
        for step, unit in enumerate(units):
            if not step % 256:
                stop_if(stopped)
            names = self.names_in(unit)
            together.update(names)
            if unit >= self._dated_from:
                last.update(dict.fromkeys(names, unit))
        for unit in reversed(units):
            if unit < self._dated_from:
                break
            first.update(dict.fromkeys(self.names_in(unit), unit))
        del together[name]
        own, total = len(units), self.total
        found = [
            (tie_weight(count, own, self.size_of(other), total), count, other)
            for other, count in together.items()
            if count >= least and self.kinds[other] in wanted
        ]
        closest = nsmallest(MOST_TIES, found, key=_closest)
        return len(found), [
            Counted(weight, count, other, first.get(other, -1), last.get(other, -1))
            for weight, count, other in closest
        ]

    def edges(
        self, kinds: Collection[Kind], least: int, limit: int, stopped: Stopped
    ) -> tuple[int, list[tuple[int, Counted]]]:
        """How many ties there are, and the `limit` closest as (name, tie to a later name)."""
        mask = self._mask({TIED_KINDS.index(kind) for kind in kinds})
        count, total = 0, self.total
        weights: dict[
            tuple[int, int, int], float
        ] = {}  # most ties are of few articles: the same counts again

        def found() -> Iterator[tuple[float, int, int, int]]:
            nonlocal count
            for name in range(len(self)):
                if not name % 64:
                    stop_if(stopped)
                own = self.size_of(name)
                if own < least or (mask is not None and not mask[name]):
                    continue
                for other, together in self._later(name):
                    if together < least or (mask is not None and not mask[other]):
                        continue
                    count += 1
                    counts = (together, own, self.size_of(other))
                    weight = weights.get(counts)
                    if weight is None:
                        weight = weights[counts] = tie_weight(*counts, total)
                    yield -weight, -together, name, other

        closest = nsmallest(limit, found())
        return count, [
            (name, Counted(-weight, -together, other, *self._between(name, other)))
            for weight, together, name, other in closest
        ]

    def _later(self, name: int) -> Iterable[tuple[int, int]]:
        """How many units each name with a higher number shares with it."""
        units = self.units_of(name)
        if len(units) == 1:
            return ((other, 1) for other in self._after(name, units[0]))
        found: Counter[int] = Counter()
        for unit in units:
            found.update(self._after(name, unit))
        return found.items()

    def _after(self, name: int, unit: int) -> array[int]:
        """The names of a unit with a higher number."""
        stop = self._name_starts[unit + 1]
        return self._names[bisect_right(self._names, name, self._name_starts[unit], stop) : stop]

    def shared(self, one: int, other: int) -> list[int]:
        """The units that name both, in order."""
        fewer, more = sorted((one, other), key=self.size_of)
        among = set(self.units_of(fewer))
        return [unit for unit in self.units_of(more) if unit in among]

    def _between(self, one: int, other: int) -> tuple[int, int]:
        dated = [unit for unit in self.shared(one, other) if unit >= self._dated_from]
        return (dated[0], dated[-1]) if dated else (-1, -1)


def _closest(tie: tuple[float, int, int]) -> tuple[float, int, int]:
    weight, together, other = tie
    return -weight, -together, other


def stop_if(stopped: Stopped) -> None:
    """End the question as SQLite ends its own, when nobody waits for the answer."""
    if stopped():
        raise sqlite3.OperationalError("interrupted")


# reading

Mentions = Callable[[Sequence[int]], dict[int, int]]


class Units(NamedTuple):
    """The articles that are counted, copies as one."""

    of_article: dict[int, int]
    """Number of its unit by article."""
    days: list[str]
    """Of each unit the earliest day of its articles, empty where none has one; in order."""
    articles: array[int]
    """Of each unit the article that stands for it."""
    members: dict[int, tuple[int, ...]]
    """The articles of units that have several."""
    article_count: int
    unread: int
    """Articles that are left out for being too many."""


def read_network(
    connection: sqlite3.Connection,
    passing: AbstractSet[int] | None,
    likeness: int,
    *,
    most: int = MOST_ARTICLES,
    stopped: Stopped = lambda: False,
) -> Network:
    """The network of the articles `passing`, of all where that is None: at most the newest `most`."""
    units = _read_units(connection, passing, likeness, most)
    stop_if(stopped)
    some = None if units.unread == 0 and passing is None else units.of_article.keys()

    def mentions(articles: Sequence[int]) -> dict[int, int]:
        said: Counter[int] = Counter()
        for article in articles:
            for entity, count in connection.execute(
                "SELECT entity, mentions FROM named WHERE article = ?", (article,)
            ):
                said[entity] += count
        return said

    return Network(units, _read_names(connection, some), mentions)


def _read_units(
    connection: sqlite3.Connection, passing: AbstractSet[int] | None, likeness: int, most: int
) -> Units:
    (total,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    if passing is not None:
        total = len(passing)
        source = "json_each(?) CROSS JOIN articles ON articles.id = value"
        values: tuple[object, ...] = (json.dumps(list(passing)),)
    else:
        source, values = "articles NOT INDEXED", ()
    newest = "" if total <= most else f" ORDER BY newest, file LIMIT {most}"
    if newest and passing is None:
        source = "articles"
    days: dict[int, str] = {}
    seen: dict[str, str] = {}
    for article, day in connection.execute(
        f"SELECT articles.id, coalesce(dated, '') FROM {source}{newest}", values
    ):
        days[article] = seen.setdefault(day, day)
    place = all_clusters(connection, likeness).place
    several: dict[int, list[int]] = {}
    earliest: dict[int, str] = {}
    for article, day in days.items():
        belongs = place.get(article)
        unit = belongs.best if belongs else article
        if belongs:
            several.setdefault(unit, []).append(article)
        before = earliest.get(unit, "")
        earliest[unit] = min(before, day) if before and day else before or day
    ordered = sorted(earliest, key=lambda unit: (earliest[unit], unit))
    numbers = {unit: number for number, unit in enumerate(ordered)}
    stands: array[int] = array("q", ordered)
    members: dict[int, tuple[int, ...]] = {}
    for unit, articles in several.items():
        articles.sort(key=lambda article: (article != unit, -place[article].likeness, article))
        stands[numbers[unit]] = articles[0]
        if len(articles) > 1:
            members[numbers[unit]] = tuple(articles)
    of_article = {
        article: numbers[belongs.best if (belongs := place.get(article)) else article] for article in days
    }
    return Units(
        of_article, [earliest[unit] for unit in ordered], stands, members, len(days), total - len(days)
    )


def _read_names(
    connection: sqlite3.Connection, some: Collection[int] | None
) -> Iterator[tuple[int, str, list[int]]]:
    """Entity, kind and articles of all names, or of those that some articles have; by entity."""
    if some is None or len(some) * _FEW > _article_total(connection):
        rows = connection.execute(
            "SELECT named.entity, entities.kind, named.article FROM entities"
            " CROSS JOIN named ON named.entity = entities.id WHERE named.telling"
        )
    else:
        rows = connection.execute(
            "SELECT named.entity, entities.kind, named.article FROM json_each(?) AS wanted"
            " CROSS JOIN named INDEXED BY named_article ON named.article = wanted.value"
            " CROSS JOIN entities ON entities.id = named.entity WHERE named.telling ORDER BY named.entity",
            (json.dumps(list(some)),),
        )
    for (entity, kind), group in groupby(rows, key=itemgetter(0, 1)):
        yield entity, kind, [row[2] for row in group]


def _article_total(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT articles FROM state").fetchone()[0])
