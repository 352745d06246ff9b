"""Comma-separated values that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from tui.text.shown import shown

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Source: OWASP, CSV injection."""

_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?\Z")


def csv_cell(value: object) -> str:
    """A cell no spreadsheet takes for a formula; numbers stay numbers.

    >>> csv_cell("=1+1"), csv_cell("-5,73"), csv_cell(None), csv_cell("- mục 1")
    ("'=1+1", '-5,73', '', "'- mục 1")
    """
    text = "" if value is None else shown(str(value))
    if text.startswith(FORMULA_STARTS) and not _NUMBER.match(text):
        return "'" + text
    return text


def csv_line(cells: Iterable[object]) -> str:
    """One row of comma-separated values, with its line feed."""
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow([csv_cell(cell) for cell in cells])
    return row.getvalue()
