"""A text query: what was typed, read as terms, without ever failing.

Grammar: words, and phrases in double quotes (straight or curly). Everything else separates words. A word that
holds punctuation (`34.178`, `KH&ĐT`) is one term of several words that must stand together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from tui.text.normal import normalize
from tui.text.words import WORD, has_marks, is_syllable, plain_words, toned

Tones = Literal["auto", "exact", "folded"]
"""`auto`: typed tones first, other tones after them; `exact`: only as typed; `folded`: tones do not count."""

MAX_CHARACTERS = 2_000
"""More of a query than this is not read: nobody types it, and a paste of a book must not cost a second."""
MAX_WORDS = 24
"""Words of a query that take part; the rest is reported as left out."""
MAX_READINGS = 16
"""Ways to write one phrase (abbreviated, in full) that are looked for."""

_CHUNK = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|[^\s"“”„«»]+')


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query."""

    typed: str
    folded: str
    toned: str | None
    """The form a hit must have to be exact; None where the word was typed without marks."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, in this order."""

    words: tuple[Word, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read."""

    text: str
    """As typed: NFC, cut to `MAX_CHARACTERS`."""
    terms: tuple[Term, ...]
    ignored: tuple[str, ...] = ()
    """Words past `MAX_WORDS`, as typed; at most as many again."""

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def toned(self) -> bool:
        """True when at least one word was typed with marks."""
        return any(word.toned is not None for word in self.words)


def parse(text: str) -> Query:
    """Read `text` as terms; any text is a query.

    >>> [[word.folded for word in term.words] for term in parse('hội nghị "Cần Thơ" 34.178').terms]
    [['hoi'], ['nghi'], ['can', 'tho'], ['34', '178']]
    """
    text = normalize(text[:MAX_CHARACTERS])
    terms: list[Term] = []
    ignored: list[str] = []
    count = 0
    for chunk in _CHUNK.finditer(text):
        quoted = chunk.group(1) is not None
        words = _words(chunk.group(1) if quoted else chunk.group())
        room = MAX_WORDS - count
        if len(words) > room:
            ignored.extend(word.typed for word in words[room:])
            words = words[:room]
        if words:
            count += len(words)
            terms.append(Term(words, quoted))
    return Query(text, tuple(terms), tuple(ignored[:MAX_WORDS]))


def _words(text: str) -> tuple[Word, ...]:
    return tuple(word for match in WORD.finditer(text) for word in word_of(match.group()))


def word_of(typed: str) -> tuple[Word, ...]:
    """The word `typed` is; empty when nothing of it is letter or digit, several if it folds apart."""
    folded = plain_words(typed)
    if len(folded) == 1:
        return (Word(typed, folded[0], toned(typed) if has_marks(typed) else None),)
    return tuple(Word(part, part, None) for part in folded)


def print_query(query: Query) -> str:
    """`query` as text that is read as the same terms again.

    >>> print_query(parse('  “Cần Thơ”,   hội/nghị'))
    '"Cần Thơ" hội/nghị'
    """
    printed = []
    for term in query.terms:
        joined = (" " if term.quoted else "/").join(word.typed for word in term.words)
        printed.append(f'"{joined}"' if term.quoted else joined)
    return " ".join(printed)


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
    long_forms, short_forms = _by_words(abbreviations)
    index = 0
    while index < len(terms):
        taken, slot = _slot_at(terms, index, long_forms, short_forms)
        made.append(slot)
        index += taken
    if prefix and made and not terms[-1].quoted:
        typed = made[-1][0]
        made[-1] = (Form(typed.words, typed.toned, prefix=True), *made[-1][1:])
    return tuple(made)


_LongForms = dict[tuple[str, ...], list[str]]


def _by_words(abbreviations: Mapping[str, str]) -> tuple[_LongForms, _LongForms]:
    """Abbreviations by the words of their long form, and long forms by the words of the abbreviation."""
    short_by_long: _LongForms = {}
    long_by_short: _LongForms = {}
    for short, long in abbreviations.items():
        if short != short.upper() or plain_words(short) == plain_words(long):
            continue  # `Viện KSND` and other spellings are no abbreviations a reader types
        short_by_long.setdefault(tuple(plain_words(long)), []).append(short)
        long_by_short.setdefault(tuple(plain_words(short)), []).append(long)
    return short_by_long, long_by_short


def _slot_at(
    terms: Sequence[Term], index: int, short_by_long: _LongForms, long_by_short: _LongForms
) -> tuple[int, Slot]:
    """(terms taken, slot) for the longest long form or abbreviation that begins at `index`."""
    longest = max(map(len, short_by_long), default=0)
    words: list[Word] = []
    best: tuple[int, Slot] | None = None
    for stop in range(index, min(len(terms), index + longest + 1)):
        if terms[stop].quoted:
            break
        words.extend(terms[stop].words)
        typed = form_of(words)
        key = typed.words
        short = [_abbreviation(item) for item in short_by_long.get(key, ())]
        long = [] if _is_syllable(words) else [_long(item) for item in long_by_short.get(key, ())]
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
    return form_of(_words(text))


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
