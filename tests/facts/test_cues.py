"""Looking only where a word stands finds what looking everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts.cues import Cues
from tui.facts.phrases import Phrases
from tui.facts.tokens import Tokens
from tui.model.span import Span
from tui.text.wordlist import SPACE, phrases

WORDS = ("tổ chức", "tổ", "khoá", "nghị quyết", "chủ trì", "đ/c")
PIECES = (
    *WORDS,
    "Tổ chức",
    "Khoá",
    "khóa",
    "12",
    "3.5",
    "tổ  chức",
    "a",
    ".",
    ",",
    "-",
    "\n",
    "(",
    "A1",
    "chức5",
)


def tokens(text: str) -> Tokens:
    return Tokens(text, [Span(0, len(text))])


texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\u00a0"]))).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@given(texts)
def test_cues_find_what_searching_the_whole_text_finds(text: str) -> None:
    """The words before a pattern only say where to look; they change nothing about what is found."""
    pattern = rf"{phrases(WORDS).pattern}(?:{SPACE}\d+)?"
    found = [match.span() for match in Cues(pattern, WORDS).find(tokens(text))]
    assert found == [match.span() for match in re.finditer(pattern, text)]


@given(texts)
def test_cues_that_may_begin_with_a_number_are_tried_at_numbers_too(text: str) -> None:
    """`3 tháng Giêng` is tried at its number, `tháng Giêng` at its word."""
    pattern = rf"(?<!\w)(?:\d+{SPACE}?)?{phrases(WORDS).pattern}"
    found = [match.span() for match in Cues(pattern, WORDS, numbers=True).find(tokens(text))]
    assert found == [match.span() for match in re.finditer(pattern, text)]


def test_a_pattern_is_not_tried_inside_a_word() -> None:
    """`tổ` begins nothing in `K'tổ`, which is one word."""
    assert [match.start() for match in Cues("tổ", ["tổ"]).find(tokens("K'tổ và tổ"))] == [8]


@pytest.mark.parametrize(
    ("marks", "places"), [("", [0, 2, 6, 13]), (".", [0, 6, 13]), (".(", [0, 13])], ids=repr
)
def test_numbers_begin_outside_words_and_not_after_the_marks_given(marks: str, places: list[int]) -> None:
    """`A1` and `_7` hold no number of their own."""
    assert list(tokens("1.2 A(3 A1_7 45").numbers_but_after(marks)) == places


@given(texts)
def test_phrases_are_found_wherever_their_first_word_stands(text: str) -> None:
    """Every longest match, left to right, as trying each token would find them."""
    subject, table = tokens(text), Phrases((word, word) for word in WORDS)
    found, free = [], 0
    for index in range(subject.count):
        hit = table.match(subject, index) if index >= free else None
        if hit is not None:
            found.append((index, *hit))
            free = hit[0]
    assert table.find(subject) == found


@given(texts, st.frozensets(st.sampled_from(["tổ", "khóa", "12", "-", "vắng"])))
def test_tokens_are_found_by_their_keys_in_order(text: str, keys: frozenset[str]) -> None:
    """Both spellings of a tone are one key."""
    subject = tokens(text)
    assert subject.at(keys) == [index for index in range(subject.count) if subject.keys[index] in keys]
