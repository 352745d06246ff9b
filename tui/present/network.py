"""The network of names in words and lines: ties with their weight, and the sentences that hold both names."""

from __future__ import annotations

from collections.abc import Sequence

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.fact import Kind
from tui.model.network import NetworkBoard, NetworkName, Tie, TieArticle, TieEvidence, Ties
from tui.model.record import record
from tui.model.result import ListFilter
from tui.model.span import Span
from tui.present.dates import short_date
from tui.present.facets import chips_text
from tui.present.kinds import GLYPHS, kind_heading, kind_name, number
from tui.present.lines import Line, Run, beside, cut_line, cut_text, line, line_width, marked, run, wrap_line
from tui.present.rows import where_text
from tui.text.cells import width

NAME_LIMIT = 300
SENTENCE_LINES = 6
"""Lines of a sentence that are shown; the article has the whole."""
BAR_CELLS = 8


@record
class EvidenceRow:
    """An article that names both, or a sentence of it."""

    lines: tuple[Line, ...]
    article: int
    span: Span | None


def days_text(first: str | None, last: str | None) -> str:
    """`05/03/31–07/03/31`; one day alone; empty where no article has one.

    >>> days_text("2031-03-05", "2031-03-07"), days_text("2031-03-05", "2031-03-05"), days_text(None, None)
    ('05/03/31–07/03/31', '05/03/31', '')
    """
    if not first or not last:
        return ""
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"


def articles_text(count: int) -> str:
    """`29 articles`."""
    return ngettext("%s article", "%s articles", count) % number(count)


def sentences_text(count: int) -> str:
    """`12 sentences`."""
    return ngettext("%s sentence", "%s sentences", count) % number(count)


def ties_text(count: int) -> str:
    """`7 ties`."""
    return ngettext("%s tie", "%s ties", count) % number(count)


def tie_text(weight: float, together: int, sentences: int | None, first: str | None, last: str | None) -> str:
    """A tie in columns: weight in percent, articles, sentences, first and last day; all ties as wide."""
    counted = "" if sentences is None else sentences_text(sentences)
    return f"{weight:4.0%}  {articles_text(together):<10} {counted:<12} {days_text(first, last):<17}"


def bar(share: float) -> str:
    """A bar of `BAR_CELLS` cells, in halves of one; what is more than nothing shows.

    >>> bar(1.0), bar(0.5), bar(0.001), bar(0)
    ('━━━━━━━━', '━━━━    ', '╸       ', '        ')
    """
    halves = max(1, round(min(1.0, share) * BAR_CELLS * 2)) if share > 0 else 0
    return ("━" * (halves // 2) + "╸" * (halves % 2)).ljust(BAR_CELLS)


# rows

_WIDEST = 999
"""A count that a column has room for."""
_NAME_CELLS = 24
"""Cells a name keeps before another column takes them."""
_DAYS_CELLS = 17


def _columns(name: NetworkName, share: Line, columns: Sequence[tuple[str, str]], cells: int) -> Line:
    """A name, its bar, and as many columns as there is room for: each a text and the widest of its kind."""
    right = list(share)
    room = cells - line_width(share) - 2
    for text, widest in columns:
        wide = 2 + max(width(widest), width(text))
        if room - wide < _NAME_CELLS:
            break
        room -= wide
        right.append(Run(" " * (wide - width(text)) + text, "dim"))
    return beside(_name(name), tuple(right), cells)


def name_line(name: NetworkName, top: int, cells: int) -> Line:
    """One name of the list of all: a bar for its ties beside the most any has, articles."""
    share = (Run(bar(name.ties / max(1, top)), name.kind), Run(f" {number(name.ties):>6}"))
    return _columns(name, share, [(articles_text(name.articles), articles_text(_WIDEST))], cells)


def tie_line(tie: Tie, cells: int) -> Line:
    """One tie: a bar for its weight, then articles, sentences and days together, as far as there is room."""
    share = (Run(bar(tie.weight), tie.other.kind), Run(f" {tie.weight:4.0%}"))
    counted = "" if tie.sentences is None else sentences_text(tie.sentences)
    columns = [
        (articles_text(tie.together), articles_text(_WIDEST)),
        (counted, sentences_text(_WIDEST)),
        (days_text(tie.first, tie.last).ljust(_DAYS_CELLS), ""),
    ]
    return _columns(tie.other, share, columns, cells)


def _name(name: NetworkName) -> Line:
    """Sign and name, with what tells it from others."""
    told = (run(" · " + name.beside[:NAME_LIMIT], "dim"),) if name.beside else ()
    return (Run(GLYPHS[name.kind] + " ", name.kind), run(name.name[:NAME_LIMIT]), *told)


def evidence_rows(evidence: TieEvidence, cells: int) -> list[EvidenceRow]:
    """The articles that name both, newest first, each with the sentences that hold both."""
    rows: list[EvidenceRow] = []
    for found in evidence.articles:
        rows.append(EvidenceRow(_article_lines(found, cells), found.head.id, found.span))
        for sentence in found.sentences:
            text = marked(sentence.text, sentence.marks)
            lines = wrap_line((Run("  ❝ ", "dim"), *text), cells, indent=4)
            if len(lines) > SENTENCE_LINES:
                lines = lines[:SENTENCE_LINES]
                lines[-1] = (*cut_line(lines[-1], cells - 2), Run(" …", "dim"))
            rows.append(EvidenceRow(tuple(lines), found.head.id, sentence.span))
    return rows


def _article_lines(found: TieArticle, cells: int) -> tuple[Line, ...]:
    about: list[Run] = [run(where_text(found.head), "dim")]
    if found.copies:
        about.append(run(f"  ≡ {number(found.copies + 1)}", "echo"))
    title = (run(found.head.title, "strong"),)
    if found.sentences:
        return (beside(title, tuple(about), cells),)
    told = (Run("    "), run(_("in no sentence together; Enter: where they stand nearest"), "dim"))
    return (beside(title, tuple(about), cells), told)


# what stands around the rows


def where_label(where: ListFilter) -> str:
    """How the list was narrowed whose articles are counted; empty for the whole corpus."""
    parts = [
        f"“{cut_text(where.text, 60)}”" if where.text else "",
        _("unread") if where.unread else "",
        cut_text(where.entity.partition(":")[2].partition("@")[0], 40),
        chips_text(where.chosen),
    ]
    return " · ".join(part for part in parts if part)


def crumbs(path: Sequence[tuple[str, str]], where: ListFilter, cells: int) -> Line:
    """Network, the selection, and of the names walked over as many of the last ones as fit, one at least."""
    head = [Run(" ◀ ", "dim"), run(_("Network"), "dim" if path else "strong")]
    told = where_label(where)
    if told:
        head.append(run(f" ({told})", "dim"))
    for shown in range(min(len(path), _PATH_SHOWN), 0, -1):
        parts = [*head, run(" ▸ …", "dim")] if shown < len(path) else list(head)
        for _key, name in path[-shown:-1]:
            parts += [run(" ▸ ", "dim"), run(cut_text(name, _STEP_CELLS), "dim")]
        parts += [run(" ▸ ", "dim"), run(cut_text(path[-1][1], _LAST_CELLS), "strong")]
        if shown == 1 or line_width(parts) <= cells:
            return tuple(parts)
    return tuple(head)


_PATH_SHOWN = 5
_STEP_CELLS, _LAST_CELLS = 24, 60


def board_about(board: NetworkBoard) -> str:
    """What was counted: `3,626 articles · 130 copies not counted`."""
    parts = [articles_text(board.articles)]
    if board.unread:
        parts[0] = _("the newest %s") % parts[0]
    if board.copies:
        parts.append(
            ngettext("%s copy not counted", "%s copies not counted", board.copies) % number(board.copies)
        )
    if board.cut:
        parts.append(
            ngettext("%s article names too many", "%s articles name too many", board.cut) % number(board.cut)
        )
    return " · ".join(parts)


def kinds_label(kinds: Sequence[Kind]) -> str:
    """`People, Organisations`."""
    return ", ".join(kind_heading(kind) for kind in kinds)


def names_title(kinds: Sequence[Kind], *, centred: bool) -> str:
    """What the first column lists."""
    listed = kinds_label(kinds)
    return _("Stands together with") + f" · {listed}" if centred else listed


def beside_title(row: NetworkName | Tie, total: int | None) -> tuple[str, str]:
    """What the second column says of a row of the first, and of how much; `total` articles where known."""
    if isinstance(row, Tie):
        count = row.together if total is None else total
        return _("Both: %s") % row.other.name[:NAME_LIMIT], articles_text(count)
    return _("Together with %s") % row.name[:NAME_LIMIT], ties_text(row.ties)


def narrowed(least: int, words: str, count: str) -> str:
    """How the names are narrowed (least articles together, words of the filter), and how many there are."""
    parts = [f"≥ {articles_text(least)}"] if least > 1 else []
    if words:
        parts.append(f"“{cut_text(words, 30)}”")
    return " · ".join([*parts, count])


def about_name(name: NetworkName) -> Line:
    """The status line for a name."""
    told = f"{kind_name(name.kind)} · {articles_text(name.articles)} · {ties_text(name.ties)}"
    return line(Run(f" {GLYPHS[name.kind]} ", name.kind), run(name.name[:NAME_LIMIT], "strong"), f" · {told}")


def about_tie(one: NetworkName, tie: Tie) -> Line:
    """The status line for a tie: both names, how often and how closely."""
    parts = [articles_text(tie.together)]
    if tie.sentences is not None:
        parts.append(sentences_text(tie.sentences))
    days = days_text(tie.first, tie.last)
    if days:
        parts.append(days)
    parts.append(closeness(tie.weight))
    names = f"{cut_text(one.name, 60)} — {cut_text(tie.other.name, 60)}"
    return line(
        Run(f" {GLYPHS[tie.other.kind]} ", tie.other.kind), run(names, "strong"), " · " + " · ".join(parts)
    )


def closeness(weight: float) -> str:
    """What a weight means."""
    if weight <= 0:
        return _("no more often than by chance")
    return _("closeness {share}").format(share=f"{weight:.0%}")


def sentences_note(ties: Ties) -> str:
    """How far sentences were counted, where that is not all; empty otherwise."""
    if 0 < ties.sentences_of < ties.of:
        return _("sentences: of the newest %s") % articles_text(ties.sentences_of)
    return ""
