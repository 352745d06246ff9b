"""Correcting the machine at the keyboard: struck at once, counted at once, taken back, and kept."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.app.conftest import OpenApp, QuietApp, build_library
from tests.app.stage import keys_of, screen_text, wait_for
from tui.app.messages import ArticleRead, OpenEntity
from tui.app.screens.entity import EntityScreen
from tui.app.screens.menu import MenuScreen
from tui.app.screens.picking import NameLineScreen, NamePicker, PickerScreen
from tui.config import Paths
from tui.library.correcting import bring_up
from tui.library.library import Library
from tui.library.places import library_path
from tui.library.shelf import Shelf
from tui.model.correction import Correction
from tui.model.own import Subject
from tui.model.result import ListFilter
from tui.resources import resource


def _digest() -> str:
    return hashlib.sha256(
        b"".join(f.read_bytes() for f in sorted(resource("seeds").glob("*.txt")))
    ).hexdigest()


def _library(places: Paths) -> Library:
    return Library.open(library_path(places.library, resource("seeds")))


def _articles_of(places: Paths, key: str) -> int:
    library = _library(places)
    try:
        page = library.entity(key)
        return len(page.articles) if page else 0
    finally:
        library.close()


def _places_listed(places: Paths) -> dict[str, int]:
    library = _library(places)
    try:
        facets = library.facets(ListFilter(), ("place_then",))
        assert facets is not None
        return {value.key: value.count for value in facets.facets[0].values}
    finally:
        library.close()


async def _open_at(app: QuietApp, pilot: Pilot[Any], file: str, row: str) -> None:
    """Open an article and put the cursor of the facts on a row."""
    library = _library(app.paths)
    article = library.find_id(file)
    library.close()
    assert article is not None
    before = app.main.stored
    app.main.open(article)
    await wait_for(pilot, lambda: app.main.stored is not before)
    app.main.facts.folded = frozenset()
    app.main.facts.show(app.main.stored, at=row)
    app.main.go_to("facts")
    await wait_for(pilot, lambda: app.main.facts.row_id == row)


def _struck(app: QuietApp) -> list[str]:
    return [row.id for row in app.main.facts._rows if row.struck]


async def test_a_rejected_place_is_struck_counted_nowhere_and_comes_back(
    open_app: OpenApp, places: Paths
) -> None:
    """Journey 12: `x` strikes the row, counts and facets change; `u` takes it back; it is kept."""
    key, before = "place:quảng ngãi", _digest()
    listed = _places_listed(places)
    assert listed["Quảng Ngãi"] == 1
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "001", f"place:{key}")
        assert app.main.stored is not None
        count = app.main.stored.extraction.fact_count
        await pilot.press("x")
        await wait_for(pilot, lambda: _struck(app) == [f"place:{key}"])
        assert app.main.facts.row_id == f"place:{key}"
        assert app.main.stored.extraction.fact_count == count - 1
        await wait_for(pilot, lambda: "Đã sửa: loại “Quảng Ngãi” khỏi bài này" in screen_text(app))
        await wait_for(pilot, lambda: "Quảng Ngãi" not in _places_listed(places))
        row = app.main.articles.row
        await wait_for(pilot, lambda: all(r is None or r.place != "Quảng Ngãi" for r in map(row, range(5))))
        assert _articles_of(places, key) == 0
        await pilot.press("u")
        await wait_for(pilot, lambda: not _struck(app))
        await wait_for(pilot, lambda: "Hoàn tác: loại “Quảng Ngãi” khỏi bài này" in screen_text(app))
        await wait_for(pilot, lambda: _places_listed(places) == listed)
        await pilot.press("U")
        await wait_for(pilot, lambda: "Quảng Ngãi" not in _places_listed(places))
    async with open_app() as (app, pilot):
        library = _library(places)
        article = library.find_id("001")
        library.close()
        assert article is not None
        app.main.open(article)
        await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.head.id == article)
        assert app.main.stored is not None
        assert key not in [place.key for place in app.main.stored.extraction.places]
        assert app.main.stored.before is None  # out of sight once the article was left
    assert _digest() == before


async def test_x_on_a_struck_row_takes_its_correction_back(open_app: OpenApp) -> None:
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "000", "person:person:nguyễn văn kỷ")
        await pilot.press("x")
        await wait_for(pilot, lambda: "person:person:nguyễn văn kỷ" in _struck(app))
        await pilot.press("x")
        await wait_for(pilot, lambda: not _struck(app))


async def test_nothing_to_take_back_is_said(open_app: OpenApp) -> None:
    async with open_app() as (app, pilot):
        await pilot.press("u")
        await wait_for(pilot, lambda: "Không có gì để hoàn tác." in screen_text(app))
        await pilot.press("U")
        await wait_for(pilot, lambda: "Không có gì để làm lại." in screen_text(app))


async def test_a_correction_waits_for_an_indexer_and_the_article_does_not(
    open_app: OpenApp, places: Paths
) -> None:
    from tui.library import lock

    path = library_path(places.library, resource("seeds"))
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "001", "place:place:quảng ngãi")
        with lock.writer(path) as held:
            assert held
            await pilot.press("x")
            await wait_for(pilot, lambda: _struck(app))
            assert _articles_of(places, "place:quảng ngãi") == 1
        app.queries.follow_corrections(app)
        await wait_for(pilot, lambda: _articles_of(places, "place:quảng ngãi") == 0)


def test_a_library_built_again_follows_what_was_corrected(places: Paths) -> None:
    shelf = Shelf.open(places.data)
    shelf.correct(Correction("", "reject", "place", "Cần Thơ", key="place:cần thơ"))
    path = library_path(places.library, resource("seeds"))
    assert bring_up(path, shelf.corrections)
    assert _articles_of(places, "place:cần thơ") == 0
    for file in path.parent.glob("library.db*"):
        file.unlink()
    build_library(resource("seeds"), places)  # without the shelf
    assert _articles_of(places, "place:cần thơ") > 0
    assert bring_up(path, shelf.corrections)
    assert _articles_of(places, "place:cần thơ") == 0
    shelf.close()


async def _menu(app: QuietApp, pilot: Pilot[Any], key: str, screen: type[Screen[Any]]) -> None:
    await pilot.press("M")
    await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
    await pilot.press(key)
    await wait_for(pilot, lambda: isinstance(app.screen, screen))


def _names(places: Paths, query: str) -> list[tuple[str, int]]:
    library = _library(places)
    try:
        return [(hit.name, hit.article_count) for hit in library.find_names(query).hits]
    finally:
        library.close()


async def test_a_name_is_merged_with_one_that_is_picked_and_both_are_one_at_once(
    open_app: OpenApp, places: Paths
) -> None:
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "001", "person:person:võ văn dương")
        await _menu(app, pilot, "m", PickerScreen)
        await pilot.press(*keys_of("tran hoang tuan"))
        picker = app.screen.query_one(NamePicker)
        await wait_for(pilot, lambda: picker.chosen_name == "Trần Hoàng Tuấn")
        await pilot.press("enter")
        await wait_for(pilot, lambda: ("Võ Văn Dương", 1) not in _names(places, "vo van duong"))
        await wait_for(
            pilot, lambda: "person:person:võ văn dương" not in [row.id for row in app.main.facts._rows]
        )
        await wait_for(pilot, lambda: "“Võ Văn Dương” chính là “Trần Hoàng Tuấn”" in screen_text(app))
        await pilot.press("ctrl+z")
        await wait_for(pilot, lambda: ("Võ Văn Dương", 1) in _names(places, "vo van duong"))


async def test_a_name_of_many_articles_is_renamed_once_the_reader_agrees_to_so_many(
    open_app: OpenApp, places: Paths
) -> None:
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "000", "person:person:nguyễn văn kỷ")
        await _menu(app, pilot, "r", NameLineScreen)
        await pilot.press("ctrl+u", *keys_of("Nguyễn Văn Kỹ"), "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
        await wait_for(pilot, lambda: "Đúng, trong 3 bài" in screen_text(app))
        await pilot.press("2")
        await wait_for(pilot, lambda: app.screen is app.main)
        assert _articles_of(places, "person:nguyễn văn kỷ") == 3
        await _menu(app, pilot, "r", NameLineScreen)
        await pilot.press("ctrl+u", *keys_of("Nguyễn Văn Kỹ"), "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("1")
        await wait_for(pilot, lambda: _articles_of(places, "person:nguyễn văn kỹ") == 3)


async def test_a_name_is_rejected_everywhere_from_its_page_and_comes_back_there(
    open_app: OpenApp, places: Paths
) -> None:
    async with open_app() as (app, pilot):
        app.post_message(OpenEntity("person:nguyễn văn kỷ"))
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.page is not None)
        page = app.screen
        assert isinstance(page, EntityScreen)
        await wait_for(pilot, lambda: page.settled)
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("enter")
        await wait_for(pilot, lambda: _articles_of(places, "person:nguyễn văn kỷ") == 0)
        await wait_for(pilot, lambda: "Kho không còn tên này." in screen_text(app))
        await pilot.press("u")
        await wait_for(pilot, lambda: page.page is not None and page.page.article_count == 3)


async def test_a_name_that_cannot_be_is_refused_in_words(open_app: OpenApp) -> None:
    async with open_app() as (app, pilot):
        await _open_at(app, pilot, "000", "person:person:nguyễn văn kỷ")
        await _menu(app, pilot, "r", NameLineScreen)
        await pilot.press("ctrl+u", *keys_of("?!"), "enter")
        await wait_for(pilot, lambda: "không phải là tên: “?!”" in screen_text(app))


@pytest.mark.parametrize("size", [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_all_corrections_are_listed_and_each_is_taken_back_and_redone(
    open_app: OpenApp, places: Paths, size: tuple[int, int]
) -> None:
    shelf = Shelf.open(places.data)
    about = Subject("0" * 32, "Bài đã mất", "mat.txt", "kho")
    shelf.correct(Correction("", "reject", "figure", "7 con trâu", about=about, quote="7 con trâu"))
    shelf.correct(
        Correction(
            "", "merge", "person", "Lạc Mây", key="person:lạc mây", into="person:lạc mây thu",
            shown="Lạc Mây Thu", article_count=12,
        )
    )  # fmt: skip
    made = [one.id for one in shelf.corrections()]
    async with open_app(*size) as (app, pilot):
        app.action_view_corrections()
        await wait_for(pilot, lambda: "“Lạc Mây” chính là" in screen_text(app))
        await wait_for(pilot, lambda: "7 con trâu" in screen_text(app))
        await pilot.press("x")
        await wait_for(pilot, lambda: shelf.correction(made[1]).undone)
        await wait_for(pilot, lambda: "✗" in screen_text(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: not shelf.correction(made[1]).undone)
        await pilot.press("j", "x")
        await wait_for(pilot, lambda: shelf.correction(made[0]).undone)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)
    shelf.close()


async def test_nothing_corrected_says_how_to(open_app: OpenApp) -> None:
    async with open_app() as (app, pilot):
        app.action_view_corrections()
        await wait_for(pilot, lambda: "Chưa sửa gì." in screen_text(app))
        await pilot.press("x")
        await pilot.press("enter")
        assert "Chưa sửa gì." in screen_text(app)


async def test_what_another_reader_corrected_is_taken_back_here(open_app: OpenApp, places: Paths) -> None:
    """Two programs at once: each sees what the other said, and the last of both is undone first."""
    key = "place:quảng ngãi"
    async with open_app() as (app, pilot):
        other = Shelf.open(places.data)
        made = other.correct(Correction("", "reject", "place", "Quảng Ngãi", key=key, article_count=1))
        await _open_at(app, pilot, "001", "person:person:trần hoàng tuấn")
        stored = app.main.stored
        assert stored is not None
        assert key not in [place.key for place in stored.extraction.places]
        app.queries.follow_corrections(app)
        await wait_for(pilot, lambda: _articles_of(places, key) == 0)
        await pilot.press("u")
        await wait_for(pilot, lambda: other.correction(made.id).undone)
        await wait_for(pilot, lambda: _articles_of(places, key) == 1)
        other.close()


async def test_an_article_that_comes_twice_moves_nothing_the_second_time(open_app: OpenApp) -> None:
    async with open_app() as (app, pilot):
        row = "person:person:nguyễn văn kỷ"
        await _open_at(app, pilot, "000", row)
        stored = app.main.stored
        assert stored is not None
        app.main.read_again()
        await wait_for(pilot, lambda: app.main.stored is not stored)
        app.main.post_message(ArticleRead(stored.head.id, stored, 0))
        await wait_for(pilot, lambda: app.main.stored is stored)
        assert app.main.facts.row_id == row
