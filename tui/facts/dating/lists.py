"""Days that share one month: `từ ngày 3 đến 5/10`, `ngày 1-13/8`, `các ngày 22, 23, 24/7`."""

from __future__ import annotations

import re

from tui.facts.context import Before
from tui.facts.dating.form import DateForm
from tui.facts.dating.periods import Period, Point
from tui.facts.dating.points import POINT, point_of, year_after
from tui.facts.dating.words import FROM, DateWords
from tui.text.wordlist import SPACE

_DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<more>(?:{SPACE}?,{SPACE}?\d{{1,2}}){{0,8}})"
    rf"{SPACE}?(?P<join>[-–—]|đến|tới|và|,){SPACE}?(?:(?:hết{SPACE})?ngày{SPACE})?"
    rf"(?=\d{{1,2}}(?:[/.-]|{SPACE}tháng))"
)
_NUMBER = re.compile(r"\d{1,2}")
_LISTING = (",", "và")


def days_of_one_month(text: str, place: int, before: Before, words: DateWords) -> list[DateForm]:
    """The period or the single days of a list that begins at `place`; empty if none does.

    Days in a row are one period, whatever joins them; days apart are dates of their own.
    """
    listed = _DAYS.match(text, place)
    if listed is None or not _is_cued(text, listed, before, words):
        return []
    further = POINT.match(text, listed.end())
    last = point_of(further) if further else None
    if further is None or last is None or last.day is None:
        return []
    stop = further.end()
    if last.year is None:
        year, stop, _shift = year_after(text, stop, words)
        last = last._replace(year=year)
    places = [*(match.start() for match in _NUMBER.finditer(text, place, listed.end())), further.start()]
    days = [int(match.group()) for match in _NUMBER.finditer(text, place, listed.end())] + [last.day or 0]
    if sorted(set(days)) != days:
        return []
    start = before.opened_by(words.day_openers, place, FROM)
    if listed["join"] not in _LISTING or days[-1] - days[0] == len(days) - 1:
        return [DateForm(start, stop, Period(last._replace(day=days[0]), last), "date.range")]
    return _apart(text, [start, *places[1:]], places, days, stop, last)


def _is_cued(text: str, listed: re.Match[str], before: Before, words: DateWords) -> bool:
    """True where the first number is a day: by a word or bracket before it, or a dash and a slash after."""
    if before.longest(words.day_cues) is not None or before.words[:1] == ["từ"]:
        return True
    if before.mark == "(" and not before.words:
        return True
    dashed = listed["join"] in "-–—" and "/" in text[listed.end() : listed.end() + 3]
    return dashed and before.longest(words.not_before) is None


def _apart(
    text: str, starts: list[int], places: list[int], days: list[int], stop: int, last: Point
) -> list[DateForm]:
    """One date for each day of the list; the month stands with the last."""
    stops = [number.end() for place in places[:-1] if (number := _NUMBER.match(text, place))]
    return [
        DateForm(start, end, Period.of(last._replace(day=day)), "date.list")
        for start, end, day in zip(starts, [*stops, stop], days, strict=True)
    ]
