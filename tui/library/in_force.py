"""The corrections that the rows of a library follow: the tables, and how they are kept.

`corrections` are those that all rows were made with, so that it is known when they lag behind the shelf;
`corrected` tells which articles each of them changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from functools import lru_cache

from tui.library import articles
from tui.library.corrected import Corrections
from tui.model.correction import Correction
from tui.model.fact import Extraction
from tui.model.own import Subject

TABLES = """
CREATE TABLE corrections (           -- the reader's, that all rows follow
    number INTEGER PRIMARY KEY,
    packed TEXT NOT NULL
);
CREATE TABLE corrected (             -- the articles that a correction changed
    correction INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (correction, article)
) WITHOUT ROWID;
CREATE INDEX corrected_article ON corrected (article);
CREATE TABLE uncorrected (article INTEGER PRIMARY KEY);  -- whose rows do not follow `corrections` yet
"""

CORRECTIONS_SINCE = 4
"""The version of the shelf that came with corrections."""

_KEPT = ("id", "kind", "fact", "name", "key", "quote", "start", "into", "shown", "number")
"""Fields of a correction that its consequences follow from, beside the article and the articles."""


def pack(correction: Correction) -> str:
    """What a correction comes to depends on this of it."""
    packed: dict[str, object] = {name: getattr(correction, name) for name in _KEPT}
    packed["about"] = correction.about.digest if correction.about else None
    packed["articles"], packed["joined"] = correction.articles, correction.joined
    return json.dumps(packed, ensure_ascii=False)


def unpack(packed: str) -> Correction:
    """The correction that was packed, as far as its consequences go."""
    values = json.loads(packed)
    about = values.pop("about")
    for name in ("articles", "joined"):
        values[name] = tuple(values[name])
    return Correction(**values, about=None if about is None else Subject(about))


def pack_all(corrections: Iterable[Correction]) -> bytes:
    """Those in force as bytes, for another process."""
    lines = (pack(correction) for correction in corrections if not correction.undone)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=2)
def unpack_all(packed: bytes) -> Corrections:
    """What `pack_all` packed; read once however often it is asked for."""
    text = packed.decode("utf-8", "surrogatepass")
    return Corrections(map(unpack, text.split("\n")) if text else ())


def standing(connection: sqlite3.Connection, lately: Collection[str] = ()) -> Corrections:
    """The corrections on the shelf where it is attached, else those that the rows follow.

    Without those whose ids are in `lately`.
    """
    if articles.has_shelf(connection):
        (version,) = connection.execute("PRAGMA shelf.user_version").fetchone()
        if version >= CORRECTIONS_SINCE:
            query = "SELECT correction FROM shelf.corrections WHERE NOT undone ORDER BY number"
            known = _read_shelf(tuple(row[0] for row in connection.execute(query)))
            return Corrections(one for one in known.all if one.id not in lately) if lately else known
    return in_force(connection)


@lru_cache(maxsize=2)
def _read_shelf(packed: tuple[str, ...]) -> Corrections:
    from tui.library.shelf_corrections import unpack as unpack_kept

    return Corrections(unpack_kept(json.loads(one)) for one in packed)


@lru_cache(maxsize=2)
def _read(packed: tuple[str, ...]) -> Corrections:
    return Corrections(map(unpack, packed))


def in_force(connection: sqlite3.Connection) -> Corrections:
    """The corrections that the rows of the library follow."""
    rows = connection.execute("SELECT packed FROM corrections ORDER BY number")
    return _read(tuple(row[0] for row in rows))


def lags_behind(connection: sqlite3.Connection, corrections: Iterable[Correction] | None = None) -> bool:
    """True where the rows do not follow these corrections, by default those that stand, or not all do yet."""
    if corrections is None:
        corrections = standing(connection).all
    if connection.execute("SELECT 1 FROM uncorrected LIMIT 1").fetchone():
        return True
    kept = dict(connection.execute("SELECT number, packed FROM corrections").fetchall())
    return kept != {one.number: pack(one) for one in corrections if not one.undone}


def followed(connection: sqlite3.Connection, key: str) -> str:
    """The key that a name has now which was merged or renamed under `key`; `key` itself where it was not."""
    return in_force(connection).heirs().get(key, key)


def find_facts(connection: sqlite3.Connection, article_id: int) -> Extraction | None:
    """The facts of an article as its rows follow them; None before there are any."""
    raw = articles.find_facts(connection, article_id)
    known = in_force(connection)
    if raw is None or not known:
        return raw
    article = articles.find_article(connection, article_id)
    return raw if article is None else known.apply(article, raw).extraction
