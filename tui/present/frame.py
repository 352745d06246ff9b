"""Borders that carry titles and counts: a label in every corner costs no row."""

from __future__ import annotations

from typing import NamedTuple

from tui.present.lines import Line, Run, cut_line, line_width

_LABEL_ROOM = 6
"""Cells of a border that stay border: corners and the strokes beside them."""


class Strokes(NamedTuple):
    """The characters of a border, clockwise from the top left corner, then the two straight ones."""

    top_left: str
    top_right: str
    bottom_right: str
    bottom_left: str
    across: str
    down: str


HEAVY = Strokes("┏", "┓", "┛", "┗", "━", "┃")
"""Of the pane that has the focus."""
ROUND = Strokes("╭", "╮", "╯", "╰", "─", "│")
"""Of every other pane."""


def edge(left: Line, right: Line, cells: int, strokes: Strokes, *, top: bool) -> Line:
    """One border line of `cells` cells with a label near each end; the left label gives way first."""
    first = strokes.top_left if top else strokes.bottom_left
    last = strokes.top_right if top else strokes.bottom_right
    if cells < 2:
        return (Run(strokes.across * cells, "border"),)
    room = max(0, cells - _LABEL_ROOM)
    right = cut_line(right, room)
    left = cut_line(left, max(0, room - line_width(right) - (2 if right else 0)))
    runs: list[Run] = [Run(first + strokes.across, "border")]
    used = 2
    if left:
        runs += [Run(" "), *left, Run(" ")]
        used += line_width(left) + 2
    tail: list[Run] = [Run(strokes.across + last, "border")]
    if right:
        tail = [Run(" "), *right, Run(" "), *tail]
    filling = cells - used - sum(line_width((part,)) for part in tail)
    if filling < 0:
        return (Run(first + strokes.across * (cells - 2) + last, "border"),)
    return (*runs, Run(strokes.across * filling, "border"), *tail)


def framed(body: list[Line], cells: int, strokes: Strokes, *, role: str = "border") -> list[Line]:
    """Body lines, each already `cells - 2` wide, between the two upright strokes."""
    side = Run(strokes.down, role)
    return [(side, *runs, side) for runs in body if cells >= 2]
