"""`docbao timeline`: articles, events or statements by year, month or day."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import opened
from tui.i18n import gettext as _
from tui.model.chronology import SERIES, STEPS, Chronology
from tui.model.result import ListFilter
from tui.present.kinds import number

if TYPE_CHECKING:
    from tui.library.library import Library

BAR_CELLS = 40


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--of", choices=SERIES, default="articles", help=_("what is counted"))
    parser.add_argument("--by", choices=STEPS, default="month", help=_("steps of time"))
    parser.add_argument("--query", metavar="WORDS", help=_("only in articles that a search finds"))
    parser.add_argument("--name", metavar="NAME", help=_("only in articles that name somebody or something"))
    parser.add_argument("--format", choices=("table", "json", "jsonl", "csv"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print the counts; 1 when nothing is dated."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    library = opened(resolve(arguments.corpus), paths)
    try:
        where = ListFilter()
        if arguments.name is not None:
            hits = library.find_names(arguments.name, 1).hits
            if not hits:
                output.say(_("nothing found"))
                return 1
            output.say(f"{hits[0].name}")
            where = ListFilter(entity=hits[0].key)
        found = _chronology(library, arguments, where)
    finally:
        library.close()
    if found is None or not found.total:
        output.say(_("nothing found"))
        return 1
    return _print(found, arguments.format)


def _chronology(library: Library, arguments: Namespace, where: ListFilter) -> Chronology | None:
    among = library.find_all(arguments.query, within=where) if arguments.query else None
    return library.chronology(arguments.of, arguments.by, where, among=among)


def _print(found: Chronology, form: str) -> int:
    if form == "json":
        rows = [{"when": when, "count": count} for when, count in found.counts]
        told = {"of": found.series, "by": found.step, "counts": rows}
        output.print_json({**told, "undated": found.undated, "inferred": found.inferred}, indent=2)
    elif form == "jsonl":
        for when, count in found.counts:
            output.print_json({"when": when, "count": count})
    elif form == "csv":
        output.print_row(("when", "count"))
        for row in found.counts:
            output.print_row(row)
    else:
        _print_table(found)
    return 0 if found.counts else 1


def _print_table(found: Chronology) -> None:
    from tui.present.chronology import GAP, about, slots_of, when_text

    slots = slots_of(found)
    top = max((slot.count for slot in slots), default=0) or 1
    for slot in slots:
        if slot.skipped:
            output.print_line(f"{GAP * 3:>10} {number(slot.skipped):>8}")
        else:
            bar = "▇" * max(1, slot.count * BAR_CELLS // top) if slot.count else ""
            output.print_line(f"{when_text(slot.when):>10} {number(slot.count):>8} {bar}".rstrip())
    output.say(about(found))
