"""Which panes stand where, by the size of the window."""

from __future__ import annotations

from typing import Literal

from tui.model.record import record

Size = Literal["none", "xs", "stack", "three", "wide"]
SIZES: tuple[Size, ...] = ("none", "xs", "stack", "three", "wide")

LEAST_COLUMNS, LEAST_ROWS = 20, 5
"""Below this the reader says only that the window is too small."""


@record
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


@record
class PaneSizes:
    """Cells of the panes that do not take what is left."""

    list_width: int
    facts_width: int
    list_height: int
    """With its border; only where the list lies over the text."""


_WIDTHS = {"three": (36, 34), "wide": (50, 62)}
DRAWER_WIDTH = 42
LEAST_PANE, LEAST_TEXT = 24, 34


def pane_sizes(
    layout: Layout, columns: int, rows: int, articles: int, *, more_list: int = 0, more_facts: int = 0
) -> PaneSizes:
    """Sizes of list and facts; the text gets the rest and never less than it can be read in.

    `more_list` and `more_facts` are the cells the reader of the screen has added.
    """
    if layout.side_by_side:
        list_width, facts_width = _WIDTHS[layout.size]
        room = columns - LEAST_TEXT
        list_width = max(LEAST_PANE, min(list_width + more_list, room - LEAST_PANE))
        facts_width = max(LEAST_PANE, min(facts_width + more_facts, room - list_width))
        return PaneSizes(list_width, facts_width, rows)
    drawer = max(LEAST_PANE, min(DRAWER_WIDTH + more_facts, columns - 8))
    tall = 5 if rows < 30 else 7
    height = max(1, min(tall + more_list // 4, max(articles, 3), rows // 2)) + 2
    return PaneSizes(columns, min(drawer, columns), height)
