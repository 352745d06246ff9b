"""Postings against a plain dictionary: whatever comes, goes and is merged, the same articles are found."""

from __future__ import annotations

import random
import sqlite3
from array import array
from collections import deque
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.library import postings
from tui.related.fingerprints import FINGERPRINT_BITS

MOST = (1 << FINGERPRINT_BITS) - 1
VALUES = [0, 1, 255, 256, 1 << 24, (1 << 24) + 1, 1 << 30, MOST - 256, MOST - 1, MOST]
IDS = [1, 2, 3, 254, 255, 256, 70_000, (1 << 24) + 7, (1 << 40) - 1]
"""One to five bytes."""


def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(postings.TABLES + "CREATE TABLE state (articles); INSERT INTO state VALUES (0);")
    return connection


def finished(steps: Iterator[None]) -> None:
    deque(steps, maxlen=0)


def packed(values: set[int]) -> bytes:
    return array("Q", sorted(values)).tobytes()


def found(connection: sqlite3.Connection, values: list[int]) -> dict[int, list[int]]:
    """Articles with each value, posted or waiting."""
    answer = {value: set(ids) for value, ids in postings.articles_with(connection, values).items()}
    for article, hashes in postings.waiting(connection):
        for value in set(hashes).intersection(values):
            answer.setdefault(value, set()).add(article)
    return {value: sorted(ids) for value, ids in answer.items()}


def expected(kept: dict[int, set[int]], values: list[int]) -> dict[int, list[int]]:
    answer = {value: sorted(article for article in kept if value in kept[article]) for value in values}
    return {value: ids for value, ids in answer.items() if ids}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that a few articles are posted, merged, spread over buckets and cleared away."""
    monkeypatch.setattr(postings, "WAITING", 3)
    monkeypatch.setattr(postings, "VOID", 3)
    monkeypatch.setattr(postings, "MERGED_AT_ONCE", 2)
    monkeypatch.setattr(postings, "MERGED_TOGETHER", 2)
    monkeypatch.setattr(postings, "_BITS", ((4, 12), (12, 16), (1 << 63, 20)))
    monkeypatch.setattr(postings, "_ASKED_AT_ONCE", 2)


@pytest.mark.usefixtures("small")
def test_what_very_many_have_is_told_from_few_of_them() -> None:
    """One more than asked for, however many there are; what fewer have is told whole, without what went."""
    connection = empty()
    for article in range(1, 41):
        postings.add(connection, article, packed({7} | ({255} if article < 4 else set())))
        finished(postings.finish(connection))
    postings.remove(connection, 2)
    few = postings.articles_with(connection, [7, 255, 256], most=5)
    assert few[255] == [1, 3]
    assert len(few[7]) == 6
    assert few.keys() == {7, 255}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(IDS), st.sets(st.sampled_from(VALUES), min_size=1)),
        st.tuples(st.just("remove"), st.sampled_from(IDS), st.just(set[int]())),
        st.tuples(st.just("finish"), st.integers(0, 9), st.just(set[int]())),
    ),
    max_size=40,
)


@pytest.mark.usefixtures("small")
@settings(max_examples=150, deadline=None)
@given(STEPS, st.sampled_from((3, 50)))
def test_what_is_found_is_what_stands(steps: list[tuple[str, int, set[int]]], void: int) -> None:
    """Also for an article that went and came back with other fingerprints, under an id used before."""
    postings.VOID = void  # put back by the fixture
    connection = empty()
    kept: dict[int, set[int]] = {}
    for step, article, values in steps:
        if step == "finish":
            deque(islice(postings.finish(connection), article), maxlen=0)  # left in the middle
        elif article in kept:
            postings.remove(connection, article)
            del kept[article]
        elif step == "add":
            postings.add(connection, article, packed(values))
            kept[article] = values
            if len(kept) % 2:
                finished(postings.tend(connection))
        assert found(connection, VALUES) == expected(kept, VALUES)


def test_what_comes_after_an_empty_merge_is_not_void() -> None:
    """A merge of which nothing is left, beside a segment too large to take part, gives no id away twice."""
    connection = empty()
    for article in range(1, 101):
        postings.add(connection, article, packed({article, article << 10, article << 20}))
    finished(postings.finish(connection))
    late = (201, 202, 203, 204)
    for article in late:
        postings.add(connection, article, packed({article << 12}))
        next(postings.finish(connection))  # a run that ends as soon as it has posted
    for article in late:
        postings.remove(connection, article)
    finished(postings.finish(connection))
    postings.add(connection, 201, packed({5 << 30}))
    finished(postings.finish(connection))
    assert found(connection, [5 << 30, 201 << 12]) == {5 << 30: [201]}


def test_many_postings_stay_few_segments_and_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is written a few times over, never lost, and takes little more than its five bytes."""
    monkeypatch.setattr(postings, "WAITING", 20)
    chance = random.Random(5)
    connection = empty()
    kept = {article: {chance.randrange(MOST) for _ in range(200)} for article in range(1, 601)}
    for article, values in kept.items():
        connection.execute("UPDATE state SET articles = articles + 1")
        postings.add(connection, article, packed(values))
        finished(postings.tend(connection))
    finished(postings.finish(connection))
    counts = [count for (count,) in connection.execute("SELECT count FROM segments")]
    assert sum(counts) == sum(map(len, kept.values()))
    assert len(counts) <= 7
    (size,) = connection.execute("SELECT sum(length(packed)) FROM postings").fetchone()
    assert size < sum(counts) * 5.2
    asked = sorted(kept[1] | kept[300] | kept[600])
    assert found(connection, asked) == expected(kept, asked)


@pytest.mark.usefixtures("small")
def test_what_is_void_is_cleared_away() -> None:
    """Articles that went leave nothing once enough of them have gone."""
    connection = empty()
    for article in range(1, 13):
        postings.add(connection, article, packed({article, article << 20}))
        finished(postings.tend(connection))
    for article in range(1, 10):
        postings.remove(connection, article)
    finished(postings.finish(connection))
    assert connection.execute("SELECT sum(count) FROM segments").fetchone() == (6,)
    assert connection.execute("SELECT count(*) FROM voided").fetchone() == (0,)
    assert found(connection, [9, 10, 10 << 20]) == {10: [10], 10 << 20: [10]}


def test_nothing_is_posted_of_nothing() -> None:
    """Neither is a segment made, nor does forgetting what never was leave a trace."""
    connection = empty()
    postings.remove(connection, 7)
    finished(postings.finish(connection))
    assert found(connection, VALUES) == {}
    for table in ("segments", "postings", "voided", "unposted"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
