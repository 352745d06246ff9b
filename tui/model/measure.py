"""Figures across articles: what each measures, where and when, and which of them compare."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal

from tui.model.fact import Figure
from tui.model.record import record
from tui.model.result import ArticleHead, ListFilter
from tui.model.span import Span

MeasureKind = Literal["level", "average", "amount", "change", "share", "plan"]
"""What the number says of its measure: how much there is (`level`), or is on average, how much more or less
there is (`amount`), by how many percent (`change`), which part of something it is (`share`), how much there
shall be (`plan`)."""
MEASURE_KINDS: tuple[MeasureKind, ...] = ("level", "average", "amount", "change", "share", "plan")

Scope = Literal["country", "province", "district", "ward", ""]
"""How large a place is; a city at the level of a province is one."""

Told = Literal["sentence", "paragraph", "article", ""]
"""Where it is said; empty for nowhere."""

FigureSort = Literal["value", "place", "period", "date"]
FIGURE_SORTS: tuple[FigureSort, ...] = ("value", "place", "period", "date")


@record
class MeasuredPlace:
    """The place that a figure is of."""

    name: str
    scope: Scope
    then: str | None = None
    """Province before 2025-07-01, where it is known."""
    now: str | None = None
    """Province since then."""


@record
class Measured:
    """One figure of an article that measures something."""

    figure: int
    """Index in the figures of the article."""
    measure: str
    """`việc làm`: words in small letters, old tone placement; the same in every article."""
    kind: MeasureKind
    unit: str
    """The unit that figures of its class are compared in: `người` for `lao động`."""
    value: float
    """In that unit; of a range its middle; below 0 for so much less."""
    place: MeasuredPlace | None = None
    place_told: Told = ""
    period: str | None = None
    """ISO 8601: a day, month or year, or an interval of them."""
    period_told: Told = ""
    change: int | None = None
    """Index of the figure that says by how many percent this one rose or fell."""
    plan: int | None = None
    """Index of the figure that says which share of what was planned this one is."""
    sentence: Span = Span(0, 0)


@record
class BoardAsked:
    """Which articles the board is of."""

    where: ListFilter = field(default_factory=ListFilter)
    query: str = ""
    """A text search; empty for all articles of the list."""
    place: str = ""
    """Words of the name of a place, or of its province then or now."""


@record
class MeasureHead:
    """One measure of the board, over all articles that were asked about."""

    name: str
    unit: str
    """Of most of its figures that compare."""
    figure_count: int
    article_count: int
    place_count: int
    """Places over which figures of it compare: the most that any one group of them has."""


WhyNot = Literal["kind", "unit", "period", "place", "untold"]
"""Why figures of one measure do not compare."""


@record
class MeasureRow:
    """One line of the board: a figure that one or more articles print."""

    measure: str
    kind: MeasureKind
    unit: str
    value: float
    place: MeasuredPlace | None
    start: int | None
    """First month of the period, in months since the year 0; None where it is not known."""
    months: int
    """Length of the period; 0 for less than a month, -1 where it is not known."""
    sources: tuple[tuple[int, int], ...]
    """(article, index of the figure), newest article first."""
    approx: str | None = None
    """`>`, `<` or `~`."""
    change: float | None = None
    """Percent by which it rose, or fell where below 0."""
    plan: float | None = None
    """Percent of what was planned."""
    target: float | None = None
    """What was planned, in the same unit."""
    place_far: bool = False
    """The place is not told in the sentence itself."""
    period_far: bool = False


@record
class MeasureGroup:
    """Rows of one measure that compare with one another, unless nobody tells of which period or place."""

    kind: MeasureKind
    unit: str
    months: int
    scope: Scope
    rows: tuple[MeasureRow, ...]
    why_not: tuple[WhyNot, ...] = ()
    """Why they do not compare with the first group of the measure; empty for that one."""


@record
class MeasureDetail:
    """What the first source of a row says, in full."""

    head: ArticleHead
    figure: Figure
    measured: Measured
    sentence: str
    change: Figure | None = None
    plan: Figure | None = None

    @property
    def target(self) -> Decimal | None:
        """What was planned: the second number of `651/547`."""
        return self.figure.target
