"""What a corpus holds over time: articles, events or statements, counted by day, month or year."""

from __future__ import annotations

from typing import Literal

from tui.model.record import record
from tui.model.result import ArticleHead
from tui.model.span import Span

Step = Literal["year", "month", "day"]
STEPS: tuple[Step, ...] = ("year", "month", "day")
"""From the coarsest to the finest."""
Series = Literal["articles", "events", "statements"]
SERIES: tuple[Series, ...] = ("articles", "events", "statements")
LENGTHS: dict[Step, int] = {"year": 4, "month": 7, "day": 10}
"""Characters of an ISO day that name a step."""


@record
class Chronology:
    """How many there are at each step of time."""

    step: Step
    series: Series
    counts: tuple[tuple[str, int], ...]
    """(`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, how many) of those that have any, in order."""
    undated: int
    """Those whose time is not known, or not as finely as `step`."""
    inferred: int
    """Of the dated ones those whose day the text does not state: the day of an event, or of the article."""

    @property
    def total(self) -> int:
        """All, dated or not."""
        return sum(count for _when, count in self.counts) + self.undated


@record
class Moment:
    """An article, an event or a statement at its time."""

    head: ArticleHead
    """The article, or the one that tells of it."""
    day: str
    """ISO day, month or year."""
    inferred: bool
    """The text does not state it."""
    text: str = ""
    """Name of the event, or the words of the statement."""
    aside: str = ""
    """Place of the event, or who says it."""
    span: Span | None = None
    """What says so in the text."""
