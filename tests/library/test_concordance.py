"""A concordance over a library holds every hit of the search once, whatever the number of articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.conftest import build_library, places_in
from tui.library import concordance
from tui.library.library import Library
from tui.library.places import library_path
from tui.model.result import ListFilter
from tui.search.concordance import KwicLine


def make(root: Path, count: int) -> Library:
    """Articles of which all say `lũ`, one in three says it twice, and one in ten has somebody say it."""
    folder = root / "kho"
    folder.mkdir()
    for number in range(count):
        text = f"Tin số {number}\nNgày {number % 27 + 1}/3/2031, nước lũ lên ở xã {number}.\n"
        if number % 3 == 0:
            text += "Bão và gió lớn kéo dài cả đêm, lũ còn lên.\n"
        if number % 10 == 0:
            text += "Bà Hứa Thị Đoan nói: “Chúng tôi đã quen sống chung với lũ từ lâu rồi”.\n"
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    build_library(folder, places_in(root))
    return Library.open(library_path(places_in(root).library, folder))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make(tmp_path_factory.mktemp("ngữ cảnh"), 60)


def all_lines(library: Library, query: str, **options: object) -> list[KwicLine]:
    return [line for block in library.concordance(query, **options) for line in block.lines]  # type: ignore[arg-type]


def places_of(library: Library, query: str) -> set[tuple[int, int, int]]:
    """(article, start, stop) of every hit, as the search itself tells it."""
    found = library.find_text(query, 10_000)
    return {(hits.head.id, *span) for hits in found.articles for span in hits.spans}


@pytest.mark.parametrize("few", [1_000, 5])
@pytest.mark.parametrize("common", [1_000, 5])
@pytest.mark.parametrize(
    "query", ["lũ", "lu", "nước lũ", "nuoc l", "xã 7", "gió -7", "đêm|đoan", '"bão và gió"', "xyzzy", ""]
)
def test_it_has_every_hit_of_the_search_once(
    library: Library, query: str, few: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few articles are read at once, and whether their order begins as that of the list."""
    monkeypatch.setattr(concordance, "FEW", few)
    monkeypatch.setattr(concordance, "COMMON", common)
    monkeypatch.setattr(concordance, "FIRST_BLOCK", 7)
    lines = all_lines(library, query)
    places = [(line.head.id, *line.span) for line in lines]
    assert len(places) == len(set(places))
    assert set(places) == places_of(library, query)


def test_only_articles_that_have_the_words_are_looked_into(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of sixty articles twenty tell of wind: they fill two blocks, however many lie between them."""
    monkeypatch.setattr(concordance, "FEW", 2)
    monkeypatch.setattr(concordance, "FIRST_BLOCK", 7)
    assert [block.articles for block in library.concordance("gió")] == [7, 13]


@pytest.mark.parametrize("few", [1_000, 5])
def test_the_newest_come_first_and_blocks_say_how_far_it_is(
    library: Library, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "FEW", few)
    monkeypatch.setattr(concordance, "FIRST_BLOCK", 7)
    monkeypatch.setattr(concordance, "COMMON", 20)
    blocks = list(library.concordance("lũ"))
    assert len(blocks) == 1 if few > 60 else len(blocks) > 2
    assert sum(block.articles for block in blocks) == 60
    assert {block.total_articles for block in blocks} == {60}
    days = [line.head.dated or "" for block in blocks for line in block.lines]
    assert days == sorted(days, reverse=True)


def test_it_can_be_of_a_list_alone(library: Library) -> None:
    where = replace(ListFilter(), text="tin số 47")
    assert {line.head.file for line in all_lines(library, "lũ", within=where)} == {"047.txt"}


def test_who_says_a_line_stands_beside_it(library: Library) -> None:
    """And nobody is named beside what is not said."""
    lines = all_lines(library, "lũ")
    said = [line for line in lines if "sống chung" in line.left]
    assert len(said) == 6
    assert {line.speaker for line in said} == {"Hứa Thị Đoan"}
    assert {line.speaker for line in lines if line not in said} == {""}
