"""The files of a corpus that could not be read, each with the reason and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.model.result import RejectedFile
from tui.present.refusals import way_out, why_refused
from tui.text.json_text import json_text

COLUMNS = ("file", "reason", "detail", "message", "hint")
"""`reason` is a key of `corpus.reader.REASONS`, the last two are in the reader's language."""


def _cells(rejected: RejectedFile) -> tuple[str, ...]:
    reason, detail = rejected.reason, rejected.detail
    return (rejected.file, reason, detail, why_refused(reason, detail), way_out(reason))


def as_jsonl(rejected: Iterable[RejectedFile]) -> Iterator[str]:
    """One object a line, of `COLUMNS`."""
    for file in rejected:
        yield json_text(dict(zip(COLUMNS, _cells(file), strict=True))) + "\n"


def as_csv(rejected: Iterable[RejectedFile]) -> Iterator[str]:
    """`COLUMNS`, with a head."""
    yield csv_line(COLUMNS)
    for file in rejected:
        yield csv_line(_cells(file))


def as_markdown(rejected: Iterable[RejectedFile]) -> Iterator[str]:
    """A list."""
    yield "# " + _("Refused files") + "\n\n"
    for refused in rejected:
        file, _reason, _detail, why, hint = map(escaped_line, _cells(refused))
        yield f"- {file}: {why}; {hint}\n" if hint else f"- {file}: {why}\n"
