"""Days, months and years in digits, and the year that may follow them."""

from __future__ import annotations

import re

from tui.facts.dating.form import DateForm
from tui.facts.dating.periods import Period, Point
from tui.facts.dating.words import DateWords
from tui.text.wordlist import SPACE

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Four digits outside these are read as no year."""

_END = r"(?![\w%])(?![/.,-]\d)(?!/\w)"
POINT = re.compile(
    rf"""
      (?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}})  # 29/05/2024
        (?![\w%])(?![/.-]?\d)
    | (?P<day_s>\d{{1,2}}){SPACE}[tT]háng{SPACE}(?P<month_s>\d{{1,2}})  # 29 tháng 5
        (?:[/-](?P<year_s>\d{{4}}))?{_END}
    | (?P<year_i>\d{{4}})-(?P<month_i>\d{{2}})(?:-(?P<day_i>\d{{2}}))?{_END}  # 2024-05-29
    | (?P<day_m>\d{{1,2}})(?P<sep_m>[/.-])(?P<month_m>\d{{1,2}})  # 29/5
        (?![\w%])(?!(?P=sep_m)[\w]|[.,]\d|/\w)
    | (?P<month_y>\d{{1,2}})(?P<sep_y>[/.-])(?P<year_m>\d{{4}})(?![\w%])(?![/.-]\w)  # 5/2024
    | (?P<year_a>\d{{4}})(?P<year_sep>[ \u00a0]?[-–—/][ \u00a0]?)(?P<year_b>\d{{4}}|\d{{2}})  # 2023-2025
        (?![\w%])(?![/.,-]\d)
    | (?P<year_y>\d{{4}}){_END}  # 2024
    | (?P<number>\d{{1,2}})(?![\d%])  # 5
    """,
    re.VERBOSE,
)
"""Everything that may begin a date, the richer form first."""

JOIN = re.compile(
    rf"{SPACE}?(?:[-–—]|đến hết|đến|tới|cho đến){SPACE}?"
    rf"(?:(?:rạng{SPACE}sáng|sáng|trưa|chiều|tối|đêm|khuya){SPACE})?(?:(?:ngày|tháng|năm|quý){SPACE})?(?=\d)"
)
"""What stands between the two ends of a period."""

_NAMED_YEAR = re.compile(
    rf"[ \u00a0,]{{0,3}}năm{SPACE}(?:(?P<year>\d{{4}})(?!\w)|(?P<word>nay|này|ngoái|trước|sau|tới|kia)(?!\w))"
)
_GLUED_YEAR = re.compile(
    rf"{SPACE}?[/-]{SPACE}?(?P<year>\d{{4}})(?!\w)|,?{SPACE}(?P<bare>\d{{4}})(?!\w)(?=[,.;)\n]|$)"
)


def is_year(year: int) -> bool:
    """True for a year newspapers write about."""
    return FIRST_YEAR <= year <= LAST_YEAR


def point_of(match: re.Match[str]) -> Point | None:
    """The day or month a match of `POINT` writes; None if there is no such day, or it writes a year alone."""
    if match["day"]:
        year = int(match["year"])
        point = Point(year if year >= 100 else 2000 + year, int(match["month"]), int(match["day"]))
    elif match["day_s"]:
        year_s = int(match["year_s"]) if match["year_s"] else None
        point = Point(year_s, int(match["month_s"]), int(match["day_s"]))
    elif match["year_i"]:
        day = int(match["day_i"]) if match["day_i"] else None
        point = Point(int(match["year_i"]), int(match["month_i"]), day)
    elif match["day_m"]:
        point = Point(None, int(match["month_m"]), int(match["day_m"]))
    elif match["month_y"]:
        point = Point(int(match["year_m"]), int(match["month_y"]))
    else:
        return None
    return point if Period.of(point).real() and (point.year is None or is_year(point.year)) else None


def end_of(match: re.Match[str], text: str) -> Point | None:
    """The day, month or year a period ends with; a year alone only after `năm`."""
    if match["year_y"] and text[max(0, match.start() - 4) : match.start() - 1] == "năm":
        return Point(int(match["year_y"])) if is_year(int(match["year_y"])) else None
    return point_of(match)


def year_after(text: str, stop: int, words: DateWords) -> tuple[int | None, int, int | None]:
    """(year, where it ends, shift of a relative year) right after a day, month or quarter."""
    named = _NAMED_YEAR.match(text, stop)
    if named and named["word"]:
        return None, named.end(), words.shifts[named["word"]]
    if named and is_year(int(named["year"])):
        return int(named["year"]), named.end(), None
    glued = _GLUED_YEAR.match(text, stop)
    year = int(glued["year"] or glued["bare"]) if glued else 0
    return (year, glued.end(), None) if glued and is_year(year) else (None, stop, None)


def with_year(text: str, start: int, stop: int, period: Period, rule: str, words: DateWords) -> DateForm:
    """The date from `start` to `stop`, with the year that follows it, if one does."""
    year, stop, shift = year_after(text, stop, words)
    if year is not None:
        return DateForm(start, stop, period.in_year(year), rule)
    return DateForm(start, stop, period, rule, relative=None if shift is None else ("year", shift))


def further_point(text: str, stop: int) -> re.Match[str] | None:
    """The other end of a period, after `đến` or a dash."""
    join = JOIN.match(text, stop)
    return POINT.match(text, join.end()) if join else None


def end_after(text: str, stop: int, further: re.Match[str] | None, *, to_month: bool = False) -> Point | None:
    """What ends a period: a day (`to_month`: a month), or after words anything that tells its year."""
    end = end_of(further, text) if further else None
    if further is None or end is None:
        return None
    alike = (end.day is None and end.month is not None) if to_month else end.day is not None
    joined_by_words = any(character.isalpha() for character in text[stop : further.start()])
    return end if alike or (joined_by_words and end.year is not None) else None
