"""How long ago something was, in words."""

from __future__ import annotations

from tui.i18n import gettext as _
from tui.i18n import ngettext

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def age_of(seconds: float) -> str:
    """`seconds` before now in the largest unit that fits; what lies ahead, by a wrong clock, is just now."""
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _counted(
            ngettext("%d minute ago", "%d minutes ago", int(seconds // MINUTE)), seconds // MINUTE
        )
    if seconds < DAY:
        return _counted(ngettext("%d hour ago", "%d hours ago", int(seconds // HOUR)), seconds // HOUR)
    return _counted(ngettext("%d day ago", "%d days ago", int(seconds // DAY)), seconds // DAY)


def _counted(text: str, count: float) -> str:
    return text % int(count)
