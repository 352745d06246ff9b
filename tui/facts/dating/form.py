"""One date as the text writes it, before anything is inferred."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tui.facts.dating.periods import Period
from tui.model.fact import Confidence

Relative = tuple[Literal["day", "week", "month", "year", "year to date"], int]
"""A unit and how many of it from the day of reference: `("day", -1)` is yesterday."""


class DateForm(NamedTuple):
    """One date or period in the text; its period may lack the year."""

    start: int
    stop: int
    period: Period | None
    """None where the calendar cannot say (lunar days, terms), or only the day of reference can."""
    rule: str
    confidence: Confidence = "high"
    relative: Relative | None = None
    """With a period: the year only (`tháng 3 năm ngoái`); without: the whole date (`hôm qua`)."""
    same_period: bool = False
    """`cùng kỳ năm trước`: the months the sentence speaks of, in another year."""
    same_day: bool = False
    """`cùng ngày`: the day told last; a period holds its hour, if one is given."""
    silent: bool = False
    """A bare year: it helps to infer the year of other dates, but is no date of its own."""
