"""Two articles side by side: what both have word for word, and what each has alone."""

from __future__ import annotations

from tui.model.record import record
from tui.model.result import ArticleHead, PassagePlace
from tui.model.span import Span


@record
class Comparison:
    """Two articles with the parts they share, in the order of both."""

    left: ArticleHead
    right: ArticleHead
    left_text: str
    right_text: str
    """Clean texts; of very long ones the beginning."""
    parts: tuple[tuple[Span, Span], ...]
    """Each here and there; none overlap."""
    left_words: int
    right_words: int
    same_words: int
    """Of the parts."""
    places: tuple[PassagePlace, ...] = ()
    """Where the passage that is looked at stands, by date; empty where whole articles are compared."""

    @property
    def are_copies(self) -> bool:
        """True when most of the shorter stands in the other: then what differs tells, else what is alike."""
        return 2 * self.same_words >= min(self.left_words, self.right_words) > 0
