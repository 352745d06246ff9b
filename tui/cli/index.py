"""`docbao index CORPUS`: bring the library of a corpus up to date."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui.cli import output
from tui.cli.arguments import encoded_files, up_to
from tui.cli.corpora import config_of, paths_of, resolve
from tui.cli.indexing import index
from tui.cli.opened import opened
from tui.config import Paths
from tui.i18n import gettext as _

MOST_JOBS = 256


def configure(parser: ArgumentParser) -> None:
    """What indexing takes."""
    parser.add_argument(
        "corpus",
        metavar="CORPUS",
        nargs="?",
        help=_("a folder of articles, or one file; - reads standard input"),
    )
    parser.add_argument(
        "--progress",
        choices=("auto", "json", "counts", "none"),
        default="auto",
        help=_(
            "auto: a bar on a terminal; json: one object a line; counts: the same without the files refused"
        ),
    )
    parser.add_argument(
        "--encoding",
        metavar="PATTERN=ENCODING",
        type=encoded_files,
        action="append",
        help=_("files of the corpus (* crosses folders) and the encoding they are in; remembered"),
    )
    parser.add_argument(
        "--jobs", metavar="N", type=up_to(MOST_JOBS), help=_("processes (default: one a core)")
    )


def run(arguments: Namespace) -> int:
    """Index, and say what was done; 143 or 130 when a signal asked to stop."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus, paths)
    if arguments.encoding:
        remember_encodings(corpus, paths, arguments.encoding)
    status = index(corpus, paths, progress=arguments.progress, jobs=arguments.jobs)
    if arguments.encoding and not status:
        _say_unmatched(corpus, paths, [pattern for pattern, _encoding in arguments.encoding])
    return status


def _say_unmatched(corpus: Path, paths: Paths, patterns: list[str]) -> None:
    """A slip in a pattern would look like success."""
    library = opened(corpus, paths)
    try:
        for pattern in library.unmatched(patterns):
            output.say(_("no file of the corpus is called {pattern}").format(pattern=pattern))
    finally:
        library.close()


def remember_encodings(corpus: Path, paths: Paths, chosen: list[tuple[str, str]]) -> None:
    """Keep the reader's choice: later runs, and the app, read these files so."""
    from tui.library.decisions import choose_encodings
    from tui.library.places import library_path
    from tui.library.shelf import Shelf

    shelf = Shelf.open(paths.data)
    try:
        choose_encodings(shelf, library_path(paths.library, corpus), chosen)
    finally:
        shelf.close()
