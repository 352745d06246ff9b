"""Copies as clusters: which article is a copy of which, at the likeness the reader wants.

The best article that is a copy of no better one leads a cluster; another belongs to it when the two are alike
enough themselves. So nothing is in a cluster because it is like something that is like something.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.library.articles import find_article, heads_by_ids
from tui.model.result import Copy, CopyCluster

MOST_AROUND = 2_000
"""Articles looked at around those of one page; if there are more, all clusters of the library are made."""
MOST_TOLD = 200
"""Copies beside which an article is shown; a list of related ones is short."""
_MARKS = 400
"""Ids asked for at once."""

_PAIRS = (
    "SELECT copies.article, copies.best, copies.likeness, copies.twin FROM copies"
    " JOIN sketches AS mine ON mine.article = copies.article"
    " JOIN sketches AS its ON its.article = copies.best"
    " WHERE copies.likeness >= ?{} ORDER BY mine.rank, mine.article, its.rank, its.article"
)

Pair = tuple[int, int, int, int]
"""Article, better article, percent, 1 for twins; pairs come best article first, then best better article."""


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where an article stands."""

    best: int
    """The best copy of its cluster; itself where it is the best."""
    likeness: int
    """Percent, to the best; 100 for the best."""
    exact: bool
    """Its words are those of the best."""


class Clusters:
    """The clusters of some articles at one likeness; articles without a copy are in none."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.members: dict[int, list[int]] = {}
        """By best copy: all articles of the cluster, the best first, then the best alike."""
        self.place: dict[int, Belongs] = {}
        """By article."""
        twins = []
        for article, best, likeness, twin in pairs:
            if twin:
                twins.append((article, best))
            elif article not in self.place and (best not in self.place or self.place[best].best == best):
                self._join(article, Belongs(best, likeness, False))
        for article, stands_for_it in twins:
            place = self.place.get(stands_for_it)
            if place is None or place.best == stands_for_it:
                self._join(article, Belongs(stands_for_it, 100, True))
            else:
                self._join(article, place)
        for best, members in self.members.items():
            members.sort(key=lambda member: (member != best, -self.place[member].likeness))

    def _join(self, article: int, place: Belongs) -> None:
        self.place[article] = place
        if place.best not in self.members:
            self.members[place.best] = [place.best]
            self.place[place.best] = Belongs(place.best, 100, True)
        self.members[place.best].append(article)

    def folded(self, passing: Sequence[int]) -> frozenset[int]:
        """Of the articles in `passing`, those that another one of them is a better copy of.

        Where the best copy is not among them the next best stands for the cluster.
        """
        by_cluster: dict[int, list[int]] = {}
        for article in passing:
            if (place := self.place.get(article)) is not None:
                by_cluster.setdefault(place.best, []).append(article)
        hidden: set[int] = set()
        for best, present in by_cluster.items():
            if len(present) > 1:
                there = frozenset(present)
                hidden |= there - {next(member for member in self.members[best] if member in there)}
        return frozenset(hidden)


def all_clusters(connection: sqlite3.Connection, threshold: int) -> Clusters:
    """The clusters of the whole library."""
    return Clusters(connection.execute(_PAIRS.format(""), (threshold,)))


def clusters_around(connection: sqlite3.Connection, ids: Sequence[int], threshold: int) -> Clusters:
    """The clusters that these articles are in; what it costs does not depend on the library's size."""
    seen: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    edge = set(ids)
    while edge:
        seen |= edge
        if len(seen) > len(ids) + MOST_AROUND:
            return all_clusters(connection, threshold)
        found: set[tuple[int, int]] = set()
        for some in _chunks(sorted(edge)):
            marks = ",".join("?" * len(some))
            for column in ("article", "best"):
                found.update(
                    connection.execute(
                        f"SELECT article, best FROM copies WHERE {column} IN ({marks}) AND likeness >= ?",
                        (*some, threshold),
                    )
                )
        pairs |= found
        edge = {article for pair in found for article in pair} - seen
    rows: list[tuple[int, int, int, int, int, int]] = []
    for some in _chunks(sorted({article for article, _best in pairs})):
        query = _PAIRS.format(f" AND copies.article IN ({','.join('?' * len(some))})").replace(
            "copies.twin", "copies.twin, mine.rank, its.rank", 1
        )
        rows.extend(connection.execute(query, (threshold, *some)))
    rows.sort(key=lambda row: (row[4], row[0], row[5], row[1]))
    return Clusters(row[:4] for row in rows)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + _MARKS] for at in range(0, len(ids), _MARKS))


def cluster_of(connection: sqlite3.Connection, article: int, threshold: int) -> CopyCluster | None:
    """The cluster an article is in; None where it has no copy."""
    clusters = clusters_around(connection, (article,), threshold)
    place = clusters.place.get(article)
    return _told(connection, clusters, place.best) if place else None


def copies_of(connection: sqlite3.Connection, article: int, threshold: int) -> dict[int, int]:
    """The other articles of its cluster, each with its percent of likeness.

    To the best copy that is its own; to another one the lesser of what the two have to the best.
    """
    clusters = clusters_around(connection, (article,), threshold)
    place = clusters.place.get(article)
    if place is None:
        return {}
    return {
        other: min(place.likeness, clusters.place[other].likeness)
        for other in clusters.members[place.best][: MOST_TOLD + 1]
        if other != article
    }


def copy_clusters(connection: sqlite3.Connection, threshold: int) -> Iterable[CopyCluster]:
    """Every cluster of the library, the largest first, then by file name of the best copy."""
    clusters = all_clusters(connection, threshold)
    files = {best: head.file for best, head in heads_by_ids(connection, list(clusters.members)).items()}
    for best in sorted(files, key=lambda best: (-len(clusters.members[best]), files[best])):
        yield _told(connection, clusters, best)


def _told(connection: sqlite3.Connection, clusters: Clusters, best: int) -> CopyCluster:
    from tui.library.duplicates import fields_of

    members = clusters.members[best]
    heads = heads_by_ids(connection, members)
    copies = (
        Copy(heads[member], clusters.place[member].likeness, clusters.place[member].exact)
        for member in members
    )
    article = find_article(connection, best)
    ordered = sorted(copies, key=lambda copy: (copy.head.id != best, -copy.likeness, copy.head.file))
    return CopyCluster(tuple(ordered), fields_of(article) if article else ())
