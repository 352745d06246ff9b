"""`docbao export notes|searches|rejects`: what the reader keeps, or what could not be read, as a file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from tui.cli import output
from tui.cli.corpora import config_of, paths_of, resolve
from tui.cli.notes import add_which_options, chosen
from tui.cli.opened import opened
from tui.config import Paths, expanded
from tui.i18n import gettext as _

FORMATS = ("csv", "jsonl", "markdown")
SUFFIXES = {".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


def configure(parser: ArgumentParser) -> None:
    """What exporting takes."""
    parser.add_argument("what", metavar="notes|searches|rejects", choices=("notes", "searches", "rejects"))
    parser.add_argument(
        "--format", choices=FORMATS, help=_("default: what the name of FILE ends in, else jsonl")
    )
    parser.add_argument("--output", metavar="FILE", help=_("a new file (default: standard output)"))
    parser.add_argument("--overwrite", action="store_true", help=_("also where FILE stands there already"))
    add_which_options(parser)


def run(arguments: Namespace) -> int:
    """Write what there is, also when that is nothing; 1 when it is nothing and goes to standard output."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    if arguments.format is None:
        arguments.format = SUFFIXES.get(Path(arguments.output or "").suffix.lower(), "jsonl")
    if arguments.what == "notes":
        count, parts = _notes(arguments, paths)
    elif arguments.what == "searches":
        count, parts = _searches(arguments, paths)
    else:
        count, parts = _rejects(arguments, paths)
    if arguments.output is None:
        for part in parts:
            output.write(part)
        return 0 if count else 1
    from tui.export.files import write_file

    path = Path(expanded(arguments.output))
    write_file(path, parts, overwrite=arguments.overwrite)
    output.say(_("{count} written to {file}").format(count=count, file=path))
    return 0


def _notes(arguments: Namespace, paths: Paths) -> tuple[int, Iterator[str]]:
    from tui.export import notes as export

    notes, tags = chosen(arguments, paths)
    made = {"csv": export.as_csv, "jsonl": export.as_jsonl, "markdown": export.as_markdown}
    return len(notes), made[arguments.format](notes, tags)


def _searches(arguments: Namespace, paths: Paths) -> tuple[int, Iterator[str]]:
    from tui.cli.searches import saved
    from tui.export import searches as export

    kept = saved(paths)
    made = {"csv": export.as_csv, "jsonl": export.as_jsonl, "markdown": export.as_markdown}
    return len(kept), made[arguments.format](kept)


def _rejects(arguments: Namespace, paths: Paths) -> tuple[int, Iterator[str]]:
    from tui.export import rejects as export

    library = opened(resolve(arguments.corpus), paths)
    try:
        rejected = library.rejected()
    finally:
        library.close()
    made = {"csv": export.as_csv, "jsonl": export.as_jsonl, "markdown": export.as_markdown}
    return len(rejected), made[arguments.format](rejected)
