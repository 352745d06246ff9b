"""What a query may go on with: names of fields, and values the corpus has, those of most articles first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from tui.i18n import current_language
from tui.library.articles import has_shelf
from tui.library.facets import MARKS_SINCE, SPELLINGS_READ
from tui.library.fields import outlets
from tui.library.name_lines import lines_with
from tui.library.name_search import shown_name
from tui.model.query import Candidate, Completion, FieldName
from tui.search.completing import at_cursor, fields_beginning, word_before, words_beginning
from tui.text.words import has_marks, plain_words, toned

LIMIT = 12
MOST_LOOKED_AT = 400
"""Names in which the letters stand that are looked at for their tones and spelling."""

_NAMED: dict[FieldName, str] = {"person": "person", "organisation": "organisation", "place": "place"}


def complete(connection: sqlite3.Connection, text: str, cursor: int, *, limit: int = LIMIT) -> Completion:
    """What `text` may go on with at `cursor`, at most `limit` of it.

    Names are found by the beginning of any of their words, with tones only if they are typed. Of 100,000
    names the first letter takes a tenth of a second, each further one some milliseconds.
    """
    at = at_cursor(text, cursor)
    if at.field is not None:
        found = _values(connection, at.field, at.typed)
        candidates = tuple(_candidate(name, count) for name, count in _first(found, limit))
        if candidates or " " not in at.typed:
            return Completion(at.start, at.stop, at.field, candidates)
        at = word_before(text, at.stop)
    names = fields_beginning(at.typed, current_language())
    fields = tuple(Candidate(f"{name.words}:", f"{name.words}:") for name in names[:limit])
    return Completion(at.start, at.stop, None, fields)


def _candidate(name: str, count: int) -> Candidate:
    words = "".join(" " if character in '"“”„«»' else character for character in name)
    return Candidate(words if words.isalnum() else f'"{" ".join(words.split())}"', name, count)


def _first(found: Iterable[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    """The first of them, each name once."""
    kept: dict[str, int] = {}
    for name, count in found:
        if len(kept) >= limit:
            break
        kept.setdefault(name, count)
    return list(kept.items())


def _values(connection: sqlite3.Connection, field: FieldName, typed: str) -> Iterator[tuple[str, int]]:
    """(name, articles) of the values that begin so, most first."""
    if field in _NAMED:
        yield from _names(connection, _NAMED[field], typed)
    elif field == "outlet":
        yield from _begun(_outlets(connection), typed)
    elif field == "tag":
        yield from _begun(_tags(connection), typed)
    elif field in ("is", "date", "from", "to"):
        for meaning in words_beginning(field, typed, current_language()):
            yield meaning.words, 0


def _names(connection: sqlite3.Connection, kind: str, typed: str) -> Iterator[tuple[str, int]]:
    marked = toned(" ".join(typed.split())) if has_marks(typed) else ""
    wanted = " " + " ".join(plain_words(typed))
    for entity, _folded in islice(lines_with(connection, kind, wanted), MOST_LOOKED_AT):
        row = connection.execute("SELECT key, articles FROM entities WHERE id = ?", (entity,)).fetchone()
        if row is None or (marked and f" {marked}" not in f" {row[0].partition(':')[2]}"):
            continue
        spellings = connection.execute(
            "SELECT name, count(*) FROM (SELECT name FROM named WHERE entity = ? LIMIT ?) GROUP BY name",
            (entity, SPELLINGS_READ),
        ).fetchall()
        if spellings:
            yield shown_name(dict(spellings)), row[1]


def _begun(values: Iterable[tuple[str, int]], typed: str) -> Iterator[tuple[str, int]]:
    wanted = " " + " ".join(plain_words(typed))
    marked = toned(" ".join(typed.split())) if has_marks(typed) else ""
    for name, count in sorted(values, key=lambda value: (-value[1], value[0])):
        if f" {' '.join(plain_words(name))}".find(wanted) >= 0 and f" {marked}".rstrip() in f" {toned(name)}":
            yield name, count


def _outlets(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    for outlet, key in outlets(connection):
        (count,) = connection.execute(
            "SELECT count(*) FROM articles WHERE by_outlet >= ? || char(31) AND by_outlet < ? || char(32)",
            (key, key),
        ).fetchone()
        yield outlet, count


def _tags(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    if not has_shelf(connection):
        return []
    (version,) = connection.execute("PRAGMA shelf.user_version").fetchone()
    if version < MARKS_SINCE:
        return []
    return connection.execute(
        "SELECT tag, count(*) FROM shelf.tags CROSS JOIN articles ON articles.digest = tags.digest"
        " GROUP BY tag"
    ).fetchall()
