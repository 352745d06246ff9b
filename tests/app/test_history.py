"""Back and forward: the same article at the same line in the same pane, of the same list."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp
from tests.app.stage import wait_for
from tests.app.test_main import file_open, settled


async def _scrolled(app: QuietApp, pilot: Pilot[Any]) -> int:
    """Where the text stands after some lines down in the reading view."""
    await pilot.press("2")
    await wait_for(pilot, lambda: app.main.pane == "reader")
    await pilot.press(*["j"] * 6)
    await wait_for(pilot, lambda: app.main.reader.first_offset)
    return app.main.reader.scroll_offset.y


async def test_back_and_forward_keep_list_line_and_pane(open_app: OpenApp) -> None:
    """From a filtered, sorted list at a line of the text to a related article, back, and forward again."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("f", *"quang ngai")
        await wait_for(pilot, lambda: app.main.articles.count == 1)
        await pilot.press("enter")
        await settled(app, pilot)
        left = file_open(app)
        where, offset = app.main.where, await _scrolled(app, pilot)
        assert offset > 0
        await pilot.press("full_stop")
        await wait_for(pilot, lambda: file_open(app) != left)
        went = file_open(app)
        await settled(app, pilot)
        await pilot.press("H")
        await wait_for(pilot, lambda: file_open(app) == left)
        await settled(app, pilot)
        assert (app.main.where, app.main.reader.scroll_offset.y, app.main.pane) == (where, offset, "reader")
        await pilot.press("L")
        await wait_for(pilot, lambda: file_open(app) == went)
        assert len(app.history.future) == 0
