"""The files of a corpus that could not be read, each with the reason and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.corpus.reader import REASONS
from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.model.result import RejectedFile
from tui.text.json_text import json_text

COLUMNS = ("file", "reason", "detail", "message", "hint")
"""`reason` is a key of `corpus.reader.REASONS`, the last two are in the reader's language."""


def _cells(rejected: RejectedFile) -> tuple[str, ...]:
    known = REASONS.get(rejected.reason)
    said = (_(known.message), _(known.hint)) if known else ("", "")
    return (rejected.file, rejected.reason, rejected.detail, *said)


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
        file, reason, detail, message, hint = map(escaped_line, _cells(refused))
        why = (message or reason) + (f" ({detail})" if detail else "")
        yield f"- {file}: {why}; {hint}\n" if hint else f"- {file}: {why}\n"
