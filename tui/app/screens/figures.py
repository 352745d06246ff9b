"""The board of figures: what is measured, and where it compares over places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.app.commands import Context, Situation, key_label, key_line
from tui.app.figures import FigureRead, FiguresRead, FiguresView, MeasuresRead
from tui.app.keys import bindings_of
from tui.app.messages import Exported, Failed, OpenArticle, OpenView
from tui.app.paint import LineWidget
from tui.app.ranking import run_chosen
from tui.app.screens.menu import MenuScreen
from tui.app.sheets import FIGURES, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar
from tui.app.widgets.box import Box
from tui.app.widgets.finder import Finder
from tui.app.widgets.line_list import LineList
from tui.app.widgets.measure_finder import MeasureFinder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.measure import FIGURE_SORTS, BoardAsked, FigureSort, MeasureDetail, MeasureGroup
from tui.present.figure_board import (
    BoardLine,
    FigureLine,
    GroupLine,
    board_lines,
    crumbs,
    lay_out_figure,
    lay_out_group,
    sentence_lines,
)
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.present.measures import SORT_NAMES
from tui.present.rows import where_text

FORMATS = (("csv", "CSV"), ("jsonl", "JSON Lines"), ("markdown", "Markdown"))
_WIDE_FROM = 110
"""Cells from which measures and figures stand side by side."""
_LOW = 16
"""Lines below which the sentence of a figure has one line."""


class FigureAsks(Protocol):
    """What the board asks of the library."""

    def measures(self, asker: MessagePump, asked: BoardAsked) -> None:
        """Answered by `MeasuresRead`."""
        ...

    def figures(self, asker: MessagePump, measure: str, asked: BoardAsked, sort: FigureSort) -> None:
        """Answered by `FiguresRead`."""
        ...

    def figure(self, asker: MessagePump, article: int, figure: int, *, opening: bool = False) -> None:
        """Answered by `FigureRead`."""
        ...

    def export(
        self, asker: MessagePump, measure: str, groups: tuple[MeasureGroup, ...], form: str, folder: Path
    ) -> None:
        """Answered by `Exported`."""
        ...


class FigureList(LineList):
    """The figures of one measure, under headings that say what compares."""

    BINDINGS = bindings_of("figures", namespace="screen")

    def selectable(self, index: int) -> bool:
        """The cursor stands on figures alone."""
        return isinstance(self.row(index), FigureLine)

    def draw_row(self, row: BoardLine, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """A heading, or a figure."""
        return lay_out_group(row, cells) if isinstance(row, GroupLine) else (lay_out_figure(row, cells),)


class FiguresScreen(Screen[None]):
    """Posts `OpenArticle` and `OpenView` to the app."""

    CSS_PATH = sheets(FIGURES)

    def __init__(
        self, asks: FigureAsks, view: FiguresView, *, place: int = 0, exports: Path, situation: Situation
    ) -> None:
        super().__init__()
        self._asks, self._asked, self._exports, self._situation = asks, view.asked, exports, situation
        self._measure, self._sort = view.measure, view.sort
        self._wanted: int | None = place
        """Row of the figures that the cursor goes to as soon as there is one."""
        self._in_figures = view.figures
        self._groups: tuple[MeasureGroup, ...] = ()
        self._shown = ""
        """The measure whose figures are shown."""
        self._detail: MeasureDetail | None = None
        self._opening: tuple[int, int] | None = None
        """The figure whose sentence is opened as soon as it is known."""
        self.finder = MeasureFinder(typed=view.typed, id="figures-measures")
        self.list = FigureList(id="figures-list")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="figures-crumbs")
        with Container(id="figures-panes"):
            yield self.finder
            yield self.list
        yield LineWidget(id="figures-about")
        yield KeyBar(id="figures-keys")

    def on_mount(self) -> None:
        """Ask what is measured; the frame stands at once."""
        self._lay_out()
        self._focus()
        self._asks.measures(self, self._asked)
        if self._measure:
            self._asks.figures(self, self._measure, self._asked, self._sort)

    # what the history keeps

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Letters are typed among the measures; among the figures they are keys."""
        return ("figures", "list", "app") if self._in_figures else ("dialog",)

    @property
    def view(self) -> FiguresView:
        """What is shown now."""
        return FiguresView(self._asked, self._measure, self._in_figures, self._sort, self.finder.input.text)

    @property
    def place(self) -> int:
        """Row of the cursor among the figures."""
        return self.list.cursor if self._wanted is None else self._wanted

    @property
    def settled(self) -> bool:
        """True once the measures are here, and the figures and the sentence that belong to the cursor."""
        if not self.finder.read:
            return False
        current = self.current
        known = current is None or (
            self._detail is not None
            and (self._detail.head.id, self._detail.measured.figure) == current.row.sources[0]
        )
        return not (self._wide or self._in_figures) or (self._shown == self._measure and known)

    @property
    def current(self) -> FigureLine | None:
        """The figure under the cursor."""
        row = self.list.row(self.list.cursor) if self.list.count else None
        return row if isinstance(row, FigureLine) else None

    # measures

    @on(MeasuresRead)
    def _show_measures(self, message: MeasuresRead) -> None:
        message.stop()
        self.finder.show_heads(message.heads, self._measure)
        self._describe()

    @on(MeasureFinder.Moved)
    def _follow_measure(self, message: MeasureFinder.Moved) -> None:
        message.stop()
        measure = self.finder.measure
        if self._in_figures or not measure or measure == self._measure:
            return
        self._measure, self._wanted = measure, None
        if self._wide:
            self._asks.figures(self, measure, self._asked, self._sort)

    @on(Box.Chosen)
    @on(MeasureFinder.Left)
    def _to_figures(self, message: Box.Chosen | MeasureFinder.Left) -> None:
        message.stop()
        measure = self.finder.measure
        if not measure:
            return
        self._measure = measure
        if self._wide:
            self._in_figures = True
            self._focus()
            if self._shown != measure:
                self._asks.figures(self, measure, self._asked, self._sort)
        else:
            view = FiguresView(self._asked, measure, figures=True, sort=self._sort)
            self.app.post_message(OpenView(view))

    @on(Finder.Closed)
    def _leave(self, message: Finder.Closed) -> None:
        message.stop()
        self.app.call_later(self.app.run_action, "hist_back")

    # figures

    @on(FiguresRead)
    def _show_figures(self, message: FiguresRead) -> None:
        message.stop()
        if (message.measure, message.sort) != (self._measure, self._sort):
            return
        before = self.current if self._shown == message.measure else None
        self._groups, self._shown = message.groups, message.measure
        lines = board_lines(message.groups, message.heads)
        cursor = next((at for at, row in enumerate(lines) if isinstance(row, FigureLine)), 0)
        if self._wanted is not None and self._wanted < len(lines):
            cursor = max(cursor, self._wanted)
        elif before is not None:
            same = (at for at, row in enumerate(lines) if _is_same(row, before))
            cursor = next(same, cursor)
        self._wanted = None
        self.list.empty = ((Run(" "), run(_("No figure of this measure."), "dim")),)
        self.list.set_rows(lines, cursor=cursor, heights=[row.height for row in lines])
        self._describe()
        self._ask_sentence()

    def _ask_sentence(self) -> None:
        current = self.current
        if current is not None:
            self._asks.figure(self, *current.row.sources[0])

    @on(FigureRead)
    def _show_sentence(self, message: FigureRead) -> None:
        message.stop()
        if self._opening == (message.article, message.figure):
            self._opening = None
            span = message.detail.figure.evidence if message.detail else None
            self.app.post_message(OpenArticle(message.article, span))
            return
        self._detail = message.detail
        self._describe()

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        self._wanted = None
        self._describe()
        self._ask_sentence()

    @on(LineList.Chosen)
    def _open(self, message: LineList.Chosen) -> None:
        message.stop()
        current = self.current
        if current is None:
            return
        if len(current.heads) > 1:
            names = [f"{where_text(head)} · {head.title}" for head in current.heads]
            sources = dict(current.row.sources)
            ids = [(head.id, sources[head.id]) for head in current.heads]
            screen = MenuScreen(_("Articles that print this figure"), names)
            self.app.push_screen(screen, lambda choice: None if choice is None else self._go(*ids[choice]))
        else:
            self._go(*current.row.sources[0])

    def _go(self, article: int, figure: int) -> None:
        self._opening = (article, figure)
        self._asks.figure(self, article, figure, opening=True)

    @on(Failed)
    def _say_failed(self, message: Failed) -> None:
        message.stop()
        if message.question == "measures":
            self.finder.say(message.reason)
        else:
            self.query_one("#figures-about", LineWidget).show_lines(
                (Run(" ✗ ", "error"), run(message.reason))
            )

    # what stands around

    def _describe(self) -> None:
        figures = sum(isinstance(self.list.row(at), FigureLine) for at in range(self.list.count))
        told = ngettext("%s figure", "%s figures", figures) % number(figures) if self._shown else ""
        shows = self._shown if self._wide or self._in_figures else ""
        self.query_one(CrumbsBar).show(crumbs(self._asked, shows), (run(told + " " if shows else "", "dim"),))
        name = line(run(self._shown or _("Figures"), "label"))
        sort = line(run(_(SORT_NAMES[self._sort]), "dim"))
        self.list.set_frame(name, sort, line(run(_("Enter sentence · S sort · E export · q back"))))
        about = self.query_one("#figures-about", LineWidget)
        current = self.current
        if current is None or not (self._wide or self._in_figures) or self._detail is None:
            about.show_lines(())
        elif (self._detail.head.id, self._detail.measured.figure) == current.row.sources[0]:
            about.show_lines(*sentence_lines(self._detail, self.size.width, 1 if self._low else 3))
        keys = self.query_one(KeyBar)
        if self._in_figures:
            keys.show(key_line(self.contexts, self._situation))
        else:
            keys.show((), (("↑↓", _("Move")), (key_label("enter"), _("Figures")), ("Esc", _("Back"))))

    # layout

    @property
    def _wide(self) -> bool:
        return self.size.width >= _WIDE_FROM

    @property
    def _low(self) -> bool:
        return self.size.height < _LOW

    def on_resize(self) -> None:
        """Side by side where there is room, else one of the two."""
        self._lay_out()

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self.finder.redraw()
        if self._shown:
            self._asks.figures(self, self._measure, self._asked, self._sort)
        self._describe()

    def _lay_out(self) -> None:
        self.set_class(self._wide, "-wide")
        self.set_class(self._in_figures, "-figures")
        self.set_class(self._low, "-low")
        if self._wide and not self._shown and self.finder.measure:
            self._measure = self._measure or self.finder.measure
            self._asks.figures(self, self._measure, self._asked, self._sort)
        self.list.redraw()
        self._describe()

    def _focus(self) -> None:
        self.set_class(self._in_figures, "-figures")
        (self.list if self._in_figures else self.finder).focus()
        self._describe()

    # keys

    def action_figures_measures(self) -> None:
        """To the measures."""
        if self._wide:
            self._in_figures = False
            self._focus()
        else:
            self.app.call_later(self.app.run_action, "hist_back")

    def action_figures_sort(self) -> None:
        """Choose the order from a menu."""
        names = [_(SORT_NAMES[sort]) for sort in FIGURE_SORTS]
        current = FIGURE_SORTS.index(self._sort)
        self.app.push_screen(MenuScreen(_("Sort the figures"), names, current=current), self._sort_as)

    def _sort_as(self, choice: int | None) -> None:
        if choice is not None and FIGURE_SORTS[choice] != self._sort:
            self._sort = FIGURE_SORTS[choice]
            self._asks.figures(self, self._measure, self._asked, self._sort)

    def action_figures_export(self) -> None:
        """Choose a format, then write the figures of the measure with their sentences."""
        if self._groups:
            names = [name for _form, name in FORMATS]
            self.app.push_screen(MenuScreen(_("Export these figures as"), names), self._export_as)

    def _export_as(self, choice: int | None) -> None:
        if choice is not None:
            self._asks.export(self, self._shown, self._groups, FORMATS[choice][0], self._exports)

    @on(Exported)
    def _say_exported(self, message: Exported) -> None:
        message.stop()
        told = (Run(" ✓ ", "ok"), run(_("Exported: %s") % message.path))
        self.query_one("#figures-about", LineWidget).show_lines(told)

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)


def _is_same(row: BoardLine, other: FigureLine) -> bool:
    return isinstance(row, FigureLine) and row.row.sources == other.row.sources
