"""`docbao index CORPUS`: bring the library of a corpus up to date."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from tui.cli.corpora import config_of, paths_of, resolve
from tui.cli.indexing import index
from tui.i18n import gettext as _


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
