"""Articles as the library keeps them: a row for the list, text and facts packed beside it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.library.packing import unpack_article, unpack_facts, unpack_text
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import ArticleHead

COLUMNS = (
    "id, digest, file, title, title_inferred, dated, date_origin, outlet, place, place_now, "
    "people_count, statement_count, fact_count, words, extracted_with"
)
"""What a row of the list is made of, in this order, from table `articles`."""

READ = "EXISTS (SELECT 1 FROM shelf.read_marks WHERE read_marks.digest = articles.digest)"
"""True for an article the reader has read; needs the shelf attached."""
_MARKS = (
    f"{READ}, EXISTS (SELECT 1 FROM shelf.stars WHERE stars.digest = articles.digest),"
    " (SELECT json_group_array(tag) FROM shelf.tags WHERE tags.digest = articles.digest),"
    " (SELECT count(*) FROM shelf.notes WHERE notes.digest = articles.digest"
    " AND json_extract(note, '$.deleted') IS NOT 1)"
)
"""Read, starred, tags as JSON, count of notes: what the reader put beside an article."""
_NO_MARKS = "0, 0, '[]', 0"
_MARKS_SINCE = 2
"""The version of the shelf that came with stars, tags and notes."""


def find_article(connection: sqlite3.Connection, article_id: int) -> Article | None:
    """The cleaned article, or None where there is none of this id."""
    row = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return unpack_article(row[0]) if row else None


def find_facts(connection: sqlite3.Connection, article_id: int) -> Extraction | None:
    """What was extracted from an article, as it was found: `in_force.find_facts` heeds the reader.

    None before it was extracted, or where there is none of this id.
    """
    row = connection.execute(
        "SELECT packed, body FROM facts JOIN bodies USING (article) WHERE article = ?", (article_id,)
    ).fetchone()
    return unpack_facts(row[0], unpack_text(row[1])) if row else None


def find_text(connection: sqlite3.Connection, article_id: int) -> str | None:
    """The clean text alone."""
    row = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
    return unpack_text(row[0]) if row else None


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
    """Rows of the list that `clause` chooses, with the reader's marks where the shelf is attached."""
    query = f"SELECT {COLUMNS}, {_marks(connection)} FROM articles {clause}"
    for row in connection.execute(query, tuple(values)):
        yield _head(row)


def _marks(connection: sqlite3.Connection) -> str:
    """What to ask of the shelf as it is: none, one of an older version, or today's."""
    if not has_shelf(connection):
        return _NO_MARKS
    version = connection.execute("PRAGMA shelf.user_version").fetchone()[0]
    return _MARKS if version >= _MARKS_SINCE else f"{READ}, 0, '[]', 0"


def has_shelf(connection: sqlite3.Connection) -> bool:
    """True while the reader's shelf is attached as `shelf`."""
    return any(row[1] == "shelf" for row in connection.execute("PRAGMA database_list"))


def _head(row: tuple[Any, ...]) -> ArticleHead:
    """The list's row made of `COLUMNS` and the marks."""
    (
        article_id, digest, file, title, title_inferred, dated, date_origin, outlet, place, place_now,
        people, statements, facts, words, extracted_with,
        read, star, tags, notes,
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
        star=bool(star),
        tags=tuple(sorted(json.loads(tags))) if tags != "[]" else (),
        note_count=notes,
    )


_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` as SQLite takes it: a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
