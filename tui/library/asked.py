"""A text query in words that the corpus has: mended, completed, and what was done reported."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tui.library.textsource import Texts
from tui.library.vocabulary import words_about
from tui.model.result import Understood
from tui.search.hits import Wanted
from tui.search.query import Form, Query, Slot, Term, Word, form_of, readings, slots
from tui.search.spelling import nearest_spelling

_ONSET = re.compile(r"[a-z]|ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query made ready for one library."""

    understood: Understood
    wanted: Wanted
    exact: bool = False
    """Only hits with the tones as typed count."""
    begun: Wanted | None = None
    """The same with the last word as the beginning of one: for where the phrase stands nowhere."""

    def as_begun(self) -> Asked:
        """The query with its last word as the beginning of one."""
        assert self.begun is not None
        return replace(self, understood=replace(self.understood, prefix=True), wanted=self.begun, begun=None)


def read_query(
    connection: sqlite3.Connection,
    texts: Texts,
    query: Query,
    abbreviations: Mapping[str, str],
    *,
    exact: bool,
) -> Asked | None:
    """The query in words this corpus has; None if it holds no word at all."""
    if not query.terms:
        return None
    corrections: list[tuple[str, str]] = []
    ignored = list(query.ignored)
    quotes = tuple(form_of(term.words) for term in query.terms if term.quoted)
    free: list[Term] = []
    parts: list[Slot] = []
    prefix = False
    typed = [term for term in query.terms if not term.quoted]
    made = slots(typed, abbreviations)
    taken = 0
    for index, slot in enumerate(made):
        count = len(slot[0].words)
        here = _terms_of(typed, taken, count)
        taken += len(here)
        last = index == len(made) - 1 and not query.terms[-1].quoted
        if not any(texts.has((form,)) for form in slot):
            begun = replace(slot[0], prefix=True)
            if last and texts.has((begun,)):
                slot, prefix = (begun,), True
            else:
                here, slot = _mended(connection, texts, here, corrections, ignored)
        if slot:
            free.extend(here)
            parts.append(slot)
    if not free and not quotes:
        return _nothing(query)
    phrase = readings(parts) if parts else ()
    begins = len(parts) > 1 and not query.terms[-1].quoted and _is_onset(parts[-1][0])
    if begins and (prefix or not texts.has(phrase)):
        # `thủ t`, `thủ th`: words by the hundred begin so. It is read once more of it is typed.
        parts, free, prefix = parts[:-1], free[:-1], False
        phrase = readings(parts)
    begun_wanted = None
    if not begins and not prefix and len(parts) > 1 and not query.terms[-1].quoted:
        begun_parts = (*parts[:-1], (replace(parts[-1][0], prefix=True),))
        begun_wanted = Wanted(readings(begun_parts), begun_parts, quotes)
    words = [word for term in (*free, *(t for t in query.terms if t.quoted)) for word in term.words]
    understood = Understood(
        query.text,
        _terms_shown(query, free),
        not any(word.toned for word in words),
        corrections=tuple(corrections),
        ignored=tuple(ignored),
        expanded=_expanded(parts),
        prefix=prefix,
    )
    wanted = Wanted(phrase, tuple(parts), quotes)
    return Asked(understood, wanted, exact, begun_wanted)


def _is_onset(form: Form) -> bool:
    """True for one letter, and for what may stand before the vowel of a syllable."""
    return len(form.words) == 1 and _ONSET.fullmatch(form.words[0]) is not None


def _terms_of(terms: Sequence[Term], start: int, word_count: int) -> list[Term]:
    """The terms from `start` that hold just `word_count` words."""
    here: list[Term] = []
    while word_count > 0:
        here.append(terms[start + len(here)])
        word_count -= len(here[-1].words)
    return here


def _mended(
    connection: sqlite3.Connection,
    texts: Texts,
    terms: list[Term],
    corrections: list[tuple[str, str]],
    ignored: list[str],
) -> tuple[list[Term], Slot]:
    """Terms that stand nowhere, in the nearest spelling of the corpus; without the words that have none."""
    words: list[Word] = []
    for word in (word for term in terms for word in term.words):
        if texts.has((form_of([word]),)):
            words.append(word)
            continue
        better = nearest_spelling(word.folded, words_about(connection, len(word.folded)))
        if better is None:
            ignored.append(word.typed)
        else:
            corrections.append((word.typed, better))
            words.append(Word(better, better, None))
    if not words:
        return [], ()
    return [Term(tuple(words))], (form_of(words),)


def _nothing(query: Query) -> Asked:
    """A query no word of which is in the corpus: it is looked for all the same, and found nowhere."""
    words = query.words
    terms = tuple(word.typed for word in words)
    understood = Understood(query.text, terms, not query.toned, ignored=query.ignored)
    return Asked(understood, Wanted((form_of(words),)))


def _terms_shown(query: Query, free: Sequence[Term]) -> tuple[str, ...]:
    quoted = [term for term in query.terms if term.quoted]
    return tuple(word.typed for term in (*free, *quoted) for word in term.words)


def _expanded(parts: Sequence[Slot]) -> tuple[tuple[str, str], ...]:
    def printed(form: Form) -> str:
        words = [mark or word for mark, word in zip(form.toned, form.words, strict=True)]
        return " ".join(words).upper() if form.capitals else " ".join(words)

    return tuple((printed(part[0]), printed(form)) for part in parts for form in part[1:])
