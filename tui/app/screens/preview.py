"""A file that could not be read, looked at: in each encoding it may be in, or byte by byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.messages import Failed, PeekRead
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.record import record
from tui.model.result import RejectedFile
from tui.present.kinds import number
from tui.present.lines import Line, Run, cut_line, line, run, wrap_line
from tui.present.refusals import line_of, way_out, why_refused

if TYPE_CHECKING:
    from tui.corpus.peeking import Peek, Reading

_WHY_LIMIT = 400
_ABOVE = 3
"""Lines shown above the one that broke."""


class PreviewAsks(Protocol):
    """What the preview asks of the corpus."""

    def peek(self, asker: MessagePump, file: str) -> None:
        """Answered by `PeekRead` or `Failed`."""
        ...


@record
class Accepted:
    """The encoding the reader chose, for one file or all of its folder."""

    file: str
    encoding: str
    title: str
    folder: bool


class PreviewFinder(Finder):
    """The beginning of one refused file; where its encoding is in doubt, one reading at a time."""

    typing = False

    def __init__(self, asks: PreviewAsks, refused: RejectedFile) -> None:
        super().__init__(id="preview")
        self._asks = asks
        self._refused = refused
        self._peek: Peek | None = None
        self._problem = ""
        self._at = 0

    def on_mount(self) -> None:
        """Ask for the beginning of the file."""
        self._asks.peek(self, self._refused.file)
        self._fill()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._fill()
        super().on_resize()

    @on(PeekRead)
    def _show(self, message: PeekRead) -> None:
        message.stop()
        self._peek = message.peek
        self._fill()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem = message.reason
        self._fill()

    @property
    def in_doubt(self) -> bool:
        """True where choosing an encoding makes the file readable."""
        return self._refused.reason in ("unsure-encoding", "not-text") and self._reading is not None

    @property
    def _reading(self) -> Reading | None:
        found = self._peek.readings if self._peek else ()
        return found[self._at] if found else None

    def _fill(self) -> None:
        cells = max(20, self.size.width - 7)
        if self._problem:
            self.set_rows(
                [LineRow(text) for text in wrap_line((Run("⚠ ", "error"), run(self._problem)), cells)]
            )
            return
        if self._peek is None:
            self.set_rows([LineRow((run(_("reading…"), "dim"),))])
            return
        reading = self._reading
        top = 0
        if reading is not None:
            lines, top = _wrapped(reading.text, cells, line_of(self._refused.reason, self._refused.detail))
        elif self._peek.inside:
            told = _("This is a part of %s; it cannot be shown by itself.") % self._peek.inside[-60:]
            lines = wrap_line((run(told, "dim"),), cells)
        else:
            lines = [(run(row, "dim"),) for row in self._peek.dump]
        self.set_rows([LineRow(text) for text in lines or [(run(_("The file is empty."), "dim"),)]], top=top)

    def label(self) -> Line:
        return line(Run(_("Preview") + " ", "label"), run(self._refused.file[-60:], "label"))

    def counts(self) -> Line:
        if self._peek is None:
            return ()
        if self._peek.inside:
            return line(run(_("in %s") % self._peek.inside[-30:]))
        size = self._peek.size
        return line(ngettext("%s byte", "%s bytes", size) % number(size))

    def header(self, cells: int) -> Sequence[Line]:
        """Why it was refused and what to do; below it the encodings."""
        why = why_refused(self._refused.reason, self._refused.detail)
        lines = [cut_line((Run("⚠ ", "warning"), run(why[:_WHY_LIMIT], "strong")), cells)]
        if not self.in_doubt:
            return [*lines, cut_line((run(way_out(self._refused.reason), "dim"),), cells)]
        return [*lines, cut_line(self._choices(), cells)]

    def _choices(self) -> Line:
        """The encodings, the one on show first named in full: `◀ TCVN3 89 % ▶  VNI-Windows  …`."""
        found = self._peek.readings if self._peek else ()
        parts: list[Run] = []
        order = [*range(self._at, len(found)), *range(self._at)]
        for place in order:
            reading = found[place]
            share = f" {reading.share:.0%}".replace("%", " %") if reading.share >= 0.005 else ""
            if place == self._at:
                parts += [Run("◀ ", "key"), run(reading.title + share, "strong"), Run(" ▶", "key")]
            else:
                parts.append(run(f"   {reading.title}{share}", "dim"))
        return tuple(parts)

    def hints(self) -> Line:
        if not self.in_doubt:
            return line(Run(_("Esc back"), "dim"))
        said = (_("←/→ other encoding"), _("⏎ read it so"), _("! its whole folder"), _("Esc back"))
        return line(Run(" · ".join(said), "dim"))

    def pressed(self, key: str) -> bool:
        if not self.in_doubt:
            return False
        steps = {"left": -1, "shift+tab": -1, "h": -1, "right": 1, "tab": 1, "l": 1}
        if key in steps and self._peek is not None:
            self._at = (self._at + steps[key]) % len(self._peek.readings)
            self._fill()
            return True
        if key in ("enter", "exclamation_mark"):
            reading = self._reading
            assert reading is not None
            chosen = Accepted(self._refused.file, reading.encoding, reading.title, key != "enter")
            self.post_message(self.Chosen(self, chosen))
            return True
        return False


def _wrapped(text: str, cells: int, line_number: int | None) -> tuple[list[Line], int]:
    """`text` in lines of `cells`, and where to begin: above the line that broke, which stands out."""
    lines: list[Line] = []
    top = 0
    for at, words in enumerate(text.split("\n"), 1):
        if at == line_number:
            top = max(0, len(lines) - _ABOVE)
        lines += wrap_line((run(words, "warning" if at == line_number else ""),), cells)
    return lines, top


class PreviewScreen(OverlayScreen[Accepted]):
    """The preview; dismissed with the encoding that was chosen."""

    def __init__(self, asks: PreviewAsks, refused: RejectedFile) -> None:
        super().__init__(PreviewFinder(asks, refused))

    def answer(self, target: object) -> Accepted:
        assert isinstance(target, Accepted)
        return target
