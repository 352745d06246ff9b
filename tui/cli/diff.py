"""`docbao diff A B`: what two articles have in common, and what each has alone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.found import head_json
from tui.cli.opened import find_article, opened
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.model.comparison import Comparison

CELLS = 88
"""Width of what is printed: one article under the other."""


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("left", metavar="A", help=_("a path, or a unique beginning of one"))
    parser.add_argument("right", metavar="B", help=_("a path, or a unique beginning of one"))
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Print both, sentence by sentence; 1 when they have nothing in common."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        left, right = (
            find_article(library, article, corpus) for article in (arguments.left, arguments.right)
        )
        found = library.compare(left, right)
    finally:
        library.close()
    if found is None:
        output.say(_("nothing found"))
        return 1
    if arguments.format == "json":
        output.print_json(_json(found), indent=2)
    else:
        _print(found)
    return 0 if found.parts else 1


def _json(found: Comparison) -> dict[str, object]:
    return {
        "left": head_json(found.left),
        "right": head_json(found.right),
        "words": {
            "both": found.same_words,
            "left": found.left_words - found.same_words,
            "right": found.right_words - found.same_words,
        },
        "parts": [
            {
                "left": {"start": mine.start, "stop": mine.stop},
                "right": {"start": its.start, "stop": its.stop},
                "text": mine.of(found.left_text),
            }
            for mine, its in found.parts
        ],
    }


def _print(found: Comparison) -> None:
    from tui.present.comparing import compared_rows, head_lines, summary

    cells = CELLS
    for line in head_lines(found, cells):
        output.print_line("".join(run.text for run in line))
    output.print_line("")
    for row in compared_rows(found, cells):
        for line in row.lines:
            output.print_line("".join(run.text for run in line).rstrip())
    output.say(summary(found, None))
