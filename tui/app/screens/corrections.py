"""The reader's corrections: what was said against the machine, when, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.app.commands import Context, Situation, key_line
from tui.app.keys import bindings_of
from tui.app.messages import CorrectionsRead, Failed
from tui.app.ranking import run_chosen
from tui.app.session import CorrectionsView
from tui.app.sheets import CONCORDANCE, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar, StatusBar
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.correction import Correction
from tui.present.corrections import correction_line, correction_where
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run

if TYPE_CHECKING:
    from tui.app.correcting import CorrectingReader


class CorrectionsAsks(Protocol):
    """What the screen asks of the reader's shelf."""

    def corrections(self, asker: MessagePump) -> None:
        """Answered by `CorrectionsRead`."""
        ...


class CorrectionsList(LineList):
    """One line a correction, the last made first."""

    BINDINGS = bindings_of("corrections", namespace="screen")

    def draw_row(self, row: Correction, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """One line."""
        return (correction_line(row, cells),)


class CorrectionsScreen(Screen[None]):
    """Lists them; Enter and `x` take one back, or let it hold again."""

    CSS_PATH = sheets(CONCORDANCE)
    contexts: tuple[Context, ...] = ("corrections", "list", "app")

    def __init__(
        self, asks: CorrectionsAsks, view: CorrectionsView, *, place: int = 0, situation: Situation
    ) -> None:
        super().__init__()
        self.view = view
        self._asks = asks
        self._wanted: int | None = place
        self._situation = situation
        self._made: tuple[Correction, ...] | None = None
        self._problem = ""
        self.list = CorrectionsList(id="concordance-list")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="concordance-crumbs")
        yield self.list
        yield StatusBar(id="concordance-about")
        yield KeyBar(id="concordance-keys")

    def on_mount(self) -> None:
        """Ask for them; the frame stands at once."""
        self.list.focus()
        self.reload()
        self.refresh_words()

    @property
    def place(self) -> int:
        """Row of the cursor; for the history."""
        return self.list.cursor if self._wanted is None else self._wanted

    def reload(self) -> None:
        """Ask for them again: one was made or taken back."""
        self._asks.corrections(self)

    @on(CorrectionsRead)
    def _show(self, message: CorrectionsRead) -> None:
        message.stop()
        self._made = tuple(reversed(message.corrections))
        cursor, self._wanted = self.place, None
        self.list.set_rows(self._made, cursor=min(cursor, max(0, len(self._made) - 1)))
        self.refresh_words()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem = message.reason
        self.refresh_words()

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        made = self._made or ()
        counted = ngettext("%s correction", "%s corrections", len(made)) % number(len(made))
        told = (run(f"{counted} ", "dim"),) if self._made is not None else ()
        self.query_one(CrumbsBar).show((run(" ◀ ", "dim"), run(_("Corrections"))), told)
        self.list.empty = self._nothing()
        hint = line(run(_("Enter take back, redo · q back")))
        self.list.set_frame(line(run(_("Corrections"), "label")), (), hint)
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.list.redraw()
        self._describe()

    def _nothing(self) -> tuple[Line, ...]:
        if self._problem:
            return ((Run(" ⚠ ", "error"), run(self._problem)),)
        if self._made is None:
            return ((Run(" "), run(_("reading…"), "dim")),)
        return (
            (Run(" "), run(_("Nothing has been corrected."), "strong")),
            (Run(" "), run(_("In the facts, x says that one is none, and M that a name is wrong."), "dim")),
        )

    @property
    def current(self) -> Correction | None:
        """The correction under the cursor."""
        row = self.list.row(self.list.cursor) if self.list.count else None
        return row if isinstance(row, Correction) else None

    def _describe(self) -> None:
        current = self.current
        where = (run(" "), run(correction_where(current), "dim")) if current is not None else ()
        self.query_one(StatusBar).show_lines(where)

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        self._describe()

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self.action_correction_turn()

    def action_correction_turn(self) -> None:
        """Take the correction back, or let it hold again."""
        current = self.current
        if current is not None:
            cast("CorrectingReader", self.app).turn_correction(current)

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)

    def say(self, text: str, role: str = "ok") -> None:
        """What just happened."""
        self.query_one(StatusBar).say(text, role)
