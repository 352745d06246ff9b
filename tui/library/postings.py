"""Which articles have a fingerprint: postings in sorted segments, five or six bytes each.

Articles that came last wait in `unposted`, each with its fingerprints. Many of them become a segment at once;
segments of about one size are merged, so that there are few of them and each posting is written a few times.
What a segment says of an article that went is void until the segment is merged.

Source: segments merged by size are the log-structured merge-tree of P. O'Neil, E. Cheng, D. Gawlick and
E. O'Neil, Acta Informatica 1996.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from tui.related.echoes import FINGERPRINT_BITS

TABLES = """
CREATE TABLE unposted (              -- fingerprints of articles that do not stand in `postings` yet
    article INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL             -- sorted, packed as `array('Q')`
);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY,          -- the newer, the higher
    count INTEGER NOT NULL,          -- of its postings
    bits INTEGER NOT NULL            -- leading bits of a fingerprint that tell its bucket
);
CREATE TABLE postings (
    bucket INTEGER PRIMARY KEY,      -- segment << 20 | leading bits
    packed BLOB NOT NULL             -- see `_pack`
);
CREATE TABLE voided (                -- articles that went, or have other fingerprints since
    article INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL         -- the last one that may hold the old ones
);
"""

WAITING = 1_000
"""Articles whose fingerprints may wait to be posted while a library is small; a quarter of a large one."""
POSTED_AT_ONCE = 250_000
"""Postings held in memory at a time."""
VOID = 1_000
"""Articles that may be void while a library is small; an eighth of a large one."""
_ASKED_AT_ONCE = 500

_CHUNK_BITS = 12
"""Leading bits of fingerprints that are packed and merged together; the rest of each takes 24."""
_REST_BITS = FINGERPRINT_BITS - _CHUNK_BITS
_ARTICLE_BITS = 40
"""A posting in memory: the rest of a fingerprint, then the id of its article in so many bits; 64 together."""
_MOST_BITS = 20
_BITS = ((1 << 20, 12), (1 << 25, 16), (1 << 63, _MOST_BITS))
"""(postings a segment has less of, bits that tell its buckets): a bucket holds a few hundred, or less."""


def add(connection: sqlite3.Connection, article: int, hashes: bytes) -> None:
    """Add the fingerprints of an article that has none, packed as `unposted.hashes`."""
    connection.execute("INSERT INTO unposted VALUES (?, ?)", (article, hashes))
    (count,) = connection.execute("SELECT count(*) FROM unposted").fetchone()
    if count >= WAITING and count >= _articles(connection) // 4:
        post(connection)


def remove(connection: sqlite3.Connection, article: int) -> None:
    """Forget the fingerprints of an article; nothing happens where it has none."""
    if connection.execute("DELETE FROM unposted WHERE article = ?", (article,)).rowcount == 0:
        connection.execute(
            "INSERT OR REPLACE INTO voided SELECT ?, max(id) FROM segments HAVING count(*) > 0", (article,)
        )


def post(connection: sqlite3.Connection) -> None:
    """Make a segment of what waits, and one of those that are due to be merged."""
    _write(connection, *_waiting_chunks(connection))
    connection.execute("DELETE FROM unposted")
    segments = connection.execute("SELECT id, count, bits FROM segments ORDER BY id DESC").fetchall()
    (void,) = connection.execute("SELECT count(*) FROM voided").fetchone()
    if void >= VOID and void >= _articles(connection) // 8:
        due = segments
    else:
        due = segments[: _due([count for _id, count, _bits in segments])]
        if len(due) < 2:
            return
    _write(connection, sum(count for _id, count, _bits in due), _merged(connection, due))
    connection.executemany("DELETE FROM segments WHERE id = ?", [segment[:1] for segment in due])
    if len(due) == len(segments):
        connection.execute("DELETE FROM voided")


def _due(counts: Sequence[int]) -> int:
    """How many segments, from the newest, are to be merged: each that is no larger than all newer ones are.

    >>> _due([5, 4, 10, 9]), _due([5, 6, 4])
    (2, 1)
    """
    due = total = 0
    while due < len(counts) and (due == 0 or counts[due] <= total):
        total += counts[due]
        due += 1
    return due


def waiting(connection: sqlite3.Connection) -> Iterator[tuple[int, array[int]]]:
    """(article, fingerprints) of articles that are not posted yet, `WAITING` of them."""
    for article, packed in connection.execute("SELECT article, hashes FROM unposted LIMIT ?", (WAITING,)):
        yield article, unpacked(packed)


def waiting_of(connection: sqlite3.Connection, article: int) -> array[int] | None:
    """Fingerprints of an article, sorted; None where they do not wait to be posted."""
    row = connection.execute("SELECT hashes FROM unposted WHERE article = ?", (article,)).fetchone()
    return unpacked(row[0]) if row else None


def articles_with(connection: sqlite3.Connection, hashes: Sequence[int]) -> dict[int, list[int]]:
    """Posted articles that have each of some fingerprints, ascending; without those that nobody has."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for segment, bits in connection.execute("SELECT id, bits FROM segments").fetchall():
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for value in hashes:
            wanted[segment << _MOST_BITS | value >> FINGERPRINT_BITS - bits].append(value)
        rows = _of_each(connection, "SELECT bucket, packed FROM postings WHERE bucket", wanted)
        for bucket, packed in rows:
            for value in wanted[bucket]:
                found[value] += [(article, segment) for article in _look_up(packed, value)]
    seen = {article for rows in found.values() for article, _segment in rows}
    until: dict[int, int] = dict(
        _of_each(connection, "SELECT article, segment FROM voided WHERE article", seen)
    )
    return {
        value: articles
        for value, rows in found.items()
        if (articles := sorted({article for article, segment in rows if segment > until.get(article, 0)}))
    }


def unpacked(packed: bytes) -> array[int]:
    """Fingerprints as `unposted.hashes` holds them."""
    hashes = array("Q")
    hashes.frombytes(packed)
    return hashes


def _articles(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT articles FROM state").fetchone()[0])


def _of_each(connection: sqlite3.Connection, select: str, values: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """Rows of `select`, which ends in a column, where that column has one of the values."""
    ordered = sorted(values)
    for at in range(0, len(ordered), _ASKED_AT_ONCE):
        some = ordered[at : at + _ASKED_AT_ONCE]
        yield from connection.execute(f"{select} IN ({', '.join('?' * len(some))})", some)


# segments

Chunks = Iterator[tuple[int, "array[int]"]]
"""(leading `_CHUNK_BITS` of fingerprints, their postings sorted), ascending."""


def _waiting_chunks(connection: sqlite3.Connection) -> tuple[int, Chunks]:
    """How many postings wait, and these."""
    count = connection.execute("SELECT sum(length(hashes)) / 8 FROM unposted").fetchone()[0] or 0
    shares = count // POSTED_AT_ONCE + 1
    bounds = [((1 << _CHUNK_BITS) * share // shares) << _REST_BITS for share in range(shares + 1)]
    return count, (
        chunk for low, high in pairwise(bounds) for chunk in _waiting_between(connection, low, high)
    )


def _waiting_between(connection: sqlite3.Connection, low: int, high: int) -> Chunks:
    """What waits of the fingerprints from `low` up to `high`."""
    postings: list[int] = []
    for article, packed in connection.execute("SELECT article, hashes FROM unposted"):
        hashes = unpacked(packed)
        some = hashes[bisect_left(hashes, low) : bisect_left(hashes, high)]
        postings += [value << _ARTICLE_BITS | article for value in some]
    postings.sort()
    at = 0
    while at < len(postings):
        chunk = postings[at] >> _REST_BITS + _ARTICLE_BITS
        base = chunk << _REST_BITS + _ARTICLE_BITS
        stop = bisect_left(postings, base + (1 << _REST_BITS + _ARTICLE_BITS), at)
        yield chunk, array("Q", [posting - base for posting in postings[at:stop]])
        at = stop


def _merged(connection: sqlite3.Connection, segments: Sequence[tuple[int, int, int]]) -> Chunks:
    """What stands in some segments and is not void; deleted on the way, so that its room is used again."""
    until = dict(connection.execute("SELECT article, segment FROM voided"))
    for chunk in range(1 << _CHUNK_BITS):
        postings: list[int] = []
        for segment, _count, bits in segments:
            first = segment << _MOST_BITS | chunk << bits - _CHUNK_BITS
            buckets = (first, first + (1 << bits - _CHUNK_BITS) - 1)
            for (packed,) in connection.execute(
                "SELECT packed FROM postings WHERE bucket BETWEEN ? AND ?", buckets
            ):
                postings += _sound(_unpack(packed), segment, until) if until else _unpack(packed)
            connection.execute("DELETE FROM postings WHERE bucket BETWEEN ? AND ?", buckets)
        postings.sort()
        if postings:
            yield chunk, array("Q", postings)


def _sound(postings: array[int], segment: int, until: dict[int, int]) -> list[int]:
    of_article = (1 << _ARTICLE_BITS) - 1
    return [posting for posting in postings if segment > until.get(posting & of_article, 0)]


def _write(connection: sqlite3.Connection, most: int, chunks: Chunks) -> None:
    """Make a segment, newer than all, of chunks that hold `most` postings or fewer; none of nothing."""
    bits = next(bits for less, bits in _BITS if most < less)
    segment = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM segments").fetchone()[0]
    shift = _REST_BITS + _ARTICLE_BITS - (bits - _CHUNK_BITS)
    count = 0
    for chunk, postings in chunks:
        count += len(postings)
        rows = []
        at = 0
        while at < len(postings):
            within = postings[at] >> shift
            stop = bisect_left(postings, within + 1 << shift, at) if bits > _CHUNK_BITS else len(postings)
            bucket = segment << _MOST_BITS | chunk << bits - _CHUNK_BITS | within
            rows.append((bucket, _pack(postings[at:stop])))
            at = stop
        connection.executemany("INSERT INTO postings VALUES (?, ?)", rows)
    if count:
        connection.execute("INSERT INTO segments VALUES (?, ?, ?)", (segment, count, bits))


# a bucket as bytes: how many an id takes; 16 leading bits of the rest of each fingerprint, two bytes each, so
# that they can be searched; then one byte of every posting after another: the last 8 bits of the rest, and
# each byte of the ids


def _pack(postings: array[int]) -> bytes:
    planes = _little(postings).tobytes()
    width = max((max(planes[at::8]) > 0) * (at + 1) for at in range(5))
    leading = _interleaved(planes[6::8], planes[7::8])
    return b"".join((bytes([width]), leading, planes[5::8], *(planes[at::8] for at in range(width))))


def _unpack(packed: bytes) -> array[int]:
    width = packed[0]
    count = len(packed) // (3 + width)
    planes = bytearray(8 * count)
    planes[6::8] = packed[1 : 1 + 2 * count : 2]
    planes[7::8] = packed[2 : 1 + 2 * count : 2]
    for plane, at in enumerate((5, *range(width)), start=2):
        planes[at::8] = packed[1 + plane * count : 1 + (plane + 1) * count]
    postings = array("Q")
    postings.frombytes(planes)
    return _little(postings)


def _look_up(packed: bytes, fingerprint: int) -> list[int]:
    """Articles of a bucket that have a fingerprint."""
    width = packed[0]
    count = len(packed) // (3 + width)
    rest = fingerprint & (1 << _REST_BITS) - 1
    leading = array("H")
    leading.frombytes(packed[1 : 1 + 2 * count])
    leading = _little(leading)
    first = bisect_left(leading, rest >> 8)
    stop = bisect_right(leading, rest >> 8, first)
    last_bits = 1 + 2 * count
    ids = last_bits + count
    return [
        int.from_bytes(packed[ids + at :: count][:width], "little")
        for at in range(first, stop)
        if packed[last_bits + at] == rest & 0xFF
    ]


def _interleaved(first: bytes, second: bytes) -> bytes:
    both = bytearray(2 * len(first))
    both[::2] = first
    both[1::2] = second
    return bytes(both)


def _little(values: array[int]) -> array[int]:
    """The values as they lie in a library, or back: with the least byte first."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values
