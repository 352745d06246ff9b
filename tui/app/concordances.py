"""The concordance as the app keeps it: gathered in the background, whatever screen is open meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.app.session import HitWalk
from tui.model.result import TextSearch
from tui.present.concordance import Progress
from tui.search.concordance import KwicLine, Order

MOST_LINES = 20_000
"""Lines held at once, about 20 MB; of more hits the newest are shown."""


@dataclass(eq=False)
class Concordance:
    """The lines of one query, as far as they are here."""

    search: TextSearch
    order: Order = "date"
    gathered: list[KwicLine] = field(default_factory=list)
    """As they came: newest first."""
    lines: Sequence[KwicLine] = ()
    """In `order`; while a new order is being made, in the one before."""
    shown_order: Order = "date"
    """The order that `lines` are in."""
    articles: int = 0
    total_articles: int = 0
    ended: bool = False
    full: bool = False
    problem: str = ""

    @property
    def query(self) -> str:
        """What was typed."""
        return self.search.query

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress(len(self.lines), self.articles, self.total_articles, self.ended, self.full)

    def take(self, lines: Sequence[KwicLine], articles: int, total_articles: int) -> None:
        """Add a block, as many lines of it as are held."""
        room = MOST_LINES - len(self.gathered)
        self.gathered.extend(lines[:room])
        self.full = self.full or len(lines) > room
        self.articles += articles
        self.total_articles = total_articles

    def show(self, lines: Sequence[KwicLine], order: Order) -> None:
        """Show these lines, which are in `order`."""
        self.lines, self.shown_order = lines, order

    def walk(self) -> HitWalk:
        """All its hits, newest article first, for `n` and `N`."""
        by_article: dict[int, list[tuple[int, int]]] = {}
        for kwic in self.gathered:
            by_article.setdefault(kwic.head.id, []).append(kwic.span)
        articles = tuple((article, tuple(spans)) for article, spans in by_article.items())
        return HitWalk(self.query, articles, search=self.search)
