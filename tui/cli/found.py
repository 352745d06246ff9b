"""What a search found, as programs read it and as people do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.rows import print_article
from tui.i18n import gettext as _
from tui.i18n import ngettext

if TYPE_CHECKING:
    from tui.model.facet import Facets, FacetValue
    from tui.model.result import ArticleHead, ArticleHits, NameHit, NamesResult, TextResult, Understood
    from tui.search.concordance import KwicLine

MOST_CELLS = 32
"""Room for a name in a table."""
CONTEXT_CELLS = 40
"""Room on either side of a hit in its context, where it is not a terminal that says how much there is."""


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


def facets_json(facets: Facets) -> list[dict[str, object]]:
    """The facets of what was found: a month is called `YYYY-MM`, what is unknown is `without`."""

    def told(value: FacetValue) -> dict[str, object]:
        parts = {"parts": list(map(told, value.parts))} if value.parts else {}
        return {"key": value.key, "name": value.name, "articles": value.count, **parts}

    return [
        {
            "field": facet.field,
            "values": list(map(told, facet.values)),
            "others": facet.others,
            "without": facet.without,
        }
        for facet in facets.facets
    ]


def line_json(line: KwicLine) -> dict[str, object]:
    """One hit in its context."""
    return {
        **head_json(line.head),
        "speaker": line.speaker or None,
        "left": line.left,
        "keyword": line.keyword,
        "right": line.right,
        "start": line.span.start,
        "stop": line.span.stop,
    }


# what people read


def print_facets(facets: Facets) -> None:
    """Each facet under its heading, most first."""
    from tui.present.facets import HEADINGS, shown_value
    from tui.text.shown import shown_line

    for facet in facets.facets:
        # of provinces, those of the day stand below those of today
        if not facet.values or facet.field == "place_then":
            continue
        output.write("\n" + _(HEADINGS[facet.field]) + "\n")
        rows = [(shown_value(facet.field, value.name), value.count, value.parts) for value in facet.values]
        for name, count, parts in rows:
            output.print_line(f"{count:>8}  {name}")
            for part in parts:
                former = _("%s (former)") % shown_value("place_then", part.name)
                output.print_line(f"{part.count:>12}  {former}")
        if facet.others:
            output.print_line(" " * 10 + _("… %s more") % shown_line(str(facet.others)))
        if facet.without:
            output.print_line(f"{facet.without:>8}  " + _("unknown"))


def print_lines(lines: Iterable[KwicLine]) -> int:
    """Hits under one another, each with what stands before and behind it; how many there were."""
    from tui.text.cells import cut, pad, width
    from tui.text.shown import shown_line

    cells, count = output.columns(), 0
    room = CONTEXT_CELLS if cells is None else max(8, (cells - 24) // 2)
    for line in lines:
        count += 1
        left, keyword, right = map(shown_line, (line.left, line.keyword, line.right))
        while width(left) > room:
            left = left[max(1, (width(left) - room) // 2) :]
        before = " " * (room - width(left)) + left
        where = f"[{shown_line(line.head.file)}]"
        told = f"{before}{keyword}{pad(cut(right, room), room)}"
        output.write((f"{told} {where}" if cells is None else cut(f"{told} {where}", cells)).rstrip() + "\n")
    return count


def print_understood(understood: Understood) -> None:
    """How a query was read."""
    from tui.present.asked import conditions_of, told_of
    from tui.present.search import how_searched, other_spellings

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


def print_articles(result: TextResult) -> None:
    """How the query was read, and what it found."""
    from tui.present.search import hit_count

    print_understood(result.understood)
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


def print_names(result: NamesResult) -> None:
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
