"""Facets as rows to choose from, and what was chosen as chips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tui.i18n import N_
from tui.i18n import gettext as _
from tui.lexicon.lexicon import read_table
from tui.model.facet import Facet, FacetChoice, FacetField, Facets, FacetValue, NamedValue
from tui.model.record import record
from tui.present.kinds import GLYPHS, number
from tui.present.lines import Line, Run, cut_text, line_width, run
from tui.present.rows import short_place
from tui.resources import resource

FEW = 5
"""Values of a facet before the reader asks for more."""
MANY = 60
"""Values of a facet after that."""
BAR_CELLS = 8

HEADINGS: dict[FacetField, str] = {
    "place_now": N_("Province, by its name of today"),
    "place_then": N_("Province, by its name of the day"),
    "person": N_("People"),
    "organisation": N_("Organisations"),
    "outlet": N_("Outlet"),
    "month": N_("Month"),
    "tag": N_("Tags"),
    "mark": N_("State"),
}
_SIGNS: dict[FacetField, str] = {
    "place_now": GLYPHS["place"],
    "place_then": GLYPHS["place"],
    "person": GLYPHS["person"],
    "organisation": GLYPHS["organisation"],
    "month": GLYPHS["date"],
    "tag": "#",
}
_ROLES: dict[FacetField, str] = {
    "place_now": "place", "place_then": "place", "person": "person", "organisation": "organisation",
    "month": "date",
}  # fmt: skip
OUTLET_SIGN = "¶"
_MARKS = {"unread": N_("unread"), "read": N_("read"), "star": N_("with a star")}
_BARS = "▁▂▃▄▅▆▇█"
_PARTS = ("▏", "▎", "▍", "▌", "▋", "▊", "▉", "█")


@record
class MoreOf:
    """Show all values of a facet."""

    field: FacetField


@record
class OtherNames:
    """Tell provinces by their names of the day, or of today again."""


@record
class Months:
    """The histogram, in which months are chosen."""


@record
class Proposed:
    """Choose a value instead of the words that were typed."""

    choice: FacetChoice


FacetTarget = FacetChoice | MoreOf | OtherNames | Months | Proposed


@record
class FacetRow:
    """One row: a heading, a value, a switch."""

    line: Line
    target: FacetTarget | None = None
    aside: Line = ()
    height: int = 1


@cache
def _cities() -> frozenset[str]:
    """Cities at the level of provinces; of today too, but for one that changed its name with its level."""
    rows = read_table(resource("lexicon/data/provinces.tsv"))
    return frozenset(name for name, level, *_rest in rows if level == "city")


def shown_value(field: FacetField, name: str) -> str:
    """A value as it is shown: `2024-03` as `03/2024`, a city with its level."""
    if field == "mark":
        return _(_MARKS[name]) if name in _MARKS else name
    if field == "month":
        first, dots, last = name.partition("..")
        return "–".join(
            "/".join(reversed(month.split("-"))) for month in ((first, last) if dots else (first,))
        )
    if field in ("place_now", "place_then"):
        return f"TP {name}" if name in _cities() else short_place(name)
    return name


def chip(choice: FacetChoice) -> Line:
    """`☺ Nguyễn Văn Kỷ`, with a minus in front where it is excluded."""
    name = shown_value(choice.field, choice.name) if choice.key else _without(choice.field)
    minus = (Run("−", "warning"),) if choice.excluded else ()
    sign = _SIGNS.get(choice.field, "")
    return (*minus, Run(sign + " " if sign else ""), run(cut_text(name, 40)))


def chips_text(chosen: Iterable[FacetChoice]) -> str:
    """Chips in one line of plain text."""
    return " · ".join("".join(part.text for part in chip(choice)) for choice in chosen)


_BETWEEN_CHIPS = 2


def chips_line(chosen: Iterable[FacetChoice]) -> Line:
    """Chips beside one another."""
    runs: list[Run] = []
    for choice in chosen:
        runs += [Run(part.text, part.role or "strong") for part in chip(choice)]
        runs.append(Run(" " * _BETWEEN_CHIPS))
    return tuple(runs)


def chip_at(chosen: Iterable[FacetChoice], cell: int) -> FacetChoice | None:
    """The choice whose chip stands in a cell of that line."""
    left = 0
    for choice in chosen:
        right = left + line_width(chip(choice))
        if left <= cell < right:
            return choice
        left = right + _BETWEEN_CHIPS
    return None


def _without(field: FacetField) -> str:
    if field == "month":
        return _("without a day")
    return _("unknown")


# rows


def facet_rows(
    facets: Facets, chosen: Sequence[FacetChoice], *, then: bool, opened: frozenset[FacetField]
) -> list[FacetRow]:
    """The facets, each under its heading; what was chosen first.

    `then`: provinces by their names of the day. `opened`: facets of which all values are shown.
    """
    rows: list[FacetRow] = []
    order: tuple[FacetField, ...] = (
        "place_then" if then else "place_now", "person", "organisation", "outlet", "month", "tag", "mark",
    )  # fmt: skip
    for field in order:
        facet = facets.of(field)
        mine = [choice for choice in chosen if choice.field == field]
        if field == "place_now":
            mine += [choice for choice in chosen if choice.field == "place_then"]
        if not facet.values and not mine:
            continue
        if rows:
            rows.append(FacetRow(()))
        rows.append(FacetRow((run(_(HEADINGS[field]).upper(), "heading"),)))
        if field == "month":
            rows += _month_rows(facet, mine)
            continue
        rows += _value_rows(facet, mine, opened=field in opened)
        if field in ("place_now", "place_then"):
            told = _("names of today") if then else _("names as of the day")
            rows.append(FacetRow((Run("⇥ ", "key"), run(told, "dim")), OtherNames()))
    return rows


def named_rows(values: Sequence[NamedValue], typed: str) -> Iterator[FacetRow]:
    """What the words typed may name, each with what it is."""
    if not values:
        return
    yield FacetRow((run(_("Named “%s”") % cut_text(" ".join(typed.split()), 30), "heading"),))
    top = max(named.value.count for named in values)
    for named in values:
        sign = _SIGNS.get(named.field) or OUTLET_SIGN
        for row in _rows_of(named.field, named.value, None, top, ()):
            assert isinstance(row.target, FacetChoice)
            marked = row.line if row.target.field == "place_then" else (Run(f"{sign} ", "key"), *row.line[2:])
            yield FacetRow(marked, Proposed(row.target), row.aside)
    yield FacetRow(())


def _value_rows(facet: Facet, mine: Sequence[FacetChoice], *, opened: bool) -> Iterator[FacetRow]:
    by_key = {choice.key: choice for choice in mine if choice.field == facet.field}
    top = max((value.count for value in facet.values), default=1)
    told = {value.key: value for value in facet.values}
    for choice in by_key.values():
        if choice.key:
            value = told.get(choice.key) or FacetValue(choice.key, choice.name, 0)
            yield from _rows_of(facet.field, value, choice, top, mine)
    shown = [value for value in facet.values if value.key not in by_key]
    room = max(0, (MANY if opened else FEW) - len(by_key))
    for value in shown[:room]:
        yield from _rows_of(facet.field, value, None, top, mine)
    if facet.without or "" in by_key:
        yield _row(facet.field, FacetValue("", "", facet.without), by_key.get(""), top)
    left = len(shown[room:]) + facet.others
    if left:
        target = None if opened else MoreOf(facet.field)
        yield FacetRow((run(_("… %s more") % number(left), "dim"),), target)


def _rows_of(
    field: FacetField, value: FacetValue, choice: FacetChoice | None, top: int, mine: Sequence[FacetChoice]
) -> Iterator[FacetRow]:
    yield _row(field, value, choice, top)
    parts = {choice.key: choice for choice in mine if choice.field == "place_then"}
    for index, part in enumerate(value.parts):
        branch = "└ " if index == len(value.parts) - 1 else "├ "
        yield _row("place_then", part, parts.get(part.key), top, branch=branch, former=True)


def _row(
    field: FacetField,
    value: FacetValue,
    choice: FacetChoice | None,
    top: int,
    *,
    branch: str = "",
    former: bool = False,
) -> FacetRow:
    sign, role = "○ ", "dim"
    if choice is not None:
        sign, role = ("✗ ", "error") if choice.excluded else ("● ", "ok")
    if not value.key:
        name = _without(field)
    elif former:
        name = _("%s (former)") % short_place(value.name)
    else:
        name = shown_value(field, value.name)
    style = "dim" if not value.key else _ROLES.get(field, "")
    if choice is not None and not choice.excluded:
        style = "strong"
    line: Line = (
        Run("  " + branch, "dim") if branch else Run(""),
        Run(sign, role),
        run(cut_text(name, 120), style),
    )
    count = () if choice is not None and choice.excluded else (run(f"{number(value.count):>8}", "dim"),)
    aside = (Run(_bar(value.count, top), "accent"), *count) if count else ()
    return FacetRow(line, choice or FacetChoice(field, value.key, value.name), aside)


def _bar(count: int, top: int) -> str:
    """A bar of `BAR_CELLS` cells at most, in eighths of a cell; at the right edge of as many."""
    eighths = max(1, min(count, top) * BAR_CELLS * 8 // max(1, top)) if count else 0
    whole, rest = divmod(eighths, 8)
    return (_PARTS[7] * whole + (_PARTS[rest - 1] if rest else "")).ljust(BAR_CELLS)


# months


def _month_rows(facet: Facet, mine: Sequence[FacetChoice]) -> Iterator[FacetRow]:
    if any("-" in value.key for value in facet.values):
        yield FacetRow((), Months(), height=HISTOGRAM_LINES)
    everything = max(1, facet.without + sum(value.count for value in facet.values))
    for choice in mine:
        count = facet.without if not choice.key else _articles_in(facet, choice.key)
        yield _row("month", FacetValue(choice.key, choice.name, count), choice, everything)
    yearly = [value for value in facet.values if "-" not in value.key]
    chosen = {choice.key for choice in mine}
    for value in yearly[-FEW:]:
        if value.key not in chosen:
            top = max(one.count for one in facet.values)
            yield _row("month", value, None, top)
    if facet.without and "" not in chosen:
        yield _row("month", FacetValue("", "", facet.without), None, max(1, facet.without))


def _articles_in(facet: Facet, months: str) -> int:
    """Articles of a month, or a stretch of months: of years alone those that lie in it whole."""
    first, dots, last = months.partition("..")
    last = last if dots else first
    if not dots:
        return sum(value.count for value in facet.values if value.key == first)
    return sum(
        value.count
        for value in facet.values
        if first <= (value.key if "-" in value.key else f"{value.key}-01")
        and (value.key if "-" in value.key else f"{value.key}-12") <= last
    )


HISTOGRAM_LINES = 5
"""Of bars, axis and what the cursor is on."""
_BAR_LINES = 3
_GROUPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@record
class Column:
    """One bar: the months from `first` to `last`, and their articles."""

    first: str
    last: str
    count: int

    @property
    def key(self) -> str:
        """As in `FacetChoice`."""
        return self.first if self.first == self.last else f"{self.first}..{self.last}"


_STRAY = 0.01
"""Share of the articles that may lie before the first month with a bar of its own: a few old days, often
misread, would leave the rest no room."""


def columns_of(facet: Facet, cells: int) -> list[Column]:
    """The months from the first to the last, empty ones too, in at most `cells` columns of equally many.

    The first column holds what lies far before it too.
    """
    counts = {_number(value.key): value.count for value in facet.values if "-" in value.key}
    if not counts or cells < 1:
        return []
    months, left = sorted(counts), _STRAY * sum(counts.values())
    low = next(month for month in months if (left := left - counts[month]) < 0)
    high = months[-1]
    group = next((size for size in _GROUPS if high // size - low // size < cells), high - low + 1)
    low = low // group * group
    sums = dict.fromkeys(range(low, high + 1, group), 0)
    for month, count in counts.items():
        sums[max(low, month // group * group)] += count
    found = [Column(_month(start), _month(start + group - 1), count) for start, count in sums.items()]
    if months[0] < low:
        found[0] = Column(_month(months[0]), found[0].last, found[0].count)
    return found


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def histogram(
    columns: Sequence[Column], cells: int, *, cursor: int | None, marked: tuple[int, int] | None
) -> list[Line]:
    """Bars over an axis of years, and below it the column under the cursor; `HISTOGRAM_LINES` lines.

    `marked`: first and last column of the stretch that is being chosen.
    """
    wide = max(1, min(6, cells // max(1, len(columns))))
    top = max((column.count for column in columns), default=1)
    lines: list[Line] = []
    for level in range(_BAR_LINES - 1, -1, -1):
        lines.append(tuple(
            Run(_piece(column.count, top, level) * max(1, wide - (wide > 2)) + (" " if wide > 2 else ""),
                _role(index, cursor, marked))
            for index, column in enumerate(columns)
        ))  # fmt: skip
    lines.append((run(_axis(columns, wide, cells), "dim"),))
    if cursor is None:
        return [*lines, ()]
    first, last = marked or (cursor, cursor)
    stretch = Column(
        columns[first].first, columns[last].last, sum(c.count for c in columns[first : last + 1])
    )
    told = f"{shown_value('month', stretch.key)}: {number(stretch.count)}"
    hint = _("Enter to the end") if marked else _("← → month · Enter from here")
    return [*lines, (run(told, "strong"), run("   " + hint, "dim"))]


def _role(index: int, cursor: int | None, marked: tuple[int, int] | None) -> str:
    if index == cursor:
        return "hit"
    if marked is not None and marked[0] <= index <= marked[1]:
        return "chip"
    return "accent"


def _piece(count: int, top: int, level: int) -> str:
    """The part of a bar that lies in a line, the lowest line being 0."""
    eighths = max(1, count * 8 * _BAR_LINES // top) if count else 0
    inside = min(8, eighths - 8 * level)
    if inside > 0:
        return _BARS[inside - 1]
    return "·" if level == 0 and not count else " "


def _axis(columns: Sequence[Column], wide: int, cells: int) -> str:
    line = [" "] * cells
    free = 0
    for index, column in enumerate(columns):
        begins = index == 0 or column.first[:4] != columns[index - 1].first[:4]
        label = column.first[:4] if begins else ""
        if len(columns) * 3 <= cells and wide >= 3 and not begins:
            label = column.first[5:]
        at = index * wide
        if label and at >= free and at + len(label) <= cells:
            line[at : at + len(label)] = label
            free = at + len(label) + 1
    return "".join(line).rstrip()
