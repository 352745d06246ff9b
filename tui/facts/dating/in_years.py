"""Years in digits: alone, in a row, as a period, and what runs from one of them."""

from __future__ import annotations

import re

from tui.facts.context import Before, next_words, starts_with
from tui.facts.dating.form import DateForm
from tui.facts.dating.periods import Period, Point
from tui.facts.dating.points import FIRST_YEAR, end_after, further_point, is_year, point_of
from tui.facts.dating.words import FROM, DateWords
from tui.model.fact import Confidence
from tui.text.wordlist import SPACE

_YEARS_BEFORE = re.compile(rf"năm{SPACE}(?:(?:1[89]|20)\d\d(?:,{SPACE}?|,?{SPACE}(?:và|hay){SPACE})){{1,6}}$")
_EARLIEST = 1000
"""The earliest year told in digits; those before `FIRST_YEAR` ask for `năm` before them."""


def read_years(match: re.Match[str], before: Before, words: DateWords) -> list[DateForm]:
    """`2021 - 2025`, `2016-2017`, `2016/17`."""
    first, last = int(match["year_a"]), int(match["year_b"])
    if last < 100:
        last += first // 100 * 100
    season = last == first + 1
    if not (is_year(first) and is_year(last) and first < last <= first + 120):
        return []
    if not season and (len(match["year_b"]) == 2 or match["year_sep"].strip() == "/"):
        return []
    start = before.longest(words.period_cues)
    confidence: Confidence = "medium" if start is None else "high"
    start = match.start() if start is None else start
    return [DateForm(start, match.end(), Period(Point(first), Point(last)), "date.years", confidence)]


def read_year(text: str, match: re.Match[str], before: Before, words: DateWords) -> list[DateForm]:
    """`năm 2023`, `từ năm 2011 đến 2015`, `những năm 1990`, and bare years after words that ask for one."""
    year, start, stop = int(match["year_y"]), match.start(), match.end()
    named = before.words[:1] == ["năm"]
    named = named or _YEARS_BEFORE.search(text, max(0, start - 40), start) is not None
    if _EARLIEST <= year < FIRST_YEAR and before.words[:1] == ["năm"]:
        return _old_year(text, year, start, stop, before, words)
    if not is_year(year) or (not named and starts_with(next_words(text, stop, 3), words.counted_after)):
        return []
    if not named and before.longest(words.year_cues) is None:
        return _bare_year(text, year, start, stop, before)
    further = further_point(text, stop)
    end = _year_end(text, stop, further)
    if further and before.words[:2] == ["năm", "đầu"]:
        part = _part_of(year, further, text)
        if part is not None:
            start = before.opened_by(words.year_openers, start, FROM)
            return [DateForm(start, further.end(), part, "date.range")]
    if further and end and end.year and year < end.year:
        start = before.opened_by(words.year_openers, start, FROM)
        return [DateForm(start, further.end(), Period(Point(year), end), "date.years")]
    decade = before.longest(words.decade_openers) if year % 10 == 0 else None
    if decade is not None:
        return [DateForm(decade, stop, Period(Point(year), Point(year + 9)), "date.decade")]
    start = before.opened_by(words.year_openers, start)
    return [DateForm(start, stop, Period.of(Point(year)), "date.year", "high" if named else "medium")]


def _old_year(
    text: str, year: int, start: int, stop: int, before: Before, words: DateWords
) -> list[DateForm]:
    """`chùa dựng năm 1685`; `mỗi năm 1200 tấn` and `3 năm 1500 hộ` count."""
    counted = len(before.words) > 1 and (before.words[1] in words.counts or before.words[1].isdigit())
    if counted or starts_with(next_words(text, stop, 3), words.counted_after):
        return []
    return [DateForm(before.opened_by(words.year_openers, start), stop, Period.of(Point(year)), "date.year")]


def _part_of(year: int, further: re.Match[str], text: str) -> Period | None:
    """What runs from the beginning of `year` to a day or a month of it: `từ đầu năm 2022 đến ngày 23/10`."""
    end = point_of(further)
    if further["number"] and text[max(0, further.start() - 6) : further.start() - 1] == "tháng":
        end = Point(month=int(further["number"]))
    if end is None or end.month is None or end.year not in (None, year):
        return None
    day = None if end.day is None else 1
    return Period(Point(year, 1, day), end._replace(year=year))


def _year_end(text: str, stop: int, further: re.Match[str] | None) -> Point | None:
    """What a period that begins with a year ends with: a year, or after words a month or day of one."""
    if further is None or not further["year_y"]:
        return end_after(text, stop, further)
    year = int(further["year_y"])
    return Point(year) if is_year(year) else None


def _bare_year(text: str, year: int, start: int, stop: int, before: Before) -> list[DateForm]:
    """`(2016)` is a date; a year at the end of a phrase only says when the article is."""
    period = Period.of(Point(year))
    if before.mark == "(" and not before.words and text[stop : stop + 1] in (")", ",", ";"):
        return [DateForm(start, stop, period, "date.year", "medium")]
    if 1950 <= year <= 2050 and not next_words(text, stop, 1):
        return [DateForm(start, stop, period, "date.year.bare", "low", silent=True)]
    return []
