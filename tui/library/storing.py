"""How an article is put into the library, and taken out again with everything derived from it.

`store_text` makes an article readable and searchable, `store_facts` adds what the extractor found.
"""

from __future__ import annotations

import sqlite3

from tui.library import articles, schema
from tui.library.packing import pack_article, pack_facts
from tui.model.article import Article
from tui.model.fact import Dated, Extraction
from tui.text.collation import collation_key
from tui.text.folding import fold

LAST = 99_999_999
"""Sort key of an unknown day: after all known ones, whichever way they run."""

UNKNOWN_TEXT = "\U0010ffff"
"""Sort key of an unknown outlet or place."""


def store_text(connection: sqlite3.Connection, source: int, article: Article) -> int:
    """Put a cleaned article under its file name, in place of what stood there; its id.

    An article that stood there keeps its id and loses its facts. Runs inside the caller's transaction.
    """
    row = {
        "source": source,
        "file": articles.storable(article.file),
        "digest": article.digest,
        "extracted_with": 0,
    }
    row |= _head_columns(article, Extraction())
    known = connection.execute("SELECT id FROM articles WHERE file = ?", (row["file"],)).fetchone()
    if known:
        article_id = int(known[0])
        _remove_parts(connection, article_id)
        _update(connection, article_id, row)
        connection.execute(
            "UPDATE bodies SET body = ?, facts = NULL WHERE article = ?",
            (pack_article(article), article_id),
        )
    else:
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        cursor = connection.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", row)
        article_id = int(cursor.lastrowid or 0)
        connection.execute(
            "INSERT INTO bodies (article, body) VALUES (?, ?)", (article_id, pack_article(article))
        )
    return article_id


def store_facts(
    connection: sqlite3.Connection,
    article_id: int,
    article: Article,
    extraction: Extraction,
    version: int,
    *,
    packed: bytes | None = None,
) -> None:
    """Add the facts of a stored article, in place of older ones. `version` is a row of `versions`.

    `packed` is the extraction as `pack_facts` packed it, where somebody has done so already.
    """
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))
    _update(connection, article_id, {"extracted_with": version, **_head_columns(article, extraction)})
    packed = pack_facts(extraction, article.text) if packed is None else packed
    connection.execute("UPDATE bodies SET facts = ? WHERE article = ?", (packed, article_id))
    for part in schema.fact_parts():
        part.remove(connection, article_id)
        part.store(connection, article_id, article, extraction)


def remove_article(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article and everything derived from it out of the library."""
    _remove_parts(connection, article_id)
    connection.execute("DELETE FROM bodies WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def _remove_parts(connection: sqlite3.Connection, article_id: int) -> None:
    for part in schema.fact_parts():
        part.remove(connection, article_id)
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))


def _update(connection: sqlite3.Connection, article_id: int, row: dict[str, object]) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in row)
    connection.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**row, "id": article_id})


def _head_columns(article: Article, extraction: Extraction) -> dict[str, object]:
    """The columns of the list, from what is known of the article so far."""
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
    return {
        "title": title,
        "title_inferred": article.title is None,
        "dated": dated.value if dated else None,
        "date_origin": dated.origin if dated else None,
        "outlet": outlet,
        "place": place,
        "place_now": place_now,
        "people_count": len(extraction.people),
        "statement_count": len(extraction.statements),
        "fact_count": extraction.fact_count,
        "words": len(article.text.split()),
        "partial": extraction.read_until is not None,
        "filter_text": fold(searchable),
        "newest": newest,
        "oldest": oldest,
        "by_title": collation_key(title),
        "by_outlet": f"{collation_key(outlet) if outlet else UNKNOWN_TEXT}\x1f{newest:08d}",
        "by_place": f"{collation_key(place) if place else UNKNOWN_TEXT}\x1f{newest:08d}",
    }


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
