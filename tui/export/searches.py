"""The reader's saved searches for other programs: JSON Lines that can be taken back, a table, or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.library.shelf_searches import pack
from tui.model.own import SavedSearch
from tui.text.json_text import json_text

COLUMNS = ("name", "query", "scope", "order", "created", "changed")


def as_jsonl(searches: Iterable[SavedSearch]) -> Iterator[str]:
    """One object a line."""
    for search in searches:
        yield json_text(pack(search)) + "\n"


def as_csv(searches: Iterable[SavedSearch]) -> Iterator[str]:
    """`COLUMNS`, with a head."""
    yield csv_line(COLUMNS)
    for search in searches:
        packed = pack(search)
        yield csv_line(packed[column] for column in COLUMNS)


def as_markdown(searches: Iterable[SavedSearch]) -> Iterator[str]:
    """A list."""
    yield "# " + _("Saved searches") + "\n\n"
    for search in searches:
        yield f"- {escaped_line(search.name)}: {escaped_line(search.query)}\n"
