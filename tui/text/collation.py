"""Vietnamese alphabetical order: a ă â b c d đ …, tones last, capitals and punctuation ignored."""

from __future__ import annotations

import unicodedata
from functools import cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries and of CLDR `vi`; no mark comes first."""

LONGEST = 60
"""Characters of a text that take part in its order."""


@cache
def _weight(character: str) -> tuple[str, str]:
    """(letter, tone) of one lower-case NFC character as sortable ASCII; both empty where it is ignored."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in marks if mark in TONES), "")
    letter = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
    if letter in ALPHABET:
        return chr(ord("A") + ALPHABET.index(letter)), str(TONES.index(tone) + 1) if tone else "0"
    if letter.isspace():
        return " ", ""
    if letter.isalnum():
        return letter, "0"
    return "", ""


def collation_key(text: str) -> str:
    """A string that sorts, compared by code point, where `text` stands in the Vietnamese alphabet.

    Letters decide first, over the whole text, then tones. `text` should be NFC.

    >>> sorted(["Đà Nẵng", "Dương", "ma", "má", "mà", "Ăn", "Âm", "An"], key=collation_key)
    ['An', 'Ăn', 'Âm', 'Dương', 'Đà Nẵng', 'ma', 'mà', 'má']
    """
    weights = [_weight(character) for character in text.lower()[:LONGEST]]
    letters = " ".join("".join(letter for letter, _ in weights).split())
    tones = "".join(tone for _, tone in weights).rstrip("0")
    return f"{letters}\x1f{tones}"
