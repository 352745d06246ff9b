"""The words of the corpus, and in how many articles each stands: counted as articles come and go."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping

from tui.library.plaintexts import PlainText

TABLES = """
CREATE TABLE vocabulary (            -- folded words of the articles that the text index has
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
"""


def words_of(text: PlainText) -> set[str]:
    """The words of an article, those that cleaning left out included.

    >>> sorted(words_of(PlainText("bao", "bao lu", "tan")))
    ['bao', 'lu', 'tan']
    """
    return set(" ".join((text.title, text.body, text.dropped)).split())


def add_counts(connection: sqlite3.Connection, changes: Mapping[str, int]) -> None:
    """Add to each word's count, or take from it; inside the caller's transaction."""
    more = sorted((word, change) for word, change in changes.items() if change)
    connection.executemany(
        "INSERT INTO vocabulary (word, articles) VALUES (?, ?)"
        " ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles",
        more,
    )
    less = [(word,) for word, change in more if change < 0]
    connection.executemany("DELETE FROM vocabulary WHERE word = ? AND articles <= 0", less)


def article_counts(connection: sqlite3.Connection, words: Collection[str]) -> dict[str, int]:
    """In how many articles each folded word stands; those that do."""
    found: dict[str, int] = {}
    for word in words:
        row = connection.execute("SELECT articles FROM vocabulary WHERE word = ?", (word,)).fetchone()
        if row:
            found[word] = row[0]
    return found


def has_word(connection: sqlite3.Connection, word: str, *, prefix: bool = False) -> bool:
    """True when the word, or with `prefix` one that begins with it, stands in some article."""
    if not prefix:
        return bool(article_counts(connection, (word,)))
    query = "SELECT 1 FROM vocabulary WHERE word >= ? AND word < ? LIMIT 1"
    return connection.execute(query, _range(word)).fetchone() is not None


def beginning_with(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, int]]:
    """(word, number of articles) of the words that begin so, commonest first."""
    return connection.execute(
        "SELECT word, articles FROM vocabulary WHERE word >= ? AND word < ? ORDER BY articles DESC, word",
        _range(beginning),
    ).fetchall()


def articles_beginning_with(connection: sqlite3.Connection, beginning: str) -> int:
    """Articles that have a word that begins so, at most: one with several such words counts as often."""
    query = "SELECT COALESCE(sum(articles), 0) FROM vocabulary WHERE word >= ? AND word < ?"
    return int(connection.execute(query, _range(beginning)).fetchone()[0])


def words_about(connection: sqlite3.Connection, length: int) -> Iterator[tuple[str, int]]:
    """(word, number of articles) for the words about as long as `length`."""
    return connection.execute(
        "SELECT word, articles FROM vocabulary WHERE length(word) BETWEEN ? AND ?", (length - 2, length + 2)
    )


def _range(beginning: str) -> tuple[str, str]:
    return beginning, beginning + "\U0010ffff"
