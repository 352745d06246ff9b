"""What two texts are both about, in words people can read: the telling terms among the words they share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from tui.lexicon.lexicon import read_table, read_words
from tui.model.span import Span
from tui.related.echoes import Worded
from tui.resources import resource
from tui.text.words import is_syllable, toned

Words = tuple[str, ...]
"""One folded word or two that stand together."""


class Terms:
    """The terms of a text, as first printed: two telling syllables that stand together (most Vietnamese words
    have two, so that no segmenter is needed), or a word that is no syllable."""

    def __init__(self, text: str, parts: Collection[Span], *, title: str = "") -> None:
        self._printed = dict(_terms(Worded(title), title))
        self._printed.update(_terms(Worded(text, parts), text))

    def shared(self, parts: Mapping[str, float], words: Sequence[str], most: int) -> tuple[str, ...]:
        """The terms that another text of these `words` has too, at most `most`, those that matter most first.

        `parts` is what each word they share adds to their likeness; a word without one is named by something
        else. No word is in two terms. A known compound comes before two syllables that only stand together.
        """
        pairs: set[Words] = set(pairwise(words))
        found = [
            (sum(parts[word] for word in term) * (1.0 if is_one else 0.6), term, printed)
            for term, (printed, is_one) in self._printed.items()
            if term[0] in parts and (len(term) == 1 or (term[1] in parts and term in pairs))
        ]
        chosen: list[str] = []
        used: set[str] = set()
        for _part, term, printed in sorted(found, key=lambda item: (-item[0], item[1])):
            if len(chosen) == most:
                break
            if used.isdisjoint(term):
                chosen.append(printed)
                used.update(term)
        return tuple(chosen)


def _terms(worded: Worded, text: str) -> list[tuple[Words, tuple[str, bool]]]:
    """(term, (as printed, whether it is known to be one word)) of each place; the first of a term last."""
    found: list[tuple[Words, tuple[str, bool]]] = []
    words = worded.words
    marked = [_toned(word) for word in worded.printed(text)]
    empty = _function_words()
    for at, word in enumerate(words):
        if len(word) < 2 or not word.isalpha():
            continue
        if not _is_syllable(word):
            found.append(((word,), (worded.span(at, at + 1).of(text), True)))
            continue
        if at + 1 == len(words) or len(words[at + 1]) < 2 or not _is_syllable(words[at + 1]):
            continue
        if marked[at] in empty or marked[at + 1] in empty:
            continue
        surface = worded.span(at, at + 2).of(text)
        if (
            not _is_cut(marked[max(0, at - 1) : at + 3], at > 0)
            and len(surface) == len(word) + 1 + len(words[at + 1])
            and surface[len(word)] == " "
        ):
            is_one = (marked[at], marked[at + 1]) in _compounds()
            found.append(((word, words[at + 1]), (surface, is_one)))
    return found[::-1]


@lru_cache(1 << 14)
def _toned(word: str) -> str:
    return toned(word)


@lru_cache(1 << 14)
def _is_syllable(word: str) -> bool:
    return is_syllable(word)


@cache
def _function_words() -> frozenset[str]:
    """Syllables, with tones, that make no term."""
    words = read_words(resource("lexicon/data") / "terms.yaml", "function_words")
    return frozenset(toned(word) for word in words)


@cache
def _compounds() -> frozenset[tuple[str, ...]]:
    """Pairs of syllables, with tones, that are known to be one word."""
    rows = read_table(resource("lexicon/data") / "compounds.tsv")
    return frozenset((toned(first), toned(second)) for first, *rest in rows for second in rest[0].split())


def _is_cut(around: Sequence[str], begun: bool) -> bool:
    """True for two syllables of two words, as `nghị tập` of `hội nghị tập huấn`: at their border, no word.

    `around` are the two with the one before, where there is one (`begun`), and the one after.
    """
    first = 1 if begun else 0
    here = (around[first], around[first + 1])
    if here in _compounds():
        return False
    before = begun and (around[0], here[0]) in _compounds()
    return before or (here[1], *around[first + 2 :]) in _compounds()
