"""Passages of an article that stand word for word in others of the library."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from tui.library import postings
from tui.library.articles import find_article
from tui.library.links import article_total, hashes_of
from tui.model.article import Article
from tui.model.result import Echo
from tui.related.echoes import Compared, Passage, Worded, fingerprints, hashed_words, stretches
from tui.related.score import DUPLICATE_SHARE

FURNITURE = 12
FURNITURE_SHARE = 0.005
"""A passage in more articles than `FURNITURE`, and than this share of all, is furniture of the pages."""
MOST_COMPARED = 24
"""Articles whose text is compared with one; those with most fingerprints in common."""
MOST_COPIES = 50


@dataclass(frozen=True, slots=True)
class Shared:
    """What one other article shares with the open one."""

    article: int
    passages: tuple[Passage, ...]
    part: float
    """Of the shorter of the two, how much stands in both."""


def echoes(connection: sqlite3.Connection, article_id: int) -> tuple[Echo, ...]:
    """Passages of an article that stand word for word in others, in order of the text.

    A passage has at least `related.echoes.SHORTEST` words. The articles that share most are compared,
    `MOST_COMPARED` of them. What is furniture of the pages is no echo.
    """
    article = find_article(connection, article_id)
    if article is None:
        return ()
    found = [
        Echo(passage.span, shared.article, passage.other)
        for shared in shared_passages(connection, article_id, article)
        for passage in shared.passages
    ]
    return tuple(sorted(found, key=lambda echo: (echo.span, echo.other_id, echo.other_span)))


def shared_passages(connection: sqlite3.Connection, article_id: int, article: Article) -> list[Shared]:
    """Articles that share a passage with `article`, those with most fingerprints in common."""
    total = article_total(connection)
    limit = max(FURNITURE, int(total * FURNITURE_SHARE))
    common: Counter[int] = Counter()
    furniture: set[int] = set()
    own = hashes_of(connection, article_id)
    for value, articles in postings.articles_with(connection, own).items():
        if len(articles) > limit + 1:
            furniture.add(value)
        else:
            common.update(articles)
    own_set = frozenset(own)
    for other_id, hashes in postings.waiting(connection):
        common[other_id] += len(own_set.intersection(hashes))
    copies = connection.execute(
        "SELECT article FROM prints WHERE whole = (SELECT whole FROM prints WHERE article = ?) AND words > 0"
        " LIMIT ?",
        (article_id, MOST_COPIES),
    )
    for (copy,) in copies:
        common[copy] += len(article.text)
    del common[article_id]
    common += Counter()  # drops what shares nothing
    mine = Worded(article.text, stretches(article))
    compared = Compared(mine)
    found = []
    for other_id, _count in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]:
        other = find_article(connection, other_id)
        if other is None:
            continue
        its = Worded(other.text, stretches(other))
        passages = compared.passages(its)
        part = sum(passage.words for passage in passages) / max(1, min(len(mine.words), len(its.words)))
        if part < DUPLICATE_SHARE:
            passages = tuple(
                passage
                for passage in passages
                if not _is_teaser(passage, article, other)
                and not _is_furniture(passage.span.of(article.text), furniture)
            )
        if passages:
            found.append(Shared(other_id, passages, part))
    return found


def _is_teaser(passage: Passage, article: Article, other: Article) -> bool:
    """True when the headline of one stands in the text of the other: a link to it, not its words."""
    mine = any(span.overlaps(passage.span) for span in article.spans_of("title"))
    its = any(span.overlaps(passage.other) for span in other.spans_of("title"))
    return mine != its


def _is_furniture(text: str, furniture: set[int]) -> bool:
    return bool(furniture) and furniture.issuperset(fingerprints([hashed_words(text)]))
