"""Which articles have a fingerprint: postings in sorted segments, five or six bytes each.

Articles that came last wait in `unposted`, each with its fingerprints. A thousand of them become a segment;
four segments of about one size are merged, so that there are few of them and each posting is written a few
times. Merging goes in steps, between which every posting stands in one segment: it may be left and taken up
again. What a segment says of an article that went is void until the segment is merged.

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
from itertools import islice
from typing import Any

from tui.related.fingerprints import FINGERPRINT_BITS

TABLES = """
CREATE TABLE unposted (              -- fingerprints of articles that do not stand in `postings` yet
    article INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL             -- of runs of 5 words, sorted, packed as `array('Q')`
);
CREATE TABLE segments (
    id INTEGER PRIMARY KEY,          -- the newer, the higher
    count INTEGER NOT NULL,          -- of its postings; of those it had before, while it is being merged
    bits INTEGER NOT NULL,           -- leading bits of a fingerprint that tell its bucket
    target INTEGER                   -- the segment it is being merged into
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
"""Articles that become a segment."""
MERGED_TOGETHER = 4
"""Segments, or more: fewer are not merged."""
MERGED_AT_ONCE = 100_000
"""About how many postings a step of merging is for: a tenth of a second."""
VOID = 1_000
"""Articles that may be void while a library is small; an eighth of a large one."""
_ASKED_AT_ONCE = 500

_CHUNK_BITS = 12
"""Leading bits of fingerprints that are packed and merged together; the rest of each takes 24."""
CHUNKS = 1 << _CHUNK_BITS
_REST_BITS = FINGERPRINT_BITS - _CHUNK_BITS
_ARTICLE_BITS = 40
"""A posting in memory: the rest of a fingerprint, then the id of its article in so many bits; 64 together."""
_MOST_BITS = 20
_BITS = ((1 << 20, 12), (1 << 25, 16), (1 << 63, _MOST_BITS))
"""(postings a segment has less of, bits that tell its buckets): a bucket holds a few hundred, or less."""


def add(connection: sqlite3.Connection, article: int, hashes: bytes) -> None:
    """Add the fingerprints of an article that has none, packed as `unposted.hashes`."""
    connection.execute("INSERT INTO unposted VALUES (?, ?)", (article, hashes))


def remove(connection: sqlite3.Connection, article: int) -> None:
    """Forget the fingerprints of an article; nothing happens where it has none."""
    if connection.execute("DELETE FROM unposted WHERE article = ?", (article,)).rowcount == 0:
        connection.execute(
            "INSERT OR REPLACE INTO voided SELECT ?, max(id) FROM segments HAVING count(*) > 0", (article,)
        )


def tend(connection: sqlite3.Connection) -> Iterator[None]:
    """Post what waits if it is much, and merge for a moment if that is due; each step is to be committed."""
    (count,) = connection.execute("SELECT count(*) FROM unposted").fetchone()
    if count >= WAITING and _post(connection):
        yield
    if _merge(connection):
        yield


def finish(connection: sqlite3.Connection) -> Iterator[None]:
    """Post all that waits, and merge all that is due; each step is to be committed."""
    while _post(connection):
        yield
    while _merge(connection):
        yield


def waiting(connection: sqlite3.Connection) -> Iterator[tuple[int, array[int]]]:
    """(article, fingerprints) of articles that are not posted yet: of twice `WAITING`, where so many came."""
    for article, packed in connection.execute(
        "SELECT article, hashes FROM unposted ORDER BY article LIMIT ?", (2 * WAITING,)
    ):
        yield article, unpacked(packed)


def waiting_of(connection: sqlite3.Connection, article: int) -> array[int] | None:
    """Fingerprints of an article, sorted; None where they do not wait to be posted."""
    row = connection.execute("SELECT hashes FROM unposted WHERE article = ?", (article,)).fetchone()
    return unpacked(row[0]) if row else None


def articles_with(
    connection: sqlite3.Connection, hashes: Sequence[int], *, most: int = 1 << 40
) -> dict[int, list[int]]:
    """Posted articles that have each of some fingerprints, ascending; without those that nobody has.

    Of a fingerprint that more than `most` articles have, some `most` + 1, among them what went: enough to
    know it by, in a time that does not grow with their number.
    """
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for segment, bits in connection.execute("SELECT id, bits FROM segments").fetchall():
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for value in hashes:
            wanted[segment << _MOST_BITS | value >> FINGERPRINT_BITS - bits].append(value)
        rows = _of_each(connection, "SELECT bucket, packed FROM postings WHERE bucket", wanted)
        for bucket, packed in rows:
            for value in wanted[bucket]:
                room = most + 1 - len(found[value])
                found[value] += [(article, segment) for article in _look_up(packed, value, room)]
    seen = {article for rows in found.values() if len(rows) <= most for article, _segment in rows}
    until: dict[int, int] = dict(
        _of_each(connection, "SELECT article, segment FROM voided WHERE article", seen)
    )
    return {
        value: articles
        for value, rows in found.items()
        if (
            articles := sorted(
                {article for article, segment in rows if len(rows) > most or segment > until.get(article, 0)}
            )
        )
    }


def shared(connection: sqlite3.Connection, *, one_in: int = 1) -> Iterator[list[tuple[int, list[int]]]]:
    """All fingerprints that several articles have, ascending, each with its articles, ascending.

    In `CHUNKS` lists, one of which is in memory at a time. `one_in` more than one takes only some of the
    fingerprints, the same in every article.
    """
    waits = sorted(
        value << _ARTICLE_BITS | article
        for article, hashes in waiting(connection)
        for value in hashes
        if value % one_in == 0
    )
    late = {chunk: list(postings) for chunk, postings in _chunks(waits)}
    segments = connection.execute("SELECT id, bits FROM segments").fetchall()
    until = dict(connection.execute("SELECT article, segment FROM voided"))
    for chunk in range(CHUNKS):
        found = late.get(chunk, [])
        for segment, bits in segments:
            shift = bits - _CHUNK_BITS
            base = segment << _MOST_BITS
            for (packed,) in connection.execute(
                "SELECT packed FROM postings WHERE bucket BETWEEN ? AND ?",
                (base | chunk << shift, base | (chunk + 1 << shift) - 1),
            ):
                postings = _unpack(packed)
                found += _sound(postings, segment, until) if until else postings
        found.sort()
        yield _several(found, chunk << _REST_BITS, one_in)


def _several(postings: list[int], base: int, one_in: int) -> list[tuple[int, list[int]]]:
    """Of sorted postings the fingerprints that more than one article has."""
    of_article = (1 << _ARTICLE_BITS) - 1
    found: list[tuple[int, list[int]]] = []
    at = 0
    while at < len(postings):
        value = postings[at] >> _ARTICLE_BITS
        stop = at + 1
        while stop < len(postings) and postings[stop] >> _ARTICLE_BITS == value:
            stop += 1
        if stop - at > 1 and (base | value) % one_in == 0:
            articles = sorted({posting & of_article for posting in postings[at:stop]})
            if len(articles) > 1:
                found.append((base | value, articles))
        at = stop
    return found


def total(connection: sqlite3.Connection) -> int:
    """About how many postings there are."""
    return int(connection.execute("SELECT coalesce(sum(count), 0) FROM segments").fetchone()[0])


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


def _post(connection: sqlite3.Connection) -> bool:
    """Make a segment of what waits, or of some of it; False when nothing waits."""
    postings: list[int] = []
    last = None
    for last, hashes in waiting(connection):
        postings += [value << _ARTICLE_BITS | last for value in hashes]
    if postings:
        postings.sort()
        segment, bits = _new_segment(connection, len(postings))
        _write(connection, segment, bits, _chunks(postings))
    connection.execute("DELETE FROM unposted WHERE article <= ?", (last,))
    return last is not None


def _merge(connection: sqlite3.Connection) -> bool:
    """Go a step on with the merging under way, or begin what is due; False when there is nothing to do."""
    sources = connection.execute(
        "SELECT id, count, bits, target FROM segments WHERE target NOTNULL"
    ).fetchall()
    if not sources:
        return _begin_merging(connection)
    target = sources[0][3]
    left = [chunk for id_, _count, bits, _ in sources if (chunk := _first_chunk(connection, id_, bits)) >= 0]
    if left:
        total = sum(count for _id, count, _bits, _target in sources)
        many = max(1, (MERGED_AT_ONCE << _CHUNK_BITS) // max(1, total))
        chunks = range(min(left), min(min(left) + many, 1 << _CHUNK_BITS))
        (bits,) = connection.execute("SELECT bits FROM segments WHERE id = ?", (target,)).fetchone()
        _write(connection, target, bits, _taken_out(connection, sources, chunks))
    else:
        connection.execute("DELETE FROM segments WHERE target = ? OR id = ? AND count = 0", (target, target))
        connection.execute(
            "DELETE FROM voided WHERE segment < (SELECT coalesce(min(id), 1 << 60) FROM segments)"
        )
    return True


def _begin_merging(connection: sqlite3.Connection) -> bool:
    segments = connection.execute("SELECT id, count FROM segments ORDER BY id DESC").fetchall()
    (void,) = connection.execute("SELECT count(*) FROM voided").fetchone()
    due = len(segments) if void >= max(VOID, _articles(connection) // 8) else _due([c for _id, c in segments])
    if due == 0:
        return False
    target, _bits = _new_segment(connection, sum(count for _id, count in segments[:due]))
    marks = ((target, segment) for segment, _count in segments[:due])
    connection.executemany("UPDATE segments SET target = ? WHERE id = ?", marks)
    return True


def _due(counts: Sequence[int]) -> int:
    """How many segments, from the newest, are to be merged: the most among which none outweighs the others.

    >>> _due([10, 11, 9, 12]), _due([9, 10, 10, 40, 41]), _due([9, 10, 10, 11, 40, 41]), _due([10, 10])
    (4, 0, 4, 0)
    """
    for due in range(len(counts), MERGED_TOGETHER - 1, -1):
        if max(counts[:due]) * (MERGED_TOGETHER - 1) <= sum(counts[:due]):
            return due
    return 0


def _new_segment(connection: sqlite3.Connection, most: int) -> tuple[int, int]:
    """(id, bits) of a new segment that is empty, for so many postings at most.

    Its id is later than any segment in which something is void, though that one may be gone.
    """
    bits = next(bits for less, bits in _BITS if most < less)
    segment = connection.execute(
        "SELECT max((SELECT coalesce(max(id), 0) FROM segments),"
        " (SELECT coalesce(max(segment), 0) FROM voided)) + 1"
    ).fetchone()[0]
    connection.execute("INSERT INTO segments VALUES (?, 0, ?, NULL)", (segment, bits))
    return segment, bits


def _first_chunk(connection: sqlite3.Connection, segment: int, bits: int) -> int:
    """The first leading bits that a segment has a posting of; -1 where it has none."""
    (bucket,) = connection.execute(
        "SELECT min(bucket) FROM postings WHERE bucket BETWEEN ? AND ?",
        (segment << _MOST_BITS, (segment + 1 << _MOST_BITS) - 1),
    ).fetchone()
    return -1 if bucket is None else (bucket & (1 << _MOST_BITS) - 1) >> bits - _CHUNK_BITS


Chunks = Iterator[tuple[int, "array[int]"]]
"""(leading `_CHUNK_BITS` of fingerprints, their postings sorted), ascending."""


def _chunks(postings: Sequence[int]) -> Chunks:
    """Postings with whole fingerprints, sorted, in chunks."""
    at = 0
    while at < len(postings):
        chunk = postings[at] >> _REST_BITS + _ARTICLE_BITS
        base = chunk << _REST_BITS + _ARTICLE_BITS
        stop = bisect_left(postings, base + (1 << _REST_BITS + _ARTICLE_BITS), at)
        yield chunk, array("Q", [posting - base for posting in postings[at:stop]])
        at = stop


def _taken_out(
    connection: sqlite3.Connection, segments: Sequence[tuple[int, int, int, int]], chunks: range
) -> Chunks:
    """What some segments hold of these chunks and is not void; it is no longer there."""
    until = dict(connection.execute("SELECT article, segment FROM voided"))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for segment, _count, bits, _target in segments:
        shift = bits - _CHUNK_BITS
        base = segment << _MOST_BITS
        buckets = (base | chunks.start << shift, base | (chunks.stop << shift) - 1)
        for bucket, packed in connection.execute(
            "SELECT bucket, packed FROM postings WHERE bucket BETWEEN ? AND ?", buckets
        ):
            postings = _unpack(packed)
            found[bucket - base >> shift] += _sound(postings, segment, until) if until else postings
        connection.execute("DELETE FROM postings WHERE bucket BETWEEN ? AND ?", buckets)
    for chunk in sorted(found):
        yield chunk, array("Q", sorted(found[chunk]))


def _sound(postings: array[int], segment: int, until: dict[int, int]) -> list[int]:
    of_article = (1 << _ARTICLE_BITS) - 1
    return [posting for posting in postings if segment > until.get(posting & of_article, 0)]


def _write(connection: sqlite3.Connection, segment: int, bits: int, chunks: Chunks) -> None:
    """Add chunks to a segment that has none of them."""
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
    connection.execute("UPDATE segments SET count = count + ? WHERE id = ?", (count, segment))


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


def _look_up(packed: bytes, fingerprint: int, most: int) -> list[int]:
    """Articles of a bucket that have a fingerprint, the first `most` of them."""
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
    places = (at for at in range(first, stop) if packed[last_bits + at] == rest & 0xFF)
    return [int.from_bytes(packed[ids + at :: count][:width], "little") for at in islice(places, most)]


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
