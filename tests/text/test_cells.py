"""Cells: text is cut, padded and wrapped to the width a terminal gives it."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import character_width, cut, pad, width, wrap
from tui.text.shown import shown_line

_TEXTS = st.text(max_size=60).map(shown_line)


@given(_TEXTS, st.integers(0, 40))
def test_a_cut_text_never_takes_more_cells_than_it_was_given(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells


@given(_TEXTS, st.integers(0, 40))
def test_a_padded_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert width(pad(text, cells)) == cells


@given(_TEXTS, st.integers(2, 40))
def test_wrapping_loses_nothing_but_white_space_and_keeps_to_the_width(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells for line in lines)


def test_a_text_that_fits_is_not_touched() -> None:
    assert cut("Thừa Thiên Huế", 14) == "Thừa Thiên Huế"
    assert cut("Thừa Thiên Huế", 13) == "Thừa Thiên H…"


def test_wide_letters_count_two_cells_and_marks_none() -> None:
    assert [character_width(c) for c in "a日\u0301ỷ"] == [1, 2, 0, 1]


def test_a_word_of_a_megabyte_wraps_in_linear_time() -> None:
    started = time.perf_counter()
    assert len(wrap("ế" * 1_000_000, 50)) == 20_000
    assert time.perf_counter() - started < 5
