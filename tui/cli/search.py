"""`docbao search QUERY`: text or names, as a table or as JSON."""

from __future__ import annotations

import dataclasses
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.arguments import positive, up_to
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.found import article_json, name_json, print_names
from tui.cli.opened import find_article, opened
from tui.cli.searched import Searched, print_list
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import reason_of

if TYPE_CHECKING:
    from tui.config import Paths
    from tui.library.library import Library
    from tui.model.own import SavedSearch
    from tui.model.result import ListFilter, NamesResult, SortOrder, TextResult
    from tui.search.names import NameTable

MOST_VALUES = 1_000
"""Values of a facet that may be asked for."""


def configure(parser: ArgumentParser) -> None:
    """What searching takes."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        help=_('words, with or without tones; also person: place: from: -without OR "…"'),
    )
    parser.add_argument("--names", action="store_true", help=_("people, organisations and places"))
    parser.add_argument("--save", metavar="NAME", help=_("keep this search under a name"))
    parser.add_argument("--saved", metavar="NAME", help=_("what was saved under a name, instead of QUERY"))
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        help=_("only in this list: words of its rows (title, outlet, place), fields"),
    )
    parser.add_argument("--list", metavar="NAME", help=_("only in a list that was saved under a name"))
    parser.add_argument("--article", metavar="ARTICLE", help=_("only in one article"))
    parser.add_argument(
        "--sort",
        choices=("best", "newest", "oldest", "title", "outlet", "place"),
        help=_("default: best first; without QUERY newest first"),
    )
    parser.add_argument(
        "--facets",
        metavar="N",
        type=up_to(MOST_VALUES),
        help=_("count all that is found by province, person, outlet, month …, N values of each"),
    )
    parser.add_argument("--kwic", action="store_true", help=_("every hit in its context, a line each"))
    parser.add_argument("--limit", metavar="N", type=positive, default=20, help=_("how many at most"))
    parser.add_argument(
        "--tones",
        choices=("auto", "exact", "folded"),
        default="auto",
        help=_("tones as typed first, only as typed, or without difference"),
    )
    parser.add_argument(
        "--no-expand", action="store_true", help=_("take abbreviations and long names only as typed")
    )
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")
    parser.add_argument(
        "--queries", metavar="FILE", help=_("one query a line, answered by one JSON object a line")
    )
    parser.add_argument(
        "--names-from", metavar="FILE", help=_("search these names instead of a corpus, one a line")
    )
    add_corpus_option(parser)


def run(arguments: Namespace) -> int:
    """Search, and print what was found; 1 when nothing was."""
    _refuse_what_does_not_go_together(arguments)
    paths = paths_of(arguments)
    config_of(arguments, paths)
    known = None
    if arguments.save is not None or arguments.saved is not None:
        known = _use_shelf(arguments, paths)
    queries = list(_lines(arguments.queries)) if arguments.queries else []
    if arguments.names_from:
        return _in_names(_table_of(arguments.names_from), queries, arguments)
    where = _list_of(arguments, paths, known)
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        if arguments.queries:
            return _answer_all(library, queries, arguments)
        if known is not None:
            _see(library, known, corpus, paths)
        if arguments.names:
            return _names(library, arguments)
        if (known is not None and known.filter is not None) or arguments.query is None:
            order = known.order if known is not None and known.filter is not None else "newest"
            return print_list(library, where, arguments, order, known.query if known else "")
        article = None if arguments.article is None else find_article(library, arguments.article, corpus)
        return Searched(library, arguments, where, article).print()
    finally:
        library.close()


def _refuse_what_does_not_go_together(arguments: Namespace) -> None:
    see = _("see docbao search --help")
    narrowed = any((arguments.filter, arguments.list, arguments.article))
    asked = (arguments.query, arguments.queries, arguments.saved)
    given = sum(one is not None for one in asked)
    if given > 1 or not (given or arguments.filter or arguments.list):
        raise UsageError(_("give a QUERY, a file with --queries, or a name with --saved"), hint=see)
    if arguments.names and (arguments.save or arguments.saved):
        raise UsageError(_("a search for names is not saved"), hint=see)
    if narrowed or arguments.facets or arguments.kwic or arguments.sort:
        if arguments.names or arguments.queries or arguments.names_from:
            raise UsageError(
                _("names and files of queries are neither narrowed, sorted nor counted"), hint=see
            )
        if arguments.article and not (arguments.query or arguments.saved):
            raise UsageError(_("give the words to search for"), hint=see)
    if arguments.kwic and (arguments.facets or not (arguments.query or arguments.saved)):
        raise UsageError(_("--kwic prints the hits of a QUERY and nothing else"), hint=see)


def _list_of(arguments: Namespace, paths: Paths, known: SavedSearch | None) -> ListFilter:
    """The list that is looked into."""
    from tui.cli.own import has_shelf, shelf_of
    from tui.model.result import ListFilter

    where = (known.filter if known is not None else None) or ListFilter()
    if arguments.list is not None:
        if not has_shelf(paths):
            raise _no_search(arguments.list)
        shelf = shelf_of(paths)
        try:
            saved = shelf.search(arguments.list).filter
        finally:
            shelf.close()
        if saved is None:
            raise UsageError(
                _("“{name}” is a search, not a list").format(name=arguments.list),
                hint=_("docbao search --saved asks it"),
            )
        where = dataclasses.replace(
            saved, text=f"{where.text} {saved.text}".strip(), chosen=(*where.chosen, *saved.chosen)
        )
    if arguments.filter and where.text != arguments.filter:
        where = dataclasses.replace(where, text=f"{where.text} {arguments.filter}".strip())
    return where


def _no_search(name: str) -> UsageError:
    return UsageError(
        _("there is no saved search “{name}”").format(name=name), hint=_("docbao searches prints the names")
    )


def _see(library: Library, search: SavedSearch, corpus: Path, paths: Paths) -> None:
    """Note on the shelf how much of a saved search was there when it was asked for."""
    from tui.cli.own import shelf_of
    from tui.errors import ShelfError
    from tui.library.places import library_path

    with suppress(ShelfError):  # a shelf that can only be read: it is searched all the same
        shelf = shelf_of(paths)
        try:
            name = library_path(paths.library, corpus).parent.name
            shelf.see_search(search.name, name, library.seen_now(search))
        finally:
            shelf.close()


def _use_shelf(arguments: Namespace, paths: Paths) -> SavedSearch:
    """Take the query from a saved search, or keep it as one."""
    from tui.cli.own import has_shelf, shelf_of

    if arguments.queries is not None or arguments.names_from is not None:
        raise UsageError(_("only a QUERY is saved"), hint=_("see docbao search --help"))
    if arguments.saved is not None and not has_shelf(paths):
        raise _no_search(arguments.saved)
    shelf = shelf_of(paths)
    try:
        if arguments.saved is not None:
            known = shelf.search(arguments.saved)
            arguments.query = known.query
        else:
            known = _to_save(arguments)
        if arguments.save is not None:
            known = shelf.save_search(dataclasses.replace(known, name=arguments.save))
            output.say(_("saved as “{name}”").format(name=known.name))
        return known
    finally:
        shelf.close()


def _to_save(arguments: Namespace) -> SavedSearch:
    """The QUERY, or the list that a filter makes."""
    from tui.model.own import SavedSearch

    if arguments.query is not None:
        return SavedSearch(arguments.save, arguments.query)
    order: SortOrder = arguments.sort if arguments.sort not in (None, "best") else "newest"
    words = arguments.filter or ""
    return SavedSearch(arguments.save, words, "list", order, words=words)


def _lines(file: str) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`, that hold anything."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else _("not UTF-8 text")
        raise UsageError(f"{file}: {reason}", hint=_("one a line, in UTF-8")) from error
    yield from (line.strip() for line in text.split("\n") if line.strip())


def _table_of(file: str) -> NameTable:
    from tui.library.name_usage import usage
    from tui.search.names import NameRow, NameTable

    counts = Counter(_lines(file))
    rows = (NameRow(name, name, "person", count, count) for name, count in counts.items())
    return NameTable(rows, usage())


def _in_names(table: NameTable, queries: list[str], arguments: Namespace) -> int:
    """Answer from a list of names, as a corpus that holds nothing else would."""
    from tui.model.result import NameHit, NamesResult

    def find(query: str) -> NamesResult:
        answer = table.answer(query, arguments.limit)
        hits = (
            NameHit(m.row.key, m.row.name, m.row.kind, m.score, "", m.row.article_count, m.row.mention_count)
            for m in answer.matches
        )
        return NamesResult(query, tuple(hits), answer.total, answer.method or "", answer.written)

    if not arguments.queries:
        return _print_names_as(find(arguments.query), arguments.format)
    found_any = False
    for query in queries:
        result = find(query)
        found_any = found_any or bool(result.hits)
        names = [name_json(hit) for hit in result.hits]
        output.print_json({"query": query, "articles": [], "names": names})
    return 0 if found_any else 1


def _answer_all(library: Library, queries: list[str], arguments: Namespace) -> int:
    found_any = False
    for query in queries:
        text, names = _find_text(library, query, arguments), library.find_names(query, arguments.limit)
        found_any = found_any or bool(text.articles or names.hits)
        output.print_json({
            "query": query,
            "articles": [article_json(found) for found in text.articles],
            "names": [name_json(hit) for hit in names.hits],
        })  # fmt: skip
    return 0 if found_any else 1


def _find_text(library: Library, query: str, arguments: Namespace) -> TextResult:
    return library.find_text(query, arguments.limit, tones=arguments.tones, expand=not arguments.no_expand)


def _names(library: Library, arguments: Namespace) -> int:
    return _print_names_as(library.find_names(arguments.query, arguments.limit), arguments.format)


def _print_names_as(result: NamesResult, form: str) -> int:
    if form == "table":
        print_names(result)
    elif form == "jsonl":
        for hit in result.hits:
            output.print_json(name_json(hit))
    else:
        hits = [name_json(hit) for hit in result.hits]
        output.print_json({"understood": {"query": result.query}, "articles": [], "names": hits}, indent=2)
    return 0 if result.hits else 1
