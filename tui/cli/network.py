"""`docbao network [NAME]`: who stands together with whom, how often and how closely."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import positive
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import opened
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.fact import Kind
from tui.model.network import TIED_KINDS, USUAL_KINDS, NetworkGraph, NetworkName, Ties, star
from tui.model.result import ListFilter
from tui.present.kinds import number

if TYPE_CHECKING:
    from tui.library.library import Library

TABLE_LIMIT = 40
"""Ties that are printed unless more are wanted."""
GRAPH_LIMIT = 100_000
"""Ties that other programs get unless more or fewer are wanted."""
SENTENCES_OF = 20_000
"""Articles that are read to count sentences; of more, sentences are counted when that is asked for."""
EVERY = 1_000_000_000


def configure(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help=_("only ties of this name, with or without tones")
    )
    parser.add_argument("--format", choices=("table", "json", "graphml"), default="table")
    add_network_options(parser)
    add_corpus_option(parser)


def add_network_options(parser: ArgumentParser) -> None:
    """Which ties."""
    parser.add_argument(
        "--kind",
        metavar="KINDS",
        type=kinds_of,
        default=None,
        help=_("person, organisation, place; several with commas (default: person,organisation)"),
    )
    parser.add_argument(
        "--min",
        metavar="N",
        type=positive,
        help=_("only names together in so many articles (default: 2; of a NAME 1)"),
    )
    parser.add_argument(
        "--sentences", action="store_true", help=_("count sentences in any number of articles")
    )
    parser.add_argument("--query", metavar="WORDS", help=_("only in articles that a search finds"))
    parser.add_argument("--limit", metavar="N", type=positive, help=_("how many at most"))


def kinds_of(text: str) -> tuple[Kind, ...]:
    """Reads kinds of names, separated by commas."""
    wanted = [part.strip() for part in text.split(",")]
    unknown = [part for part in wanted if part not in TIED_KINDS]
    if unknown:
        told = _("not a kind of name: {text} (one of {known})")
        raise ArgumentTypeError(told.format(text=unknown[0], known=", ".join(TIED_KINDS)))
    return tuple(kind for kind in TIED_KINDS if kind in wanted)


def run(arguments: Namespace) -> int:
    """Print the ties, the closest first; 1 when there are none."""
    paths = paths_of(arguments)
    config_of(arguments, paths)
    library = opened(resolve(arguments.corpus), paths)
    try:
        if arguments.format != "table":
            graph = graph_of(library, arguments)
            return write_graph(graph, arguments.format)
        if arguments.name is not None:
            ties = ties_of(library, arguments)
            return _print_ties(ties) if ties else _nothing()
        graph = graph_of(library, arguments, usual=TABLE_LIMIT)
        return _print_graph(graph)
    finally:
        library.close()


def write_graph(graph: NetworkGraph, form: str) -> int:
    """Print a network for other programs."""
    from tui.export.network import WRITERS

    for part in WRITERS[form](graph):
        output.write(part)
    return 0 if graph.edges else 1


def graph_of(library: Library, arguments: Namespace, *, usual: int = GRAPH_LIMIT) -> NetworkGraph:
    """The network that was asked for: of one name what it stands together with, else all."""
    if getattr(arguments, "name", None) is not None:
        ties = ties_of(library, arguments)
        return star(ties) if ties else NetworkGraph((), (), 0, 0)
    among = _among(library, arguments)
    graph = library.network(
        ListFilter(),
        lambda network: network.edges(
            arguments.kind or USUAL_KINDS,
            arguments.min or 2,
            arguments.limit or usual,
            sentences=EVERY if arguments.sentences else SENTENCES_OF,
        ),
        among=among,
    )
    assert graph is not None
    if graph.edges and graph.edges[0].sentences is None:
        output.say(_("sentences are not counted in so many articles; --sentences counts them"))
    if arguments.limit is None and usual == GRAPH_LIMIT and len(graph.edges) < graph.total:
        told = _("the closest {count} of {total} ties; --limit takes more")
        output.say(told.format(count=number(len(graph.edges)), total=number(graph.total)))
    return graph


def _among(library: Library, arguments: Namespace) -> frozenset[int] | None:
    """The articles that were asked for; None for all."""
    return library.find_all(arguments.query) if arguments.query else None


def ties_of(library: Library, arguments: Namespace) -> Ties | None:
    """The ties of the name that is meant: of a key, else of the first like it that has any article here."""
    keys = [arguments.name] if ":" in arguments.name else []
    hits = library.find_names(arguments.name, 20).hits
    limit = arguments.limit or (TABLE_LIMIT if arguments.format == "table" else None)
    among = _among(library, arguments)
    keys += [hit.key for hit in hits]
    for key in keys:
        ties = library.network(
            ListFilter(),
            lambda network, key=key: network.ties(  # type: ignore[misc]
                key, arguments.kind or USUAL_KINDS, arguments.min or 1, limit=limit, whole=True
            ),
            among=among,
        )
        if isinstance(ties, Ties):
            others = [f"{hit.name} ({number(hit.article_count)})" for hit in hits if hit.key != key][:4]
            if others:
                output.say(_("also like it: {names}").format(names=", ".join(others)))
            return ties
    return None


def _nothing() -> int:
    output.say(_("nothing found"))
    return 1


def _print_ties(ties: Ties) -> int:
    from tui.present.network import tie_text

    output.print_line(_about(ties.name))
    for tie in ties.ties:
        told = tie_text(tie.weight, tie.together, tie.sentences, tie.first, tie.last)
        output.print_line(f"{told}  {tie.other.name}")
    if 0 < ties.sentences_of < ties.of:
        output.say(_("sentences: in the newest {count} articles").format(count=number(ties.sentences_of)))
    return 0 if ties.ties else _nothing()


def _about(name: NetworkName) -> str:
    told = ngettext("%s article", "%s articles", name.articles) % number(name.articles)
    ties = ngettext("%s tie", "%s ties", name.ties) % number(name.ties)
    return f"{name.name} · {told} · {ties}"


def _print_graph(graph: NetworkGraph) -> int:
    from tui.present.network import tie_text

    names = {name.key: name.name for name in graph.names}
    for edge in graph.edges:
        told = tie_text(edge.weight, edge.together, edge.sentences, edge.first, edge.last)
        output.print_line(f"{told}  {names[edge.one]} — {names[edge.other]}")
    if not graph.edges:
        return _nothing()
    ties = ngettext("%s tie", "%s ties", graph.total) % number(graph.total)
    articles = ngettext("%s article", "%s articles", graph.articles) % number(graph.articles)
    output.say(_("{ties} in {articles}, copies counted once").format(ties=ties, articles=articles))
    return 0
