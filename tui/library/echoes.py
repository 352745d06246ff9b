"""Passages of an article that stand word for word, or nearly, in others of the library."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nlargest

from tui.library import postings
from tui.library.articles import find_article
from tui.library.links import article_total
from tui.model.article import Article
from tui.model.result import Echo
from tui.model.span import Span
from tui.related.echoes import Compared, Passage, Worded, hashed_stretches, joined, placed, stretches
from tui.related.fingerprints import RUN
from tui.related.score import DUPLICATE_SHARE

FURNITURE = 12
FURNITURE_SHARE = 0.005
"""A passage in more articles than `FURNITURE`, and than this share of all, is furniture of the pages."""
MOST_COMPARED = 24
"""Articles whose text is compared with one; those that share most of what few have."""
MOST_COPIES = 50
ALONE = 1.0
"""Worth of a fingerprint that only these two articles have. One that others have too is a turn of phrase,
unless a second one is shared: a sentence leaves several."""


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
    parts = hashed_stretches(article)
    runs = defaultdict[int, list[int]](list)
    for value, at in placed(parts):
        runs[value].append(at)
    common, furniture = _candidates(connection, article_id, runs)
    if not common:
        return []
    mine = Worded(article.text, stretches(article))
    compared = Compared(mine, joined(parts))
    furnished = _Furniture(mine, runs, furniture)
    found = []
    for other_id in nlargest(MOST_COMPARED, common, key=lambda other: (common[other].worth, -other)):
        other = find_article(connection, other_id)
        if other is None:
            continue
        shared = (at for value in common[other_id].values for at in runs[value])
        chains = compared.chains(joined(hashed_stretches(other)), shared)
        if not chains:
            continue
        its = Worded(other.text, stretches(other))
        passages = compared.told(chains, its)
        part = sum(passage.words for passage in passages) / max(1, min(len(mine.words), len(its.words)))
        if part < DUPLICATE_SHARE:
            passages = tuple(
                passage
                for passage in passages
                if not is_teaser(passage, article, other) and not furnished.holds(passage.span)
            )
        if passages:
            found.append(Shared(other_id, passages, part))
    return found


class _Common:
    """What another article has in common with one."""

    __slots__ = ("values", "worth")

    def __init__(self) -> None:
        self.values: list[int] = []
        """Fingerprints."""
        self.worth = 0.0
        """The more, the fewer others have them."""

    @property
    def is_worth_comparing(self) -> bool:
        """False when all it has in common is what several articles have by chance."""
        return len(self.values) > 1 or self.worth >= ALONE


def _candidates(
    connection: sqlite3.Connection, article_id: int, runs: Mapping[int, object]
) -> tuple[dict[int, _Common], set[int]]:
    """What each other article shares of some fingerprints, and which of them are furniture."""
    limit = furniture_limit(connection)
    own = list(runs)
    common: defaultdict[int, _Common] = defaultdict(_Common)
    furniture: set[int] = set()
    for value, articles in postings.articles_with(connection, own, most=limit + 1).items():
        if len(articles) > limit + 1:
            furniture.add(value)
            continue
        worth = 1 / max(1, len(articles) - 1)
        for other in articles:
            common[other].values.append(value)
            common[other].worth += worth
    for other_id, hashes in postings.waiting(connection):
        if shared := runs.keys() & set(hashes):
            common[other_id].values += sorted(shared)
            common[other_id].worth += len(shared)
    copies = connection.execute(
        "SELECT article FROM prints WHERE whole = (SELECT whole FROM prints WHERE article = ?) AND words > 0"
        " LIMIT ?",
        (article_id, MOST_COPIES),
    )
    for (copy,) in copies:
        common[copy].values = own
        common[copy].worth += len(own)
    common.pop(article_id, None)
    return {other: shared for other, shared in common.items() if shared.is_worth_comparing}, furniture


def furniture_limit(connection: sqlite3.Connection) -> int:
    """Articles that a passage may stand in besides one, and be no furniture of the pages."""
    return max(FURNITURE, int(article_total(connection) * FURNITURE_SHARE))


class _Furniture:
    """Where what very many articles have stands in one."""

    def __init__(
        self, worded: Worded, runs: Mapping[int, Sequence[int]], furniture: AbstractSet[int]
    ) -> None:
        self._places = [
            (worded.span(at, at + RUN), value in furniture)
            for value, places in runs.items()
            for at in places
            if furniture
        ]

    def holds(self, passage: Span) -> bool:
        """True when a passage has nothing but furniture."""
        inside = [is_furniture for span, is_furniture in self._places if passage.covers(span)]
        return bool(inside) and all(inside)


def is_teaser(passage: Passage, article: Article, other: Article) -> bool:
    """True when the headline of one stands in the text of the other: a link to it, not its words."""
    mine = any(span.overlaps(passage.span) for span in article.spans_of("title"))
    its = any(span.overlaps(passage.other) for span in other.spans_of("title"))
    return mine != its
