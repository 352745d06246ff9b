"""A passage remembered in words, and found again when the text around it has changed."""

from __future__ import annotations

from tui.model.own import Anchor
from tui.model.span import Span

CONTEXT = 32
"""Code points kept of the text on each side."""
LONGEST = 2_000
"""Code points kept of a passage; of a longer one, its beginning."""
MOST_PLACES = 200
"""Equal passages that are looked at."""


def anchored(text: str, span: Span) -> Anchor:
    """The passage `span` of `text`, to be found again by `place`.

    >>> anchored("Mưa ở Huế. Nắng ở Vinh.", Span(11, 15)).quote
    'Nắng'
    """
    start, stop = span.start, min(span.stop, span.start + LONGEST)
    before = text[max(0, start - CONTEXT) : start]
    return Anchor(Span(start, stop), text[start:stop], before, text[stop : stop + CONTEXT])


def place(anchor: Anchor, text: str) -> Span | None:
    """Where the passage stands in `text`; None where it no longer does.

    Of equal passages, the one in the likest surroundings; of equally like ones, the one nearest to where it
    stood.

    >>> place(anchored("Mưa. Nắng to.", Span(5, 9)), "Mới: Nắng nhỏ. Nắng to.")
    Span(start=15, stop=19)
    """
    if not anchor.quote:
        return None
    best: tuple[int, int] | None = None
    found = Span(0, 0)
    at = text.find(anchor.quote)
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        stop = at + len(anchor.quote)
        like = _alike(text[max(0, at - CONTEXT) : at][::-1], anchor.before[::-1])
        like += _alike(text[stop : stop + CONTEXT], anchor.after)
        rank = (like, -abs(at - anchor.span.start))
        if best is None or rank > best:
            best, found = rank, Span(at, stop)
        at = text.find(anchor.quote, at + 1)
    return found if best is not None else None


def _alike(one: str, other: str) -> int:
    """Code points two texts have in common at their beginning."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
