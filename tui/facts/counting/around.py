"""What a figure is compared to, and the period it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.facts.counting.around_words import AroundWords
from tui.facts.counting.what import REACH, Within
from tui.facts.located import Located, dates_in
from tui.model.fact import DateFact
from tui.model.span import Span
from tui.text.wordlist import SPACE

_COMPARE_REACH = 60
"""Characters between a figure and the words that compare it."""

_CLAUSE_END = re.compile(r"[;:](?!\d)|[),](?!\d)|\(|\.{3}|…|\.(?=\s|$)|(?<=\d)\.(?=[^\W\d_])")
_AND = re.compile(rf"{SPACE}và{SPACE}")
_BRACKET = re.compile(r" ?\([^()\n]{1,40}\)")
"""What may stand between a figure and its comparison: `6,8% (78 USD) so với …`."""

_PERIOD_BEHIND = re.compile(rf"(?:{SPACE}[^\W\d_]{{1,12}}){{0,5}}{SPACE}?")
_OTHER_TIMES = frozenset(("so", "trước", "sau", "đến", "tới", "hạn", "từ", "kỳ", "kể", "khi", "và"))
"""Words before a date behind a figure that make it no period of the figure."""


class Around:
    """The dates and comparisons around the figures of one article."""

    def __init__(self, text: str, dates: Iterable[DateFact], words: AroundWords) -> None:
        self._text, self._words = text, words
        told = [
            date
            for date in dates
            if date.rule != "date.clock" and not words.births.search(text, *_lead(date))
        ]
        self.dates = dates_in(told)
        own = [date for date in told if self._is_period(date)]
        self._own: Located[DateFact] = dates_in(own)
        self._periods: Located[DateFact] = dates_in(d for d in own if d.rule != "date.same_period")
        """Without `cùng kỳ`, the period of what a figure is compared to."""

    def _is_period(self, date: DateFact) -> bool:
        """False for a date that something is compared to, and for the year of a law."""
        if self._words.compared_dates.search(self._text, *_lead(date)):
            return False
        start = date.evidence.start
        of_law = date.rule == "date.year" and self._words.documents.search(
            self._text, max(0, start - _COMPARE_REACH), start
        )
        return not of_law

    def compared(self, figure: Span, within: Within, unit: str, *, moves: bool) -> tuple[str | None, int]:
        """(what a figure is compared to, where it now ends): `67,54% kế hoạch`, `… so với năm 2022`.

        A change (`moves`) may also be compared before: `So với năm ngoái, số hộ tăng 5%`.
        """
        text, words, stop, sentence = self._text, self._words, figure.stop, within.sentence
        plan = words.plan.match(text, stop) if unit == "%" else None
        if plan:
            whole = self._ended(plan.start(1), self._clause_stop(stop, sentence.stop), also=_AND)
            return whole, plan.end()
        bracket = _BRACKET.match(text, stop, sentence.stop)
        behind = bracket.end() if bracket else stop
        clause_stop = self._clause_stop(behind, sentence.stop)
        compare = words.compare.search(text, behind, clause_stop)
        if compare and compare.start() - behind < _COMPARE_REACH:
            return self._ended(compare.end(), clause_stop), stop
        higher = words.higher.search(text, within.clause, figure.start) if within.compares else None
        if higher:
            return higher[1], stop
        before = self._compared_before(figure.start, sentence.start) if moves else None
        return (None if before is None else before.of(text)), stop

    def _compared_before(self, place: int, low: int) -> Span | None:
        """`So với năm ngoái,` at the beginning of a clause before `place`."""
        compares = list(self._words.compare.finditer(self._text, max(low, place - REACH), place))
        if not compares:
            return None
        opens = self._text[max(low, compares[-1].start() - 3) : compares[-1].start()].rstrip()
        if opens[-1:] not in ("", ",", ";", ":", "(", "“"):
            return None  # the comparison of the figure before
        start = compares[-1].end()
        comma = self._text.find(",", start, place)
        return Span(start, comma) if comma > 0 else None

    def _ended(self, start: int, stop: int, *, also: re.Pattern[str] | None = None) -> str | None:
        """The text from `start` to `stop`, or to the first word that begins something else."""
        ends = self._words.ends.search(self._text, start, stop)
        compare = self._words.compare.search(self._text, start, stop)
        for mark in (ends, compare, also.search(self._text, start, stop) if also else None):
            stop = min(stop, mark.start()) if mark else stop
        return self._text[start:stop].strip(" ./\u00a0") or None

    def _clause_stop(self, place: int, high: int) -> int:
        match = _CLAUSE_END.search(self._text, place, min(high, place + REACH))
        return match.start() if match else min(high, place + REACH)

    def period(self, figure: Span, within: Within) -> str | None:
        """The period a figure belongs to: told behind it, in its own clause, or first in its sentence."""
        text, sentence = self._text, within.sentence
        start, stop = within.clause, self._clause_stop(figure.stop, sentence.stop)
        every = self._words.periods.search(text, start, stop)
        every = every or self._words.periods.match(text, sentence.start)
        if every:
            return every.group()
        behind = next(self._periods.inside(figure.stop, stop), None)
        if behind is not None and self._is_period_behind(figure.stop, behind[0].start):
            return behind[1].text
        own = self._own.last_before(start, figure.start)
        if own is None:
            own = next(self._periods.inside(sentence.start, figure.start), None)
        return None if own is None else own[1].text

    def _is_period_behind(self, stop: int, start: int) -> bool:
        between = _PERIOD_BEHIND.fullmatch(self._text, stop, start)
        return between is not None and _OTHER_TIMES.isdisjoint(between.group().lower().split())


def _lead(date: DateFact) -> tuple[int, int]:
    return max(0, date.evidence.start - 12), date.evidence.start
