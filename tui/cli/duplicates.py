"""`docbao duplicates`: which articles are copies of one another, and which copy is the best."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.found import head_json
from tui.cli.opened import opened
from tui.cli.rows import print_article
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.result import LEAST_LIKENESS, LIKENESS
from tui.present.kinds import number
from tui.text.cells import pad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.model.result import Copy, CopyCluster

FIELD_NAMES = {
    "title": N_("headline"),
    "published": N_("day"),
    "outlet": N_("outlet"),
    "byline": N_("byline"),
}
"""What a best copy may say of itself."""


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "--threshold",
        metavar="SHARE",
        type=_share,
        default=LIKENESS,
        help=_("likeness from which articles are copies, 0.6 to 1; 0.8 unless given"),
    )
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    add_corpus_option(parser)


def _share(text: str) -> int:
    """A likeness in percent, from a share (`0.8`) or a percentage (`80`, `80%`)."""
    try:
        value = float(text.removesuffix("%").replace(",", "."))
    except ValueError:
        raise ArgumentTypeError(_("not a number: %s") % text) from None
    percent = value * 100 if value <= 1 and not text.endswith("%") else value
    if not LEAST_LIKENESS <= percent <= 100:
        raise ArgumentTypeError(_("it goes from 0.6 to 1"))
    return round(percent)


def run(arguments: Namespace) -> int:
    """Print the clusters, the largest first; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    library = opened(resolve(arguments.corpus), paths)
    try:
        clusters = library.copy_clusters(arguments.threshold)
        if arguments.format == "table":
            return 0 if _print_table(clusters, arguments.threshold) else 1
        if arguments.format == "json":
            found = [cluster_json(cluster) for cluster in clusters]
            output.print_json(found, indent=2)
            return 0 if found else 1
        status = 1
        for cluster in clusters:
            output.print_json(cluster_json(cluster))
            status = 0
        return status
    finally:
        library.close()


def cluster_json(cluster: CopyCluster) -> dict[str, object]:
    """One cluster: the best copy and what makes it that, then the other copies."""
    best, *copies = cluster.copies
    return {
        "best": {**head_json(best.head), "words": best.head.words, "has": list(cluster.fields)},
        "copies": [_copy_json(copy) for copy in copies],
    }


def _copy_json(copy: Copy) -> dict[str, object]:
    return {
        **head_json(copy.head),
        "words": copy.head.words,
        "likeness": round(copy.likeness / 100, 2),
        "exact": copy.exact,
    }


def _print_table(clusters: Iterable[CopyCluster], threshold: int) -> int:
    count = copies = 0
    for cluster in clusters:
        count += 1
        copies += len(cluster.copies) - 1
        best, *others = cluster.copies
        print_article(best.head, pad(f"≡ {len(cluster.copies)}", 6))
        output.print_line("      " + best_text(cluster))
        for copy in others:
            print_article(copy.head, f"{copy.likeness:3}%  ")
    if not count:
        output.say(_("no copies (likeness from {percent}%)").format(percent=threshold))
        return 0
    told = ngettext("%s cluster", "%s clusters", count) % number(count)
    more = ngettext("%s copy", "%s copies", copies) % number(copies)
    output.say(
        _("{clusters}, {copies} (likeness from {percent}%)").format(
            clusters=told, copies=more, percent=threshold
        )
    )
    return count


def best_text(cluster: CopyCluster) -> str:
    """`best copy: the fullest (640 words; headline, day, outlet)`."""
    words = cluster.copies[0].head.words
    told = ngettext("%s word", "%s words", words) % number(words)
    fields = ", ".join(_(FIELD_NAMES[field]) for field in cluster.fields)
    return (
        _("best copy: the fullest") + f" ({told}; {fields})"
        if fields
        else _("best copy: the fullest") + f" ({told})"
    )
