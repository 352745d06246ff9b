"""The board of figures as it is drawn: a line a measure, and below one another the figures of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.measure import BoardAsked, MeasureDetail, MeasureGroup, MeasureHead, MeasureRow
from tui.model.record import record
from tui.model.result import ArticleHead
from tui.model.span import Span
from tui.present.dates import short_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, beside, cut_line, line, line_width, marked, pad_line, run, wrap_line
from tui.present.measures import (
    change_text,
    group_text,
    period_text,
    place_text,
    row_amount,
    target_text,
    why_not,
)
from tui.present.rows import title_runs, where_text
from tui.related.comparing import compares
from tui.text.cells import cut, pad, width
from tui.text.folding import fold
from tui.text.shown import shown_line

BAR_CELLS = 8
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_MOST_AMOUNT = 18
_PLACE, _PERIOD, _CHANGE, _PLAN, _MORE, _SOURCE = 18, 18, 10, 16, 5, 20
"""Cells of the columns; a place has those that are left, and this many at least."""


@record
class GroupLine:
    """The heading of figures that compare; below it why they do not compare with the first ones."""

    group: MeasureGroup
    reason: str

    @property
    def height(self) -> int:
        """Lines it takes."""
        return 2 if self.reason else 1


class Shape(NamedTuple):
    """What the figures of a board have, so that no column stays empty."""

    bars: bool
    changes: bool
    plans: bool
    more: bool
    """Some stand in several articles."""


@record
class FigureLine:
    """One figure of the board."""

    row: MeasureRow
    share: float | None
    """Of the highest it compares with; None where it is set against nothing."""
    heads: tuple[ArticleHead, ...]
    """The articles that print it, newest first; not all where they are many."""
    amount_cells: int
    """Room for the amounts of its group."""
    shape: Shape
    height: int = 1


BoardLine = GroupLine | FigureLine


def board_lines(groups: Sequence[MeasureGroup], heads: Mapping[int, ArticleHead]) -> list[BoardLine]:
    """The figures of one measure, group after group."""
    found: list[BoardLine] = []
    every = [row for group in groups for row in group.rows]
    shape = Shape(
        any(compares(group) for group in groups),
        any(row.change is not None for row in every),
        any(target_text(row) for row in every),
        any(len(row.sources) > 1 for row in every),
    )
    for group in groups:
        found.append(GroupLine(group, why_not(group, groups[0])))
        top = max((abs(row.value) for row in group.rows), default=0.0)
        room = min(_MOST_AMOUNT, max((width(row_amount(row)) for row in group.rows), default=0))
        for row in group.rows:
            share = abs(row.value) / top if compares(group) and top > 0 else None
            known = tuple(heads[article] for article, _figure in row.sources if article in heads)
            found.append(FigureLine(row, share, known, room, shape))
    return found


def lay_out_group(one: GroupLine, cells: int) -> tuple[Line, ...]:
    """`─ người · cả năm · tỉnh, thành phố ──── 12`, and the reason below."""
    told = run(f" {group_text(one.group)} ", "heading")
    count = run(f" {number(len(one.group.rows))} ", "dim")
    room = max(0, cells - 1 - width(told.text) - width(count.text))
    first = cut_line((Run("─", "divider"), told, Run("─" * room, "divider"), count), cells)
    if not one.reason:
        return (first,)
    return first, pad_line(line(Run("  ≠ ", "warning"), run(one.reason, "dim")), cells)


def lay_out_figure(one: FigureLine, cells: int) -> Line:
    """Bar, amount, place, period, and as much of change, plan and source as there is room for."""
    row, shape = one.row, one.shape
    room = cells - one.amount_cells - _PLACE - _PERIOD - 4

    def fits(wanted: bool, needed: int) -> bool:
        nonlocal room
        if wanted and room >= needed:
            room -= needed
            return True
        return False

    more, bars = fits(shape.more, _MORE), fits(shape.bars, BAR_CELLS + 1)
    changes, plans = fits(shape.changes, _CHANGE), fits(shape.plans, _PLAN)
    source = fits(True, _SOURCE)
    amount = cut(row_amount(row), one.amount_cells)
    before = [Run(" ")]
    if bars:
        before += [Run(bar(one.share), "accent"), Run(" ")]
    before += [Run(" " * (one.amount_cells - width(amount))), run(amount, "figure"), Run("  ")]
    columns = [(True, _period(row), _PERIOD, "date"), (changes, change_text(row), _CHANGE, ""),
               (plans, _planned(row), _PLAN, "dim"), (source, _source(one), _SOURCE, "dim"),
               (more, _more(row), _MORE, "dim")]  # fmt: skip
    behind = [
        run(pad(cut(shown_line(text), size - 1), size), role) for there, text, size, role in columns if there
    ]
    left = max(4, cells - line_width((*before, *behind)) - 1)
    place = cut(shown_line(place_text(row.place, far=row.place_far)), left)
    return pad_line((*before, Run(pad(place, left), "place"), Run(" "), *behind), cells)


def _period(row: MeasureRow) -> str:
    return period_text(row.start, row.months, far=row.period_far)


def _planned(row: MeasureRow) -> str:
    told = target_text(row)
    return f"/ {told}" if told else ""


def _more(row: MeasureRow) -> str:
    return f"×{len(row.sources)}" if len(row.sources) > 1 else ""


def _source(one: FigureLine) -> str:
    head = one.heads[0] if one.heads else None
    if head is None:
        return ""
    return f"{short_date(head.dated, inferred=head.date_inferred)} {head.outlet or ''}"


def bar(share: float | None) -> str:
    """A bar of `BAR_CELLS` cells at most, in eighths of a cell; blank where nothing compares.

    >>> bar(1.0), bar(0.5), bar(None)
    ('████████', '████    ', '        ')
    """
    if share is None:
        return " " * BAR_CELLS
    whole, rest = divmod(max(1, round(min(1.0, share) * BAR_CELLS * 8)), 8)
    return ("█" * whole + _EIGHTHS[rest]).ljust(BAR_CELLS)


def lay_out_head(head: MeasureHead, cells: int) -> Line:
    """`việc làm · người      12 nơi`: places that compare, else how many figures there are."""
    name = (run(head.name), run(f" · {head.unit}", "dim"))
    if head.place_count > 1:
        told = run(ngettext("%s place", "%s places", head.place_count) % number(head.place_count), "place")
    else:
        told = run(ngettext("%s figure", "%s figures", head.figure_count) % number(head.figure_count), "dim")
    return beside(name, (told,), cells)


def measures_typed(heads: Sequence[MeasureHead], folded: Sequence[str], typed: str) -> list[MeasureHead]:
    """The measures whose names (`folded` beforehand) hold all words typed, with no regard to marks."""
    words = fold(typed).split()
    if not words:
        return list(heads)
    found = [head for head, name in zip(heads, folded, strict=True) if all(word in name for word in words)]
    return sorted(found, key=lambda head: not fold(head.name).startswith(words[0]))


def crumbs(asked: BoardAsked, measure: str) -> Line:
    """Where I am: the board, of which articles, and the measure."""
    told = []
    if asked.where.narrows:
        told.append(_("in the list"))
    if asked.query.strip():
        told.append(f"“{asked.query[:80]}”")
    if asked.place.strip():
        told.append(asked.place[:80])
    narrowly = "".join(f" · {part}" for part in told)
    return line(
        Run(" ◀ ", "dim"),
        run(_("Figures") + (" › " if measure else ""), "dim"),
        run(measure, "strong"),
        run(narrowly, "dim"),
    )


def sentence_lines(detail: MeasureDetail, cells: int, most: int) -> tuple[Line, ...]:
    """The sentence of a figure, the number marked, and who prints it; `most` lines."""
    start = detail.measured.sentence.start
    evidence = detail.figure.evidence
    marks = [Span(max(0, evidence.start - start), max(0, evidence.stop - start))]
    if most < 2:
        shown = _around(detail.sentence, marks[0], cells - 4)
        return (line(Run(" # ", "figure"), *shown),)
    source = line(Run(" "), run(where_text(detail.head) + " · ", "dim"), *title_runs(detail.head))
    text = wrap_line((Run(" # ", "figure"), *marked(detail.sentence, marks)), max(10, cells - 1), indent=3)
    if len(text) > most - 1:
        near = _around(detail.sentence, marks[0], (cells - 4) * (most - 1) - 12)
        text = wrap_line((Run(" # ", "figure"), *near), max(10, cells - 1), indent=3)[: most - 1]
    return (*text, cut_line(source, cells))


def _around(sentence: str, mark: Span, room: int) -> Line:
    """The part of a sentence around its number, in about so many cells."""
    room = max(10, room)
    if width(sentence[: room * 2]) <= room and len(sentence) <= room:
        return marked(sentence, [mark])
    before = max(0, (room - (mark.stop - mark.start)) * 2 // 3)
    start = max(0, mark.start - before)
    if start:
        blank = sentence.find(" ", start, mark.start)
        start = blank + 1 if blank >= 0 else start
    text = sentence[start : start + room]
    lead = "…" if start else ""
    inside = Span(min(len(text), mark.start - start), min(len(text), mark.stop - start))
    return (run(lead), *marked(text, [inside]), run("…" if start + room < len(sentence) else ""))
