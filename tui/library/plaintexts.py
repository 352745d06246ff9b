"""Articles as they are searched: the clean text and its plain form, without tones or marks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.library.kept import Kept
from tui.library.packing import unpack_article
from tui.model.article import Article
from tui.text.words import marks_of, plain

KEPT_BYTES = 48_000_000
"""Texts kept unpacked in one process: some 4,000 articles of a newspaper."""


class PlainText(NamedTuple):
    """What of an article is looked for, as `text.words.plain` makes it; crosses between processes."""

    title: str
    body: str
    dropped: str
    """What cleaning left out; a piece a line."""
    marks: str = ""
    """`text.words.marks_of` the body, in any order; only where it is to be indexed."""


class Stored(NamedTuple):
    """The texts of one article that searching reads."""

    text: str
    """The clean text."""
    trimmed: str
    """What cleaning left out, as it stood; a piece a line."""
    plain: PlainText

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 2 * (len(self.text) + len(self.trimmed)) + sum(map(len, self.plain)) + 500


def plain_text(article: Article) -> PlainText:
    """The plain text of an article, to be indexed."""
    return _plain_text(article)._replace(marks=" ".join(marks_of(article.text)))


def _plain_text(article: Article) -> PlainText:
    return PlainText(plain(article.title or ""), plain(article.text), plain(_trimmed(article)))


def _trimmed(article: Article) -> str:
    return "\n".join(piece.text for piece in article.dropped)


def unpack_plain(packed: bytes) -> PlainText:
    """The plain text of an article as `bodies` keeps it."""
    return plain_text(unpack_article(packed))


def read_texts(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[tuple[int, Stored]]:
    """(id, texts) of the articles that exist, in the order of `ids`."""
    for article_id in ids:
        row = connection.execute("SELECT body FROM bodies WHERE article = ?", (article_id,)).fetchone()
        if row:
            yield article_id, _kept.get(row[0])


def _unpack(packed: bytes) -> Stored:
    article = unpack_article(packed)
    return Stored(article.text, _trimmed(article), _plain_text(article))


_kept = Kept(_unpack, KEPT_BYTES)
