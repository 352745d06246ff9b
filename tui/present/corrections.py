"""Corrections in words: what was rejected, merged, split or renamed."""

from __future__ import annotations

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.correction import Correction
from tui.present.dates import long_date, short_date
from tui.present.kinds import number
from tui.present.lines import Line, Run, beside, cut_text, run
from tui.text.shown import shown_line

NAME_CELLS = 48
"""Cells of a name within a sentence."""
NARROW = 70
"""Cells below which the year of a day is cut."""


def correction_text(correction: Correction, *, here: bool = True) -> str:
    """What a correction says, as part of a line: `reject “Bắc Giang” in this article`.

    Not `here` where the article is another, or named beside it.
    """
    told = {"name": short_name(correction.name), "other": short_name(correction.shown)}
    match correction.kind:
        case "reject" if correction.about is not None and not here:
            return _("reject “%(name)s” in") % told
        case "reject" if correction.about is not None:
            return _("reject “%(name)s” in this article") % told
        case "reject":
            return _("“%(name)s” is no name, anywhere") % told
        case "merge":
            return _("“%(name)s” is “%(other)s”") % told
        case "rename":
            return _("rename “%(name)s” to “%(other)s”") % told
        case "split":
            count = correction.article_count
            text = ngettext(
                "“%(name)s” is another in %(count)s article",
                "“%(name)s” is another in %(count)s articles",
                count,
            )
            return text % {**told, "count": number(count)}


def done_text(done: str, correction: Correction) -> str:
    """What was just done with a correction, for the status line."""
    what = correction_text(correction)
    if done == "undone":
        return _("Undone: %s") % what
    if done == "redone":
        return _("Redone: %s") % what
    return _("Corrected: %s · u takes it back") % what


def following_text(left: int) -> str:
    """How far the library follows."""
    text = ngettext("Counts follow: %s article left", "Counts follow: %s articles left", left)
    return text % number(left)


def short_name(name: str) -> str:
    """A name as a part of a sentence."""
    return cut_text(shown_line(name), NAME_CELLS)


def correction_line(correction: Correction, cells: int) -> Line:
    """A correction as a row: whether it holds, the day, what it says, in how many articles."""
    count = correction.article_count
    many = ngettext("%s article", "%s articles", count) % number(count) if count else ""
    role = "dropped" if correction.undone else ""
    day = long_date if cells >= NARROW else short_date
    left: Line = (
        Run(" ✗ " if correction.undone else " ✓ ", "dim" if correction.undone else "ok"),
        run(f"{day(correction.created[:10])}  ", "dim"),
        run(correction_text(correction, here=False), role),
    )
    if correction.about is not None:
        left = (*left, run(f" {correction.about.title or correction.about.file}", "dim"))
        many = ""
    return beside(left, (run(f" {many} ", "dim"),) if many else (), cells)


def correction_where(correction: Correction) -> str:
    """More about a correction than its row has room for, in a line."""
    parts = [correction.id, correction.created.replace("T", " ").removesuffix("Z")]
    if correction.undone:
        parts.append(_("taken back %s") % correction.changed.replace("T", " ").removesuffix("Z"))
    if correction.about is not None:
        parts += [part for part in (correction.about.file, correction.about.corpus) if part]
    if correction.quote:
        parts.append(f"“{correction.quote[:200]}”")
    return " · ".join(parts)
