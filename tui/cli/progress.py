"""How far indexing is: JSON lines for programs, a bar for people, or nothing."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.cli import output
from tui.cli.remarks import partial_line, rejected_json, rejected_lines
from tui.i18n import N_, current_language, ngettext
from tui.i18n import gettext as _
from tui.present.pace import Course, counts_bytes, duration_text, share_done
from tui.text.cells import cut

if TYPE_CHECKING:
    from tui.ingest.run import Progress as Step
    from tui.ingest.run import Report

PAUSE_SECONDS = 0.1
"""Between two lines of progress of one stage."""
BAR_CELLS = 24
USUAL_COLUMNS = 80
"""Where the terminal does not say."""
STAGES = {
    "waiting": N_("another docbao is indexing this corpus; waiting"),
    "scan": N_("looking for files"),
    "read": N_("reading"),
    "facts": N_("extracting facts"),
    "finish": N_("finishing"),
}


class Progress(Protocol):
    """Who is told."""

    def update(self, step: Step) -> None:
        """How far it is."""
        ...

    def notice(self, notice: str) -> None:
        """Something the reader should know."""
        ...

    def clear(self) -> None:
        """No more steps will come: nothing of them is left to stand in the way of what is said next."""
        ...

    def end(self, report: Report | None) -> None:
        """It has ended; None when it was stopped before its end."""
        ...


class _Paced:
    """Lets through the first and last step of a stage, and one every `PAUSE_SECONDS`."""

    def __init__(self) -> None:
        self._stage = ""
        self._next = 0.0

    def due(self, step: Step) -> bool:
        """True when this step is worth telling."""
        now = time.monotonic()
        if step.stage == self._stage and now < self._next and not (step.total and step.done == step.total):
            return False
        self._stage, self._next = step.stage, now + PAUSE_SECONDS
        return True


class JsonLines:
    """One JSON object a line on stdout; the last lists what was refused, or tells its count alone."""

    def __init__(self, *, counted: bool = False) -> None:
        self._counted = counted
        self._paced = _Paced()
        self._course = Course()

    def update(self, step: Step) -> None:
        """How far it is, in bytes too while files are read; `rate` a second and seconds `left` once known."""
        _follow(self._course, step)
        if not self._paced.due(step):
            return
        told: dict[str, object] = {
            "stage": step.stage,
            "done": step.done,
            "total": step.total,
            "rejected": step.rejected,
        }
        if step.stage == "facts":
            told["again"] = step.again
        if step.bytes_total:
            told |= {"bytes": step.bytes_done, "bytes_total": step.bytes_total}
        rates = {"rate": self._course.pieces_a_second(), "bytes_rate": self._course.bytes_a_second()}
        told |= {name: round(rate, 1) for name, rate in rates.items() if rate is not None}
        left = self._course.seconds_left()
        told |= {} if left is None else {"left": round(left)}
        output.print_json(told)

    def notice(self, notice: str) -> None:
        """Something the reader should know."""
        output.print_json({"stage": "notice", "text": notice})

    def clear(self) -> None:
        """Nothing: lines stay."""

    def end(self, report: Report | None) -> None:
        """The last line; without it, indexing was stopped."""
        if report is not None:
            refused = report.rejected
            output.print_json({
                "stage": "done",
                "added": report.added,
                "changed": report.changed,
                "removed": report.removed,
                "unchanged": report.unchanged,
                "again": report.again,
                "partial": report.partial,
                "rejected": len(refused) if self._counted else [rejected_json(one) for one in refused],
            })  # fmt: skip


class Silent:
    """Only the outcome, on stderr; nothing at all when `quiet`."""

    def __init__(self, *, quiet: bool, corpus: Path | None = None) -> None:
        self._quiet = quiet
        self._corpus = corpus

    def update(self, step: Step) -> None:
        """Nothing."""

    def notice(self, notice: str) -> None:
        """Something the reader should know."""
        output.say(notice)

    def clear(self) -> None:
        """Nothing."""

    def end(self, report: Report | None) -> None:
        """What was done."""
        if not self._quiet and report is not None:
            _tell(report, self._corpus)


class Bar:
    """A line on the terminal that is drawn again and again: bar, counts, rate, time left."""

    def __init__(self, corpus: Path | None = None) -> None:
        self._corpus = corpus
        self._paced = _Paced()
        self._course = Course()

    def update(self, step: Step) -> None:
        """How far it is."""
        _follow(self._course, step)
        if not self._paced.due(step):
            return
        sys.stderr.write(f"\r\x1b[K{cut(self._line(step), _columns() - 1)}")
        sys.stderr.flush()

    def _line(self, step: Step) -> str:
        words = _("extracting facts again") if step.again else _(STAGES[step.stage])
        if not step.total:
            return f"{words} {step.done or ''}"
        share = share_done(step.done, step.total, step.bytes_done, step.bytes_total)
        full = int(BAR_CELLS * share)
        large = counts_bytes(step.total, step.bytes_total)
        count = f"{share:.0%}" if large and step.total == 1 else f"{step.done}/{step.total}"
        line = f"{words} {'█' * full}{'░' * (BAR_CELLS - full)} {count}"
        rate = self._course.bytes_a_second() if large else self._course.pieces_a_second()
        left = self._course.seconds_left()
        if rate is not None and left is not None:
            told = _("{rate} MB/s, {time} left") if large else _("{rate:.0f}/s, {time} left")
            line += " · " + told.format(rate=_megabytes(rate) if large else rate, time=duration_text(left))
        if step.rejected:
            line += " · " + ngettext("%d refused", "%d refused", step.rejected) % step.rejected
        return line

    def notice(self, notice: str) -> None:
        """Something the reader should know."""
        self.clear()
        output.say(notice)

    def clear(self) -> None:
        """Take the bar away."""
        sys.stderr.write("\r\x1b[K")

    def end(self, report: Report | None) -> None:
        """What was done."""
        if report is None:
            output.say(_("stopped; docbao index goes on from here"))
        else:
            _tell(report, self._corpus)


def _follow(course: Course, step: Step) -> None:
    course.update(step.stage, step.done, step.total, step.bytes_done, step.bytes_total)


def _megabytes(count: float) -> str:
    told = f"{count / 1e6:.1f}"
    return told.replace(".", ",") if current_language() == "vi" else told


def _columns() -> int:
    """Width of the terminal that talk goes to: a line that wraps could not be drawn over."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_COLUMNS
    except OSError:
        return USUAL_COLUMNS


def _tell(report: Report, corpus: Path | None) -> None:
    output.say(
        _("{added} added, {changed} changed, {removed} removed, {unchanged} unchanged").format(
            added=report.added, changed=report.changed, removed=report.removed, unchanged=report.unchanged
        )
    )
    if report.again:
        told = ngettext(
            "facts extracted again from %d article", "facts extracted again from %d articles", report.again
        )
        output.say(told % report.again)
    if report.partial:
        output.say(partial_line(report.partial))
    if report.rejected:
        for line in rejected_lines(report.rejected, corpus):
            output.say(line)
