"""A corpus over time: bars with one of them under the cursor, and rows of what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.i18n import N_, ngettext
from tui.model.chronology import Chronology, Moment, Series, Step
from tui.model.record import record
from tui.present.dates import short_date
from tui.present.kinds import GLYPHS, number
from tui.present.lines import Line, Run, beside, cut_text, run
from tui.text.cells import pad, width

SERIES_NAMES: dict[Series, str] = {
    "articles": N_("Articles"),
    "events": N_("Events"),
    "statements": N_("Statements"),
}
STEP_NAMES: dict[Step, str] = {"year": N_("by year"), "month": N_("by month"), "day": N_("by day")}
LONGEST_GAP = 6
"""So many empty steps in a row are drawn; of more, `GAP` stands for all."""
GAP = "┄"
_LEVELS = " ▁▂▃▄▅▆▇█"
_WIDEST = 6
"""Cells of one bar with the blank after it."""
_TITLE = 300
_LABEL_CELLS: dict[Step, int] = {"year": 4, "month": 5, "day": 5}


@record
class Slot:
    """One step of time that is drawn, or a gap of many empty ones."""

    when: str
    """As `Chronology.counts` names it; of a gap the first of its steps."""
    count: int
    skipped: int = 0
    """Steps that a gap stands for; 0 for a step."""


def slots_of(chronology: Chronology) -> tuple[Slot, ...]:
    """Every step from the first to the last, long stretches without any taken together.

    >>> slots = slots_of(Chronology("month", "articles", (("2024-11", 2), ("2025-01", 1)), 0, 0))
    >>> [(slot.when, slot.count) for slot in slots]
    [('2024-11', 2), ('2024-12', 0), ('2025-01', 1)]
    """
    slots: list[Slot] = []
    before: int | None = None
    for when, count in chronology.counts:
        at = _ordinal(when, chronology.step)
        if before is not None:
            empty = at - before - 1
            if empty > LONGEST_GAP:
                slots.append(Slot(_step_at(before + 1, chronology.step), 0, empty))
            else:
                slots += [Slot(_step_at(before + 1 + index, chronology.step), 0) for index in range(empty)]
        slots.append(Slot(when, count))
        before = at
    return tuple(slots)


def _ordinal(when: str, step: Step) -> int:
    year = int(when[:4])
    if step == "year":
        return year
    month = min(12, max(1, int(when[5:7])))
    if step == "month":
        return year * 12 + month - 1
    try:
        return date(year, month, int(when[8:10])).toordinal()
    except ValueError:  # 31 February, as some page has it
        return date(max(1, year), month, 28).toordinal()


def _step_at(ordinal: int, step: Step) -> str:
    if step == "year":
        return f"{ordinal:04}"
    if step == "month":
        return f"{ordinal // 12:04}-{ordinal % 12 + 1:02}"
    return date.fromordinal(ordinal).isoformat()


@record
class Window:
    """The slots that are drawn, and how wide each is."""

    first: int
    stop: int
    step: int
    """Cells of one slot."""

    def slot_at(self, cell: int) -> int | None:
        """The slot drawn at a cell behind the scale; None where none is."""
        index = self.first + cell // self.step
        return index if cell >= 0 and index < self.stop else None


def window_of(slots: Sequence[Slot], at: int, room: int) -> Window:
    """As many slots as fit into `room` cells, with the one at the cursor among them, best in the middle."""
    count = max(1, room)
    step = max(1, min(_WIDEST, count // max(1, len(slots))))
    fit = max(1, count // step)
    first = max(0, min(at - fit // 2, len(slots) - fit))
    return Window(first, min(len(slots), first + fit), step)


def scale_cells(slots: Sequence[Slot]) -> int:
    """Cells in front of the bars: the number at the top of the scale, and the line."""
    return width(number(max((slot.count for slot in slots), default=0))) + 3


def bars(slots: Sequence[Slot], at: int, cells: int, rows: int, step: Step) -> list[Line]:
    """Bars `rows` lines high, the axis with `▲` below the cursor, and labels; `cells` wide at most.

    The scale is that of all slots, also of those outside the window. `‹` and `›` say that there are more.
    """
    gutter = scale_cells(slots)
    window = window_of(slots, at, cells - gutter - 1)
    shown = slots[window.first : window.stop]
    top = max((slot.count for slot in slots), default=0) or 1
    wide = window.step - 1 if window.step > 2 else window.step
    lines: list[Line] = []
    for row in range(rows):
        scale = (number(top) if row == 0 else "").rjust(gutter - 2) + (" ┤" if row == 0 else " │")
        runs: list[Run] = [Run(scale, "dim")]
        for index, slot in enumerate(shown, window.first):
            block = _block(slot.count, top, rows, row)
            runs.append(Run((block * wide).ljust(window.step), "strong" if index == at else "accent"))
        lines.append(tuple(runs))
    lines.append(_axis(shown, window, at, gutter, wide, more=window.stop < len(slots)))
    lines.append(_labels(shown, window, at, gutter, cells, step))
    return lines


def _block(count: int, top: int, rows: int, row: int) -> str:
    eighths = max(1, count * rows * 8 // top) if count else 0
    return _LEVELS[min(8, max(0, eighths - (rows - 1 - row) * 8))]


def _axis(shown: Sequence[Slot], window: Window, at: int, gutter: int, wide: int, *, more: bool) -> Line:
    runs: list[Run] = [Run("0".rjust(gutter - 2), "dim"), Run(" ‹" if window.first else " └", "dim")]
    for index, slot in enumerate(shown, window.first):
        sign = GAP if slot.skipped else "─"
        if index == at:
            middle = (wide - 1) // 2
            runs += [
                Run(sign * middle, "dim"),
                Run("▲", "key"),
                Run(sign * (window.step - middle - 1), "dim"),
            ]
        else:
            runs.append(Run(sign * window.step, "dim"))
    if more:
        runs.append(Run("›", "dim"))
    return tuple(runs)


def _labels(shown: Sequence[Slot], window: Window, at: int, gutter: int, cells: int, step: Step) -> Line:
    """The cursor's own label first; then years and months where they begin, then any with room."""
    line = [" "] * max(0, cells - gutter)
    taken = [False] * (len(line) + 1)

    def put(index: int, text: str) -> bool:
        start = min(index * window.step, max(0, len(line) - len(text)))
        stop = start + len(text)
        if stop > len(line) or any(taken[max(0, start - 1) : stop + 1]):
            return False
        line[start:stop] = text
        taken[start:stop] = [True] * len(text)
        return True

    here = at - window.first
    if 0 <= here < len(shown):
        put(here, _label(shown[here], step, whole=True))
    order = sorted(range(len(shown)), key=lambda index: (not _begins(shown, index, step), index))
    for index in order:
        if not shown[index].skipped and index != here:
            put(index, _label(shown[index], step, whole=_begins(shown, index, step)))
    return (Run(" " * gutter), Run("".join(line).rstrip(), "dim"))


def _begins(shown: Sequence[Slot], index: int, step: Step) -> bool:
    """True where a year begins, or among days a month; and at the first bar."""
    if step == "year":
        return shown[index].when.endswith("0") or index == 0
    length = 4 if step == "month" else 7
    return index == 0 or shown[index].when[:length] != shown[index - 1].when[:length]


def _label(slot: Slot, step: Step, *, whole: bool) -> str:
    if step == "year":
        return slot.when
    if step == "month":
        return f"{slot.when[5:7]}/{slot.when[2:4]}" if whole else slot.when[5:7]
    return f"{slot.when[8:10]}/{slot.when[5:7]}" if whole else slot.when[8:10]


def when_text(when: str) -> str:
    """A step of time for people: `2024`, `03/2024`, `05/03/2024`."""
    return "/".join(reversed(when.split("-")))


def counted(series: Series, count: int) -> str:
    """`12 articles`, in the language in force."""
    told = {
        "articles": ngettext("%s article", "%s articles", count),
        "events": ngettext("%s event", "%s events", count),
        "statements": ngettext("%s statement", "%s statements", count),
    }
    return told[series] % number(count)


def about(chronology: Chronology) -> str:
    """`34 articles · 3 without a day · 12 days inferred`."""
    parts = [counted(chronology.series, chronology.total)]
    if chronology.undated:
        parts.append(
            ngettext("%s without a date", "%s without a date", chronology.undated)
            % number(chronology.undated)
        )
    if chronology.inferred:
        parts.append(
            ngettext("~ %s inferred", "~ %s inferred", chronology.inferred) % number(chronology.inferred)
        )
    return " · ".join(parts)


def moment_line(moment: Moment, series: Series, cells: int) -> Line:
    """Day, then what it is, and at the right edge where it is told."""
    day = pad(short_date(moment.day or None, inferred=moment.inferred), 10)
    outlet = run(cut_text(moment.head.outlet or "?", 14), "dim")
    if series == "articles":
        words: Line = (run(moment.head.title[:_TITLE]),)
    elif series == "events":
        place = (run(f" · {moment.aside[:_TITLE]}", "place"),) if moment.aside else ()
        words = (Run(GLYPHS["event"] + " ", "event"), run(moment.text[:_TITLE]), *place)
    else:
        speaker = (run(f"{moment.aside[:_TITLE]}: ", "strong"),) if moment.aside else ()
        words = (Run("❝ ", "statement"), *speaker, run(f"“{moment.text[:_TITLE]}”", "statement"))
    return beside((Run(" "), Run(day, "dim"), *words), (outlet, Run(" ")), cells)
