"""Days, months, years and periods with parts left out, and how ISO 8601 writes them."""

from __future__ import annotations

import calendar
import datetime
import math
from typing import NamedTuple

AHEAD, BACK = 1.5, 2.5
"""Weight of days to come against days gone: newspapers look back more often than ahead, and most of all
where no word looks ahead."""

FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Four digits outside these are no year."""


class Point(NamedTuple):
    """A day, a month or a year; what the text leaves out is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None
    """`07:30`, where the text gives the hour of the day."""

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04d}"
        parts = [year, *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        if self.year is None and self.month is None:
            return ""
        return "-".join(parts) + (f"T{self.time}" if self.time else "")


class Period(NamedTuple):
    """From `first` to `last`, both included; one day, month or year is a period with two equal ends."""

    first: Point
    last: Point

    @classmethod
    def of(cls, point: Point) -> Period:
        """The period of one point."""
        return cls(point, point)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def needs_year(self) -> bool:
        """True when the text gives no year at all."""
        return self.last.year is None

    def in_year(self, year: int) -> Period:
        """This period with `year` as the year of its end; its beginning may lie in the year before.

        >>> str(Period(Point(month=12, day=26), Point(month=1, day=3)).in_year(2024))
        '2023-12-26/2024-01-03'
        """
        turns = (self.first.month or 0) > (self.last.month or 12)
        first = self.first._replace(year=year - 1 if turns else year)
        return Period(first, self.last._replace(year=year))

    def real(self) -> bool:
        """True when every day exists; 29 February does as long as no year says otherwise."""
        return _exists(self.first) and (self.first is self.last or _exists(self.last))

    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """First and last day, or None without a year."""
        if self.first.year is None or self.last.year is None or not self.real():
            return None
        first, last = self.first, self.last
        assert last.year is not None
        last_month = last.month or 12
        last_day = last.day or calendar.monthrange(last.year, last_month)[1]
        return (
            datetime.date(first.year or 0, first.month or 1, first.day or 1),
            datetime.date(last.year, last_month, last_day),
        )


def parse_point(value: str) -> Point | None:
    """The point an ISO value (`2024-05-29`, `2024-05`, `2024`) stands for, or None."""
    try:
        year, *rest = (int(part) for part in value.split("T")[0].split("-"))
    except ValueError:
        return None
    if len(rest) > 2 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    month, day = (*rest, None, None)[:2]
    point = Point(year, month, day)
    return point if _exists(point) else None


def months(first: int, last: int, year: int | None = None) -> Period:
    """Whole months of one year."""
    return Period(Point(year, first), Point(year, last))


def quarter(index: int, year: int | None = None) -> Period:
    """Quarter 1 to 4 as its three months.

    >>> str(quarter(2, 2024))
    '2024-04/2024-06'
    """
    return months(index * 3 - 2, index * 3, year)


def nearest_year(period: Period, to: datetime.date, weight: float = AHEAD) -> int:
    """The year that puts `period` closest to the day `to`; days to come count `weight` times.

    >>> nearest_year(Period.of(Point(month=12, day=26)), datetime.date(2017, 2, 8))
    2016
    """

    def distance(year: int) -> float:
        days = period.in_year(year).days()
        if days is None:
            return math.inf
        return max(0, (to - days[1]).days, (days[0] - to).days * weight)

    return min((to.year - 1, to.year, to.year + 1), key=distance)


def shift_month(point: Point, by: int) -> Point:
    """The month `by` months after that of `point`."""
    assert point.year is not None
    assert point.month is not None
    index = point.year * 12 + point.month - 1 + by
    return Point(index // 12, index % 12 + 1)


def _exists(point: Point) -> bool:
    if point.year is not None and not FIRST_YEAR <= point.year <= LAST_YEAR:
        return False
    if point.month is None:
        return point.day is None or (point.year is None and 1 <= point.day <= 31)
    if not 1 <= point.month <= 12:
        return False
    if point.day is None:
        return True
    return 1 <= point.day <= calendar.monthrange(point.year or 2024, point.month)[1]
