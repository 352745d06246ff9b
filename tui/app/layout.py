"""Which panes stand where, by the size of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Size = Literal["none", "xs", "stack", "three", "wide"]
SIZES: tuple[Size, ...] = ("none", "xs", "stack", "three", "wide")

LEAST_COLUMNS, LEAST_ROWS = 20, 5
"""Below this the reader says only that the window is too small."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of the main screen."""

    size: Size
    """`xs`: one pane at a time; `stack`: list over text, facts as a drawer; else side by side."""
    cards: bool
    """Related articles as a strip of cards; else as one line."""

    @property
    def side_by_side(self) -> bool:
        """True when the facts have a pane of their own."""
        return self.size in ("three", "wide")


def layout_for(columns: int, rows: int) -> Layout:
    """The layout of a window of `columns` x `rows` cells."""
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return Layout("none", cards=False)
    if columns < 60 or rows < 18:
        return Layout("xs", cards=False)
    if columns < 110:
        return Layout("stack", cards=False)
    return Layout("three" if columns < 160 else "wide", cards=rows >= 30)
