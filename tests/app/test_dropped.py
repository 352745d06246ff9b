"""Words that stand only in what cleaning left out: found, said, and shown where they stand."""

from __future__ import annotations

from tests.app.conftest import OpenApp, screen_text, wait_for
from tui.app.screens.search import SearchScreen


async def test_a_hit_in_what_was_left_out_opens_the_page_as_it_came(open_app: OpenApp) -> None:
    """A place that only the teasers of an article name: one row, Enter, and there it is, struck through."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("slash")
        await wait_for(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press(*["space" if letter == " " else letter for letter in "bac giang"])
        await wait_for(pilot, lambda: "phần đã lược" in screen_text(app))
        await pilot.press("down")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.shows_original)
        assert app.main.stored is not None
        assert app.main.stored.head.file.startswith("001")
        await wait_for(pilot, lambda: "Bắc Giang" in screen_text(app))
        text = app.main.reader.page.text
        hits = app.main.reader._hits
        assert hits
        assert {text[mark.start : mark.stop] for mark in hits} == {"Bắc Giang"}
        await pilot.press("v")
        await wait_for(pilot, lambda: not app.main.shows_original)
        assert "Bắc Giang" not in screen_text(app)
