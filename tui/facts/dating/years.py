"""Which year a date without one belongs to, and which day `hôm qua` was: what the article says about it."""

from __future__ import annotations

import bisect
import datetime
import math
import re
from functools import cache

from tui.facts.dating.form import DateForm
from tui.facts.dating.periods import AHEAD, BACK, Period, Point, nearest_year, parse_point, shift_month
from tui.facts.dating.years_told import Lead, YearsTold, compares, gives_year, year_of
from tui.facts.located import Located
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation

_SENTENCES_BACK = 2
"""A year counts for the sentence it stands in and this many sentences after it, inside one paragraph."""

_NEAR = 20
"""Dates looked at on each side: a sentence of thousands of dates costs no more than their number."""

_OPENING = 4
"""Characters before a day that opens its sentence: `Vào ngày 5/3`."""

_SCHOOL_BEGINS = 8
"""The month from which days belong to the first year of `năm học 2025-2026`."""

_FAR = 9
"""Months from another date at which a day rather belongs to the year beside it."""

_SUMMED_UP = 3
"""Months of a year in which the year before it is summed up."""

_NEWS = 3
"""Days before its stamp that an article reports on."""

_Resolved = tuple[Period | None, str | None]


class Years:
    """What the article says about its years, for the dates that give none."""

    def __init__(self, reading: Reading, lexicon: Lexicon, forms: list[DateForm]) -> None:
        self.reading = reading
        self.forms = forms
        self.published = _published_point(reading)
        self.day = _published_day(self.published)
        self.explicit = [form for form in forms if gives_year(reading.text, form)]
        """Forms that say which year it is, in order of the text."""
        self._starts = [form.start for form in self.explicit]
        self._other_years = Located(
            (Span(form.start, form.stop), form.relative[1])
            for form in forms
            if form.relative is not None
            and form.relative[0] == "year"
            and form.period is None
            and not (form.same_period or compares(reading.text, form))
        )
        """`năm ngoái`, `năm nay`: years told by what they are to the year of the article."""
        self._lead = Lead(reading, lexicon)
        self._to_now = _to_now(lexicon)
        told = YearsTold(reading, lexicon, self.explicit, forms)
        self._in_event = {form.start for form in told.named}
        self.title_form, self.event_year = told.by_title, told.by_event
        self._summed = told.summed
        self._summed_years = {year_of(form) for form in told.named if form.start in told.summed}
        self.newest = told.newest
        """A day without a year is seldom one of an older year the article looks back to."""
        self.text_day = told.latest_day
        self.school_year = told.school_year
        self._scene: Point | None = None
        self._told: Point | None = None
        """The day shortly before the stamp that was told last, whatever happened on it."""
        self._parts = lexicon.words("dates.parts_of_day")

    def resolve(self, form: DateForm) -> _Resolved:
        """The full period of `form`, and which part of it was inferred from what; to be asked in order."""
        if form.same_day:
            return self._same_day(form)
        period, inferred = self._resolve(form)
        if period is not None and period.first == period.last and period.last.day and self._is_scene(form):
            self._scene = period.last
        elif period is not None and self._is_news(form, period):
            self._told = period.last
        return period, inferred

    def _same_day(self, form: DateForm) -> _Resolved:
        """`Chiều cùng ngày`: the day on which the article's last scene played, else that of the stamp."""
        time = form.period.last.time if form.period else None
        told = self._scene or self._told
        if told is not None and told.month:
            return Period.of(told._replace(time=time)), "day:text"
        if self.day is not None:
            return Period.of(_point(self.day)._replace(time=time)), "relative:published"
        return None, None

    def _is_news(self, form: DateForm, period: Period) -> bool:
        """True for a single day not long before that of the stamp; a caption tells of its picture."""
        sentence = self.reading.sentence_at(form.start)
        if sentence is None or sentence.kind == "caption":
            return False
        days = period.days() if period.last.day and period.first == period.last else None
        return days is not None and self.day is not None and 0 <= (self.day - days[0]).days <= _NEWS

    def _is_scene(self, form: DateForm) -> bool:
        """True for a day that opens its sentence or has a part of the day: on it something is told to happen.

        `Trước ngày 30/6` and `Hiệp định ký ngày 3/2` are days the scene speaks of.
        """
        sentence = self.reading.sentence_at(form.start)
        opens = sentence is not None and form.start - sentence.span.start <= _OPENING
        return opens or self.reading.text[form.start : form.stop].lower().startswith(self._parts)

    def _resolve(self, form: DateForm) -> _Resolved:
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
        if self._lead.comes_back(form):
            return None, ""
        before, after, earlier = self._near(form)
        told = self._told_by_words(form)
        if told is not None:
            return told
        if before:
            year = self._held(period, before[-1])
            if self._lead.is_forecast(form) and _is_over(period, year, before[-1]):
                year += 1  # cấp phép ngày 25/12/2025, dự kiến khởi công trong quý II
            return year, self._source(before[-1])
        if self.day is not None:
            return nearest_year(period, self.day, self._weight(form)), "published"
        if self.published is not None and self.published.year:
            return self.published.year, "published"
        if self._lead.is_yearly(form):
            return None, ""
        named = [other for other in after if other.start in self._in_event]
        if named:
            return max(self._held(period, other) for other in named), "event"
        if earlier and period.last.day is None and (self.newest or 0) - year_of(earlier[-1]) <= 1:
            return year_of(earlier[-1]), "sentence"
        if earlier and year_of(earlier[-1]) == self.newest:
            return _following(period, earlier[-1]), "text"
        return self._by_article(period, full_day_follows=any(self._is_other_day(other) for other in after))

    def _is_other_day(self, form: DateForm) -> bool:
        """True for a full day or month that tells of another time than the article; no plan of it."""
        exact = form.period is not None and form.period.last.month is not None
        return exact and not self._lead.is_forecast(form)

    def _by_article(self, period: Period, *, full_day_follows: bool) -> tuple[int | None, str]:
        """The year the headline, the events or the full dates of the whole article tell."""
        if self.title_form is not None:
            return self._held(period, self.title_form), "title"
        if self.event_year is not None:
            later = self.event_year in self._summed_years and _early(period)
            return self.event_year + later, "event"
        if self.text_day is not None and not full_day_follows:
            return nearest_year(period, self.text_day), "text"
        if self.school_year is not None and (period.first.month or 0) >= _SCHOOL_BEGINS:
            return self.school_year, "text"
        return None, ""

    def _held(self, period: Period, form: DateForm) -> int:
        """The year told after `form`; `tổng kết năm 2023` on a day of January is of the year after."""
        year = _following(period, form)
        return year + 1 if year == year_of(form) and form.start in self._summed and _early(period) else year

    def _weight(self, form: DateForm) -> float:
        """What a day to come weighs: more where no word of the sentence looks ahead to it."""
        if self._to_now.match(self.reading.text, form.stop):
            return math.inf
        return AHEAD if self._lead.looks_ahead(form) else BACK

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
        return (year_of(self.title_form) + last[1], "title") if self.title_form is not None else (None, "")

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
            base = year_of(spoken[-1]) if spoken else self.published.year if self.published else None
            if base is None:
                return None, None
            year, source = base + form.relative[1], "relative:sentence" if spoken else "relative:published"
        parts = [other.period for other in spoken if other.period and other.period.last.month]
        if parts and not parts[-1].last.day and parts[-1].first.month:
            months = Period(parts[-1].first._replace(year=year), parts[-1].last._replace(year=year))
            return months, source or "months:sentence"
        return Period.of(Point(year)), source

    def _relative(self, form: DateForm) -> _Resolved:
        assert form.relative is not None
        unit, by = form.relative
        if form.period is not None and unit == "month":
            return self._day_of_month(form.period, by)
        if form.period is not None:
            year, source = self._article_year()
            if year is None or (by > 0 and self.published is None):
                return form.period, None  # mỗi vụ từ tháng 10 đến tháng 2 năm sau
            return form.period.in_year(year + by), source
        if self.published is None or self.published.year is None:
            return None, None
        if unit == "year":
            return Period.of(Point(self.published.year + by)), "relative:published"
        if unit == "month" and self.published.month:
            return Period.of(shift_month(self.published, by)), "relative:published"
        if self.day is None:
            return None, None
        if unit == "year to date":
            return Period(Point(self.day.year, 1, 1), _point(self.day)), "relative:published"
        if unit == "week":
            monday = self.day - datetime.timedelta(self.day.weekday()) + datetime.timedelta(7 * by)
            return Period(_point(monday), _point(monday + datetime.timedelta(6))), "relative:published"
        if unit == "day":
            return Period.of(_point(self.day + datetime.timedelta(by))), "relative:published"
        return None, None

    def _article_year(self) -> tuple[int | None, str | None]:
        """The year of the article, for `tháng 3 năm nay`: of its stamp, its headline, or its latest day."""
        if self.published is not None:
            return self.published.year, "relative:published"
        if self.title_form is not None:
            return year_of(self.title_form), "year:title"
        if self.text_day is not None:
            return self.text_day.year, "year:text"
        return None, None

    def _day_of_month(self, day: Period, by: int) -> _Resolved:
        """`ngày 5 tháng này`: no day without a stamp that says which month it is."""
        if self.published is None or self.published.year is None or self.published.month is None:
            return None, None
        period = Period.of(shift_month(self.published, by)._replace(day=day.last.day))
        return (period, "relative:published") if period.real() else (None, None)


@cache
def _to_now(lexicon: Lexicon) -> re.Pattern[str]:
    """Behind a date these run from it to the day of the article: `từ tháng 3 đến nay`."""
    return re.compile(rf"{SPACE}{alternation(lexicon.words('dates.to_now'))}(?!\w)")


def _is_over(period: Period, year: int, form: DateForm) -> bool:
    """True when `period` in that year ends before `form`."""
    days, other = period.in_year(year).days(), form.period.days() if form.period else None
    return days is not None and other is not None and days[1] < other[0]


def _early(period: Period) -> bool:
    """True for days of the first months of a year."""
    return period.last.day is not None and (period.last.month or 12) <= _SUMMED_UP


def _following(period: Period, form: DateForm) -> int:
    """The year of a day the text tells after `form`; over the turn of a year it is the nearer of two.

    `Từ 11/2/2017 …, sau các đợt thử 16/12, 23/12` looks back.
    """
    year, month = year_of(form), form.period.last.month if form.period else None
    if month is None or period.first.month is None or period.first.month != period.last.month:
        return year
    later = period.first.month - month
    return year - 1 if later >= _FAR else year + 1 if later <= -_FAR else year


def _published_point(reading: Reading) -> Point | None:
    published = reading.article.published
    return parse_point(published.value) if published else None


def _published_day(point: Point | None) -> datetime.date | None:
    if point is None or point.year is None or point.month is None or point.day is None:
        return None
    return datetime.date(point.year, point.month, point.day)


def _point(day: datetime.date) -> Point:
    return Point(day.year, day.month, day.day)
