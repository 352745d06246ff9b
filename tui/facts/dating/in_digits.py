"""Dates in digits: which numbers are days, months, quarters and years, and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.facts.context import Before, next_words, starts_with
from tui.facts.dating.clock import with_clock
from tui.facts.dating.form import DateForm
from tui.facts.dating.in_years import read_year, read_years
from tui.facts.dating.lists import days_of_one_month
from tui.facts.dating.periods import Period, Point, months, quarter
from tui.facts.dating.points import POINT, end_after, further_point, point_of, with_year, year_after
from tui.facts.dating.words import FROM, DateWords
from tui.facts.tokens import Tokens
from tui.model.fact import Confidence
from tui.text.wordlist import SPACE

_NAMED_MONTH = re.compile(rf"{SPACE}[tT]háng{SPACE}\d{{1,2}}(?!\d)")
_LUNAR_AFTER = re.compile(
    rf"{SPACE}(?:năm{SPACE}\w{{2,5}}{SPACE}\w{{2,5}}{SPACE})?(?:[Ââ]m{SPACE}lịch|\([Ââ]m{SPACE}lịch\)|AL(?!\w))"
)
_PART_OF_YEAR = re.compile(
    rf"\d{{1,2}}{SPACE}tháng{SPACE}(?:(?P<part>đầu|cuối){SPACE})?(?:của{SPACE})?(?P<year>năm)"
    rf"(?(part)(?!\w)|(?={SPACE}))"
)
_MONTH_LIST = re.compile(
    rf"\d{{1,2}}{SPACE}?(?P<join>[-–—]|đến|tới|và|,){SPACE}?(?:tháng{SPACE})?(?P<last>\d{{1,2}})(?!\d)"
    r"(?![.-]\d)(?!/\d{1,2}(?!\d))"
)
_MONTH_TOLD = re.compile(rf"{SPACE}tháng{SPACE}(?P<which>[^\W\d_]{{2,5}})(?!\w)")

_FURTHER_DAY = re.compile(rf",{SPACE}?|,?{SPACE}(?:và|hay|hoặc){SPACE}(?:ngày{SPACE})?")
_DAYS_LISTED = ("date.day", "date.list")

_QUARTERS = 4


def in_digits(tokens: Tokens, words: DateWords) -> Iterator[DateForm]:
    """Every date of the text that begins with a number, in order."""
    text, done = tokens.text, 0
    last: DateForm | None = None
    for place in tokens.numbers_but_after("/.-+"):
        match = POINT.match(text, place) if place >= done else None
        if match is None:
            continue
        before = Before(text, match.start())
        if before.longest(words.named_after_days) is not None:
            named = _NAMED_MONTH.match(text, match.end())  # đường 3 tháng 2
            done = named.end() if named else match.end()
            continue
        for form in _read(text, match, before, words, last):
            if form.period is None or form.period.real():
                yield form
                done, last = max(done, form.stop), form


def _read(
    text: str, match: re.Match[str], before: Before, words: DateWords, last: DateForm | None
) -> list[DateForm]:
    """The dates that begin with the number at `match`; `last` is the date before it."""
    if match["number"] or match["day_m"]:
        listed = days_of_one_month(text, match.start(), before, words)
        if listed:
            return listed
    if match["number"]:
        return _read_number(text, match, before, words)
    if match["year_a"]:
        return read_years(match, before, words)
    if match["year_y"]:
        return read_year(text, match, before, words)
    first = point_of(match)
    if first is not None and last is not None and _goes_on(text, last, match, words):
        return [_read_day(text, match, before, first, words)]
    if match["sep_m"] == "-" and before.words[:1] == ["tháng"]:
        return _read_months_dashed(text, match, before, words)
    if first is not None and match["month_y"] and before.longest(words.quarter_cues) is not None:
        return _read_quarter(match, before, first, words)
    if first is None or not _is_date(text, match, before, words):
        return []
    if first.day is None:
        return [_read_month(text, match, before, first, words)]
    return [_read_day(text, match, before, first, words)]


def _is_date(text: str, match: re.Match[str], before: Before, words: DateWords) -> bool:
    """True when digits that could be a day or month are one, by what stands before and after."""
    if match["day_s"] or match["year_i"]:
        return True
    if before.longest(words.day_cues) is not None or before.longest(words.month_cues) is not None:
        return True
    if match["day"]:
        return len(match["year"]) == 4
    if match.group() in words.not_days:
        return False
    if match["day_m"] and _opens_period(text, match, before):
        return True
    if match["day_m"] and _runs_from(text, match, before, words):
        return True
    if before.longest(words.not_before) is not None:
        return False
    if match["month_y"]:
        return match["sep_y"] != "."
    if before.mark == "(" and not before.words and text[match.end() : match.end() + 1] == ")":
        return match["sep_m"] == "/" or _says_day(text, match.start() - 1, words)
    further = further_point(text, match.end())
    following = next_words(text, further.end() if further else match.end(), 3)
    if match["sep_m"] != "/" or starts_with(following, words.counted_after):
        return False
    looks_like_share = int(match["day_m"]) < int(match["month_m"]) <= 10
    return not (looks_like_share and following)


def _goes_on(text: str, last: DateForm, match: re.Match[str], words: DateWords) -> bool:
    """True for a further day of a list, written like the one before it: `các ngày 30-5, 31-5 và 1-6`."""
    if match["sep_m"] != "-" or last.rule not in _DAYS_LISTED or "-" not in text[last.start : last.stop]:
        return False
    if _FURTHER_DAY.fullmatch(text, last.stop, match.start()) is None:
        return False
    return not starts_with(next_words(text, match.end(), 3), words.counted_after)


def _opens_period(text: str, match: re.Match[str], before: Before) -> bool:
    """True for `từ 15-8 đến 24-8`; `từ 5-7 đến 10-12` may be numbers."""
    further = further_point(text, match.end())
    if before.words[:1] != ["từ"] or further is None or further["sep_m"] != "-" or match["sep_m"] != "-":
        return False
    pairs = [(int(point["day_m"]), int(point["month_m"])) for point in (match, further)]
    return point_of(further) is not None and any(day > month for day, month in pairs)


def _runs_from(text: str, match: re.Match[str], before: Before, words: DateWords) -> bool:
    """True for `áp dụng từ 1/7` and `…, từ 1/7 …`; what goes `từ 1/3 lên` is a share, `từ 1/3 số hộ` too."""
    opens = before.words == ["từ"] or before.longest(words.runs_from) is not None
    if not opens or match["sep_m"] != "/" or further_point(text, match.end()) is not None:
        return False
    following = next_words(text, match.end(), 3)
    return not starts_with(following, words.counted_after) and not starts_with(following, words.moved_to)


def _says_day(text: str, bracket: int, words: DateWords) -> bool:
    """True behind words that tell a day: `hôm qua (5.2)`, `thứ ba (31.1)`."""
    before = Before(text, bracket)
    return before.longest(words.relative) is not None or before.longest(words.day_cues) is not None


# ---------------------------------------------------------------- days and months


def _read_day(text: str, match: re.Match[str], before: Before, first: Point, words: DateWords) -> DateForm:
    """A day with what belongs to it: the words and the hour before it, its year, the end of its range."""
    start, stop, last = before.opened_by(words.day_openers, match.start()), match.end(), first
    lunar = _LUNAR_AFTER.match(text, stop)
    if lunar:
        return DateForm(start, lunar.end(), None, "date.lunar", "medium")
    rule = "date.full" if first.year else "date.day"
    further = further_point(text, stop)
    end = end_after(text, stop, further)
    if further and end:
        last, stop, rule = end, further.end(), "date.range"
        start = before.opened_by(words.day_openers, match.start(), FROM)
    if last.year is None:
        year, stop, shift = year_after(text, stop, words)
        if shift is not None:
            return DateForm(start, stop, Period(first, last), rule, relative=("year", shift))
        last = last._replace(year=year)
    period = Period(first, last).in_year(last.year) if last.year and not first.year else Period(first, last)
    start, stop, time = with_clock(text, start, stop, words)
    if time and rule != "date.range":
        period = Period.of(period.last._replace(time=time))
    return DateForm(start, stop, period, rule, _sureness(text, start, before, first, words))


def _sureness(text: str, start: int, before: Before, first: Point, words: DateWords) -> Confidence:
    """A day and a month alone may still be a share; a year, a bracket or a cue before them settles it."""
    settled = first.year is not None or text[start - 1 : start] == "("
    return "high" if settled or before.longest(words.day_cues) is not None else "medium"


def _read_month(text: str, match: re.Match[str], before: Before, first: Point, words: DateWords) -> DateForm:
    """`12/2016`, `tháng 12/2016`, `từ 10/2016 đến 3/2017`."""
    further = further_point(text, match.end())
    end = end_after(text, match.end(), further, to_month=True)
    if further and end:
        start = before.opened_by(words.month_openers, match.start(), FROM)
        return DateForm(start, further.end(), Period(first, end), "date.month")
    start = before.opened_by(words.month_openers, match.start())
    return DateForm(start, match.end(), Period.of(first), "date.month")


def _read_quarter(match: re.Match[str], before: Before, first: Point, words: DateWords) -> list[DateForm]:
    """`quý 2/2017`; there is no fifth quarter."""
    start, index = before.longest(words.quarter_cues), first.month or 0
    if start is None or index > _QUARTERS:
        return []
    return [DateForm(start, match.end(), quarter(index, first.year), "date.quarter")]


def _read_number(text: str, match: re.Match[str], before: Before, words: DateWords) -> list[DateForm]:
    """A small number that is a month, a quarter or a part of the year by the words around it."""
    value = int(match["number"])
    part = _PART_OF_YEAR.match(text, match.start())
    if part and 2 <= value <= 11:
        period = months(13 - value, 12) if part["part"] == "cuối" else months(1, value)
        form = with_year(text, match.start(), part.start("year") - 1, period, "date.months", words)
        return [form if form.stop > part.end() else form._replace(stop=part.end())]
    told = _MONTH_TOLD.match(text, match.end())
    if told and told["which"] in words.months_told and before.words[:1] == ["ngày"] and 1 <= value <= 31:
        return [_read_told(told, before.opened_by(words.day_openers, match.start()), value, words)]
    start = before.longest(words.quarter_cues)
    if start is not None and before.longest(words.not_quarters) is None and 1 <= value <= _QUARTERS:
        return [with_year(text, start, match.end(), quarter(value), "date.quarter", words)]
    if before.longest(words.month_cues) is None or not 1 <= value <= 12:
        return []
    if before.longest(words.named_after_days, skip=1) is not None:
        return []
    return [_read_months(text, match, before, words)]


def _read_told(told: re.Match[str], start: int, day: int, words: DateWords) -> DateForm:
    """`ngày 5 tháng này`."""
    by = words.months_told[told["which"]]
    return DateForm(start, told.end(), Period.of(Point(day=day)), "date.day", relative=("month", by))


def _read_months(text: str, match: re.Match[str], before: Before, words: DateWords) -> DateForm:
    """`tháng 7`, `đầu tháng 7`, `tháng 3 đến tháng 5/2017`, `tháng 10 và 11/2016`."""
    first = last = int(match["number"])
    stop = match.end()
    listed = _MONTH_LIST.match(text, match.start())
    following = int(listed["last"]) if listed else 0
    if listed and first < following <= 12 and (listed["join"] not in (",", "và") or following == first + 1):
        last, stop = following, listed.end()
    start = before.opened_by(words.month_openers, match.start(), FROM if last > first else ())
    form = with_year(text, start, stop, months(first, last), "date.month", words)
    lunar = _LUNAR_AFTER.match(text, form.stop)
    return DateForm(start, lunar.end(), None, "date.lunar", "medium") if lunar else form


def _read_months_dashed(text: str, match: re.Match[str], before: Before, words: DateWords) -> list[DateForm]:
    """`tháng 3-5`, `tháng 3-5 năm 2017`."""
    first, last = int(match["day_m"]), int(match["month_m"])
    if not 1 <= first < last <= 12:
        return []
    start = before.opened_by(words.month_openers, match.start(), FROM)
    return [with_year(text, start, match.end(), months(first, last), "date.month", words)]
