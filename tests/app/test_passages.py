"""Repeated passages: a list of what stands in several articles, each leading to its first place."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, check_golden, screen_text, wait_for
from tests.app.test_main import settled
from tui.app.messages import OpenView
from tui.app.passages import PassagesView
from tui.app.screens.passages import PassagesScreen
from tui.model.result import RepeatedPassage


def screen_of(app: QuietApp) -> PassagesScreen:
    assert isinstance(app.screen, PassagesScreen)
    return app.screen


def ready(app: QuietApp) -> bool:
    return isinstance(app.screen, PassagesScreen) and app.screen.ended


async def opened(app: QuietApp, pilot: Pilot[Any]) -> PassagesScreen:
    await settled(app, pilot)
    app.post_message(OpenView(PassagesView()))
    await wait_for(pilot, lambda: ready(app))
    return screen_of(app)


@pytest.mark.parametrize(("columns", "rows"), [(54, 12), (80, 24), (120, 36)])
async def test_the_passages_at_three_sizes(open_app: OpenApp, columns: int, rows: int) -> None:
    async with open_app(columns, rows) as (app, pilot):
        await opened(app, pilot)
        await pilot.pause()
        check_golden(f"passages_{columns}x{rows}", screen_text(app))


async def test_the_menu_of_views_leads_to_the_passages(open_app: OpenApp) -> None:
    """By the key that stands beside it."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("v")
        await wait_for(pilot, lambda: "Đoạn lặp lại" in screen_text(app))
        row = next(text for text in screen_text(app).splitlines() if "Đoạn lặp lại" in text)
        await pilot.press(row[: row.index("Đoạn")].split()[-1])
        await wait_for(pilot, lambda: ready(app))
        assert screen_of(app).found is not None


async def test_enter_opens_a_passage_where_it_stands_first(open_app: OpenApp) -> None:
    """In its earliest article, marked; going back leads to the same row."""
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.reader.evidence is not None)
        row = screen.list.row(1)
        assert isinstance(row, RepeatedPassage)
        place = row.places[0]
        assert app.main.stored is not None
        assert app.main.stored.head.id == place.head.id
        evidence = app.main.reader.evidence
        assert evidence is not None
        assert evidence.covers(place.span)
        assert place.span.of(app.main.stored.article.text) == row.text
        await pilot.press("q")
        await wait_for(pilot, lambda: ready(app) and screen_of(app).place == 1)
