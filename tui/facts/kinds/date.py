"""Dates: what the text writes, with the years it leaves out supplied where something says which."""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from tui.facts.dating.form import DateForm
from tui.facts.dating.periods import Period, Point, nearest_year, parse_point, shift_month
from tui.facts.dating.read import read_dates
from tui.facts.located import Located
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, DateFact
from tui.model.span import Span
from tui.text.wordlist import phrases

INFERRED = (
    "year:published", "year:title", "year:event", "year:sentence", "year:text",
    "relative:published", "relative:sentence", "months:sentence",
)  # fmt: skip
"""Every value of `DateFact.inferred`: the part that was inferred, and what it was inferred from."""

_SENTENCES_BACK = 2
"""A year counts for the sentence it stands in and this many sentences after it, inside one paragraph."""

_NEAR = 20
"""Dates looked at on each side: a sentence of thousands of dates costs no more than their number."""

_Resolved = tuple[Period | None, str | None]


def find(reading: Reading, lexicon: Lexicon) -> tuple[DateFact, ...]:
    """Every date of the article, in order; the stamp of publication is one of them."""
    forms = [form for form in read_dates(reading.tokens, lexicon) if _in_article(reading, form.start)]
    years = _Years(reading, lexicon, forms)
    facts = [_fact(reading, form, years) for form in forms if not form.silent]
    published = reading.article.published
    if published is not None:
        text = published.evidence.of(reading.text)
        facts.append(DateFact(text, published.value, published.evidence, "date.published"))
        facts.sort(key=lambda fact: fact.evidence.start)
    return tuple(facts)


def _fact(reading: Reading, form: DateForm, years: _Years) -> DateFact:
    period, inferred = years.resolve(form)
    confidence: Confidence = form.confidence
    if inferred in ("year:text", "relative:sentence") and confidence == "high":
        confidence = "medium"
    value = str(period) if period is not None and str(period.last) else None
    span = Span(form.start, form.stop)
    return DateFact(span.of(reading.text), value, span, form.rule, confidence, inferred)


def _in_article(reading: Reading, place: int) -> bool:
    sentence = reading.sentence_at(place)
    return sentence is not None and sentence.kind != "meta"


class _Years:
    """What the article says about its years, for the dates that give none."""

    def __init__(self, reading: Reading, lexicon: Lexicon, forms: list[DateForm]) -> None:
        self.reading = reading
        self.forms = forms
        self.published = _published_point(reading)
        self.day = _published_day(self.published)
        nouns = _event_nouns(lexicon)
        self.explicit = [form for form in forms if _gives_year(reading.text, form)]
        """Forms that say which year it is, in order of the text."""
        self._starts = [form.start for form in self.explicit]
        self._other_years = Located(
            (Span(form.start, form.stop), form.relative[1])
            for form in forms
            if form.relative is not None
            and form.relative[0] == "year"
            and form.period is None
            and not (form.same_period or _compares(reading.text, form))
        )
        """`năm ngoái`, `năm nay`: years told by what they are to the year of the article."""
        self._in_event = {form.start for form in self.explicit if self._stands_in_event(form, nouns)}
        titles = [p.span for p in reading.article.paragraphs if p.kind == "title"]
        in_title = [f for f in self.explicit if any(s.start <= f.start < s.stop for s in titles)]
        self.title_year = _latest(in_title)
        """None for a year no other date of the article comes near: `2030: Xuất khẩu gạo`."""
        others = [_year(form) for form in self.explicit if form not in in_title]
        if self.title_year is not None and others and min(abs(self.title_year - y) for y in others) > 1:
            self.title_year = None
        self.event_year = _latest(form for form in self.explicit if form.start in self._in_event)
        self.newest = _latest(self.explicit)
        """A day without a year is seldom one of an older year the article looks back to."""
        self.text_day = _latest_day(self.explicit)

    def resolve(self, form: DateForm) -> _Resolved:
        """The full period of `form`, and which part of it was inferred from what."""
        if form.same_period:
            return self._same_period(form)
        if form.relative is not None:
            return self._relative(form)
        if form.period is None or not form.period.needs_year:
            return form.period, None
        year, source = self._year_of(form, form.period)
        if year is None:
            return form.period, None
        period = form.period.in_year(year)
        return (period, f"year:{source}") if period.real() else (form.period, None)

    def _year_of(self, form: DateForm, period: Period) -> tuple[int | None, str]:
        before, after, earlier = self._near(form)
        told = self._told_by_words(form)
        if told is not None:
            return told
        if before:
            return _year(before[-1]), self._source(before[-1])
        if self.day is not None:
            return nearest_year(period, self.day), "published"
        if self.published is not None and self.published.year:
            return self.published.year, "published"
        named = [other for other in after if other.start in self._in_event]
        if named:
            return max(_year(other) for other in named), "event"
        if earlier and (period.last.day is None or _year(earlier[-1]) == self.newest):
            return _year(earlier[-1]), "sentence"
        if self.title_year is not None:
            return self.title_year, "title"
        if self.event_year is not None:
            return self.event_year, "event"
        if self.text_day is not None:
            return nearest_year(period, self.text_day), "text"
        return None, ""

    def _told_by_words(self, form: DateForm) -> tuple[int | None, str] | None:
        """The year of `Năm ngoái, … đầu tháng 7`; None where the sentence tells none by words."""
        sentence = self.reading.sentence_at(form.start)
        if sentence is None:
            return None
        last = self._other_years.last_before(sentence.span.start, form.start)
        if last is None:
            return None
        if self.published is not None and self.published.year:
            return self.published.year + last[1], "published"
        return (self.title_year + last[1], "title") if self.title_year is not None else (None, "")

    def _near(self, form: DateForm) -> tuple[list[DateForm], list[DateForm], list[DateForm]]:
        """Forms with a year: before and after `form` in its sentence, and in the sentences just before."""
        here = self.reading.sentence_index(form.start)
        if here is None:
            return [], [], []
        sentence = self.reading.sentences[here]
        first = here
        while first > max(0, here - _SENTENCES_BACK) and (
            self.reading.sentences[first - 1].paragraph == sentence.paragraph
        ):
            first -= 1
        low = bisect.bisect_left(self._starts, self.reading.sentences[first].span.start)
        begin = bisect.bisect_left(self._starts, sentence.span.start)
        place = bisect.bisect_left(self._starts, form.start)
        end = bisect.bisect_left(self._starts, sentence.span.stop)
        return (
            self.explicit[max(begin, place - _NEAR) : place],
            self.explicit[place : min(end, place + _NEAR)],
            self.explicit[max(low, begin - _NEAR) : begin],
        )

    def _source(self, form: DateForm) -> str:
        return "event" if form.start in self._in_event else "sentence"

    def _same_period(self, form: DateForm) -> _Resolved:
        """`cùng kỳ năm 2023`: the months the sentence speaks of, in that year."""
        before, _after, earlier = self._near(form)
        spoken = [*earlier, *before]
        year = form.period.last.year if form.period else None
        source = None
        if year is None:
            assert form.relative is not None
            base = _year(spoken[-1]) if spoken else self.published.year if self.published else None
            if base is None:
                return None, None
            year, source = base + form.relative[1], "relative:sentence" if spoken else "relative:published"
        parts = [other.period for other in spoken if other.period and other.period.last.month]
        if parts and not parts[-1].last.day and parts[-1].first.month:
            months = Period(replace(parts[-1].first, year=year), replace(parts[-1].last, year=year))
            return months, source or "months:sentence"
        return Period.of(Point(year)), source

    def _relative(self, form: DateForm) -> _Resolved:
        assert form.relative is not None
        unit, by = form.relative
        if form.period is not None:
            year = self.published.year if self.published else None
            period = form.period.in_year(year + by) if year else form.period
            return period, "relative:published" if year else None
        if self.published is None or self.published.year is None:
            return None, None
        if unit == "year":
            return Period.of(Point(self.published.year + by)), "relative:published"
        if unit == "month" and self.published.month:
            return Period.of(shift_month(self.published, by)), "relative:published"
        if self.day is None:
            return None, None
        if unit == "week":
            monday = self.day - datetime.timedelta(self.day.weekday()) + datetime.timedelta(7 * by)
            return Period(_point(monday), _point(monday + datetime.timedelta(6))), "relative:published"
        if unit == "day":
            return Period.of(_point(self.day + datetime.timedelta(by))), "relative:published"
        return None, None

    def _stands_in_event(self, form: DateForm, nouns: re.Pattern[str]) -> bool:
        """True when the year belongs to the name of an event: `Hội nghị … năm 2024`."""
        text = self.reading.text
        start = max(text.rfind(mark, max(0, form.start - 160), form.start) for mark in ".;\n") + 1
        return nouns.search(text, max(start, form.start - 160), form.start) is not None


@cache
def _event_nouns(lexicon: Lexicon) -> re.Pattern[str]:
    return phrases(lexicon.words("events.nouns"))


def _gives_year(text: str, form: DateForm) -> bool:
    """True when `form` says which year the article speaks of: not a plan, a century or a comparison."""
    if form.period is None or form.period.last.year is None or form.same_period:
        return False
    if form.rule in ("date.years", "date.decade", "date.century") or form.relative is not None:
        return False
    return not _compares(text, form)


def _compares(text: str, form: DateForm) -> bool:
    """True for a date that something is compared to, that ends a plan, or that somebody was born in."""
    lead = text[max(0, form.start - 12) : form.start].lower()
    return any(cue in lead for cue in ("so với", "cùng kỳ", "đến", "sinh", "sn"))


def _year(form: DateForm) -> int:
    assert form.period is not None
    assert form.period.last.year is not None
    return form.period.last.year


def _latest_day(forms: list[DateForm]) -> datetime.date | None:
    """The latest day or month given with its year, if the article speaks of that year more than once.

    A single such date may be history (`30/4/1975`) and says nothing about the days without a year.
    """
    exact = [form for form in forms if form.period and form.period.last.month]
    if len(forms) < 2 or not exact:
        return None
    newest = max(_year(form) for form in forms)
    days = [form.period.days() for form in exact if form.period and _year(form) == newest]
    if sum(_year(form) == newest for form in forms) < 2:
        return None
    return max((day[1] for day in days if day), default=None)


def _latest(forms: Iterable[DateForm]) -> int | None:
    return max((_year(form) for form in forms), default=None)


def _published_point(reading: Reading) -> Point | None:
    published = reading.article.published
    return parse_point(published.value) if published else None


def _published_day(point: Point | None) -> datetime.date | None:
    if point is None or point.year is None or point.month is None or point.day is None:
        return None
    return datetime.date(point.year, point.month, point.day)


def _point(day: datetime.date) -> Point:
    return Point(day.year, day.month, day.day)
