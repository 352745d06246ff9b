"""What is asked about the network of names, answered in names, days and sentences."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tui.library.articles import heads_by_ids
from tui.library.name_search import shown_name, told_apart
from tui.library.namesakes import find_entity
from tui.library.network import Counted, Network, read_network, stop_if
from tui.library.network_sentences import (
    MOST_READ,
    MOST_SHOWN,
    count_beside,
    count_pairs,
    mentions_in,
)
from tui.library.sources import needs_finish
from tui.model.fact import Kind
from tui.model.network import (
    TIED_KINDS,
    Edge,
    NetworkBoard,
    NetworkGraph,
    NetworkName,
    Tie,
    TieArticle,
    TieEvidence,
    Ties,
    in_order,
)
from tui.model.result import ArticleHead

SECONDS = 300.0
"""A question about the network of a whole corpus may take so long; whoever waits can stop it."""
_SPELLINGS = 500
"""Articles that say how a name is spelt."""
_COPIES_READ = 8
"""Copies of an article that are looked into for both names."""
MOST_SENTENCES = 20
"""Sentences of one article that are shown."""
MOST_TOLD = 300
"""Names of one list that are told from others of the same name."""
_KEPT = 2
"""Networks held ready: of the whole corpus, and of what the list was narrowed to."""


class Asked:
    """A network and the library it was read from, for one question."""

    def __init__(
        self, connection: sqlite3.Connection, network: Network, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self._connection = connection
        self._network = network
        self._stopped = stopped

    def board(self, kinds: Collection[Kind], least: int) -> NetworkBoard:
        """The names of these kinds, those with most ties first; a tie has at least `least` articles."""
        network = self._network
        degrees = network.degrees(kinds, least, self._stopped)
        wanted = {TIED_KINDS.index(kind) for kind in kinds}
        names = [replace(self._name(name), ties=ties) for ties, name in degrees if ties]
        return NetworkBoard(
            tuple(self._told_apart(names)),
            sum(kind in wanted for kind in network.kinds),
            network.total,
            network.article_count - network.total,
            network.cut,
            network.unread,
        )

    def named(self, keys: Sequence[str], kinds: Collection[Kind], least: int) -> tuple[NetworkName, ...]:
        """Of these names those that have ties, in their order, with how many."""
        found = []
        for key in keys:
            stop_if(self._stopped)
            number = self._number(key)
            if number is not None and TIED_KINDS[self._network.kinds[number]] in kinds:
                ties = self._network.degree(number, kinds, least)
                if ties:
                    found.append(replace(self._name(number), ties=ties))
        return tuple(self._told_apart(found))

    def ties(
        self, key: str, kinds: Collection[Kind], least: int, *, limit: int | None = None, whole: bool = False
    ) -> Ties | None:
        """What a name stands together with, the closest first; None where no article names it.

        `whole`: sentences are counted too, in its newest `MOST_READ` articles.
        """
        number = self._number(key)
        if number is None:
            return None
        network = self._network
        count, counted = network.ties(number, kinds, least, self._stopped)
        name = replace(self._name(number), ties=count)
        counted = counted[:limit]
        others = self._told_apart([self._name(tie.other) for tie in counted])
        ties = [
            Tie(other, tie.together, tie.weight, network.day(tie.first), network.day(tie.last))
            for other, tie in zip(others, counted, strict=True)
        ]
        units = network.units_of(number)
        read = units[-MOST_READ:] if whole else units[:0]
        if whole:
            articles = [network.articles[unit] for unit in read]
            beside = count_beside(self._connection, name.key, articles, self._stopped)
            ties = [replace(tie, sentences=beside[tie.other.key]) for tie in ties]
        return Ties(name, tuple(ties), len(read), len(units))

    def evidence(self, one: str, other: str) -> TieEvidence | None:
        """Where two names stand together; None where no article names one of them."""
        numbers = self._number(one), self._number(other)
        if numbers[0] is None or numbers[1] is None:
            return None
        network = self._network
        first, second = self._name(numbers[0]), self._name(numbers[1])
        shared = network.shared(numbers[0], numbers[1])
        newest = list(reversed(shared))[:MOST_SHOWN]
        heads = heads_by_ids(self._connection, [network.articles[unit] for unit in newest])
        articles = []
        for unit in newest:
            stop_if(self._stopped)
            if (head := heads.get(network.articles[unit])) is not None:
                articles.append(self._article(head, first.key, second.key, unit))
        return TieEvidence(first, second, tuple(articles), len(shared))

    def _article(self, head: ArticleHead, one: str, other: str, unit: int) -> TieArticle:
        """What one article says of both; where a better copy of it does not, the first that does."""
        members = self._network.members_of(unit)
        for article in members[:_COPIES_READ]:
            mentions = mentions_in(self._connection, article)
            if mentions is None or not (mentions.spans.get(one) and mentions.spans.get(other)):
                continue
            if article != head.id:
                head = heads_by_ids(self._connection, (article,)).get(article, head)
            found = tuple(islice(mentions.both(one, other), MOST_SENTENCES))
            span = found[0].span if found else mentions.nearest(one, other)
            return TieArticle(head, found, span, len(members) - 1)
        return TieArticle(head, (), None, len(members) - 1)

    def edges(self, kinds: Collection[Kind], least: int, limit: int, *, sentences: int = 0) -> NetworkGraph:
        """The `limit` closest ties, and the names they tie.

        Sentences are counted where no more than `sentences` articles have to be read for it.
        """
        network = self._network
        count, found = network.edges(kinds, least, limit, self._stopped)
        numbers = sorted({number for name, tie in found for number in (name, tie.other)})
        names = {number: self._name(number) for number in numbers}
        degrees = dict.fromkeys(numbers, 0)
        edges = []
        for name, tie in found:
            degrees[name] += 1
            degrees[tie.other] += 1
            one, other = in_order(names[name], names[tie.other])
            days = network.day(tie.first), network.day(tie.last)
            edges.append(Edge(one.key, other.key, tie.together, round(tie.weight, 4), *days))
        if sentences and edges:
            edges = self._with_sentences(found, edges, names, sentences)
        told = (replace(names[number], ties=degrees[number]) for number in numbers)
        named = tuple(sorted(told, key=lambda name: (-name.ties, name.key)))
        return NetworkGraph(named, tuple(edges), count, network.total)

    def _with_sentences(
        self,
        found: Sequence[tuple[int, Counted]],
        edges: Sequence[Edge],
        names: Mapping[int, NetworkName],
        most: int,
    ) -> list[Edge]:
        wanted: dict[int, list[tuple[str, str]]] = {}
        for name, tie in found:
            for unit in self._network.shared(name, tie.other):
                pair = names[name].key, names[tie.other].key
                wanted.setdefault(self._network.articles[unit], []).append(pair)
        if len(wanted) > most:
            return list(edges)
        counts = count_pairs(self._connection, wanted, self._stopped)
        return [
            replace(edge, sentences=counts[edge.one, edge.other] + counts[edge.other, edge.one])
            for edge in edges
        ]

    def _told_apart(self, names: Sequence[NetworkName]) -> list[NetworkName]:
        """Names of one list; the first `MOST_TOLD` that share theirs with another one say what they are."""
        shared = Counter((name.name, name.kind) for name in names)
        told, left = [], MOST_TOLD
        for name in names:
            beside = ""
            if shared[name.name, name.kind] > 1 and left:
                left -= 1
                entity = find_entity(self._connection, name.key)
                beside = told_apart(self._connection, entity, name.kind, name.name) if entity else ""
            told.append(replace(name, beside=beside) if beside else name)
        return told

    def _number(self, key: str) -> int | None:
        entity = find_entity(self._connection, key)
        return None if entity is None else self._network.find(entity)

    def _name(self, number: int) -> NetworkName:
        """What a name is called and in how many articles it is; its ties are not counted."""
        known = self._network.names.get(number)
        if known is None:
            entity = self._network.entities[number]
            (key,) = self._connection.execute("SELECT key FROM entities WHERE id = ?", (entity,)).fetchone()
            spellings = self._connection.execute(
                "SELECT name, count(*) FROM (SELECT name FROM named WHERE entity = ? LIMIT ?) GROUP BY name",
                (entity, _SPELLINGS),
            ).fetchall()
            kind = TIED_KINDS[self._network.kinds[number]]
            known = NetworkName(key, shown_name(dict(spellings)), kind, self._network.size_of(number))
            self._network.names[number] = known
        return known


class _Networks:
    """The networks of late, shared by all threads of this process.

    While an indexer is at work a network may lag behind: it is read anew at most every so often.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[Path, int | None, frozenset[int] | None, int], tuple[int, float, Network]] = {}

    def get(
        self,
        path: Path,
        inode: int | None,
        connection: sqlite3.Connection,
        passing: frozenset[int] | None,
        likeness: int,
        stopped: Callable[[], bool],
    ) -> Network:
        """The network of some articles of the library `connection` leads to."""
        key = (path, inode, passing, likeness)
        (generation,) = connection.execute("SELECT generation FROM state").fetchone()
        began = time.monotonic()
        kept = self._kept.get(key)
        if kept and (kept[0] == generation or (began < kept[1] and needs_finish(connection))):
            return kept[2]
        network = read_network(connection, passing, likeness, stopped=stopped)
        now = time.monotonic()
        with self._lock:
            self._kept.pop(key, None)
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = (generation, now + max(2.0, 20 * (now - began)), network)
        return network


networks = _Networks()
