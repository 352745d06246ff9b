"""The numbers of each article, small enough to be gone through: what `số:>1000 hộ` looks at.

An article is one row of 10 bytes a number; all rows are gone through, some tenths of a second for the 550,000
numbers of 100,000 articles.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections.abc import Iterator

from tui.library.articles import storable
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.query import Amount
from tui.text.words import plain_words, toned

TABLES = """
CREATE TABLE figure_units (          -- what is counted or measured: `hộ dân`, `đồng`, `%`
    id INTEGER PRIMARY KEY,
    unit TEXT NOT NULL UNIQUE
);
CREATE TABLE figures (
    article INTEGER PRIMARY KEY,
    packed BLOB NOT NULL             -- of each number its unit and its value; see `_NUMBER`
);
"""

_NUMBER = struct.Struct("<Hd")
_TO = 1 << 15
"""Added to the unit: the number goes up to the next."""
_OTHER = 0
"""Stands for units that came too late to have a number; they are found where any unit will do."""
LONGEST = 60
"""Characters of a unit that are kept."""

Prepared = tuple[tuple[str, float, float], ...]
"""Unit, lowest and highest value of each number; they differ where the text gives a range."""


def prepare(_article: Article, extraction: Extraction) -> Prepared:
    """The numbers of an article, each once, in order."""
    found: dict[tuple[str, float, float], None] = {}
    for figure in extraction.figures:
        unit = storable(figure.unit[:LONGEST])
        ends = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
        found[(unit, float(min(ends)), float(max(ends)))] = None
        if figure.target is not None:
            found[(unit, float(figure.target), float(figure.target))] = None
    return tuple(found)


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    """Add the numbers of an article."""
    if not prepared:
        return
    packed = bytearray()
    for unit, low, high in prepared:
        number = _unit(connection, unit)
        packed += _NUMBER.pack(number | (_TO if low < high else 0), low)
        if low < high:
            packed += _NUMBER.pack(number, high)
    connection.execute("INSERT INTO figures VALUES (?, ?)", (article_id, bytes(packed)))


def _unit(connection: sqlite3.Connection, unit: str) -> int:
    row = connection.execute("SELECT id FROM figure_units WHERE unit = ?", (unit,)).fetchone()
    if row:
        return int(row[0])
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM figure_units").fetchone()
    if last + 1 >= _TO:
        return _OTHER
    return int(connection.execute("INSERT INTO figure_units (unit) VALUES (?)", (unit,)).lastrowid or 0)


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the numbers of an article; nothing happens where none were stored."""
    connection.execute("DELETE FROM figures WHERE article = ?", (article_id,))


def tend(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Nothing is due before the end."""
    yield from ()


def finish(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Units that nothing is counted in any more stay: there are few."""
    yield from ()


def articles_with(connection: sqlite3.Connection, amount: Amount) -> list[int]:
    """Articles that have such a number, by id."""
    units = _units_like(connection, amount)
    if units is not None and not units:
        return []
    reach = _Reach(amount)
    found = []
    for article_id, packed in connection.execute("SELECT article, packed FROM figures"):
        low = None
        for unit, value in _NUMBER.iter_unpack(packed):
            if unit & _TO:
                low = value
                continue
            first, low = (value if low is None else low), None
            if (units is None or unit in units) and reach.meets(first, value):
                found.append(article_id)
                break
    return found


class _Reach:
    """The numbers that are asked for, as numbers are stored."""

    def __init__(self, amount: Amount) -> None:
        self._low = -math.inf if amount.low is None else float(amount.low)
        self._high = math.inf if amount.high is None else float(amount.high)
        self._above, self._below = amount.above, amount.below

    def meets(self, low: float, high: float) -> bool:
        """True when a number from `low` to `high` may be one that is asked for."""
        above = high > self._low if self._above else high >= self._low
        return above and (low < self._high if self._below else low <= self._high)


def _units_like(connection: sqlite3.Connection, amount: Amount) -> set[int] | None:
    """Units that hold the words asked for one after the other; None where any unit will do."""
    if not amount.unit:
        return None
    wanted = [word.folded for word in amount.unit]
    marks = {word.toned for word in amount.unit if word.toned}
    found = set()
    for number, unit in connection.execute("SELECT id, unit FROM figure_units"):
        words = plain_words("phần trăm" if unit == "%" else unit)
        places = range(len(words) - len(wanted) + 1)
        if any(words[at : at + len(wanted)] == wanted for at in places) and marks <= set(
            toned("phần trăm" if unit == "%" else unit).split()
        ):
            found.add(int(number))
    return found
