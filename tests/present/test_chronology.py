"""Bars over time: every step once, long gaps told, and the cursor always in sight."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.present.samples import head
from tui.model.chronology import LENGTHS, STEPS, Chronology, Moment, Step
from tui.present.chronology import (
    LONGEST_GAP,
    about,
    bars,
    moment_line,
    scale_cells,
    slots_of,
    window_of,
)
from tui.present.lines import line_width, plain

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: day.isoformat())


def chronology(step: Step, days: list[str]) -> Chronology:
    length = LENGTHS[step]
    whens = [day[:length] for day in days]
    return Chronology(step, "articles", tuple(sorted((w, whens.count(w)) for w in set(whens))), 0, 0)


@given(st.sampled_from(STEPS), st.lists(DAYS, min_size=1, max_size=40))
def test_every_counted_step_is_one_slot(step: Step, days: list[str]) -> None:
    """In order, with all that was counted; empty steps in between are drawn or told."""
    known = chronology(step, days)
    slots = slots_of(known)
    assert [(slot.when, slot.count) for slot in slots if slot.count] == list(known.counts)
    assert [slot.when for slot in slots] == sorted(slot.when for slot in slots)
    assert all(slot.skipped > LONGEST_GAP for slot in slots if slot.skipped)


@given(
    st.sampled_from(STEPS), st.lists(DAYS, min_size=1, max_size=60), st.integers(0, 200), st.integers(20, 200)
)
def test_bars_keep_to_their_cells_with_the_cursor_in_sight(
    step: Step, days: list[str], at: int, cells: int
) -> None:
    """`▲` once, below the bar of the cursor, which a click on it finds again."""
    slots = slots_of(chronology(step, days))
    at = min(at, len(slots) - 1)
    lines = bars(slots, at, cells, 4, step)
    assert len(lines) == 6
    assert max(map(line_width, lines)) <= cells
    axis = plain(lines[4])
    assert axis.count("▲") == 1
    gutter = scale_cells(slots)
    window = window_of(slots, at, cells - gutter - 1)
    assert window.slot_at(axis.index("▲") - gutter) == at


def test_a_century_without_anything_is_a_short_gap() -> None:
    """One article of 1905 leaves room for those of 2031."""
    slots = slots_of(chronology("month", ["1905-03-01", "2031-01-01", "2031-03-02", "2031-03-09"]))
    assert [(slot.when, slot.count) for slot in slots if not slot.skipped] == [
        ("1905-03", 1),
        ("2031-01", 1),
        ("2031-02", 0),
        ("2031-03", 2),
    ]
    (gap,) = [slot for slot in slots if slot.skipped]
    assert gap.skipped == (2031 - 1905) * 12 - 3
    assert "┄" in plain(bars(slots, 3, 60, 3, "month")[3])


def test_a_day_that_is_in_no_calendar_is_drawn_all_the_same() -> None:
    """Pages have printed 31 February."""
    known = Chronology("day", "articles", (("2031-02-27", 1), ("2031-02-31", 1)), 0, 0)
    assert [slot.when for slot in slots_of(known) if slot.count] == ["2031-02-27", "2031-02-31"]


def test_what_has_no_date_is_told() -> None:
    """And how many dates the texts do not state."""
    told = about(Chronology("month", "events", (("2031-01", 3),), undated=2, inferred=1))
    assert told == "5 events · 2 without a date · ~ 1 inferred"


def test_a_row_says_when_what_and_where() -> None:
    """A statement with its speaker, an event with its place; whatever they are called, within the cells."""
    article = head(1, "Thông xe cầu Vĩnh Hà")
    said = Moment(article, "2031-05-09", False, "nước lên rất nhanh", "Lê Thu Hạ")
    assert "Lê Thu Hạ: “nước lên rất nhanh”" in plain(moment_line(said, "statements", 90))
    event = Moment(article, "2031-05", True, "lễ thông xe " * 90, "日本" * 90)
    line = moment_line(event, "events", 40)
    assert line_width(line) <= 40
    assert plain(line).startswith(" ~05/2031")
