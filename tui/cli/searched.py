"""One text search of the command line: all articles or some, in an order, with what they have in common."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.found import (
    article_json,
    facets_json,
    head_json,
    line_json,
    name_json,
    print_articles,
    print_facets,
    print_lines,
    print_understood,
    understood_json,
)
from tui.cli.rows import print_article
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.result import ListFilter, SortOrder

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.model.facet import Facets
    from tui.model.result import TextResult
    from tui.search.concordance import KwicLine


class Searched:
    """A query put to a library, or to a part of it."""

    def __init__(
        self, library: Library, arguments: Namespace, where: ListFilter, article: int | None
    ) -> None:
        self._library = library
        self._arguments = arguments
        self._where, self._article = where, article
        self._ids: frozenset[int] | None = None

    def print(self) -> int:
        """Print what is found; 1 where it is nothing."""
        if self._arguments.kwic:
            return self._print_kwic()
        result, facets = self._found(), self._facets()
        if self._arguments.format == "json":
            self._print_json(result, facets)
        elif self._arguments.format == "jsonl":
            for found in result.articles:
                output.print_json(article_json(found))
            if facets is not None:
                output.print_json({"facets": facets_json(facets)})
        else:
            print_articles(result)
            if facets is not None and result.articles:
                print_facets(facets)
            wider = self._elsewhere(result)
            if wider:
                told = ngettext("%d article in the whole corpus", "%d articles in the whole corpus", wider)
                output.say(told % wider)
        return 0 if result.articles else 1

    def _find(self, limit: int, among: frozenset[int] | None = None) -> TextResult:
        asked = self._arguments
        return self._library.find_text(
            asked.query,
            limit,
            within=self._where,
            article=self._article,
            tones=asked.tones,
            expand=not asked.no_expand,
            among=among,
        )

    def _all(self) -> frozenset[int]:
        """All articles that are found."""
        if self._ids is None:
            asked = self._arguments
            self._ids = self._library.find_all(
                asked.query,
                within=self._where,
                article=self._article,
                tones=asked.tones,
                expand=not asked.no_expand,
            )
        return self._ids

    def _found(self) -> TextResult:
        order, limit = self._arguments.sort, self._arguments.limit
        if order in (None, "best"):
            return self._find(limit)
        ids = self._library.in_order(self._all(), order, limit)
        if not ids:
            return self._find(limit)
        result = self._find(limit, frozenset(ids))
        found = {article.head.id: article for article in result.articles}
        return replace(
            result,
            articles=tuple(found[article_id] for article_id in ids if article_id in found),
            total_articles=len(self._all()),
            more_hits=len(self._all()) > len(found),
        )

    def _facets(self) -> Facets | None:
        top = self._arguments.facets
        return self._library.facets(among=self._all(), top=top) if top else None

    def _elsewhere(self, result: TextResult) -> int:
        """Articles of the whole corpus, where in the part that was asked there is none."""
        if result.articles or (self._where == ListFilter() and self._article is None):
            return 0
        asked = self._arguments
        found = self._library.find_text(
            asked.query, 0, tones=asked.tones, expand=not asked.no_expand, quick=True
        )
        return found.total_articles

    def _print_json(self, result: TextResult, facets: Facets | None) -> None:
        names = self._library.find_names(self._arguments.query, self._arguments.limit)
        wider = self._elsewhere(result)
        output.print_json(
            {
                "understood": understood_json(result.understood),
                "articles": [article_json(found) for found in result.articles],
                "names": [name_json(hit) for hit in names.hits],
                "total_articles": result.total_articles,
                "total_hits": result.total_hits,
                "nearest": list(result.nearest),
                **({"elsewhere": wider} if wider else {}),
                **({} if facets is None else {"facets": facets_json(facets)}),
            },
            indent=2,
        )

    # every hit in its context

    def _print_kwic(self) -> int:
        asked = self._find(1)
        lines = islice(self._lines(), self._arguments.limit)
        if self._arguments.format == "table":
            print_understood(asked.understood)
            count = print_lines(lines)
            if not count:
                output.say(_("nothing found"))
            return 0 if count else 1
        made = [line_json(line) for line in lines] if self._arguments.format == "json" else None
        if made is not None:
            output.print_json({"understood": understood_json(asked.understood), "lines": made}, indent=2)
            return 0 if made else 1
        count = 0
        for line in lines:
            count += 1
            output.print_json(line_json(line))
        return 0 if count else 1

    def _lines(self) -> Iterator[KwicLine]:
        """Hits, newest article first, as they are found."""
        asked = self._arguments
        blocks = self._library.concordance(
            asked.query, within=self._where, tones=asked.tones, expand=not asked.no_expand
        )
        for block in blocks:
            for line in block.lines:
                if self._article is None or line.head.id == self._article:
                    yield line


def print_list(
    library: Library, where: ListFilter, arguments: Namespace, order: SortOrder, query: str
) -> int:
    """Print a list: the articles that a filter lets through; 1 where there is none."""
    if arguments.sort not in (None, "best"):
        order = arguments.sort
    heads = library.heads(order, where, 0, arguments.limit)
    total = library.count(where)
    facets = library.facets(where, top=arguments.facets) if arguments.facets else None
    if arguments.format == "table":
        for head in heads:
            print_article(head)
        told = ngettext("%d article", "%d articles", total) % total
        output.say(told if heads else _("nothing found"))
        if facets is not None and heads:
            print_facets(facets)
    elif arguments.format == "jsonl":
        for head in heads:
            output.print_json(head_json(head))
        if facets is not None:
            output.print_json({"facets": facets_json(facets)})
    else:
        output.print_json(
            {
                "understood": {"query": query or where.text},
                "articles": [head_json(head) for head in heads],
                "total_articles": total,
                **({} if facets is None else {"facets": facets_json(facets)}),
            },
            indent=2,
        )
    return 0 if heads else 1
