"""The files of the corpus that could not be read: which, why, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.messages import EncodingChosen, Exported, Failed, RefusedRead
from tui.app.screens.overlay import OverlayScreen
from tui.app.screens.preview import Accepted, PreviewAsks, PreviewScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.record import record
from tui.model.result import RejectedFile
from tui.present.kinds import number
from tui.present.lines import Line, Run, beside, cut_line, line, run
from tui.present.refusals import reason_and_rest, way_out, why_refused
from tui.text.cells import width
from tui.text.folding import fold

_NAME_LIMIT = 400
_EDGE = 4
"""Cells of the lower border that no words may take."""


class RefusedAsks(PreviewAsks, Protocol):
    """What the list asks of the library."""

    def refused(self, asker: MessagePump) -> None:
        """Answered by `RefusedRead`."""
        ...

    def choose_encoding(self, asker: MessagePump, accepted: Accepted) -> None:
        """Answered by `EncodingChosen`."""
        ...

    def export_refused(self, asker: MessagePump, files: tuple[RejectedFile, ...], folder: Path) -> None:
        """Answered by `Exported`."""
        ...


@record
class RefusedRow:
    """One file, its reason, and below it what to do."""

    target: RejectedFile
    height: int = 2


class RefusedFinder(Finder):
    """The files, filtered by what is typed: words of their name or of the reason."""

    def __init__(self, asks: RefusedAsks, exports: Path | None = None) -> None:
        super().__init__(id="refused")
        self._asks = asks
        self._exports = exports
        self._files: tuple[RejectedFile, ...] | None = None
        self._problem = ""
        self._note: Line = ()

    def on_mount(self) -> None:
        """Ask for the files."""
        self.reload()
        self.typed()

    def reload(self) -> None:
        """Ask for them anew: the corpus has been read again."""
        self._asks.refused(self)

    @on(RefusedRead)
    def _show(self, message: RefusedRead) -> None:
        message.stop()
        self._files = message.files
        self._note = ()
        self.typed()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem = message.reason
        self.typed()

    @on(EncodingChosen)
    def _show_chosen(self, message: EncodingChosen) -> None:
        """The app reads the corpus again; the list is asked for anew when that is done."""
        told = (
            _("%(folder)s is being read as %(encoding)s…")
            if message.folder
            else _("%(file)s is being read as %(encoding)s…")
        )
        folder = message.file.rpartition("/")[0] or "."
        names = {"file": message.file, "folder": folder, "encoding": message.title}
        self._say(Run("… ", "dim"), run(told % names, "dim"))

    @on(Exported)
    def _show_exported(self, message: Exported) -> None:
        message.stop()
        self._say(Run("✓ ", "ok"), run(_("Exported: %s") % message.path))

    def _say(self, *note: Run) -> None:
        self._note = note
        self.redraw()

    def header(self, cells: int) -> Sequence[Line]:
        """What the last key did."""
        return [cut_line(self._note, cells)] if self._note else []

    def label(self) -> Line:
        return line(Run(_("Files that could not be read"), "label"))

    def counts(self) -> Line:
        count = len(self._files or ())
        return line(ngettext("%s file", "%s files", count) % number(count)) if self._files is not None else ()

    def hints(self) -> Line:
        said = [_("type to filter"), _("⏎ preview"), _("E export the list"), _("Esc close")]
        if self.input.text:
            said = [_("⏎ preview"), _("clear the filter for E"), _("Esc close")]
        elif width(" · ".join(said)) > self.size.width - _EDGE:
            said = said[1:]
        return line(Run(" · ".join(said), "dim"))

    def prompt(self) -> Line:
        return (run(_("Filter:") + " ", "dim"),)

    def pressed(self, key: str) -> bool:
        """Letters filter; `E` exports while nothing has been typed."""
        if self.input.text or not self._files:
            return False
        if key == "E" and self._exports is not None:
            self._asks.export_refused(self, self._files, self._exports)
            return True
        return False

    def accept(self, accepted: Accepted | None) -> None:
        """Remember what was chosen in the preview."""
        if accepted is not None:
            self._asks.choose_encoding(self, accepted)

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
        doubtful = file.reason == "unsure-encoding"
        name = (Run("⚠ ", "warning"), run(file.file[-_NAME_LIMIT:], "strong"))
        if doubtful:
            reason, parts = (
                _("encoding: %s?") % file.detail,
                [_("⏎ preview, and accept it for this file or its folder")],
            )
        else:
            reason, rest = reason_and_rest(file.reason, file.detail)
            parts = [part for part in (rest[:_NAME_LIMIT], way_out(file.reason)) if part]
        return (beside(name, (run(reason),), cells), (Run("    "), run(" · ".join(parts), "dim")))


def _searched(file: RejectedFile) -> str:
    return fold(f"{file.file} {why_refused(file.reason, file.detail)}")


class RefusedScreen(OverlayScreen[None]):
    """The list of refused files."""

    def __init__(self, asks: RefusedAsks, exports: Path | None = None) -> None:
        super().__init__(RefusedFinder(asks, exports))
        self._asks = asks

    def on_box_chosen(self, event: RefusedFinder.Chosen) -> None:
        """Look at the file; the list stays below."""
        event.stop()
        event.prevent_default()  # the box of the base class closes with what was chosen
        finder = self.finder
        assert isinstance(finder, RefusedFinder)
        if isinstance(event.target, RejectedFile):
            self.app.push_screen(PreviewScreen(self._asks, event.target), finder.accept)

    def reload(self) -> None:
        """The corpus has been read again."""
        finder = self.finder
        assert isinstance(finder, RefusedFinder)
        finder.reload()
