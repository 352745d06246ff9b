"""The nearest spelling of a word among the words of a corpus."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA


def nearest_spelling(word: str, vocabulary: Iterable[tuple[str, int]]) -> str | None:
    """The word of `vocabulary` fewest slips away from `word`, or None if none is near enough.

    `vocabulary` holds (folded word, in how many articles); of equally near words the commoner one is taken.
    A slip is a letter more, less, other, or two swapped; one is allowed up to four letters, else two. Words
    of one or two letters and numbers are near to nothing.

    >>> nearest_spelling("nguoif", [("nguoi", 90), ("nguon", 7)]), nearest_spelling("2041", [("2014", 5)])
    ('nguoi', None)
    """
    if len(word) < 3 or not word.isalpha():
        return None
    allowed = 1 if len(word) <= 4 else 2
    best: tuple[int, int, str] | None = None
    for other, count in vocabulary:
        if not other.isalpha():
            continue
        slips = OSA.distance(word, other, score_cutoff=allowed)
        if slips <= allowed and (best is None or (slips, -count, other) < best):
            best = slips, -count, other
    return best[2] if best else None
