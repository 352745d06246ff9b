"""Correcting the machine at the keyboard: struck at once, counted at once, taken back, and kept."""

from __future__ import annotations

import hashlib
from typing import Any

from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library
from tests.app.stage import screen_text, wait_for
from tui.config import Paths
from tui.library.correcting import bring_up
from tui.library.library import Library
from tui.library.places import library_path
from tui.library.shelf import Shelf
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
    from tui.model.correction import Correction

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
