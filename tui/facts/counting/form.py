"""One amount as the text writes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from tui.model.fact import Confidence

Approx = Literal[">", "<", "~"]
Change = Literal["increase", "decrease"]
UnitKind = Literal["money", "measure", "counted", "other"]
"""`counted` nouns are in the lexicon, `other` are not."""


class Unit(NamedTuple):
    """The unit behind a number, and where it ends."""

    kind: UnitKind
    text: str
    stop: int


class Lead(NamedTuple):
    """What the words before a number say: it is about so much, it rose or fell by so much."""

    start: int
    """Where they begin; the number itself if they say nothing."""
    approx: Approx | None = None
    change: Change | None = None


class Quantity(NamedTuple):
    """An amount with its unit and what the words right before it say."""

    lead: Lead
    number_at: int
    unit: Unit
    value: Decimal | tuple[Decimal, Decimal]
    """Scaled; a range is `(low, high)`."""
    rule: str
    confidence: Confidence = "high"
    target: Decimal | None = None
