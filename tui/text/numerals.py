"""Numbers as Vietnamese newspapers write them: digits, Roman numerals, words."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?(?!\d)|\d{1,15}(?:[.,]\d{1,6})?(?!\d)"
"""A number in digits: `12.406`, `81,35`, `1.234,5`, `30.9`."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3},000")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_FILLERS = ("linh", "lẻ")
NUMBER_WORDS = (*_DIGITS, "mười", "mươi", "trăm", *_SCALES, *_FILLERS)
"""Every word that can stand in a number written out."""


def number(text: str) -> Decimal:
    """The value of digits with `.` between thousands and `,` before decimals.

    A full stop that cannot separate thousands is a decimal point, as in `30.9`; `1,000` and `1,234,567` are
    read as English thousands.

    >>> number("12.406"), number("81,35"), number("1.234,5"), number("30.9"), number("10,000")
    (Decimal('12406'), Decimal('81.35'), Decimal('1234.5'), Decimal('30.9'), Decimal('10000'))
    """
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", "."))


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals, or None; made for quarters, terms and centuries (1 to 399).

    >>> roman("XIV"), roman("IIII"), roman("M")
    (14, None, None)
    """
    if not text or any(letter not in _ROMAN for letter in text):
        return None
    values = [_ROMAN[letter] for letter in text]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total if to_roman(total) == text else None


def to_roman(value: int) -> str:
    """`value` (1 to 399) as a Roman numeral.

    >>> to_roman(14)
    'XIV'
    """
    parts = []
    for amount, letters in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, amount)
        parts.append(letters * count)
    return "".join(parts)


def number_in_words(words: list[str]) -> int | None:
    """The value of a number written out, or None if the words are no number.

    >>> number_in_words("mười hai".split()), number_in_words("hai mươi lăm".split())
    (12, 25)
    >>> number_in_words("một nghìn không trăm linh năm".split()), number_in_words(["mươi"])
    (1005, None)
    """
    total = part = 0
    last: int | None = None
    for word in words:
        if word in _DIGITS:
            if last is not None:
                part += last
            last = _DIGITS[word]
        elif word == "mười":
            if last is not None:
                return None
            part, last = part + 10, None
        elif word in ("mươi", "trăm"):
            if last is None:
                return None
            part, last = part + last * (10 if word == "mươi" else 100), None
        elif word in _SCALES:
            amount = part + (last or 0)
            if amount == 0:
                return None
            total, part, last = total + amount * _SCALES[word], 0, None
        elif word not in _FILLERS:
            return None
    value = total + part + (last or 0)
    return value or None
