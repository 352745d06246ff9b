"""From the search box to the page and back, over the articles that ship."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp
from tests.app.stage import keys_of, screen_text, wait_for
from tui.app.screens.entity import EntityScreen
from tui.app.screens.overlay import OverlayScreen
from tui.app.screens.search import SearchScreen
from tui.app.widgets.search_overlay import SearchOverlay
from tui.model.result import TextResult
from tui.present.search import OpenDropped
from tui.text.folding import fold


def answered(app: QuietApp) -> bool:
    """True once the answer to what stands in the line is on the screen."""
    if not isinstance(app.screen, SearchScreen):
        return False
    overlay = app.screen.query_one(SearchOverlay)
    return overlay.result is not None and overlay._waiting is None


def _shows(app: QuietApp, text: str) -> bool:
    return text in screen_text(app)


def _is_at(app: QuietApp, hit: int) -> bool:
    return app.main.hits.at == hit


async def ask(app: QuietApp, pilot: Pilot[Any], key: str, text: str) -> SearchOverlay:
    """Open a search, type, and wait for the answer."""
    await pilot.press(key, *keys_of(text))
    await wait_for(pilot, lambda: answered(app))
    overlay = app.screen.query_one(SearchOverlay)
    await wait_for(pilot, lambda: overlay.result is not None and overlay.input.text == text)
    return overlay


@pytest.mark.parametrize("size", [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_a_name_typed_without_tones_leads_to_its_page(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Journey 2: the general, his rank, two posts, first and last citation, three articles."""
    async with open_app(*size) as (app, pilot):
        overlay = await ask(app, pilot, "at", "nguyen van ky")
        first = overlay.view.chosen
        assert first is not None
        assert (first.body.name, first.body.article_count, first.body.mention_count) == (
            "Nguyễn Văn Kỷ",
            3,
            4,
        )
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        screen = app.screen
        assert isinstance(screen, EntityScreen)
        page = screen.page
        assert page is not None
        assert [title for title, _count in page.titles] == ["Thiếu tướng"]
        assert len(page.roles) == 2
        assert min(role.first for role in page.roles if role.first) == "2024-04-26"
        assert max(role.last for role in page.roles if role.last) == "2024-08-28"
        assert len(page.articles) == 3
        assert "Nguyễn Văn Kỷ" in screen_text(app)


@pytest.mark.parametrize(("typed", "method"), [("nguyeenx vawn kyr", "Telex"), ("nguye64n va8n ky3", "VNI")])
async def test_a_name_typed_without_an_input_method_is_understood(
    open_app: OpenApp, typed: str, method: str
) -> None:
    """Journey 3: the same first row, and the line says what the keys write."""
    async with open_app(80, 24) as (app, pilot):
        overlay = await ask(app, pilot, "at", typed)
        first = overlay.view.chosen
        assert first is not None
        assert first.body.name == "Nguyễn Văn Kỷ"
        assert f"Hiểu là: {method} → Nguyễn Văn Kỷ" in screen_text(app)


@pytest.mark.parametrize(
    "typed",
    ["nguyenvanky", "ky van nguyen", "nguyen van kky", "nvky", "thieu tuong nguyen van ky", "Nguyễn Vân Ký"],
)
async def test_a_mistyped_name_is_the_first_row(open_app: OpenApp, typed: str) -> None:
    """Journey 2, mistyped: run together, in another order, a slip, initials, a rank in front, wrong tones."""
    async with open_app(80, 24) as (app, pilot):
        overlay = await ask(app, pilot, "at", typed)
        first = overlay.view.chosen
        assert first is not None
        assert first.body.name == "Nguyễn Văn Kỷ"


async def test_from_the_page_to_a_sentence_and_back_to_the_same_row(open_app: OpenApp) -> None:
    async with open_app(80, 24) as (app, pilot):
        await ask(app, pilot, "at", "nguyen van ky")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        await pilot.press("j", "j", "j")
        screen = app.screen
        assert isinstance(screen, EntityScreen)
        place = screen.place
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.stored is not None)
        await pilot.press("H")
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        assert app.screen is not screen
        assert app.screen.place == place  # type: ignore[attr-defined]
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)


@pytest.mark.parametrize("at_once", [200, 2])
async def test_n_visits_every_hit_once_in_order_across_the_articles(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Journey 4: five articles, 22 places, two more in what was trimmed; however many are read at once."""
    monkeypatch.setattr("tui.app.queries.AT_ONCE", at_once)
    async with open_app(120, 36) as (app, pilot):
        await ask(app, pilot, "slash", "quyen con nguoi")
        assert ("5 bài · 22 chỗ" in screen_text(app)) == (at_once > 5)
        assert "2 chỗ ở phần đã lược" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.hits.total)
        seen = []
        for step in range(22):
            await wait_for(
                pilot,
                lambda: app.main.stored is not None and app.main.hits.place()[0] == app.main.stored.head.id,
            )
            seen.append(app.main.hits.place())
            assert app.main.hits.at == step
            of = f"{app.main.hits.total}+" if app.main.hits.more else "22"
            await wait_for(pilot, partial(_shows, app, f"{step + 1}/{of}"))
            await pilot.press("n")
            if step < 21:
                await wait_for(pilot, partial(_is_at, app, step + 1))
        assert len(set(seen)) == 22
        assert len({article for article, _index in seen}) == 5
        assert app.main.hits.at == 21


async def test_hits_in_what_was_trimmed_stand_on_the_last_row_and_open_the_original(
    open_app: OpenApp,
) -> None:
    """Journey 4, its end: the two places in teasers are where the page is shown as it came."""
    async with open_app(120, 36) as (app, pilot):
        overlay = await ask(app, pilot, "slash", "quyen con nguoi")
        await pilot.press(*["down"] * 5)
        row = overlay.view.chosen
        assert row is not None
        assert isinstance(row.target, OpenDropped)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.shows_original)
        assert app.main.stored is not None
        assert app.main.stored.head.id == row.target.article_id
        dropped = [fold(piece.text) for piece in app.main.stored.article.dropped]
        assert any("quyen con nguoi" in piece for piece in dropped)

        def seen() -> str:
            """The left-out lines of the page that are in sight."""
            reader = app.main.reader
            top = reader.scroll_offset.y
            lines = reader.page.lines[top : top + reader.size.height]
            return fold(
                " ".join(reader.page.text[line.start : line.stop] for line in lines if line.role == "dropped")
            )

        await wait_for(pilot, lambda: "quyen con nguoi" in " ".join(seen().split()))


def hit_surfaces(app: QuietApp) -> set[str]:
    """How the hits of the open article are written."""
    stored = app.main.stored
    assert stored is not None
    spans = app.main.hits.spans_in(stored.head.id)
    return {stored.article.text[start:stop] for start, stop in spans}


@pytest.mark.parametrize(
    ("query", "above", "below", "divided"),
    [("hòa", 0, 2, True), ("hoá", 2, 0, False), ("hoa", 2, 0, False)],
)
async def test_tones_typed_mean_tones(
    open_app: OpenApp, query: str, above: int, below: int, divided: bool
) -> None:
    """Journey 5: five places, none of them `hòa`; `hoá` is `hóa`; without tones nothing divides them."""
    async with open_app(120, 36) as (app, pilot):
        overlay = await ask(app, pilot, "slash", query)
        screen = screen_text(app)
        assert "2 bài · 5 chỗ" in screen
        assert (f"ĐÚNG DẤU  {above}" in screen, f"KHÁC DẤU  {below}" in screen) == (divided, divided)
        assert isinstance(overlay.result, TextResult)
        assert [found.exact for found in overlay.result.articles] == [not divided] * 2
        reading = "gõ không dấu" if query.isascii() else "đúng dấu đứng trước"
        assert reading in screen
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.hits.total == 5)
        await wait_for(pilot, lambda: bool(hit_surfaces(app)))
        assert hit_surfaces(app) == {"hóa"}


async def test_an_abbreviation_is_found_by_what_it_stands_for(open_app: OpenApp) -> None:
    """Journey 10: five articles, 19 places, every one the abbreviation, and the line says so."""
    async with open_app(120, 36) as (app, pilot):
        await ask(app, pilot, "slash", "uy ban nhan dan")
        screen = screen_text(app)
        assert "5 bài · 19 chỗ" in screen
        assert "“uy ban nhan dan” · cả “UBND”" in screen
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.hits.total == 19)
        articles = set()
        for step in range(19):
            await wait_for(pilot, lambda: app.main.stored is not None and bool(hit_surfaces(app)))
            await wait_for(pilot, partial(_shows, app, f"{step + 1}/19"))
            assert hit_surfaces(app) == {"UBND"}
            articles.add(app.main.hits.place()[0])
            await pilot.press("n")
        assert len(articles) == 5


async def test_quoted_words_are_not_abbreviated_and_nothing_found_is_said(open_app: OpenApp) -> None:
    """Journey 10, its end: nobody writes it in full; the names that have it are offered."""
    async with open_app(120, 36) as (app, pilot):
        await ask(app, pilot, "slash", '"ủy ban nhân dân"')
        screen = screen_text(app)
        assert "0 bài · 0 chỗ" in screen
        assert "Không có bài nào khớp trong [Toàn kho]" in screen
        assert "“UBND”" not in screen
        assert "Tên gần nhất" in screen


@pytest.mark.parametrize("size", [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_a_field_is_completed_from_what_the_corpus_has(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """The name of the field, then the name of a person in it, each by one key."""
    async with open_app(*size) as (app, pilot):
        await pilot.press("slash", *keys_of("ngươ"))
        await wait_for(pilot, partial(_shows, app, "→ người:"))
        await pilot.press("right", *keys_of("nguyen van k"))
        await wait_for(pilot, partial(_shows, app, "→ Nguyễn Văn Kỷ"))
        await pilot.press("right")
        overlay = app.screen.query_one(SearchOverlay)
        assert overlay.input.text == 'người:"Nguyễn Văn Kỷ"'
        await wait_for(pilot, lambda: answered(app))
        assert isinstance(overlay.result, TextResult)
        assert overlay.result.total_articles == 3


async def test_escape_leaves_everything_as_it_was(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("2", "ctrl+d", "ctrl+d")
        await pilot.pause()
        before, focused = screen_text(app), app.focused
        for key in ("slash", "at", "question_mark", "colon", "O"):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, OverlayScreen))
            await pilot.press("a", "down", "escape")
            await wait_for(pilot, lambda: app.screen is app.main)
            await pilot.pause()
            assert app.focused is focused
            assert screen_text(app) == before


async def test_the_window_may_change_its_size_under_every_overlay(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        for key in ("slash", "at", "question_mark", "colon", "O"):
            await pilot.press(key, "a")
            await wait_for(pilot, lambda: isinstance(app.screen, OverlayScreen))
            for size in ((54, 12), (20, 5), (3, 2), (200, 50), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is app.main)


_KEYS = (
    *"abcdefghijklmnopqrstuvxyzABCDEFGHIJKLMNOPRSTUVXYZ0123456789",
    *("slash", "at", "colon", "question_mark", "full_stop", "comma", "semicolon", "plus", "minus"),
    *(
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
    ),
    *("space", "backspace", "delete", "ctrl+p", "ctrl+n", "ctrl+d", "ctrl+u", "ctrl+f", "ctrl+o", "ctrl+w"),
    *("ctrl+home", "ctrl+end", "alt+left", "alt+right", "f1", "ê", "ạ", "đ", "ơ", "ư"),
)


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_in_any_order_never_crash_and_escape_always_leads_back(
    open_app: OpenApp, seed: int
) -> None:
    chance = random.Random(seed)
    sizes = [(54, 12), (80, 24), (120, 36), (200, 50), (20, 5)]
    async with open_app(80, 24) as (app, pilot):
        for step in range(200):
            key = chance.choice(_KEYS)
            if key == "q" and app.screen is app.main:
                continue
            await pilot.press(key)
            if step % 40 == 39:
                await pilot.resize_terminal(*chance.choice(sizes))
        for _ in range(20):
            if app.screen is app.main:
                break
            await pilot.press("escape")
            await pilot.pause()
        assert app.screen is app.main
        assert app.is_running
