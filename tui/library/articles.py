"""Articles as the library keeps them: a row for the list; text and facts packed (JSON, zlib) beside it."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.model.article import Article, Dropped, Paragraph, Piece, Published
from tui.model.fact import Extraction
from tui.model.result import ArticleHead
from tui.model.span import Span

COLUMNS = (
    "id, digest, file, title, title_inferred, dated, date_origin, outlet, place, place_now, "
    "people_count, statement_count, fact_count, words, extracted_with"
)
"""What a row of the list is made of, in this order, from table `articles`."""

READ = "EXISTS (SELECT 1 FROM shelf.read_marks WHERE read_marks.digest = articles.digest)"
"""True for an article the reader has read; needs the shelf attached."""


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
        article_id, digest, file, title, title_inferred, dated, date_origin, outlet, place, place_now,
        people, statements, facts, words, extracted_with, read,
    ) = row  # fmt: skip
    return ArticleHead(
        id=article_id,
        digest=digest,
        file=file,
        title=title,
        title_inferred=bool(title_inferred),
        dated=dated,
        date_inferred=date_origin not in (None, "published"),
        date_origin=date_origin,
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
        "published": (shown := article.published) and [shown.value, *shown.evidence, shown.given],
        "byline": article.byline,
        "outlet": article.outlet,
        "agency": article.agency,
        "url": article.url,
        "section": article.section,
        "given": article.given,
        "pieces": [(p.start, p.source, p.length) for p in article.pieces],
        "dropped": [(d.kind, d.text, d.start) for d in article.dropped],
    })  # fmt: skip


def unpack_article(data: bytes) -> Article:
    """The article `pack_article` packed."""
    body = _unpack(data)
    published = body.pop("published")
    return Article(
        paragraphs=tuple(Paragraph(Span(start, stop), kind) for start, stop, kind in body.pop("paragraphs")),
        published=Published(published[0], Span(*published[1:3]), published[3]) if published else None,
        given=tuple(body.pop("given")),
        pieces=tuple(Piece(*piece) for piece in body.pop("pieces")),
        dropped=tuple(Dropped(*dropped) for dropped in body.pop("dropped")),
        **body,
    )


_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` as SQLite takes it: a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
