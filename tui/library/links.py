"""What ties articles together: passages they share, and which articles belong beside one another.

`fingerprints` finds articles that share a passage; `traits` holds what an article has beside its names:
events, topics, provinces of today. Everything else is read from the tables of `fulltext` and `names`.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from tui.library.articles import find_article, find_facts, heads_by_ids, storable
from tui.library.fulltext import article_counts
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import Echo, Related
from tui.related.echoes import Compared, Passage, Worded, fingerprints, stretches
from tui.related.score import DUPLICATE_SHARE, Evidence, echo_share, rarity, reasons, worth
from tui.related.terms import FEW, Words, telling_terms
from tui.text.words import plain_words

TABLES = """
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE prints (                -- the fingerprints of one article, and one of the whole of it
    article INTEGER PRIMARY KEY,
    whole INTEGER NOT NULL,
    words INTEGER NOT NULL,
    hashes BLOB NOT NULL,            -- sorted, packed as `array('Q')`
    waiting INTEGER NOT NULL DEFAULT 1  -- 1 until they stand in `fingerprints`, see `_post`
);
CREATE INDEX prints_whole ON prints (whole);
CREATE INDEX prints_waiting ON prints (article) WHERE waiting;
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
MOST_SHARED = 600
"""What more articles have ties none together; reading that many rows takes under a millisecond."""
FURNITURE = 12
FURNITURE_SHARE = 0.005
"""A passage in more articles than `FURNITURE`, and than this share of all, is furniture of the pages."""
MOST_COMPARED = 24
"""Articles whose text is compared with one; those with most fingerprints in common."""
MOST_COPIES = 50
NEAR_DAYS = 3
"""Days between two articles that may still be about the same event."""
TERMS_SHOWN = 4
TERM_SHARE = 0.25
"""What sharing one of the rarest terms is of the worth of all terms; less in a corpus too small to tell."""
POOL = 120
"""Candidates whose row of the list is read for their date."""


def store(connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction) -> None:
    """Add the fingerprints and traits of an article."""
    parts = stretches(article)
    hashes = fingerprints(article.text, parts)
    words = [word for part in parts for word in plain_words(part.of(article.text))]
    whole = int.from_bytes(blake2b(" ".join(words).encode(), digest_size=6).digest(), "big")
    connection.execute(
        "INSERT INTO prints (article, whole, words, hashes) VALUES (?, ?, ?, ?)",
        (article_id, whole, len(words), array("Q", hashes).tobytes()),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO traits (kind, key, article, text) VALUES (?, ?, ?, ?)",
        ((kind, storable(key), article_id, storable(text)) for kind, key, text in _traits(extraction) if key),
    )
    waiting = connection.execute("SELECT count(*) FROM prints WHERE waiting").fetchone()[0]
    if waiting >= max(WAITING, _total(connection) // 4):
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
    connection.executemany(
        "DELETE FROM fingerprints WHERE hash = ? AND article = ?",
        ((h, article_id) for h in _hashes(connection, article_id)),
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
    count = connection.execute("SELECT sum(length(hashes)) / 8 FROM prints WHERE waiting").fetchone()[0] or 0
    shares = count // POSTED_AT_ONCE + 1
    for share in range(shares):
        low, high = (share << 48) // shares, (share + 1 << 48) // shares
        pairs: list[tuple[int, int]] = []
        for article_id, packed in connection.execute("SELECT article, hashes FROM prints WHERE waiting"):
            hashes = _unpacked(packed)
            some = hashes[bisect_left(hashes, low) : bisect_left(hashes, high)]
            pairs.extend((value, article_id) for value in some)
        pairs.sort()
        connection.executemany("INSERT OR IGNORE INTO fingerprints (hash, article) VALUES (?, ?)", pairs)
    connection.execute("UPDATE prints SET waiting = 0 WHERE waiting")


def _hashes(connection: sqlite3.Connection, article_id: int) -> array[int]:
    row = connection.execute("SELECT hashes FROM prints WHERE article = ?", (article_id,)).fetchone()
    return _unpacked(row[0]) if row else array("Q")


def _unpacked(packed: bytes) -> array[int]:
    hashes = array("Q")
    hashes.frombytes(packed)
    return hashes


def _total(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT articles FROM state").fetchone()[0])


# --- echoes


@dataclass(frozen=True, slots=True)
class _Shared:
    """What one other article shares with the open one."""

    article: int
    passages: tuple[Passage, ...]
    part: float
    """Of the shorter of the two, how much stands in both."""


def echoes(connection: sqlite3.Connection, article_id: int) -> tuple[Echo, ...]:
    """Passages of an article that stand word for word in others, in order of the text.

    A passage has at least `related.echoes.SHORTEST` words. The articles that share most are compared,
    `MOST_COMPARED` of them. What is furniture of the pages is no echo.
    """
    article = find_article(connection, article_id)
    if article is None:
        return ()
    found = [
        Echo(passage.span, shared.article, passage.other)
        for shared in _shared(connection, article_id, article)
        for passage in shared.passages
    ]
    return tuple(sorted(found, key=lambda echo: (echo.span, echo.other_id, echo.other_span)))


def _shared(connection: sqlite3.Connection, article_id: int, article: Article) -> list[_Shared]:
    """Articles that share a passage with `article`, those with most fingerprints in common."""
    total = _total(connection)
    limit = max(FURNITURE, int(total * FURNITURE_SHARE))
    common: Counter[int] = Counter()
    furniture: set[int] = set()
    own = _hashes(connection, article_id)
    for value in own:
        rows = connection.execute(
            "SELECT article FROM fingerprints WHERE hash = ? LIMIT ?", (value, limit + 2)
        ).fetchall()
        if len(rows) > limit + 1:
            furniture.add(value)
        else:
            common.update(row[0] for row in rows)
    own_set = frozenset(own)
    for other_id, packed in connection.execute(
        "SELECT article, hashes FROM prints WHERE waiting LIMIT ?", (WAITING,)
    ):
        common[other_id] += len(own_set.intersection(_unpacked(packed)))
    copies = connection.execute(
        "SELECT article FROM prints WHERE whole = (SELECT whole FROM prints WHERE article = ?) AND words > 0"
        " LIMIT ?",
        (article_id, MOST_COPIES),
    )
    for (copy,) in copies:
        common[copy] += len(article.text)
    del common[article_id]
    common += Counter()  # drops what shares nothing
    mine = Worded(article.text, stretches(article))
    compared = Compared(mine)
    found = []
    for other_id, _count in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:MOST_COMPARED]:
        other = find_article(connection, other_id)
        if other is None:
            continue
        its = Worded(other.text, stretches(other))
        passages = compared.passages(its)
        part = sum(passage.words for passage in passages) / max(1, min(len(mine.words), len(its.words)))
        if part < DUPLICATE_SHARE:
            passages = tuple(
                passage
                for passage in passages
                if not _is_teaser(passage, article, other)
                and not _is_furniture(passage.span.of(article.text), furniture)
            )
        if passages:
            found.append(_Shared(other_id, passages, part))
    return found


def _is_teaser(passage: Passage, article: Article, other: Article) -> bool:
    """True when the headline of one stands in the text of the other: a link to it, not its words."""
    mine = any(span.overlaps(passage.span) for span in article.spans_of("title"))
    its = any(span.overlaps(passage.other) for span in other.spans_of("title"))
    return mine != its


def _is_furniture(text: str, furniture: set[int]) -> bool:
    return bool(furniture) and furniture.issuperset(fingerprints(text))


# --- related articles


_NO_WORDS: frozenset[str] = frozenset()


class _Pool:
    """Articles that share something with the open one, with all they share."""

    def __init__(self, article_id: int) -> None:
        self._article_id = article_id
        self.evidence: dict[int, list[Evidence]] = {}
        self._named: dict[int, set[str]] = {}

    def add(self, article_id: int, evidence: Evidence) -> None:
        if article_id != self._article_id:
            self.evidence.setdefault(article_id, []).append(evidence)

    def add_name(self, article_id: int, evidence: Evidence, words: Iterable[str]) -> None:
        """Add a name both have, made of `words`."""
        if article_id != self._article_id:
            self.add(article_id, evidence)
            self._named.setdefault(article_id, set()).update(words)

    def has_named(self, article_id: int, words: Iterable[str]) -> bool:
        """True when all `words` are of names that both articles have: they count as what they name."""
        return self._named.get(article_id, _NO_WORDS).issuperset(words)

    def best(self, count: int) -> list[int]:
        """Ids of the articles that share most."""
        totals = {key: sum(item.worth for item in items) for key, items in self.evidence.items()}
        return sorted(totals, key=lambda key: (-totals[key], key))[:count]


def related(connection: sqlite3.Connection, article_id: int, limit: int = 20) -> tuple[Related, ...]:
    """The articles that belong most beside one, each with all the reasons; nearest first.

    What is in more than `MOST_SHARED` articles ties none together. An article whose facts are not extracted
    yet is related by its passages and terms.
    """
    article = find_article(connection, article_id)
    if article is None or limit <= 0:
        return ()
    extraction = find_facts(connection, article_id) or Extraction()
    total = _total(connection)
    pool = _Pool(article_id)
    _add_echoes(connection, article_id, article, extraction, pool)
    _add_names(connection, article_id, total, pool)
    _add_traits(connection, article_id, total, pool)
    _add_terms(connection, article, total, pool)
    ids = pool.best(max(POOL, limit))
    heads = heads_by_ids(connection, [article_id, *ids])
    mine = heads.get(article_id)
    found = []
    for other_id in ids:
        head = heads.get(other_id)
        if head is None:
            continue
        near = _near_day(mine.dated if mine else None, head.dated)
        evidence = pool.evidence[other_id] + ([near] if near else [])
        score, why = reasons(evidence)
        if why:
            found.append(Related(head, score, why))
    found.sort(key=lambda item: (-item.score, item.head.file))
    return tuple(found[:limit])


def _add_echoes(
    connection: sqlite3.Connection, article_id: int, article: Article, extraction: Extraction, pool: _Pool
) -> None:
    for shared in _shared(connection, article_id, article):
        if shared.part >= DUPLICATE_SHARE:
            percent = min(100, round(100 * shared.part))
            pool.add(shared.article, Evidence("duplicate", f"{percent} %", worth("duplicate", shared.part)))
            continue
        longest = max(shared.passages, key=lambda passage: passage.words)
        text = longest.span.of(article.text)
        value = worth("echo", sum(echo_share(passage.words) for passage in shared.passages))
        pool.add(shared.article, Evidence("echo", _speaker(longest, extraction) or text, value, text))


def _speaker(passage: Passage, extraction: Extraction) -> str | None:
    """Who says most of a passage, if a statement of a known speaker holds it."""
    for said in extraction.statements:
        both = min(passage.span.stop, said.evidence.stop) - max(passage.span.start, said.evidence.start)
        if said.speaker_key is not None and 2 * both > passage.span.length:
            return said.speaker
    return None


def _add_names(connection: sqlite3.Connection, article_id: int, total: int, pool: _Pool) -> None:
    rows = connection.execute(
        "SELECT named.entity, entities.kind, named.name, named.mentions FROM named"
        " JOIN entities ON entities.id = named.entity WHERE named.article = ? AND named.telling",
        (article_id,),
    ).fetchall()
    for entity, kind, name, mentions in rows:
        others = connection.execute(
            "SELECT article, mentions FROM named WHERE entity = ? AND telling LIMIT ?",
            (entity, MOST_SHARED + 1),
        ).fetchall()
        if 2 <= len(others) <= MOST_SHARED:
            rare = rarity(len(others), total)
            words = plain_words(name)
            for other, its_mentions in others:
                dwelt_on = min(1.0, (mentions + its_mentions) / 6)
                value = worth(kind, rare * (0.6 + 0.4 * dwelt_on))
                pool.add_name(other, Evidence(kind, name, value), words)


def _add_traits(connection: sqlite3.Connection, article_id: int, total: int, pool: _Pool) -> None:
    rows = connection.execute(
        "SELECT kind, key, text FROM traits WHERE article = ?", (article_id,)
    ).fetchall()
    for kind, key, text in rows:
        others = connection.execute(
            "SELECT article, text FROM traits WHERE kind = ? AND key = ? LIMIT ?",
            (kind, key, MOST_SHARED + 1),
        ).fetchall()
        if not 2 <= len(others) <= MOST_SHARED:
            continue
        rare = rarity(len(others), total)
        for other, its_text in others:
            if kind == "event":
                pool.add(other, Evidence("event", text, worth("event", rare)))
            elif kind == "topic":
                pool.add(other, Evidence("topic", text, worth("topic", rare)))
            elif its_text != text:  # the same name is a shared place already
                before = its_text if text == key else text
                pool.add(other, Evidence("place", f"{before} → {key}", worth("place", rare)))


def _add_terms(connection: sqlite3.Connection, article: Article, total: int, pool: _Pool) -> None:
    most = max(3, min(MOST_SHARED, total // 10))

    terms = telling_terms(
        article.text,
        stretches(article),
        title=article.title or "",
        articles_with=lambda words: article_counts(connection, words),
        articles_with_all=lambda words: len(_with_words(connection, words, most + 1)),
        total=total,
        most=most,
    )
    share = TERM_SHARE * min(1.0, total / FEW)
    shared: dict[int, list[tuple[float, str]]] = {}
    for term in terms:
        for other in _with_words(connection, term.words, most):
            if not pool.has_named(other, term.words):
                shared.setdefault(other, []).append((term.weight, term.text))
    for other, weights in shared.items():
        weights.sort(key=lambda item: (-item[0], item[1]))
        text = ", ".join(printed for _weight, printed in weights[:TERMS_SHOWN])
        value = worth("terms", share * sum(weight for weight, _printed in weights))
        pool.add(other, Evidence("terms", text, value))


def _with_words(connection: sqlite3.Connection, words: Words, limit: int) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM fulltext WHERE fulltext MATCH ? LIMIT ?",
        (f'{{title body}} : "{" ".join(words)}"', limit),
    )
    return [row[0] for row in rows]


def _near_day(mine: str | None, its: str | None) -> Evidence | None:
    """Evidence that two articles are of about the same day; None unless both days are known."""
    if mine is None or its is None or len(mine) != 10 or len(its) != 10:
        return None
    try:
        apart = abs((date.fromisoformat(mine) - date.fromisoformat(its)).days)
    except ValueError:
        return None
    if apart > NEAR_DAYS:
        return None
    day = "/".join(reversed(its.split("-")))
    return Evidence("date", day, worth("date", 1 - apart / (NEAR_DAYS + 1)))
