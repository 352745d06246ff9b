"""The page of a name in more articles than are read at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tests.library.making import index, make_corpus
from tui.library import pages
from tui.library.library import Library
from tui.text.folding import entity_key

THAM, THU = entity_key("person", "Đoàn Quốc Thẩm"), entity_key("person", "Lạc Thị Mây Thu")
COUNT = 60


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("pages")
    path = folder / "library.db"
    index(make_corpus(folder / "corpus", COUNT), path)
    library = Library.open(path)
    yield library.connection
    library.close()


def test_the_first_answer_is_the_beginning_of_the_whole_one(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest articles, and how many there are; it does not claim to be all."""
    for first in (1, 4, 7, 20):
        monkeypatch.setattr(pages, "FIRST", first)
        brief, page = (pages.entity_page(connection, THAM, whole=whole) for whole in (False, True))
        assert brief is not None
        assert page is not None
        assert brief.articles == page.articles[:first]
        assert (brief.article_count, brief.whole, brief.mention_count) == (COUNT, False, None)
        assert {role.position for role in brief.roles} <= {role.position for role in page.roles}
        assert [said.text for said in brief.statements] == [
            said.text for said in page.statements[: len(brief.statements)]
        ]
        assert (page.whole, page.mention_count) == (True, COUNT)


def test_a_name_of_few_articles_is_answered_whole_at_once(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left to be read."""
    monkeypatch.setattr(pages, "FIRST", COUNT)
    brief, page = (pages.entity_page(connection, THAM, whole=whole) for whole in (False, True))
    assert brief is not None
    assert brief == page


def test_the_newest_are_found_where_they_are_few_among_the_newest_of_the_corpus(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of old articles: the newest of the corpus do not name it, so its own are put in order."""
    monkeypatch.setattr(pages, "FIRST", 2)
    monkeypatch.setattr(pages, "_WALK", 1)
    brief, page = (pages.entity_page(connection, THAM, whole=whole) for whole in (False, True))
    assert brief is not None
    assert page is not None
    assert brief.articles == page.articles[:2]


def test_of_very_many_articles_the_newest_are_listed_and_all_are_counted(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Months are of all of them."""
    monkeypatch.setattr(pages, "LISTED", 5)
    page = pages.entity_page(connection, THAM)
    assert page is not None
    assert len(page.articles) == 5
    assert page.article_count == COUNT
    assert sum(count for _month, count in page.months) == COUNT
    assert [month for month, _count in page.months] == [f"2031-{month:02}" for month in range(1, 13)]


def test_the_page_gives_the_figures_inside_its_statements(connection: sqlite3.Connection) -> None:
    """Those of the person who said so, each with its sentence; the other person's are on their page."""
    units = {}
    for key in (THAM, THU):
        page = pages.entity_page(connection, key)
        assert page is not None
        assert page.figures
        units[key] = {given.figure.unit for given in page.figures}
        for given in page.figures:
            assert given.citations
    assert units[THAM] == {"đồng"}
    assert "đồng" not in units[THU]
