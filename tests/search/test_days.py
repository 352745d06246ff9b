"""Days in a query: every way to write them, and which days they are seen from a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.search.days import LAST_DAY, day_range, read_days

WEDNESDAY = date(2031, 3, 5)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2030", 20300101, 20301231),
        ("năm 2030", 20300101, 20301231),
        ("2030-05", 20300501, 20300531),
        ("5/2030", 20300501, 20300531),
        ("tháng 5 năm 2030", 20300501, 20300531),
        ("May 2030", 20300501, 20300531),
        ("2030-05-09", 20300509, 20300509),
        ("9/5/2030", 20300509, 20300509),
        ("09.05.30", 20300509, 20300509),
        ("ngày 9 tháng 5 năm 2030", 20300509, 20300509),
        ("9 May 2030", 20300509, 20300509),
        ("May 9, 2030", 20300509, 20300509),
        ("quý 2/2030", 20300401, 20300630),
        ("quý IV năm 2030", 20301001, 20301231),
        ("2030-Q1", 20300101, 20300331),
        # of no year: the last that has begun
        ("5/3", 20310305, 20310305),
        ("6/3", 20300306, 20300306),
        ("tháng 3", 20310301, 20310331),
        ("tháng 4", 20300401, 20300430),
        ("29/2", 20280229, 20280229),
        # by how long ago
        ("hôm nay", 20310305, 20310305),
        ("hom qua", 20310304, 20310304),
        ("yesterday", 20310304, 20310304),
        ("tuần này", 20310303, 20310309),
        ("last week", 20310224, 20310302),
        ("tháng trước", 20310201, 20310228),
        ("this month", 20310301, 20310331),
        ("quý trước", 20301001, 20301231),
        ("năm ngoái", 20300101, 20301231),
        ("7 ngày qua", 20310227, 20310305),
        ("7d", 20310227, 20310305),
        ("last 7 days", 20310227, 20310305),
        ("2 tuần", 20310220, 20310305),
        ("1 tháng qua", 20310206, 20310305),
        ("1y", 20300306, 20310305),
        ("7 ngày trước", 20310226, 20310226),
        ("2 months ago", 20310101, 20310131),
        # from, to
        (">2030", 20310101, LAST_DAY),
        (">=2030", 20300101, LAST_DAY),
        ("<2030-05", 0, 20300500),
        ("<=2030-05", 0, 20300531),
        ("2029..2030-05", 20290101, 20300531),
        ("2030…", 20300101, LAST_DAY),
        ("..hôm qua", 0, 20310304),
        ("9999", 99990101, 99991231),
        ("9999 năm qua", 10106, 20310305),
    ],
)  # fmt: skip
def test_days_are_read_and_reckoned(typed: str, first: int, last: int) -> None:
    """Both languages, with and without tones; today is given, never asked of a clock."""
    days = read_days(typed)
    assert days is not None
    assert day_range(days, WEDNESDAY) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "31/2/2030", "13/2030", "0d", "hôm", "tháng 13", "0999", "..", "> ", "quý 5", "30/2"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    """The calendar decides."""
    assert read_days(typed) is None


@given(
    st.sampled_from(["hôm nay", "tuần trước", "5 tháng qua", "9999 năm trước", "9999d", "29/2", "quý 4"]),
    st.dates(),
)  # fmt: skip
def test_any_day_may_be_today(typed: str, today: date) -> None:
    """The beginning and the end of the calendar too."""
    days = read_days(typed)
    assert days is not None
    first, last = day_range(days, today)
    assert 0 <= first <= LAST_DAY + 1
    assert 0 <= last <= LAST_DAY
