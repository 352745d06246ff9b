"""Records, the rows of tables and the objects of JSON: from named values to an article."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tui.corpus.loaders.base import Part, composed, digest_of, numbered
from tui.corpus.loaders.columns import Columns, recognised
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import text_of_fragment
from tui.model.article import FIELDS, Fields, RawArticle, Rejected
from tui.text.encoding import MISREAD
from tui.text.legacy.mojibake import is_misread, reread_part, resolved, resolved_part
from tui.text.normal import normalize

TOLD = 3
"""Bad records of a file that are told one by one; of more, the rest is told in one line."""
LONGEST_FIELD = 2000
MAX_DEPTH = 12
"""How deep the paragraphs of a text may lie in lists and objects."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|h[1-6]|ul|li|table|figure|article|html|body)\b", re.I
)
_TEXT_KEYS = ("text", "content", "value", "name", "#text", "_", "body", "html", "paragraphs", "p")

Record = Mapping[str, Any]
Numbered = tuple[int, int, "Record | None"]
"""Number of a record from 1, its line (0: the format has none), the record; None where it is damaged."""


def articles_from(
    part: Part, records: Iterable[Numbered], loader: str, encoding: str
) -> Iterator[RawArticle | Rejected]:
    """Articles of the records, in order.

    Those without text are told one by one while they are few, then all together.
    """
    told = Told(part.file)
    reader = Reader(part.options.columns)
    wanted = part.wanted
    for number, line, record in records:
        name = numbered(part.file, number)
        if wanted is not None and name != wanted:
            if wanted == part.file:
                return
            continue
        place = f"{line}" if line else f"#{number}"
        if record is None:
            yield from told.bad("bad-record", place)
            continue
        article = reader.article(record, name, loader, encoding)
        if article is None:
            yield from told.bad("row-without-text", place)
        else:
            yield article
    yield from told.rest()


class Told:
    """What of a file was refused record by record."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def bad(self, reason: str, place: str) -> Iterator[Rejected]:
        """One more record that cannot be read; a line of its own while they are few."""
        count = self._counts[reason] = self._counts.get(reason, 0) + 1
        if count <= TOLD:
            yield Rejected(self._file, reason, place)
        elif count == TOLD + 1:
            self._first[reason] = place

    def rest(self) -> Iterator[Rejected]:
        """The others, together: how many more, and where the first of them stands."""
        for reason, place in self._first.items():
            more = {"row-without-text": "rows-without-text", "bad-record": "bad-records"}[reason]
            yield Rejected(self._file, more, f"{self._counts[reason] - TOLD}, {place}…")


class Reader:
    """Reads the records of one file; those with the same keys are looked at alike."""

    def __init__(self, chosen: tuple[tuple[str, str], ...]) -> None:
        self._chosen = chosen
        self._columns: dict[tuple[str, ...], Columns] = {}

    def columns(self, names: Sequence[str]) -> Columns:
        """Which of these columns hold what."""
        key = tuple(names)
        found = self._columns.get(key)
        if found is None:
            if len(self._columns) > 1000:
                self._columns.clear()
            found = self._columns[key] = recognised(key, self._chosen)
        return found

    def article(self, record: Record, name: str, loader: str, encoding: str) -> RawArticle | None:
        """The article of one record; None where it holds no text."""
        columns = self.columns([key for key in record if isinstance(key, str)])
        by_field = columns.by_field
        text = flat_text(value_at(record, by_field["text"])) if "text" in by_field else ""
        source = record
        if is_misread(text):
            encoding = MISREAD
            record, text = _each_string(record, reread_part), reread_part(text)
        elif resolved(text) is not text:
            record, text = _each_string(record, resolved_part), resolved_part(text)
        said: dict[str, str | None] = {}
        for field in FIELDS:
            column = by_field.get(field)
            if column is not None:
                value = line_of(value_at(record, column), names=field in ("byline", "section"))
                said[field] = iso_day(value) if value and field == "published" else value
        if not text and not columns.chosen:  # an abstract is all that some tables keep
            lead = said.get("lead")
            if lead and said.get("title"):
                text, said["lead"] = lead, None
        if not text.strip():
            return None
        fields = Fields(**said)
        digest = digest_of(
            json.dumps(source, ensure_ascii=False, default=str, sort_keys=True).encode("utf-8", "replace")
        )
        whole = composed(fields.title, fields.lead, text)
        return RawArticle(name, whole, loader, encoding, digest, fields=fields)


def _each_string(value: Any, mend: Callable[[str], str]) -> Any:
    """`value` with every text in it mended; the keys of records stay."""
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, Mapping):
        return {key: _each_string(inner, mend) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each_string(inner, mend) for inner in value]
    return value


def value_at(record: Record, column: str) -> Any:
    """The value of a column, or of a key inside another: `author.name`."""
    if column in record:
        return record[column]
    value: Any = record
    for step in column.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def flat_text(value: Any, depth: int = 0) -> str:
    """The text in a value: a string, its markup gone, or paragraphs in lists and objects.

    >>> flat_text(["Một.", {"text": "Hai."}, 3]), flat_text("<p>Một.</p><p>Hai.</p>")
    ('Một.\\n\\nHai.', 'Một.\\n\\nHai.')
    """
    if isinstance(value, str):
        text = text_of_fragment(value) if _MARKUP.search(value[:200_000]) else value
        return normalize(text).strip("\n")
    if depth > MAX_DEPTH:
        return ""
    if isinstance(value, Mapping):
        return next((text for key in _TEXT_KEYS if (text := flat_text(value.get(key), depth + 1))), "")
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return "\n\n".join(text for item in value if (text := flat_text(item, depth + 1)))
    return ""


def line_of(value: Any, *, names: bool = False) -> str | None:
    """A value on one line; of a list all names, or the first of other things.

    >>> line_of([{"name": "Lê Mơ"}, "Hồ Mây"], names=True), line_of(1717000000), line_of("  ")
    ('Lê Mơ, Hồ Mây', '1717000000', None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else None
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        parts = [part for item in value[:20] if (part := line_of(item))]
        return (", ".join(parts) if names else parts[0]) if parts else None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    line = " ".join(flat_text(value).split())
    return line if 0 < len(line) <= LONGEST_FIELD else None
