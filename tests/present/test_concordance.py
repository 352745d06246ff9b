"""What a concordance shows: exactly as wide as asked, the keyword in one column, counts that are true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.samples import head
from tui.i18n import current_language, set_language
from tui.model.span import Span
from tui.present.concordance import Progress, counted, lay_out_line
from tui.present.lines import line_width, plain
from tui.search.concordance import ORDERS, KwicLine


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def kwic(left: str, keyword: str, right: str) -> KwicLine:
    return KwicLine(head(1, "Nước lên"), Span(0, 2), left, keyword, right, "Hứa Thị Đoan")


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.integers(20, 210))
def test_a_line_is_as_wide_as_asked_whatever_is_in_it(left: str, word: str, right: str, cells: int) -> None:
    """And nothing in it acts on a terminal."""
    for order in ORDERS:
        laid = lay_out_line(kwic(left, word, right), cells, order)
        assert line_width(laid) == cells
        assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in plain(laid))


@pytest.mark.parametrize("cells", [52, 78, 118, 198])
def test_the_keyword_stands_in_one_column(cells: int) -> None:
    """Whatever stands before it."""
    lefts = ["", "nước ", "nước sông Trà Lum dâng cao theo dòng " * 6, "x" * 300]
    columns = {plain(lay_out_line(kwic(left, "lũ", " lên"), cells, "date")).index("lũ") for left in lefts}
    assert len(columns) == 1
    assert cells // 3 < columns.pop() < cells * 2 // 3


def test_a_wide_line_says_when_and_where_and_sorted_by_speaker_who() -> None:
    line = kwic("nước ", "lũ", " lên")
    assert plain(lay_out_line(line, 118, "date")).startswith("29/05/24  Báo Sông ")
    assert "Hứa Thị Đoan" in plain(lay_out_line(line, 78, "speaker"))
    assert plain(lay_out_line(line, 52, "date")).lstrip().startswith("nước")


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (Progress(0, 0, 0, ended=True, full=False), "0 hits · 0 articles"),
        (Progress(1, 1, 1, ended=True, full=False), "1 hit · 1 article"),
        (Progress(40, 12, 90, ended=False, full=False), "40 hits · 12 of 90 articles…"),
        (
            Progress(20_000, 900, 4_000, ended=True, full=True),
            "the 20,000 newest hits · 900 of 4,000 articles",
        ),
    ],
)
def test_it_is_said_how_many_there_are_and_how_many_are_shown(progress: Progress, told: str) -> None:
    assert counted(progress) == told
