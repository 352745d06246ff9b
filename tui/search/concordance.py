"""Concordance (KWIC) lines: each hit in its context, and the orders they are read in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Literal

from tui.model.record import record
from tui.model.result import ArticleHead
from tui.model.span import Span
from tui.text.cells import ELLIPSIS, character_width, fitting, width
from tui.text.collation import collation_key
from tui.text.words import WORD, toned

CONTEXT = 160
"""Code points kept at each side of a keyword: more than half of the widest screen."""
_SORTED_WORDS = 3
"""Words at each side that take part in an order."""
_NEARBY = 60
"""Code points that hold as many words nearly everywhere."""

Order = Literal["date", "left", "right", "second", "speaker", "article"]
ORDERS: tuple[Order, ...] = ("date", "left", "right", "second", "speaker", "article")
"""Newest first; by the word before the keyword; by the word after it; by the second word after it; by who
says it; by headline."""


@record
class KwicLine:
    """One hit in its context."""

    head: ArticleHead
    span: Span
    """The hit in the clean text."""
    left: str
    """What stands before it in its paragraph, up to the keyword, blank included."""
    keyword: str
    right: str
    speaker: str = ""
    """Who says it, where it stands in a statement of somebody known."""


@record
class KwicBlock:
    """Some lines of a concordance, and how far it is."""

    lines: tuple[KwicLine, ...]
    articles: int
    """Articles of the lines of this block."""
    total_articles: int
    """Articles of the whole concordance; an estimate from above where tones or capitals decide."""


def context(text: str, span: Span, limit: int = CONTEXT) -> tuple[str, str, str]:
    """(left, keyword, right) of a hit: its own paragraph, at most `limit` code points and whole words a side.

    >>> context("Một.\\nMưa lớn ở Huế", Span(9, 12))
    ('Mưa ', 'lớn', ' ở Huế')
    """
    start, stop = span
    low = max(text.rfind("\n", max(0, start - limit), start) + 1, start - limit, 0)
    high = text.find("\n", stop, stop + limit)
    left, right = text[low:start], text[stop : stop + limit if high < 0 else high]
    if low > 0 and text[low - 1] != "\n" and not text[low - 1].isspace():
        left = _from_word(left)
    end = stop + len(right)
    if end < len(text) and not text[end].isspace():
        right = _to_word(right)
    return left.lstrip(), text[start:stop], right.rstrip()


def _from_word(text: str) -> str:
    """`text` without the rest of a word at its beginning; as it is where it is all one word."""
    at = next((index for index, character in enumerate(text) if character.isspace()), -1)
    return text[at + 1 :] if 0 <= at < len(text) - 1 else text


def _to_word(text: str) -> str:
    """`text` without the begun word at its end; as it is where it is all one word."""
    at = next((index for index in range(len(text) - 1, -1, -1) if text[index].isspace()), 0)
    return text[:at] if at > 0 else text


def left_part(text: str, cells: int) -> str:
    """The end of `text` in at most `cells` cells, cut before a word where one begins; `…` for the rest.

    `text` went through `shown`.

    >>> left_part("mưa lớn ở ", 7), left_part("mưalớnở", 5)
    ('…lớn ở ', '…lớnở')
    """
    if width(text) <= cells:
        return text
    room = cells - width(ELLIPSIS)
    start = len(text)
    while start > 0 and (room := room - character_width(text[start - 1])) >= 0:
        start -= 1
    if cells < width(ELLIPSIS):
        return ""
    kept = text[start:]
    if not text[start - 1].isspace():
        at = next((i for i, c in enumerate(kept) if c.isspace()), -1)
        if at >= 0 and kept[at:].strip():
            kept = kept[at:]
    return ELLIPSIS + kept.lstrip()


def right_part(text: str, cells: int) -> str:
    """The beginning of `text` in at most `cells` cells, cut behind a word where one ends; `…` for the rest.

    >>> right_part(" ở Huế và", 8), right_part("ởHuếvàĐàNẵng", 5)
    (' ở Huế…', 'ởHuế…')
    """
    if width(text) <= cells:
        return text
    if cells < width(ELLIPSIS):
        return ""
    stop = fitting(text, cells - width(ELLIPSIS))
    kept = text[:stop]
    if not text[stop].isspace():
        at = next((i for i in range(len(kept) - 1, 0, -1) if kept[i].isspace()), -1)
        if at > 0 and kept[:at].strip():
            kept = kept[:at]
    return kept.rstrip() + ELLIPSIS


def sort_lines(lines: Iterable[KwicLine], order: Order) -> list[KwicLine]:
    """The lines in an order; words and names by the Vietnamese alphabet. Equal ones stay as they came."""
    if order == "date":
        return sorted(lines, key=lambda line: line.head.dated or "", reverse=True)
    return sorted(lines, key=_KEYS[order])


@lru_cache(maxsize=1 << 16)
def _key(text: str) -> str:
    """Where `text` stands in the alphabet; `hoà` stands where `hòa` does."""
    return collation_key(toned(text))


def _left_key(line: KwicLine) -> tuple[str, ...]:
    words = WORD.findall(line.left[-_NEARBY:])
    if len(words) <= _SORTED_WORDS < len(line.left) and len(line.left) > _NEARBY:
        words = WORD.findall(line.left)
    return tuple(_key(word) for word in reversed(words[-_SORTED_WORDS:]))


def _right_key(line: KwicLine) -> tuple[str, ...]:
    return tuple(_key(match[0]) for match in islice(WORD.finditer(line.right), _SORTED_WORDS))


def _second_key(line: KwicLine) -> tuple[str, ...]:
    words = _right_key(line)
    return (*words[1:], *words[:1])


def _speaker_key(line: KwicLine) -> tuple[bool, str]:
    return not line.speaker, _key(line.speaker)


def _article_key(line: KwicLine) -> tuple[str, str, int]:
    return _key(line.head.title[:200]), line.head.file, line.span.start


_KEYS: dict[Order, Callable[[KwicLine], tuple[object, ...]]] = {
    "left": _left_key,
    "right": _right_key,
    "second": _second_key,
    "speaker": _speaker_key,
    "article": _article_key,
}
