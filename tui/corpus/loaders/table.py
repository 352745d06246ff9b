"""CSV and TSV: a row an article; delimiter and header are told from the first rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.columns import recognised
from tui.corpus.loaders.lines import Lines
from tui.corpus.loaders.records import Numbered, articles_from
from tui.corpus.markup.days import iso_day
from tui.model.article import RawArticle, Rejected

DELIMITERS = ",;\t|"
MAX_CELL = 16 * 1024 * 1024
FIRST_ROWS = 20
LONGEST_NAME = 60
"""Characters of a cell that may be the name of a column."""
MEAN_TEXT = 100
"""Characters a column has on average that is taken for the text where no column has a name."""
NAME_TO_TEXT = 4
"""A text is at least so many times longer than the name of its column."""

Row = tuple[int, list[str]]


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """An article a row; rows without text are refused by their line.

    Raises:
        RefusalError: no column holds text, or the rest cannot be read.
    """
    lines = Lines(part)
    texts = iter(lines)
    first = next((line for line in texts if line.strip()), "")
    if not first:
        raise RefusalError("empty")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel says so itself
        delimiter = first.strip()[4]
    else:
        delimiter = delimiter_of(first)
        texts = chain([first], texts)
    rows = _rows(texts, delimiter)
    begin, broken = _begin(rows)
    names, begin = _names(begin, part.options.columns)
    if "text" not in (columns := recognised(names, part.options.columns).by_field) and not (
        {"lead", "title"} <= columns.keys()
    ):
        raise RefusalError("no-column", ", ".join(names)[:200])
    yield from articles_from(part, _records(names, chain(begin, rows)), "table", lines.encoding)
    if broken is not None:
        raise broken


def delimiter_of(line: str) -> str:
    """What separates the cells of `line`: of the usual four the most frequent outside quotes.

    >>> delimiter_of('tieu de;"noi, dung, dai";ngay'), delimiter_of("mot cot")
    (';', ',')
    """
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, row
    except csv.Error as error:
        raise RefusalError("damaged", f"CSV, {rows.line_num}") from error


def _begin(rows: Iterator[Row]) -> tuple[list[Row], RefusalError | None]:
    """The first rows, and why there are no more where the file breaks off among them."""
    begin: list[Row] = []
    try:
        begin.extend(islice(rows, FIRST_ROWS))
    except RefusalError as refusal:
        return begin, refusal
    return begin, None


def _names(begin: list[Row], chosen: tuple[tuple[str, str], ...]) -> tuple[list[str], list[Row]]:
    """Names of the columns, and the rows below them; numbers from 1 where the first row has no names."""
    head = [cell.strip() for cell in begin[0][1]] if begin else []
    if head and all(len(cell) <= LONGEST_NAME for cell in head):
        known = recognised(head, chosen).by_field
        if "text" in known or len(known) >= 2:
            return head, begin[1:]
    width = max((len(row) for _line, row in begin), default=0)
    if any(name.isdecimal() for _field, name in chosen):
        return [str(number + 1) for number in range(width)], begin
    below = begin[1:] if _is_head(head, [row for _line, row in begin[1:]]) else begin
    names = _guessed([row for _line, row in below], width)
    return (names, below) if "text" in names else (head or names, begin[1:])


def _is_head(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """True for a first row of names we do not know: short words, no values, over a column of long texts."""
    if not rows or not all(first) or len(set(first)) < len(first):
        return False
    if any(len(cell) > LONGEST_NAME or cell[:1].isdecimal() or "://" in cell for cell in first):
        return False
    means = [sum(len(row[at]) for row in rows if at < len(row)) / len(rows) for at in range(len(first))]
    return max(means) >= MEAN_TEXT and len(first[means.index(max(means))]) * NAME_TO_TEXT < max(means)


def _guessed(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Names for columns without one, by what stands in them; the longest is the text."""
    names = [str(number + 1) for number in range(width)]
    columns = [[row[at].strip() for row in rows if at < len(row)] for at in range(width)]
    means = [sum(map(len, column)) / max(1, len(column)) for column in columns]
    if not means or max(means) < MEAN_TEXT:
        return names
    names[means.index(max(means))] = "text"
    for at, column in enumerate(columns):
        if names[at] == "text" or not column:
            continue
        if all(cell.startswith(("http://", "https://")) for cell in column if cell):
            names[at] = "url"
        elif all(iso_day(cell) for cell in column if cell) and any(column):
            names[at] = "published"
        elif "title" not in names and 15 <= means[at] <= 200 and any(" " in cell for cell in column):
            names[at] = "title"
    return names


def _records(names: Sequence[str], rows: Iterator[Row]) -> Iterator[Numbered]:
    for number, (line, row) in enumerate(rows, 1):
        yield number, line, dict(zip(names, row, strict=False))
