"""Time drawn in cells: bars from the first to the last citation, and counts by month."""

from __future__ import annotations

from collections.abc import Iterable

from tui.present.dates import month_of, months_between
from tui.text.cells import width

_MONTH_DAYS, _YEAR_DAYS = 31, 372
"""Every month counts 31 days: positions need no calendar and no valid date."""

_LEVELS = "▁▂▃▄▅▆▇█"


def _day(value: str, *, end: bool) -> int:
    """Position in time of an ISO day, month or year; `end` takes the last day of what is meant."""
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if end else 1)
    day = parts[2] if len(parts) > 2 else (_MONTH_DAYS if end else 1)
    return parts[0] * _YEAR_DAYS + (month - 1) * _MONTH_DAYS + day - 1


class Timeline:
    """A stretch of time over a number of cells."""

    def __init__(self, values: Iterable[str | None], cells: int) -> None:
        """Cover all ISO `values` that are known, whole months, in `cells` cells."""
        known = [value for value in values if value]
        self.cells = cells
        self.empty = not known or cells < 8
        low = min((_day(value, end=False) for value in known), default=0)
        high = max((_day(value, end=True) for value in known), default=0)
        self._low = low - low % _MONTH_DAYS
        self._high = max(high + _MONTH_DAYS - 1 - high % _MONTH_DAYS, self._low + 3 * _MONTH_DAYS)

    def _cell(self, day: int) -> int:
        return (day - self._low) * (self.cells - 1) // max(1, self._high - self._low)

    def bar(self, first: str | None, last: str | None) -> str:
        """`├──┤` from `first` to `last`, `•` where both fall into one cell; `cells` wide.

        >>> Timeline(["2024-01", "2024-12"], 12).bar("2024-03-01", "2024-08-01")
        ' ├────┤     '
        """
        if self.empty or not first or not last:
            return " " * self.cells
        start, stop = self._cell(_day(first, end=False)), self._cell(_day(last, end=False))
        drawn = "•" if stop <= start else "├" + "─" * (stop - start - 1) + "┤"
        return (" " * start + drawn).ljust(self.cells)[: self.cells]

    def axis(self) -> str:
        """Months, or years where months have no room, over the bars; `cells` wide."""
        if self.empty:
            return " " * self.cells
        line = [" "] * self.cells
        free = 0
        first, last = self._low // _MONTH_DAYS, self._high // _MONTH_DAYS
        by_month = (last - first) * 3 < self.cells
        for month in range(first, last + 1):
            if not by_month and month % 12 and month != first:
                continue
            year_wanted = month == first or month % 12 == 0
            label = f"{month // 12}" if year_wanted and not by_month else f"{month % 12 + 1:02d}"
            if by_month and year_wanted:
                label = f"{month % 12 + 1:02d}/{month // 12 % 100:02d}"
            cell = self._cell(month * _MONTH_DAYS)
            if cell < free or cell + len(label) > self.cells:
                continue
            line[cell : cell + len(label)] = label
            free = cell + len(label) + 1
        return "".join(line)


def counts_by_month(values: Iterable[str | None]) -> list[tuple[str, int]]:
    """(`YYYY-MM`, how many) for every month from the first to the last, empty ones too.

    >>> counts_by_month(["2024-03-01", "2024-01", None, "2024-03-09"])
    [('2024-01', 1), ('2024-02', 0), ('2024-03', 2)]
    """
    months = sorted(month for value in values if (month := month_of(value)))
    if not months:
        return []
    counts = dict.fromkeys(months_between(months[0], months[-1]), 0)
    for month in months:
        counts[month] += 1
    return list(counts.items())


def month_bars(values: Iterable[str | None], cells: int) -> str:
    """Articles by month in one line of at most `cells` cells: `04/24 ▂  05/24 ▂  ·  ·  08/24 ▂`.

    Months without an article are dots. Where months have no room, only bars stand between the first month
    and the last; where even those have none, months are taken together.

    >>> month_bars(["2024-04-26", "2024-05-29", "2024-08-28"], 60)
    '04/24 █  05/24 █  ·  ·  08/24 █'
    """
    counts = counts_by_month(values)
    if not counts:
        return ""
    top = max(count for _month, count in counts)
    named = "  ".join(
        f"{month[5:]}/{month[2:4]} {_level(count, top)}" if count else "·" for month, count in counts
    )
    if width(named) <= cells:
        return named
    first, last = counts[0][0], counts[-1][0]
    room = max(1, cells - 14)
    group = -(-len(counts) // room)
    sums = [sum(count for _m, count in counts[i : i + group]) for i in range(0, len(counts), group)]
    top = max(sums)
    bars = "".join(_level(count, top) if count else "·" for count in sums)
    return f"{first[5:]}/{first[2:4]} {bars} {last[5:]}/{last[2:4]}"


def _level(count: int, top: int) -> str:
    return _LEVELS[min(7, count * 8 // top - 1 if count * 8 >= top else 0)]
