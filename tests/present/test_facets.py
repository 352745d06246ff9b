"""Facets as rows, months as bars: what stands where, in as many cells as there are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.facet import Facet, FacetChoice, Facets, FacetValue
from tui.present.facets import (
    HISTOGRAM_LINES,
    MoreOf,
    chips_text,
    columns_of,
    facet_rows,
    histogram,
    shown_value,
)
from tui.present.lines import line_width, plain


def months(counts: dict[str, int]) -> Facet:
    return Facet("month", tuple(FacetValue(key, key, count) for key, count in sorted(counts.items())))


def counts_of_months() -> st.SearchStrategy[dict[str, int]]:
    keys = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(1900, 2040), st.integers(1, 12))
    return st.dictionaries(keys, st.integers(1, 10**6), min_size=1, max_size=60)


@given(counts=counts_of_months(), cells=st.integers(8, 90))
def test_every_article_stands_in_one_column_and_the_columns_in_the_room(
    counts: dict[str, int], cells: int
) -> None:
    columns = columns_of(months(counts), cells)
    assert len(columns) <= cells
    assert sum(column.count for column in columns) == sum(counts.values())
    assert all(before.last < after.first for before, after in pairwise(columns))
    assert columns[0].first <= min(counts)
    assert columns[-1].last >= max(counts)
    for cursor, marked in ((None, None), (len(columns) - 1, (0, len(columns) - 1))):
        lines = histogram(columns, cells, cursor=cursor, marked=marked)
        assert len(lines) == HISTOGRAM_LINES
        assert all(line_width(line) <= cells for line in lines[:-1])


def test_a_column_counts_the_months_it_says() -> None:
    counts = {"2023-11": 2, "2024-03": 1, "2024-04": 5}
    columns = columns_of(months(counts), 40)
    assert [(column.key, column.count) for column in columns] == [
        ("2023-11", 2), ("2023-12", 0), ("2024-01", 0), ("2024-02", 0), ("2024-03", 1), ("2024-04", 5),
    ]  # fmt: skip
    narrow = columns_of(months(counts), 3)
    assert [(column.key, column.count) for column in narrow] == [
        ("2023-11..2023-12", 2), ("2024-01..2024-02", 0), ("2024-03..2024-04", 6),
    ]  # fmt: skip


def test_a_few_old_days_leave_the_rest_their_room() -> None:
    """One article of 1905 among a thousand is counted in the first column and squeezes no other."""
    columns = columns_of(months({"1905-02": 1, "2024-01": 500, "2024-02": 499}), 20)
    assert [(column.first, column.last, column.count) for column in columns] == [
        ("1905-02", "2024-01", 501), ("2024-02", "2024-02", 499),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ("2030-02..2030-05", 6), ("2030-02", 2), ("2029-12..2030-12", 14), ("2029-12..2030-11", 6),
        ("2030", 8), ("2031-01..2031-05", 0), ("2028-01..2028-12", 0), ("", 5),
    ],
)  # fmt: skip
def test_a_stretch_of_months_that_is_chosen_says_how_many_articles_it_has(chosen: str, count: int) -> None:
    """Those of which only the year is known belong to it when the whole year does."""
    facet = months({"2030": 8, "2030-02": 2, "2030-05": 4, "2031-06": 1})
    facet = Facet("month", facet.values, without=5)
    choice = FacetChoice("month", chosen, chosen)
    rows = facet_rows(Facets(20, (facet,)), (choice,), then=False, opened=frozenset())
    (row,) = [row for row in rows if row.target == choice]
    assert plain(row.aside).split()[-1] == str(count)


def test_no_month_makes_no_bar() -> None:
    assert columns_of(months({"2024": 3}), 40) == []
    assert columns_of(Facet("month", ()), 40) == []


PEOPLE = Facet("person", tuple(FacetValue(f"person:{n}", f"Người {n}", 9 - n) for n in range(8)), others=30)


def texts(*choices: FacetChoice, opened: bool = False) -> list[str]:
    rows = facet_rows(
        Facets(9, (PEOPLE,)), choices, then=False, opened=frozenset({"person"} if opened else ())
    )
    return [plain(row.line).strip() for row in rows]


def test_what_is_chosen_comes_first_and_what_is_excluded_has_no_count() -> None:
    last = FacetChoice("person", "person:7", "Người 7")
    gone = FacetChoice("person", "person:gone", "Đã bỏ", excluded=True)
    assert texts(last, gone)[1:5] == ["● Người 7", "✗ Đã bỏ", "○ Người 0", "○ Người 1"]
    rows = facet_rows(Facets(9, (PEOPLE,)), (last, gone), then=False, opened=frozenset())
    assert [plain(row.aside).split() for row in rows[1:3]] == [["█▊", "2"], []]


def test_the_rest_is_counted_and_can_be_opened() -> None:
    told = texts()
    assert len(told) == 7
    assert told[-1].startswith("… 33")
    rows = facet_rows(Facets(9, (PEOPLE,)), (), then=False, opened=frozenset())
    assert rows[-1].target == MoreOf("person")
    opened = texts(opened=True)
    assert "○ Người 7" in opened
    assert opened[-1].startswith("… 30")


def test_nothing_in_common_makes_no_row() -> None:
    assert facet_rows(Facets(0, ()), (), then=False, opened=frozenset()) == []


@pytest.mark.parametrize(
    ("field", "name", "shown"),
    [
        ("month", "2024-03", "03/2024"), ("month", "2024", "2024"),
        ("month", "2023-11..2024-03", "11/2023–03/2024"),
        ("place_now", "Cần Thơ", "TP Cần Thơ"), ("place_then", "Hậu Giang", "Hậu Giang"),
        ("outlet", "Báo Lam Kha", "Báo Lam Kha"),
    ],
)  # fmt: skip
def test_values_are_shown_as_the_press_writes_them(field: str, name: str, shown: str) -> None:
    assert shown_value(field, name) == shown  # type: ignore[arg-type]  # one of the fields


def test_hostile_names_reach_the_screen_as_shown_text() -> None:
    choice = FacetChoice("outlet", "x\x1b[2J\u202e", "x\x1b[2J\u202e")
    assert "\x1b" not in chips_text((choice,))
    rows = facet_rows(
        Facets(1, (Facet("outlet", (FacetValue(choice.key, choice.name, 1),)),)), (), then=False,
        opened=frozenset(),
    )  # fmt: skip
    assert all("\x1b" not in plain(row.line) and "\u202e" not in plain(row.line) for row in rows)
