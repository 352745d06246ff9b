"""What the command line prints: data on stdout, talk on stderr, nothing that could act on a terminal."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TextIO

from tui.errors import DocbaoError
from tui.text.shown import replaced_codes, shown, shown_line

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Source: OWASP, CSV injection."""

_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?\Z")


def prepare_streams() -> None:
    """Vietnamese comes out right in any locale, and what cannot be encoded is written out, never raised."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """One line of talk."""
    print(shown_line(text), file=sys.stderr, flush=True)


def say_error(error: DocbaoError) -> None:
    """A refusal: what is wrong, and what to do, each in a line of its own."""
    say(f"docbao: {error}")
    if error.hint:
        say(f"  → {error.hint}")


def print_text(text: str) -> None:
    """Text as it is into a pipe or file; on a terminal with everything that could act on it made visible."""
    print(shown(text) if sys.stdout.isatty() else text)


def print_line(text: str) -> None:
    """One line for people, safe wherever it ends up."""
    print(shown_line(text))


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON that people can read: Vietnamese as it is, everything that could act on a terminal escaped.

    >>> json_text({"tin": "Huế\\x9b\\u202e"})
    '{"tin": "Huế\\\\u009b\\\\u202e"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text if text.isascii() and "\x7f" not in text else _hostile().sub(_escaped, text)


def print_json(value: object, *, indent: int | None = None) -> None:
    """One JSON value and a line feed."""
    print(json_text(value, indent=indent), flush=indent is None)


@cache
def _hostile() -> re.Pattern[str]:
    codes = sorted(code for code in replaced_codes() if code >= 0x7F and code != 0xA0)
    return re.compile("[" + "".join(f"\\U{code:08x}" for code in codes) + "]")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def csv_cell(value: object) -> str:
    """A cell no spreadsheet takes for a formula; numbers stay numbers.

    >>> csv_cell("=1+1"), csv_cell("-5,73"), csv_cell(None), csv_cell("- mục 1")
    ("'=1+1", '-5,73', '', "'- mục 1")
    """
    text = "" if value is None else shown(str(value))
    if text.startswith(FORMULA_STARTS) and not _NUMBER.match(text):
        return "'" + text
    return text


def csv_writer(columns: Sequence[str], stream: TextIO | None = None) -> CsvWriter:
    """A writer that has written its heading."""
    writer = CsvWriter(stream or sys.stdout)
    writer.row(columns)
    return writer


class CsvWriter:
    """Rows of comma-separated values."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\n")

    def row(self, cells: Iterable[object]) -> None:
        """Write one row."""
        self._writer.writerow([csv_cell(cell) for cell in cells])
