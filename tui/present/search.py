"""What the search overlay shows: how the query was read, the rows of the answer, a preview beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.article import Article
from tui.model.fact import Kind
from tui.model.query import Tones
from tui.model.record import record
from tui.model.result import (
    ArticleHead,
    ArticleHits,
    EntityPage,
    NameHit,
    NamesResult,
    TextResult,
    TextSearch,
    Understood,
)
from tui.model.span import Span
from tui.present.asked import conditions_of, told_of
from tui.present.dates import cited_day, short_date
from tui.present.kinds import GLYPHS, kind_heading, number
from tui.present.lines import Line, Run, beside, cut_text, line, line_width, marked, pad_line, run, wrap_line
from tui.text.cells import ELLIPSIS, pad, width

QueryKind = Literal["text", "names"]
Scope = Literal["corpus", "list", "article"]
SCOPES: tuple[Scope, ...] = ("corpus", "list", "article")
_SCOPE_NAMES: dict[Scope, str] = {
    "corpus": N_("Whole corpus"),
    "list": N_("This list"),
    "article": N_("This article"),
}
_KIND_NAMES: dict[QueryKind, str] = {"text": N_("Text /"), "names": N_("Names @")}

_TONES: dict[Tones, str] = {"auto": N_("auto"), "exact": N_("as typed"), "folded": N_("any")}

TITLE_LIMIT = 300
"""Code points of a title that take part in a row; a headline of the press stays under 200."""
ARTICLE_LINES = 2
"""Lines of an article among hits: what it is, and a passage."""


@record
class OpenHit:
    """Open an article at a place the query matched."""

    article_id: int
    span: Span
    index: int
    """Which of all hits of the answer it is, from 0."""


@record
class OpenDropped:
    """Open the page of an article as it came, at what cleaning left out and the query matched."""

    article_id: int
    words: str


@record
class OpenEntity:
    """Open the page of a name."""

    key: str


@record
class OpenLines:
    """Show every hit of a search in its context."""

    search: TextSearch


@record
class AskName:
    """Ask for this name instead."""

    name: str


@record
class Widen:
    """Ask the same of the whole corpus."""


Target = OpenHit | OpenDropped | OpenEntity | AskName | Widen


@record
class Row:
    """One row of an answer; without a target it cannot be chosen."""

    height: int
    """Lines it takes."""
    target: Target | None
    body: ArticleHits | NameHit | Line


def scope_name(scope: Scope) -> str:
    """The scope in the language in force."""
    return _(_SCOPE_NAMES[scope])


def chips(
    kind: QueryKind,
    scope: Scope,
    cells: int,
    *,
    scopes: Sequence[Scope] = SCOPES,
    tones: Tones = "auto",
    expand: bool = True,
) -> Line:
    """The line that says what is searched, where and how, the chosen as chips.

    Where room is short only they are, and of the switches those that are not as they were at first.
    """
    for room in (3, 2, 1, 0):
        runs: list[Run] = []
        if room:
            runs.append(run(_("For:") + " ", "dim"))
        runs += [
            _chip(_(name), chosen=wanted == kind)
            for wanted, name in _KIND_NAMES.items()
            if room > 1 or (wanted == kind and (room or kind != "text"))
        ]
        if kind == "text":
            runs.append(run("   " + _("In:") + " " if room else "", "dim"))
            runs += [_chip(scope_name(s), chosen=s == scope) for s in scopes if room > 1 or s == scope]
            runs += _switches(tones, expand=expand, room=room)
        if line_width(runs) <= cells:
            break
    return pad_line(tuple(runs), cells)


def _switches(tones: Tones, *, expand: bool, room: int) -> list[Run]:
    """Tones and abbreviations, each with its key; where room is short only what was switched."""
    runs: list[Run] = []
    if room > 2 or tones != "auto":
        label = "   " + _("Tones F3:") + " " if room else " F3 "
        runs += [run(label, "dim"), _chip(_(_TONES[tones]), chosen=True)]
    if room > 2 or not expand:
        label = "   " + _("Abbreviations F4:") + " " if room else " F4 "
        state = _("both ways") if expand else _("as typed")
        runs += [run(label, "dim"), _chip(state, chosen=True)]
    return runs


def _chip(text: str, *, chosen: bool) -> Run:
    return run(f"[{text}]" if chosen else f" {text} ", "chip" if chosen else "dim")


def summary(result: TextResult | NamesResult, elapsed_ms: int | None) -> str:
    """The counts that stand in the border: `5 articles · 22 hits · 3 ms`."""
    if isinstance(result, TextResult):
        parts = [
            ngettext("%s article", "%s articles", result.total_articles) % number(result.total_articles),
            ngettext("%s hit", "%s hits", result.total_hits) % hit_count(result),
        ]
    else:
        total = max(len(result.hits), result.total)
        told = ngettext("%s name", "%s names", total) % number(total)
        parts = [_("%(shown)s of %(all)s") % {"shown": number(len(result.hits)), "all": told}]
        if total == len(result.hits):
            parts = [told]
    if elapsed_ms is not None:
        parts.append(_("%s ms") % number(elapsed_ms))
    return " · ".join(parts)


def hit_count(result: TextResult) -> str:
    """The number of hits; `1.200+` where those of articles far down were not counted."""
    return number(result.total_hits) + ("+" if result.more_hits else "")


def how_searched(asked: Understood) -> list[str]:
    """What the reader should know of how the answer came about; nothing where all went as usual."""
    told = []
    if asked.without_index:
        told.append(_("without the text index: texts were read one by one"))
    if asked.unsearched:
        count = number(asked.unsearched)
        told.append(
            ngettext("%s article was not looked into", "%s articles were not looked into", asked.unsearched)
            % count
            if asked.without_index
            else ngettext(
                "%s article cannot be searched yet", "%s articles cannot be searched yet", asked.unsearched
            )
            % count
        )
    return told


def other_spellings(asked: Understood) -> list[str]:
    """What was looked for besides what was typed: abbreviations, or what they stand for."""
    return list(dict.fromkeys(other for _typed, other in asked.expanded))


def understood_text(result: TextResult, tones: Tones = "auto") -> Line:
    """How a text query was read: as typed or without tones, what was corrected and what left out."""
    asked = result.understood
    phrase = " ".join(asked.terms)
    conditions = conditions_of(asked.clauses)
    told = told_of(asked.notes, asked.remarks)
    if not (phrase or conditions or told):
        return ()
    runs: list[Run] = [run(_("Read as:") + " ", "dim")]
    if phrase:
        runs.append(run(f"“{phrase[:200]}”", "strong"))
        also = ", ".join(f"“{other[:60]}”" for other in other_spellings(asked)[:3])
        if also:
            runs.append(run(" · " + _("also %s") % also, "dim"))
        runs.append(run(" · " + _tones_read(tones, folded=asked.folded), "dim"))
    for condition in conditions:
        runs += [run(" · " if len(runs) > 1 else "", "dim"), run(condition, "strong")]
    for typed, used in asked.corrections[:4]:
        runs.append(run(f" · {typed[:60]} → ", "dim"))
        runs.append(run(used[:60], "strong"))
    if asked.ignored:
        left_out = ", ".join(word[:40] for word in asked.ignored[:6])
        runs.append(run(" · " + _("left out: %s") % left_out, "warning"))
    runs += [run((" · " if len(runs) > 1 else "") + one, "warning") for one in (*told, *how_searched(asked))]
    if result.dropped_hits:
        runs.append(run(" · " + _trimmed_text(result.dropped_hits), "dim"))
    return tuple(runs)


def _tones_read(tones: Tones, *, folded: bool) -> str:
    if tones == "folded":
        return _("tones do not count")
    if folded:
        return _("typed without tones → matches any tones")
    return _("only with the tones as typed") if tones == "exact" else _("tones as typed come first")


def understood_names(result: NamesResult) -> Line:
    """How a names query was read: the best name and how near it is."""
    if not result.query.strip():
        return ()
    runs: list[Run] = [run(_("Read as:") + " ", "dim")]
    if result.method:
        runs.append(run(f"{result.method} → ", "dim"))
        runs.append(run(result.written.title()[:80], "strong"))
    elif result.query.isascii():
        runs.append(run(_("typed without tones → matches any tones"), "dim"))
    else:
        runs.append(run(_("tones as typed come first"), "dim"))
    if result.hits:
        best = result.hits[0]
        runs.append(run(" · ", "dim"))
        runs.append(run(f"“{best.name[:80]}”", "strong"))
        runs.append(run(" " + _("score %d") % round(best.score), "dim"))
    return tuple(runs)


def _trimmed_text(count: int) -> str:
    return ngettext("%s hit in trimmed parts", "%s hits in trimmed parts", count) % number(count)


def text_rows(result: TextResult, *, scope: Scope) -> list[Row]:
    """Rows of a text answer, best first; a divider where only the letters match but not the tones."""
    rows: list[Row] = []
    if not result.articles:
        left_out = [_dropped_row(result)] if result.dropped_hits else []
        asked = result.understood.terms or result.understood.clauses
        return [*_nothing_found(scope, result.nearest), *left_out] if asked else []
    with_tones = not result.understood.folded
    exact_count = sum(1 for found in result.articles if found.exact)
    divided = with_tones and exact_count < len(result.articles)
    if divided:
        rows.append(_heading(_("With these tones"), exact_count))
    index = 0
    below = False
    for found in result.articles:
        if divided and not found.exact and not below:
            rows.append(_heading(_("With other tones"), len(result.articles) - exact_count))
            below = True
        first = found.spans[0] if found.spans else Span(0, 0)
        rows.append(Row(ARTICLE_LINES, OpenHit(found.head.id, first, index), found))
        index += len(found.spans)
    if result.dropped_hits:
        rows.append(_dropped_row(result))
    hidden = result.total_articles - len(result.articles)
    if hidden > 0:
        more = ngettext(
            "%s more article: type more to narrow down", "%s more articles: type more to narrow down", hidden
        )
        rows.append(_note(more % number(hidden)))
    return rows


def _dropped_row(result: TextResult) -> Row:
    """Where the words stand in what cleaning left out; choosing it shows the page as it came."""
    told = _("%s (teasers, repeated captions): shown in the original view")
    line_ = (run(told % _trimmed_text(result.dropped_hits), "dim"),)
    words = " ".join(result.understood.terms)
    return Row(1, OpenDropped(result.dropped_in, words) if result.dropped_in is not None else None, line_)


def name_rows(result: NamesResult) -> list[Row]:
    """Rows of a names answer under a heading a kind; the kind with the best name comes first."""
    if not result.hits:
        return [_note(_("No name is near this one."))] if result.query.strip() else []
    by_kind: dict[Kind, list[NameHit]] = {}
    for hit in result.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    rows: list[Row] = []
    for kind, hits in by_kind.items():
        rows.append(_heading(kind_heading(kind), len(hits)))
        rows.extend(Row(1, OpenEntity(hit.key), hit) for hit in hits)
    hidden = result.total - len(result.hits)
    if hidden > 0:
        more = ngettext(
            "%s more name: type more to narrow down", "%s more names: type more to narrow down", hidden
        )
        rows.append(_note(more % number(hidden)))
    return rows


def _heading(text: str, count: int) -> Row:
    return Row(1, None, (run(text.upper(), "heading"), run(f"  {number(count)}", "dim")))


def _note(text: str) -> Row:
    return Row(1, None, (run(text, "dim"),))


def _nothing_found(scope: Scope, nearest: Sequence[str]) -> list[Row]:
    where = f"[{scope_name(scope)}]"
    rows = [Row(1, None, line(_("No article matches in %s.") % where)), _note("")]
    if scope != "corpus":
        rows.append(Row(1, Widen(), (run(_("Search the whole corpus"), "strong"), run("   ⇥", "key"))))
    if nearest:
        rows.append(_note(_("Nearest names:")))
        rows.extend(Row(1, AskName(name), (run("@" + name[:TITLE_LIMIT], "person"),)) for name in nearest)
    return rows


def lay_out_row(row: Row, cells: int) -> list[Line]:
    """The lines of one row, `row.height` of them, each at most `cells` wide."""
    if isinstance(row.body, ArticleHits):
        return [_article_line(row.body.head, len(row.body.spans), cells), _snippet_line(row.body, cells)]
    if isinstance(row.body, NameHit):
        return [_name_line(row.body, cells)]
    return [row.body]


def _article_line(head: ArticleHead, hit_count: int, cells: int) -> Line:
    date = pad(short_date(head.dated, inferred=head.date_inferred), 9)
    outlet = pad(cut_text(head.outlet or "?", 8), 8 if cells >= 70 else 6)
    title = run(head.title[:TITLE_LIMIT], "strong")
    mark = (run("‹" + _("inferred") + "› ", "dim"),) if head.title_inferred else ()
    left = (Run(date + " "), Run(outlet + " ", "dim"), *mark, title)
    return beside(left, (run(f"×{number(hit_count)}", "dim"),), cells)


def _snippet_line(found: ArticleHits, cells: int) -> Line:
    text, marks = found.snippet.text, found.snippet.marks
    room = cells - 4
    if marks and marks[0].start > 0 and width(text[: marks[0].stop]) > room - 12:
        begin = max(0, marks[0].start - max(0, room // 3))
        space = text.find(" ", begin, marks[0].start)
        begin = space + 1 if space >= 0 else begin
        if begin > 0:
            marks = tuple(mark.shift(1 - begin) for mark in marks)
            text = ELLIPSIS + text[begin:]
    return (Run("    "), *marked(text[: room * 4 + 16], [m for m in marks if m.start < room * 4], "dim"))


def _name_line(hit: NameHit, cells: int) -> Line:
    counts = ngettext("%s article", "%s articles", hit.article_count) % number(hit.article_count)
    right = (run(f"{counts} ×{number(hit.mention_count)}", "dim"),)
    room = max(12, min(40, cells * 3 // 10))
    name = (Run(GLYPHS[hit.kind] + " ", hit.kind), Run(pad(cut_text(hit.name, room), room), "strong"))
    return beside((*name, Run("  "), run(hit.office[:TITLE_LIMIT], "dim")), right, cells)


def preview_article(found: ArticleHits, article: Article | None, cells: int) -> Iterator[Line]:
    """The passages of one article that match, numbered, each with the text around it; lazily."""
    head = found.head
    yield from wrap_line((run(head.title[:TITLE_LIMIT], "title"),), cells)
    facts = [short_date(head.dated, inferred=head.date_inferred), head.outlet or "?", head.place or ""]
    words = ngettext("%s word", "%s words", head.words) % number(head.words)
    yield line(Run(" · ".join(cut_text(fact, 30) for fact in [*facts, words] if fact), "dim"))
    yield (Run("─" * cells, "divider"),)
    if article is None:
        yield from wrap_line(marked(found.snippet.text[:600], found.snippet.marks), cells)
        return
    total = len(found.spans)
    shown_until = -1
    for index, span in enumerate(found.spans):
        if span.start < shown_until:
            continue
        begin, stop = _passage(article, span)
        inside = [s.shift(-begin) for s in found.spans if begin <= s.start and s.stop <= stop]
        shown_until = stop
        label = f"{index + 1}/{total} " if len(inside) < 2 else f"{index + 1}–{index + len(inside)}/{total} "
        cut = article.text[begin:stop]
        before = ELLIPSIS if begin > 0 and article.text[begin - 1] != "\n" else ""
        after = ELLIPSIS if stop < len(article.text) and article.text[stop] != "\n" else ""
        passage = (run(label + before, "dim"), *marked(cut, inside), run(after, "dim"))
        yield from wrap_line(passage, cells, indent=4)
        yield ()


_AROUND = 120
"""Code points of a passage shown on either side of a hit: about two lines of a preview."""


def _passage(article: Article, span: Span) -> tuple[int, int]:
    """Start and stop of the text around a hit, inside its paragraph, cut at spaces."""
    index = article.paragraph_at(span.start)
    low, high = article.paragraphs[index].span if index is not None else (0, len(article.text))
    begin, stop = max(low, span.start - _AROUND), min(high, span.stop + _AROUND)
    if begin > low:
        space = article.text.find(" ", begin, span.start)
        begin = space + 1 if space >= 0 else begin
    if stop < high:
        space = article.text.rfind(" ", span.stop, stop)
        stop = space if space >= 0 else stop
    return begin, stop


def preview_name(page: EntityPage, cells: int) -> Iterator[Line]:
    """What is known of a name, in a few lines: offices, statements and articles; lazily."""
    yield from wrap_line(
        (Run(GLYPHS[page.kind] + " ", page.kind), run(page.name[:TITLE_LIMIT], "title")), cells
    )
    if page.titles:
        yield line(Run(" · ".join(cut_text(title, 40) for title, _count in page.titles[:4]), "dim"))
    yield (Run("─" * cells, "divider"),)
    for role in page.roles[:6]:
        office = role.position + (f" · {role.organisation}" if role.organisation else "")
        yield from wrap_line((run(office[:TITLE_LIMIT]),), cells, indent=2)
        span = cited_day(role.first, role.sources)
        if role.last != role.first:
            span += " – " + cited_day(role.last, role.sources)
        yield (Run("  " + span, "dim"),)
    for said in page.statements[:4]:
        sign = "≋ " if len(said.citations) > 1 else "❝ "
        yield ()
        yield from wrap_line((Run(sign, "statement"), run(said.text[:TITLE_LIMIT])), cells, indent=2)
    if page.articles:
        yield ()
    for cited in page.articles[:12]:
        where = f"{short_date(cited.dated, inferred=cited.date_inferred)} {cut_text(cited.outlet or '?', 12)}"
        yield beside((Run(where + "  ", "dim"), run(cited.title[:TITLE_LIMIT])), (), cells)
