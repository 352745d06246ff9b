"""The board of figures for other programs: a line for each figure of each article, with its sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from tui.export.files import write_new
from tui.export.markdown import escaped_line
from tui.export.table import csv_line
from tui.model.measure import MeasureDetail, MeasureGroup, MeasureRow
from tui.model.record import record
from tui.present.dates import long_date
from tui.present.measures import group_text, period_text, place_text, row_amount, why_not
from tui.text.folding import fold
from tui.text.json_text import json_text

COLUMNS = (
    "measure", "kind", "value", "unit", "approx", "place", "scope", "province_then", "province_now",
    "place_told", "period", "period_told", "change", "compared_to", "plan", "target", "compares_with",
    "file", "title", "dated", "outlet", "text", "sentence", "start", "stop",
)  # fmt: skip
"""`value` and `target` are in `unit`, `change` and `plan` percent. Figures of one measure compare that have
the same number in `compares_with`; it is empty where a figure compares with none. `start` and `stop` are code
points of the clean text."""
SUFFIXES = {"csv": ".csv", "jsonl": ".jsonl", "markdown": ".md"}


Details = Callable[[int, int], MeasureDetail | None]
"""Tells what an article says with a figure."""


@record
class Exported:
    """One figure of one article."""

    group: MeasureGroup
    number: int | None
    """Of the group; None where its figures do not compare."""
    row: MeasureRow
    detail: MeasureDetail

    def cells(self) -> tuple[object, ...]:
        """`COLUMNS`."""
        row, detail, place = self.row, self.detail, self.row.place
        head, figure = detail.head, detail.figure
        change = detail.change.compared_to if detail.change else figure.compared_to
        return (
            row.measure, row.kind, _number(row.value), row.unit, row.approx,
            place.name if place else None, row.place.scope if row.place else None,
            place.then if place else None, place.now if place else None, detail.measured.place_told or None,
            detail.measured.period, detail.measured.period_told or None,
            _number(row.change), change, _number(row.plan), _number(row.target), self.number,
            head.file, None if head.title_inferred else head.title, head.dated, head.outlet,
            figure.text, detail.sentence, figure.evidence.start, figure.evidence.stop,
        )  # fmt: skip

    def as_json(self) -> dict[str, object]:
        """`COLUMNS` by name."""
        return dict(zip(COLUMNS, self.cells(), strict=True))


def _number(value: float | None) -> object:
    """A number as it was read: percentages come from shorter ones, whose last digits mean nothing."""
    if value is None or not math.isfinite(value):
        return None
    short = Decimal(f"{value:.12g}")
    return int(short) if short == short.to_integral_value() else float(f"{value:.7g}")


def exported(details: Details, groups: Iterable[MeasureGroup]) -> Iterator[Exported]:
    """Every figure of some groups, in their order."""
    from tui.related.comparing import compares

    known = lru_cache(maxsize=512)(details)
    for number, group in enumerate(groups, start=1):
        for row in group.rows:
            for article, figure in row.sources:
                detail = known(article, figure)
                if detail is not None:
                    yield Exported(group, number if compares(group) else None, row, detail)


def as_jsonl(rows: Iterable[Exported]) -> Iterator[str]:
    """One object a line, of `COLUMNS`."""
    for row in rows:
        yield json_text(row.as_json()) + "\n"


def as_csv(rows: Iterable[Exported]) -> Iterator[str]:
    """`COLUMNS`, with a head."""
    yield csv_line(COLUMNS)
    for row in rows:
        yield csv_line(row.cells())


def as_markdown(rows: Iterable[Exported]) -> Iterator[str]:
    """A heading for each measure, one for each group that compares, and a list of its figures."""
    measure, first, group = "", None, None
    for row in rows:
        if row.row.measure != measure:
            measure, first = row.row.measure, row.group
            yield f"# {escaped_line(measure)}\n\n"
        if row.group is not group:
            group = row.group
            yield f"## {escaped_line(group_text(group))}\n\n"
            reason = why_not(group, first or group)
            if reason:
                yield f"≠ {escaped_line(reason)}\n\n"
        yield _in_markdown(row)


def _in_markdown(one: Exported) -> str:
    row, head = one.row, one.detail.head
    amount = f"**{escaped_line(row_amount(row))} {escaped_line(row.unit)}**"
    where = place_text(row.place, far=row.place_far)
    when = period_text(row.start, row.months, far=row.period_far)
    source = [head.title, head.outlet or "", long_date(head.dated), head.file]
    told = [where, when, *source]
    named = " · ".join(escaped_line(part) for part in told if part)
    return f"- {amount} · {named}\n  > {escaped_line(one.detail.sentence)}\n"


Writer = Callable[[Iterable[Exported]], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "jsonl": as_jsonl, "markdown": as_markdown}


def write_figures(folder: Path, name: str, rows: Iterable[Exported], form: str) -> Path:
    """Write the figures to a new file in `folder`, called by the measure; the answer is where it lies.

    The byte-order mark at the head of a table tells spreadsheets that it is UTF-8.

    Raises:
        ExportError: the folder cannot be written.
    """
    words = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
    stem = f"figures-{words}".encode("ascii", "ignore").decode()[:80].strip("-")
    head = ("\ufeff",) if form == "csv" else ()
    return write_new(folder, stem, SUFFIXES[form], (*head, *WRITERS[form](rows)))
