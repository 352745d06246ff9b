"""The board of figures over a library: what was stored comes back, of all articles or of some."""

from __future__ import annotations

import sqlite3

import pytest

from tests.library.making import lexicon
from tests.library.memory import add, article_of, empty_library
from tui.facts.extract import extract
from tui.library import measures
from tui.library.measures import Board

TEXTS = {
    "a": "Việc làm ở Hậu Giang\nNăm 2023, Hậu Giang giải quyết việc làm cho 17.000 lao động,"
    " tăng 1,2% so với năm 2022.",
    "b": "Việc làm ở Cần Thơ\nNăm 2023, Cần Thơ giải quyết việc làm cho 51.000 lao động, đạt 102% kế hoạch.",
    "c": "Nửa năm ở Cần Thơ\n6 tháng đầu năm 2024, Cần Thơ giải quyết việc làm cho 34.000 lao động.",
    "d": "Nghề ở Hậu Giang\nNăm 2023, Hậu Giang đào tạo nghề cho 8.469/6.500 người.",
}


@pytest.fixture
def connection() -> sqlite3.Connection:
    library = empty_library()
    for name, text in TEXTS.items():
        article = article_of(f"{name}.txt", text)
        add(library, article, extract(article, lexicon()))
    return library


def test_the_board_lists_measures_and_the_figures_of_one(connection: sqlite3.Connection) -> None:
    """With place then and now, period, change, plan and target."""
    board = Board(connection)
    assert [(head.name, head.place_count, head.figure_count) for head in board.heads(None)] == [
        ("việc làm", 2, 3),
        ("đào tạo nghề", 1, 1),
    ]
    year, half = board.groups("việc làm", None)
    assert {
        (row.value, row.place and row.place.name, row.change and round(row.change, 4), row.plan)
        for row in year.rows
    } == {
        (51000, "Cần Thơ", None, 102),
        (17000, "Hậu Giang", 1.2, None),
    }
    moved = next(row.place for row in year.rows if row.value == 17000)
    assert moved is not None
    assert (moved.then, moved.now) == ("Hậu Giang", "Cần Thơ")
    assert (half.why_not, half.months) == (("period",), 6)
    (group,) = board.groups("đào tạo nghề", None)
    assert [(row.value, row.target) for row in group.rows] == [(8469, 6500)]


def test_the_board_is_of_some_articles_or_of_one_place(connection: sqlite3.Connection) -> None:
    """A place is found by its name and by the province it belongs to now, with or without marks."""
    board = Board(connection)
    assert [head.figure_count for head in board.heads({2, 3})] == [2]
    assert [head.name for head in board.heads(None, "hau giang")] == ["đào tạo nghề", "việc làm"]
    assert board.heads(None, "can tho")[0].figure_count == 3
    assert board.heads(None, "Vĩnh Mơ") == ()
    assert board.groups("không có", None) == ()


def test_a_figure_leads_to_its_sentence(connection: sqlite3.Connection) -> None:
    """The figure itself, and those that say how it changed."""
    (year, _half) = Board(connection).groups("việc làm", None)
    row = next(row for row in year.rows if row.value == 17000)
    found = measures.detail(connection, *row.sources[0])
    assert found is not None
    assert found.sentence == TEXTS["a"].split("\n")[1]
    assert found.figure.text == "17.000 lao động"
    assert found.change is not None
    assert found.change.compared_to == "năm 2022"
    assert measures.detail(connection, 1, 77) is None
    assert measures.detail(connection, 99, 0) is None


def test_what_is_taken_out_is_on_no_board(connection: sqlite3.Connection) -> None:
    """An article that goes takes its figures along."""
    measures.remove(connection, 2)
    measures.remove(connection, 99)
    assert [row.value for group in Board(connection).groups("việc làm", None) for row in group.rows] == [
        17000,
        34000,
    ]


def test_words_with_one_hash_stay_two_words(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second takes the next number that is free."""

    class Same:
        def __init__(self, *_args: object, **_options: object) -> None: ...

        def digest(self) -> bytes:
            return b"\0\0\0\1"

    monkeypatch.setattr(measures, "blake2b", Same)
    numbers = [measures._id_of(connection, "unit", word) for word in ("bó", "mẻ", "bó")]
    assert numbers[0] == numbers[2] != numbers[1]
