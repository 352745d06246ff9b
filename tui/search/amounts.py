"""Numbers in a query, in Vietnamese and English notation, with what is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tui.lexicon.lexicon import read_words
from tui.model.query import Amount, Word
from tui.resources import resource
from tui.search.query_words import meaning_of
from tui.search.words import words_in
from tui.text.folding import fold
from tui.text.numerals import number

_COMPARED = re.compile(r"([<>]=?|[≤≥])\s*")
_RANGE = re.compile(r"\.{2,9}|…|→|(?<=\d)\s?[-–]\s?(?=\d)")
_NUMBER = re.compile(r"(-?\d[\d.,]{0,24})\s*(.*)", re.ASCII)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,6}", re.ASCII)
_PLAIN = re.compile(
    r"\d{1,3}(?:\.\d{3}){1,7}(?:,\d{1,6})?|\d{1,3}(?:,\d{3}){1,7}|\d{1,24}(?:[.,]\d{1,6})?", re.ASCII
)
_UNITS = ("money", "measures", "counted")


def read_amount(typed: str) -> Amount | None:
    """`typed` as numbers; None where it is none.

    >>> read_amount(">24 tỷ").low, read_amount("1.000..2,5 triệu").high
    (Decimal('24000000000'), Decimal('2500000.0'))
    """
    typed = " ".join(typed.split())
    compared = _COMPARED.match(typed)
    if compared:
        one = _read_one(typed[compared.end() :])
        if one is None:
            return None
        value, _scaled, unit = one
        sign = compared.group(1)
        if sign in (">", ">=", "≥"):
            return Amount(typed, value, None, above=sign == ">", unit=unit)
        return Amount(typed, None, value, below=sign == "<", unit=unit)
    ends = [end.strip() for end in _RANGE.split(typed, maxsplit=1)]
    if len(ends) == 1:
        one = _read_one(typed)
        return Amount(typed, one[0], one[0], unit=one[2]) if one else None
    return _read_range(typed, *ends)


def _read_range(typed: str, first: str, last: str) -> Amount | None:
    low = _read_one(first) if first else None
    high = _read_one(last) if last else None
    if (low is None) != (not first) or (high is None) != (not last) or not (first or last):
        return None
    made = Amount(typed, low and low[0], high and high[0], unit=(high or low or (None, 1, ()))[2])
    if low and high and low[1] == 1 and not low[2]:  # 24..30 tỷ
        made = replace(made, low=low[0] * high[1])
    return made


def _read_one(typed: str) -> tuple[Decimal, int, tuple[Word, ...]] | None:
    """(value, its scale, unit) of one number."""
    match = _NUMBER.fullmatch(typed)
    if match is None:
        return None
    digits, rest = match.groups()
    value = _value(digits)
    if value is None:
        return None
    scale = 1
    while rest:
        word, _, after = rest.partition(" ")
        meant = meaning_of("scale", word)
        if meant is None or scale > 10**12:
            break
        scale, rest = scale * int(meant), after
    words = words_in(rest)
    if rest and not words and rest not in ("%", "‰"):
        return None
    if rest == "%":
        words = words_in("phần trăm")
    return value * scale, scale, words


def _value(digits: str) -> Decimal | None:
    negative, digits = digits.startswith("-"), digits.removeprefix("-").rstrip(".,")
    if _ENGLISH.fullmatch(digits):
        value = Decimal(digits.replace(",", ""))
    elif _PLAIN.fullmatch(digits):
        value = number(digits)
    else:
        return None
    return -value if negative else value


def is_unit(text: str) -> bool:
    """True when something is counted or measured in `text`: `lao động`, `km`, `đồng`."""
    return fold(text) in _units()


def begins_unit(text: str) -> bool:
    """True when a longer unit may begin so."""
    return fold(text) in _beginnings()


@cache
def _units() -> frozenset[str]:
    file = resource("lexicon/data") / "figures.yaml"
    return frozenset(fold(word) for key in _UNITS for word in read_words(file, key))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(
        " ".join(unit.split()[:count]) for unit in _units() for count in range(1, len(unit.split()))
    )
