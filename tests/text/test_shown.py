"""The gate to the screen: nothing passes that acts or hides, and offsets stay true."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.shown import hidden_count, shown, shown_line

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=st.characters(), max_size=60))
def test_one_character_becomes_one_character(text: str) -> None:
    """Hits, evidence and marks are offsets: they must mean the same text after the gate."""
    assert len(shown(text)) == len(text)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_nothing_that_acts_or_hides_passes(text: str) -> None:
    """No control but the line feed, no surrogate, no format character of any kind that a terminal obeys."""
    for character in shown(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert character not in BIDI


@given(st.text(alphabet=st.characters(), max_size=60))
def test_showing_twice_changes_nothing(text: str) -> None:
    """The gate may be passed twice without harm."""
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x9b2J", "�2J"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("a\u202eb", "a⇄b"),
        ("a\u200bb\ufeffc", "a·b·c"),
        ("\U000e0041", "·"),
        ("\udcff", "�"),
        ("một\tcột\r\nhai", "một cột \nhai"),
        ("[Video] gia [/] :skull:", "[Video] gia [/] :skull:"),
        ("Nguyễn Văn Kỷ – “hòa”… 5 %", "Nguyễn Văn Kỷ – “hòa”… 5 %"),
    ],
)
def test_what_is_hidden_becomes_visible_and_honest_text_stays(text: str, expected: str) -> None:
    """Each kind of hostile character has its mark; headlines in brackets keep every word."""
    assert shown(text) == expected


def test_a_line_has_no_line_feed() -> None:
    """Rows, borders and status lines are one line."""
    assert shown_line("hai\ndòng") == "hai dòng"


def test_hidden_characters_are_counted_but_spaces_are_not() -> None:
    """The count tells a reader that a text hides something; tabs and hard blanks do not."""
    assert hidden_count("a\u202eb\x1bc\td\u00a0e\n") == 2
