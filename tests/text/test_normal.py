"""One spelling of a text, whatever it is written with."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.normal import MARKS_PER_LETTER, normalize

LINE_ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
PIECES = st.sampled_from(
    [*LINE_ENDS, "a", "ế", "q", " ", "\u0300", "\u0323" * 5, "\u036f" * 6, "\u0340" * 5, "\ud800"]
)


@pytest.mark.parametrize("end", LINE_ENDS)
def test_every_line_end_is_the_same_one(end: str) -> None:
    """Old Macs, form feeds and Unicode's own."""
    assert normalize(f"Mưa lớn{end}ở Huế") == "Mưa lớn\nở Huế"


@pytest.mark.parametrize("mark", ["\u0300", "\u0323", "\u033f", "\u0340", "\u036f"])
def test_piled_up_marks_are_cut_down(mark: str) -> None:
    """Thousands on one letter would take NFC for ever."""
    text = unicodedata.normalize("NFD", normalize("q" + mark * 9_999))
    assert len(text) == 1 + MARKS_PER_LETTER


@given(st.lists(PIECES, max_size=12).map("".join))
def test_short_cuts_change_nothing(text: str) -> None:
    """What is not there is not looked for; the text is that of looking."""
    expected = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    expected = re.sub("([\u0300-\u036f]{4})[\u0300-\u036f]+", r"\1", expected)
    assert normalize(text) == unicodedata.normalize("NFC", expected)
