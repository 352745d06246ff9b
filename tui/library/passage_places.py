"""All places of a library where one passage stands."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from heapq import nsmallest

from tui.library import postings
from tui.library.articles import find_article, heads_by_ids
from tui.model.result import PassagePlace
from tui.model.span import Span
from tui.related.echoes import Compared, Worded, hashed_stretches, joined, placed, stretches

MOST_PLACES = 1_000
"""Articles whose text is compared; of a passage that more have, those that were found first."""
SAME = 0.6
"""Part of the words of a passage that must stand in an article for the passage to stand there."""


def places_of(connection: sqlite3.Connection, article_id: int, span: Span) -> tuple[PassagePlace, ...]:
    """Where the passage at `span` of an article stands, itself included: by date, those without one last.

    Nothing when there is no such article. An article that has the passage several times is told once.
    """
    article = find_article(connection, article_id)
    if article is None:
        return ()
    counted = [Span(max(span.start, one.start), min(span.stop, one.stop)) for one in stretches(article)]
    passage = Worded(article.text, [one for one in counted if one.start < one.stop])
    words = sum(1 for word in passage.words if word)
    parts = passage.hashed_parts
    runs = dict(placed(parts))
    found = {article_id: span}
    compared = Compared(passage, joined(parts))
    for other_id in _candidates(connection, article_id, runs.keys()):
        other = find_article(connection, other_id)
        chains = compared.chains(joined(hashed_stretches(other)), runs.values()) if other is not None else []
        if other is None or not chains:
            continue
        shared = max(chains, key=lambda chain: (sum(block.words for block in chain), chain))
        if sum(block.words for block in shared) >= SAME * words:
            its = Worded(other.text, stretches(other))
            found[other_id] = its.span(shared[0].other, shared[-1].other + shared[-1].words)
    return sorted_places(connection, found.items())


def sorted_places(
    connection: sqlite3.Connection, places: Iterable[tuple[int, Span]]
) -> tuple[PassagePlace, ...]:
    """Places given by article and span, by date; those of the earliest day, month or year marked as first."""
    spans = dict(places)
    heads = sorted(
        heads_by_ids(connection, list(spans)).values(),
        key=lambda head: (head.dated is None, head.dated or "", head.file),
    )
    first = heads[0].dated if heads else None
    return tuple(
        PassagePlace(head, spans[head.id], first is not None and (head.dated or "").startswith(first))
        for head in heads
    )


def _candidates(connection: sqlite3.Connection, article_id: int, values: AbstractSet[int]) -> list[int]:
    """Other articles with any of these fingerprints, those with most of them first."""
    common: Counter[int] = Counter()
    for articles in postings.articles_with(connection, sorted(values)).values():
        common.update(articles)
    for other_id, hashes in postings.waiting(connection):
        if shared := len(values & set(hashes)):
            common[other_id] += shared
    del common[article_id]
    return nsmallest(MOST_PLACES, common, key=lambda other: (-common[other], other))
