"""What there is to remark on files and articles: refused, and why; so long that facts come from a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.i18n import ngettext
from tui.model.result import RejectedFile


def rejected_lines(rejected: Iterable[RejectedFile], corpus: Path | None) -> Iterator[str]:
    """One line a refused file of `corpus`: what, why, and the way out."""
    for refusal in rejected:
        yield rejected_line(refusal.file, refusal.reason, refusal.detail, corpus)


def rejected_line(file: str, reason: str, detail: str, corpus: Path | None = None) -> str:
    """Why one file was refused, and the way out: a command to copy where there is one."""
    return f"{file}: " + "; ".join(filter(None, why_and_way_out(file, reason, detail, corpus)))


def why_and_way_out(file: str, reason: str, detail: str, corpus: Path | None) -> tuple[str, str]:
    """The two halves of such a line."""
    from tui.present.refusals import way_out, why_refused

    said = way_out(reason)
    if reason == "unsure-encoding":
        said += ": " + _accepting(file, detail, corpus)
    return why_refused(reason, detail), said


def rejected_json(refused: RejectedFile) -> dict[str, str]:
    """A refused file for programs: the key of the reason and its detail, and both in words."""
    from tui.present.refusals import way_out, why_refused

    return {
        "file": refused.file,
        "reason": refused.reason,
        "detail": refused.detail,
        "message": why_refused(refused.reason, refused.detail),
        "hint": way_out(refused.reason),
    }


def _accepting(file: str, detail: str, corpus: Path | None) -> str:
    """The command that reads a file in the encoding that was guessed."""
    from glob import escape
    from shlex import quote

    from tui.corpus.loaders.decoding import guessed

    where = quote(str(corpus)) if corpus is not None else "CORPUS"
    return f"docbao index {where} --encoding {quote(f'{escape(file)}={guessed(detail)}')}"


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
