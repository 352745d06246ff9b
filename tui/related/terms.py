"""The telling terms of a text: two words that stand together often here and seldom elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import log

from tui.model.span import Span
from tui.related.echoes import Worded
from tui.related.score import rarity

TRIED = 48
"""Pairs of words whose number of articles is asked."""
TERMS = 16
"""Terms of an article that are compared."""
OFTEN = 5
"""Times a term stands in a text from which it tells no more."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A pair of words and what sharing it tells."""

    words: Pair
    """Folded."""
    text: str
    """As first printed."""
    weight: float
    """0 to 1."""


def telling_terms(
    text: str,
    parts: Collection[Span],
    *,
    names: Collection[Pair],
    articles_with: Callable[[str], int],
    articles_with_pair: Callable[[Pair], int],
    total: int,
    most: int,
) -> tuple[Term, ...]:
    """At most `TERMS` pairs of words that tell what `parts` of the text are about, heaviest first.

    No word is in two of them, none is of `names` (they count as what they name), and each stands in at least
    one and at most `most` other articles of the `total`. Vietnamese words have one or two syllables, so that
    a pair of syllables is most often a word; no segmenter is needed.
    """
    worded = Worded(text, parts)
    counts: Counter[Pair] = Counter()
    first: dict[Pair, str] = {}
    for at in range(len(worded.words) - 1):
        pair = worded.words[at], worded.words[at + 1]
        if len(pair[0]) < 2 or len(pair[1]) < 2 or not (pair[0].isalpha() and pair[1].isalpha()):
            continue
        printed = worded.span(at, at + 2).of(text)
        if pair in names or printed.count(" ") != 1 or len(printed) != len(pair[0]) + len(pair[1]) + 1:
            continue
        counts[pair] += 1
        first.setdefault(pair, printed)
    singly = {word: rarity(articles_with(word), total) for pair in counts for word in pair}
    likely = sorted(
        counts, key=lambda pair: (-_often(counts[pair]) * (singly[pair[0]] + singly[pair[1]]), pair)
    )
    weighed = []
    for pair in likely[:TRIED]:
        found = articles_with_pair(pair)
        if 2 <= found <= most:
            weighed.append(Term(pair, first[pair], _often(counts[pair]) * rarity(found, total)))
    chosen: list[Term] = []
    used: set[str] = set()
    for term in sorted(weighed, key=lambda term: (-term.weight, term.words)):
        if used.isdisjoint(term.words):
            chosen.append(term)
            used.update(term.words)
    return tuple(chosen[:TERMS])


def _often(count: int) -> float:
    """0.39 for once, 1 for `OFTEN` times and more."""
    return min(1.0, log(1 + count) / log(1 + OFTEN))
