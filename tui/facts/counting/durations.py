"""How long something lasts, where more than one number tells it: `2 giờ 30 phút`, `5 năm 6 tháng tù`."""

from __future__ import annotations

import re
from decimal import Decimal

from tui.facts.context import Before
from tui.facts.counting.form import Quantity, Unit
from tui.facts.counting.lead import lead_before
from tui.facts.counting.words import CountWords
from tui.text.wordlist import SPACE

_MONTHS = re.compile(rf"{SPACE}(?P<months>\d{{1,2}}){SPACE}tháng(?P<prison>{SPACE}tù)?(?!\w)(?!{SPACE}tuổi)")
_HOURS = re.compile(rf"(?P<hours>\d{{1,3}}){SPACE}giờ{SPACE}(?P<minutes>\d{{1,2}}){SPACE}phút(?!\w)")
_MINUTES, _DAY = 60, 24
_HALF = re.compile(rf"{SPACE}rưỡi(?!\w)")
_SCALED = 1000
"""From here on `rưỡi` is half of a scale, no half of a unit."""


def lasting(text: str, place: int, before: Before, words: CountWords) -> Quantity | None:
    """`trong 2 giờ 30 phút` lasts 2.5 hours; without such words, and below 24, it is an hour of the day."""
    match = _HOURS.match(text, place)
    if match is None:
        return None
    hours, minutes = int(match["hours"]), int(match["minutes"])
    cued = bool(before.words) and before.words[0] in words.durations
    if minutes >= _MINUTES or not (cued or hours > _DAY):
        return None
    lead = lead_before(before, place, words)
    total = hours * _MINUTES + minutes
    if minutes % 3:
        return Quantity(lead, place, Unit("measure", "phút", match.end()), Decimal(total), "figure.measure")
    unit = Unit("measure", "giờ", match.end())
    return Quantity(lead, place, unit, Decimal(total) / _MINUTES, "figure.measure")


def with_months(text: str, unit: Unit, value: Decimal) -> tuple[Unit, Decimal]:
    """`2 tháng rưỡi`; `5 năm 6 tháng tù` is 5.5 years; in months where years would not come out even."""
    half = _HALF.match(text, unit.stop) if unit.kind == "measure" and value < _SCALED else None
    if half:
        return Unit(unit.kind, unit.text, half.end()), value + Decimal("0.5")
    more = _MONTHS.match(text, unit.stop) if unit.text == "năm" else None
    if more is None:
        return unit, value
    months = value * 12 + int(more["months"])
    tail = more["prison"] or ""
    if months % 3:
        return Unit("measure", f"tháng{tail}", more.end()), months
    return Unit("measure", f"năm{tail}", more.end()), months / 12
