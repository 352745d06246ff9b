"""Which articles are copies of which, kept up with the library: pairs of articles alike, and how much.

Articles of the same words are twins: the best of them stands for all and is the only one that is compared.
Each of these is compared with better ones alone, found by hashes they share (`related.near.sketch`): the few
it shares the rarest hashes with, and the few best of all. So a corpus of one article in a thousand versions
costs a thousand times a bounded number of comparisons, and the pairs depend on the articles alone, not on the
order they came in.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from math import log
from typing import NamedTuple
from zlib import crc32

from tui.library.kept import Kept
from tui.library.packing import unpack_article
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.related.near import FLOOR, Body, likeness, may_be_copies, sketch

TABLES = """
CREATE TABLE sketches (
    article INTEGER PRIMARY KEY,
    whole INTEGER NOT NULL,          -- the same for articles of the same words
    rank INTEGER NOT NULL,           -- the better the copy, the lower; see `rank_of`
    stage INTEGER NOT NULL,          -- 0 waits to be compared; 1 stands in `sketched`, 3 too, but is to be
                                     -- compared once more; 2 twin of a better one
    hashes BLOB NOT NULL
);
CREATE INDEX sketches_whole ON sketches (whole);
CREATE INDEX sketches_waiting ON sketches (article) WHERE stage = 0;
CREATE INDEX sketches_again ON sketches (article) WHERE stage = 3;
CREATE TABLE sketched (
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, rank, article)
) WITHOUT ROWID;
CREATE TABLE unsketched (            -- hashes of articles that went, until it is known whom they outranked
    hash INTEGER NOT NULL,
    rank INTEGER NOT NULL
);
CREATE TABLE copies (
    article INTEGER NOT NULL,
    best INTEGER NOT NULL,           -- a better copy of it; of a twin only the one that stands for it
    likeness INTEGER NOT NULL,       -- percent, from `near.FLOOR`
    twin INTEGER NOT NULL,
    PRIMARY KEY (article, best)
) WITHOUT ROWID;
CREATE INDEX copies_best ON copies (best);
"""

WAITING = 250
"""Articles that wait to be compared before they are."""
AT_ONCE = 250
"""Articles compared in one step."""
LISTED = 32
"""Of the articles that have a hash, so many are looked at, the best."""
COMPARED = 12
"""Articles that one is compared with for the rare hashes they share, and as many for being the best."""
_HASH_BYTES = 4
_STANDING = (1, 3)
"""Stages of what stands in `sketched`."""
_BODIES = 48_000_000
"""Bytes of texts kept ready, some 2,500 articles: the best copies are compared again and again."""


class Prepared(NamedTuple):
    """What `store` writes of one article."""

    whole: int
    rank: int
    hashes: bytes


def prepare(article: Article, extraction: Extraction) -> Prepared | None:  # noqa: ARG001
    """The sketch of an article; None where it has no words to compare."""
    body = Body(article)
    if not body.count:
        return None
    hashes = b"".join(value.to_bytes(_HASH_BYTES, "big") for value in sketch(body.hashed))
    return Prepared(body.whole, rank_of(article, body.count), hashes)


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared | None) -> None:
    """Add an article; it is compared by `finish`, or by `tend` once many wait."""
    if prepared is None:
        return
    connection.execute(
        "INSERT INTO sketches (article, whole, rank, stage, hashes) VALUES (?, ?, ?, 0, ?)",
        (article_id, *prepared),
    )


def correct(
    _connection: sqlite3.Connection, _article_id: int, _article: Article, _extraction: Extraction
) -> None:
    """Copies are told by their words: facts that are corrected change nothing."""


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget an article; nothing happens where none was stored."""
    row = connection.execute(
        "SELECT whole, rank, stage, hashes FROM sketches WHERE article = ?", (article_id,)
    ).fetchone()
    if row is None:
        return
    whole, rank, stage, hashes = row
    connection.execute("DELETE FROM sketches WHERE article = ?", (article_id,))
    if stage in _STANDING:
        _take_back(connection, article_id, rank, hashes)
        connection.execute("UPDATE sketches SET stage = 0 WHERE whole = ?", (whole,))
    connection.execute("DELETE FROM copies WHERE article = ?", (article_id,))


def tend(connection: sqlite3.Connection) -> Iterator[None]:
    """Compare what waits, if it is much."""
    (waiting,) = connection.execute("SELECT count(*) FROM sketches WHERE stage = 0").fetchone()
    if waiting >= WAITING:
        _settle(connection)
        yield


def finish(connection: sqlite3.Connection) -> Iterator[None]:
    """Compare what still waits, and once more what better articles have come, or gone, for."""
    while _settle(connection):
        yield
    again = "SELECT article FROM sketches WHERE stage = 3 ORDER BY article LIMIT ?"
    while articles := [row[0] for row in connection.execute(again, (AT_ONCE,))]:
        _compare(connection, articles)
        yield


_MOST_WORDS = (1 << 17) - 1

FIELDS = ("title", "published", "outlet", "byline")
"""What the best copy says of itself."""


def fields_of(article: Article) -> tuple[str, ...]:
    """Which of `FIELDS` an article has."""
    return tuple(name for name in FIELDS if getattr(article, name))


def rank_of(article: Article, words: int) -> int:
    """How good a copy an article is, below 2^63; the lower the better, and hardly ever equal.

    The fullest text is the best. Of texts within about a tenth of one length it is the one that says most of
    itself (headline, day, outlet, byline), then the longest, then the earliest; between equal ones the file
    name decides.
    """
    words = min(words, _MOST_WORDS)
    rank = 255 - int(log(words, 1.1))
    rank = rank << 3 | len(FIELDS) - len(fields_of(article))
    rank = rank << 17 | _MOST_WORDS - words
    rank = rank << 16 | _day(article)
    return rank << 19 | crc32(article.file.encode("utf-8", "surrogatepass")) >> 13


def _words(rank: int) -> int:
    """How many words an article has, by its rank; of the very longest articles too few."""
    return _MOST_WORDS - (rank >> 35 & _MOST_WORDS)


def _day(article: Article) -> int:
    """The day an article is of, counted from 1900 and below 2^16; the last where it is not known."""
    value = article.published.value if article.published else ""
    try:
        day = date.fromisoformat(
            (value + "-12-31"[len(value) - 10 :] if len(value) in (4, 7) else value)[:10]
        )
    except ValueError:
        return (1 << 16) - 1
    return min(max(0, day.toordinal() - date(1900, 1, 1).toordinal()), (1 << 16) - 2)


# comparing


def _settle(connection: sqlite3.Connection) -> bool:
    """Compare some of what waits with what stands in `sketched`; False when nothing waited."""
    waiting = connection.execute(
        "SELECT whole FROM sketches WHERE stage = 0 ORDER BY article LIMIT ?", (AT_ONCE,)
    ).fetchall()
    new = [elected for (whole,) in dict.fromkeys(waiting) for elected in _elect(connection, whole)]
    rows = sorted((value, rank, article) for article, rank, hashes in new for value in _unpacked(hashes))
    gone = connection.execute("SELECT hash, rank FROM unsketched").fetchall()
    connection.execute("DELETE FROM unsketched")
    connection.executemany("INSERT INTO sketched (hash, rank, article) VALUES (?, ?, ?)", rows)
    _compare_again(connection, chain(gone, ((value, rank) for value, rank, _article in rows)))
    _compare(connection, [article for article, _rank, _hashes in new])
    return bool(waiting)


def _elect(connection: sqlite3.Connection, whole: int) -> Iterator[tuple[int, int, bytes]]:
    """Let the best of the articles of the same words stand for all: (article, rank, hashes) if it is new."""
    members = connection.execute(
        "SELECT article, rank, stage FROM sketches WHERE whole = ? ORDER BY rank, article", (whole,)
    ).fetchall()
    best, rank, stage = members[0]
    if stage not in _STANDING:
        for article, its_rank, its_stage in members:
            if its_stage in _STANDING:
                _take_back(connection, article, its_rank, _hashes_of(connection, article))
        connection.execute("DELETE FROM copies WHERE article = ?", (best,))
        connection.execute("UPDATE sketches SET stage = 1 WHERE article = ?", (best,))
        yield best, rank, _hashes_of(connection, best)
    twins = [article for article, _rank, its_stage in members[1:] if stage not in _STANDING or its_stage != 2]
    connection.executemany("DELETE FROM copies WHERE article = ?", ((twin,) for twin in twins))
    connection.executemany(
        "INSERT INTO copies (article, best, likeness, twin) VALUES (?, ?, 100, 1)",
        ((twin, best) for twin in twins),
    )
    connection.executemany("UPDATE sketches SET stage = 2 WHERE article = ?", ((twin,) for twin in twins))


def _take_back(connection: sqlite3.Connection, article: int, rank: int, hashes: bytes) -> None:
    """Let an article stand for its words no longer."""
    values = _unpacked(hashes)
    connection.executemany("INSERT INTO unsketched VALUES (?, ?)", ((value, rank) for value in values))
    connection.executemany(
        "DELETE FROM sketched WHERE hash = ? AND rank = ? AND article = ?",
        ((value, rank, article) for value in values),
    )
    connection.execute("DELETE FROM copies WHERE article = ? OR best = ?", (article, article))


def _compare_again(connection: sqlite3.Connection, changed: Iterable[tuple[int, int]]) -> None:
    """Have compared once more what may have to be compared with others now that hashes changed hands."""
    lowest: dict[int, int] = {}
    for value, rank in changed:
        lowest[value] = min(rank, lowest.get(value, rank))
    for value, rank in lowest.items():
        last = connection.execute(
            "SELECT rank FROM sketched WHERE hash = ? ORDER BY rank LIMIT 1 OFFSET ?", (value, LISTED - 1)
        ).fetchone()
        if last is None or rank <= last[0]:
            connection.execute(
                "UPDATE sketches SET stage = 3 WHERE stage = 1 AND article IN"
                " (SELECT article FROM sketched WHERE hash = ? AND rank > ?)",
                (value, rank),
            )


def _compare(connection: sqlite3.Connection, articles: Sequence[int]) -> None:
    """Find the better articles these are copies of."""

    for article in articles:
        known = dict(
            connection.execute("SELECT best, likeness FROM copies WHERE article = ?", (article,)).fetchall()
        )
        mine: Body | None = None
        found = []
        for other in _candidates(connection, article):
            percent = known.get(other)
            if percent is None:
                mine = mine or _body(connection, article)
                percent = likeness(mine, _body(connection, other))
            if percent >= FLOOR:
                found.append((article, other, percent))
        if known:
            connection.execute("DELETE FROM copies WHERE article = ?", (article,))
        connection.executemany(
            "INSERT INTO copies (article, best, likeness, twin) VALUES (?, ?, ?, 0)", found
        )
        connection.execute("UPDATE sketches SET stage = 1 WHERE article = ?", (article,))


def _body(connection: sqlite3.Connection, article: int) -> Body:
    """The text of an article that stands in `sketched`, or is about to."""
    (packed,) = connection.execute("SELECT body FROM bodies WHERE article = ?", (article,)).fetchone()
    return _bodies.get(packed)


_bodies = Kept(lambda packed: Body(unpack_article(packed)), _BODIES)


def _candidates(connection: sqlite3.Connection, article: int) -> list[int]:
    """The better articles to compare one with: what shares its rarest hashes, and the best that share two."""
    (rank,) = connection.execute("SELECT rank FROM sketches WHERE article = ?", (article,)).fetchone()
    weights: Counter[int] = Counter()
    shared: Counter[int] = Counter()
    ranks: dict[int, int] = {}
    for value in _unpacked(_hashes_of(connection, article)):
        rows = connection.execute(
            "SELECT article, rank FROM sketched WHERE hash = ? AND rank < ? ORDER BY rank LIMIT ?",
            (value, rank, LISTED),
        ).fetchall()
        for other, its_rank in rows:
            if not may_be_copies(_words(rank), _words(its_rank)):
                continue
            weights[other] += 5040 * LISTED // len(rows)
            shared[other] += 1
            ranks[other] = its_rank
    rarest = sorted(weights, key=lambda other: (-weights[other], ranks[other]))[:COMPARED]
    best = sorted((other for other in ranks if shared[other] > 1), key=ranks.__getitem__)[:COMPARED]
    return list(dict.fromkeys((*rarest, *best)))


def _hashes_of(connection: sqlite3.Connection, article: int) -> bytes:
    row = connection.execute("SELECT hashes FROM sketches WHERE article = ?", (article,)).fetchone()
    return bytes(row[0])


def _unpacked(hashes: bytes) -> array[int]:
    return array(
        "q",
        (int.from_bytes(hashes[at : at + _HASH_BYTES], "big") for at in range(0, len(hashes), _HASH_BYTES)),
    )
