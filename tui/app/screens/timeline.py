"""A corpus over time: bars with a cursor, and below them what stands at the step under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.app.commands import Context, Situation, key_line
from tui.app.keys import bindings_of
from tui.app.messages import Failed, OpenArticle
from tui.app.paint import strip_of, styles_of
from tui.app.ranking import run_chosen
from tui.app.sheets import TIMELINE, sheets
from tui.app.timeline_queries import ChronologyRead, MomentsRead
from tui.app.timeline_view import TimelineView
from tui.app.widgets.bars import CrumbsBar, KeyBar
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.model.chronology import LENGTHS, SERIES, STEPS, Chronology, Moment
from tui.present.chronology import (
    SERIES_NAMES,
    STEP_NAMES,
    Slot,
    about,
    bars,
    counted,
    moment_line,
    scale_cells,
    slots_of,
    when_text,
    window_of,
)
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.present.saved import filter_query

MOST_SHOWN = 200
"""Rows of one step at most; a finer step shows the others."""
_AXIS = 2
"""Lines below the bars."""
_ABOVE = 1
"""Blank line above them."""
_LOWEST, _HIGHEST = 3, 10
"""Lines of the highest bar."""


class TimelineAsks(Protocol):
    """What the screen asks for."""

    def chronology(self, asker: MessagePump, view: TimelineView) -> None:
        """Answered by `ChronologyRead`."""
        ...

    def moments(self, asker: MessagePump, view: TimelineView) -> None:
        """Answered by `MomentsRead`."""
        ...


class TimeBars(Widget):
    """The bars. A click chooses one, a double click goes into it."""

    class Pointed(Message):
        """A bar was clicked."""

        def __init__(self, slot: int, *, into: bool) -> None:
            super().__init__()
            self.slot = slot
            self.into = into

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.slots: Sequence[Slot] = ()
        self.at = 0
        self.chronology: Chronology | None = None
        self._lines: list[Line] = []

    def show(self, chronology: Chronology, slots: Sequence[Slot], at: int) -> None:
        """Draw these slots with the cursor on one."""
        self.chronology, self.slots, self.at = chronology, slots, at
        self._draw()

    def on_resize(self) -> None:
        """Draw anew."""
        self._draw()

    def _draw(self) -> None:
        self._lines = []
        if self.chronology is not None and self.slots:
            rows = max(1, self.size.height - _AXIS)
            self._lines = bars(self.slots, self.at, self.size.width, rows, self.chronology.step)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the plot."""
        drawn = self._lines[y] if y < len(self._lines) else ()
        return strip_of(drawn, self.size.width, self.rich_style, styles_of(self.app))

    def on_click(self, event: events.Click) -> None:
        """Choose the bar under the mouse."""
        if not self.slots:
            return
        gutter = scale_cells(self.slots)
        window = window_of(self.slots, self.at, self.size.width - gutter - 1)
        slot = window.slot_at(event.x - gutter)
        if slot is not None:
            self.post_message(self.Pointed(slot, into=event.chain > 1))


class MomentList(LineList):
    """What stands at a step."""

    BINDINGS = bindings_of("timeline", namespace="screen")
    view = TimelineView()

    def draw_row(self, row: Moment, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """One line a row."""
        return (moment_line(row, self.view.series, cells),)


class TimelineScreen(Screen[None]):
    """`view` and `place` are for the history; posts `OpenArticle`."""

    CSS_PATH = sheets(TIMELINE)
    contexts: tuple[Context, ...] = ("timeline", "list", "app")

    def __init__(
        self, asks: TimelineAsks, view: TimelineView, *, place: int = 0, situation: Situation
    ) -> None:
        super().__init__()
        self.view = view
        """What is shown now."""
        self._asks = asks
        self._situation = situation
        self._wanted: int | None = place
        self._slots: tuple[Slot, ...] = ()
        self.chronology: Chronology | None = None
        self._problem = ""
        self._asked = ""
        """The step whose rows were asked for."""
        self.ended = False
        """The rows of the step under the cursor are here."""
        self.bars = TimeBars(id="timeline-bars")
        self.moments = MomentList(id="timeline-moments")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="timeline-crumbs")
        yield self.bars
        yield self.moments
        yield KeyBar(id="timeline-keys")

    def on_mount(self) -> None:
        """Ask; the frame stands at once."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.moments.focus()
        self._ask()

    @property
    def place(self) -> int:
        """Row of the cursor."""
        return self.moments.cursor if self._wanted is None else self._wanted

    # asking

    def reload(self) -> None:
        """The corpus has changed: ask again, the cursor stays where it is."""
        self._wanted = self.place
        self._ask()

    def _ask(self) -> None:
        self.chronology, self._problem, self._asked, self.ended = None, "", "", False
        self._asks.chronology(self, self.view)
        self._describe()

    @on(ChronologyRead)
    def _show_counts(self, message: ChronologyRead) -> None:
        message.stop()
        known = self.view
        if (message.view.where, message.view.step, message.view.series) != (
            known.where, known.step, known.series,
        ):  # fmt: skip
            return
        self.chronology = message.chronology
        self._slots = slots_of(message.chronology) if message.chronology else ()
        self.ended = not self._slots
        self._point(self._slot_of(self.view.when))

    def _slot_of(self, when: str) -> int:
        """The slot at `when` or, where it has nothing, the last one before it; the last for no step."""
        if not when:
            return len(self._slots) - 1
        length = LENGTHS[self.view.step]
        at = 0
        for index, slot in enumerate(self._slots):
            if slot.count and slot.when[:length] <= when[:length].ljust(length, "9"):
                at = index
            if slot.count and slot.when.startswith(when):
                return index
        return at

    @on(MomentsRead)
    def _show_moments(self, message: MomentsRead) -> None:
        message.stop()
        if message.view != self.view:
            return
        self.ended = True
        self.moments.view = self.view
        cursor, self._wanted = self._wanted or 0, None
        self.moments.set_rows(message.moments, cursor=cursor)
        self._describe()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem, self.ended = message.reason, True
        self._describe()

    # the cursor

    def _point(self, at: int) -> None:
        """Put the cursor on a slot, and ask for what stands there."""
        if self.chronology is None or not self._slots:
            self.bars.slots = ()
            self.moments.set_rows((), cursor=0)
            self.bars.refresh()
            self._describe()
            return
        at = max(0, min(at, len(self._slots) - 1))
        self._fit_bars()
        self.bars.show(self.chronology, self._slots, at)
        when = self._slots[at].when
        self.view = replace(self.view, when=when)
        if when != self._asked:
            if self._asked:
                self._wanted = 0
            self._asked, self.ended = when, False
            self._asks.moments(self, self.view)
        self._describe()

    def _fit_bars(self) -> None:
        """Bars as high as a third of the window allows, and low ones where little is counted."""
        top = max(slot.count for slot in self._slots)
        room = max(1, self.size.height // 3 - _AXIS)
        self.bars.styles.height = min(room, _HIGHEST, max(_LOWEST, top)) + _AXIS + _ABOVE

    def on_resize(self) -> None:
        """Another window, other bars."""
        if self._slots:
            self._fit_bars()

    def _step(self, by: int) -> None:
        """So many bars further, over those that are empty."""
        at = self.bars.at
        way = 1 if by > 0 else -1
        for _index in range(abs(by)):
            after = at + way
            while 0 <= after < len(self._slots) and not self._slots[after].count:
                after += way
            if not 0 <= after < len(self._slots):
                break
            at = after
        if self._slots:
            self._point(at)

    def action_timeline_left(self) -> None:
        """To the bar before."""
        self._step(-1)

    def action_timeline_right(self) -> None:
        """To the next bar."""
        self._step(1)

    def action_timeline_finer(self) -> None:
        """Years into months, months into days."""
        at = STEPS.index(self.view.step)
        if at + 1 < len(STEPS):
            self._change(step=STEPS[at + 1])

    def action_timeline_coarser(self) -> None:
        """Days into months, months into years."""
        at = STEPS.index(self.view.step)
        if at:
            step = STEPS[at - 1]
            self._change(step=step, when=self.view.when[: LENGTHS[step]])

    def action_timeline_series(self) -> None:
        """Articles, events, statements in turn."""
        at = SERIES.index(self.view.series)
        self._change(series=SERIES[(at + 1) % len(SERIES)])

    def _change(self, **changes: object) -> None:
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]
        self._wanted = 0
        self._ask()

    @on(TimeBars.Pointed)
    def _point_at(self, message: TimeBars.Pointed) -> None:
        message.stop()
        if self._slots[message.slot].count:
            self._point(message.slot)
            if message.into:
                self.action_timeline_finer()

    @on(LineList.Chosen)
    def _open(self, message: LineList.Chosen) -> None:
        message.stop()
        row = self.moments.row(message.index)
        if isinstance(row, Moment):
            self.app.post_message(OpenArticle(row.head.id, row.span))

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)

    # what is said

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self._describe()

    def _describe(self) -> None:
        crumb: list[Run] = [Run(" ◀ ", "dim"), run(_("Timeline"), "strong")]
        if self.view.name:
            crumb += [Run(" ▸ ", "dim"), run(self.view.name[:120], "strong")]
        elif self.view.where.narrows:
            crumb += [Run(" ▸ ", "dim"), run(filter_query(self.view.where)[:120], "strong")]
        known = self.chronology
        aside = about(known) + " " if known is not None else _("counting…") + " "
        self.query_one(CrumbsBar).show(tuple(crumb), (run(aside, "dim"),))
        self.moments.empty = self._nothing()
        label = f"{_(SERIES_NAMES[self.view.series])} {_(STEP_NAMES[self.view.step])}"
        here = self._slots[self.bars.at] if self._slots and self.bars.at < len(self._slots) else None
        counts: Line = ()
        if here is not None and known is not None:
            told = f"{when_text(here.when)} · {counted(self.view.series, here.count)}"
            more = here.count > MOST_SHOWN
            counts = line(run(told + (" · " + _("the first %s") % number(MOST_SHOWN) if more else "")))
        hints = line(run(" · ".join((_("← → time"), _("+ − step"), _("Enter sentence"))), "dim"))
        self.moments.set_frame(line(run(label, "label")), counts, hints)
        self.moments.refresh()

    def _nothing(self) -> tuple[Line, ...]:
        if self._problem:
            return ((Run(" ⚠ ", "error"), run(self._problem)),)
        if not self.ended:
            return ((Run(" "), run(_("reading…"), "dim")),)
        if self.chronology is not None and self.chronology.undated:
            return (
                (Run(" "), run(_("None of these has a date as fine as that; - takes longer steps."), "dim")),
            )
        return ((Run(" "), run(_("Nothing here has a date."), "dim")),)
