"""The passage of a text that shows a query best, cut for one line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tui.model.result import Snippet
from tui.model.span import Span
from tui.text.cells import ELLIPSIS, character_width, fitting, takes_a_cell_each
from tui.text.cells import width as width_of

LOOKED_AT = 200
"""Hits that are weighed; a passage further on is no better."""


def snippet(text: str, hits: Sequence[Span], *, width: int) -> Snippet:
    """Cut the passage of `text` that holds the most hits.

    `hits` are sorted and lie inside `text`. `width` counts cells, not code points. The passage lies in
    one paragraph and is cut between words; `…` stands where a paragraph goes on. Between equal passages the
    earlier wins. The hits of the snippet are relative to its own text. Without hits it is the beginning.

    >>> snippet("Mưa lớn ở Huế và Đà Nẵng", [Span(17, 24)], width=12).text
    '… và Đà Nẵng'
    """
    if not text or width <= 0:
        return Snippet("", ())
    first, last = _most_hits(text, hits[:LOOKED_AT], width - 2 * (len(ELLIPSIS) + 1))
    low, high = _paragraph(text, first)
    start, stop = _widen(text, max(first, low), min(last, high), low, high, width)
    before = f"{ELLIPSIS} " if start > low else ""
    after = f" {ELLIPSIS}" if stop < high else ""
    shift = len(before) - start
    inside = hits[bisect_left(hits, start, key=lambda hit: hit.stop) :]
    marks = []
    for hit in inside:
        if hit.start >= stop:
            break
        mark = Span(max(hit.start, start), min(hit.stop, stop))
        if mark.length > 0:
            marks.append(mark.shift(shift))
    return Snippet(before + text[start:stop] + after, tuple(marks))


def _most_hits(text: str, hits: Sequence[Span], room: int) -> tuple[int, int]:
    """First and last offset of the richest run of hits that fits into `room` cells of one paragraph."""
    best = (hits[0].start, hits[0].stop) if hits else (0, 0)
    most = 1
    first = 0
    for last, hit in enumerate(hits):
        while first < last and (
            hit.stop - hits[first].start > room
            or "\n" in text[hits[first].start : hit.stop]
            or width_of(text[hits[first].start : hit.stop]) > room
        ):
            first += 1
        if last - first + 1 > most:
            most = last - first + 1
            best = hits[first].start, hit.stop
    return best


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    """Bounds of the line that holds `offset`, without the spaces around it."""
    low = text.rfind("\n", 0, offset) + 1
    high = text.find("\n", offset)
    high = len(text) if high < 0 else high
    while low < high and low < offset and text[low].isspace():
        low += 1
    while high > low and high > offset and text[high - 1].isspace():
        high -= 1
    return low, high


def _widen(text: str, start: int, stop: int, low: int, high: int, width: int) -> tuple[int, int]:
    """Grow `[start, stop)` by whole words, a third of the room before it, as far as `width` allows."""
    dots = len(ELLIPSIS) + 1
    stop = fitting(text[:stop], max(1, width - 2 * dots), start)
    free = width - width_of(text[start:stop])
    left = _leftward(text, start, low, free // 3 - dots, dots)
    used = width_of(text[left:stop]) + (dots if left > low else 0)
    right = _rightward(text, stop, high, width - used - dots, dots)
    used = width_of(text[start:right]) + (dots if right < high else 0)
    return _leftward(text, start, low, width - used - dots, dots), right


def _leftward(text: str, start: int, low: int, room: int, dots: int) -> int:
    """Start of the earliest word before `start` that fits into `room`, `dots` more if it is the first."""
    reach = room + dots
    if reach >= 0 and takes_a_cell_each(text[max(low, start - reach - 1) : start]):
        if start - low <= reach:
            return low
        return next((at for at in range(start - max(0, room), start) if _begins(text, at)), start)
    reached = index = start
    while index > low and room + dots >= 0:
        index -= 1
        room -= character_width(text[index])
        begins = index == low or _begins(text, index)
        if begins and room + (dots if index == low else 0) >= 0:
            reached = index
    return reached


def _rightward(text: str, stop: int, high: int, room: int, dots: int) -> int:
    """End of the last word after `stop` that fits into `room`, `dots` more if it is the last."""
    reach = room + dots
    if reach >= 0 and takes_a_cell_each(text[stop : min(high, stop + reach + 1)]):
        if high - stop <= reach:
            return high
        return next((at for at in range(stop + max(0, room), stop, -1) if _ends(text, at)), stop)
    reached = index = stop
    while index < high and room + dots >= 0:
        room -= character_width(text[index])
        index += 1
        ends = index == high or _ends(text, index)
        if ends and room + (dots if index == high else 0) >= 0:
            reached = index
    return reached


def _begins(text: str, index: int) -> bool:
    return text[index - 1].isspace() and not text[index].isspace()


def _ends(text: str, index: int) -> bool:
    return text[index].isspace() and not text[index - 1].isspace()
