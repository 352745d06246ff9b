"""Passages that stand in several articles of a library: all of them, in time that grows with its texts.

First all fingerprints are read in their order: articles which have some in common that few others have are a
pair worth comparing. Of a fingerprint that many articles have, each is paired with the first of them and with
the next one alone, so that no hub costs more than its articles. Then each pair is compared word by word; what
stands in several of them at one place of an article is one passage. In memory are the pairs, eight bytes
each, and the places.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from tui.library import postings
from tui.library.articles import find_article
from tui.library.echoes import is_teaser
from tui.library.links import article_total
from tui.model.article import Article
from tui.model.span import Span
from tui.related.echoes import Compared, Passage, Worded, hashed_stretches, joined, stretches

ALL_PAIRS = 6
"""Articles with one fingerprint that are all compared with one another."""
MOST_POSTINGS = 40_000_000
"""Fingerprints that are read, those of 200,000 articles. Of more, one in some is looked at, and a short
passage may be missed."""
HUB = 50
HUB_SHARE = 0.01
"""A fingerprint in more articles than `HUB`, and than this share of all, says less of each pair."""
FURNITURE_WORDS = 40
"""A passage of fewer words in so many articles is furniture of the pages."""
SAME_PLACE = 0.8
"""Part of two places of an article that must be in both for them to be one."""
HARDLY_FEWER = 0.6
"""A passage inside a longer one that stands in so many of its articles is not told beside it."""
PLACES_LOOKED_AT = 20
"""Of a passage, to see whether it is another one found from elsewhere."""
KEPT_ARTICLES = 2_000
"""Articles that are held, for those that come soon again."""

_ID_BITS = 30
_ENOUGH = 4
_RARE, _SOME, _MUCH = 4, 2, 1
"""What it says of a pair that it alone has a fingerprint, that some others have it, that a hub has it."""
_BUCKET = 1_000
"""Articles whose pairs are sorted together."""

Progress = Callable[[float], None]
"""Told how much of the work is done, from 0 to 1."""
Stopped = Callable[[], bool]


class Group:
    """One passage, and where it stands."""

    __slots__ = ("_articles", "_spans", "words")

    def __init__(self, words: int) -> None:
        self.words = words
        """As many as its first two places have in common."""
        self._articles: dict[int, None] = {}
        self._spans = array("i")

    def add(self, article: int, span: Span) -> None:
        """One more place, in an article that has none yet."""
        self._articles[article] = None
        self._spans.extend(span)

    def __contains__(self, article: int) -> bool:
        return article in self._articles

    def __len__(self) -> int:
        return len(self._articles)

    def places(self) -> Iterator[tuple[int, Span]]:
        """Article and place, in the order they were found."""
        for number, article in enumerate(self._articles):
            yield article, Span(self._spans[2 * number], self._spans[2 * number + 1])


class Repeated(NamedTuple):
    """All passages of a library that stand in several articles."""

    groups: tuple[Group, ...]
    """In most articles first, then the longest; furniture of the pages is not among them."""
    furniture: int
    """Passages left out because very many pages have them."""
    thinned: bool
    """The library is so large that short passages may be missed."""


def repeated_passages(
    connection: sqlite3.Connection, *, progress: Progress = lambda _done: None, stopped: Stopped
) -> Repeated | None:
    """All passages that stand in several articles; None as soon as `stopped` says that nobody waits."""
    total = article_total(connection)
    one_in = 1 + postings.total(connection) // MOST_POSTINGS
    pairs = _Pairs(max(HUB, int(total * HUB_SHARE)))
    for number, chunk in enumerate(postings.shared(connection, one_in=one_in)):
        if stopped():
            return None
        pairs.add(chunk)
        if number % 64 == 0:
            progress(0.2 * number / postings.CHUNKS)
    grouping = _Grouping()
    articles = _Articles(connection)
    last = pairs.last or 1
    for article_id, others in pairs.by_article():
        if stopped():
            return None
        grouping.add(article_id, _passages(articles, article_id, others))
        progress(0.2 + 0.8 * article_id / last)
    many = pairs.hub
    groups = grouping.groups()
    kept = [group for group in groups if len(group) <= many or group.words >= FURNITURE_WORDS]
    kept.sort(key=lambda group: (-len(group), -group.words))
    progress(1)
    return Repeated(tuple(kept), len(groups) - len(kept), one_in > 1)


class _Pairs:
    """Articles that are worth comparing, each pair once, with what speaks for it."""

    def __init__(self, hub: int) -> None:
        self.hub = hub
        self.last = 0
        self._buckets: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, fingerprints: Iterable[tuple[int, list[int]]]) -> None:
        """Pair the articles of each fingerprint."""
        for _value, articles in fingerprints:
            count = len(articles)
            worth = _RARE if count == 2 else _SOME if count <= self.hub else _MUCH
            if count <= ALL_PAIRS:
                for at, first in enumerate(articles):
                    self._note(first, articles[at + 1 :], worth)
            else:
                self._note(articles[0], articles[1:], worth)
                for first, second in pairwise(articles[1:]):
                    self._note(first, (second,), worth)

    def _note(self, first: int, others: Iterable[int], worth: int) -> None:
        bucket = self._buckets[first // _BUCKET]
        bucket.extend([(first << _ID_BITS | other) << 3 | worth for other in others])
        self.last = max(self.last, first)

    def by_article(self) -> Iterator[tuple[int, list[int]]]:
        """Article, and later ones it is to be compared with; ascending, each pair once."""
        for number in sorted(self._buckets):
            enough = [
                pair
                for pair, noted in groupby(sorted(self._buckets.pop(number)), key=lambda noted: noted >> 3)
                if sum(note & 7 for note in noted) >= _ENOUGH
            ]
            for article, some in groupby(enough, key=lambda pair: pair >> _ID_BITS):
                yield article, [pair & (1 << _ID_BITS) - 1 for pair in some]


class _Articles:
    """Articles with their hashed words, the last ones kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[int, tuple[Article, bytes] | None] = OrderedDict()

    def find(self, article_id: int) -> tuple[Article, bytes] | None:
        """The article and its words; None when it went meanwhile."""
        if article_id in self._kept:
            self._kept.move_to_end(article_id)
            return self._kept[article_id]
        article = find_article(self._connection, article_id)
        found = (article, joined(hashed_stretches(article))) if article is not None else None
        self._kept[article_id] = found
        if len(self._kept) > KEPT_ARTICLES:
            self._kept.popitem(last=False)
        return found


def _passages(articles: _Articles, article_id: int, others: Iterable[int]) -> list[tuple[int, Passage]]:
    """What an article shares with each of some others."""
    found = articles.find(article_id)
    if found is None:
        return []
    article, hashed = found
    compared = Compared(Worded(article.text, stretches(article)), hashed)
    passages = []
    for other_id in others:
        beside = articles.find(other_id)
        chains = compared.chains(beside[1]) if beside is not None else []
        if beside is not None and chains:
            other = beside[0]
            told = compared.told(chains, Worded(other.text, stretches(other)))
            passages += [(other_id, passage) for passage in told if not is_teaser(passage, article, other)]
    return passages


class _Grouping:
    """Puts passages of pairs together: what stands at one place of an article is one passage."""

    def __init__(self) -> None:
        self._groups: list[list[Group]] = []
        """By the first article they were found in."""
        self._at: defaultdict[int, list[tuple[Span, Group]]] = defaultdict(list)
        """By article that is still to come: its places."""

    def add(self, article: int, passages: list[tuple[int, Passage]]) -> None:
        """What an article shares with later ones. Articles come in ascending order."""
        mine = self._at.pop(article, [])
        passages.sort(key=lambda one: (-one[1].span.length, one[0]))
        fresh: list[Group] = []
        for other, passage in passages:
            group = next((group for span, group in mine if _is_same(span, passage.span)), None)
            if group is None:
                group = Group(passage.words)
                group.add(article, passage.span)
                fresh.append(group)
                mine.append((passage.span, group))
                self._add_longer(group, passage.span, passages)
            self._place(group, other, passage.other)
        if fresh:
            self._groups.append(fresh)

    def groups(self) -> list[Group]:
        """All passages, without those that are hardly more often there than a longer one that holds them."""
        return _merged([group for fresh in self._groups for group in _outermost(fresh)])

    def _add_longer(self, group: Group, span: Span, passages: Iterable[tuple[int, Passage]]) -> None:
        """The other places where the passage stands inside a longer one."""
        for other, longer in passages:
            if longer.span.length <= span.length:
                return
            if longer.span.covers(span) and (its := _mapped(longer, span)) is not None:
                self._place(group, other, its)

    def _place(self, group: Group, article: int, span: Span) -> None:
        if article not in group:
            group.add(article, span)
            self._at[article].append((span, group))


def _outermost(groups: list[Group]) -> Iterator[Group]:
    """Of passages of one article, the longest first, those that say more than a longer one does."""
    longer: list[tuple[Span, int]] = []
    for group in groups:
        span, count = next(iter(group.places()))[1], len(group)
        if not any(
            more >= HARDLY_FEWER * count
            and min(span.stop, over.stop) - max(span.start, over.start) >= SAME_PLACE * span.length
            for over, more in longer
        ):
            longer.append((span, count))
            yield group


def _merged(groups: list[Group]) -> list[Group]:
    """Passages that were found from several articles as one, where they stand at one place of any."""
    at: defaultdict[int, list[tuple[Span, Group]]] = defaultdict(list)
    kept: list[Group] = []
    for group in sorted(groups, key=lambda group: (-len(group), -group.words)):
        same = next(
            (
                other
                for article, span in islice(group.places(), PLACES_LOOKED_AT)
                for there, other in at[article]
                if _is_same(there, span)
            ),
            None,
        )
        if same is None:
            kept.append(group)
        for article, span in group.places():
            if same is None or article not in same:
                at[article].append((span, group if same is None else same))
            if same is not None and article not in same:
                same.add(article, span)
    return kept


def _is_same(one: Span, other: Span) -> bool:
    both = min(one.stop, other.stop) - max(one.start, other.start)
    return both >= SAME_PLACE * max(one.length, other.length)


def _mapped(longer: Passage, span: Span) -> Span | None:
    """Where a part of a passage stands in the other text; None when it begins or ends in what was changed."""
    start = stop = None
    for mine, its in longer.parts:
        if mine.start <= span.start < mine.stop:
            start = min(its.stop, its.start + span.start - mine.start)
        if mine.start < span.stop <= mine.stop:
            stop = max(its.start, its.stop - (mine.stop - span.stop))
    return Span(start, stop) if start is not None and stop is not None and start < stop else None
