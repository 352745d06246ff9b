"""Figures: quantities of the text, with what they measure, when, and compared to what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tui.facts.counting.form import Quantity
from tui.facts.counting.identifiers import identifiers
from tui.facts.counting.read import read_quantities
from tui.facts.located import Located, dates_in
from tui.facts.reading import Reading, Sentence
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import DateFact, Figure
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation, phrases

MAX_PLAIN_WHAT, MAX_WHAT = 6, 14
"""Words of `what`: a longer one is cut to its nearest noun; more is a sentence, not a description."""


def find(reading: Reading, lexicon: Lexicon, dates: tuple[DateFact, ...]) -> tuple[Figure, ...]:
    """Every number that counts or measures, in order; dates and identifiers are none."""
    tokens = reading.tokens
    dated = [(date.evidence.start, date.evidence.stop) for date in dates]
    taken = sorted([*dated, *identifiers(tokens, lexicon)])
    words = _words(lexicon)
    located = _Dates(dates_in(dates), dates_in(d for d in dates if d.rule != "date.same_period"))
    figures: list[Figure] = []
    previous: Figure | None = None
    home: Sentence | None = None
    for quantity in read_quantities(tokens, lexicon, taken):
        sentence = reading.sentence_at(quantity.number_at)
        if sentence is None or sentence.kind == "meta" or quantity.unit.stop > sentence.span.stop:
            continue
        if sentence is not home:
            home, previous = sentence, None
        previous = _describe(reading.text, quantity, sentence, previous, located, words)
        figures.append(previous)
    return tuple(figures)


class _Dates(NamedTuple):
    """The dates of the article by where they stand."""

    all: Located[DateFact]
    periods: Located[DateFact]
    """Without `cùng kỳ`, the period of what a figure is compared to."""


@dataclass(frozen=True)
class _Words:
    compare: re.Pattern[str]
    plan: re.Pattern[str]
    periods: re.Pattern[str]
    drop: frozenset[str]
    drop_at_end: frozenset[str]
    dividers: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    compare, plan = (alternation(lexicon.words(f"figures.{name}")) for name in ("compare", "plans"))
    return _Words(
        re.compile(rf"(?<!\w){compare}{SPACE}"),
        re.compile(rf"{SPACE}({plan})(?!\w)"),
        phrases(lexicon.words("figures.periods")),
        frozenset(lexicon.words("figures.drop_from_what")) | {""},
        frozenset(lexicon.words("figures.drop_at_end")) | {""},
        frozenset(lexicon.words("figures.dividers")),
    )


def _describe(
    text: str,
    quantity: Quantity,
    sentence: Sentence,
    previous: Figure | None,
    dates: _Dates,
    words: _Words,
) -> Figure:
    start, stop = quantity.lead.start, quantity.unit.stop
    bracketed = _bracket(text, sentence.span.start, start) is not None
    clause_start = _clause_start(text, sentence.span.start, start)
    clause_stop = _clause_stop(text, stop, sentence.span.stop)
    after_previous = previous.evidence.stop if previous is not None else 0
    what = _what(text, max(clause_start, after_previous), start, dates.all, words)
    if what is None and previous is None:
        what = _what_before(text, sentence.span.start, clause_start, dates.all, words)
    compared, stop = _compared(text, stop, clause_stop, words, unit=quantity.unit.text)
    if previous is not None:
        if what is None or bracketed:
            what = previous.what
        if compared is None and bracketed and quantity.lead.change:
            compared = previous.compared_to
    span = Span(start, stop)
    return Figure(
        text=span.of(text),
        value=quantity.value,
        unit=quantity.unit.text,
        evidence=span,
        rule=quantity.rule,
        confidence=quantity.confidence,
        what=what,
        change=quantity.lead.change,
        compared_to=compared,
        approx=quantity.lead.approx,
        target=quantity.target,
        period=_period(text, Span(clause_start, clause_stop), sentence, dates, words, start),
    )


_CLAUSE = re.compile(r"[;:](?!\d)|[(),](?!\d)|\(|\.{3}|…|(?<!\w)(?:[Tt]rong đó|nhưng)(?!\w)")
_CLAUSE_END = re.compile(r"[;:](?!\d)|[),](?!\d)|\(|\.{3}|…|\.(?=\s|$)")


def _clause_start(text: str, low: int, place: int) -> int:
    """Where the words that lead to `place` begin: after the last mark before it."""
    start = max(low, place - 200)
    for match in _CLAUSE.finditer(text, start, place):
        start = match.end()
    return start


def _clause_stop(text: str, place: int, high: int) -> int:
    match = _CLAUSE_END.search(text, place, min(high, place + 200))
    return match.start() if match else min(high, place + 200)


def _bracket(text: str, low: int, place: int) -> int | None:
    """Where the bracket that is open at `place` begins, or None."""
    opened = text.rfind("(", max(low, place - 200), place)
    return opened if opened >= 0 and text.find(")", opened, place) < 0 else None


_TOKEN = re.compile(r"[^\s]+")


def _what(text: str, start: int, stop: int, dates: Located[DateFact], words: _Words) -> str | None:
    """The words before the number in its clause, without dates and without what only joins."""
    pieces, begin = [], start
    for span, _date in dates.inside(start, stop):
        pieces.append((begin, span.start))
        begin = span.stop
    for first, last in reversed([*pieces, (begin, stop)]):
        tokens = _nearest_noun(_without(list(_TOKEN.finditer(text, first, last)), words), words)
        if tokens and any(character.isalpha() for character in tokens[-1].group()):
            return text[tokens[0].start() : tokens[-1].end()].strip(' -–"“”') or None
    return None


def _what_before(
    text: str, low: int, clause_start: int, dates: Located[DateFact], words: _Words
) -> str | None:
    """What the clauses before name, where its own says nothing: `Thu ngân sách, ước tính tăng 5%`."""
    for _ in range(3):
        marks = list(_CLAUSE.finditer(text, max(low, clause_start - 12), clause_start))
        if not marks:
            return None
        stop = marks[-1].start()
        clause_start = _clause_start(text, low, stop)
        what = _what(text, clause_start, stop, dates, words)
        if what is not None:
            return what
    return None


def _without(tokens: list[re.Match[str]], words: _Words) -> list[re.Match[str]]:
    """`tokens` without the words at both ends that only join."""
    first, last = 0, len(tokens)
    while first < last and _plain(tokens[first]) in words.drop:
        first += 1
    while last > first and _plain(tokens[last - 1]) in words.drop_at_end:
        last -= 1
    return tokens[first:last]


def _nearest_noun(tokens: list[re.Match[str]], words: _Words) -> list[re.Match[str]]:
    """The last part of a long description: `khu liên hợp có tổng vốn đầu tư` → `tổng vốn đầu tư`."""
    while len(tokens) > MAX_PLAIN_WHAT:
        cuts = [i for i, token in enumerate(tokens[:-2]) if _divides(token, tokens[i + 1], words)]
        if not cuts:
            break
        tokens = _without(tokens[cuts[0] + 1 :], words)
    return tokens if len(tokens) <= MAX_WHAT else []


def _divides(token: re.Match[str], following: re.Match[str], words: _Words) -> bool:
    return _plain(token) in words.dividers and _plain(following) != "thể"


def _plain(token: re.Match[str]) -> str:
    return token.group().strip("“”\"'-–.").lower()


def _compared(text: str, stop: int, clause_stop: int, words: _Words, *, unit: str) -> tuple[str | None, int]:
    """(what the figure is compared to, where the figure now ends): `67,54% kế hoạch`, `… so với năm 2022`."""
    if unit == "%":
        plan = words.plan.match(text, stop)
        if plan:
            whole = text[plan.start(1) : clause_stop].strip(" .\u00a0")
            so = words.compare.search(whole)
            return (whole[: so.start()].strip() if so else whole), plan.end()
    compare = words.compare.search(text, stop, clause_stop)
    if compare and compare.start() - stop < 60:
        return text[compare.end() : clause_stop].strip(" .\u00a0") or None, stop
    return None, stop


def _period(
    text: str, clause: Span, sentence: Sentence, dates: _Dates, words: _Words, place: int
) -> str | None:
    """The period the figure belongs to: in its own clause, else the first of the sentence before it."""
    every = words.periods.search(text, *clause)
    every = every or words.periods.match(text, sentence.span.start)
    if every:
        return every.group()
    own = dates.all.last_before(clause.start, place)
    if own is None:
        own = next(dates.periods.inside(sentence.span.start, place), None)
    return None if own is None else own[1].text
