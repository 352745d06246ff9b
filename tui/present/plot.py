"""Counts over months as bars in cells, over an axis of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from itertools import count as count_up

from tui.present.kinds import number
from tui.present.lines import Line, Run
from tui.text.cells import width

_LEVELS = " ▁▂▃▄▅▆▇█"
_GROUPS = (1, 3, 6, 12, 60, 120, 600, 1200)
"""Months that one bar may stand for."""
_WIDEST = 6
"""Cells of one bar with the gap after it."""
_LEAST = 8
"""Cells of bars below which no plot is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot."""

    first: int
    """Its first month, counted from the year 0."""
    months: int
    """How many it stands for."""
    count: int

    @property
    def year(self) -> int:
        """Of its first month."""
        return self.first // 12

    @property
    def holds_january(self) -> bool:
        """True when a year begins in it."""
        return self.months >= 12 or -(-self.first // 12) * 12 < self.first + self.months


def bars_of(counts: Sequence[tuple[str, int]], room: int) -> tuple[Bar, ...]:
    """A bar a month from the first to the last, empty ones too; several months a bar where those are more
    than `room`. Bars of several months begin where quarters, years, decades do.

    >>> [(bar.months, bar.count) for bar in bars_of([("2023-11", 2), ("2024-02", 1)], 20)]
    [(1, 2), (1, 0), (1, 0), (1, 1)]
    >>> [(bar.months, bar.count) for bar in bars_of([("2023-11", 2), ("2024-02", 1)], 2)]
    [(3, 2), (3, 1)]
    """
    months = {int(month[:4]) * 12 + int(month[5:7]) - 1: count for month, count in counts}
    if not months:
        return ()
    first, last = min(months), max(months)
    sizes = chain(_GROUPS, count_up(2 * _GROUPS[-1], _GROUPS[-1]))
    group = next(size for size in sizes if last // size - first // size < room)
    sums = dict.fromkeys(range(first // group, last // group + 1), 0)
    for month, count in months.items():
        sums[month // group] += count
    return tuple(Bar(at * group, group, count) for at, count in sums.items())


def plot(counts: Sequence[tuple[str, int]], cells: int, rows: int) -> list[Line]:
    """Bars at most `rows` lines high over two lines of axis and labels, `cells` wide at most.

    `counts` are (`YYYY-MM`, how many) of the months that have any. The scale begins at 0, and its end stands
    at the left. Nothing where there is nothing to draw, or no room.

    >>> for drawn in plot([("2024-01", 4), ("2024-02", 2), ("2024-04", 1)], 40, 2):
    ...     print("".join(run.text for run in drawn).rstrip())
     4 ┤█████
       │█████ █████       ▄▄▄▄▄
     0 └┬─────┬─────┬─────┬────
        01/24 02    03    04
    """
    room = cells - width(number(sum(count for _month, count in counts))) - 3
    if not counts or rows < 1 or room < _LEAST:
        return []
    bars = bars_of(counts, room)
    top = max(bar.count for bar in bars) or 1
    rows = min(rows, top)
    gutter = width(number(top)) + 1
    step = min(_WIDEST, room // len(bars))
    wide = step - 1 if step > 2 else step
    lines: list[Line] = []
    for row in range(rows):
        scale = number(top) if row == 0 else ""
        drawn = "".join((_block(bar.count, top, rows, row) * wide).ljust(step) for bar in bars)
        sign = " ┤" if row == 0 else " │"
        lines.append((Run(scale.rjust(gutter) + sign, "dim"), Run(drawn.rstrip(), "accent")))
    labels = list(_labels(bars, step))
    axis, words = ["─"] * (step * (len(bars) - 1) + wide), ""
    for at, label in labels:
        axis[at] = "┬"
        words = words.ljust(at) + label
    lines.append((Run("0".rjust(gutter) + " └" + "".join(axis), "dim"),))
    lines.append((Run(" " * (gutter + 2) + words[: cells - gutter - 2], "dim"),))
    return lines


def _block(count: int, top: int, rows: int, row: int) -> str:
    """What stands of a bar in a row, counted from above; what is not nothing is seen."""
    eighths = max(1, count * rows * 8 // top) if count else 0
    return _LEVELS[min(8, max(0, eighths - (rows - 1 - row) * 8))]


def _labels(bars: Sequence[Bar], step: int) -> Iterator[tuple[int, str]]:
    """(cell, label) of the bars that have one: months where there is room for each, else years."""
    by_month = bars[0].months == 1 and len(bars) <= _WIDEST * step
    free = 0
    for index, bar in enumerate(bars):
        month = f"{bar.first % 12 + 1:02}"
        if by_month:
            label = f"{month}/{bar.year % 100:02}" if index == 0 or bar.first % 12 == 0 else month
        elif bar.holds_january:
            label = f"{-(-bar.first // 12):04}"
        elif index == 0 and bar.months < 12:
            label = f"{month}/{bar.year % 100:02}"
        else:
            continue
        at = index * step
        if at >= free:
            yield at, label
            free = at + width(label) + 1
