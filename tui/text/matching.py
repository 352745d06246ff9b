"""Finding a command, a file or a label by a few letters of it: without tones, in linear time.

For names in a corpus see `search.names`; this is for the short lists of the interface.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.model.span import Span
from tui.text.folding import Folded, fold

LONGEST = 400
"""Code points of query and text that take part; a title is shorter."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a query fits a text, and which of its characters did."""

    score: float
    """0 to 100; a whole phrase at the start of the text is 100."""
    spans: tuple[Span, ...]
    """In the text that was matched; sorted, none touch."""


def match(query: str, text: str) -> Match | None:
    """Match every word of `query` in `text`, folded; else its letters in order; else None.

    Words may stand in any order. A whole phrase is better than scattered words, the start of a word better
    than its middle; equal scores keep the order of the list. An empty query matches everything with score 0.

    >>> match("lien quan", "Bài liên quan kế tiếp").spans
    (Span(start=4, stop=13),)
    >>> match("blq", "Bài liên quan kế tiếp") is not None, match("xyz", "Bài liên quan")
    (True, None)
    """
    folded = Folded(text[:LONGEST])
    terms = fold(query[:LONGEST]).split()
    if not terms:
        return Match(0.0, ())
    phrase = _find(" ".join(terms), folded.text)
    if phrase is not None:
        start, quality = phrase
        ranges = [(start, start + len(" ".join(terms)))]
        score = 70 + 20 * quality + (10 if start == 0 else 0)
        return Match(score, _spans(folded, ranges))
    placed = [(term, _find(term, folded.text)) for term in terms]
    found = [
        (start, start + len(term), quality) for term, place in placed if place for start, quality in [place]
    ]
    if len(found) == len(terms):
        quality = sum(q for _, _, q in found) / len(found)
        return Match(40 + 25 * quality, _spans(folded, [(a, b) for a, b, _ in found]))
    letters = "".join(terms)
    ranges = _letters_in_order(letters, folded.text)
    if len(letters) < 2 or not ranges:
        return None
    starts = sum(1 for start, _ in ranges if _begins_word(folded.text, start))
    reach = ranges[-1][1] - ranges[0][0]
    if starts < len(ranges) and reach > 3 * len(letters):
        return None
    return Match(10 + 20 * starts / len(ranges), _spans(folded, ranges))


def _begins_word(text: str, index: int) -> bool:
    return index == 0 or not text[index - 1].isalnum()


def _find(needle: str, text: str) -> tuple[int, float] | None:
    """(start, quality) of the best place of `needle`: 1 whole words, 0.7 a beginning, 0.2 inside a word."""
    best: tuple[int, float] | None = None
    start = text.find(needle)
    while start >= 0:
        stop = start + len(needle)
        if _begins_word(text, start):
            if stop == len(text) or not text[stop].isalnum():
                return start, 1.0
            if best is None or best[1] < 0.7:
                best = start, 0.7
        elif best is None:
            best = start, 0.2
        start = text.find(needle, start + 1)
    return best


def _letters_in_order(letters: str, text: str) -> list[tuple[int, int]]:
    """Ranges of `text` that spell `letters`, beginnings of words first; empty if they cannot."""
    return _walk(letters, text, only_starts=True) or _walk(letters, text, only_starts=False)


def _walk(letters: str, text: str, *, only_starts: bool) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    wanted = 0
    for index, character in enumerate(text):
        if wanted == len(letters):
            break
        if character != letters[wanted]:
            continue
        follows = bool(ranges) and ranges[-1][1] == index
        if only_starts and not follows and not _begins_word(text, index):
            continue
        if follows:
            ranges[-1] = (ranges[-1][0], index + 1)
        else:
            ranges.append((index, index + 1))
        wanted += 1
    return ranges if wanted == len(letters) else []


def _spans(folded: Folded, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, stop in sorted(ranges):
        span = folded.source_span(start, stop)
        if spans and span.start <= spans[-1].stop:
            spans[-1] = Span(spans[-1].start, max(spans[-1].stop, span.stop))
        else:
            spans.append(span)
    return tuple(spans)
