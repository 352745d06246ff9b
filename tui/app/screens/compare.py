"""Two articles side by side: what both have word for word, what each has alone, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.app.commands import Context, Situation, key_line
from tui.app.compare_queries import Compared
from tui.app.compare_view import CompareView
from tui.app.keys import bindings_of
from tui.app.messages import Failed, OpenArticle
from tui.app.paint import strip_of, styles_of
from tui.app.ranking import run_chosen
from tui.app.sheets import COMPARE, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.model.comparison import Comparison
from tui.present.comparing import ComparedRow, compared_rows, head_lines, place_of_span, summary
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run

_EDGE = 4
"""Cells of the list that its border and margin take."""


class CompareAsks(Protocol):
    """What the screen asks for."""

    def compare(self, asker: MessagePump, view: CompareView) -> None:
        """Answered by `Compared`."""
        ...


class CompareHeads(Widget):
    """Who wrote each article, and when, over its column."""

    comparison: Comparison | None = None

    def show(self, comparison: Comparison) -> None:
        """Draw the heads of two articles."""
        self.comparison = comparison
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Day and outlet, then the title."""
        lines = head_lines(self.comparison, self.size.width - 1) if self.comparison is not None else ()
        drawn = lines[y] if y < len(lines) else ()
        return strip_of((Run(" "), *drawn), self.size.width, self.rich_style, styles_of(self.app))


class CompareList(LineList):
    """Rows of sentences."""

    BINDINGS = bindings_of("compare", namespace="screen")

    def draw_row(self, row: ComparedRow, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of a row, a blank in front."""
        return [(Run(" "), *drawn) for drawn in row.lines]


class CompareScreen(Screen[None]):
    """`view` and `place` are for the history; posts `OpenArticle`."""

    CSS_PATH = sheets(COMPARE)
    contexts: tuple[Context, ...] = ("compare", "list", "app")

    def __init__(self, asks: CompareAsks, view: CompareView, *, place: int = 0, situation: Situation) -> None:
        super().__init__()
        self.view = view
        """What is compared now."""
        self._asks = asks
        self._situation = situation
        self._wanted: int | None = place or None
        self._made_for = 0
        self.comparison: Comparison | None = None
        self._problem = ""
        self.ended = False
        self.heads = CompareHeads(id="compare-heads")
        self.rows = CompareList(id="compare-rows")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="compare-crumbs")
        yield self.heads
        yield self.rows
        yield KeyBar(id="compare-keys")

    def on_mount(self) -> None:
        """Ask; the frame stands at once."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.rows.focus()
        self._ask()

    @property
    def place(self) -> int:
        """Row of the cursor."""
        return self.rows.cursor if self._wanted is None else self._wanted

    def _ask(self) -> None:
        self.ended, self._problem = False, ""
        self._asks.compare(self, self.view)
        self._describe()

    @on(Compared)
    def _show(self, message: Compared) -> None:
        message.stop()
        if message.view != self.view:
            return
        self.comparison, self.ended = message.comparison, True
        if message.comparison is not None:
            self.heads.show(message.comparison)
        self.call_after_refresh(self._fill)

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem, self.ended = message.reason, True
        self._describe()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        known, cells = self.comparison, max(20, self.size.width - _EDGE)
        if known is not None and self.rows.size.width:
            rows = compared_rows(known, cells)
            before = self.rows.cursor if self._made_for and self._wanted is None else None
            cursor = place_of_span(rows, self.view.span) if self._wanted is None else self._wanted
            self.rows.set_rows(
                rows, cursor=cursor if before is None else before, heights=[row.height for row in rows]
            )
            self._wanted, self._made_for = None, cells
            if before is None:
                self.rows.show_amid(self.rows.cursor)
        self._describe()

    # steps

    def action_compare_next(self) -> None:
        """The next place of the passage; of two whole articles the next difference."""
        self._go(1)

    def action_compare_previous(self) -> None:
        """The place, or the difference, before."""
        self._go(-1)

    def _go(self, way: int) -> None:
        known = self.comparison
        if known is None:
            return
        others = [place for place in known.places if place.head.id != known.left.id]
        if self.view.span is not None and others:
            at = next((at for at, place in enumerate(others) if place.head.id == known.right.id), 0)
            right = others[(at + way) % len(others)].head.id
            if right != self.view.right:
                self.view = replace(self.view, right=right)
                self._made_for = 0
                self._ask()
            return
        count = self.rows.count
        at = self.rows.cursor + way
        while 0 <= at < count:
            row = self.rows.row(at)
            if isinstance(row, ComparedRow) and row.differs:
                self.rows.move_to(at)
                return
            at += way

    @on(LineList.Chosen)
    def _open(self, message: LineList.Chosen) -> None:
        message.stop()
        self._open_side(right=True)

    def action_compare_left(self) -> None:
        """Open the left article at this sentence."""
        self._open_side(right=False)

    def action_compare_right(self) -> None:
        """Open the right article at this sentence."""
        self._open_side(right=True)

    def _open_side(self, *, right: bool) -> None:
        row = self.rows.row(self.rows.cursor) if self.rows.count else None
        if not isinstance(row, ComparedRow):
            return
        if (row.right if right else row.left) is None:  # what the row shows is in the other one
            right = not right
        article = self.view.right if right else self.view.left
        self.app.post_message(OpenArticle(article, row.right if right else row.left))

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)

    # what is said

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self.heads.refresh()
        self._describe()

    def _describe(self) -> None:
        known = self.comparison
        crumb = (Run(" ◀ ", "dim"), run(_("Side by side"), "strong"))
        aside = summary(known, self.view.span) if known is not None else _("comparing…")
        self.query_one(CrumbsBar).show(crumb, (run(aside + " ", "dim"),))
        self.rows.empty = self._nothing()
        counts: Line = ()
        if known is not None and known.places:
            others = [place.head.id for place in known.places if place.head.id != known.left.id]
            if known.right.id in others:
                at = others.index(known.right.id) + 1
                counts = line(
                    run(_("place %(at)s of %(all)s") % {"at": number(at), "all": number(len(others))})
                )
        signs = line(run(_("≋ both · − left · + right · ± changed"), "dim"))
        steps = _("n N places") if self.view.span is not None else _("n N differences")
        hints = line(run(" · ".join((steps, _("1 2 open"))), "dim"))
        self.rows.set_frame(signs, counts, hints)
        self.rows.refresh()

    def _nothing(self) -> tuple[Line, ...]:
        if self._problem:
            return ((Run(" ⚠ ", "error"), run(self._problem)),)
        if not self.ended:
            return ((Run(" "), run(_("comparing…"), "dim")),)
        return ((Run(" "), run(_("One of the two articles is gone from the corpus."), "dim")),)
