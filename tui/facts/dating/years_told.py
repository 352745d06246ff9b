"""The years an article tells, by its headline, the names of its events, and its full dates."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from tui.facts.dating.form import DateForm
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.text.wordlist import phrases

_NAME_REACH = 100
"""Characters the name of an event may have before its year."""

_QUOTED = re.compile(r"“[^”\n]{0,120}”|\"[^\"\n]{0,120}\"")
_PLAN_REACH = 40
_GOAL_REACH = 120
_SINCE_REACH = 12
_BEHIND = 12
"""Characters before a date, and behind it, in which words that look ahead or back are about it."""

_NO_HISTORY = 2010
"""From this year on a single full date may date an article that was saved from the web."""

_SUM_REACH = 80
"""Characters between `tổng kết` and the year it sums up at most."""

_OWN_YEARS = ("date.year", "date.year.bare")
"""Rules of years that may stand in a name; the year of `tháng 3/2015` may not."""


class YearsTold:
    """Which years the headline and the events name, and whether the rest of the article bears them out."""

    def __init__(
        self, reading: Reading, lexicon: Lexicon, explicit: list[DateForm], forms: list[DateForm]
    ) -> None:
        """`explicit` are those of all `forms` that give a year, in order of the text."""
        self._text = reading.text
        titles = [p.span for p in reading.article.paragraphs if p.kind == "title"]
        in_title: list[DateForm] = []
        others: list[DateForm] = []
        for form in explicit:
            stands_in = any(title.start <= form.start < title.stop for title in titles)
            (in_title if stands_in else others).append(form)
        self.newest = _latest(explicit)
        self._counts = Counter(year_of(form) for form in explicit)
        self.named = [form for form in explicit if self._ends_name(form, lexicon)]
        """Years that end the name of an event."""
        self.summed = {form.start for form in explicit if self._is_summed(form, lexicon)}
        """Where the years stand that something sums up: `tổng kết công tác năm 2023`."""
        self.by_title = self._title_year(in_title, others, lexicon)
        self.by_event = self._event_year()
        self.latest_day = _latest_day(reading, _opening_of(reading), explicit, lexicon)
        self.school_year = _school_year(reading.text, forms)

    def _title_year(
        self, in_title: list[DateForm], others: list[DateForm], lexicon: Lexicon
    ) -> DateForm | None:
        """The latest year of the headline; none that it looks ahead to and that dates nothing in the text."""
        dated = {year_of(form) for form in others if form.period and form.period.last.month}
        years = {year_of(form) for form in others}
        present = [
            form
            for form in in_title
            if year_of(form) in dated or not (self._opens(form) or self._is_ahead(form, lexicon))
        ]
        last = max(present, key=year_of, default=None)
        if last is None or (years and min(abs(year_of(last) - other) for other in years) > 1):
            return None
        return last

    def _opens(self, form: DateForm) -> bool:
        """`2030: Xuất khẩu gạo …` is about plans."""
        return self._text[form.stop : form.stop + 2].lstrip().startswith(":")

    def _is_ahead(self, form: DateForm, lexicon: Lexicon) -> bool:
        """`Vòng loại … 2018` is played the year before."""
        reach = max(0, form.start - _NAME_REACH)
        start = max(reach, self._text.rfind("\n", reach, form.start) + 1)
        return _phrases(lexicon, "dates.ahead").search(self._text, start, form.start) is not None

    def _event_year(self) -> int | None:
        """The year of the latest event by name; None if the article tells as often of later ones."""
        year, newest = _latest(self.named), self.newest
        if year is None or newest is None or year == newest:
            return year
        return year if newest - year == 1 and self._counts[year] > self._counts[newest] else None

    def _ends_name(self, form: DateForm, lexicon: Lexicon) -> bool:
        """True when the year belongs to the name of an event: `Hội nghị … năm 2024`."""
        text = self._text
        begins = text[form.start : form.start + 1]
        if form.rule not in _OWN_YEARS or not (begins.isdigit() or begins in "nN"):
            return False
        reach = max(0, form.start - _NAME_REACH)
        start = max(reach, max(text.rfind(mark, reach, form.start) for mark in ".;\n") + 1)
        nouns = list(_phrases(lexicon, "events.nouns").finditer(text, start, form.start))
        name = _QUOTED.sub("", text[nouns[-1].end() : form.start]) if nouns else ""
        return bool(nouns) and _phrases(lexicon, "dates.not_in_names").search(name) is None

    def _is_summed(self, form: DateForm, lexicon: Lexicon) -> bool:
        """True for a whole year that is summed up; `tổng kết công tác Tết năm 2023` sums up a part of one."""
        text = self._text
        if form.rule not in _OWN_YEARS or text[form.start : form.start + 3].lower() != "năm":
            return False  # tổng kết Hội xuân 2023
        reach = max(0, form.start - _SUM_REACH)
        start = max(reach, max(text.rfind(mark, reach, form.start) for mark in ".;\n") + 1)
        sums = list(_phrases(lexicon, "dates.summing").finditer(text, start, form.start))
        between = text[sums[-1].end() : form.start] if sums else ""
        whole = not any(map(str.isdigit, between)) and not _phrases(lexicon, "dates.parts").search(between)
        return bool(sums) and whole


@cache
def _phrases(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    return phrases(lexicon.words(name))


def gives_year(text: str, form: DateForm) -> bool:
    """True when `form` says which year the article speaks of: not a plan, a century or a comparison."""
    if form.period is None or form.period.last.year is None or form.same_period:
        return False
    if form.rule in ("date.years", "date.decade", "date.century") or form.relative is not None:
        return False
    return not compares(text, form)


def compares(text: str, form: DateForm) -> bool:
    """True for a date that something is compared to, that ends a plan, or that somebody was born in."""
    lead = text[max(0, form.start - 12) : form.start].lower()
    if "đến" in lead and text[form.stop : form.stop + 5].lstrip(", ").startswith("đã"):
        return False  # đến ngày 30/9/2024 đã giải ngân …
    return any(cue in lead for cue in ("so với", "cùng kỳ", "đến", "sinh", "sn"))


def year_of(form: DateForm) -> int:
    """The year a form gives; only for forms that give one."""
    assert form.period is not None
    assert form.period.last.year is not None
    return form.period.last.year


def _latest(forms: Iterable[DateForm]) -> int | None:
    return max((year_of(form) for form in forms), default=None)


def _opening_of(reading: Reading) -> int:
    """Where the first two sentences of the text end."""
    told = [sentence.span.stop for sentence in reading.sentences if sentence.kind in ("lead", "body")][:2]
    return told[-1] if told else 0


def _latest_day(
    reading: Reading, opening: int, forms: list[DateForm], lexicon: Lexicon
) -> datetime.date | None:
    """The latest day or month given with its year, unless it can only be history.

    A plan's year (`vào năm 2030`) says nothing; a single date does where it stands in the opening, before
    `opening`, or where nothing of the article is newer and nothing past runs from it (`từ tháng 3/2015`).
    """
    lead = Lead(reading, lexicon)
    months = [form for form in forms if form.period and form.period.last.month]
    exact = [form for form in months if not lead.is_goal(form)] or months
    newest = max((year_of(form) for form in exact), default=None)
    if newest is None:
        return None
    latest = [form for form in exact if year_of(form) == newest]
    told = sum(year_of(form) == newest for form in forms)
    plain = [year_of(form) for form in forms if not lead.is_plan(form)]
    if max(plain, default=newest) > newest:
        return None
    opens = any(form.start < opening for form in latest)
    if told < 2 and (
        newest < _NO_HISTORY
        or (not opens and all(lead.is_since(form) and not lead.looks_ahead(form) for form in latest))
    ):
        return None
    days = [form.period.days() for form in latest if form.period]
    return max((day[1] for day in days if day), default=None)


class Lead:
    """What the words before a date say of it: that it is looked ahead to, or back to."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading, self._lexicon = reading, lexicon

    def is_plan(self, form: DateForm) -> bool:
        """True for a year that is looked ahead to: `vào năm 2030`, `sẽ … năm 2027`."""
        return self._has(form, "dates.plans", _PLAN_REACH) or self.is_goal(form)

    def is_goal(self, form: DateForm) -> bool:
        """True for what is planned, as in `dự kiến khởi công trong quý II và … cuối năm 2027`."""
        return self._has(form, "dates.goals", _PLAN_REACH) or self.is_forecast(form)

    def is_forecast(self, form: DateForm) -> bool:
        """True where a word before the date in its sentence says that it is expected."""
        return self._has(form, "dates.forecasts", self._begun(form))

    def looks_ahead(self, form: DateForm) -> bool:
        """True where a word before the date in its sentence, or right behind it, says that it is to come."""
        text = self._reading.text
        coming = _phrases(self._lexicon, "dates.coming").search(text, form.stop, form.stop + _BEHIND)
        return coming is not None or self._has(form, "dates.awaited", self._begun(form))

    def is_yearly(self, form: DateForm) -> bool:
        """True for a day or month of every year: `mỗi năm hai lần (tháng 1 và tháng 7)`."""
        return self._has(form, "dates.yearly", self._begun(form)) or self.comes_back(form)

    def comes_back(self, form: DateForm) -> bool:
        """True for `tháng 8 hằng năm`."""
        behind = self._reading.text[form.stop : form.stop + _BEHIND].lstrip(" \u00a0,")
        return _phrases(self._lexicon, "dates.yearly").match(behind) is not None

    def _begun(self, form: DateForm) -> int:
        """Characters of its clause before the date, those near it."""
        sentence = self._reading.sentence_at(form.start)
        first = max(form.start - _GOAL_REACH, sentence.span.start if sentence else form.start)
        return form.start - max(first, self._reading.text.rfind(";", first, form.start) + 1)

    def is_since(self, form: DateForm) -> bool:
        """True where something runs from the date: `từ tháng 3/2015`."""
        return self._has(form, "dates.since", _SINCE_REACH)

    def _has(self, form: DateForm, name: str, reach: int) -> bool:
        """True when one of the lexicon's words of that name stands in the `reach` characters before it."""
        begin = max(0, form.start - reach)
        return _phrases(self._lexicon, name).search(self._reading.text, begin, form.start) is not None


def _school_year(text: str, forms: list[DateForm]) -> int | None:
    """The first year of the latest `năm học 2025-2026`; None if the article speaks of no school year."""
    years = [
        form.period.first.year
        for form in forms
        if form.rule == "date.years" and form.period and "học" in text[max(0, form.start - 8) : form.stop]
    ]
    return max((year for year in years if year), default=None)
