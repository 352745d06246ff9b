"""`docbao export`: what the reader keeps, what a search finds, what the corpus tells, or what was refused."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.cli import output
from tui.cli.arguments import positive
from tui.cli.corpora import config_of, paths_of, resolve
from tui.cli.network import graph_of, kinds_of
from tui.cli.notes import add_which_options, chosen
from tui.cli.opened import opened
from tui.config import Paths, expanded
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.model.fact import Kind

if TYPE_CHECKING:
    from tui.export.figures import Exported
    from tui.search.concordance import KwicLine

FORMATS = ("csv", "jsonl", "markdown", "json", "graphml")
WHAT = ("notes", "searches", "rejects", "kwic", "hits", "people", "statements", "network", "figures")
FORMATS_OF = {"network": ("graphml", "json", "jsonl", "csv")}
"""Of what is not written in the first three."""
PEOPLE: tuple[Kind, ...] = ("person",)
T = TypeVar("T")
ORDERS = ("date", "left", "right", "second", "speaker", "article")
SUFFIXES = {
    ".csv": "csv", ".md": "markdown", ".markdown": "markdown", ".json": "json", ".graphml": "graphml",
}  # fmt: skip


def configure(parser: ArgumentParser) -> None:
    """What exporting takes."""
    parser.add_argument("what", metavar="WHAT", choices=WHAT, help=", ".join(WHAT))
    parser.add_argument(
        "--query",
        metavar="WORDS",
        help=_(
            "for kwic and hits: what to search for; for statements, network and figures:"
            " only what a search finds"
        ),
    )
    parser.add_argument(
        "--order",
        choices=ORDERS,
        default="date",
        help=_("for kwic: newest first, or by the word before, after or second after, speaker, headline"),
    )
    parser.add_argument(
        "--limit", metavar="N", type=int, help=_("for kwic and hits: at most so many hits; for network: ties")
    )
    parser.add_argument(
        "--kind",
        metavar="KINDS",
        type=kinds_of,
        help=_("for people and network: person, organisation, place"),
    )
    parser.add_argument(
        "--min", metavar="N", type=positive, help=_("for network: only names together in so many articles")
    )
    parser.add_argument(
        "--sentences", action="store_true", help=_("for network: count sentences in any number of articles")
    )
    parser.add_argument(
        "--format", choices=FORMATS, help=_("default: what the name of FILE ends in, else jsonl")
    )
    parser.add_argument("--output", metavar="FILE", help=_("a new file (default: standard output)"))
    parser.add_argument("--overwrite", action="store_true", help=_("also where FILE stands there already"))
    add_which_options(parser)


def run(arguments: Namespace) -> int:
    """Write what there is, also when that is nothing; 1 when it is nothing and goes to standard output."""
    searched = arguments.what in ("kwic", "hits")
    if searched and not (arguments.query or "").strip():
        raise UsageError(
            _("export {what} needs --query").format(what=arguments.what),
            hint=f'docbao export {arguments.what} --query "bến cá"',
        )
    paths = paths_of(arguments)
    config_of(arguments, paths)
    if arguments.format is None:
        arguments.format = SUFFIXES.get(Path(arguments.output or "").suffix.lower(), "jsonl")
    _refuse_other_formats(arguments)
    if searched:
        return _found(arguments, paths)
    if arguments.what in ("people", "statements", "network"):
        return _told(arguments, paths)
    if arguments.what == "figures":
        return _figures(arguments, paths)
    if arguments.what == "notes":
        count, parts = _notes(arguments, paths)
    elif arguments.what == "searches":
        count, parts = _searches(arguments, paths)
    else:
        count, parts = _rejects(arguments, paths)
    return _write(arguments, parts, lambda: count)


def _refuse_other_formats(arguments: Namespace) -> None:
    known = FORMATS_OF.get(arguments.what, FORMATS[:3])
    if arguments.format not in known:
        raise UsageError(
            _("export {what} does not write {form}").format(what=arguments.what, form=arguments.format),
            hint=_("one of: {names}").format(names=", ".join(known)),
        )


def _told(arguments: Namespace, paths: Paths) -> int:
    """What the corpus says of names, or who says what, written as it is read; or the network of names."""
    library = opened(resolve(arguments.corpus), paths)
    count = 0

    def counted(things: Iterable[T]) -> Iterator[T]:
        nonlocal count
        for thing in things:
            count += 1
            yield thing

    try:
        parts: Iterator[str]
        if arguments.what == "network":
            from tui.export import network

            graph = graph_of(library, arguments)
            count, parts = len(graph.edges), network.WRITERS[arguments.format](graph)
        elif arguments.what == "people":
            from tui.export import people

            parts = people.WRITERS[arguments.format](counted(library.names_told(arguments.kind or PEOPLE)))
        else:
            from tui.export import statements

            parts = statements.WRITERS[arguments.format](
                counted(library.statements_told(arguments.query or ""))
            )
        return _write(arguments, parts, lambda: count)
    finally:
        library.close()


def _write(arguments: Namespace, parts: Iterator[str], count: Callable[[], int]) -> int:
    """Write the parts where they are wanted; `count` is asked when all are written."""
    if arguments.output is None:
        for part in parts:
            output.write(part)
        return 0 if count() else 1
    from tui.export.files import write_file

    path = Path(expanded(arguments.output))
    write_file(path, parts, overwrite=arguments.overwrite)
    output.say(_("{count} written to {file}").format(count=count(), file=path))
    return 0


def _found(arguments: Namespace, paths: Paths) -> int:
    """Hits in their context, written as they are found unless they have to be sorted."""
    from tui.export import concordance as export
    from tui.search.concordance import sort_lines

    library = opened(resolve(arguments.corpus), paths)
    count = 0

    def counted() -> Iterator[KwicLine]:
        nonlocal count
        found = (line for block in library.concordance(arguments.query) for line in block.lines)
        for line in islice(found, None if arguments.limit is None else max(0, arguments.limit)):
            count += 1
            yield line

    try:
        if arguments.what == "hits":
            return _write(arguments, export.ARTICLE_WRITERS[arguments.format](counted()), lambda: count)
        lines = counted() if arguments.order == "date" else iter(sort_lines(counted(), arguments.order))
        return _write(arguments, export.WRITERS[arguments.format](lines), lambda: count)
    finally:
        library.close()


def _figures(arguments: Namespace, paths: Paths) -> int:
    """Every figure that measures something, by measure; written as they are read."""
    from tui.export import figures as export
    from tui.model.measure import BoardAsked

    library = opened(resolve(arguments.corpus), paths)
    board, asked, count = library.figure_board(), BoardAsked(query=arguments.query or ""), 0

    def counted() -> Iterator[Exported]:
        nonlocal count
        for head in board.heads(asked):
            for one in export.exported(board.detail, board.groups(head.name, asked)):
                count += 1
                yield one

    try:
        return _write(arguments, export.WRITERS[arguments.format](counted()), lambda: count)
    finally:
        library.close()


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
