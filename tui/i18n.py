"""The two languages of the interface. Source strings are English; the catalogs are gettext.

`gettext` translates now; `N_` only marks a string that is translated when it is shown. The language can
change while the program runs, so never keep the result of `gettext` at module scope.
"""

from __future__ import annotations

import errno
import gettext as _gettext
import os
from typing import Literal

from tui.resources import resource

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_current: Language = "en"
_catalog: _gettext.NullTranslations = _gettext.NullTranslations()


def language_of_locale(environ: os._Environ[str] | dict[str, str] = os.environ) -> Language:
    """Vietnamese if the locale is Vietnamese, else English (POSIX order: LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name)
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"


def set_language(language: Language) -> None:
    """Make `language` the one every later `gettext` answers in."""
    global _current, _catalog
    _current = language
    _catalog = (
        _gettext.NullTranslations()
        if language == "en"
        else _gettext.translation("docbao", resource("locale"), languages=[language], fallback=True)
    )


def current_language() -> Language:
    """The language in force."""
    return _current


def gettext(message: str) -> str:
    """`message` in the language in force."""
    return _catalog.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The right one of two forms for `count`, in the language in force; `%d` is left to the caller."""
    return _catalog.ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark `message` for the catalogs; it is translated when it is shown."""
    return message


_SYSTEM = {
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.EROFS: N_("it is a place to read from only"),
    errno.ENOENT: N_("no such file or folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it is there already"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("no more room is allowed to you there"),
    errno.EIO: N_("the disk reports an error"),
    errno.ELOOP: N_("links that lead in a circle"),
    errno.EMFILE: N_("too many open files"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ESTALE: N_("the network drive has lost it"),
}


def reason_of(error: Exception) -> str:
    """What the system says is wrong, in the language in force; of another error, what it says itself."""
    if not isinstance(error, OSError):
        return str(error)
    known = _SYSTEM.get(error.errno or 0)
    return gettext(known) if known else error.strerror or str(error)
