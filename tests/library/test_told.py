"""Names and statements one after the other, read a few at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.making import index, make_corpus
from tui.library import told
from tui.library.library import Library
from tui.model.fact import NAMED_KINDS
from tui.model.told import NameTold
from tui.text.folding import entity_key

COUNT = 23


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("told")
    index(make_corpus(folder / "kho", COUNT), folder / "library.db")
    return Library.open(folder / "library.db")


def test_all_names_come_once_whatever_is_read_at_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in most articles first, then by key; as the tables have them."""
    expected = library.connection.execute(
        "SELECT key, articles FROM entities WHERE kind IN ('person', 'organisation')"
        " ORDER BY articles DESC, key"
    ).fetchall()
    assert len(expected) > 3
    ways = []
    for at_once in (1, 30, 10_000):
        monkeypatch.setattr(told, "ROWS_AT_ONCE", at_once)
        ways.append(list(library.names_told(("person", "organisation"))))
    assert ways[0] == ways[1] == ways[2]
    assert [(name.key, name.articles) for name in ways[0]] == expected


def test_names_are_read_in_parts_of_about_as_many_articles(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name in more articles than that is a part of its own, and nothing is read before it is wanted."""
    monkeypatch.setattr(told, "ROWS_AT_ONCE", COUNT)
    parts = list(told.entity_ids(library.connection, NAMED_KINDS))
    assert len(parts) > 3
    assert all(parts)
    reading: list[int] = []
    names_told = told.names_told

    def counted(connection: object, ids: object) -> tuple[NameTold, ...]:
        reading.append(1)
        return names_told(connection, ids)  # type: ignore[arg-type]

    monkeypatch.setattr(told, "names_told", counted)
    next(library.names_told(NAMED_KINDS))
    assert len(reading) == 1


def test_an_office_has_its_days_and_the_articles_that_give_it(library: Library) -> None:
    (tham,) = (name for name in library.names_told(NAMED_KINDS[:1]) if name.name == "Đoàn Quốc Thẩm")
    assert (tham.key, tham.articles, tham.confidence) == (entity_key("person", tham.name), COUNT, "high")
    (office,) = tham.offices
    assert office.position == "Chủ tịch"
    days = sorted(head.dated for head in library.heads_of(tuple(range(1, COUNT + 1))) if head.dated)
    assert (office.first, office.last, office.articles) == (days[0], days[-1], COUNT)


def test_statements_come_newest_first_and_stand_where_they_say(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = []
    for at_once in (3, 200):
        monkeypatch.setattr(told, "AT_ONCE", at_once)
        ways.append(list(library.statements_told()))
    assert ways[0] == ways[1]
    assert len(ways[0]) >= COUNT
    assert [said.dated for said in ways[0]] == sorted((said.dated for said in ways[0]), reverse=True, key=str)
    for said in ways[0]:
        article = library.find_id(said.file)
        assert article is not None
        text = library.text(article)
        assert text is not None
        assert said.span.of(text.text) == said.text
    some = list(library.statements_told("bến cá"))
    assert some
    assert {said.file for said in some} < {said.file for said in ways[0]}
