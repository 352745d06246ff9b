"""The telling terms of a text: words that stand often here and seldom elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from tui.lexicon.lexicon import read_table, read_words
from tui.model.span import Span
from tui.related.echoes import Worded
from tui.related.score import rarity
from tui.resources import resource
from tui.text.words import is_syllable, toned

TRIED = 120
"""Pairs of words whose number of articles is asked."""
TERMS = 24
"""Terms of an article that are compared."""
IN_TITLE = 2
"""A term of the headline counts so many times more."""
OFTEN = 5
"""Times a term stands in a text from which it tells no more."""
EVERYWHERE = 0.5
"""A syllable in more than this share of all articles makes no term with another."""
TOGETHER = 0.05
"""Share of the articles of the rarer of two syllables in which they are one word, at least."""
NOT_BY_CHANCE = 1.0
"""How many times as often as by chance two syllables of one word stand together, at least.

Source: both tried on pairs of 3,756 news articles; fragments such as `qua địa` (bàn) fall below."""
FEW = 50
"""In a corpus of fewer articles the shares above say nothing, and a rare word tells little."""

Words = tuple[str, ...]
"""One folded word or two that stand together."""


@dataclass(frozen=True, slots=True)
class Term:
    """One or two words, and what sharing them tells."""

    words: Words
    text: str
    """As first printed."""
    weight: float
    """0 to 1."""


def telling_terms(
    text: str,
    parts: Collection[Span],
    *,
    title: str,
    articles_with: Callable[[Collection[str]], Mapping[str, int]],
    articles_with_all: Callable[[Words], int],
    total: int,
    most: int,
) -> tuple[Term, ...]:
    """At most `TERMS` terms that tell what `parts` of the text are about, heaviest first.

    A term is two telling syllables that make a word more often than by chance (most Vietnamese words have
    two, so that no segmenter is needed), or a word that is no syllable. Terms of the headline count more. No
    word is in two terms; each stands in at least one and at most `most` other articles of the `total`.
    """
    counts, printed = _counted(Worded(text, parts), text)
    for words in _counted(Worded(title), title)[0]:
        counts[words] += IN_TITLE
        printed.setdefault(words, " ".join(words))
    known = articles_with({word for words in counts for word in words})
    frequent = EVERYWHERE * total if total >= FEW else total + 1
    likely = sorted(
        (words for words in counts if all(known.get(word, 0) <= frequent for word in words)),
        key=lambda words: (
            -_often(counts[words]) * sum(rarity(known.get(word, 1), total) for word in words) / len(words),
            words,
        ),
    )
    weighed = []
    for words in likely[:TRIED]:
        found = articles_with_all(words) if len(words) > 1 else known.get(words[0], 0)
        if 2 <= found <= most and _is_word(words, printed[words], found, known, total):
            weight = _often(counts[words]) * rarity(found, total) * min(1.0, total / FEW)
            weighed.append(Term(words, printed[words], weight))
    chosen: list[Term] = []
    used: set[str] = set()
    for term in sorted(weighed, key=lambda term: (-term.weight, term.words)):
        if used.isdisjoint(term.words):
            chosen.append(term)
            used.update(term.words)
    return tuple(chosen[:TERMS])


def _counted(worded: Worded, text: str) -> tuple[Counter[Words], dict[Words, str]]:
    """(how often each term stands in the text, how it is first printed)."""
    counts: Counter[Words] = Counter()
    printed: dict[Words, str] = {}
    words = worded.words
    marked = [toned(worded.span(at, at + 1).of(text)) for at in range(len(words))]
    for at, word in enumerate(words):
        if len(word) < 2 or not word.isalpha():
            continue
        if not is_syllable(word):
            term: Words = (word,)
            size = 1
        elif at + 1 < len(words) and len(words[at + 1]) > 1 and is_syllable(words[at + 1]):
            term = word, words[at + 1]
            size = 2
        else:
            continue
        surface = worded.span(at, at + size).of(text)
        if size == 2 and (
            not _function_words().isdisjoint(marked[at : at + 2])
            or _is_cut(marked[max(0, at - 1) : at + 3], at > 0)
        ):
            continue
        if len(surface) == len(" ".join(term)) and (size == 1 or surface[len(word)] == " "):
            counts[term] += 1
            printed.setdefault(term, surface)
    return counts, printed


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


def _is_word(words: Words, surface: str, found: int, known: Mapping[str, int], total: int) -> bool:
    """True for a known compound, or where syllables stand together so often that they make a word.

    A small corpus counts nothing: there only known compounds are words.
    """
    if len(words) == 1 or tuple(toned(surface).split()) in _compounds():
        return True
    if total < FEW:
        return False
    one, other = (max(known.get(word, 1), found) for word in words)
    return found >= TOGETHER * min(one, other) and found * total >= NOT_BY_CHANCE * one * other


def _often(count: int) -> float:
    """0.39 for once, 1 for `OFTEN` times and more."""
    return min(1.0, log(1 + count) / log(1 + OFTEN))
