"""Strength of wind on its scale, where the number stands behind its unit: `gió cấp 8, giật cấp 10`."""

from __future__ import annotations

import re
from decimal import Decimal

from tui.facts.context import Before
from tui.facts.counting.form import Quantity, Unit
from tui.facts.counting.lead import lead_before
from tui.facts.counting.words import CountWords
from tui.text.wordlist import SPACE

HIGHEST = 18
"""Of the scale as Vietnamese weather services use it."""

_UNIT = "cấp"
_REACH = 30
"""Characters after a wind level in which another needs no word for wind: `cấp 6, ven biển cấp 7`."""

_LEVELS = re.compile(
    rf"(?P<first>\d{{1,2}})(?:{SPACE}?(?:[-–]|đến|tới){SPACE}?(?:cấp{SPACE})?(?P<last>\d{{1,2}}))?(?![\w%])(?![.,/-]\d)"
)


def read_level(
    text: str, place: int, before: Before, words: CountWords, *, after: Quantity | None
) -> Quantity | None:
    """The wind level whose number begins at `place`, `after` the last one read; None for `nhà cấp 4`."""
    if before.words[:1] != [_UNIT] or not _is_wind(before, words, after):
        return None
    match = _LEVELS.match(text, place)
    if match is None:
        return None
    levels = [Decimal(digits) for digits in match.groups() if digits]
    if max(levels) > HIGHEST or sorted(set(levels)) != levels:
        return None
    start = before.starts[0]
    lead = lead_before(Before(text, start), start, words)
    value = (levels[0], levels[1]) if len(levels) == 2 else levels[0]
    rule = "figure.range" if len(levels) == 2 else "figure.measure"
    return Quantity(lead, place, Unit("measure", _UNIT, match.end()), value, rule)


def _is_wind(before: Before, words: CountWords, after: Quantity | None) -> bool:
    near = after is not None and before.starts[0] - after.unit.stop <= _REACH
    return near or any(word in words.winds for word in before.words[1:])
