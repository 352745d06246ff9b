"""Articles as the text index takes them: plain text, without tones or marks."""

from __future__ import annotations

from typing import NamedTuple

from tui.library.articles import unpack_article
from tui.model.article import Article
from tui.text.words import plain


class PlainText(NamedTuple):
    """What of an article is looked for, as `text.words.plain` makes it; crosses between processes."""

    title: str
    body: str
    dropped: str
    """What cleaning left out; a piece a line."""


def plain_text(article: Article) -> PlainText:
    """The plain text of an article."""
    return PlainText(plain(article.title or ""), plain(article.text), plain(trimmed(article)))


def trimmed(article: Article) -> str:
    """What cleaning left out of an article, a piece a line."""
    return "\n".join(piece.text for piece in article.dropped)


def unpack_plain(packed: bytes) -> PlainText:
    """The plain text of an article as `bodies` keeps it."""
    return plain_text(unpack_article(packed))
