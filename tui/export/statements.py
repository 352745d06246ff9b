"""The statements of a corpus for other programs: who says what, where and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.model.told import StatementTold
from tui.present.dates import long_date
from tui.text.json_text import json_text

COLUMNS = (
    "speaker", "verb", "kind", "text", "dated", "outlet", "title", "file", "start", "stop", "speaker_key",
)  # fmt: skip
"""`kind` is direct, indirect or directive; `start` and `stop` are code points of the clean text."""


def _cells(told: StatementTold) -> tuple[object, ...]:
    return (
        told.speaker, told.verb, told.kind, told.text, told.dated, told.outlet, told.title, told.file,
        told.span.start, told.span.stop, told.speaker_key,
    )  # fmt: skip


def as_jsonl(statements: Iterable[StatementTold]) -> Iterator[str]:
    """One object a line, of `COLUMNS`."""
    for told in statements:
        yield json_text(dict(zip(COLUMNS, _cells(told), strict=True))) + "\n"


def as_csv(statements: Iterable[StatementTold]) -> Iterator[str]:
    """`COLUMNS`, with a head."""
    yield csv_line(COLUMNS)
    for told in statements:
        yield csv_line(_cells(told))


def as_markdown(statements: Iterable[StatementTold]) -> Iterator[str]:
    """A quotation each, then who says it and where."""
    yield "# " + _("Statements") + "\n"
    for told in statements:
        where = [told.outlet or "", long_date(told.dated), told.title, told.file]
        source = " · ".join(escaped_line(part) for part in where if part)
        yield f"\n> {escaped_line(told.text)}\n\n**{escaped_line(told.speaker)}** — {source}\n"


Writer = Callable[[Iterable[StatementTold]], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "jsonl": as_jsonl, "markdown": as_markdown}
