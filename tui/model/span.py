"""A half-open range of code points in one text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, stop)`, in code points of `Article.text` unless said otherwise.

    >>> Span(4, 7).of("Mưa lớn ở Huế")
    'lớn'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The surface form: the part of `text` this span covers."""
        return text[self.start : self.stop]

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.stop - self.start

    def overlaps(self, other: Span) -> bool:
        """True when both spans share at least one code point.

        >>> Span(0, 3).overlaps(Span(3, 5))
        False
        """
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def shift(self, by: int) -> Span:
        """The same range `by` code points further on."""
        return Span(self.start + by, self.stop + by)
