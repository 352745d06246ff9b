"""What the concordance shows: a line for each hit, the keyword in one column, and how far it is."""

from __future__ import annotations

from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.result import ListFilter, TextSearch
from tui.present.dates import short_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, pad_line, run
from tui.present.rows import title_runs, where_text
from tui.search.concordance import KwicLine, Order, left_part, right_part
from tui.text.cells import cut, pad, width
from tui.text.shown import shown_line

ORDER_NAMES: dict[Order, str] = {
    "date": N_("Newest first"),
    "left": N_("By the word before"),
    "right": N_("By the word after"),
    "second": N_("By the second word after"),
    "speaker": N_("By speaker"),
    "article": N_("By headline"),
}

_DATED_FROM, _NAMED_FROM = 70, 100
"""Cells from which a line begins with its day, and with its outlet (or who says it) as well."""
_DAY, _NAME = 10, 20
_LONGEST_KEYWORD = 24


@record
class Progress:
    """How far a concordance is."""

    lines: int
    articles: int
    """Articles of the lines."""
    total_articles: int
    ended: bool
    full: bool
    """True when there are more hits than lines are shown."""


def lay_out_line(kwic: KwicLine, cells: int, order: Order) -> Line:
    """One hit in exactly `cells` cells: day and source where there is room, left, keyword, right."""
    aside: list[Run] = []
    if cells >= _DATED_FROM:
        day = short_date(kwic.head.dated, inferred=kwic.head.date_inferred)
        aside.append(Run(pad(day, _DAY), "dim"))
        if order == "speaker" or cells >= _NAMED_FROM:
            name = kwic.speaker if order == "speaker" else kwic.head.outlet or kwic.head.title[:80]
            aside.append(
                Run(pad(cut(shown_line(name), _NAME - 1), _NAME), "" if order == "speaker" else "dim")
            )
    room = cells - sum(width(part.text) for part in aside)
    keyword = cut(shown_line(kwic.keyword), max(1, min(room // 2, max(_LONGEST_KEYWORD, room // 3))))
    before = max(0, (room - min(width(keyword), _LONGEST_KEYWORD // 2)) // 2)
    left = left_part(shown_line(kwic.left), before)
    right = right_part(shown_line(kwic.right), max(0, room - before - width(keyword)))
    space = Run(" " * (before - width(left)))
    return pad_line((*aside, space, Run(left), Run(keyword, "hit"), Run(right)), cells)


def about(kwic: KwicLine) -> Line:
    """The article of a hit, and who says it: `❝ Lê Thu Hạ · 26/04/24 · QĐND · the title`."""
    said = (Run("❝ ", "statement"), run(f"{kwic.speaker[:80]} · ")) if kwic.speaker else ()
    return (Run(" "), *said, run(where_text(kwic.head) + " · ", "dim"), *title_runs(kwic.head))


def crumbs(search: TextSearch) -> Line:
    """Where I am: what was looked for, and how narrowly."""
    told = [
        _("in this article") if search.article is not None else "",
        _("in the list") if search.within != ListFilter() else "",
        _("only with the tones as typed") if search.tones == "exact" else "",
        _("abbreviations as typed") if not search.expand else "",
    ]
    narrowly = "".join(f" · {part}" for part in told if part)
    return line(
        Run(" ◀ ", "dim"),
        run(_("In context") + " › ", "dim"),
        run(f"“{search.query[:200]}”", "strong"),
        run(narrowly, "dim"),
    )


def counted(progress: Progress) -> str:
    """`1.234 hits · 300 articles`; of more than are shown, the newest; while it goes on, how far it is."""
    hits = ngettext("%s hit", "%s hits", progress.lines) % number(progress.lines)
    if progress.full:
        hits = _("the %s newest hits") % number(progress.lines)
    told = ngettext("%s article", "%s articles", progress.total_articles) % number(progress.total_articles)
    if not progress.ended or progress.full:
        told = _("%(some)s of %(all)s") % {"some": number(progress.articles), "all": told}
    return f"{hits} · {told}" + ("" if progress.ended else "…")
