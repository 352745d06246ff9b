"""Dates told by words: relative and lunar days, quarters in Roman numerals, halves, terms, centuries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.facts.context import Before
from tui.facts.cues import Cues
from tui.facts.dating.clock import with_clock
from tui.facts.dating.form import DateForm, Relative
from tui.facts.dating.periods import Period, Point, months, quarter
from tui.facts.dating.points import with_year
from tui.facts.dating.words import DateWords
from tui.facts.tokens import Tokens
from tui.text.numerals import roman
from tui.text.wordlist import SPACE

_ROMAN = r"(?:IV|I{1,3})"
_QUARTER = Cues(
    rf"(?<!\w)[Qq]u[ýí]{SPACE}(?P<first>{_ROMAN})"
    rf"(?:{SPACE}?(?:-|–|,|và|đến){SPACE}?(?:quý{SPACE})?(?P<last>{_ROMAN}))?(?!\w)",
    ("quý", "quí"),
)
_HALF = Cues(
    rf"(?<!\w)[Nn]ửa{SPACE}(?P<part>đầu|cuối)(?={SPACE}năm)(?:{SPACE}năm(?!{SPACE}(?:\d|nay|ngoái)))?",
    ("nửa",),
)
_TERM = Cues(rf"(?<!\w)[Kk]h(?:óa|oá){SPACE}[IVXL]{{1,6}}(?!\w)", ("khóa",))
_DECADE = Cues(
    rf"(?<!\w)(?:[Tt]hập{SPACE}(?:niên|kỷ)|[Nn]hững{SPACE}năm){SPACE}(?P<tens>[2-9]0)(?![\w%])(?![.,/-]\d)(?!{SPACE}(?:thế|tuổi))",
    ("thập", "những"),
)
_CENTURY = Cues(
    rf"(?<!\w)[Tt]hế{SPACE}k[ỷỉ]{SPACE}(?:thứ{SPACE})?(?P<century>[IVX]{{1,6}}|\d{{1,2}})(?!\w)",
    ("thế",),
)


def in_words(tokens: Tokens, words: DateWords) -> Iterator[DateForm]:
    """Every date of the text that is told by words rather than by days and months in digits."""
    yield from _by_lexicon(tokens, words)
    yield from _quarters(tokens, words)
    for match in _HALF.find(tokens):
        half = months(1, 6) if match["part"] == "đầu" else months(7, 12)
        yield with_year(tokens.text, *match.span(), half, "date.half", words)
    for match in _TERM.find(tokens):
        yield DateForm(*match.span(), None, "date.term", "medium")
    for match in _DECADE.find(tokens):
        first = 1900 + int(match["tens"])
        yield DateForm(*match.span(), Period(Point(first), Point(first + 9)), "date.decade")
    for match in _CENTURY.find(tokens):
        index = int(match["century"]) if match["century"].isdigit() else roman(match["century"])
        if index and 11 <= index <= 21:
            period = Period(Point(index * 100 - 99), Point(index * 100))
            yield DateForm(*match.span(), period, "date.century")


def _by_lexicon(tokens: Tokens, words: DateWords) -> Iterator[DateForm]:
    """`cùng kỳ năm 2023`, `hôm qua`, `mùng 4 Tết`."""
    for match in words.worded.find(tokens):
        if match["same"]:
            yield _same_period(match, words)
        elif match["same_day"]:
            start, stop, time = with_clock(tokens.text, *match.span(), words)
            hour = Period.of(Point(time=time)) if time else None
            yield DateForm(start, stop, hour, "date.same_day", same_day=True)
        elif match["relative"]:
            relative = words.relative[" ".join(match["relative"].lower().split())]
            if _is_relative(tokens.text, match.start(), relative, words):
                yield DateForm(*match.span(), None, "date.relative", relative=relative)
        else:
            yield DateForm(*match.span(), None, "date.lunar", "medium")


def _same_period(match: re.Match[str], words: DateWords) -> DateForm:
    year = match["same_year"]
    if year.isdigit():
        period = Period.of(Point(int(year)))
        return DateForm(*match.span(), period, "date.same_period", same_period=True)
    shift: Relative = ("year", words.shifts[year])
    return DateForm(*match.span(), None, "date.same_period", relative=shift, same_period=True)


def _is_relative(text: str, start: int, relative: Relative, words: DateWords) -> bool:
    """False for words that only look relative: `10 năm trước`, `hai năm sau`, `các năm trước`."""
    before = Before(text, start)
    if relative[0] == "day" or not before.words:
        return True
    return not before.words[0].isdigit() and before.words[0] not in words.counts


def _quarters(tokens: Tokens, words: DateWords) -> Iterator[DateForm]:
    """`quý I/2024`, `quý II`, `quý I và II`."""
    for match in _QUARTER.find(tokens):
        first = roman(match["first"]) or 1
        last = roman(match["last"] or "") or first
        if first <= last:
            period = Period(quarter(first).first, quarter(last).last)
            yield with_year(tokens.text, *match.span(), period, "date.quarter", words)
