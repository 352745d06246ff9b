"""Indexing with its progress told and its signals heard, whichever command asks for it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tui.cli.corpora import check_corpus, lexicon_files_of, on_terminal
from tui.cli.progress import Bar, JsonLines, Progress, Silent
from tui.config import Paths, load_config
from tui.i18n import gettext as _

GRACE = 10.0
"""Seconds from the signal that asks to stop until the process is gone; a step takes some tenths of one."""


def index(corpus: Path, paths: Paths, *, progress: str, jobs: int | None) -> int:
    """Bring the library of `corpus` up to date and tell how it goes; the exit status."""
    from tui.ingest.run import run as run_ingest
    from tui.library.decisions import corrections_of, options_of
    from tui.library.known import adopt
    from tui.library.places import library_path

    check_corpus(corpus, paths)
    columns = load_config(paths.config_file).columns
    told = _progress(progress, corpus)
    before = adopt(paths.library, corpus, paths.data)
    if before is not None:
        notice = (
            _("this is the folder that lay in {path}: its library was taken over")
            if corpus.is_dir()
            else _("this is the file that was {path}: its library was taken over")
        )
        told.notice(notice.format(path=before))
    with stopping() as stopped:
        try:
            report = run_ingest(
                corpus,
                library_path(paths.library, corpus),
                lexicon_files_of(paths),
                options=options_of(paths.data, library_path(paths.library, corpus), columns),
                corrections=lambda: corrections_of(paths.data),
                jobs=jobs,
                on_progress=told.update,
                on_notice=told.notice,
                should_stop=lambda: bool(stopped),
            )
        finally:
            told.clear()
    told.end(report if report.complete else None)
    return 128 + stopped[0] if stopped and not report.complete else 0


def _progress(kind: str, corpus: Path) -> Progress:
    if kind in ("json", "counts"):
        return JsonLines(counted=kind == "counts")
    return Bar(corpus) if kind == "auto" and on_terminal() else Silent(quiet=kind == "none", corpus=corpus)


@contextmanager
def stopping() -> Iterator[list[int]]:
    """The signals that asked to stop so far; a second interrupt stops at once.

    Asked by another signal, the process ends within `GRACE` seconds, whatever it does: nobody may be there
    any more to ask again, and a library is sound at any moment. One that whoever started us has ignored, as
    `nohup` does, stays so.
    """
    stopped: list[int] = []
    late: list[threading.Timer] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if stopped and number == signal.SIGINT:
            raise KeyboardInterrupt
        stopped.append(number)
        if number != signal.SIGINT and not late:
            late.append(threading.Timer(GRACE, os._exit, (128 + number,)))
            late[0].daemon = True
            late[0].start()

    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    heard = [number for number in asking if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, note) for number in heard}
    try:
        yield stopped
    finally:
        for timer in late:
            timer.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)
