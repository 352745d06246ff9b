"""Lines of styled runs are cut, padded, wrapped and framed to the cell."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.present.frame import HEAVY, ROUND, edge
from tui.present.lines import (
    Line,
    Run,
    beside,
    cut_line,
    cut_text,
    line,
    line_width,
    marked,
    pad_line,
    plain,
    run,
    wrap_line,
)

_LINES = st.lists(st.builds(run, st.text(max_size=20), st.sampled_from(["", "dim", "hit"])), max_size=6).map(
    tuple
)


@given(_LINES, st.integers(0, 60))
def test_a_padded_line_takes_exactly_its_cells_and_a_cut_one_no_more(runs: Line, cells: int) -> None:
    assert line_width(pad_line(runs, cells)) == cells
    assert line_width(cut_line(runs, cells)) <= cells


@given(_LINES, st.integers(4, 60), st.integers(0, 6))
def test_wrapping_keeps_every_letter_its_role_and_the_width(runs: Line, cells: int, indent: int) -> None:
    wrapped = wrap_line(runs, cells, indent=indent)
    assert all(line_width(part) <= cells for part in wrapped)
    letters = [(c, part.role) for part in runs for c in part.text if c != " "]
    assert [(c, part.role) for found in wrapped for part in found for c in part.text if c != " "] == letters


@given(_LINES, _LINES, st.integers(0, 60))
def test_two_lines_beside_each_other_take_exactly_their_cells(left: Line, right: Line, cells: int) -> None:
    assert line_width(beside(left, right, cells)) == cells


@given(_LINES, _LINES, st.integers(0, 60), st.booleans())
def test_a_border_line_is_as_wide_as_its_pane(left: Line, right: Line, cells: int, top: bool) -> None:
    assert line_width(edge(left, right, cells, HEAVY, top=top)) == cells


def test_a_border_carries_a_label_at_each_end_and_drops_the_left_one_first() -> None:
    assert plain(edge(line("Tìm"), line("5 bài"), 24, HEAVY, top=True)) == "┏━ Tìm ━━━━━━━━ 5 bài ━┓"
    assert plain(edge(line("Tìm chữ trong kho"), line("5 bài"), 18, ROUND, top=False)) == "╰─ Tìm… ─ 5 bài ─╯"


def test_marks_take_their_own_role_and_may_touch() -> None:
    assert marked("quyền con người", [Span(0, 5), Span(6, 9)]) == (
        Run("quyền", "hit"),
        Run(" "),
        Run("con", "hit"),
        Run(" người"),
    )


def test_a_line_wraps_at_spaces_and_indents_what_follows() -> None:
    runs = line(Run("❝ ", "statement"), "sáng nay họp bàn")
    assert [plain(part) for part in wrap_line(runs, 12, indent=2)] == ["❝ sáng nay", "  họp bàn"]


def test_text_passes_the_gate_before_it_is_cut() -> None:
    assert cut_text("a\x1b[31m\nb" * 1000, 6) == "a␛[31…"


def test_wrapping_one_word_without_end_takes_time_in_step_with_its_length() -> None:
    """Eight times the letters, some without a cell, take nothing like sixty-four times as long."""

    def seconds(letters: int) -> float:
        began = process_time()
        lines = wrap_line((Run("\u202eo\u0301" * letters),), 50)
        assert sum(len(part.text) for drawn in lines for part in drawn) == 3 * letters
        return process_time() - began

    assert min(seconds(40_000) for _ in range(2)) < 32 * min(seconds(5_000) for _ in range(3)) + 0.05
