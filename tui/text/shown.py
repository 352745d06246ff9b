"""The one gate for every string not written by us on its way to a screen or a pipe.

`shown` maps one character to one character, so offsets into the text stay true.
"""

from __future__ import annotations

import unicodedata
from functools import cache

VISIBLE_BIDI = "⇄"
VISIBLE_HIDDEN = "·"
VISIBLE_UNKNOWN = "�"


@cache
def _table() -> dict[int, str]:
    """Code point → what is shown instead.

    Source: Unicode categories Cc, Cf, Cs, Co, Zl, Zp; Trojan Source (CVE-2021-42574) for the bidi controls.
    """
    table: dict[int, str] = {}
    for code in range(0x20):
        table[code] = chr(0x2400 + code)
    table[0x09] = " "
    table[0x0A] = "\n"
    table[0x0D] = " "
    table[0x7F] = "␡"
    for code in range(0x80, 0xA0):
        table[code] = VISIBLE_UNKNOWN
    for code in (0x2028, 0x2029):
        table[code] = " "
    for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        table[code] = VISIBLE_BIDI
    for code in range(0xFFF9, 0xFFFC):
        table[code] = VISIBLE_HIDDEN
    for code in range(0xD800, 0xE000):
        table[code] = VISIBLE_UNKNOWN
    for code in (*range(0xE0000, 0xE1000), *range(0xFE00, 0xFE10)):
        table[code] = VISIBLE_HIDDEN
    for code in (
        0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x180F,
        0x200B, 0x200C, 0x200D, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0x3164, 0xFEFF, 0xFFA0,
    ):  # fmt: skip
        table[code] = VISIBLE_HIDDEN
    table[0x00A0] = " "
    return table


class _Shown(dict[int, str]):
    """The table, filled as characters are met with what Unicode says of the rest."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        value = character
        if category == "Co" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0:
            value = VISIBLE_UNKNOWN
        elif category == "Cf" and code not in _VISIBLE_FORMATS:
            value = VISIBLE_HIDDEN
        self[code] = value
        return value


_VISIBLE_FORMATS = frozenset((*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
"""Format characters that are drawn. Source: Unicode property Prepended_Concatenation_Mark."""


@cache
def _shown() -> _Shown:
    return _Shown(_table())


def shown(text: str) -> str:
    """`text` with everything that could act on a terminal, or hide, made visible and harmless.

    One code point becomes one code point: controls turn into their pictures (ESC into ␛), bidi controls,
    zero-width and tag characters into marks, lone surrogates into �. Line feeds stay.

    >>> shown("tin\\x1b]52;c;SEVMTE8=\\x07 [Video]")
    'tin␛]52;c;SEVMTE8=␇ [Video]'
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_shown())


def shown_line(text: str) -> str:
    """`shown` for one line: line feeds become spaces too."""
    return shown(text).replace("\n", " ")


def hidden_count(text: str) -> int:
    """How many characters of `text` are made visible by `shown`: bidi, zero-width, controls."""
    table = _shown()
    return sum(1 for c in text if table[ord(c)] != c and c not in "\t\n\r\u00a0\u2028\u2029")
