"""The text index follows the library, whatever is killed when."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter

import pytest

from tests.library.memory import add, article_of, empty_library
from tui.library import storing, textwriter
from tui.library.articles import find_article
from tui.library.plaintexts import plain_text
from tui.library.textwriter import TextWriter
from tui.library.vocabulary import article_counts


def counted(connection: sqlite3.Connection) -> Counter[str]:
    """The words of all articles, by unpacking each."""
    found: Counter[str] = Counter()
    for (article_id,) in connection.execute("SELECT id FROM articles").fetchall():
        article = find_article(connection, article_id)
        assert article is not None
        found.update(set(" ".join(plain_text(article)).split()))
    return found


def vocabulary(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT word, articles FROM vocabulary"))


def waiting(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM unindexed").fetchone()[0]
    return count


def documents(writer: TextWriter) -> int:
    assert writer.index is not None
    writer.index.reload()
    return writer.index.searcher().num_docs


def test_words_are_counted_as_articles_come_and_go() -> None:
    """The spelling helper and the related articles read the counts."""
    connection = empty_library()
    writer = TextWriter(connection, None, on_notice=print)
    add(connection, article_of("0.txt", "Tin\nbão bão"))
    add(connection, article_of("1.txt", "Tin\nbão lũ"))
    writer.commit()
    assert article_counts(connection, ["bao", "lu", "nang"]) == {"bao": 2, "lu": 1}
    storing.remove_article(connection, 2)
    writer.commit()
    assert article_counts(connection, ["bao", "lu"]) == {"bao": 1}
    assert documents(writer) == 1


@pytest.mark.parametrize("at_once", [(4_000, 500), (3, 2), (5, 1)])
@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_of_changes_is_followed_exactly(
    at_once: tuple[int, int], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored, changed and removed any number of times between two commits: counts are those of the texts."""
    monkeypatch.setattr(textwriter, "COMMIT_ARTICLES", at_once[0])
    monkeypatch.setattr(textwriter, "CHUNK", at_once[1])
    chance = random.Random(seed)
    connection = empty_library()
    writer = TextWriter(connection, None, on_notice=print)
    for _ in range(200):
        file = f"{chance.randrange(9)}.txt"
        row = connection.execute("SELECT id FROM articles WHERE file = ?", (file,)).fetchone()
        if row and chance.random() < 0.3:
            storing.remove_article(connection, row[0])
        else:
            add(connection, article_of(file, "Tin\n" + " ".join(chance.choices("abcdefgh", k=4))))
        if chance.random() < 0.2:
            writer.take_in()
        if chance.random() < 0.2:
            writer.commit()
            assert vocabulary(connection) == counted(connection)
            assert waiting(connection) == 0
    writer.commit()
    assert vocabulary(connection) == counted(connection)
    assert documents(writer) == connection.execute("SELECT articles FROM state").fetchone()[0]
