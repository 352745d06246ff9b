"""What ties articles together, kept: passages they share, and what they have in common beside names.

`postings` finds articles that share a passage (`echoes` compares them); `traits` holds what an article
has beside its names: events, topics, provinces of today. `relations` puts them together.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from tui.library import postings
from tui.library.articles import find_article, storable
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.related.echoes import hashed_stretches
from tui.related.fingerprints import HASH_BYTES, fingerprints
from tui.text.words import plain_words

TABLES = (
    """
CREATE TABLE prints (                -- one fingerprint of the whole of each article
    article INTEGER PRIMARY KEY,
    whole INTEGER NOT NULL,
    words INTEGER NOT NULL
);
CREATE INDEX prints_whole ON prints (whole);
CREATE TABLE traits (
    kind TEXT NOT NULL,              -- event, topic, province (of today)
    key TEXT NOT NULL,
    article INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, key, article)
) WITHOUT ROWID;
CREATE INDEX traits_article ON traits (article);
"""
    + postings.TABLES
)


class Prepared(NamedTuple):
    """What `store` writes of one article."""

    whole: int
    words: int
    hashes: bytes
    """As `postings.add` takes them."""
    traits: tuple[tuple[str, str, str], ...]
    """(kind, key, text)."""


def prepare(article: Article, extraction: Extraction) -> Prepared:
    """The fingerprints and traits of an article."""
    parts = hashed_stretches(article)
    words = b"".join(parts)
    whole = int.from_bytes(blake2b(words, digest_size=6).digest(), "big")
    hashes = array("Q", fingerprints(parts)).tobytes()
    return Prepared(whole, len(words) // HASH_BYTES, hashes, _storable_traits(extraction))


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    """Add the fingerprints and traits of an article."""
    connection.execute(
        "INSERT INTO prints (article, whole, words) VALUES (?, ?, ?)",
        (article_id, prepared.whole, prepared.words),
    )
    postings.add(connection, article_id, prepared.hashes)
    _store_traits(connection, article_id, prepared.traits)


def correct(
    connection: sqlite3.Connection, article_id: int, _article: Article, extraction: Extraction
) -> None:
    """Put the traits of an article in place of those that are stored; its passages are what they were."""
    connection.execute("DELETE FROM traits WHERE article = ?", (article_id,))
    _store_traits(connection, article_id, _storable_traits(extraction))


def _store_traits(
    connection: sqlite3.Connection, article_id: int, traits: Iterable[tuple[str, str, str]]
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO traits (kind, key, article, text) VALUES (?, ?, ?, ?)",
        [(kind, key, article_id, text) for kind, key, text in traits],
    )


def _storable_traits(extraction: Extraction) -> tuple[tuple[str, str, str], ...]:
    return tuple((kind, storable(key), storable(text)) for kind, key, text in _traits(extraction) if key)


def _traits(extraction: Extraction) -> Iterable[tuple[str, str, str]]:
    for event in extraction.events:
        yield "event", " ".join(plain_words(event.name)), event.name
    for topic in extraction.topics:
        yield "topic", " ".join(plain_words(topic.text)), topic.text
    for place in extraction.places:
        if place.province_now:
            yield "province", place.province_now, place.province_then or place.name


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget an article; nothing happens where none was stored."""
    if connection.execute("DELETE FROM prints WHERE article = ?", (article_id,)).rowcount:
        postings.remove(connection, article_id)
    connection.execute("DELETE FROM traits WHERE article = ?", (article_id,))


def tend(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep what waits to be posted small."""
    yield from postings.tend(connection)


def finish(connection: sqlite3.Connection) -> Iterator[None]:
    """Post the fingerprints that still wait."""
    yield from postings.finish(connection)


def hashes_of(connection: sqlite3.Connection, article_id: int) -> array[int]:
    """The fingerprints of an article, sorted; none where they are not stored.

    Once posted they are found again from its text: kept a second time they took half of its room.
    """
    waiting = postings.waiting_of(connection, article_id)
    if waiting is not None:
        return waiting
    stored = connection.execute("SELECT 1 FROM prints WHERE article = ?", (article_id,)).fetchone()
    article = find_article(connection, article_id) if stored else None
    return array("Q", fingerprints(hashed_stretches(article)) if article else ())


def article_total(connection: sqlite3.Connection) -> int:
    """Articles of the library."""
    return int(connection.execute("SELECT articles FROM state").fetchone()[0])
