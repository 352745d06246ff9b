"""A concordance over a library: every hit of a text search, newest article first, some articles at a time.

Nothing but a block is ever held here, however many hits a common word has.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.library.plaintexts import read_texts
from tui.model.result import ArticleHits, TextResult
from tui.model.span import Span
from tui.search.concordance import KwicBlock, KwicLine, context

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

FEW = 200
"""Articles that are read in one go where no more match."""
FIRST_BLOCK, MOST_IN_BLOCK = 100, 500
"""Articles looked into before the first lines are given out, and later."""
COMMON = 10_000
"""Of more articles the newest are looked for in the list itself: to put them all in order takes a while."""

_CLOSENESS = ("phrase", "near", "apart")


def blocks(
    find: Callable[[int, AbstractSet[int] | None], TextResult],
    first: Callable[[], Sequence[int]],
    newest: Callable[[], Sequence[int]],
    lines: Callable[[Sequence[ArticleHits]], tuple[KwicLine, ...]],
) -> Iterator[KwicBlock]:
    """The concordance in blocks; the first says how many articles it has, even where it has no line yet.

    `find` answers the query with at most so many articles, among some or all; `newest` gives all that may
    match, newest first, and `first` those the list begins with: where a word is in most articles, they stand
    on the screen before the others are put in order. `lines` makes lines of hits. Words that stand together
    somewhere are no lines where they stand farther apart than in any of the best articles.
    """
    whole = find(FEW, None)
    total = whole.total_articles
    if total <= len(whole.articles):
        found = sorted(whole.articles, key=lambda hits: hits.head.file)
        found.sort(key=lambda hits: hits.head.dated or "", reverse=True)
        yield KwicBlock(lines(found), len(found), total)
        return
    loosest = max(_CLOSENESS.index(hits.closeness) for hits in whole.articles)

    def block(ids: Sequence[int]) -> KwicBlock:
        answer = find(len(ids), frozenset(ids))
        if answer.understood.prefix and not whole.understood.prefix:
            return KwicBlock((), 0, total)
        close = (hits for hits in answer.articles if _CLOSENESS.index(hits.closeness) <= loosest)
        by_id = {hits.head.id: hits for hits in close}
        found = [by_id[article_id] for article_id in ids if article_id in by_id]
        return KwicBlock(lines(found), len(found), total)

    begun: Sequence[int] = first() if total > COMMON else ()
    if begun:
        yield block(begun)
    done = frozenset(begun)
    rest = [article_id for article_id in newest() if article_id not in done]
    start, size = 0, FIRST_BLOCK
    while ids := rest[start : start + size]:
        yield block(ids)
        start, size = start + size, min(2 * size, MOST_IN_BLOCK)


def lines_of(connection: sqlite3.Connection, found: Sequence[ArticleHits]) -> tuple[KwicLine, ...]:
    """The lines of some articles, in their order and in that of the text."""
    ids = [hits.head.id for hits in found]
    texts = dict(read_texts(connection, ids))
    said = _statements(connection, ids)
    made = []
    for hits in found:
        stored = texts.get(hits.head.id)
        if stored is None:
            continue
        speeches = said.get(hits.head.id, ())
        for span in hits.spans:
            left, keyword, right = context(stored.text, span)
            made.append(KwicLine(hits.head, span, left, keyword, right, _speaker(speeches, span)))
    return tuple(made)


Speech = tuple[Span, str]


def _statements(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[Speech]]:
    """By article where somebody known says something, and who."""
    rows = connection.execute(
        "SELECT statements.article, statements.start, statements.stop, named.name"
        " FROM statements JOIN named USING (entity, article)"
        " WHERE statements.article IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    found: dict[int, list[Speech]] = {}
    for article_id, start, stop, name in rows:
        found.setdefault(article_id, []).append((Span(start, stop), name))
    return found


def _speaker(speeches: Sequence[Speech], span: Span) -> str:
    """Who says what stands at `span`; of statements within one another the shortest."""
    around = [(speech.length, name) for speech, name in speeches if speech.covers(span)]
    return min(around)[1] if around else ""
