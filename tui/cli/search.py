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
from tui.cli.arguments import positive
from tui.cli.corpora import add_corpus_option, config_of, paths_of, resolve
from tui.cli.opened import opened
from tui.cli.rows import print_article
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.i18n import ngettext, reason_of

if TYPE_CHECKING:
    from tui.config import Paths
    from tui.library.library import Library
    from tui.model.own import SavedSearch
    from tui.model.result import (
        ArticleHead,
        ArticleHits,
        NameHit,
        NamesResult,
        TextResult,
        Understood,
    )
    from tui.search.names import NameTable


MOST_CELLS = 32
"""Room for a name in a table."""


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
    asked = (arguments.query, arguments.queries, arguments.saved)
    if sum(one is not None for one in asked) != 1:
        raise UsageError(
            _("give a QUERY, a file with --queries, or a name with --saved"),
            hint=_("see docbao search --help"),
        )
    if arguments.names and (arguments.save or arguments.saved):
        raise UsageError(_("a search for names is not saved"), hint=_("see docbao search --help"))
    paths = paths_of(arguments)
    config_of(arguments, paths)
    known = None
    if arguments.save is not None or arguments.saved is not None:
        known = _use_shelf(arguments, paths)
    queries = list(_lines(arguments.queries)) if arguments.queries else []
    if arguments.names_from:
        return _in_names(_table_of(arguments.names_from), queries, arguments)
    corpus = resolve(arguments.corpus)
    library = opened(corpus, paths)
    try:
        if arguments.queries:
            return _answer_all(library, queries, arguments)
        if known is not None:
            _see(library, known, corpus, paths)
        if known is not None and known.filter is not None:
            return _listed(library, known, arguments)
        if arguments.names:
            return _names(library, arguments)
        return _text(library, arguments)
    finally:
        library.close()


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


def _listed(library: Library, search: SavedSearch, arguments: Namespace) -> int:
    """Print a saved list: the articles its filter lets through, in its order."""
    where = search.filter
    assert where is not None
    heads = library.heads(search.order, where, 0, arguments.limit)
    total = library.count(where)
    if arguments.format == "table":
        for head in heads:
            print_article(head)
        told = ngettext("%d article", "%d articles", total) % total
        output.say(told if heads else _("nothing found"))
    elif arguments.format == "jsonl":
        for head in heads:
            output.print_json(head_json(head))
    else:
        articles = [head_json(head) for head in heads]
        output.print_json(
            {"understood": {"query": search.query}, "articles": articles, "total_articles": total}, indent=2
        )
    return 0 if heads else 1


def _use_shelf(arguments: Namespace, paths: Paths) -> SavedSearch:
    """Take the query from a saved search, or keep it as one."""
    from tui.cli.own import has_shelf, shelf_of
    from tui.model.own import SavedSearch

    if arguments.queries is not None or arguments.names_from is not None:
        raise UsageError(_("only a QUERY is saved"), hint=_("see docbao search --help"))
    if arguments.saved is not None and not has_shelf(paths):
        raise UsageError(
            _("there is no saved search “{name}”").format(name=arguments.saved),
            hint=_("docbao searches prints the names"),
        )
    shelf = shelf_of(paths)
    try:
        if arguments.saved is not None:
            known = shelf.search(arguments.saved)
            arguments.query = known.query
        else:
            known = SavedSearch(arguments.save, arguments.query)
        if arguments.save is not None:
            known = shelf.save_search(dataclasses.replace(known, name=arguments.save))
            output.say(_("saved as “{name}”").format(name=known.name))
        return known
    finally:
        shelf.close()


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


def _text(library: Library, arguments: Namespace) -> int:
    result = _find_text(library, arguments.query, arguments)
    if arguments.format == "table":
        _print_articles(result)
        return 0 if result.articles else 1
    articles = [article_json(found) for found in result.articles]
    if arguments.format == "jsonl":
        for article in articles:
            output.print_json(article)
    else:
        names = library.find_names(arguments.query, arguments.limit)
        output.print_json(
            {
                "understood": understood_json(result.understood),
                "articles": articles,
                "names": [name_json(hit) for hit in names.hits],
                "total_articles": result.total_articles,
                "total_hits": result.total_hits,
            },
            indent=2,
        )
    return 0 if articles else 1


def _names(library: Library, arguments: Namespace) -> int:
    return _print_names_as(library.find_names(arguments.query, arguments.limit), arguments.format)


def _print_names_as(result: NamesResult, form: str) -> int:
    if form == "table":
        _print_names(result)
    elif form == "jsonl":
        for hit in result.hits:
            output.print_json(name_json(hit))
    else:
        hits = [name_json(hit) for hit in result.hits]
        output.print_json({"understood": {"query": result.query}, "articles": [], "names": hits}, indent=2)
    return 0 if result.hits else 1


# what programs read


def head_json(head: ArticleHead) -> dict[str, object]:
    """What every list of articles says of one."""
    return {
        "file": head.file,
        "title": None if head.title_inferred else head.title,
        "title_inferred": head.title if head.title_inferred else None,
        "published": None if head.date_inferred else head.dated,
        "dated": head.dated and {"value": head.dated, "from": head.date_origin},
        "outlet": head.outlet,
        "place": head.place,
    }


def understood_json(asked: Understood) -> dict[str, object]:
    """How a query was read; its conditions as they may be typed again."""
    from tui.search.printing import print_clause

    told = dataclasses.asdict(dataclasses.replace(asked, clauses=()))
    return {**told, "clauses": [print_clause(clause) for clause in asked.clauses]}


def article_json(found: ArticleHits) -> dict[str, object]:
    """One article of a text search."""
    return {
        **head_json(found.head),
        "score": round(found.score, 6),
        "exact": found.exact,
        "hits": len(found.spans),
        "snippet": {"text": found.snippet.text, "marks": [list(mark) for mark in found.snippet.marks]},
    }


def name_json(hit: NameHit) -> dict[str, object]:
    """One name of a names search."""
    return {
        "name": hit.name,
        "kind": hit.kind,
        "office": hit.office,
        "score": round(hit.score, 2),
        "articles": hit.article_count,
        "mentions": hit.mention_count,
    }


# what people read


def _print_articles(result: TextResult) -> None:
    from tui.present.asked import conditions_of, told_of
    from tui.present.search import hit_count, how_searched, other_spellings

    understood = result.understood
    conditions = conditions_of(understood.clauses)
    if conditions:
        output.say(_("read as: {how}").format(how=" · ".join((*_free_words(understood), *conditions))))
    for told in told_of(understood.notes, understood.remarks):
        output.say(told)
    others = other_spellings(understood)
    if others:
        output.say(_("also searched for: {words}").format(words=", ".join(others)))
    for typed, used in understood.corrections:
        output.say(_("“{typed}” is not in the corpus; searched for “{used}”").format(typed=typed, used=used))
    if understood.ignored:
        output.say(_("left out: {words}").format(words=", ".join(understood.ignored)))
    for told in how_searched(understood):
        output.say(told)
    for found in result.articles:
        print_article(found.head)
        output.print_prose("    " + found.snippet.text)
    if result.articles:
        summary = ngettext("%d article", "%d articles", result.total_articles) % result.total_articles
        output.say(summary + ", " + ngettext("%s hit", "%s hits", result.total_hits) % hit_count(result))
    else:
        output.say(_("nothing found"))
        if result.nearest:
            output.say(_("nearest names: {names}").format(names=", ".join(result.nearest)))


def _free_words(asked: Understood) -> tuple[str, ...]:
    return (f"“{' '.join(asked.terms)}”",) if asked.terms else ()


def _print_names(result: NamesResult) -> None:
    if result.method:
        output.say(" ".join((_("Read as:"), result.method, "→", result.written.title())))
    from tui.present.kinds import kind_name
    from tui.text.cells import cut, pad, width
    from tui.text.shown import shown_line

    rows = [
        (
            shown_line(hit.name),
            kind_name(hit.kind),
            ngettext("%d article", "%d articles", hit.article_count) % hit.article_count,
            shown_line(hit.office),
        )
        for hit in result.hits
    ]
    wide = [min(MOST_CELLS, max(map(width, column))) for column in zip(*rows, strict=True)][:3]
    cells = output.columns()
    for *first, office in rows:
        line = "  ".join((*map(pad, first, wide), office)).rstrip()
        output.write((line if cells is None else cut(line, cells)) + "\n")
    if not result.hits:
        output.say(_("nothing found"))
