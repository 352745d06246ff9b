"""Which figures of one measure compare, and why the others do not; nothing is ever added up.

Figures compare that are in one unit, say the same thing (how much there is, by how much it changed), hold for
a period of the same length and for places of the same size. A figure whose period or place nobody tells is
shown, and compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.model.measure import (
    MEASURE_KINDS,
    FigureSort,
    MeasuredPlace,
    MeasureGroup,
    MeasureHead,
    MeasureKind,
    MeasureRow,
    Scope,
    WhyNot,
)
from tui.text.collation import collation_key

UNKNOWN = -1
"""Months of a period that is not known."""


class Line(NamedTuple):
    """One figure of one article."""

    article: int
    figure: int
    measure: str
    kind: MeasureKind
    unit: str
    value: float
    place: MeasuredPlace | None
    place_far: bool
    start: int | None
    """First month of the period, in months since the year 0."""
    months: int
    period_far: bool
    approx: str | None
    change: float | None
    plan: float | None
    target: float | None


class Likeness(NamedTuple):
    """What figures have in common that compare."""

    unit: str
    kind: MeasureKind
    months: int
    scope: Scope

    @property
    def known(self) -> bool:
        """False where the period or the place is not told: nothing compares."""
        return self.months != UNKNOWN and self.scope != ""


def likeness(line: Line) -> Likeness:
    """What a figure must share with another one to compare with it."""
    if line.months == UNKNOWN or line.place is None:
        return Likeness(line.unit, line.kind, UNKNOWN, "")
    return Likeness(line.unit, line.kind, line.months, line.place.scope)


def board_heads(lines: Iterable[Line]) -> tuple[MeasureHead, ...]:
    """The measures of some figures: first those that compare over most places, then over most articles."""
    counting: dict[str, _Counting] = {}
    for line in lines:
        counting.setdefault(line.measure, _Counting()).add(line)
    heads = [counted.head(name) for name, counted in counting.items()]
    return tuple(
        sorted(heads, key=lambda head: (-head.place_count, -head.article_count, collation_key(head.name)))
    )


class _Counting:
    """One measure, counted."""

    def __init__(self) -> None:
        self._figures = 0
        self._articles: set[int] = set()
        self._places: dict[Likeness, set[str]] = {}
        self._units: dict[str, int] = {}

    def add(self, line: Line) -> None:
        self._figures += 1
        self._articles.add(line.article)
        self._units[line.unit] = self._units.get(line.unit, 0) + 1
        like = likeness(line)
        if like.known and line.place is not None:
            self._places.setdefault(like, set()).add(line.place.name)

    def head(self, name: str) -> MeasureHead:
        best = max(
            self._places.items(),
            key=lambda item: (len(item[1]), -MEASURE_KINDS.index(item[0].kind), item[0].months),
            default=None,
        )
        unit = best[0].unit if best else max(self._units, key=lambda unit: self._units[unit])
        return MeasureHead(
            name, unit, self._figures, len(self._articles), len(best[1]) if best is not None else 0
        )


def groups_of(lines: Sequence[Line]) -> tuple[MeasureGroup, ...]:
    """The figures of one measure in groups that compare; first the group that compares over most places.

    What is planned comes after what was reached.
    A figure that several articles print is one row; `lines` come newest article first.
    """
    rows: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        place = line.place.name if line.place else None
        same = (likeness(line), line.value, place, line.start)
        rows.setdefault(same, []).append(line)
    groups: dict[Likeness, list[MeasureRow]] = {}
    for told in rows.values():
        groups.setdefault(likeness(told[0]), []).append(_row(told))
    ordered = sorted(
        groups.items(),
        key=lambda item: (
            not item[0].known,
            item[0].kind == "plan",
            -_places(item[1]),
            -len(item[1]),
            MEASURE_KINDS.index(item[0].kind),
            -item[0].months,
            item[0],
        ),
    )
    if not ordered:
        return ()
    first = ordered[0][0]
    return tuple(
        MeasureGroup(like.kind, like.unit, like.months, like.scope, tuple(found), _why(first, like))
        for like, found in sorted(ordered, key=lambda item: len(_why(first, item[0])))
    )


def _row(lines: Sequence[Line]) -> MeasureRow:
    first = lines[0]
    sources: dict[int, int] = {}
    for line in lines:
        sources.setdefault(line.article, line.figure)

    def told(values: Iterable[float | None]) -> float | None:
        return next((value for value in values if value is not None), None)

    return MeasureRow(
        measure=first.measure,
        kind=first.kind,
        unit=first.unit,
        value=first.value,
        place=first.place,
        start=first.start,
        months=first.months,
        sources=tuple(sources.items()),
        approx=first.approx,
        change=told(line.change for line in lines),
        plan=told(line.plan for line in lines),
        target=told(line.target for line in lines),
        place_far=all(line.place_far for line in lines),
        period_far=all(line.period_far for line in lines),
    )


def _places(rows: Sequence[MeasureRow]) -> int:
    return len({row.place.name for row in rows if row.place})


def _why(first: Likeness, other: Likeness) -> tuple[WhyNot, ...]:
    """Why figures of one likeness do not compare with those of another; empty where they are alike."""
    found: list[WhyNot] = []
    if other.kind != first.kind:
        found.append("kind")
    if other.unit != first.unit and (other.kind == first.kind or "%" not in (other.unit, first.unit)):
        found.append("unit")
    if not other.known:
        return (*found, "untold")
    if other.months != first.months:
        found.append("period")
    if other.scope != first.scope:
        found.append("place")
    return tuple(found)


def compares(group: MeasureGroup) -> bool:
    """True where the rows of a group may be set against one another."""
    return group.months != UNKNOWN and group.scope != "" and len(group.rows) > 1


def sorted_rows(
    rows: Sequence[MeasureRow], sort: FigureSort, days: dict[int, str] | None = None
) -> tuple[MeasureRow, ...]:
    """Rows of one group in an order: highest value, place by name, latest period, or newest article first.

    `days` holds the day of each article that comes first in a row.
    """
    known = days or {}

    def day(row: MeasureRow) -> str:
        return known.get(row.sources[0][0], "")

    def place(row: MeasureRow) -> str:
        return collation_key(row.place.name) if row.place else "\U0010ffff"

    if sort == "place":
        return tuple(sorted(rows, key=lambda row: (place(row), -(row.start or 0), -row.value)))
    if sort == "period":
        return tuple(sorted(rows, key=lambda row: (-(row.start or 0), -row.value, place(row))))
    if sort == "date":
        latest = sorted(rows, key=lambda row: (-row.value, place(row)))
        return tuple(sorted(latest, key=day, reverse=True))
    return tuple(sorted(rows, key=lambda row: (-row.value, place(row), -(row.start or 0))))
