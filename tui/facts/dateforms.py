"""Dates as the text writes them, before anything is inferred: days, months, years, quarters, periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tui.facts.context import Before, lowered, next_words, starts_with
from tui.facts.periods import Period, Point, months, quarter
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence
from tui.text.numerals import roman
from tui.text.wordlist import alternation

Relative = tuple[Literal["day", "week", "month", "year"], int]
"""A unit and how many of it from the day of reference: `("day", -1)` is yesterday."""


@dataclass(frozen=True, slots=True)
class DateForm:
    """One date or period in the text; its period may lack the year."""

    start: int
    stop: int
    period: Period | None
    """None where the calendar cannot say (lunar days, terms) or only the day of reference can (`relative`)."""
    rule: str
    confidence: Confidence = "high"
    relative: Relative | None = None
    same_period: bool = False
    """`cùng kỳ năm trước`: the months the sentence speaks of, in another year."""
    silent: bool = False
    """A bare year: it helps to infer the year of other dates, but is no date of its own."""


_TAIL = r"(?![\w%])(?![/.,-]\d)(?!/\w)"
_POINT = re.compile(
    rf"""
      (?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}})(?![\w%])(?![/.-]?\d)
    | (?P<day_s>\d{{1,2}})[ \u00a0][tT]háng[ \u00a0](?P<month_s>\d{{1,2}})(?:[/-](?P<year_s>\d{{4}}))?{_TAIL}
    | (?P<year_i>\d{{4}})-(?P<month_i>\d{{2}})(?:-(?P<day_i>\d{{2}}))?{_TAIL}
    | (?P<day_m>\d{{1,2}})(?P<sep_m>[/.-])(?P<month_d>\d{{1,2}})(?![\w%])(?!(?P=sep_m)[\w]|[.,]\d|/\w)
    | (?P<month_y>\d{{1,2}})[/.-](?P<year_m>\d{{4}})(?![\w%])(?![/.-]\w)
    | (?P<year_a>\d{{4}})(?P<year_sep>[ \u00a0]?[-–—/][ \u00a0]?)(?P<year_b>\d{{4}}|\d{{2}})(?![\w%])(?![/.,-]\d)
    | (?P<year_y>\d{{4}}){_TAIL}
    | (?P<number>\d{{1,2}})(?![\d%])
    """,
    re.VERBOSE,
)
_NAMED_MONTH = re.compile(r"[ \u00a0][tT]háng[ \u00a0]\d{1,2}(?!\d)")
_START = re.compile(r"(?<![\w/.\-+])(?=\d)")
_YEAR_TAIL = re.compile(
    r"[ \u00a0,]{0,3}năm[ \u00a0](?:(\d{4})(?!\w)|(nay|này|ngoái|trước|sau|tới|kia)(?!\w))"
)
_YEAR_GLUED = re.compile(r"[ \u00a0]?[/-][ \u00a0]?(\d{4})(?!\w)|,?[ \u00a0](\d{4})(?!\w)(?=[,.;)\n]|$)")
_JOIN = re.compile(
    r"[ \u00a0]?(?:[-–—]|đến hết|đến|tới|cho đến|,? và)[ \u00a0]?"
    r"(?:(?:sáng|trưa|chiều|tối|đêm)[ \u00a0])?(?:(?:ngày|tháng|năm|quý)[ \u00a0])?(?=\d)"
)
_DAY_LIST = re.compile(
    r"(?P<first>\d{1,2})(?P<more>(?:[ \u00a0]?,[ \u00a0]?\d{1,2}){0,8})"
    r"[ \u00a0]?(?P<join>[-–—]|đến|tới|và|,)[ \u00a0]?(?:(?:hết )?ngày[ \u00a0])?(?=\d{1,2}(?:[/.-]|[ \u00a0]tháng))"
)
_MONTH_LIST = re.compile(
    r"(?P<first>\d{1,2})(?:[ \u00a0]?(?P<join>[-–—]|đến|tới|và|,)[ \u00a0]?(?:tháng[ \u00a0])?(?P<last>\d{1,2}))(?!\d)"
    r"(?![.-]\d)(?!/\d{1,2}(?!\d))"
)
_SPAN_OF_YEAR = re.compile(
    r"(?P<count>\d{1,2})[ \u00a0]tháng[ \u00a0](?:(?P<part>đầu|cuối)[ \u00a0])?(?:của[ \u00a0])?(?=năm[ \u00a0])"
)
_ROMAN_QUARTER = re.compile(
    r"(?<!\w)[Qq]u[ýí][ \u00a0](?P<first>IV|I{1,3})(?:[ \u00a0]?(?:-|–|,|và|đến)[ \u00a0]?(?:quý[ \u00a0])?(?P<last>IV|I{1,3}))?(?!\w)"
)
_HALF = re.compile(
    r"(?<!\w)[Nn]ửa[ \u00a0](?P<part>đầu|cuối)[ \u00a0](?=năm)(?:năm(?![ \u00a0](?:\d|nay|ngoái)))?"
)
_TERM = re.compile(r"(?<!\w)[Kk]h(?:óa|oá)[ \u00a0](?P<term>[IVXL]{1,6})(?!\w)")
_CENTURY = re.compile(
    r"(?<!\w)[Tt]hế[ \u00a0]k[ỷỉ][ \u00a0](?:thứ[ \u00a0])?(?P<century>[IVX]{1,6}|\d{1,2})(?!\w)"
)
_CLOCK_BEFORE = re.compile(
    r"(?<![\w/.])(?:lúc[ ]|khoảng[ ]|hồi[ ]|vào[ ])?(?P<hour>\d{1,2})(?:[ ]?(?:giờ|h|g|:))(?:[ ]?(?P<minute>\d{2}))?(?:[ ]?(?:phút|p|')?)"
    r"[ ,]{0,2}(?P<part>sáng|trưa|chiều|tối|đêm)?[ ,]{0,2}(?:cùng[ ])?(?:ngày[ ])?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w/.,:-])(?:(?:[Ll]úc|[Hh]ồi)[ ])?(?P<hour>\d{1,2})"
    r"(?:h(?P<minute_h>\d{2})?(?!\w)|g(?:(?P<minute_g>\d{2})(?!\w)|(?=[,.;)\n]|$))"
    r"|[ ]giờ[ ](?:(?P<minute>\d{1,2})(?!\d)(?:[ ]phút)?(?![ ](?:tháng|ngày))|(?P<part>sáng|trưa|chiều|tối|đêm)(?!\w)))"
)
_CLOCK_AFTER = re.compile(r"[ \u00a0,-]{1,3}(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?!\w)")
_LUNAR_AFTER = re.compile(
    r"[ \u00a0]\(?(?:năm[ \u00a0]\w{2,5}[ \u00a0]\w{2,5}[ \u00a0])?(?:âm lịch|\(âm lịch\)|AL(?!\w))\)?"
)


class _Words:
    """The words around dates, ready for membership tests."""

    def __init__(self, lexicon: Lexicon) -> None:
        for name in (
            "day_cues not_before named_after_days counted_after period_cues year_cues day_openers month_openers "
            "year_openers month_cues quarter_cues same_period"
        ).split():
            setattr(self, name, lowered(lexicon.words(f"dates.{name}")))
        self.shifts = {word: int(by) for word, by in lexicon.mapping("dates.year_shifts").items()}
        self.relative: dict[str, Relative] = {}
        for unit in ("day", "week", "month", "year"):
            for word, by in lexicon.mapping(f"dates.relative_{unit}s").items():
                self.relative[word] = (unit, int(by))  # type: ignore[assignment]
        same = alternation(lexicon.words("dates.same_period"))
        self.worded = re.compile(
            rf"(?<!\w)(?:(?P<same>{same})[ \u00a0]năm[ \u00a0](?P<same_year>\d{{4}}|trước|ngoái|nay)"
            rf"|(?P<relative>{alternation(self.relative)})"
            rf"|(?P<lunar>{_lunar(lexicon)}))(?!\w)"
        )

    day_cues: frozenset[str]
    not_before: frozenset[str]
    named_after_days: frozenset[str]
    counted_after: frozenset[str]
    period_cues: frozenset[str]
    year_cues: frozenset[str]
    day_openers: frozenset[str]
    month_openers: frozenset[str]
    year_openers: frozenset[str]
    month_cues: frozenset[str]
    quarter_cues: frozenset[str]
    same_period: frozenset[str]


def _lunar(lexicon: Lexicon) -> str:
    """Lunar days and years: `mùng 4 Tết`, `rằm tháng Giêng`, `23 tháng Chạp`, `năm Giáp Thìn`."""
    month = alternation(lexicon.words("dates.lunar_months"))
    stem, branch = (
        alternation(lexicon.words(f"dates.{name}"), any_case=False) for name in ("stems", "branches")
    )
    return (
        rf"(?:[Mm][ùồ]ng|[Rr]ằm|[Nn]gày)[ \u00a0](?:\d{{1,2}}[ \u00a0])?tháng[ \u00a0](?:{month}|\d{{1,2}}[ \u00a0]âm[ \u00a0]lịch)"
        rf"|(?:[Mm][ùồ]ng|[Nn]gày)[ \u00a0]\d{{1,2}}[ \u00a0]Tết|\d{{1,2}}[ \u00a0]tháng[ \u00a0]{month}|[Tt]háng[ \u00a0]{month}|\d{{1,2}}[ \u00a0]Tết"
        rf"|[Rr]ằm[ \u00a0]tháng[ \u00a0](?:\d{{1,2}}|[Gg]iêng|[Bb]ảy|[Tt]ám)"
        rf"|[Mm][ùồ]ng[ \u00a0]\d{{1,2}}"
        rf"|(?:[Nn]ăm|[Tt]ết|[Xx]uân)[ \u00a0]{stem}[ \u00a0]{branch}"
    )


@cache
def _words(lexicon: Lexicon) -> _Words:
    return _Words(lexicon)


def read_dates(text: str, lexicon: Lexicon) -> list[DateForm]:
    """Every date of `text` as written, sorted, none overlapping another; time is linear in its length."""
    words = _words(lexicon)
    found = [*_in_words(text, words), *_in_digits(text, words), *_clocks(text)]
    found.sort(key=lambda form: (form.start, -form.stop))
    kept: list[DateForm] = []
    for form in found:
        if not kept or form.start >= kept[-1].stop:
            kept.append(form)
        elif kept[-1].silent or (form.stop > kept[-1].stop and not form.silent):
            kept[-1] = form
    return _merge_relative(text, kept)


def _merge_relative(text: str, forms: list[DateForm]) -> list[DateForm]:
    """`hôm nay (5/6)` is one date: the day says which today it is."""
    merged: list[DateForm] = []
    for form in forms:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.relative is not None
            and form.rule.startswith("date.day")
            and text[last.stop : form.start].strip() in ("", "(", ",", "-")
            and form.start - last.stop <= 3
        ):
            closes = text[form.stop : form.stop + 1] == ")" and "(" in text[last.stop : form.start]
            merged[-1] = replace(form, start=last.start, stop=form.stop + closes)
        else:
            merged.append(form)
    return merged


# ---------------------------------------------------------------- dates without digits


def _in_words(text: str, words: _Words) -> list[DateForm]:
    found = []
    for match in words.worded.finditer(text):
        start, stop = match.span()
        if match["same"]:
            year = match["same_year"]
            period = Period.of(Point(int(year))) if year.isdigit() else None
            shift: Relative | None = None if period else ("year", words.shifts[year])
            found.append(DateForm(start, stop, period, "date.same_period", relative=shift, same_period=True))
        elif match["relative"]:
            relative = words.relative[" ".join(match["relative"].lower().split())]
            if not _is_relative(text, start, stop, relative):
                continue
            found.append(DateForm(start, stop, None, "date.relative", relative=relative))
        else:
            found.append(DateForm(start, stop, None, "date.lunar", "medium"))
    for match in _ROMAN_QUARTER.finditer(text):
        first = roman(match["first"]) or 1
        last = roman(match["last"] or "") or first
        if last < first:
            continue
        period = Period(quarter(first).first, quarter(last).last)
        found.append(_with_year(text, match.start(), match.end(), period, "date.quarter", words))
    for match in _HALF.finditer(text):
        period = months(1, 6) if match["part"] == "đầu" else months(7, 12)
        stop = match.end() - 1 if text[match.end() - 1].isspace() else match.end()
        found.append(_with_year(text, match.start(), stop, period, "date.half", words))
    found.extend(DateForm(*match.span(), None, "date.term", "medium") for match in _TERM.finditer(text))
    for match in _CENTURY.finditer(text):
        index = int(match["century"]) if match["century"].isdigit() else roman(match["century"])
        if index and 2 <= index <= 21:
            period = Period(Point(index * 100 - 99), Point(index * 100))
            found.append(DateForm(*match.span(), period if index > 10 else None, "date.century"))
    return found


def _is_relative(text: str, start: int, stop: int, relative: Relative) -> bool:
    """False for words that only look relative: `10 năm trước`, `hai năm sau`, `các năm trước`."""
    if relative[0] == "day":
        return True
    before = Before(text, start)
    return not before.words or not (
        before.words[0].isdigit() or before.words[0] in _COUNTS or before.mark in ("%",) and not before.words
    )


_COUNTS = frozenset(
    "một hai ba bốn năm sáu bảy tám chín mười vài nhiều những các mấy trăm nghìn ngàn mỗi từng lần cùng kỳ nửa rưỡi chục".split()
)


def _clocks(text: str) -> list[DateForm]:
    """Hours of the day that belong to no day of the text: `14h15`, `7 giờ 30`, `9 giờ tối`."""
    found = []
    for match in _CLOCK.finditer(text):
        minute = int(match["minute_h"] or match["minute_g"] or match["minute"] or 0)
        if int(match["hour"]) < 24 and minute < 60 and not _is_duration(text, match.start()):
            found.append(DateForm(*match.span(), None, "date.clock", "medium"))
    return found


def _is_duration(text: str, place: int) -> bool:
    before = Before(text, place)
    return bool(before.words) and before.words[0] in (
        "trong",
        "mất",
        "suốt",
        "sau",
        "hơn",
        "gần",
        "dài",
        "kéo",
    )


# ---------------------------------------------------------------- dates with digits


def _in_digits(text: str, words: _Words) -> list[DateForm]:
    found: list[DateForm] = []
    done = 0
    for start in _START.finditer(text):
        place = start.start()
        if place < done:
            continue
        match = _POINT.match(text, place)
        if match is None:
            continue
        before = Before(text, place)
        if before.longest(words.named_after_days) is not None:
            done = match.end()
            named = _NAMED_MONTH.match(text, match.end())
            done = named.end() if named else done
            continue
        for form in _read(text, match, before, words):
            if form.period is None or form.period.real():
                found.append(form)
                done = max(done, form.stop)
    return found


def _read(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """The dates that begin with the number at `match`."""
    kind = match.lastgroup
    if kind in ("number", "month_d", "day_m", "sep_m"):
        listed = _read_list(text, match, before, words)
        if listed:
            return listed
    if kind == "number":
        return _read_number(text, match, before, words)
    if match["year_a"]:
        return _read_years(text, match, before, words)
    if match["year_y"]:
        return _read_year(text, match, before, words)
    first = _point(match)
    if first is None:
        return []
    if not _is_date(text, match, before, words):
        return []
    if match["month_y"]:
        return _read_month_range(text, match, before, first, words)
    return [_finish_day(text, match, before, first, words)]


def _point(match: re.Match[str]) -> Point | None:
    """The point a match of `_POINT` writes, or None if there is no such day."""
    if match["day"]:
        year = int(match["year"])
        point = Point(year if year >= 100 else 2000 + year, int(match["month"]), int(match["day"]))
    elif match["day_s"]:
        point = Point(
            int(match["year_s"]) if match["year_s"] else None, int(match["month_s"]), int(match["day_s"])
        )
    elif match["year_i"]:
        point = Point(
            int(match["year_i"]), int(match["month_i"]), int(match["day_i"]) if match["day_i"] else None
        )
    elif match["day_m"]:
        point = Point(None, int(match["month_d"]), int(match["day_m"]))
    elif match["month_y"]:
        point = Point(int(match["year_m"]), int(match["month_y"]))
    else:
        return None
    return point if Period.of(point).real() and (point.year is None or 1800 <= point.year <= 2100) else None


def _is_date(text: str, match: re.Match[str], before: Before, words: _Words) -> bool:
    """True when digits that could be a day or month are one: by what stands before and after."""
    if match["day_s"] or match["year_i"]:
        return True
    cued = before.longest(words.day_cues) is not None or before.longest(words.month_cues) is not None
    if cued:
        return True
    if match["day"]:
        return len(match["year"]) == 4
    if before.longest(words.not_before) is not None:
        return False
    if match["month_y"]:
        return match.group()[len(match["month_y"])] != "."
    if match["sep_m"] != "/":
        return False
    following = next_words(text, match.end(), 3)
    if starts_with(following, words.counted_after):
        return False
    day, month = int(match["day_m"]), int(match["month_d"])
    looks_like_share = day < month <= 10 and bool(following)
    return not looks_like_share


_FROM = frozenset(("từ",))
"""Belongs to the text of a period, not to that of a day."""


def _finish_day(text: str, match: re.Match[str], before: Before, first: Point, words: _Words) -> DateForm:
    """A day with what belongs to it: the words and the clock before it, its year, the end of its range."""
    cued = before.longest(words.day_cues) is not None
    start, stop, last = before.opened_by(words.day_openers, match.start()), match.end(), first
    lunar = _LUNAR_AFTER.match(text, stop)
    if lunar:
        return DateForm(start, lunar.end(), None, "date.lunar", "medium")
    rule = "date.full" if first.year else "date.day"
    join = _JOIN.match(text, stop)
    further = _POINT.match(text, join.end()) if join else None
    if further and (further["day"] or further["day_m"] or further["day_s"]):
        end = _point(further)
        if end and "và" not in text[stop : join.end() if join else stop]:
            last, stop, rule = end, further.end(), "date.range"
    if last.year is None:
        year, stop, shift = _year_after(text, stop, words)
        if year:
            last = replace(last, year=year)
        elif shift is not None:
            period = Period(first, last)
            return DateForm(start, stop, period, "date.day", relative=("year", shift))
    period = Period(first, last)
    if last.year and first.year is None:
        period = period.in_year(last.year)
    if rule == "date.range":
        start = before.opened_by(words.day_openers | _FROM, match.start())
    start, stop, time = _clock(text, start, stop)
    if time and period.first == period.last:
        period = Period.of(replace(period.last, time=time))
    confidence: Confidence = "high" if cued or first.year or text[start - 1 : start] == "(" else "medium"
    return DateForm(start, stop, period, rule, confidence)


def _year_after(text: str, stop: int, words: _Words) -> tuple[int | None, int, int | None]:
    """(year, where it ends, shift of a relative year) right after a day, month or quarter."""
    match = _YEAR_TAIL.match(text, stop)
    if match:
        if match[1] and 1800 <= int(match[1]) <= 2100:
            return int(match[1]), match.end(), None
        if match[2]:
            return None, match.end(), words.shifts[match[2]]
    glued = _YEAR_GLUED.match(text, stop)
    if glued and 1900 <= int(glued[1] or glued[2]) <= 2100:
        return int(glued[1] or glued[2]), glued.end(), None
    return None, stop, None


def _with_year(text: str, start: int, stop: int, period: Period, rule: str, words: _Words) -> DateForm:
    year, stop, shift = _year_after(text, stop, words)
    if year:
        return DateForm(start, stop, period.in_year(year), rule)
    return DateForm(start, stop, period, rule, relative=None if shift is None else ("year", shift))


def _clock(text: str, start: int, stop: int) -> tuple[int, int, str | None]:
    """(start, stop, `07:30`) with the hour of the day that stands before or after a day."""
    after = _CLOCK_AFTER.match(text, stop)
    if after and int(after["hour"]) < 24 and int(after["minute"]) < 60:
        return start, after.end(), f"{int(after['hour']):02d}:{after['minute']}"
    reach = max(0, start - 40, text.rfind("\n", max(0, start - 40), start) + 1)
    match = _CLOCK_BEFORE.search(text, reach, start)
    if match is None:
        return start, stop, None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    part = (match["part"] or text[start : start + 5].split(" ")[0]).lower()
    if 0 < hour < 12 and part in ("chiều", "tối", "đêm"):
        hour += 12
    if hour > 23 or minute > 59:
        return start, stop, None
    return match.start(), stop, f"{hour:02d}:{minute:02d}"


def _read_list(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """Days that share a month: `ngày 3 đến 5/10`, `1-13/8`, `các ngày 22, 23, 24/7`."""
    listed = _DAY_LIST.match(text, match.start())
    if listed is None:
        return []
    join = listed["join"]
    cued = before.longest(words.day_cues) is not None or (
        bool(before.words) and before.words[0] in ("từ", "ngày")
    )
    bracketed = before.mark == "(" and not before.words
    if not cued and not bracketed and not (join in "-–—" and "/" in text[listed.end() : listed.end() + 3]):
        return []
    if not cued and before.longest(words.not_before) is not None:
        return []
    further = _POINT.match(text, listed.end())
    end = _point(further) if further else None
    if further is None or end is None or end.day is None or end.month is None:
        return []
    stop = further.end()
    if end.year is None:
        year, stop, _shift = _year_after(text, stop, words)
        end = replace(end, year=year)
    days = [int(listed["first"]), *(int(day) for day in re.findall(r"\d{1,2}", listed["more"])), end.day]
    if sorted(set(days)) != days:
        return []
    start = before.opened_by(words.day_openers | _FROM, match.start())
    if join not in (",", "và") or days[-1] - days[0] == len(days) - 1:
        return [DateForm(start, stop, Period(replace(end, day=days[0]), end), "date.range")]
    numbers = list(re.finditer(r"\d{1,2}", text[listed.start() : listed.end()]))
    places = [listed.start() + number.start() for number in numbers]
    starts = [start, *places[1:], further.start()]
    stops = [place + len(str(int(number.group()))) for place, number in zip(places, numbers, strict=True)] + [
        stop
    ]
    return [
        DateForm(begin, finish, Period.of(replace(end, day=day)), "date.list")
        for begin, finish, day in zip(starts, stops, days, strict=True)
    ]


def _read_number(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """A small number that is a month, a quarter or a part of the year by the words around it."""
    value = int(match["number"])
    part = _SPAN_OF_YEAR.match(text, match.start())
    if part and 2 <= value <= 11:
        period = months(13 - value, 12) if part["part"] == "cuối" else months(1, value)
        form = _with_year(text, match.start(), part.end() - 1, period, "date.months", words)
        if form.stop == part.end() - 1:
            form = replace(form, stop=part.end() + len("năm"))
        return [form]
    if before.longest(words.quarter_cues) is not None and 1 <= value <= 4:
        start = before.longest(words.quarter_cues)
        assert start is not None
        return [_with_year(text, start, match.end(), quarter(value), "date.quarter", words)]
    if before.longest(words.month_cues) is not None and 1 <= value <= 12:
        if before.longest(words.named_after_days, skip=1) is not None:
            return []
        return _read_months(text, match, before, words)
    return []


def _read_months(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """`tháng 7`, `đầu tháng 7`, `tháng 3 đến tháng 5/2017`, `tháng 10 và 11/2016`."""
    first = last = int(match["number"])
    start, stop = before.opened_by(words.month_openers, match.start()), match.end()
    listed = _MONTH_LIST.match(text, match.start())
    if listed and first < int(listed["last"]) <= 12:
        joined = listed["join"]
        if joined not in (",", "và") or int(listed["last"]) == first + 1:
            last, stop = int(listed["last"]), listed.end()
            start = before.opened_by(words.month_openers | _FROM, match.start())
    form = _with_year(text, start, stop, months(first, last), "date.month", words)
    lunar = _LUNAR_AFTER.match(text, form.stop)
    return [DateForm(start, lunar.end(), None, "date.lunar", "medium")] if lunar else [form]


def _read_month_range(
    text: str, match: re.Match[str], before: Before, first: Point, words: _Words
) -> list[DateForm]:
    """`12/2016`, `tháng 12/2016`, `từ 10/2016 đến 3/2017`."""
    start, stop, last = before.opened_by(words.month_openers, match.start()), match.end(), first
    join = _JOIN.match(text, stop)
    further = _POINT.match(text, join.end()) if join else None
    if further and further["month_y"]:
        end = _point(further)
        if end:
            last, stop = end, further.end()
            start = before.opened_by(words.month_openers | _FROM, match.start())
    return [DateForm(start, stop, Period(first, last), "date.month")]


def _read_years(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """`2021 - 2025`, `2016-2017`, `2016/17`."""
    first, last = int(match["year_a"]), int(match["year_b"])
    if last < 100:
        last += first // 100 * 100
        if last != first + 1:
            return []
    if not (1800 <= first < last <= 2100) or last - first > 120:
        return []
    if match["year_sep"].strip() == "/" and last != first + 1:
        return []
    start = before.longest(words.period_cues)
    confidence: Confidence = "high" if start is not None else "medium"
    start = match.start() if start is None else start
    return [DateForm(start, match.end(), Period(Point(first), Point(last)), "date.years", confidence)]


_YEARS_BEFORE = re.compile(
    r"năm[ \u00a0](?:(?:1[89]|20)\d\d(?:,[ \u00a0]?|,?[ \u00a0](?:và|hay)[ \u00a0])){1,6}$"
)


def _read_year(text: str, match: re.Match[str], before: Before, words: _Words) -> list[DateForm]:
    """`năm 2023`, `từ năm 2011 đến năm 2015`, `những năm 1990`, and bare years after words that ask for one."""
    year = int(match["year_y"])
    if not 1800 <= year <= 2100:
        return []
    named = bool(before.words) and before.words[0] == "năm"
    listed = _YEARS_BEFORE.search(text, max(0, match.start() - 40), match.start()) is not None
    cued = named or listed or before.longest(words.year_cues) is not None
    bracketed = (
        before.mark == "(" and not before.words and text[match.end() : match.end() + 1] in (")", ",", ";")
    )
    if not named and starts_with(next_words(text, match.end(), 3), words.counted_after):
        return []
    start, stop = match.start(), match.end()
    if cued:
        start = before.opened_by(words.year_openers, start)
    join = _JOIN.match(text, stop)
    further = _POINT.match(text, join.end()) if join and cued else None
    if (
        further
        and further["year_y"]
        and year < int(further["year_y"]) <= 2100
        and "và" not in text[stop : further.start()]
    ):
        start = before.opened_by(words.year_openers | _FROM, start)
        last = Point(int(further["year_y"]))
        return [DateForm(start, further.end(), Period(Point(year), last), "date.years")]
    period = Period.of(Point(year))
    if named and year % 10 == 0 and len(before.words) > 1 and before.words[1] in ("những", "thập"):
        period = Period(Point(year), Point(year + 9))
    if not cued and not bracketed:
        silent = 1950 <= year <= 2050 and not next_words(text, stop, 1)
        return [DateForm(start, stop, period, "date.year.bare", "low", silent=True)] if silent else []
    return [DateForm(start, stop, period, "date.year", "high" if named or listed else "medium")]
