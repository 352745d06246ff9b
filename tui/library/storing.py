"""How an article is put into the library, and taken out again with everything derived from it.

What is stored is prepared first, by `prepare_text` and `prepare_facts`: all the work that needs no library,
which a worker does in a process of its own. `store_text` makes an article readable and searchable,
`store_facts` adds what the extractor found; both only write rows.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from tui.library import articles, schema
from tui.library.corrected import Corrections
from tui.library.packing import pack_article, pack_facts
from tui.library.plaintexts import PlainText, plain_text
from tui.model.article import Article
from tui.model.fact import Dated, Extraction
from tui.text.collation import collation_key
from tui.text.folding import fold

LAST = 99_999_999
"""Sort key of an unknown day: after all known ones, whichever way they run."""

UNKNOWN_TEXT = "\U0010ffff"
"""Sort key of an unknown outlet or place."""


class PreparedText(NamedTuple):
    """What the library takes of a cleaned article; crosses between processes."""

    file: str
    """As `articles.file` holds it."""
    digest: str
    head: tuple[object, ...]
    """Values of `HEAD`."""
    body: bytes
    plain: PlainText

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.body) + sum(map(len, self.plain))


class PreparedFacts(NamedTuple):
    """What the library takes of the facts of an article; crosses between processes."""

    head: tuple[object, ...]
    packed: bytes
    parts: tuple[object, ...]
    """What each of `schema.fact_parts` prepared."""
    corrected_by: tuple[int, ...] = ()
    """Numbers of the reader's corrections that these follow."""


def prepare_text(article: Article) -> PreparedText:
    """All of an article that storing it takes."""
    return PreparedText(
        articles.storable(article.file),
        article.digest,
        _head_columns(article, Extraction()),
        pack_article(article),
        plain_text(article),
    )


def prepare_facts(
    article: Article, extraction: Extraction, corrections: Corrections | None = None
) -> PreparedFacts:
    """All of an article's facts that storing them takes: packed as they were found, else as corrected."""
    said, applied = corrections.apply(article, extraction) if corrections else (extraction, ())
    return PreparedFacts(
        _head_columns(article, said),
        pack_facts(extraction, article.text),
        tuple(part.prepare(article, said) for part in schema.fact_parts()),
        applied,
    )


def store_text(connection: sqlite3.Connection, source: int, text: PreparedText) -> int:
    """Put an article under its file name, in place of what stood there; its id.

    An article that stood there keeps its id and loses its facts. Runs inside the caller's transaction.
    """
    known = connection.execute("SELECT id FROM articles WHERE file = ?", (text.file,)).fetchone()
    if known:
        article_id = int(known[0])
        _remove_parts(connection, article_id)
        connection.execute(
            f"UPDATE articles SET source = ?, digest = ?, extracted_with = 0, {_SET_HEAD} WHERE id = ?",
            (source, text.digest, *text.head, article_id),
        )
        connection.execute("UPDATE bodies SET body = ? WHERE article = ?", (text.body, article_id))
    else:
        cursor = connection.execute(
            f"INSERT INTO articles (source, file, digest, {', '.join(HEAD)})"
            f" VALUES (?, ?, ?, {', '.join('?' * len(HEAD))})",
            (source, text.file, text.digest, *text.head),
        )
        article_id = int(cursor.lastrowid or 0)
        connection.execute("INSERT INTO bodies (article, body) VALUES (?, ?)", (article_id, text.body))
    return article_id


def store_facts(connection: sqlite3.Connection, article_id: int, facts: PreparedFacts, version: int) -> None:
    """Add the facts of a stored article, in place of older ones. `version` is a row of `versions`."""
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))
    had = connection.execute("DELETE FROM facts WHERE article = ?", (article_id,)).rowcount
    connection.execute(
        f"UPDATE articles SET extracted_with = ?, {_SET_HEAD} WHERE id = ?",
        (version, *facts.head, article_id),
    )
    connection.execute("INSERT INTO facts (article, packed) VALUES (?, ?)", (article_id, facts.packed))
    for part, prepared in zip(schema.fact_parts(), facts.parts, strict=True):
        if had:
            part.remove(connection, article_id)
        part.store(connection, article_id, prepared)
    note_corrected(connection, article_id, facts.corrected_by)


def update_head(
    connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction
) -> bool:
    """Let the row of the list follow other facts; True if its place in a list may be another."""
    wanted = _head_columns(article, extraction)
    query = f"SELECT {', '.join(HEAD)} FROM articles WHERE id = ?"
    known = dict(zip(HEAD, connection.execute(query, (article_id,)).fetchone(), strict=True))
    changed = {name for name, value in zip(HEAD, wanted, strict=True) if known[name] != value}
    if changed:
        connection.execute(f"UPDATE articles SET {_SET_HEAD} WHERE id = ?", (*wanted, article_id))
    return bool(changed.intersection(SORT_KEYS))


def note_corrected(connection: sqlite3.Connection, article_id: int, applied: tuple[int, ...]) -> None:
    """Note which corrections of the reader's an article follows."""
    connection.execute("DELETE FROM corrected WHERE article = ?", (article_id,))
    connection.executemany(
        "INSERT INTO corrected VALUES (?, ?)", [(number, article_id) for number in applied]
    )


def remove_article(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article and everything derived from it out of the library."""
    _remove_parts(connection, article_id)
    connection.execute("DELETE FROM bodies WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def _remove_parts(connection: sqlite3.Connection, article_id: int) -> None:
    connection.execute("DELETE FROM facts WHERE article = ?", (article_id,))
    for part in schema.fact_parts():
        part.remove(connection, article_id)
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))
    note_corrected(connection, article_id, ())


HEAD = (
    "title", "title_inferred", "dated", "date_origin", "outlet", "place", "place_now", "people_count",
    "statement_count", "fact_count", "words", "partial", "filter_text", "newest", "oldest", "by_title",
    "by_outlet", "by_place",
)  # fmt: skip
"""The columns of the list that follow from the article and its facts."""
SORT_KEYS = frozenset({"newest", "oldest", "by_title", "by_outlet", "by_place"})
_SET_HEAD = ", ".join(f"{name} = ?" for name in HEAD)


def _head_columns(article: Article, extraction: Extraction) -> tuple[object, ...]:
    """Values of `HEAD`, from what is known of the article so far."""
    inferred = extraction.title_inferred or article.title_inferred or article.file.rpartition("/")[2]
    title = articles.storable(article.title or inferred)
    dated = extraction.dated or (
        Dated(article.published.value, "published", article.published.evidence) if article.published else None
    )
    outlet = articles.storable(article.outlet or article.agency or "") or None
    place = articles.storable(extraction.place or "") or None
    place_now = _place_now(extraction)
    newest, oldest = _days(dated)
    searchable = " ".join((title, outlet or "", place or "", place_now or "", *_date_forms(dated)))
    return (
        title,
        article.title is None,
        dated.value if dated else None,
        dated.origin if dated else None,
        outlet,
        place,
        place_now,
        len(extraction.people),
        len(extraction.statements),
        extraction.fact_count,
        len(article.text.split()),
        extraction.read_until is not None,
        fold(searchable),
        newest,
        oldest,
        collation_key(title),
        f"{collation_key(outlet) if outlet else UNKNOWN_TEXT}\x1f{newest:08d}",
        f"{collation_key(place) if place else UNKNOWN_TEXT}\x1f{newest:08d}",
    )


def _place_now(extraction: Extraction) -> str | None:
    """The province since 2025 of the place the article is about, where it goes by another name."""
    for place in extraction.places:
        if extraction.place is not None and extraction.place in (place.name, place.province_then):
            now = place.province_now
            return (
                articles.storable(now) if now and now not in (extraction.place, place.province_then) else None
            )
    return None


def _days(dated: Dated | None) -> tuple[int, int]:
    """Sort keys (newest first, oldest first) of a day, month or year; a bare month is its beginning."""
    digits = dated.value[:10].replace("-", "") if dated else ""
    if not digits.isdecimal() or not 4 <= len(digits) <= 8:
        return LAST, LAST
    day = int(digits.ljust(8, "0"))
    return LAST - day, day


def _date_forms(dated: Dated | None) -> tuple[str, ...]:
    """The ways a reader may write the date: ISO, and day first with the year in full and cut."""
    if dated is None:
        return ()
    parts = dated.value[:10].split("-")
    full = "/".join(reversed(parts))
    return dated.value, full, "/".join((*reversed(parts[1:]), parts[0][2:]))
