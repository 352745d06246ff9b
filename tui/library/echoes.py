"""Passages of an article that stand word for word, or nearly, in others of the library."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest

from tui.library import postings
from tui.library.articles import find_article
from tui.library.links import article_total, hashes_of
from tui.model.article import Article
from tui.model.result import Echo
from tui.model.span import Span
from tui.related.echoes import Compared, Passage, Worded, hashed_stretches, joined, stretches
from tui.related.fingerprints import RUN
from tui.related.score import DUPLICATE_SHARE

FURNITURE = 12
FURNITURE_SHARE = 0.005
"""A passage in more articles than `FURNITURE`, and than this share of all, is furniture of the pages."""
MOST_COMPARED = 24
"""Articles whose text is compared with one; those that share most of what few have."""
MOST_COPIES = 50


@dataclass(frozen=True, slots=True)
class Shared:
    """What one other article shares with the open one."""

    article: int
    passages: tuple[Passage, ...]
    part: float
    """Of the shorter of the two, how much stands in both."""


def echoes(connection: sqlite3.Connection, article_id: int) -> tuple[Echo, ...]:
    """Passages of an article that stand word for word, or nearly, in others, in order of the text.

    See `related.echoes` for what counts. The articles that share most are compared, `MOST_COMPARED` of them.
    What is furniture of the pages is no echo.
    """
    article = find_article(connection, article_id)
    if article is None:
        return ()
    found = [
        Echo(passage.span, shared.article, passage.other, passage.parts)
        for shared in shared_passages(connection, article_id, article)
        for passage in shared.passages
    ]
    return tuple(sorted(found, key=lambda echo: (echo.span, echo.other_id, echo.other_span)))


def shared_passages(connection: sqlite3.Connection, article_id: int, article: Article) -> list[Shared]:
    """Articles that share a passage with `article`, those that share most of what few others have first."""
    own = hashes_of(connection, article_id)
    common, furniture = _candidates(connection, article_id, own)
    if not common:
        return []
    mine = Worded(article.text, stretches(article))
    compared = Compared(mine)
    placed = _Furniture(mine, furniture) if furniture else None
    found = []
    for other_id in nlargest(MOST_COMPARED, common, key=lambda other: (common[other], -other)):
        other = find_article(connection, other_id)
        chains = compared.chains(joined(hashed_stretches(other))) if other is not None else []
        if other is None or not chains:
            continue
        its = Worded(other.text, stretches(other))
        passages = compared.told(chains, its)
        part = sum(passage.words for passage in passages) / max(1, min(len(mine.words), len(its.words)))
        if part < DUPLICATE_SHARE:
            passages = tuple(
                passage
                for passage in passages
                if not _is_teaser(passage, article, other) and not (placed and placed.holds(passage.span))
            )
        if passages:
            found.append(Shared(other_id, passages, part))
    return found


def _candidates(
    connection: sqlite3.Connection, article_id: int, own: Sequence[int]
) -> tuple[dict[int, float], set[int]]:
    """What each other article shares that is rare, and the fingerprints of furniture."""
    limit = furniture_limit(connection)
    common: defaultdict[int, float] = defaultdict(float)
    furniture: set[int] = set()
    for value, articles in postings.articles_with(connection, own).items():
        if len(articles) > limit + 1:
            furniture.add(value)
            continue
        worth = 1 / max(1, len(articles) - 1)
        for other in articles:
            common[other] += worth
    own_set = frozenset(own)
    for other_id, hashes in postings.waiting(connection):
        if shared := len(own_set.intersection(hashes)):
            common[other_id] += shared
    copies = connection.execute(
        "SELECT article FROM prints WHERE whole = (SELECT whole FROM prints WHERE article = ?) AND words > 0"
        " LIMIT ?",
        (article_id, MOST_COPIES),
    )
    for (copy,) in copies:
        common[copy] += len(own)
    common.pop(article_id, None)
    return common, furniture


def furniture_limit(connection: sqlite3.Connection) -> int:
    """Articles that a passage may stand in besides one, and be no furniture of the pages."""
    return max(FURNITURE, int(article_total(connection) * FURNITURE_SHARE))


class _Furniture:
    """Where what very many articles have stands in one."""

    def __init__(self, worded: Worded, furniture: AbstractSet[int]) -> None:
        self._places = [
            (worded.span(at, at + RUN), value in furniture) for value, at in worded.placed_fingerprints()
        ]

    def holds(self, passage: Span) -> bool:
        """True when a passage has nothing but furniture."""
        inside = [is_furniture for span, is_furniture in self._places if passage.covers(span)]
        return bool(inside) and all(inside)


def _is_teaser(passage: Passage, article: Article, other: Article) -> bool:
    """True when the headline of one stands in the text of the other: a link to it, not its words."""
    mine = any(span.overlaps(passage.span) for span in article.spans_of("title"))
    its = any(span.overlaps(passage.other) for span in other.spans_of("title"))
    return mine != its
