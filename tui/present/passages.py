"""Passages that stand in several articles, a line each."""

from __future__ import annotations

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.result import RepeatedPassage, RepeatedPassages
from tui.present.dates import short_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, beside, cut_text, run
from tui.text.cells import pad, width

_LONGEST = 400
"""Code points of a passage that any window may show."""
_DAYS, _OUTLET = 19, 16
"""Cells."""
_WIDE = 100
"""Cells from which the outlets are told too."""


def passage_line(passage: RepeatedPassage, cells: int) -> Line:
    """In how many articles, the words, and at the right edge from which day to which, and where first."""
    count = Run(number(passage.article_count).rjust(5) + "  ", "strong")
    words = run("“" + " ".join(passage.text[:_LONGEST].split()) + "”")
    return beside((count, words), (*_when(passage), *_where(passage, cells), Run(" ")), cells)


def _when(passage: RepeatedPassage) -> Line:
    dated = [place.head for place in passage.places if place.head.dated is not None]
    if not dated:
        return (run(pad(_("undated"), _DAYS), "dim"),)
    days = short_date(dated[0].dated, inferred=dated[0].date_inferred)
    if passage.last is not None and passage.last != dated[0].dated:
        inferred = any(head.date_inferred for head in dated if head.dated == passage.last)
        days += "–" + short_date(passage.last, inferred=inferred)
    return (run(pad(days, _DAYS), "dim"),)


def _where(passage: RepeatedPassage, cells: int) -> Line:
    if cells < _WIDE:
        return ()
    more = f" +{len(passage.outlets) - 1}" if len(passage.outlets) > 1 else ""
    name = cut_text(passage.outlets[0], _OUTLET - width(more)) if passage.outlets else "?"
    return (run("  " + pad(name + more, _OUTLET), "place"),)


def counted(found: RepeatedPassages) -> str:
    """`500 of 3,505 passages`; what is furniture of the pages is told too."""
    if len(found.passages) < found.total:
        told = _("{count} of {total} passages").format(
            count=number(len(found.passages)), total=number(found.total)
        )
    else:
        told = ngettext("%s passage", "%s passages", found.total) % number(found.total)
    if found.furniture:
        told += " · " + _("without %s of page furniture") % number(found.furniture)
    return told
