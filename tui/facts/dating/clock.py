"""Hours of the day: beside a date they belong to it, alone they are dates without a day."""

from __future__ import annotations

import re

from tui.facts.context import Before
from tui.facts.cues import Cues
from tui.facts.dating.form import DateForm
from tui.facts.dating.words import DateWords
from tui.facts.tokens import Tokens
from tui.text.wordlist import SPACE

_REACH = 40
"""Characters before a day in which its hour stands."""

_PART = r"(?P<part>sáng|trưa|chiều|tối|đêm)"
_BEFORE = re.compile(
    rf"(?<![\w/.])(?:(?:lúc|khoảng|hồi|vào){SPACE})?"
    rf"(?P<hour>\d{{1,2}}){SPACE}?(?:giờ|h|g|:)(?:{SPACE}?(?P<minute>\d{{2}}))?(?:{SPACE}?(?:phút|p|'))?"
    rf"[ ,]{{0,2}}{_PART}?[ ,]{{0,2}}(?:cùng{SPACE})?(?:ngày{SPACE})?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[ \u00a0,-]{1,3}(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?!\w)")
_ALONE = Cues(
    rf"(?<![\w/.,:-])(?:(?:[Ll]úc|[Hh]ồi){SPACE})?(?P<hour>\d{{1,2}})"
    r"(?:h(?P<minute_h>\d{2})?(?!\w)"
    r"|g(?:(?P<minute_g>\d{2})(?!\w)|(?=[,.;)\n]|$))"
    rf"|{SPACE}giờ{SPACE}(?:(?P<minute>\d{{1,2}})(?!\d)(?:{SPACE}phút)?(?!{SPACE}(?:tháng|ngày))|{_PART}(?!\w)))",
    ("lúc", "hồi"),
    numbers=True,
)


def with_clock(text: str, start: int, stop: int, words: DateWords) -> tuple[int, int, str | None]:
    """(start, stop, `07:30`) of a day with the hour that stands right before or after it, if one does."""
    after = _AFTER.match(text, stop)
    if after:
        time = _time(int(after["hour"]), int(after["minute"]))
        return (start, after.end(), time) if time else (start, stop, None)
    reach = max(0, start - _REACH, text.rfind("\n", max(0, start - _REACH), start) + 1)
    before = _BEFORE.search(text, reach, start)
    if before is None:
        return start, stop, None
    hour, part = int(before["hour"]), before["part"] or text[start : start + 5].split(" ")[0]
    if 0 < hour < 12 and part.lower() in words.afternoon:
        hour += 12
    time = _time(hour, int(before["minute"] or 0))
    return (before.start(), stop, time) if time else (start, stop, None)


def clocks(tokens: Tokens, words: DateWords) -> list[DateForm]:
    """Hours of the day, as `14h15`, `7 giờ 30` or `9 giờ tối`; `trong 2 giờ` is a duration."""
    found = []
    for match in _ALONE.find(tokens):
        minute = int(match["minute_h"] or match["minute_g"] or match["minute"] or 0)
        if _time(int(match["hour"]), minute) and not _is_amount(tokens.text, match, words):
            found.append(DateForm(*match.span(), None, "date.clock", "medium"))
    return found


def _is_amount(text: str, match: re.Match[str], words: DateWords) -> bool:
    """True for a duration (`trong 2 giờ`) and for grams (`quế chi 12g`)."""
    before = Before(text, match.start())
    if before.words and before.words[0] in words.durations:
        return True
    grams = match.group().endswith("g")
    return grams and (bool(before.words) or before.mark not in (";", ","))


def _time(hour: int, minute: int) -> str | None:
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
