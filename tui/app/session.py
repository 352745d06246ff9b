"""Where the reader is, where they were, and the walk along related articles. No toolkit, no I/O."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Literal

from tui.model.record import record
from tui.model.result import ListFilter, Related, SortOrder, TextResult, TextSearch

Pane = Literal["list", "reader", "facts", "related"]
PANES: tuple[Pane, ...] = ("list", "reader", "facts", "related")

HISTORY_LENGTH = 500
"""Places remembered; the oldest are forgotten."""


@record
class View:
    """What a screen of its own over the main one shows: a subclass each, whose fields say just what."""


@record
class CorrectionsView(View):
    """The reader's corrections."""


@record
class Place:
    """One place of the history: everything needed to come back to the same row, line and pane."""

    article: int | None = None
    """Row of the library, or None on an empty list and on a page of a name."""
    entity: str = ""
    """Key of the name whose page is open; empty on the main screen."""
    concordance: TextSearch | None = None
    """Search of the concordance that is open; None on other screens."""
    view: View | None = None
    """What the open screen shows; None on the main screen, a page of a name and a concordance."""
    order: SortOrder = "newest"
    where: ListFilter = field(default_factory=ListFilter)
    offset: int = 0
    """First visible code point of the article."""
    lines: int = 0
    """Lines without text from there to the first visible one, as in `present.page.Spot`."""
    pane: Pane = "list"
    fact: str = ""
    """Identity of the row under the cursor of the facts; empty for the first."""
    row: int = 0
    """Cursor of the page of a name, of a concordance or of a view."""


@record
class History:
    """Past, present and future, as in a browser: a new place cuts the future off."""

    here: Place = field(default_factory=Place)
    past: tuple[Place, ...] = ()
    """Oldest first."""
    future: tuple[Place, ...] = ()
    """Nearest first."""

    def update(self, **changes: object) -> History:
        """The same history, `here` with other fields; browsing a list leaves no trail."""
        return replace(self, here=replace(self.here, **changes))  # type: ignore[arg-type]

    def visit(self, place: Place) -> History:
        """Go to `place` and forget the future; nothing happens when it is where the reader already is."""
        if place == self.here:
            return self
        return History(place, (*self.past, self.here)[-HISTORY_LENGTH:], ())

    def back(self) -> History:
        """One place back; the same history where there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.here, *self.future))

    def forward(self) -> History:
        """One place forward; the same history where there is none."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.here), self.future[1:])


@record
class Walk:
    """A walk along the related articles of one anchor; it keeps its anchor while `.` and `,` are pressed."""

    anchor: int | None = None
    """The article the walk started from."""
    related: tuple[Related, ...] = ()
    """Of the anchor, nearest first."""
    step: int = 0
    """0 on the anchor, then 1 to `len(related)`."""

    @property
    def at(self) -> int | None:
        """The article of this step."""
        return self.anchor if self.step == 0 else self.related[self.step - 1].head.id

    @property
    def reason(self) -> Related | None:
        """Why the article of this step is related; None on the anchor."""
        return self.related[self.step - 1] if self.step else None

    def next(self) -> Walk:
        """One step on; the same walk at its end."""
        return replace(self, step=min(self.step + 1, len(self.related)))

    def previous(self) -> Walk:
        """One step back, from the first related article to the anchor."""
        return replace(self, step=max(0, self.step - 1))

    def to(self, index: int) -> Walk:
        """To the related article at `index` of `related`."""
        return replace(self, step=index + 1)


@record
class HitWalk:
    """A walk over every hit of a text search, article by article."""

    query: str = ""
    articles: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = ()
    """(article, spans of its hits) in the order of the result."""
    at: int = -1
    """Index of the current hit over all articles; -1 before the first."""
    search: TextSearch | None = None
    """What is asked for the articles that come after these."""
    read: int = 0
    """Articles that were asked for."""
    more: bool = False
    """True when there are others."""

    @staticmethod
    def of(result: TextResult, search: TextSearch | None = None) -> HitWalk:
        """The hits of a search that lie in the clean text, before the first of them."""
        walk = HitWalk(result.understood.query, search=search)
        return walk.extended(result)

    def extended(self, result: TextResult) -> HitWalk:
        """The walk with the articles that follow."""
        articles = tuple((found.head.id, found.spans) for found in result.articles if found.spans)
        return replace(
            self,
            articles=self.articles + articles,
            read=self.read + len(result.articles),
            more=self.search is not None and bool(result.articles) and result.more_hits,
        )

    @property
    def total(self) -> int:
        """Number of hits."""
        return sum(len(spans) for _, spans in self.articles)

    def place(self, index: int | None = None) -> tuple[int, int]:
        """(article, index of the hit in that article) of hit `index`, else of the current one."""
        left = self.at if index is None else index
        for article, spans in self.articles:
            if left < len(spans):
                return article, left
            left -= len(spans)
        raise IndexError(index)

    def step(self, by: int) -> HitWalk:
        """To the next or previous hit; the walk stops at both ends."""
        if not self.total:
            return self
        return replace(self, at=max(0, min(self.at + by, self.total - 1)))

    def to(self, article: int, offset: int) -> HitWalk:
        """To the first hit of `article` at or after code point `offset`; the same walk if it has none."""
        before = 0
        for candidate, spans in self.articles:
            if candidate == article:
                for index, (_, stop) in enumerate(spans):
                    if stop > offset:
                        return replace(self, at=before + index)
                return replace(self, at=before + len(spans) - 1)
            before += len(spans)
        return self

    def spans_in(self, article: int | None) -> tuple[tuple[int, int], ...]:
        """Spans of the hits of `article`."""
        return next((spans for candidate, spans in self.articles if candidate == article), ())

    def current_in(self, article: int | None) -> int | None:
        """Index of the current hit within `article`; None when it lies elsewhere."""
        if self.at < 0 or not self.total:
            return None
        there, index = self.place()
        return index if there == article else None
