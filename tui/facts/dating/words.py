"""The lexicon's words around dates, ready for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tui.facts.context import lowered
from tui.facts.cues import Cues
from tui.facts.dating.form import Relative
from tui.lexicon.lexicon import Lexicon
from tui.text.wordlist import SPACE, alternation

FROM = frozenset(("từ",))
"""Belongs to the text of a period, not to that of a single day, month or year."""


@dataclass(frozen=True)
class DateWords:
    """Sets of lower-case words and phrases, named as in `lexicon/data/dates.yaml`."""

    day_cues: frozenset[str]
    month_cues: frozenset[str]
    quarter_cues: frozenset[str]
    not_quarters: frozenset[str]
    """`biển tứ quý 3`: four times the same digit."""
    year_cues: frozenset[str]
    period_cues: frozenset[str]
    day_openers: frozenset[str]
    month_openers: frozenset[str]
    year_openers: frozenset[str]
    decade_openers: frozenset[str]
    not_before: frozenset[str]
    named_after_days: frozenset[str]
    counted_after: frozenset[str]
    runs_from: frozenset[str]
    """Before a day from which something holds: `hiệu lực từ 1/7`."""
    moved_to: frozenset[str]
    """Behind a share that changes: `từ 1/3 lên một nửa`."""
    not_days: frozenset[str]
    """`24/7`: all the time, where no word before tells a day."""
    counts: frozenset[str]
    durations: frozenset[str]
    afternoon: frozenset[str]
    shifts: dict[str, int]
    """`năm ngoái` → -1, by the word after `năm`."""
    months_told: dict[str, int]
    """`tháng này` → 0, by the word after `tháng`."""
    relative: dict[str, Relative]
    worded: Cues
    """Dates without digits: groups `same` and `same_year`, `same_day`, `relative`, `lunar`."""


@cache
def date_words(lexicon: Lexicon) -> DateWords:
    """The words around dates, made once for a lexicon."""

    def words(name: str) -> frozenset[str]:
        return lowered(lexicon.words(f"dates.{name}"))

    relative = _relative(lexicon)
    same = alternation(lexicon.words("dates.same_period"))
    return DateWords(
        day_cues=words("day_cues"),
        month_cues=words("month_cues"),
        quarter_cues=words("quarter_cues"),
        not_quarters=words("not_quarters"),
        year_cues=words("year_cues"),
        period_cues=words("period_cues"),
        day_openers=words("day_openers"),
        month_openers=words("month_openers"),
        year_openers=words("year_openers"),
        decade_openers=words("decade_openers"),
        not_before=words("not_before"),
        named_after_days=words("named_after_days"),
        counted_after=words("counted_after"),
        runs_from=words("runs_from"),
        moved_to=words("moved_to"),
        not_days=words("not_days"),
        counts=words("counts"),
        durations=words("durations"),
        afternoon=words("afternoon"),
        shifts={word: int(by) for word, by in lexicon.mapping("dates.year_shifts").items()},
        months_told={word: int(by) for word, by in lexicon.mapping("dates.months_told").items()},
        relative=relative,
        worded=Cues(
            rf"(?<!\w)(?:(?P<same>{same}){SPACE}(?:năm{SPACE}(?=\w)|(?=\d))"
            r"(?P<same_year>(?:1[89]|20)\d\d(?![.,]?\d)|trước|ngoái|nay)"
            rf"|(?P<same_day>{alternation(lexicon.words('dates.same_days'))})"
            rf"|(?P<relative>{alternation(relative)})"
            rf"|(?P<lunar>{_lunar(lexicon)}))(?!\w)",
            (
                *lexicon.words("dates.same_period"),
                *lexicon.words("dates.same_days"),
                *relative,
                *_LUNAR_STARTS,
                *lexicon.words("dates.lunar_days"),
                *lexicon.words("dates.lunar_years"),
            ),
            numbers=True,
        ),
    )


def _relative(lexicon: Lexicon) -> dict[str, Relative]:
    """`hôm qua` → one day before, and so on for weeks, months and years."""
    found: dict[str, Relative] = {}
    found.update((word, ("day", int(by))) for word, by in lexicon.mapping("dates.relative_days").items())
    found.update((word, ("week", int(by))) for word, by in lexicon.mapping("dates.relative_weeks").items())
    found.update((word, ("month", int(by))) for word, by in lexicon.mapping("dates.relative_months").items())
    found.update((word, ("year", int(by))) for word, by in lexicon.mapping("dates.relative_years").items())
    found.update((word, ("year to date", 0)) for word in lexicon.words("dates.years_to_date"))
    return found


_LUNAR_STARTS = ("tháng", "rằm", "mùng", "mồng")
"""What else a lunar day or month may begin with; the lexicon's words aside."""


def _lunar(lexicon: Lexicon) -> str:
    """Lunar days, months and years: `mùng 4 Tết`, `rằm tháng Giêng`, `23 tháng Chạp`, `năm Giáp Thìn`."""
    months = alternation(lexicon.words("dates.lunar_months"))
    stem = alternation(lexicon.words("dates.stems"), any_case=False)
    branch = alternation(lexicon.words("dates.branches"), any_case=False)
    day = alternation(lexicon.words("dates.lunar_days"))
    year = alternation(lexicon.words("dates.lunar_years"))
    return (
        rf"{day}{SPACE}(?:\d{{1,2}}{SPACE})?tháng{SPACE}(?:{months}|\d{{1,2}}{SPACE}âm{SPACE}lịch)"
        rf"|(?:{day}{SPACE})?\d{{1,2}}{SPACE}Tết"
        rf"|(?:\d{{1,2}}{SPACE})?[Tt]háng{SPACE}{months}"
        rf"|[Rr]ằm{SPACE}tháng{SPACE}(?:\d{{1,2}}|bảy|tám)"
        rf"|[Mm][ùồ]ng{SPACE}\d{{1,2}}"
        rf"|{year}{SPACE}{stem}{SPACE}{branch}"
    )
