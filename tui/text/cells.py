"""How wide text stands on a terminal, and cutting, padding and wrapping it to a number of cells.

Meant for text that went through `shown`: no controls, joiners or variation selectors are left in it,
so the width of a text is the sum of the widths of its characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ELLIPSIS = "…"
_ONE_CELL = re.compile("[ -~\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027]*")
"""Text of letters that take one cell each, as most of a Vietnamese text does: no need to look at each."""


@cache
def character_width(character: str) -> int:
    """Cells one character takes: 0 for a combining mark, 2 for a wide one, else 1.

    Source: Unicode East Asian Width (UAX #11), W and F wide; categories Mn and Me take no cell.
    """
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def width(text: str) -> int:
    """Cells `text` takes on one line.

    >>> width("Huế"), width("日本")
    (3, 4)
    """
    return len(text) if takes_a_cell_each(text) else sum(map(character_width, text))


def takes_a_cell_each(text: str) -> bool:
    """True when it is sure that every character of `text` takes one cell.

    >>> takes_a_cell_each("Huế – “Đà Nẵng”…"), takes_a_cell_each("日本")
    (True, False)
    """
    return text.isascii() or _ONE_CELL.fullmatch(text) is not None


def fitting(text: str, cells: int, start: int = 0) -> int:
    """Index of the first character at or after `start` that no longer fits into `cells` from `start`.

    >>> fitting("日本", 3)
    1
    """
    if cells >= 0 and takes_a_cell_each(text[start : start + cells + 1]):
        return min(len(text), start + cells)
    for index in range(start, len(text)):
        cells -= character_width(text[index])
        if cells < 0:
            return index
    return len(text)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; what does not fit is replaced by one `…`.

    >>> cut("Quảng Ngãi", 6), cut("Huế", 6), cut("Huế", 0)
    ('Quảng…', 'Huế', '')
    """
    if cells <= 0:
        return ""
    stop = fitting(text, cells)
    if stop == len(text):
        return text
    return text[: fitting(text, cells - 1)].rstrip() + ELLIPSIS


def pad(text: str, cells: int, *, align_right: bool = False) -> str:
    """`text` cut or filled with spaces to exactly `cells` cells.

    >>> pad("Huế", 5), pad("7", 3, align_right=True)
    ('Huế  ', '  7')
    """
    text = cut(text, cells)
    space = " " * max(0, cells - width(text))
    return space + text if align_right else text + space


def wrap(text: str, cells: int) -> list[str]:
    """`text` broken at spaces into lines of at most `cells` cells; a longer word is broken where it must.

    White space at a break is dropped, line feeds count as spaces. An empty text is one empty line.

    >>> wrap("Hội nghị tập huấn", 9)
    ['Hội nghị', 'tập huấn']
    """
    cells = max(2, cells)
    lines: list[str] = []
    line = ""
    room = cells
    for word in text.split():
        wide = width(word)
        if line and wide + 1 <= room:
            line += " " + word
            room -= wide + 1
            continue
        if line:
            lines.append(line)
        begin = 0
        while wide > cells:
            stop = max(begin + 1, fitting(word, cells, begin))
            lines.append(word[begin:stop])
            wide -= width(word[begin:stop])
            begin = stop
        line, room = word[begin:], cells - wide
    lines.append(line)
    return lines if len(lines) == 1 or lines[-1] else lines[:-1]
