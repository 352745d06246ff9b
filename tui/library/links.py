"""What ties articles together, kept: passages they share, and what they have in common beside names.

`fingerprints` finds articles that share a passage (`echoes` compares them); `traits` holds what an article
has beside its names: events, topics, provinces of today. `relations` puts them together.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from tui.library.articles import find_article, storable
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.related.echoes import fingerprints, stretches
from tui.text.words import plain_words

TABLES = """
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE prints (                -- one fingerprint of the whole of each article
    article INTEGER PRIMARY KEY,
    whole INTEGER NOT NULL,
    words INTEGER NOT NULL
);
CREATE INDEX prints_whole ON prints (whole);
CREATE TABLE unposted (              -- fingerprints of articles that do not stand in `fingerprints` yet
    article INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL             -- sorted, packed as `array('Q')`
);
CREATE TABLE traits (
    kind TEXT NOT NULL,              -- event, topic, province (of today)
    key TEXT NOT NULL,
    article INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, key, article)
) WITHOUT ROWID;
CREATE INDEX traits_article ON traits (article);
"""

WAITING = 1_000
"""Articles whose fingerprints may wait to be posted while a library is small; a quarter of a large one."""
POSTED_AT_ONCE = 250_000
"""Fingerprints held in memory at a time."""


class Prepared(NamedTuple):
    """What `store` writes of one article."""

    whole: int
    words: int
    hashes: bytes
    """As `unposted.hashes`."""
    traits: tuple[tuple[str, str, str], ...]
    """(kind, key, text)."""


def prepare(article: Article, extraction: Extraction) -> Prepared:
    """The fingerprints and traits of an article."""
    parts = stretches(article)
    words = [word for part in parts for word in plain_words(part.of(article.text))]
    whole = int.from_bytes(blake2b(" ".join(words).encode(), digest_size=6).digest(), "big")
    traits = tuple((kind, storable(key), storable(text)) for kind, key, text in _traits(extraction) if key)
    return Prepared(whole, len(words), _hashes(article).tobytes(), traits)


def _hashes(article: Article) -> array[int]:
    """The fingerprints of an article, sorted."""
    return array("Q", fingerprints(article.text, stretches(article)))


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    """Add the fingerprints and traits of an article."""
    connection.execute(
        "INSERT INTO prints (article, whole, words) VALUES (?, ?, ?)",
        (article_id, prepared.whole, prepared.words),
    )
    connection.execute("INSERT INTO unposted VALUES (?, ?)", (article_id, prepared.hashes))
    connection.executemany(
        "INSERT OR IGNORE INTO traits (kind, key, article, text) VALUES (?, ?, ?, ?)",
        [(kind, key, article_id, text) for kind, key, text in prepared.traits],
    )
    waiting = connection.execute("SELECT count(*) FROM unposted").fetchone()[0]
    if waiting >= max(WAITING, article_total(connection) // 4):
        _post(connection)


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
    if connection.execute("DELETE FROM unposted WHERE article = ?", (article_id,)).rowcount == 0:
        connection.executemany(
            "DELETE FROM fingerprints WHERE hash = ? AND article = ?",
            [(h, article_id) for h in hashes_of(connection, article_id)],
        )
    connection.execute("DELETE FROM prints WHERE article = ?", (article_id,))
    connection.execute("DELETE FROM traits WHERE article = ?", (article_id,))


def finish(connection: sqlite3.Connection) -> None:
    """Post the fingerprints that still wait."""
    _post(connection)


def _post(connection: sqlite3.Connection) -> None:
    """Put the fingerprints that wait into their table, in the order of the table.

    One by one they would each go to another page of it: ten times as slow, and worse in a large library.
    """
    count = connection.execute("SELECT sum(length(hashes)) / 8 FROM unposted").fetchone()[0] or 0
    shares = count // POSTED_AT_ONCE + 1
    for share in range(shares):
        low, high = (share << 48) // shares, (share + 1 << 48) // shares
        pairs: list[tuple[int, int]] = []
        for article_id, packed in connection.execute("SELECT article, hashes FROM unposted"):
            hashes = unpacked(packed)
            some = hashes[bisect_left(hashes, low) : bisect_left(hashes, high)]
            pairs.extend((value, article_id) for value in some)
        pairs.sort()
        connection.executemany("INSERT OR IGNORE INTO fingerprints (hash, article) VALUES (?, ?)", pairs)
    connection.execute("DELETE FROM unposted")


def hashes_of(connection: sqlite3.Connection, article_id: int) -> array[int]:
    """The fingerprints of an article, sorted; none where they are not stored.

    Once posted they are found again from its text: kept a second time they took half of its room.
    """
    row = connection.execute("SELECT hashes FROM unposted WHERE article = ?", (article_id,)).fetchone()
    if row:
        return unpacked(row[0])
    stored = connection.execute("SELECT 1 FROM prints WHERE article = ?", (article_id,)).fetchone()
    article = find_article(connection, article_id) if stored else None
    return _hashes(article) if article else array("Q")


def unpacked(packed: bytes) -> array[int]:
    """Fingerprints as `unposted.hashes` holds them."""
    hashes = array("Q")
    hashes.frombytes(packed)
    return hashes


def article_total(connection: sqlite3.Connection) -> int:
    """Articles of the library."""
    return int(connection.execute("SELECT articles FROM state").fetchone()[0])
