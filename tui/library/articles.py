"""Articles as rows: how one is stored, taken back and read.

`store_text` makes an article readable, `store_facts` adds what the extractor found. The row in `articles` is
what the list shows; text, cleaning and facts are packed (JSON, zlib) in `bodies`.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.library import schema
from tui.model.article import Article, Dropped, Paragraph, Piece, Published
from tui.model.fact import Dated, Extraction
from tui.model.result import ArticleHead
from tui.model.span import Span
from tui.text.collation import collation_key
from tui.text.folding import fold

COLUMNS = (
    "id, digest, file, title, title_inferred, dated, date_inferred, outlet, place, place_now, "
    "people_count, statement_count, fact_count, words, extracted_with"
)
"""What a row of the list is made of, in this order, from table `articles`."""

READ = "EXISTS (SELECT 1 FROM shelf.read_marks WHERE read_marks.digest = articles.digest)"
"""True for an article the reader has read; needs the shelf attached."""

LAST = 99_999_999
"""Sort key of an unknown day: after all known ones, whichever way they run."""

UNKNOWN_TEXT = "\U0010ffff"
"""Sort key of an unknown outlet or place."""


# writing


def store_text(connection: sqlite3.Connection, source: int, article: Article) -> int:
    """Put a cleaned article under its file name, in place of what stood there; its id.

    An article that stood there keeps its id and loses its facts. Runs inside the caller's transaction.
    """
    row = {"source": source, "file": storable(article.file), "digest": article.digest, "extracted_with": 0}
    row |= _head_columns(article, Extraction())
    known = connection.execute("SELECT id FROM articles WHERE file = ?", (row["file"],)).fetchone()
    if known:
        article_id = int(known[0])
        _remove_parts(connection, article_id)
        _update(connection, article_id, row)
        connection.execute(
            "UPDATE bodies SET body = ?, facts = NULL WHERE article = ?", (pack_article(article), article_id)
        )
    else:
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        cursor = connection.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", row)
        article_id = int(cursor.lastrowid or 0)
        connection.execute(
            "INSERT INTO bodies (article, body) VALUES (?, ?)", (article_id, pack_article(article))
        )
    for part in schema.text_parts():
        part.store(connection, article_id, article, Extraction())
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
    packed = pack_facts(extraction) if packed is None else packed
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
    for part in (*schema.text_parts(), *schema.fact_parts()):
        part.remove(connection, article_id)
    connection.execute("DELETE FROM rejected WHERE article = ?", (article_id,))


def _update(connection: sqlite3.Connection, article_id: int, row: dict[str, object]) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in row)
    connection.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**row, "id": article_id})


# reading


def find_article(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """The cleaned article, or None where there is none of this id."""
    row = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return unpack_article(row[0]) if row else None


def find_facts(connection: sqlite3.Connection, article_id: int) -> Extraction | None:
    """What was extracted from an article; None before it was, or where there is none of this id."""
    row = connection.execute("SELECT facts FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return unpack_facts(row[0]) if row and row[0] is not None else None


def find_text(connection: sqlite3.Connection, article_id: int) -> str | None:
    """The clean text alone."""
    row = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return str(_unpack(row[0])["text"]) if row else None


def texts_by_ids(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Clean texts of the articles that exist."""
    found = ((article_id, find_text(connection, article_id)) for article_id in ids)
    return {article_id: text for article_id, text in found if text is not None}


def heads_by_ids(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, ArticleHead]:
    """Rows of the list of the articles that exist, in no order."""
    found: dict[int, ArticleHead] = {}
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        marks = ",".join("?" * len(chunk))
        for head in select_heads(connection, f"WHERE id IN ({marks})", chunk):
            found[head.id] = head
    return found


def select_heads(
    connection: sqlite3.Connection, clause: str, values: Sequence[object]
) -> Iterator[ArticleHead]:
    """Rows of the list that `clause` chooses, with the reader's mark where the shelf is attached."""
    read = READ if has_shelf(connection) else "0"
    for row in connection.execute(f"SELECT {COLUMNS}, {read} FROM articles {clause}", tuple(values)):
        yield _head(row)


def has_shelf(connection: sqlite3.Connection) -> bool:
    """True while the reader's shelf is attached as `shelf`."""
    return any(row[1] == "shelf" for row in connection.execute("PRAGMA database_list"))


def _head(row: tuple[Any, ...]) -> ArticleHead:
    """The list's row made of `COLUMNS` and the mark."""
    (
        article_id, digest, file, title, title_inferred, dated, date_inferred, outlet, place, place_now,
        people, statements, facts, words, extracted_with, read,
    ) = row  # fmt: skip
    return ArticleHead(
        id=article_id,
        digest=digest,
        file=file,
        title=title,
        title_inferred=bool(title_inferred),
        dated=dated,
        date_inferred=bool(date_inferred),
        outlet=outlet,
        place=place,
        place_now=place_now,
        people_count=people,
        statement_count=statements,
        fact_count=facts,
        words=words,
        facts_ready=extracted_with > 0,
        read=bool(read),
    )


# packing


def pack_facts(extraction: Extraction) -> bytes:
    """An extraction as bytes."""
    from tui.facts.report import extraction_to_dict

    return _pack(extraction_to_dict(extraction))


def unpack_facts(data: bytes) -> Extraction:
    """The extraction `pack_facts` packed."""
    from tui.facts.report import extraction_from_dict

    return extraction_from_dict(_unpack(data))


def _pack(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def _unpack(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def pack_article(article: Article) -> bytes:
    """A cleaned article as bytes."""
    return _pack({
        "file": article.file,
        "text": article.text,
        "paragraphs": [(*p.span, p.kind) for p in article.paragraphs],
        "digest": article.digest,
        "loader": article.loader,
        "encoding": article.encoding,
        "title": article.title,
        "title_inferred": article.title_inferred,
        "published": article.published and [article.published.value, *article.published.evidence],
        "byline": article.byline,
        "outlet": article.outlet,
        "agency": article.agency,
        "url": article.url,
        "pieces": [(p.start, p.source, p.length) for p in article.pieces],
        "dropped": [(d.kind, d.text, d.start) for d in article.dropped],
    })  # fmt: skip


def unpack_article(data: bytes) -> Article:
    """The article `pack_article` packed."""
    body = _unpack(data)
    published = body.pop("published")
    return Article(
        paragraphs=tuple(Paragraph(Span(start, stop), kind) for start, stop, kind in body.pop("paragraphs")),
        published=Published(published[0], Span(*published[1:])) if published else None,
        pieces=tuple(Piece(*piece) for piece in body.pop("pieces")),
        dropped=tuple(Dropped(*dropped) for dropped in body.pop("dropped")),
        **body,
    )


# columns


_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` as SQLite takes it: a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _head_columns(article: Article, extraction: Extraction) -> dict[str, object]:
    """The columns of the list, from what is known of the article so far."""
    inferred = extraction.title_inferred or article.title_inferred or article.file.rpartition("/")[2]
    title = storable(article.title or inferred)
    dated = extraction.dated or (
        Dated(article.published.value, "published", article.published.evidence) if article.published else None
    )
    outlet = storable(article.outlet or article.agency or "") or None
    place = storable(extraction.place or "") or None
    place_now = _place_now(extraction)
    newest, oldest = _days(dated)
    searchable = " ".join((title, outlet or "", place or "", place_now or "", *_date_forms(dated)))
    return {
        "title": title,
        "title_inferred": article.title is None,
        "dated": dated.value if dated else None,
        "date_inferred": dated is not None and dated.origin != "published",
        "outlet": outlet,
        "place": place,
        "place_now": place_now,
        "people_count": len(extraction.people),
        "statement_count": len(extraction.statements),
        "fact_count": extraction.fact_count,
        "words": len(article.text.split()),
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
            return storable(now) if now and now not in (extraction.place, place.province_then) else None
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
