"""Repeated passages: what stands word for word, or nearly, in several articles of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual import on
from textual.app import ComposeResult
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.app.commands import Context, Situation, key_line
from tui.app.messages import Failed, OpenArticle
from tui.app.passages import PassagesProgress, PassagesRead, PassagesView
from tui.app.ranking import run_chosen
from tui.app.sheets import PASSAGES, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.model.result import RepeatedPassage, RepeatedPassages
from tui.present.lines import Line, Run, line, run
from tui.present.passages import counted, passage_line


class PassagesAsks(Protocol):
    """What the screen asks for."""

    def passages(self, asker: MessagePump) -> None:
        """Answered by `PassagesRead`, after some `PassagesProgress`."""
        ...


class PassageList(LineList):
    """The passages; rows are `RepeatedPassage`."""

    def draw_row(self, row: RepeatedPassage, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """One line."""
        return (passage_line(row, cells),)


class PassagesScreen(Screen[None]):
    """`view` and `place` are for the history; posts `OpenArticle`."""

    CSS_PATH = sheets(PASSAGES)
    contexts: tuple[Context, ...] = ("list", "app")

    def __init__(
        self, asks: PassagesAsks, view: PassagesView, *, place: int = 0, situation: Situation
    ) -> None:
        super().__init__()
        self.view = view
        self._asks = asks
        self._situation = situation
        self._wanted: int | None = place
        self._percent = 0
        self._problem = ""
        self.found: RepeatedPassages | None = None
        self.ended = False
        """The answer is here."""
        self.list = PassageList(id="passages-list")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="passages-crumbs")
        yield self.list
        yield KeyBar(id="passages-keys")

    def on_mount(self) -> None:
        """Ask; the frame stands at once."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.list.focus()
        self.reload()

    @property
    def place(self) -> int:
        """Row of the cursor."""
        return self.list.cursor if self._wanted is None else self._wanted

    def reload(self) -> None:
        """The corpus has changed: ask again, the cursor stays where it is."""
        self._wanted, self.ended, self._problem = self.place, False, ""
        self._asks.passages(self)
        self._describe()

    @on(PassagesProgress)
    def _show_progress(self, message: PassagesProgress) -> None:
        message.stop()
        self._percent = message.percent
        self._describe()

    @on(PassagesRead)
    def _show_passages(self, message: PassagesRead) -> None:
        message.stop()
        self.found, self.ended = message.found, True
        cursor, self._wanted = self._wanted or 0, None
        self.list.set_rows(message.found.passages if message.found else (), cursor=cursor)
        self._describe()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem, self.ended = message.reason, True
        self._describe()

    def _describe(self) -> None:
        told = counted(self.found) if self.found is not None and self.ended else ""
        crumbs = (Run(" ◀ ", "dim"), run(_("Repeated passages"), "strong"))
        self.query_one(CrumbsBar).show(crumbs, (run(told + " ", "dim"),))
        self.list.set_frame(
            line(run(_("Repeated passages"), "label")), (), line(run(_("Enter open · q back")))
        )
        self.list.empty = self._nothing()
        self.list.refresh()

    def _nothing(self) -> tuple[Line, ...]:
        if self._problem:
            return ((Run(" ⚠ ", "error"), run(self._problem)),)
        if not self.ended:
            told = _("comparing articles: {percent}%").format(percent=self._percent)
            return ((Run(" "), run(told, "dim")),)
        return ((Run(" "), run(_("No passage stands in several articles."), "strong")),)

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self._describe()

    @on(LineList.Chosen)
    def _open(self, message: LineList.Chosen) -> None:
        message.stop()
        row = self.list.row(self.list.cursor) if self.list.count else None
        if isinstance(row, RepeatedPassage):
            self.app.post_message(OpenArticle(row.places[0].head.id, row.places[0].span))

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)
