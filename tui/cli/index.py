"""`docbao index CORPUS`: bring the library of a corpus up to date."""

from __future__ import annotations

import signal
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tui.cli.corpora import config_of, lexicon_of, on_terminal, paths_of, resolve
from tui.cli.progress import Bar, JsonLines, Progress, Silent
from tui.config import Paths
from tui.i18n import gettext as _

if TYPE_CHECKING:
    pass


def configure(parser: ArgumentParser) -> None:
    """What indexing takes."""
    parser.add_argument("corpus", metavar="CORPUS", nargs="?", help=_("a folder of articles, or one file"))
    parser.add_argument(
        "--progress",
        choices=("auto", "json", "none"),
        default="auto",
        help=_("auto: a bar on a terminal; json: one object a line"),
    )
    parser.add_argument("--jobs", metavar="N", type=_count, help=_("processes (default: one a core)"))


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError(_("not a number from 1 to 256: {text}").format(text=text))
    return int(text)


def run(arguments: Namespace) -> int:
    """Index, and say what was done; 143 or 130 when a signal asked to stop."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    return index(corpus, paths, progress=arguments.progress, jobs=arguments.jobs)


def index(corpus: Path, paths: Paths, *, progress: str, jobs: int | None) -> int:
    """Bring the library of `corpus` up to date and tell how it goes; the exit status."""
    from tui.ingest.run import run as run_ingest
    from tui.library.places import library_path

    told = _progress(progress)
    with _stopping() as stopped:
        report = run_ingest(
            corpus,
            library_path(paths.library, corpus),
            lexicon_of(paths),
            jobs=jobs,
            on_progress=told.update,
            on_notice=told.notice,
            should_stop=lambda: bool(stopped),
        )
    told.end(report if report.complete else None)
    return 128 + stopped[0] if stopped and not report.complete else 0


def _progress(kind: str) -> Progress:
    if kind == "json":
        return JsonLines()
    return Bar() if kind == "auto" and on_terminal() else Silent(quiet=kind == "none")


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """The signals that asked to stop so far; a second interrupt stops at once."""
    stopped: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        if stopped and number == signal.SIGINT:
            raise KeyboardInterrupt
        stopped.append(number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
