"""A text query: what was typed (see `parsing`), and the ways each part of it may be written in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tui.model.query import Query, Term, Tones, Word
from tui.search.parsing import MAX_CHARACTERS, MAX_WORDS, parse
from tui.search.printing import print_query
from tui.search.words import word_of, words_in
from tui.text.words import is_syllable, plain_words

__all__ = [
    "MAX_CHARACTERS", "MAX_READINGS", "MAX_WORDS", "Form", "Query", "Slot", "Term", "Tones", "Word",
    "form_of", "parse", "print_query", "readings", "slots", "word_of",
]  # fmt: skip

MAX_READINGS = 16
"""Ways to write one phrase (abbreviated, in full) that are looked for."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way a slot of a query may be written in a text."""

    words: tuple[str, ...]
    """Folded."""
    toned: tuple[str | None, ...]
    """What each word must be to be exact; None for any tones."""
    capitals: tuple[bool, ...] = ()
    """Which words stand for an abbreviation and count only in capitals (`CA` is not `cá`); empty for none."""
    prefix: bool = False
    """The last word is the beginning of one."""

    def __add__(self, other: Form) -> Form:
        capitals: tuple[bool, ...] = ()
        if self.capitals or other.capitals:
            capitals = self._all_capitals() + other._all_capitals()
        return Form(self.words + other.words, self.toned + other.toned, capitals, other.prefix)

    def _all_capitals(self) -> tuple[bool, ...]:
        return self.capitals or (False,) * len(self.words)

    @property
    def plain(self) -> bool:
        """True when the folded words alone decide: no tones were typed, no capitals are needed."""
        return not self.capitals and not any(self.toned)


Slot = tuple[Form, ...]
"""The ways one part of a query may be written; the first is the one typed."""


def slots(
    terms: Sequence[Term], abbreviations: Mapping[str, str], *, prefix: bool = False
) -> tuple[Slot, ...]:
    """Terms as slots, abbreviations read both ways; `prefix`: the last word is the beginning of one.

    A word that is also a syllable (`ca`) is expanded only if typed in capitals.

    >>> found = slots(parse("chủ tịch UBND").terms, {"UBND": "Ủy ban nhân dân"})
    >>> [[" ".join(form.words) for form in slot] for slot in found]
    [['chu'], ['tich'], ['ubnd', 'uy ban nhan dan']]
    >>> found = slots(parse("uy ban nhan dan xã").terms, {"UBND": "Ủy ban nhân dân"})
    >>> [[" ".join(form.words) for form in slot] for slot in found]
    [['uy ban nhan dan', 'ubnd'], ['xa']]
    """
    made: list[Slot] = []
    known = _by_words(tuple(abbreviations.items()))
    index = 0
    while index < len(terms):
        taken, slot = _slot_at(terms, index, known)
        made.append(slot)
        index += taken
    if prefix and made and not terms[-1].quoted:
        typed = made[-1][0]
        made[-1] = (Form(typed.words, typed.toned, prefix=True), *made[-1][1:])
    return tuple(made)


_ByWords = dict[tuple[str, ...], list[str]]


class _Known(NamedTuple):
    """Abbreviations, found by folded words."""

    short_by_long: _ByWords
    long_by_short: _ByWords
    longest: int
    """Words of the longest long form."""


@lru_cache(maxsize=4)
def _by_words(abbreviations: tuple[tuple[str, str], ...]) -> _Known:
    short_by_long: _ByWords = {}
    long_by_short: _ByWords = {}
    for short, long in abbreviations:
        if short != short.upper() or plain_words(short) == plain_words(long):
            continue  # `Viện KSND` and other spellings are no abbreviations a reader types
        short_by_long.setdefault(tuple(plain_words(long)), []).append(short)
        long_by_short.setdefault(tuple(plain_words(short)), []).append(long)
    return _Known(short_by_long, long_by_short, max(map(len, short_by_long), default=0))


def _slot_at(terms: Sequence[Term], index: int, known: _Known) -> tuple[int, Slot]:
    """(terms taken, slot) for the longest long form or abbreviation that begins at `index`."""
    words: list[Word] = []
    best: tuple[int, Slot] | None = None
    for stop in range(index, min(len(terms), index + known.longest + 1)):
        if terms[stop].quoted:
            break
        words.extend(terms[stop].words)
        typed = form_of(words)
        key = typed.words
        short = [_abbreviation(item) for item in known.short_by_long.get(key, ())]
        long = [] if _is_syllable(words) else [_long(item) for item in known.long_by_short.get(key, ())]
        if short or long:
            best = stop - index + 1, (typed, *dict.fromkeys(short + long))
    return best or (1, (form_of(terms[index].words),))


def form_of(words: Sequence[Word]) -> Form:
    """The form in which `words` were typed."""
    return Form(tuple(w.folded for w in words), tuple(w.toned for w in words))


def _is_syllable(words: Sequence[Word]) -> bool:
    return len(words) == 1 and not words[0].typed.isupper() and is_syllable(words[0].folded)


def _abbreviation(text: str) -> Form:
    words = tuple(plain_words(text))
    return Form(words, (None,) * len(words), (True,) * len(words))


def _long(text: str) -> Form:
    return form_of(words_in(text))


def readings(parts: Sequence[Slot]) -> tuple[Form, ...]:
    """Every way to write `parts` one after the other, as typed first; at most `MAX_READINGS`."""
    kept: list[Slot] = []
    count = 1
    for part in parts:
        allowed = max(1, MAX_READINGS // count)
        kept.append(part[:allowed])
        count *= len(kept[-1])
    made = []
    for choice in product(*kept):
        whole = choice[0]
        for form in choice[1:]:
            whole = whole + form
        made.append(whole)
    return tuple(dict.fromkeys(made))
