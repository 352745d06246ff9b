"""Two articles side by side or, where the window is narrow, one under the other: sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.comparison import Comparison
from tui.model.record import record
from tui.model.result import ArticleHead
from tui.model.span import Span
from tui.present.dates import long_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, cut_line, pad_line, run, wrap_line
from tui.text.sentences import sentences
from tui.text.words import plain_words

SIDE_BY_SIDE_FROM = 90
"""Cells from which two columns stand side by side."""
LIKE = 0.3
"""Part of the shorter of two sentences that must stand in the other for them to stand side by side."""
_BETWEEN = " │ "
_SIGN = 2
"""Cells in front of a sentence: a sign and a blank."""
SAME, ALONE_LEFT, ALONE_RIGHT, CHANGED = "≋", "−", "+", "±"


@record
class ComparedRow:
    """A sentence of one article or both, as lines."""

    lines: tuple[Line, ...]
    left: Span | None
    right: Span | None
    differs: bool
    """Something of it stands in one article alone."""

    @property
    def height(self) -> int:
        """Lines it takes."""
        return len(self.lines)


def compared_rows(comparison: Comparison, cells: int) -> list[ComparedRow]:
    """All sentences of both articles, those that have much in common beside one another.

    Every line has a sign in front: `≋` what both have, `−` what only the left has, `+` what only the right
    has, `±` a sentence that was changed. Signs say it without colour.
    """
    left, right = _Side(comparison, own=0), _Side(comparison, own=1)
    rows = []
    for one, other in _aligned(left, right):
        mine = left.sentences[one] if one is not None else None
        its = right.sentences[other] if other is not None else None
        whole = mine is not None and its is not None and left.is_whole(mine) and right.is_whole(its)
        sign = SAME if whole else CHANGED if mine and its else ALONE_LEFT if mine else ALONE_RIGHT
        lines = (
            _columns(left, right, mine, its, sign, cells)
            if cells >= SIDE_BY_SIDE_FROM
            else _stacked(left, right, mine, its, sign, cells)
        )
        rows.append(ComparedRow(tuple(lines), mine, its, differs=not whole))
    return rows


class _Side:
    """One of the two texts, cut into sentences."""

    def __init__(self, comparison: Comparison, *, own: int) -> None:
        self.text = comparison.right_text if own else comparison.left_text
        self.sentences = sentences(self.text)
        self._copies = comparison.are_copies
        self.parts = sorted(part[own] for part in comparison.parts)
        self._starts = [part.start for part in self.parts]

    def of(self, sentence: Span) -> Iterator[tuple[Span, bool]]:
        """The sentence in pieces, each with whether the other article has it."""
        at = sentence.start
        first = max(0, bisect_right(self._starts, sentence.start) - 1)
        for part in self.parts[first:]:
            if part.start >= sentence.stop:
                break
            start, stop = max(part.start, at), min(part.stop, sentence.stop)
            if start >= stop:
                continue
            if start > at:
                yield Span(at, start), False
            yield Span(start, stop), True
            at = stop
        if at < sentence.stop:
            yield Span(at, sentence.stop), False

    def is_whole(self, sentence: Span) -> bool:
        """True when all words of it stand in the other."""
        return not any(plain_words(piece.of(self.text)) for piece, same in self.of(sentence) if not same)

    def runs(self, sentence: Span, *, paired: bool) -> list[Run]:
        """The sentence with what both have told from what it has alone: the rarer of the two stands out.

        Of a sentence that is not `paired` with one of the other article, single words tell nothing.
        """
        same, alone = ("", "strong") if self._copies else ("same", "")
        if not paired:
            return [run(sentence.of(self.text), alone)]
        return [run(piece.of(self.text), same if both else alone) for piece, both in self.of(sentence)]


def _aligned(left: _Side, right: _Side) -> Iterator[tuple[int | None, int | None]]:
    """Index of each sentence, left and right, in the order of both; what belongs together in one pair."""
    at_left = at_right = 0
    for one, other in _pairs(left, right):
        yield from _apart(range(at_left, one), range(at_right, other))
        yield one, other
        at_left, at_right = one + 1, other + 1
    yield from _apart(range(at_left, len(left.sentences)), range(at_right, len(right.sentences)))


def _apart(left: Iterable[int], right: Iterable[int]) -> Iterator[tuple[int | None, int | None]]:
    for one in left:
        yield one, None
    for other in right:
        yield None, other


def _pairs(left: _Side, right: _Side) -> list[tuple[int, int]]:
    """Sentences that share much, in the order of both."""
    shared: dict[tuple[int, int], int] = {}
    starts = [span.start for span in left.sentences], [span.start for span in right.sentences]
    for mine, its in zip(left.parts, right.parts, strict=True):
        one = max(0, bisect_right(starts[0], mine.start) - 1)
        other = max(0, bisect_right(starts[1], its.start) - 1)
        while one < len(starts[0]) and other < len(starts[1]):
            here, there = left.sentences[one], right.sentences[other]
            start = max(here.start - mine.start, there.start - its.start, 0)
            ends, its_ends = here.stop - mine.start, there.stop - its.start
            both = min(ends, its_ends, mine.length) - start
            if both > 0:
                shared[one, other] = shared.get((one, other), 0) + both
            if min(ends, its_ends) >= mine.length:
                break
            one, other = (one + 1, other) if ends <= its_ends else (one, other + 1)
    pairs: list[tuple[int, int]] = []
    best: dict[int, tuple[int, int]] = {}
    for (one, other), length in shared.items():
        shorter = min(left.sentences[one].length, right.sentences[other].length)
        if length >= LIKE * shorter and length > best.get(one, (0, 0))[0]:
            best[one] = length, other
    last = -1
    for one in sorted(best):
        other = best[one][1]
        if other > last:
            pairs.append((one, other))
            last = other
    return pairs


def _columns(
    left: _Side, right: _Side, mine: Span | None, its: Span | None, sign: str, cells: int
) -> Iterator[Line]:
    wide = (cells - len(_BETWEEN)) // 2
    paired = mine is not None and its is not None
    one = _wrapped(left, mine, sign, wide, paired=paired)
    other = _wrapped(right, its, sign, wide, paired=paired)
    for index in range(max(len(one), len(other))):
        here = one[index] if index < len(one) else ()
        there = other[index] if index < len(other) else ()
        yield (*pad_line(here, wide), Run(_BETWEEN, "dim"), *there)


def _stacked(
    left: _Side, right: _Side, mine: Span | None, its: Span | None, sign: str, cells: int
) -> Iterator[Line]:
    if sign != CHANGED:
        paired = sign == SAME
        yield from _wrapped(left, mine, sign, cells, paired=paired) or _wrapped(
            right, its, sign, cells, paired=paired
        )
        return
    yield from _wrapped(left, mine, ALONE_LEFT, cells, paired=True)
    yield from _wrapped(right, its, ALONE_RIGHT, cells, paired=True)


def _wrapped(side: _Side, sentence: Span | None, sign: str, cells: int, *, paired: bool) -> list[Line]:
    if sentence is None:
        return []
    mark = Run(f"{sign} ", "echo" if sign == SAME else "key")
    lines = wrap_line(tuple(side.runs(sentence, paired=paired)), max(4, cells - _SIGN))
    return [((mark if not index else Run("  ")), *drawn) for index, drawn in enumerate(lines)]


def head_lines(comparison: Comparison, cells: int) -> tuple[Line, ...]:
    """Who wrote each, and when, over its column; the earlier of two days is the first in time, no more."""
    first = _first(comparison)
    heads = (comparison.left, comparison.right)
    told = [_about(head, first=head.id == first) for head in heads]
    titles = [(run(head.title[:300], "title"),) for head in heads]
    if cells < SIDE_BY_SIDE_FROM:
        signs = (Run(f"{ALONE_LEFT} ", "key"), Run(f"{ALONE_RIGHT} ", "key"))
        return tuple(
            cut_line((sign, *about, Run("  "), *title), cells)
            for sign, about, title in zip(signs, told, titles, strict=True)
        )
    wide = (cells - len(_BETWEEN)) // 2
    return tuple(
        (*pad_line(cut_line(one, wide), wide), Run(_BETWEEN, "dim"), *cut_line(other, wide))
        for one, other in (told, titles)
    )


def _first(comparison: Comparison) -> int | None:
    """The article of the earlier day; None where a day is not known, or both are of one."""
    if comparison.places:
        return next((place.head.id for place in comparison.places if place.first), None)
    one, other = comparison.left, comparison.right
    if not one.dated or not other.dated or one.dated == other.dated:
        return None
    return one.id if one.dated < other.dated else other.id


def _about(head: ArticleHead, *, first: bool) -> Line:
    day = long_date(head.dated, inferred=head.date_inferred)
    words: list[Run] = [run(day, "strong"), run(f" · {head.outlet or '?'}"[:40])]
    if head.place:
        words.append(run(f" · {head.place}"[:40], "dim"))
    if first:
        words.append(run(" · " + _("first in time"), "key"))
    return tuple(words)


def summary(comparison: Comparison, span: Span | None) -> str:
    """How much both have, and what each has alone; of a passage the longest part that is the same."""
    if span is not None:
        shared = [mine for mine, _its in comparison.parts if mine.overlaps(span)]
        letters = max((min(one.stop, span.stop) - max(one.start, span.start) for one in shared), default=0)
        told = ngettext("%s character word for word", "%s characters word for word", letters)
        return told % number(letters)
    both = ngettext("%s word in both", "%s words in both", comparison.same_words)
    alone = (comparison.left_words - comparison.same_words, comparison.right_words - comparison.same_words)
    return " · ".join(
        (
            both % number(comparison.same_words),
            _("− %s only left") % number(alone[0]),
            _("+ %s only right") % number(alone[1]),
        )
    )


def place_of_span(rows: Sequence[ComparedRow], span: Span | None) -> int:
    """The row that shows a passage of the left article; the first for none."""
    if span is None:
        return 0
    return next((at for at, row in enumerate(rows) if row.left is not None and row.left.overlaps(span)), 0)
