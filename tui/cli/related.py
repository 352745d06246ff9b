"""`docbao related ARTICLE`: which articles belong to it, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import positive
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.found import head_json
from tui.cli.opened import find_article, opened
from tui.cli.rows import print_article
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.model.result import ListFilter

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.model.result import ArticleHead, Related

PAGE = 200


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "article", metavar="ARTICLE", nargs="?", help=_("a path, or a unique beginning of one")
    )
    parser.add_argument("--all", action="store_true", help=_("every article, one JSON object a line"))
    parser.add_argument("--limit", metavar="N", type=positive, default=10, help=_("how many at most"))
    parser.add_argument("--format", choices=("table", "json"), default="table")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print the related articles; 1 when there are none."""
    if (arguments.article is None) != arguments.all:
        raise UsageError(_("give an ARTICLE, or --all"), hint=_("see docbao related --help"))
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        if arguments.all:
            return _print_all(library, arguments.limit)
        found = library.related(find_article(library, arguments.article, corpus), arguments.limit)
    finally:
        library.close()
    if arguments.format == "json":
        output.print_json([related_json(one) for one in found], indent=2)
    else:
        _print_table(found)
    return 0 if found else 1


def _print_all(library: Library, limit: int) -> int:
    count = 0
    for head in every_head(library):
        found = library.related(head.id, limit)
        output.print_json({"file": head.file, "related": [related_json(one) for one in found]})
        count += len(found)
    return 0 if count else 1


def every_head(library: Library) -> Iterator[ArticleHead]:
    """All articles, newest first, a page at a time."""
    start = 0
    while heads := library.heads("newest", ListFilter(), start, start + PAGE):
        yield from heads
        start += len(heads)


def related_json(one: Related) -> dict[str, object]:
    """One related article, with its reasons."""
    return {
        **head_json(one.head),
        "score": round(one.score, 4),
        "reasons": [
            {"kind": reason.kind, "text": reason.text, "weight": round(reason.weight, 4)}
            for reason in one.reasons
        ],
    }


def _print_table(found: tuple[Related, ...]) -> None:
    from tui.present.rows import reason_text

    for one in found:
        print_article(one.head)
        for reason in one.reasons:
            output.print_prose(f"    {reason.weight:4.0%}  {reason_text(reason)}", hang=6)
    if not found:
        output.say(_("nothing found"))
