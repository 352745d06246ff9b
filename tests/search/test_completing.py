"""What stands at the cursor of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.search.completing import at_cursor, fields_beginning, words_beginning


@pytest.mark.parametrize(
    ("text", "field", "typed"),
    [
        ("lũ ngư|", None, "ngư"),
        ("|", None, ""),
        ("lũ |", None, ""),
        ("người:|", "person", ""),
        ("người:ng|", "person", "ng"),
        ("người: ng|", "person", "ng"),
        ("-nguoi:ng| lũ", "person", "ng"),
        ("(person:ng|", "person", "ng"),
        ("tổ chức:công|", "organisation", "công"),
        ("hội tổ chức:công|", "organisation", "công"),
        ('nơi:"Đà N|', "place", "Đà N"),
        ('nơi:Huế,"Đà N|', "place", "Đà N"),
        ('nơi:"Huế",đà|', "place", "đà"),
        ("nơi:Huế,đà|", "place", "đà"),
        ("nơi:Đà N|", "place", "Đà N"),
        ("nơi:đà n|", "place", "đà n"),
        ("nơi:đà một hai ba bốn năm|", None, "năm"),
        ('nơi:"Huế" n|', None, "n"),
        ("ngày:7 ngày q|", "date", "7 ngày q"),
        ("là:chưa đ|", "is", "chưa đ"),
        ("abc:ng|", None, "ng"),
        ("người:ky nơi:hu|", "place", "hu"),
    ],
)
def test_the_value_or_the_word_at_the_cursor_is_found(text: str, field: str | None, typed: str) -> None:
    """A value in quotes, after a comma, in capitals; else a word that may become a field."""
    cursor = text.index("|")
    text = text.replace("|", "")
    found = at_cursor(text, cursor)
    assert (found.field, found.typed) == (field, typed)
    assert found.stop == cursor
    assert text[found.start : found.stop].lstrip('"') == typed


@given(st.text(alphabet='nơi: ",Đà;(|-abc', max_size=40), st.integers(-3, 50))
def test_any_text_and_any_cursor_will_do(text: str, cursor: int) -> None:
    """Nothing raises, and what would be replaced lies in the text."""
    found = at_cursor(text, cursor)
    assert 0 <= found.start <= found.stop <= len(text)


def test_names_of_fields_and_marks_begin_in_both_languages() -> None:
    """Those of the language in force are shown; the others are found too."""
    assert [meaning.words for meaning in fields_beginning("ngu", "vi")][:2] == ["người", "nguồn"]
    assert "person" in [meaning.words for meaning in fields_beginning("per", "vi")]
    assert [meaning.name for meaning in words_beginning("is", "chua", "vi")] == ["unread", "undated"]
    assert "tuần trước" in [meaning.words for meaning in words_beginning("from", "tuần t", "vi")]
