"""The files of the corpus that could not be read: which, why, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.messages import Failed, RefusedRead
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.corpus.reader import REASONS
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.record import record
from tui.model.result import RejectedFile
from tui.present.kinds import number
from tui.present.lines import Line, Run, beside, line, run
from tui.text.folding import fold

_NAME_LIMIT = 400


class RefusedAsks(Protocol):
    """What the list asks of the library."""

    def refused(self, asker: MessagePump) -> None:
        """Answered by `RefusedRead`."""
        ...


@record
class RefusedRow:
    """One file, its reason, and below it what to do."""

    target: RejectedFile
    height: int = 2


class RefusedFinder(Finder):
    """The files, filtered by what is typed: words of their name or of the reason."""

    def __init__(self, asks: RefusedAsks) -> None:
        super().__init__(id="refused")
        self._asks = asks
        self._files: tuple[RejectedFile, ...] | None = None
        self._problem = ""

    def on_mount(self) -> None:
        """Ask for the files."""
        self._asks.refused(self)
        self.typed()

    @on(RefusedRead)
    def _show(self, message: RefusedRead) -> None:
        message.stop()
        self._files = message.files
        self.typed()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem = message.reason
        self.typed()

    def label(self) -> Line:
        return line(Run(_("Files that could not be read"), "label"))

    def counts(self) -> Line:
        count = len(self._files or ())
        return line(ngettext("%s file", "%s files", count) % number(count)) if self._files is not None else ()

    def hints(self) -> Line:
        return line(Run(" · ".join((_("type to filter"), _("Esc close"))), "dim"))

    def prompt(self) -> Line:
        return (run(_("Filter:") + " ", "dim"),)

    def choose(self) -> None:
        """There is nothing to open: the file could not be read."""

    def typed(self) -> None:
        if self._problem:
            self.set_rows([LineRow((Run("⚠ ", "error"), run(self._problem)))])
            return
        if self._files is None:
            self.set_rows([LineRow((run(_("reading…"), "dim"),))])
            return
        wanted = fold(self.input.text).split()
        kept = [file for file in self._files if all(word in _searched(file) for word in wanted)]
        if kept:
            self.set_rows([RefusedRow(file) for file in kept], cursor=0)
            return
        said = (
            _("Every file of the corpus was read.") if not self._files else _("No file matches the filter.")
        )
        self.set_rows([LineRow((Run("✓ ", "ok") if not self._files else Run(""), run(said, "dim")))])

    def draw_row(self, row: RefusedRow | LineRow, cells: int) -> Sequence[Line]:
        if isinstance(row, LineRow):
            return super().draw_row(row, cells)
        file = row.target
        name = (Run("⚠ ", "warning"), run(file.file[-_NAME_LIMIT:], "strong"))
        way_out = _(REASONS[file.reason].hint) if file.reason in REASONS else ""
        parts = [part for part in (file.detail[:_NAME_LIMIT], way_out) if part]
        return (beside(name, (run(_reason(file)),), cells), (Run("    "), run(" · ".join(parts), "dim")))


def _reason(file: RejectedFile) -> str:
    return _(REASONS[file.reason].message) if file.reason in REASONS else file.reason


def _searched(file: RejectedFile) -> str:
    return fold(f"{file.file} {_reason(file)} {file.detail}")


class RefusedScreen(OverlayScreen[None]):
    """The list of refused files."""

    def __init__(self, asks: RefusedAsks) -> None:
        super().__init__(RefusedFinder(asks))
