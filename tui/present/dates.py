"""Dates as the lists and pages write them: day first, as the press does, and `~` where inferred."""

from __future__ import annotations

from collections.abc import Sequence

from tui.model.result import Citation

UNKNOWN = "?"


def short_date(value: str | None, *, inferred: bool = False) -> str:
    """An ISO day, month or year in at most nine cells; `~` in front when the page does not state it.

    >>> short_date("2024-05-29"), short_date("2023-11", inferred=True), short_date("2024"), short_date(None)
    ('29/05/24', '~11/2023', '2024', '?')
    """
    if not value:
        return UNKNOWN
    parts = value.split("-")
    text = f"{parts[2]}/{parts[1]}/{parts[0][2:]}" if len(parts) == 3 else "/".join(reversed(parts))
    return "~" + text if inferred else text


def cited_day(value: str | None, sources: Sequence[Citation]) -> str:
    """A day cited by `sources` in at most nine cells, marked `~` where none of them states it."""
    stated = any(source.dated == value and not source.date_inferred for source in sources)
    return short_date(value, inferred=not stated)


def long_date(value: str | None, *, inferred: bool = False) -> str:
    """An ISO day, month or year with its year in full.

    >>> long_date("2024-05-29"), long_date("2023-11")
    ('29/05/2024', '11/2023')
    """
    if not value:
        return UNKNOWN
    text = "/".join(reversed(value.split("-")))
    return "~" + text if inferred else text


def month_of(value: str | None) -> str | None:
    """`YYYY-MM` of an ISO day or month; None for a bare year or no date.

    >>> month_of("2024-05-29"), month_of("2024")
    ('2024-05', None)
    """
    return value[:7] if value and len(value) >= 7 else None


def months_between(first: str, last: str) -> list[str]:
    """Every `YYYY-MM` from `first` to `last`, both included; empty if `last` is earlier.

    >>> months_between("2023-11", "2024-02")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    year, month = int(first[:4]), int(first[5:7])
    stop = int(last[:4]) * 12 + int(last[5:7])
    found = []
    while year * 12 + month <= stop:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
