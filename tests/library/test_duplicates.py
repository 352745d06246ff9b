"""Copies are found whatever the order, stay right as articles come and go, and cost a bounded time."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.making import make_article
from tui.library import duplicates
from tui.library.duplicate_clusters import Clusters, all_clusters, clusters_around
from tui.library.packing import pack_article
from tui.model.article import Article, Published
from tui.model.fact import Extraction
from tui.model.span import Span
from tui.related.near import Body, likeness
from tui.text.words import plain_words

BARE = """
CREATE TABLE bodies (article INTEGER PRIMARY KEY, body BLOB NOT NULL);
"""


class Shelfless:
    """The part alone, over a database in memory."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(BARE + duplicates.TABLES)
        self.ids: dict[str, int] = {}
        self._last = 0

    def put(self, article: Article) -> None:
        """Add an article, or put it in place of the one of this name."""
        if article.file in self.ids:
            self.drop(article.file)
        self._last += 1
        self.ids[article.file] = self._last
        self.connection.execute("INSERT INTO bodies VALUES (?, ?)", (self._last, pack_article(article)))
        duplicates.store(self.connection, self._last, duplicates.prepare(article, Extraction()))

    def drop(self, file: str) -> None:
        """Remove an article."""
        article = self.ids.pop(file)
        duplicates.remove(self.connection, article)
        self.connection.execute("DELETE FROM bodies WHERE article = ?", (article,))

    def pairs(self) -> set[tuple[str, str, int, int]]:
        """All pairs, by file."""
        for _step in duplicates.finish(self.connection):
            pass
        files = {article: file for file, article in self.ids.items()}
        rows = self.connection.execute("SELECT article, best, likeness, twin FROM copies")
        return {(files[article], files[best], percent, twin) for article, best, percent, twin in rows}

    def clusters(self, threshold: int = 80) -> dict[str, list[str]]:
        """Clusters by the file of the best copy."""
        self.pairs()
        files = {article: file for file, article in self.ids.items()}
        found = all_clusters(self.connection, threshold)
        for article in self.ids.values():
            near = clusters_around(self.connection, [article], threshold)
            assert near.place.get(article) == found.place.get(article)
        return {files[best]: [files[one] for one in members] for best, members in found.members.items()}


def words_of(seed: int, count: int = 120) -> list[str]:
    chosen = random.Random(seed)
    return [
        f"{chosen.choice('bcdghklmnpst')}{chosen.choice('aeiou')}{chosen.choice('nmtcp')}"
        for _ in range(count)
    ]


def edited(words: list[str], seed: int, share: float) -> list[str]:
    chosen = random.Random(seed)
    return [f"khac{chosen.randrange(900)}x" if chosen.random() < share else word for word in words]


def written(file: str, words: list[str], **fields: object) -> Article:
    return make_article(file, text=" ".join(words), **fields)


def version(family: int, kind: int) -> list[str]:
    """Version `kind` of story `family`: itself, edited, cut, longer."""
    words = words_of(family)
    if kind == 0:
        return words
    if kind <= 3:
        return edited(words, 10 * family + kind, 0.02 * kind)
    return words[: 60 + 10 * kind] if kind < 6 else [*words, *words_of(100 + family, 15 * (kind - 5))]


ARTICLES = st.tuples(st.integers(0, 2), st.integers(0, 7))
STEPS = st.lists(st.tuples(st.integers(0, 11), st.none() | ARTICLES, st.booleans()), max_size=25)


@settings(max_examples=40, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_the_pairs_are_those_of_a_fresh_library(
    steps: list[tuple[int, tuple[int, int] | None, bool]], order: random.Random
) -> None:
    """New, changed and gone articles, in any order and over any number of runs, leave what one run makes."""
    grown = Shelfless()
    present: dict[str, Article] = {}
    for name, what, ends_run in steps:
        file = f"{name}.txt"
        if what is None:
            if present.pop(file, None):
                grown.drop(file)
        else:
            present[file] = written(file, version(*what), outlet="Báo Lam Kha" if name % 3 else None)
            grown.put(present[file])
        if ends_run:
            for _step in duplicates.finish(grown.connection):
                pass
    fresh = Shelfless()
    for article in order.sample(sorted(present.values(), key=lambda one: one.file), len(present)):
        fresh.put(article)
    assert grown.pairs() == fresh.pairs()
    assert grown.clusters() == fresh.clusters()
    assert _standing(grown) == _standing(fresh)


def _standing(made: Shelfless) -> list[tuple[int, ...]]:
    """What the part keeps, but for ids."""
    rows = made.connection.execute("SELECT hash, rank FROM sketched ORDER BY hash, rank").fetchall()
    assert made.connection.execute("SELECT count(*) FROM unsketched").fetchone() == (0,)
    assert made.connection.execute("SELECT count(*) FROM sketches WHERE stage IN (0, 3)").fetchone() == (0,)
    return rows


def test_lists_that_are_cut_stay_those_of_a_fresh_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where more versions share a hash than are looked at, and more wait than are compared at once."""
    monkeypatch.setattr(duplicates, "LISTED", 3)
    monkeypatch.setattr(duplicates, "COMPARED", 2)
    monkeypatch.setattr(duplicates, "AT_ONCE", 4)
    story = words_of(5)
    articles = [written(f"{n:02}.txt", edited(story, n, 0.02)) for n in range(30)]
    fresh = Shelfless()
    for article in articles:
        fresh.put(article)
    grown = Shelfless()
    for article in reversed(articles):
        grown.put(article)
    for article in articles[::3]:
        grown.drop(article.file)
    grown.pairs()
    for article in articles[::3]:
        grown.put(article)
    assert grown.pairs() == fresh.pairs()
    assert grown.clusters(60) == fresh.clusters(60)


def test_a_copy_belongs_to_the_best_copy_itself() -> None:
    """Versions each a little different from the one before are not all one cluster: no chains."""
    made = Shelfless()
    words = words_of(1, 400)
    for number in range(8):
        drifted = words[22 * number : 22 * number + 200]
        made.put(written(f"{number}.txt", drifted, outlet="A" if number == 0 else None))
    clusters = made.clusters(80)
    alike = {(a, b): percent for a, b, percent, _twin in made.pairs()}
    assert len(clusters) > 1
    for best, members in clusters.items():
        assert all(alike[member, best] >= 80 for member in members if member != best)


def test_the_best_copy_is_the_fullest_then_the_one_that_says_most_then_the_earliest() -> None:
    """In this order, whatever came first."""
    story = words_of(2, 150)
    day = {
        name: Published(value, Span(0, 0))
        for name, value in (("early", "2031-05-12"), ("late", "2031-05-14"))
    }
    made = Shelfless()
    made.put(written("a-cut.txt", story[:100], outlet="Báo A", byline="Vân Du", published=day["early"]))
    made.put(written("b-bare.txt", story, published=day["early"]))
    made.put(written("c-late.txt", story, outlet="Báo C", byline="Vân Du", published=day["late"]))
    made.put(written("d-early.txt", story, outlet="Báo D", byline="Vân Du", published=day["early"]))
    assert list(made.clusters()) == ["d-early.txt"]
    made.drop("d-early.txt")
    assert list(made.clusters()) == ["c-late.txt"]
    made.drop("c-late.txt")
    assert made.clusters() == {"b-bare.txt": ["b-bare.txt", "a-cut.txt"]}


def test_the_threshold_decides_what_is_a_copy() -> None:
    """Pairs are kept from half alike, so that the reader's choice needs no new index."""
    story = words_of(3, 200)
    made = Shelfless()
    made.put(written("whole.txt", story, outlet="A"))
    made.put(written("part.txt", [*story[:140], *words_of(77, 55)]))
    assert made.clusters(80) == {}
    assert made.clusters(65) == {"whole.txt": ["whole.txt", "part.txt"]}


def test_a_thousand_copies_take_bounded_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twins are not compared at all, versions with a bounded number of others each."""
    compared = 0

    def counted(one: Body, other: Body) -> int:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(duplicates, "likeness", counted)
    story = words_of(4)
    twins = Shelfless()
    for number in range(1000):
        twins.put(written(f"{number}.txt", story))
    assert len(twins.pairs()) == 999
    assert compared == 0
    ((best, members),) = twins.clusters().items()
    assert len(members) == 1000
    assert best == members[0]
    versions = Shelfless()
    for number in range(400):
        versions.put(written(f"{number}.txt", edited(story, number, 0.01)))
    versions.pairs()
    assert 0 < compared <= 2 * 400 * 2 * duplicates.COMPARED
    assert len(versions.clusters()) == 1


def test_the_next_best_stands_for_a_cluster_whose_best_is_filtered_out() -> None:
    """Folding hides an article only behind one that is shown."""
    clusters = Clusters([(2, 1, 90, 0), (3, 1, 85, 0), (4, 2, 100, 1)])
    assert clusters.folded([1, 2, 3, 4, 9]) == {2, 3, 4}
    assert clusters.folded([2, 3, 9]) == {3}
    assert clusters.folded([3, 9]) == frozenset()
    assert [plain_words(str(one))[0] for one in clusters.members[1]] == ["1", "2", "4", "3"]
