"""When the events of each article took place: one row an event that has a day, month or year."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from tui.model.article import Article
from tui.model.fact import Extraction

TABLES = """
CREATE TABLE happenings (
    article INTEGER NOT NULL,
    number INTEGER NOT NULL,         -- of the event among those of the article
    day TEXT NOT NULL,               -- ISO day, month or year; its first day where it went on for several
    own INTEGER NOT NULL,            -- 1: the text says when; 0: the day of the article
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
"""

_WHEN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

Prepared = tuple[tuple[int, str, bool], ...]
"""Number of each event, its day, and whether the text says so."""


def prepare(_article: Article, extraction: Extraction) -> Prepared:
    """The events of an article that have a day, or whose article has one."""
    found = []
    told = extraction.dated.value if extraction.dated else ""
    for number, event in enumerate(extraction.events):
        own = _WHEN.match(event.date or "")
        other = _WHEN.match(told)
        if own or other:
            found.append((number, (own or other).group(), own is not None))  # type: ignore[union-attr]
    return tuple(found)


def store(connection: sqlite3.Connection, article_id: int, prepared: Prepared) -> None:
    """Add the events of an article."""
    connection.executemany(
        "INSERT INTO happenings VALUES (?, ?, ?, ?)", [(article_id, *event) for event in prepared]
    )


def remove(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the events of an article; nothing happens where none were stored."""
    connection.execute("DELETE FROM happenings WHERE article = ?", (article_id,))


def tend(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Nothing is due before the end."""
    yield from ()


def finish(connection: sqlite3.Connection) -> Iterator[None]:  # noqa: ARG001
    """Nothing is due at the end."""
    yield from ()
