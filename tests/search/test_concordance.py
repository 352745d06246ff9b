"""Concordance lines: context of one paragraph at word borders, cut to cells, in the orders of readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.samples import head
from tui.model.span import Span
from tui.search.concordance import (
    CONTEXT,
    ORDERS,
    KwicLine,
    Order,
    context,
    left_part,
    right_part,
    sort_lines,
)
from tui.text.cells import width
from tui.text.shown import shown_line

ORDER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
"""The Vietnamese alphabet, the tones of each vowel in the order of dictionaries; no two keys are the same."""


def kwic(left: str = "", right: str = "", *, speaker: str = "", **about: object) -> KwicLine:
    about = {"title": "Nước lên", **about}
    return KwicLine(head(1, **about), Span(0, 3), left, "lũ", right, speaker)  # type: ignore[arg-type]


def test_a_context_is_of_one_paragraph() -> None:
    text = "Đoạn đầu.\nNước lũ lên nhanh.\nĐoạn cuối."
    at = text.index("lũ")
    assert context(text, Span(at, at + 2)) == ("Nước ", "lũ", " lên nhanh.")


def test_a_context_ends_between_words_and_says_nothing_else() -> None:
    """Half words at the far ends would be sorted and exported as words."""
    text = "sông " * 200 + "lũ" + " đồng" * 200
    at = text.index("lũ")
    left, keyword, right = context(text, Span(at, at + 2))
    assert keyword == "lũ"
    assert set(left.split()) == {"sông"}
    assert set(right.split()) == {"đồng"}
    assert CONTEXT - 6 < len(left) <= CONTEXT
    assert CONTEXT - 6 < len(right) <= CONTEXT


def test_a_paragraph_without_blanks_is_cut_where_it_must() -> None:
    text = "x" * 5_000_00 + "lũ" + "y" * 5_000_00
    left, _keyword, right = context(text, Span(500_000, 500_002))
    assert (left, right) == ("x" * CONTEXT, "y" * CONTEXT)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_a_line_is_a_piece_of_its_text(text: str, first: int, second: int) -> None:
    start, stop = sorted((min(first, len(text)), min(second, len(text))))
    left, keyword, right = context(text, Span(start, stop), 20)
    assert keyword == text[start:stop]
    assert left + keyword + right in text
    assert text[:start].endswith(left)
    assert text[stop:].startswith(right)
    assert "\n" not in left + right
    assert len(left) <= 20
    assert len(right) <= 20


@given(st.text(max_size=120).map(shown_line), st.integers(0, 60))
def test_parts_never_take_more_cells_than_there_are(text: str, cells: int) -> None:
    """Wide and combining characters too."""
    for part, edge in ((left_part(text, cells), text.endswith), (right_part(text, cells), text.startswith)):
        assert width(part) <= cells
        assert part == text or not part or edge(part.strip("…") if part != "…" else "")


def test_parts_are_cut_between_words() -> None:
    assert left_part("bà con vùng rốn ", 10) == "…vùng rốn "
    assert left_part("bà con vùng rốn ", 9) == "…rốn "
    assert right_part(" lên nhanh trong đêm", 12) == " lên nhanh…"
    assert right_part(" lên nhanh trong đêm", 10) == " lên…"


def test_words_are_sorted_by_the_vietnamese_alphabet() -> None:
    """ă after a, đ after d, tones last: ma mà má."""
    words = ["đê", "dê", "ăn", "an", "âm", "má", "ma", "mà"]
    lines = [kwic(right=f" {word} ở đây") for word in words]
    assert [line.right.split()[0] for line in sort_lines(lines, "right")] == [
        "an", "ăn", "âm", "dê", "đê", "ma", "mà", "má",
    ]  # fmt: skip
    lines = [kwic(left=f"ở đây “{word} ") for word in words]
    assert [line.left.split("“")[1].strip() for line in sort_lines(lines, "left")] == [
        "an", "ăn", "âm", "dê", "đê", "ma", "mà", "má",
    ]  # fmt: skip


def test_the_alphabet_is_that_of_the_language_letter_by_letter() -> None:
    """Every vowel with every tone in the order of dictionaries: none, huyền, hỏi, ngã, sắc, nặng."""
    rows = [kwic(right=f" {letter}") for letter in ORDER]
    mixed = sorted(rows, key=lambda line: (ord(line.right[1]) * 7919) % 1009)
    assert "".join(line.right.strip() for line in sort_lines(mixed, "right")) == ORDER
    capitals = [kwic(right=f" {letter.upper()}") for letter in reversed(ORDER)]
    assert "".join(line.right.strip() for line in sort_lines(capitals, "right")) == ORDER.upper()


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("HOÁ", "hóa"), ("khoẻ", "khỏe")]
)
def test_words_written_in_two_ways_stand_together(one: str, other: str) -> None:
    """Nothing comes between the old and the new place of a tone, and the next word decides among them."""
    rights = [f" {one} c", f" {other} b", f" {one} a", f" {other} d"]
    words = [line.right.split()[1] for line in sort_lines([kwic(right=right) for right in rights], "right")]
    assert words == ["a", "b", "c", "d"]


def test_ties_of_the_nearest_word_go_by_the_next() -> None:
    rights = [" về làng", " về chợ", " lên đồi"]
    assert [line.right for line in sort_lines([kwic(right=right) for right in rights], "right")] == [
        " lên đồi", " về chợ", " về làng",
    ]  # fmt: skip
    lefts = ["sông có ", "chợ có ", "ao bị "]
    assert [line.left for line in sort_lines([kwic(left=left) for left in lefts], "left")] == [
        "ao bị ", "chợ có ", "sông có ",
    ]  # fmt: skip


def test_the_second_word_to_the_right_is_an_order_of_its_own() -> None:
    rights = [" về làng", " lên đồi", " tan ao"]
    assert [line.right for line in sort_lines([kwic(right=right) for right in rights], "second")] == [
        " tan ao", " lên đồi", " về làng",
    ]  # fmt: skip


def test_the_newest_come_first_and_those_without_a_day_last() -> None:
    days = [None, "2024-05", "2031-01-02", "2024-05-29"]
    lines = [kwic(dated=day) for day in days]
    assert [line.head.dated for line in sort_lines(lines, "date")] == [
        "2031-01-02", "2024-05-29", "2024-05", None,
    ]  # fmt: skip


def test_what_nobody_says_stands_behind_what_somebody_says() -> None:
    lines = [kwic(speaker=name) for name in ("", "Đỗ Văn Xá", "An Thị Bưởi", "")]
    assert [line.speaker for line in sort_lines(lines, "speaker")] == ["An Thị Bưởi", "Đỗ Văn Xá", "", ""]


def test_articles_stand_together_by_headline() -> None:
    lines = [kwic(title=title, file=file) for title, file in (("Đê vỡ", "c"), ("An cư", "b"), ("Đê vỡ", "a"))]
    assert [line.head.file for line in sort_lines(lines, "article")] == ["b", "a", "c"]


@pytest.mark.parametrize("order", ORDERS)
def test_no_line_is_lost_and_equal_lines_keep_their_places(order: Order) -> None:
    lines = [kwic(left="a ", right=" b", file="x", title="y") for _ in range(5)]
    assert [id(line) for line in sort_lines(lines, order)] == [id(line) for line in lines]
    assert sort_lines([kwic()], order) == [kwic()]
