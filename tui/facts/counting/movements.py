"""From one amount to another: `từ 1 tỷ đồng lên 4,5 tỷ đồng`, `10 m đến 15 m`."""

from __future__ import annotations

import re
from decimal import Decimal

from tui.facts.counting.form import Change, Quantity
from tui.text.wordlist import SPACE

_JOIN = re.compile(
    rf"{SPACE}?(?:[-–—]|(?:đến|tới)|(?P<moves>(?:lên|xuống)(?:{SPACE}(?:còn|đến|tới|mức))?|còn)){SPACE}?"
)
_FROM = re.compile(r"(?<!\w)[Tt]ừ[ \u00a0]")


def movement(join: str) -> Change | None:
    """What the words between two amounts say: `lên` is an increase, `xuống` and `còn` a decrease."""
    if "lên" in join:
        return "increase"
    return "decrease" if "xuống" in join or "còn" in join else None


def joined(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """`quantities`, in order, with two of one unit that make a range put together."""
    found: list[Quantity] = []
    for quantity in quantities:
        both = _both(text, found[-1], quantity) if found else None
        if both is not None:
            found[-1] = both
        else:
            found.append(quantity)
    return found


def _both(text: str, first: Quantity, last: Quantity) -> Quantity | None:
    if isinstance(first.value, tuple) or isinstance(last.value, tuple) or first.unit.text != last.unit.text:
        return None
    if last.number_at - first.unit.stop > 12 or first.target or last.target or first.value == last.value:
        return None
    join = _JOIN.fullmatch(text, first.unit.stop, last.number_at)
    if join is None or (
        join["moves"] and not _FROM.search(text, max(0, first.lead.start - 4), first.number_at)
    ):
        return None
    change = first.lead.change or movement(join.group())
    if first.value > last.value and change is None:
        return None
    lead = first.lead._replace(change=change)
    unit = first.unit._replace(stop=last.unit.stop)
    ends: tuple[Decimal, Decimal] = (min(first.value, last.value), max(first.value, last.value))
    return Quantity(lead, first.number_at, unit, ends, "figure.range", first.confidence)
