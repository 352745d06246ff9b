"""What there is to remark on files and articles: refused, and why; so long that facts come from a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.result import RejectedFile


def rejected_lines(rejected: Iterable[RejectedFile]) -> Iterator[str]:
    """One line a refused file: what, why, and the way out."""
    for refusal in rejected:
        yield rejected_line(refusal.file, refusal.reason, refusal.detail)


def rejected_line(file: str, reason: str, detail: str) -> str:
    """Why one file was refused, and the way out."""
    from tui.corpus.reader import REASONS

    known = REASONS.get(reason)
    if known is None:
        return f"{file}: {reason}"
    why = why_refused(known.message, detail)
    way_out = _(known.hint)
    if reason == "unsure-encoding":
        way_out += ": " + _accepting(file, detail)
    return f"{file}: {why}; {way_out}"


def why_refused(message: str, detail: str) -> str:
    """The reason in words; broken JSON by the line it broke in (`detail` is `JSON:41`)."""
    form, _colon, line = detail.partition(":")
    if form == "JSON" and line.isdecimal():
        return _("JSON broken in line {line}").format(line=line)
    return _(message) + (f" ({detail})" if detail else "")


def _accepting(file: str, detail: str) -> str:
    """The command that reads a file in the encoding that was guessed."""
    from glob import escape
    from shlex import quote

    from tui.corpus.loaders.decoding import guessed

    return f"docbao index CORPUS --encoding {quote(f'{escape(file)}={guessed(detail)}')}"


def partial_line(count: int) -> str:
    """How many articles are so long that their facts come from their beginning alone."""
    told = ngettext(
        "%d article is longer than 2 MB: its facts come from the first 2 MB,"
        " all of it can be read and searched",
        "%d articles are longer than 2 MB: their facts come from the first 2 MB,"
        " all of them can be read and searched",
        count,
    )
    return told % count
