"""What the figures of each article measure, where and when: what the board of figures is made of.

An article is one row, 36 bytes for each figure that measures something (a figure in ten of a newspaper). The
board is made by going through all rows: a tenth of a second for 100,000 articles.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from array import array
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from tui.facts.measures.read import measured
from tui.facts.measures.when import reach_of
from tui.library.articles import find_article, heads_by_ids, storable
from tui.library.in_force import find_facts
from tui.model.article import Article
from tui.model.fact import Extraction, Figure
from tui.model.measure import (
    MEASURE_KINDS,
    Measured,
    MeasureDetail,
    MeasuredPlace,
    MeasureGroup,
    MeasureHead,
    MeasureRow,
    Scope,
)
from tui.related.comparing import Line, board_heads, groups_of
from tui.text.folding import fold

TABLES = """
CREATE TABLE measure_words (         -- measures, units and places; the id is a hash of the word
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL
);
CREATE TABLE measured (
    article INTEGER PRIMARY KEY,
    packed BLOB NOT NULL             -- see `_ROW`
);
"""

_ROW = struct.Struct("<IIIIdfff")
"""Measure, place, `_Bits`, period, value, percent of change, percent of the plan, what was planned."""
_UNKNOWN = 0xFFFF_FFFF
_UNIT_BITS, _KIND_BITS, _APPROX_BITS, _INDEX_BITS = 15, 3, 2, 10
_APPROX = (None, ">", "<", "~")
_SCOPES: tuple[Scope, ...] = ("", "country", "province", "district", "ward")
LONGEST = 80
"""Characters of a word that are kept."""
MOST_ROWS = 20_000
"""Figures of one measure that are shown; of more the newest articles."""
_SPACES = {"measure": 1 << 32, "place": 2 << 32, "unit": 3 << 32}
"""Added to the hash of a word, so that the ids of the three never meet."""
_READ_AT_ONCE = 2_000
_MARK = "\x1f"


class Prepared(NamedTuple):
    """What `store` writes of one article."""

    measure: str
    unit: str
    place: str
    """Scope, name, province then and now, `_MARK` between them; empty where none is known."""
    bits: int
    period: int
    value: float
    change: float
    plan: float
    target: float


def prepare(article: Article, extraction: Extraction) -> tuple[Prepared, ...]:
    """The figures of an article that measure something."""
    rows = measured(article, extraction)
    return tuple(_prepared(row, extraction.figures) for row in rows if row.figure < 1 << _INDEX_BITS)


def _prepared(row: Measured, figures: tuple[Figure, ...]) -> Prepared:
    figure = figures[row.figure]
    place = row.place
    told = (place.scope, place.name, place.then or "", place.now or "") if place else ()
    bits = row.figure
    bits = bits << _APPROX_BITS | _APPROX.index(figure.approx)
    bits = bits << 1 | (row.place_told in ("paragraph", "article"))
    bits = bits << 1 | (row.period_told == "paragraph")
    bits = bits << _KIND_BITS | MEASURE_KINDS.index(row.kind)
    reach = reach_of(row.period)
    factor = row.value / float(_middle(figure)) if figure.target is not None and _middle(figure) else 1.0
    return Prepared(
        storable(row.measure[:LONGEST]),
        storable(row.unit[:LONGEST]),
        storable(_MARK.join(part[:LONGEST] for part in told)),
        bits,
        _UNKNOWN if reach is None else min(reach.start, 0xFFFE) << 16 | min(reach.months, 0xFFFE),
        row.value,
        _percent(figures, row.change),
        _percent(figures, row.plan),
        math.nan if figure.target is None else float(figure.target) * factor,
    )


def _middle(figure: Figure) -> float:
    ends = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    return float(sum(ends)) / len(ends)


def _percent(figures: tuple[Figure, ...], index: int | None) -> float:
    if index is None:
        return math.nan
    figure = figures[index]
    return -_middle(figure) if figure.change == "decrease" else _middle(figure)


def store(connection: sqlite3.Connection, article_id: int, prepared: tuple[Prepared, ...]) -> None:
    """Add the figures of an article."""
    if not prepared:
        return
    packed = bytearray()
    for row in prepared:
        measure = _id_of(connection, "measure", row.measure)
        unit = _id_of(connection, "unit", row.unit)
        place = _id_of(connection, "place", row.place) if row.place else _UNKNOWN
        bits = row.bits << _UNIT_BITS | unit
        packed += _ROW.pack(measure, place, bits, row.period, row.value, row.change, row.plan, row.target)
    connection.execute("INSERT INTO measured VALUES (?, ?)", (article_id, bytes(packed)))


def _id_of(connection: sqlite3.Connection, space: str, word: str) -> int:
    """The number of a word: its hash, or where another word has that one, the next that is free."""
    bits = _UNIT_BITS if space == "unit" else 31
    start = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
    for step in range(1 << _UNIT_BITS):
        number = (start + step) % (1 << bits)
        row = connection.execute(
            "SELECT word FROM measure_words WHERE id = ?", (_SPACES[space] + number,)
        ).fetchone()
        if row is None:
            connection.execute("INSERT INTO measure_words VALUES (?, ?)", (_SPACES[space] + number, word))
            return number
        if row[0] == word:
            return number
    return 0  # more units than there is room for: this one goes by the name of another


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the figures of an article; nothing happens where none were stored."""
    connection.execute("DELETE FROM measured WHERE article = ?", (article_id,))


def tend(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Nothing is due before the end."""
    yield from ()


def finish(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Words that no figure has any more stay: there are few."""
    yield from ()


class Board:
    """The figures of a library, read once; asked as often as a reader likes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles = array("q")
        self._rows = bytearray()
        cursor = connection.execute("SELECT article, packed FROM measured ORDER BY article")
        while block := cursor.fetchmany(_READ_AT_ONCE):
            for article, packed in block:
                self._articles.extend([article] * (len(packed) // _ROW.size))
                self._rows += packed
        self._measures: dict[int, str] = {}
        self._units: dict[int, str] = {}
        self._places: dict[int, MeasuredPlace] = {}
        for number, word in connection.execute("SELECT id, word FROM measure_words"):
            self._learn(number, word)

    def _learn(self, number: int, word: str) -> None:
        space, number = number >> 32, number & _UNKNOWN
        if space == 1:
            self._measures[number] = word
        elif space == 3:
            self._units[number] = word
        else:
            scope, name, then, now = (*word.split(_MARK), "", "", "", "")[:4]
            known: Scope = next((one for one in _SCOPES if one == scope), "")
            self._places[number] = MeasuredPlace(name, known, then or None, now or None)

    def heads(self, among: AbstractSet[int] | None, place: str = "") -> tuple[MeasureHead, ...]:
        """The measures of the articles `among` (of all where it is None), those that compare best first."""
        return board_heads(self._lines(among, place))

    def groups(
        self, measure: str, among: AbstractSet[int] | None, place: str = ""
    ) -> tuple[MeasureGroup, ...]:
        """The figures of one measure, those that compare together."""
        number = next((number for number, word in self._measures.items() if word == measure), None)
        if number is None:
            return ()
        lines = list(islice(self._lines(among, place, number, newest=True), MOST_ROWS))
        return groups_of(lines)

    def _lines(
        self, among: AbstractSet[int] | None, place: str, measure: int | None = None, *, newest: bool = False
    ) -> Iterator[Line]:
        """The figures as they are stored; of one measure where it is given."""
        wanted = self._wanted(place) if place.strip() else None
        if wanted is not None and not wanted:
            return
        size = _ROW.size
        numbers = range(len(self._articles) - 1, -1, -1) if newest else range(len(self._articles))
        for at in numbers:
            row = _ROW.unpack_from(self._rows, at * size)
            if measure is not None and row[0] != measure:
                continue
            article = self._articles[at]
            if (among is None or article in among) and (wanted is None or row[1] in wanted):
                yield self._line(article, row)

    def _wanted(self, place: str) -> set[int]:
        """Places whose name, or province then or now, holds these words; with no regard to marks."""
        typed = fold(place).strip()
        return {
            number
            for number, known in self._places.items()
            if any(typed in fold(name) for name in (known.name, known.then, known.now) if name)
        }

    def _line(self, article: int, row: tuple[int, int, int, int, float, float, float, float]) -> Line:
        number, place, bits, period, value, change, plan, target = row
        unit, bits = bits & (1 << _UNIT_BITS) - 1, bits >> _UNIT_BITS
        kind, bits = bits & (1 << _KIND_BITS) - 1, bits >> _KIND_BITS
        return Line(
            article=article,
            figure=bits >> 2 + _APPROX_BITS,
            measure=self._measures.get(number, ""),
            kind=MEASURE_KINDS[kind],
            unit=self._units.get(unit, ""),
            value=value,
            place=self._places.get(place),
            place_far=bool(bits & 2),
            start=None if period == _UNKNOWN else period >> 16,
            months=-1 if period == _UNKNOWN else period & 0xFFFF,
            period_far=bool(bits & 1),
            approx=_APPROX[bits >> 2 & 3],
            change=None if math.isnan(change) else change,
            plan=None if math.isnan(plan) else plan,
            target=None if math.isnan(target) else target,
        )


def days_of(connection: sqlite3.Connection, rows: tuple[MeasureRow, ...]) -> dict[int, str]:
    """The day of the first source of each row, by article."""
    heads = heads_by_ids(connection, [row.sources[0][0] for row in rows])
    return {number: head.dated or "" for number, head in heads.items()}


def detail(connection: sqlite3.Connection, article_id: int, figure: int) -> MeasureDetail | None:
    """What an article says with one of its figures; None where either is gone."""
    article, extraction = find_article(connection, article_id), find_facts(connection, article_id)
    head = heads_by_ids(connection, [article_id]).get(article_id)
    if article is None or extraction is None or head is None or figure >= len(extraction.figures):
        return None
    row = next((row for row in measured(article, extraction) if row.figure == figure), None)
    if row is None:
        return None
    figures = extraction.figures
    return MeasureDetail(
        head,
        figures[figure],
        row,
        row.sentence.of(article.text),
        None if row.change is None else figures[row.change],
        None if row.plan is None else figures[row.plan],
    )
