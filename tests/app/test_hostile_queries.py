"""Whatever is pasted into a line that searches, over the articles that ship: an answer, a clean screen."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tests.app.conftest import OpenApp
from tests.app.stage import screen_text, wait_for
from tests.app.test_hostile import harmful
from tests.app.test_search_journeys import answered
from tui.app.screens.search import SearchScreen

PASTED = {
    "100 KB": "quyền con người " * 6_400,
    "one word of 100 KB": "ả" * 100_000,
    "controls": "bão\x1b[2J\x1b]0;x\x07\x00\x9b31m\r\nlũ",
    "quotes": '"bão "lũ" “đê" «vỡ',
    "parentheses": "(" * 300 + "bão" + ")" * 100,
    "colons": "nơi::người::::ngày:" * 40,
    "operators": '- ~ OR AND -( )~ * -"" OR',
    "emoji": "👩‍👩‍👧‍👦🇻🇳 bão 🌀",
    "right to left": "\u202eباران\u2067 bão \u200fסערה",
    "marks": "a" + "\u0323\u0302" * 500,
    "surrogates and private letters": "b\ue000\U000f0000ão\ufeff\u200b",
    "patterns": ".* [a-z]+ (a|b)* \\d{1,9} % _ ' ; --",
    "numbers": "số:>" + "9" * 400 + " ngày:99999 từ:0000 số:1e999",
}


@pytest.mark.parametrize("name", PASTED)
async def test_a_search_answers_whatever_is_pasted(open_app: OpenApp, name: str) -> None:
    """As text, and as a name; the list behind it is as it was."""
    async with open_app(80, 24) as (app, pilot):
        for key in ("slash", "at"):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, SearchScreen) and app.focused is not None)
            assert app.focused is not None
            app.focused.post_message(Paste(PASTED[name]))
            await wait_for(pilot, lambda: answered(app))
            assert not harmful(screen_text(app))
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is app.main)
        assert app.main.articles.count == 5


@pytest.mark.parametrize("name", PASTED)
@pytest.mark.parametrize("key", ["f", "ctrl+f", "c"])
async def test_the_lines_of_the_main_screen_bear_whatever_is_pasted(
    open_app: OpenApp, name: str, key: str
) -> None:
    """The filter of the list, words to find in the article, words to show in context."""
    async with open_app(80, 24) as (app, pilot):
        await pilot.press(key)
        await wait_for(pilot, lambda: app.focused is not None)
        await pilot.pause()
        assert app.focused is not None
        app.focused.post_message(Paste(PASTED[name]))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not harmful(screen_text(app))
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not harmful(screen_text(app))
        assert app.is_running
