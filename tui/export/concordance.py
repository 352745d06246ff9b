"""A concordance for other programs: a line for each hit with its context, or one for each article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tui.export.files import write_new
from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.i18n import gettext as _
from tui.present.dates import long_date
from tui.search.concordance import KwicLine
from tui.text.folding import fold
from tui.text.json_text import json_text

COLUMNS = ("file", "title", "dated", "outlet", "speaker", "left", "keyword", "right", "start", "stop")
"""`start` and `stop` are code points of the clean text; `left` and `right` are of the same paragraph."""
ARTICLE_COLUMNS = ("file", "title", "dated", "outlet", "hits", "left", "keyword", "right", "start", "stop")
"""The same of the first hit of an article, and how many it has."""
SUFFIXES = {"csv": ".csv", "jsonl": ".jsonl", "markdown": ".md"}


def _cells(line: KwicLine) -> tuple[object, ...]:
    head = line.head
    return (
        head.file, head.title, head.dated, head.outlet, line.speaker or None,
        line.left.strip(), line.keyword, line.right.strip(), line.span.start, line.span.stop,
    )  # fmt: skip


def as_jsonl(lines: Iterable[KwicLine]) -> Iterator[str]:
    """One object a line, of `COLUMNS`."""
    for line in lines:
        yield json_text(dict(zip(COLUMNS, _cells(line), strict=True))) + "\n"


def as_csv(lines: Iterable[KwicLine]) -> Iterator[str]:
    """`COLUMNS`, with a head."""
    yield csv_line(COLUMNS)
    for line in lines:
        yield csv_line(_cells(line))


def as_markdown(lines: Iterable[KwicLine]) -> Iterator[str]:
    """A list: the hit in bold, then who says it and where."""
    yield "# " + _("Concordance") + "\n\n"
    for line in lines:
        yield f"- {_in_markdown(line)} — {_source(line)}\n"


def _in_markdown(line: KwicLine) -> str:
    left, right = escaped_line(line.left), escaped_line(line.right)
    return f"{left}**{escaped_line(line.keyword)}**{right}".strip()


def _source(line: KwicLine) -> str:
    head = line.head
    told = [line.speaker, head.title, head.outlet or "", long_date(head.dated), head.file]
    return " · ".join(escaped_line(part) for part in told if part)


def articles_as_jsonl(lines: Iterable[KwicLine]) -> Iterator[str]:
    """One object an article, of `ARTICLE_COLUMNS`; lines of one article must stand together."""
    for cells in _articles(lines):
        yield json_text(dict(zip(ARTICLE_COLUMNS, cells, strict=True))) + "\n"


def articles_as_csv(lines: Iterable[KwicLine]) -> Iterator[str]:
    """`ARTICLE_COLUMNS`, with a head."""
    yield csv_line(ARTICLE_COLUMNS)
    for cells in _articles(lines):
        yield csv_line(cells)


def articles_as_markdown(lines: Iterable[KwicLine]) -> Iterator[str]:
    """A list of articles, with the number of hits and the first of them."""
    yield "# " + _("Articles found") + "\n\n"
    for _file, found in groupby(lines, key=lambda line: line.head.file):
        first, *others = found
        yield f"- {_source(first)} ({1 + len(others)})\n  {_in_markdown(first)}\n"


def _articles(lines: Iterable[KwicLine]) -> Iterator[tuple[object, ...]]:
    for _file, found in groupby(lines, key=lambda line: line.head.file):
        first, *others = found
        cells = _cells(first)
        yield (*cells[:4], 1 + len(others), *cells[5:])


Writer = Callable[[Iterable[KwicLine]], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "jsonl": as_jsonl, "markdown": as_markdown}
ARTICLE_WRITERS: dict[str, Writer] = {
    "csv": articles_as_csv,
    "jsonl": articles_as_jsonl,
    "markdown": articles_as_markdown,
}


def write_concordance(folder: Path, query: str, lines: Iterable[KwicLine], form: str) -> Path:
    """Write the lines to a new file in `folder`, called by the query; the answer is where it lies.

    The byte-order mark at the head of a table tells spreadsheets that it is UTF-8.

    Raises:
        ExportError: the folder cannot be written.
    """
    words = "-".join(part for part in "".join(c if c.isalnum() else " " for c in fold(query)).split())
    stem = f"kwic-{words}".encode("ascii", "ignore").decode()[:80].strip("-")
    head = ("\ufeff",) if form == "csv" else ()
    return write_new(folder, stem, SUFFIXES[form], (*head, *WRITERS[form](lines)))
