"""Bars over time: as high as what they count, in as many cells as there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.present.lines import line_width, plain
from tui.present.plot import bars_of, plot

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12))
COUNTS = st.dictionaries(MONTHS, st.integers(1, 10**6), min_size=1, max_size=60).map(
    lambda counts: sorted(counts.items())
)


def drawn(counts: list[tuple[str, int]], cells: int, rows: int) -> list[str]:
    return [plain(line).rstrip() for line in plot(counts, cells, rows)]


@given(COUNTS, st.integers(0, 200), st.integers(0, 9))
def test_a_plot_keeps_to_its_cells_and_lines(counts: list[tuple[str, int]], cells: int, rows: int) -> None:
    """Whatever years are given; where there is room for one there is one."""
    lines = plot(counts, cells, rows)
    assert len(lines) <= rows + 2
    assert all(line_width(line) <= cells for line in lines)
    assert bool(lines) == (rows > 0 and cells >= 40) or cells < 40


@given(COUNTS, st.integers(8, 200))
def test_bars_hold_every_month_once(counts: list[tuple[str, int]], room: int) -> None:
    """No more bars than there is room for, one after the other, and nothing is lost in them."""
    bars = bars_of(counts, room)
    assert len(bars) <= room
    assert sum(bar.count for bar in bars) == sum(count for _month, count in counts)
    assert [bar.first + bar.months for bar in bars[:-1]] == [bar.first for bar in bars[1:]]


def test_what_is_counted_once_is_seen_beside_a_thousand() -> None:
    """A bar of one eighth, not none; an empty month has none."""
    lines = drawn([("2031-01", 1000), ("2031-03", 1)], 40, 3)
    assert lines[2].endswith("│█████       ▁▁▁▁▁")
    assert lines[0].startswith(" 1,000 ┤")


def test_few_articles_make_a_low_plot() -> None:
    """One line is enough for ones."""
    assert len(drawn([("2031-01", 1), ("2031-03", 1)], 40, 4)) == 3


def test_a_long_time_is_labelled_by_its_years() -> None:
    """Where a year begins, not where the plot does."""
    counts = [(f"{2028 + month // 12}-{month % 12 + 1:02}", 3) for month in range(5, 40)]
    assert drawn(counts, 60, 2)[-1].split() == ["06/28", "2029", "2030", "2031"]


def test_months_are_put_together_where_there_are_too_many() -> None:
    """By quarters, years, decades: the labels are their beginnings."""
    counts = [(f"{year}-07", 2) for year in range(1931, 2031)]
    labels = drawn(counts, 40, 2)[-1].split()
    assert all(label.endswith(("0", "5")) for label in labels)
    assert sum(bar.count for bar in bars_of(counts, 30)) == 200


def test_without_dates_or_room_nothing_is_drawn() -> None:
    assert plot([], 60, 3) == []
    assert plot([("2031-01", 1)], 9, 3) == []
