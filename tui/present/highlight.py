"""What stands out in a text: names and figures by kind, the evidence sentence, the hits of a search."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from tui.model.article import Article
from tui.model.fact import Extraction, mentions
from tui.model.span import Span
from tui.present.lines import Line, Run
from tui.text.folding import Folded, fold
from tui.text.sentences import sentences
from tui.text.shown import shown_line
from tui.text.words import toned


class Mark(NamedTuple):
    """A range of the text in one role."""

    start: int
    stop: int
    role: str


def marks_of(extraction: Extraction) -> tuple[Mark, ...]:
    """Every mention in the role of its kind, sorted; of two that overlap only the longer is kept."""
    kept: list[Mark] = []
    for mention in mentions(extraction):
        start, stop = mention.span
        if stop <= start:
            continue
        if kept and start < kept[-1].stop:
            if stop - start > kept[-1].stop - kept[-1].start:
                kept[-1] = Mark(start, stop, mention.kind)
            continue
        kept.append(Mark(start, stop, mention.kind))
    return tuple(kept)


def spans_as_marks(spans: Iterable[Sequence[int]], *, current: int | None = None) -> tuple[Mark, ...]:
    """Hits as marks; the one at index `current` in a role of its own."""
    return tuple(
        Mark(span[0], span[1], "hit-current" if index == current else "hit")
        for index, span in enumerate(spans)
    )


def sentence_around(text: str, span: Span, paragraph: Span) -> Span:
    """The sentences of `paragraph` that hold `span`, as one span; the span itself where none does."""
    found = [s for s in sentences(text, paragraph.start, paragraph.stop) if s.overlaps(span)]
    if not found:
        return span
    return Span(min(found[0].start, span.start), max(found[-1].stop, min(span.stop, paragraph.stop)))


AROUND = 20_000
"""Code points on each side of a passage in which the ends of its sentence are looked for."""


def evidence_sentence(article: Article, span: Span) -> Span:
    """The sentence that supports what stands at `span`, inside its paragraph."""
    place = article.paragraph_at(span.start)
    around = article.paragraphs[place].span if place is not None else span
    near = Span(max(around.start, span.start - AROUND), min(around.stop, span.stop + AROUND))
    return sentence_around(article.text, span, near)


def runs_of(
    text: str, start: int, stop: int, role: str, marks: Sequence[Mark], over: Sequence[Mark] = ()
) -> Line:
    """`text[start:stop]` in `role`, with `marks` drawn on it and `over` on those.

    Both are sorted and do not overlap among themselves; they may reach beyond the range.
    """
    edges = {start, stop}
    below = _between(marks, start, stop)
    above = _between(over, start, stop)
    for mark in (*below, *above):
        edges.add(max(start, mark.start))
        edges.add(min(stop, mark.stop))
    cuts = sorted(edges)
    runs = []
    for begin, end in pairwise(cuts):
        name = _role_at(above, begin) or _role_at(below, begin) or role
        runs.append(Run(shown_line(text[begin:end]), name))
    return tuple(runs)


def _between(marks: Sequence[Mark], start: int, stop: int) -> Sequence[Mark]:
    first = bisect_right(marks, start, key=lambda mark: mark.stop)
    last = bisect_left(marks, stop, key=lambda mark: mark.start)
    return marks[first:last]


def _role_at(marks: Sequence[Mark], offset: int) -> str:
    return next((mark.role for mark in marks if mark.start <= offset < mark.stop), "")


def find_folded(text: str, query: str, *, limit: int) -> tuple[Span, ...]:
    """The first `limit` places of `query` in `text`: without tones and case, white space as one blank.

    >>> find_folded("Hòa bình, hoà  bình", "hoa binh", limit=9)
    (Span(start=0, stop=8), Span(start=10, stop=19))
    """
    return tuple(islice(_places(text, query), limit))


def find_typed(text: str, query: str, *, limit: int) -> tuple[tuple[Span, ...], bool]:
    """The first `limit` places of `query` in `text`, and whether they have the tones that were typed.

    Words typed with tones are found with these; where no place has them all, as without tones. A word typed
    without is found with any: in a text as in a search over all.

    >>> find_typed("ma má mà", "má", limit=9), find_typed("ma mà", "má", limit=9)
    (((Span(start=3, stop=5),), True), ((Span(start=0, stop=2), Span(start=3, stop=5)), False))
    """
    typed = [word if word != fold(word) else "" for word in toned(query).split()]
    if any(typed):
        exact = (span for span in _places(text, query) if _has_tones(span.of(text), typed))
        found = tuple(islice(exact, limit))
        if found:
            return found, True
    return find_folded(text, query, limit=limit), not any(typed)


def _places(text: str, query: str) -> Iterator[Span]:
    words = fold(query).split()
    if not words:
        return
    folded = Folded(text)
    pattern = re.compile(r"\s{1,8}".join(re.escape(word) for word in words))
    for match in pattern.finditer(folded.text):
        yield folded.source_span(match.start(), match.end())


def _has_tones(passage: str, typed: Sequence[str]) -> bool:
    """True when each word of `passage` is the one typed; an empty one may be any."""
    words = toned(passage).split()
    return len(words) == len(typed) and all(
        not mark or mark == word for mark, word in zip(typed, words, strict=True)
    )
