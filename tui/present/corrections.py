"""Corrections in words: what was rejected, merged, split or renamed."""

from __future__ import annotations

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.correction import Correction
from tui.present.kinds import number
from tui.present.lines import cut_text
from tui.text.shown import shown_line

NAME_CELLS = 48
"""Cells of a name within a sentence."""


def correction_text(correction: Correction) -> str:
    """What a correction says, as part of a line: `reject “Bắc Giang” in this article`."""
    told = {"name": _short(correction.name), "other": _short(correction.shown)}
    match correction.kind:
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


def _short(name: str) -> str:
    return cut_text(shown_line(name), NAME_CELLS)
