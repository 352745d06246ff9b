"""What two texts have in common, in the order of both, and so what each has alone.

Words are compared folded. Texts of some thousand words are compared word by word; longer ones around the
passages they share, so that time and memory stay bounded.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from tui.model.span import Span
from tui.related.echoes import Compared, Passage, Worded

MOST_CELLS = 30_000_000
"""Words of one text times words of the other that are compared word by word: a quarter of a second."""
ISLAND = 2
"""Fewer equal words between words that differ are no common part: any two texts share an `và`."""

_Block = tuple[int, int, int]
"""First word here, first word there, how many."""


def common_parts(left: str, right: str) -> tuple[tuple[Span, Span], ...]:
    """Parts that stand in both texts, each here and there, in the order of both; none overlap.

    >>> [(one.of("Nước lên nhanh hôm nay"), other.of("Nước lên rất nhanh")) for one, other in
    ...  common_parts("Nước lên nhanh hôm nay", "Nước lên rất nhanh")]
    [('Nước lên', 'Nước lên')]
    """
    mine, its = Worded(left), Worded(right)
    blocks = _blocks(mine, its)
    return tuple((mine.span(a, a + count), its.span(b, b + count)) for a, b, count in blocks)


def _blocks(mine: Worded, its: Worded) -> list[_Block]:
    if len(mine.words) * len(its.words) <= MOST_CELLS:
        return _telling(_compared(mine.words, its.words, 0, 0))
    found: list[_Block] = []
    a = b = 0
    for anchor in _in_order(Compared(mine).passages(its), mine, its):
        found += _between(mine.words[a : anchor[0]], its.words[b : anchor[1]], a, b)
        found.append(anchor)
        a, b = anchor[0] + anchor[2], anchor[1] + anchor[2]
    found += _between(mine.words[a:], its.words[b:], a, b)
    return _telling(found)


def _between(mine: Sequence[str], its: Sequence[str], a: int, b: int) -> list[_Block]:
    """What stands between two passages that both have; nothing where that is too much to compare."""
    return _compared(mine, its, a, b) if len(mine) * len(its) <= MOST_CELLS // 4 else []


def _compared(mine: Sequence[str], its: Sequence[str], a: int, b: int) -> list[_Block]:
    return [
        (a + op.src_start, b + op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(mine, its)
        if op.tag == "equal"
    ]


def _telling(blocks: list[_Block]) -> list[_Block]:
    """Neighbours joined, and without the words that both happen to have in one place."""
    joined: list[_Block] = []
    for a, b, count in blocks:
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (a, b):
            first, other, before = joined[-1]
            joined[-1] = (first, other, before + count)
        else:
            joined.append((a, b, count))
    return [block for block in joined if block[2] >= ISLAND]


def _in_order(passages: Sequence[Passage], mine: Worded, its: Worded) -> list[_Block]:
    """The identical parts of the passages that follow one another in both texts: the longest such row."""
    here = {mine.span(at, at + 1).start: at for at, word in enumerate(mine.words) if word}
    there = {its.span(at, at + 1).start: at for at, word in enumerate(its.words) if word}
    parts = []
    for passage in passages:
        for one, other in passage.parts or ((passage.span, passage.other),):
            if one.start in here and other.start in there:
                parts.append((here[one.start], there[other.start], one, other))
    blocks = []
    for a, b, one, other in sorted(parts, key=lambda part: part[:2]):
        count = 0
        while (
            a + count < len(mine.words)
            and b + count < len(its.words)
            and mine.words[a + count] == its.words[b + count] != ""
            and mine.span(a + count, a + count + 1).start < one.stop
            and its.span(b + count, b + count + 1).start < other.stop
        ):
            count += 1
        if count:
            blocks.append((a, b, count))
    best: list[tuple[int, int]] = []
    for at, (a, b, count) in enumerate(blocks):
        before = max(
            (
                (best[other][0], other)
                for other in range(at)
                if blocks[other][0] + blocks[other][2] <= a and blocks[other][1] + blocks[other][2] <= b
            ),
            default=(0, -1),
        )
        best.append((before[0] + count, before[1]))
    row: list[_Block] = []
    at = max(range(len(best)), key=lambda index: best[index][0], default=-1)
    while at >= 0:
        row.append(blocks[at])
        at = best[at][1]
    return row[::-1]
