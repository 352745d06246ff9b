"""The lines above and below the panes: news that goes, keys that can be clicked."""

from __future__ import annotations

from textual.widget import Widget

from tests.app.conftest import OpenApp, QuietApp, screen_text, wait_for
from tui.app.commands import Situation, key_line
from tui.app.messages import IndexProgress
from tui.app.widgets.bars import StatusBar


def status(app: QuietApp) -> str:
    """The status line."""
    return "".join(run.text for line in app.main.status._lines for run in line)


async def test_news_goes_and_trouble_stays(open_app: OpenApp) -> None:
    """What was done is no news after a while; what is wrong stays until something else is said."""
    assert StatusBar.SECONDS == 4.0
    StatusBar.SECONDS = 0.05
    try:
        async with open_app(120, 36) as (app, pilot):
            app.main.say("Xong rồi")
            assert "Xong rồi" in status(app)
            await wait_for(pilot, lambda: "Xong rồi" not in status(app))
            app.main.say("Xong nữa")
            app.main.say("Hỏng rồi", "error")
            await wait_for(pilot, lambda: app.main.status._going is None)
            assert "Hỏng rồi" in status(app)
    finally:
        StatusBar.SECONDS = 4.0


async def test_a_click_on_the_key_line_does_what_the_key_does(open_app: OpenApp) -> None:
    """Where the words stand, not only the letter."""
    async with open_app(120, 36) as (app, pilot):
        line = screen_text(app).splitlines()[-1]
        bar: Widget = app.main.key_bar
        await pilot.click(bar, offset=(line.index("Trợ giúp") + 2, 0))
        await wait_for(pilot, lambda: app.screen is not app.main)
        assert "Trợ giúp" in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)
        await pilot.click(bar, offset=(line.index("Tên") + 1, 0))
        await wait_for(pilot, lambda: app.screen is not app.main)


def test_the_next_hit_and_the_way_back_stand_first() -> None:
    """While hits are walked, and while the page as it came is shown, at any width."""
    reading = Situation(articles=5, article_open=True, walk=True)
    assert key_line(("reader", "main", "app"), reading)[0].id != "search.next"
    searching = Situation(articles=5, article_open=True, walk=True, searching=True)
    assert key_line(("reader", "main", "app"), searching)[0].id == "search.next"
    original = Situation(articles=5, article_open=True, walk=True, original=True)
    first = key_line(("reader", "main", "app"), original)[0]
    assert (first.id, first.short) == ("view.menu", "Clean text")


async def test_the_key_line_says_how_to_leave_the_page_as_it_came(open_app: OpenApp) -> None:
    """`v` brings the clean text back, and says so."""
    async with open_app(80, 24) as (app, pilot):
        await pilot.press("2", "v", "1")
        await wait_for(pilot, lambda: app.main.shows_original)
        await wait_for(pilot, lambda: "v Bản sạch" in screen_text(app).splitlines()[-1])
        await pilot.press("v")
        await wait_for(pilot, lambda: "v Bản sạch" not in screen_text(app).splitlines()[-1])


async def test_giving_up_a_filter_brings_back_the_one_before(open_app: OpenApp) -> None:
    """Escape in the prompt: what was in force before it was opened, not everything."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("f", "c", "a", "n", "space", "t", "h", "o", "enter")
        await wait_for(pilot, lambda: app.main.where.text == "can tho")
        count = app.main.articles.count
        await pilot.press("f", "x", "x")
        await wait_for(pilot, lambda: app.main.where.text == "xx")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.main.where.text == "can tho")
        await wait_for(pilot, lambda: app.main.articles.count == count)


async def test_a_hint_gives_way_to_what_stood_there(open_app: OpenApp) -> None:
    """Also where I asked for what is not there."""
    assert StatusBar.SECONDS == 4.0
    try:
        async with open_app(120, 36) as (app, pilot):
            await wait_for(pilot, lambda: "000_" in status(app))
            StatusBar.SECONDS = 0.05
            app.main.action_explain()
            assert "000_" not in status(app)
            await wait_for(pilot, lambda: "000_" in status(app))
    finally:
        StatusBar.SECONDS = 4.0


async def test_a_click_on_the_warning_in_the_border_shows_the_refused_files(open_app: OpenApp) -> None:
    """On the sign and its words, not on the order beside them."""
    async with open_app(120, 36) as (app, pilot):
        app.main.post_message(IndexProgress("facts", 3, 5, 3))
        await wait_for(pilot, lambda: "⚠ 3 · mới nhất ↓" in screen_text(app).splitlines()[1])
        line = screen_text(app).splitlines()[1]
        await pilot.click(app.main.articles, offset=(line.index("mới nhất") + 2, 0))
        await pilot.click(app.main.articles, offset=(line.index("[1]"), 0))
        await pilot.pause()
        assert app.screen is app.main
        await pilot.click(app.main.articles, offset=(line.index("⚠"), 0))
        await wait_for(pilot, lambda: app.screen is not app.main)
        assert "Tệp không đọc được" in screen_text(app)
