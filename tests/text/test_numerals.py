"""Numbers in digits, Roman numerals and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.numerals import number, number_in_words, roman, to_roman

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def written(value: int) -> str:
    """`value` below a million as Vietnamese says it."""
    if value >= 1000:
        rest = value % 1000
        tail = (
            ""
            if rest == 0
            else " " + (written(rest) if rest >= 100 else f"không trăm {_below_hundred(rest)}")
        )
        return written(value // 1000) + " nghìn" + tail
    if value >= 100:
        rest = value % 100
        return f"{UNITS[value // 100]} trăm" + ("" if rest == 0 else " " + _below_hundred(rest))
    return _below_hundred(value, alone=True)


def _below_hundred(value: int, *, alone: bool = False) -> str:
    tens, units = divmod(value, 10)
    if tens == 0:
        return UNITS[units] if alone else f"linh {UNITS[units]}"
    head = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    unit = "lăm" if units == 5 else "mốt" if units == 1 and tens > 1 else UNITS[units]
    return head if units == 0 else f"{head} {unit}"


@given(st.integers(1, 999_999))
def test_a_number_written_out_is_read_back(value: int) -> None:
    """Every number below a million, as newspapers spell it."""
    assert number_in_words(written(value).split()) == value


@given(st.integers(1, 399))
def test_roman_numerals_are_read_back(value: int) -> None:
    """Quarters, terms and centuries need no more than 399."""
    assert roman(to_roman(value)) == value


@pytest.mark.parametrize("text", ["IIII", "VX", "IC", "", "A", "iv"])
def test_letters_that_are_no_roman_numeral_have_no_value(text: str) -> None:
    """Only the one way of writing a number counts."""
    assert roman(text) is None


@given(st.integers(0, 10**14), st.integers(1, 999))
def test_dots_separate_thousands_and_a_comma_decimals(whole: int, parts: int) -> None:
    """`1.234,5` is one thousand two hundred thirty-four and a half."""
    text = f"{whole:,}".replace(",", ".") + f",{parts}"
    assert number(text) == Decimal(f"{whole}.{parts}")


@pytest.mark.parametrize("words", [["mươi"], ["mười", "mười", "x"], ["nghìn"], ["không"], ["hai", "chuyên"]])
def test_words_that_are_no_number_have_no_value(words: list[str]) -> None:
    """A scale or a tens word alone, nothing at all, and words that do not count."""
    assert number_in_words(words) is None
