"""JSON Lines: an object a line; a file of any size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from tui.corpus.loaders.base import Part
from tui.corpus.loaders.json_values import DECODER, MAX_RECORD, texts_of
from tui.corpus.loaders.json_values import articles as articles_of_values
from tui.corpus.loaders.lines import Lines
from tui.corpus.loaders.records import Numbered, articles_from
from tui.model.article import RawArticle, Rejected


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """An article a line; a line that cannot be read is refused by its number.

    Raises:
        RefusalError: the rest cannot be read.
    """
    lines = Lines(part)
    texts = iter(lines)
    first = next((line for line in texts if line.strip()), "")
    if first.strip() in ("[", "{") or first.lstrip().startswith("["):  # JSON under the wrong name
        yield from articles_of_values(part, texts_of(chain([first], texts)), lines.encoding)
        return
    yield from articles_from(
        part, _records(chain([first], texts), part.wanted, part.file), "jsonl", lines.encoding
    )


def _records(lines: Iterator[str], wanted: str | None, file: str) -> Iterator[Numbered]:
    only = None
    if wanted is not None:
        number = wanted.removeprefix(file).removeprefix("#")
        only = int(number) if number.isdecimal() else 1
    record = 0
    for line, text in enumerate(lines, 1):
        if not text.strip():
            continue
        record += 1
        if only is None or record == only:
            yield record, line, _object(text)
        if only is not None and record >= only:
            return


def _object(text: str) -> Mapping[str, object] | None:
    if len(text) > MAX_RECORD:
        return None
    try:
        value, end = DECODER.raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not text.lstrip()[end:].strip(" \t\r\n,") else None
