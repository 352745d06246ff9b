"""An article laid out for reading: lines of a measured width, each knowing which text it shows.

Nothing is drawn here and no line holds a copy of the text: a line is a range of code points and a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tui.model.article import Article, Dropped
from tui.model.record import record
from tui.present.lines import Line, run, wrap_line
from tui.text.cells import character_width
from tui.text.shown import shown

NARROWEST, WIDEST = 60, 80
"""Columns of text: a line of 60 to 80 letters reads best; a pane may be narrower."""
AT_ONCE = 60_000
"""Code points laid out without a worker: under 10 ms on one core."""
SAME_WORDS = 40
"""Code points that tell a place of a text: enough to be rare, few enough to lie on one line."""

_NARROW = (
    r"[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0391-\u03a9\u0400-\u0482\u1ea0-\u1ef9\u2010-\u2027\u2030-\u2038"
    r"\u20ab\u20ac]*"
)
"""Text of which every character takes one cell: all of printed Vietnamese."""


@cache
def _narrow() -> re.Pattern[str]:
    return re.compile(_NARROW)


class PageLine(NamedTuple):
    """One line of a page."""

    start: int
    """First code point shown; where nothing of the text is shown, that of the next line that shows some."""
    stop: int
    """`start` for a line without text: a blank or a line of the head."""
    role: str
    """`title`, `lead`, `body`, `caption`, `meta`, `dropped`, `head` or `blank`."""
    head: int = -1
    """Index into `Page.head` for a line of the head."""


class Spot(NamedTuple):
    """A line of a page, told so that it is found again in another layout of the same text."""

    offset: int
    """First code point shown at or after it; 0 for the top of the page."""
    lines: int = 0
    """Lines without text from the line of `offset` to it: a blank above has -1, a head below 1."""


@record
class Page:
    """An article as lines."""

    text: str
    """What the ranges of the lines mean: the clean text, or the page as it came."""
    lines: tuple[PageLine, ...]
    measure: int
    """Cells of the longest line allowed."""
    head: tuple[Line, ...] = ()
    """Lines that are not article text: what is known about it."""
    complete: bool = True
    """False when only the beginning was laid out."""

    def line_of(self, offset: int) -> int:
        """Index of the line that shows code point `offset`, else of the last one before it."""
        found = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        while found > 0 and self.lines[found].stop <= self.lines[found].start:
            found -= 1
        return max(0, found)

    def offset_of(self, line: int) -> int:
        """First code point at or after `line`; 0 on an empty page."""
        if not self.lines:
            return 0
        return self.lines[max(0, min(line, len(self.lines) - 1))].start

    def spot_of(self, line: int) -> Spot:
        """Where `line` is."""
        offset = self.offset_of(line) if line > 0 else 0
        return Spot(offset, line - (self.line_of(offset) if offset else 0))

    def line_at(self, spot: Spot) -> int:
        """The line that is there, else the one that shows its code point."""
        base = self.line_of(spot.offset) if spot.offset else 0
        first = bisect_left(self.lines, spot.offset, key=lambda line: line.start)
        last = bisect_right(self.lines, spot.offset, key=lambda line: line.start) - 1
        return max(first, min(base + spot.lines, last)) if spot.lines and first <= last else base


def wrapped(text: str, start: int, stop: int, cells: int) -> Iterator[tuple[int, int]]:
    """Ranges of `text[start:stop]`, broken at spaces, of at most `cells` cells each.

    White space at a break belongs to no range. A word longer than a line is broken where it must, never
    between a letter and its combining marks. Time is linear in the length.

    >>> list(wrapped("Hội nghị tập huấn", 0, 17, 9))
    [(0, 8), (9, 17)]
    """
    cells = max(2, cells)
    narrow = _narrow().fullmatch(text, start, stop) is not None
    begin, seen = start, "" if narrow else shown(text[start:stop])
    while start < stop:
        while start < stop and text[start].isspace():
            start += 1
        if start >= stop:
            return
        limit = min(stop, start + cells) if narrow else begin + _fitting(seen, start - begin, cells)
        if limit >= stop:
            yield start, _trimmed(text, start, stop)
            return
        cut = limit if text[limit].isspace() else text.rfind(" ", start, limit)
        if cut <= start:
            cut = limit
        yield start, _trimmed(text, start, cut)
        start = cut


def _fitting(text: str, start: int, cells: int) -> int:
    """Where the text from `start` on no longer fits into `cells`; at least one letter with its marks."""
    index = start
    while index < len(text):
        cells -= character_width(text[index])
        if cells < 0 and index > start:
            return index
        index += 1
    return index


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


def lay_out(
    article: Article,
    *,
    cells: int,
    measure: int = WIDEST,
    title: str = "",
    title_note: str = "",
    head: Sequence[Line] = (),
    limit: int | None = None,
) -> Page:
    """The clean text of `article` for a pane of `cells` columns, in lines of at most `measure`.

    `title` stands over an article that has no headline of its own, after `title_note`; `head` stands below
    the headline. `limit` lays out only the paragraphs that begin before that many code points.
    """
    width = max(10, min(cells, measure))
    lines: list[PageLine] = []
    printed = [p for p in article.paragraphs if p.kind == "title"]
    headline = printed[0] if printed and printed[0] is article.paragraphs[0] else None
    heads = list(head)
    if headline is not None:
        _add(lines, article.text, headline.span.start, headline.span.stop, width, "title")
    elif title:
        heads, ranges = _over(title, title_note, width, heads)
        lines.extend(PageLine(0, 0, "title", index) for index in ranges)
    start = headline.span.stop if headline is not None else 0
    lines.extend(PageLine(start, start, "head", index) for index in range(len(heads) - len(head), len(heads)))
    complete = True
    for paragraph in article.paragraphs:
        if paragraph is headline:
            continue
        if limit is not None and paragraph.span.start >= limit:
            complete = False
            break
        begin = paragraph.span.start
        if lines:
            lines.append(PageLine(begin, begin, "blank"))
        stop = paragraph.span.stop
        if limit is not None and stop > limit + AT_ONCE:
            stop, complete = limit + AT_ONCE, False
        _add(lines, article.text, begin, stop, width, paragraph.kind)
        if not complete:
            break
    return Page(article.text, tuple(lines), width, tuple(heads), complete)


def _over(title: str, note: str, width: int, heads: list[Line]) -> tuple[list[Line], range]:
    """The lines of a title that is not in the text, put before those of the head."""
    noted = (run(note + " ", "inferred"),) if note else ()
    made = wrap_line((*noted, run(title, "title")), width)
    return [*made, *heads], range(len(made))


def _add(lines: list[PageLine], text: str, start: int, stop: int, width: int, role: str) -> None:
    lines.extend(PageLine(begin, end, role) for begin, end in wrapped(text, start, stop, width))


def lay_out_original(
    text: str, dropped: Sequence[Dropped], *, cells: int, measure: int = WIDEST, limit: int | None = None
) -> Page:
    """The page as it came, line feeds and all; what cleaning left out has the role `dropped`.

    `limit` lays out only that many code points and a little more.
    """
    whole = len(text)
    stop_at = whole if limit is None else min(whole, limit + AT_ONCE)
    width = max(10, min(cells, measure))
    ranges = sorted((piece.start, piece.start + len(piece.text)) for piece in dropped)
    starts = [start for start, _ in ranges]
    lines: list[PageLine] = []
    begin = 0
    while begin <= stop_at:
        end = text.find("\n", begin, stop_at)
        end = stop_at if end < 0 else end
        if not text[begin:end].strip():
            if lines and lines[-1].role != "blank":
                lines.append(PageLine(begin, begin, "blank"))
        else:
            for start, stop in wrapped(text, begin, end, width):
                nearest = bisect_right(starts, stop - 1) - 1
                out = nearest >= 0 and ranges[nearest][1] > start
                lines.append(PageLine(start, stop, "dropped" if out else "body"))
        begin = end + 1
    return Page(text, tuple(lines), width, complete=stop_at == whole)


def same_place(clean: str, offset: int, original: str) -> int:
    """Where the words at code point `offset` of `clean` stand in `original`; 0 at the top, or if nowhere.

    Of several places the nearest at or after `offset` is meant, for cleaning only leaves out.

    >>> same_place("Một. Hai.", 5, "Chia sẻ\\nMột.\\nHai.")
    13
    """
    if offset <= 0:
        return 0
    words = clean[offset : offset + SAME_WORDS].split("\n", 1)[0].strip()
    if not words:
        return 0
    found = original.find(words, offset)
    return max(0, found if found >= 0 else original.rfind(words))
