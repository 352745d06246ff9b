"""Rows of different heights: the cursor stands on choices only and is always in view."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tui.app.widgets.row_view import RowView


@dataclass(frozen=True)
class Line:
    height: int
    target: object | None


HEADING, ONE, TWO = Line(1, None), Line(1, "one"), Line(2, "two")


def view(*rows: Line) -> RowView[Line]:
    made: RowView[Line] = RowView()
    made.set_rows(rows)
    return made


def test_the_cursor_starts_on_the_first_choice_and_passes_over_headings() -> None:
    rows = view(HEADING, ONE, HEADING, TWO)
    assert rows.cursor == 1
    rows.move(1, 10)
    assert rows.cursor == 3
    rows.move(1, 10)
    assert rows.cursor == 3


def test_rows_without_a_choice_have_no_cursor_and_still_scroll() -> None:
    rows = view(*[HEADING] * 30)
    assert rows.chosen is None
    assert rows.move(3, 10)
    assert rows.top == 3
    assert rows.move_to_end(10, last=True)
    assert rows.top == 20
    assert rows.move_to_end(10, last=False)
    assert rows.top == 0


def test_going_up_past_the_first_choice_shows_the_heading_above_it() -> None:
    rows = view(HEADING, *[TWO] * 20)
    rows.move_to_end(6, last=True)
    rows.move_to_end(6, last=False)
    assert rows.top == 0


def test_a_page_moves_by_lines_not_by_rows() -> None:
    rows = view(*[TWO] * 20)
    rows.move_lines(10, 10)
    assert rows.cursor == 5
    rows.move_lines(-10, 10)
    assert rows.cursor == 0


def test_visible_lines_name_their_row_and_the_line_in_it() -> None:
    rows = view(HEADING, TWO)
    assert list(rows.visible(4)) == [(0, 0), (1, 0), (1, 1), None]


@given(
    st.lists(st.sampled_from([HEADING, ONE, TWO, Line(5, "five")]), max_size=30),
    st.lists(
        st.tuples(st.sampled_from(["move", "lines", "end", "scroll"]), st.integers(-12, 12)), max_size=20
    ),
    st.integers(1, 12),
)
def test_whatever_is_pressed_the_cursor_is_a_choice_and_its_first_line_is_in_view(
    rows: list[Line], presses: list[tuple[str, int]], height: int
) -> None:
    made = view(*rows)
    for what, by in presses:
        if what == "move":
            made.move(by, height)
        elif what == "lines":
            made.move_lines(by, height)
        elif what == "end":
            made.move_to_end(height, last=by > 0)
        else:
            made.scroll(by, height)
        assert 0 <= made.top <= max(0, made.line_count - 1)
        if made.chosen is not None and made.cursor is not None:
            assert made.chosen.target is not None
            if what != "scroll":
                assert made.top <= made.line_of(made.cursor) < made.top + height
