"""Why a file was refused, in words: the reason with the line it speaks of, and the way out."""

from __future__ import annotations

import os
from errno import EACCES, EIO, EISDIR, ELOOP, EMFILE, ENAMETOOLONG, ENOENT, EPERM, ESTALE

from tui.corpus.reader import REASONS
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.present.kinds import number

_SYSTEM = {
    EACCES: N_("no permission to read it"),
    EPERM: N_("no permission to read it"),
    ENOENT: N_("it is no longer there"),
    EIO: N_("the disk reports an error"),
    EISDIR: N_("it is a folder"),
    ELOOP: N_("links that lead in a circle"),
    EMFILE: N_("too many open files"),
    ENAMETOOLONG: N_("its name is too long"),
    ESTALE: N_("the network drive has lost it"),
}
"""What the system says in its own language, by its number."""


def why_refused(reason: str, detail: str) -> str:
    """The reason in words, with all that is known; the bare key of a reason nobody wrote words for.

    >>> why_refused("damaged", "JSON:41")
    'JSON broken in line 41'
    >>> why_refused("no-column", "a, b")
    'no column that holds text is known (a, b)'
    """
    words, rest = reason_and_rest(reason, detail)
    return f"{words} ({rest})" if rest else words


def reason_and_rest(reason: str, detail: str) -> tuple[str, str]:
    """The reason in words, and what of `detail` these words do not say.

    >>> reason_and_rest("bad-record", "31"), reason_and_rest("bad-record", "#5")
    (('line 31 holds a damaged record', ''), ('record 5 is damaged', ''))
    """
    said = _in_words(reason, detail)
    if said:
        return said, ""
    known = REASONS.get(reason)
    words = _(known.message) if known else reason
    return words, detail


def way_out(reason: str) -> str:
    """What to do about it; empty for a reason nobody wrote words for."""
    known = REASONS.get(reason)
    return _(known.hint) if known else ""


def line_of(reason: str, detail: str) -> int | None:
    """The line of the file that a refusal speaks of; None where it speaks of none.

    >>> line_of("damaged", "JSON:41"), line_of("bad-record", "31"), line_of("bad-record", "#5")
    (41, 31, None)
    """
    if reason == "damaged" and (found := _place_of_break(detail)):
        return found[1]
    if reason in ("row-without-text", "bad-record") and detail.isdecimal():
        return int(detail)
    first = detail.rstrip("…").partition(", ")[2]
    return int(first) if reason in ("rows-without-text", "bad-records") and first.isdecimal() else None


def _in_words(reason: str, detail: str) -> str:
    """The whole reason where its detail is a place or a count; else empty."""
    match reason:
        case "damaged":
            return _broken(detail)
        case "unreadable":
            return _system(detail)
        case "row-without-text":
            return _placed(detail, N_("line %s holds no text"), N_("record %s holds no text"))
        case "bad-record":
            return _placed(detail, N_("line %s holds a damaged record"), N_("record %s is damaged"))
        case "rows-without-text":
            return _more(detail, bad=False)
        case "bad-records":
            return _more(detail, bad=True)
        case "no-article" if detail.isdecimal():
            count = int(detail)
            told = ngettext("%s page holds no article", "%s pages hold no article", count)
            return told % number(count)
        case "more-refused" if detail.isdecimal():
            count = int(detail)
            return ngettext("%s more part was refused", "%s more parts were refused", count) % number(count)
        case _:
            return ""


def _broken(detail: str) -> str:
    found = _place_of_break(detail)
    return _("{form} broken in line {line}").format(form=found[0], line=number(found[1])) if found else ""


def _place_of_break(detail: str) -> tuple[str, int] | None:
    """The form that broke and the line, of `JSON:41` or `CSV, 41`."""
    form, _mark, line = detail.replace(",", ":").partition(":")
    line = line.strip()
    return (form, int(line)) if form in ("JSON", "CSV") and line.isdecimal() else None


def _placed(detail: str, line: str, record: str) -> str:
    """One record, by its line; `#5` by its number, where the format has no lines."""
    place = detail.removeprefix("#")
    if not place.isdecimal():
        return ""
    return _(record if detail.startswith("#") else line) % number(int(place))


def _more(detail: str, *, bad: bool) -> str:
    """The rest of many records, `17, 7…`: how many, and where the first of them stands."""
    count, _comma, place = detail.rstrip("…").partition(", ")
    first = place.removeprefix("#")
    if not (count.isdecimal() and first.isdecimal()):
        return ""
    many = int(count)
    if bad:
        told = ngettext("%s more damaged record", "%s more damaged records", many)
    else:
        told = ngettext("%s more record without text", "%s more records without text", many)
    since = _("from record %s on") if place.startswith("#") else _("from line %s on")
    return f"{told % number(many)}, {since % number(int(first))}"


def _system(detail: str) -> str:
    """What the system said, in the language in force; empty where we have no words for it."""
    return next((_(words) for code, words in _SYSTEM.items() if detail == os.strerror(code)), "")
