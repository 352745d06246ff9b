"""The period of a figure: told beside it, by what it is compared to, or before it in its paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.facts.located import Located, dates_in
from tui.facts.measures.name import lowered, split
from tui.lexicon.measures import MeasureWords
from tui.model.fact import DateFact, Figure
from tui.model.measure import Told
from tui.model.span import Span

_LEAD = 16
"""Characters before a date in which words say what the date is to the figure."""
_LAW = 64
"""Characters before a year in which a law may begin that it belongs to, or what it is compared with."""
_BESIDE = 7
"""Words between a figure and a period behind it."""
_OTHER = frozenset(("so", "và", "trước", "sau", "đến", "tới", "từ", "kể", "khi", "dự", "sẽ", "còn"))
_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:]{2,8})?\Z")
_BRACKET = re.compile(r"\([^()\n]{0,200}\)")
_YEAR = 12
SAME_PERIOD = "date.same_period"
_NO_PERIODS = ("date.clock", "date.published")


class When(NamedTuple):
    """A period, and where it is told."""

    value: str
    told: Told


class Reach(NamedTuple):
    """A period in months."""

    start: int
    """Months since the year 0."""
    months: int
    """0 for less than a month."""


def reach_of(value: str | None) -> Reach | None:
    """Where a period of ISO 8601 begins and how long it is; None where its year is not known.

    >>> reach_of("2024-01/2024-06"), reach_of("2023"), reach_of("2024-08-28"), reach_of("--04")
    (Reach(start=24288, months=6), Reach(start=24276, months=12), Reach(start=24295, months=0), None)
    """
    first, _, last = (value or "").partition("/")
    begin, end = _POINT.match(first), _POINT.match(last or first)
    if begin is None or end is None:
        return None
    start = 12 * int(begin[1]) + int(begin[2] or 1) - 1
    stop = 12 * int(end[1]) + int(end[2] or 12) - 1
    if begin[3] and end[3] and stop - start < 2:
        return Reach(start, 0 if stop == start else 1)
    return Reach(start, max(0, stop - start + 1))


class Periods:
    """The periods of the figures of one article."""

    def __init__(self, text: str, dates: tuple[DateFact, ...], words: MeasureWords) -> None:
        self._text, self._words = text, words
        known = [date for date in dates if date.rule not in _NO_PERIODS and reach_of(date.value) is not None]
        self._all: Located[DateFact] = dates_in(known)
        self._own: Located[DateFact] = dates_in([date for date in known if self._is_own(date)])

    def _is_own(self, date: DateFact) -> bool:
        """False for what something is compared to, and for the year of a plan or a law."""
        if date.rule == SAME_PERIOD:
            return False
        start = date.evidence.start
        lead = self._text[max(0, start - _LEAD) : start].rstrip(" (").lower()
        if lead.endswith(self._words.compared_before):
            return False
        clause = split(self._text[max(0, start - _LAW) : start].rpartition(",")[2])
        words = lowered(clause)
        return self._words.laws.find(words) is None and self._words.comparing.find(words) is None

    def of(
        self, figure: Figure, clause: Span, sentence: Span, paragraph: int, change: Figure | None
    ) -> When | None:
        """The period of `figure`; `paragraph` is where its paragraph begins."""
        told = self._in_clause(figure, clause)
        if told is not None:
            return When(_value(told, self._words), "sentence")
        before = self._before(sentence.start, figure.evidence.start)
        compared = self._compared(change or figure, sentence)
        if compared is not None and (before is None or _holds(before, compared)):
            return When(compared, "sentence")
        if before is not None:
            return When(_value(before, self._words), "sentence")
        earlier = self._before(paragraph, sentence.start)
        return None if earlier is None else When(_value(earlier, self._words), "paragraph")

    def _in_clause(self, figure: Figure, clause: Span) -> DateFact | None:
        """The last one before the figure in its clause, else the first behind it."""
        found = [date for span, date in self._own.inside(clause.start, clause.stop)]
        before = [date for date in found if date.evidence.stop <= figure.evidence.start]
        behind = [
            date
            for date in found
            if date.evidence.start >= figure.evidence.stop
            and self._is_beside(self._text[figure.evidence.stop : date.evidence.start])
        ]
        return before[-1] if before else behind[0] if behind else None

    def _is_beside(self, between: str) -> bool:
        """True for the few words of a noun that goes on; others begin something else."""
        words = lowered(split(between))
        return len(words) <= _BESIDE and _OTHER.isdisjoint(words)

    def _before(self, low: int, high: int) -> DateFact | None:
        """The last period from `low` to `high` that stands in no bracket; a day where nothing longer does."""
        day: DateFact | None = None
        brackets = [match.span() for match in _BRACKET.finditer(self._text, low, high)]
        for span, date in reversed(list(self._own.inside(low, high))):
            held = any(start < span.start < stop for start, stop in brackets)
            reach = reach_of(date.value)
            if not held and reach is not None:
                if reach.months:
                    return date
                day = day or date
        return day

    def _compared(self, figure: Figure, sentence: Span) -> str | None:
        """The period a year after the one that `figure` is compared to: `so với cùng kỳ năm 2023`."""
        if not figure.compared_to:
            return None
        at = self._text.find(figure.compared_to, figure.evidence.start, sentence.stop)
        if at < 0:
            return None
        for _span, date in self._all.inside(at, at + len(figure.compared_to)):
            reach = reach_of(date.value)
            if date.rule != SAME_PERIOD and date.evidence.start != at:
                continue  # `thời điểm đầu năm 2023`
            # `cùng kỳ năm 2023` alone does not say which months
            if date.value and reach and (date.rule == SAME_PERIOD) != (reach.months == _YEAR):
                return _year_after(date.value)
        return None


def _year_after(value: str) -> str:
    """The same months of the next year.

    >>> _year_after("2023-01/2023-06"), _year_after("2022")
    ('2024-01/2024-06', '2023')
    """
    return "/".join(f"{int(part[:4]) + 1:04d}{part[4:]}" for part in value.split("/"))


def _holds(date: DateFact, value: str) -> bool:
    """True when the period of `date` holds the other one."""
    outer, inner = reach_of(date.value), reach_of(value)
    if outer is None or inner is None:
        return False
    return outer.start <= inner.start and inner.start + inner.months <= outer.start + outer.months


def _value(date: DateFact, words: MeasureWords) -> str:
    """Its value; of the two years of a school year, or of a season, the months they have together."""
    value = date.value or ""
    first, _, last = value.partition("/")
    if len(first) == len(last) == 4 and date.text.lower().startswith(words.school_years):
        return f"{first}-09/{last}-08" if int(last) == int(first) + 1 else value
    return value
