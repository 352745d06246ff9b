"""Days in a query, written out or told by how long ago they are; and which they are, seen from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from tui.model.query import Days, Moment, Unit
from tui.search.query_words import meaning_of, meanings
from tui.text.folding import fold
from tui.text.numerals import roman

FIRST_DAY = 0
LAST_DAY = 99_991_231

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?:ngay )?(\d{1,2})(?:[-/.]| thang )(\d{1,2})(?:(?:[-/.]| nam )(\d{4}|\d{2}))?", re.ASCII
)
_MONTH_FIRST = re.compile(r"(?:thang )?(\d{1,2})(?:[-/.]| nam )(\d{4})|thang (\d{1,2})", re.ASCII)
_QUARTER = re.compile(r"(?:quy |q)([1-4ivx]{1,3})(?:(?:[-/.]| | nam )(\d{4}))?|(\d{4})-?q([1-4])", re.ASCII)
_YEAR = re.compile(r"(?:nam|year) (\d{4})", re.ASCII)
_ENGLISH = re.compile(r"(?:(\d{1,2}) )?([a-z]{3,9})(?: (\d{1,2})(?=,? \d{4}$))?(?:,? (\d{4}))?", re.ASCII)
_COUNTED = re.compile(r"(?:(past|last) )?(\d{1,4}) ?([a-z]+)(?: ([a-z ]+))?", re.ASCII)
_COMPARED = re.compile(r"([<>]=?|[≤≥])\s*")
_RANGE = re.compile(r"\.{2,9}|…|→")


def read_days(typed: str) -> Days | None:
    """`typed` as days; None where it is none.

    >>> read_days("7 ngày qua").last, read_days("28/8/2024").first
    (Moment(iso='', unit='day', back=0, count=7), Moment(iso='2024-08-28', unit='day', back=0, count=0))
    """
    typed = " ".join(typed.split())
    compared = _COMPARED.match(typed)
    if compared:
        moment = read_moment(typed[compared.end() :])
        if moment is None:
            return None
        sign = compared.group(1)
        if sign in (">", ">=", "≥"):
            return Days(typed, moment, None, after=sign == ">")
        return Days(typed, None, moment, before=sign == "<")
    ends = [end.strip() for end in _RANGE.split(typed, maxsplit=1)]
    if len(ends) == 1:
        moment = read_moment(typed)
        return Days(typed, moment, moment) if moment else None
    first, last = (read_moment(end) if end else None for end in ends)
    if (first is None) != (not ends[0]) or (last is None) != (not ends[1]) or not any(ends):
        return None
    return Days(typed, first, last)


def read_moment(typed: str) -> Moment | None:
    """`typed` as one day, month, quarter, year, or so many of them up to now; None where it is none."""
    folded = fold(" ".join(typed.split()))
    if not folded or len(folded) > 40:
        return None
    return _written(folded) or _relative(folded)


def _written(folded: str) -> Moment | None:
    if match := _ISO.fullmatch(folded):
        return _moment(*match.groups())
    if match := _DAY_FIRST.fullmatch(folded):
        day, month, year = match.groups()
        return _moment(year and (year if len(year) == 4 else f"20{year}"), month, day)
    if match := _MONTH_FIRST.fullmatch(folded):
        return _moment(match.group(2), match.group(1) or match.group(3))
    if match := _YEAR.fullmatch(folded):
        return _moment(match.group(1))
    if match := _QUARTER.fullmatch(folded):
        number = match.group(1) or match.group(4)
        quarter = int(number) if number.isdecimal() else roman(number.upper()) or 0
        year = match.group(2) or match.group(3)
        return Moment(f"{year or '-'}-Q{quarter}") if 1 <= quarter <= 4 else None
    if match := _ENGLISH.fullmatch(folded):
        month = meaning_of("month", match.group(2))
        day = match.group(1) or match.group(3)
        return _moment(match.group(4), month, day) if month else None
    return None


def _moment(year: str | None, month: str | None = None, day: str | None = None) -> Moment | None:
    """Of these numbers, where the calendar has such a day."""
    try:
        date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if year and int(year) < 1000:
        return None
    parts = [year or "-", *(f"{int(part):02}" for part in (month, day) if part)]
    return Moment("-".join(parts))


def _relative(folded: str) -> Moment | None:
    known = _moments().get(folded)
    if known:
        unit, back = known
        return Moment("", unit, back)
    match = _COUNTED.fullmatch(folded)
    if match is None:
        return None
    before, number, word, after = match.groups()
    named = meaning_of("unit", word)
    count = int(number)
    if named is None or count == 0:
        return None
    unit = _UNITS[named]
    if after and before is None and meaning_of("ago", after):
        return Moment("", unit, count)
    if after and not meaning_of("past", after):
        return None
    return Moment("", unit, 0, count)


_UNITS: dict[str, Unit] = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
}  # fmt: skip


@cache
def _moments() -> dict[str, tuple[Unit, int]]:
    found = {}
    for meaning in meanings():
        if meaning.kind == "moment":
            unit, back = meaning.name.split()
            found[fold(meaning.words)] = (_UNITS[unit], int(back))
    return found


def day_range(days: Days, today: date) -> tuple[int, int]:
    """(first, last) day as `yyyymmdd`, seen from `today`; the first is the later one where there is none.

    >>> day_range(read_days("tháng trước"), date(2031, 3, 5))
    (20310201, 20310228)
    """
    first, last = FIRST_DAY, LAST_DAY
    if days.first is not None:
        begin, end = bounds(days.first, today)
        first = _number(end + timedelta(1)) if days.after and end < date.max else _number(begin)
    if days.last is not None:
        begin, end = bounds(days.last, today)
        last = _number(begin) - 1 if days.before else _number(end)
    return first, last


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def bounds(moment: Moment, today: date) -> tuple[date, date]:
    """The first and the last day of a moment."""
    if moment.iso:
        return _bounds_of(moment.iso, today)
    if not moment.count:
        return _span(moment.unit, moment.back, today)
    if moment.unit in ("day", "week"):
        return _back(today, moment.count * (7 if moment.unit == "week" else 1) - 1), today
    return _back(_months_before(today, moment.count * _MONTHS[moment.unit]), -1), today


_MONTHS: dict[Unit, int] = {"day": 0, "week": 0, "month": 1, "quarter": 3, "year": 12}


def _back(day: date, days: int) -> date:
    return date.fromordinal(min(max(1, day.toordinal() - days), date.max.toordinal()))


def _span(unit: Unit, back: int, today: date) -> tuple[date, date]:
    """The day, week, month, quarter or year so many before the present one."""
    if unit == "day":
        day = _back(today, back)
        return day, day
    if unit == "week":
        monday = _back(today, today.weekday() + 7 * back)
        return monday, _back(monday, -6)
    length = _MONTHS[unit]
    month = today.year * 12 + today.month - 1
    begin = max(12, month - month % length - back * length)
    return date(begin // 12, begin % 12 + 1, 1), _month_end(begin + length - 1)


def _month_end(month: int) -> date:
    after = month + 1
    return date.max if after // 12 > 9999 else date(after // 12, after % 12 + 1, 1) - timedelta(1)


def _months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month."""
    month = max(12, day.year * 12 + day.month - 1 - months)
    end = _month_end(month)
    return end.replace(day=min(day.day, end.day))


def _bounds_of(iso: str, today: date) -> tuple[date, date]:
    if iso.startswith("-"):
        for year in range(today.year, max(0, today.year - 9), -1):
            found = _in_year(iso, year)
            if found is not None and found[0] <= today:
                return found
        return today, _back(today, 1)
    found = _in_year(iso, int(iso[:4]))
    return found if found is not None else (today, _back(today, 1))


def _in_year(iso: str, year: int) -> tuple[date, date] | None:
    """The days of an ISO day, month, quarter or year in this year; None where it has none, as 29 February."""
    rest = iso[5:] if iso[0].isdecimal() else iso[2:]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest.startswith("Q"):
        begin = year * 12 + 3 * (int(rest[1]) - 1)
        return date(year, begin % 12 + 1, 1), _month_end(begin + 2)
    month, _, day = rest.partition("-")
    if not day:
        return date(year, int(month), 1), _month_end(year * 12 + int(month) - 1)
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        return None
    return found, found
