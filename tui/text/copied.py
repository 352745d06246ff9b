"""Text on its way to a clipboard: as it stands, without what a terminal would obey when it is pasted."""

from __future__ import annotations

import unicodedata
from functools import cache

from tui.text.shown import VISIBLE_UNKNOWN


@cache
def _table() -> dict[int, str | None]:
    """Code point → what is copied in its place; None for nothing.

    Source: Unicode categories Cc and Cs. A pasted ESC ends a bracketed paste, and what follows it is typed.
    """
    controls = (*range(0x20), *range(0x7F, 0xA0))
    table: dict[int, str | None] = {code: None for code in controls if chr(code) not in "\t\n"}
    table[0x0D] = "\n"
    for code in range(0xD800, 0xE000):
        table[code] = VISIBLE_UNKNOWN
    return table


def copied(text: str) -> str:
    """`text` in NFC, its line ends as line feeds, without control characters; the rest letter by letter.

    >>> copied("Tie\\u0302\\u0301ng\\x1b[201~ Vie\\u0323\\u0302t\\r\\n")
    'Tiếng[201~ Việt\\n'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_table()))
