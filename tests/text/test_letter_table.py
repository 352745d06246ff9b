"""The quick way through bytes says the same as a look at each character."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.folding import Folded, fold
from tui.text.letter_table import ALPHABET
from tui.text.words import plain

ANY_TEXT = st.lists(
    st.one_of(
        st.text(alphabet=ALPHABET, max_size=20),
        st.text(alphabet=st.characters(), max_size=4),
        st.sampled_from(["\n", "ß", "ﬁ", "\u0323", "İ", "漢字", "😀", "ст", "\x00", "\x1f", "\ud800"]),
    ),
    max_size=8,
).map("".join)


def plain_reference(character: str) -> str:
    """Written anew from what `fold` and `plain` promise, one character at a time."""
    folded = fold_reference(character)
    return "".join(c if c.isalnum() or c == "\n" else " " for c in folded)


def fold_reference(character: str) -> str:
    """The same for `fold`."""
    if character in "đĐðÐ":
        return "d"
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def test_every_character_becomes_what_it_becomes_alone() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        assert fold(character) == fold_reference(character), hex(code)
        assert plain(character) == plain_reference(character), hex(code)


@given(ANY_TEXT)
def test_a_text_becomes_what_its_characters_become(text: str) -> None:
    """Lines that go through bytes, and lines that have a character no byte stands for, side by side."""
    assert fold(text) == "".join(map(fold_reference, text))
    assert plain(text) == "".join(map(plain_reference, text))


@given(ANY_TEXT)
@example("ß\u0300 Huế")
def test_each_folded_character_leads_back_to_its_own(text: str) -> None:
    """Also where one character becomes two and the next one none, so that the length says nothing."""
    folded = Folded(text)
    sources = [index for index, character in enumerate(text) for _ in fold_reference(character)]
    found = [folded.source_span(index, index + 1) for index in range(len(folded.text))]
    assert [span.start for span in found] == sources
    assert all(len(span.of(text)) == 1 for span in found)


def test_a_byte_stands_for_every_letter_of_the_language() -> None:
    """None is met on the slow way; 256 is all that bytes can tell apart."""
    marks = "\u0300\u0301\u0303\u0309\u0323"
    letters = {unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks} | set("đăâêôơư")
    assert letters | {letter.upper() for letter in letters} <= set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 256
