"""Selections: what is copied is the text that the cells between two places show, whatever the text holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.present.test_page import article
from tui.model.span import Span
from tui.present.highlight import Mark
from tui.present.page import Page, lay_out, lay_out_original
from tui.present.selecting import (
    Selection,
    by_block,
    by_line,
    by_word,
    cells_of,
    letter_at,
    letters,
    paragraph_at,
    place_of,
    sentence_at,
    trimmed,
    whole,
    word_at,
    word_count,
)
from tui.text.cells import width
from tui.text.shown import shown, shown_line

TEXT = "Mưa lớn. Nước dâng 34.178 lần, dân chạy. Hết.\nSáng ra, trời tạnh. Ai cũng mừng."

PIECES = st.sampled_from(
    [
        "a", "Huế", "Nguyễn Văn Tư", " ", "  ", "\t", ".", ", ", "”", "“", "3.178", "\u0301", "e\u0323\u0302",
        "日本", "한국", "\u200b", "\x1b[31m", "\u202e", "x" * 40, "🚂", "\u00a0", "…", "-", "đ", "\ufe0f",
    ]
)  # fmt: skip
PARAGRAPH = st.lists(PIECES, min_size=1, max_size=30).map("".join)
TEXTS = st.lists(PARAGRAPH, min_size=1, max_size=5).map("\n".join)


def seen(page: Page) -> list[list[tuple[int, str]]]:
    """Of every line what each of its cells shows: (cell of the letter, letter)."""
    rows = []
    for line in page.lines:
        cells: list[tuple[int, str]] = []
        for letter, wide in letters(page.text, line.start, line.stop):
            cells += [(len(cells), shown_line(letter.of(page.text)))] * wide
        rows.append(cells)
    return rows


def between(page: Page, first: tuple[int, int], last: tuple[int, int]) -> str:
    """What the cells from one place to another show, both included, white space apart."""
    first, last = min(first, last), max(first, last)
    found = []
    for index, cells in enumerate(seen(page)):
        low = first[1] if index == first[0] else 0
        high = last[1] if index == last[0] else len(cells) - 1
        taken: dict[int, str] = {}
        if first[0] <= index <= last[0]:
            for cell in cells[max(0, low) : max(0, high + 1)]:
                taken[cell[0]] = cell[1]
        found.append("".join(taken.values()))
    return "".join("".join(found).split())


@given(TEXTS, st.integers(10, 40), st.data())
def test_what_is_copied_is_what_the_cells_show(text: str, cells: int, data: st.DataObject) -> None:
    """Marks, wide letters, wrapped lines, hidden characters: from any cell to any other."""
    page = lay_out(article(*text.split("\n")), cells=cells)
    all_show = all(w for line in page.lines for _, w in letters(page.text, line.start, line.stop))
    assume(page.lines and all_show)  # a mark that stands on nothing takes no cell at all
    places = st.tuples(st.integers(0, len(page.lines) - 1), st.integers(-3, cells + 3))
    first, last = data.draw(places), data.draw(places)
    span = trimmed(page.text, Selection(letter_at(page, *first), letter_at(page, *last)).span)
    assert "".join(shown(span.of(page.text)).split()) == between(page, first, last)


@given(TEXTS, st.integers(10, 40), st.data())
def test_a_letter_is_found_in_its_own_cells(text: str, cells: int, data: st.DataObject) -> None:
    """From a code point to its cell and back: the same letter; and it takes the cells it is drawn in."""
    page = lay_out_original(text, (), cells=cells)
    with_text = [index for index, line in enumerate(page.lines) if line.stop > line.start]
    if not with_text:
        return
    index = data.draw(st.sampled_from(with_text))
    line = page.lines[index]
    letter, wide = data.draw(st.sampled_from(list(letters(page.text, line.start, line.stop))))
    if not wide:
        return
    where, cell = place_of(page, letter.start)
    assert (where, letter_at(page, where, cell)) == (index, letter)
    assert cells_of(page, index, letter) == (cell, cell + wide)
    assert wide == width(shown_line(letter.of(page.text)))


@given(TEXTS)
def test_letters_are_all_of_a_line_in_order(text: str) -> None:
    """No code point is lost or in two letters, and marks stay with what they stand on."""
    found = [letter for letter, _wide in letters(text, 0, len(text))]
    assert "".join(letter.of(text) for letter in found) == text
    assert all(a.stop == b.start for a, b in pairwise(found))
    assert all(letter.of(text) != "\u0301" or letter.start == 0 for letter in found)


@given(TEXTS, st.integers(0, 200), st.lists(st.integers(0, 7), max_size=12))
def test_moving_the_end_keeps_inside_the_text_and_the_anchor_selected(
    text: str, at: int, steps: list[int]
) -> None:
    """However keys follow one another, and whatever the text is."""
    page = lay_out_original(text, (), cells=30)
    selection = whole(text, sentence_at(text, min(at, len(text) - 1)))
    for step in steps:
        by = 1 if step % 2 else -1
        if step < 2:
            selection = by_word(text, selection, by)
        elif step < 4:
            selection = by_line(page, selection, by, 12)
        else:
            selection = by_block(text, selection, by, sentence_at if step < 6 else paragraph_at)
        span = selection.span
        assert 0 <= span.start <= span.stop <= len(text)
        assert span.covers(selection.anchor)
        assert span.covers(selection.head)


@pytest.mark.parametrize(
    ("at", "word"),
    [(0, "Mưa"), (2, "Mưa"), (4, "lớn"), (7, "."), (21, "34.178"), (29, ","), (8, " ")],
)
def test_a_double_click_takes_the_syllable(at: int, word: str) -> None:
    """Or the number with its dots, or the sign."""
    assert word_at(TEXT, at).of(TEXT) == word


def test_a_double_click_takes_a_name_whole() -> None:
    """All of what is marked as one."""
    text = "Ông Lê Văn Tư nói"
    assert word_at(text, 8, [Mark(4, 13, "person")]).of(text) == "Lê Văn Tư"
    assert word_at(text, 15, [Mark(4, 13, "person")]).of(text) == "nói"


def test_a_letter_with_marks_apart_is_one_letter() -> None:
    """As pages have it that were never composed."""
    text = "Vie\u0323\u0302t"
    page = lay_out_original(text, (), cells=20)
    assert letter_at(page, 0, 2).of(text) == "e\u0323\u0302"
    assert letter_at(page, 0, 3).of(text) == "t"
    assert word_at(text, 1) == Span(0, 6)


def test_a_word_longer_than_anything_is_found_in_time() -> None:
    """A million letters without a blank: what is near is taken."""
    text = "x" * 1_000_000
    assert 0 < word_at(text, 500_000).length < 2_000
    assert by_word(text, Selection(Span(0, 1), Span(0, 1)), 1).span.stop < 2_000


def test_words_of_a_very_long_text_are_counted_too() -> None:
    """Faster than word by word, to the same number."""
    text = "một hai ba\n" * 30_000
    assert word_count(text, trimmed(text, Span(0, len(text)))) == 90_000


def test_keys_begin_with_a_sentence_and_go_by_words() -> None:
    """From its first word to the full stop; a word on is of the next sentence."""
    selection = whole(TEXT, sentence_at(TEXT, 12))
    assert selection.span.of(TEXT) == "Nước dâng 34.178 lần, dân chạy."
    assert by_word(TEXT, selection, 1).span.of(TEXT).endswith("chạy. Hết")
    assert by_word(TEXT, selection, -1).span.of(TEXT) == "Nước dâng 34.178 lần, dân chạy"
    assert by_word(TEXT, selection.turned(), -1).span.of(TEXT).startswith(". Nước")


def test_sentences_are_added_and_given_up_one_at_a_time() -> None:
    """Across the end of a paragraph, too."""
    selection = whole(TEXT, sentence_at(TEXT, 12))
    ends = []
    for by in (1, 1, -1, -1, -1, -1):
        selection = by_block(TEXT, selection, by, sentence_at)
        ends.append(selection.span.of(TEXT))
    assert ends == [
        "Nước dâng 34.178 lần, dân chạy. Hết.",
        "Nước dâng 34.178 lần, dân chạy. Hết.\nSáng ra, trời tạnh.",
        "Nước dâng 34.178 lần, dân chạy. Hết.",
        "Nước dâng 34.178 lần, dân chạy.",
        "Nước",
        "Mưa lớn. Nước",
    ]


def test_the_other_end_goes_to_the_sentences_before() -> None:
    """After `o` the beginning moves."""
    selection = by_block(TEXT, whole(TEXT, sentence_at(TEXT, 12)).turned(), -1, sentence_at)
    assert selection.span.of(TEXT) == "Mưa lớn. Nước dâng 34.178 lần, dân chạy."
    assert by_block(TEXT, selection, 1, sentence_at).span.of(TEXT) == "Nước dâng 34.178 lần, dân chạy."


def test_paragraphs_are_added_whole() -> None:
    """First to the end of this one."""
    selection = by_block(TEXT, whole(TEXT, sentence_at(TEXT, 0)), 1, paragraph_at)
    assert selection.span.of(TEXT) == TEXT.split("\n")[0]
    assert by_block(TEXT, selection, 1, paragraph_at).span.of(TEXT) == TEXT


def test_lines_keep_to_their_cell() -> None:
    """A short line between two long ones does not lead astray."""
    text = "một hai ba bốn\nnăm\nsáu bảy tám chín"
    page = lay_out_original(text, (), cells=40)
    start = Selection(Span(0, 3), Span(8, 10))
    down = by_line(page, start, 1, 8)
    assert down.head.of(text) == "năm"
    assert by_line(page, down, 1, 8).head.of(text) == "tám"
    assert by_line(page, start, 5, 8).head.of(text) == "tám"
    assert by_line(page, start, -1, 8) == start
