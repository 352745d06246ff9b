"""Help lists the keys that work here, filters them while one types, and runs what is chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.conftest import check_golden
from tests.app.stage import Stage, keys_of, screen_text, wait_for
from tui.app.commands import Context, Situation, commands_of
from tui.app.screens.help import HelpFinder, HelpScreen
from tui.i18n import set_language

READING = Situation(articles=5, article_open=True)
CONTEXTS: tuple[Context, ...] = ("articles", "list", "main", "app")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    set_language("vi")
    yield
    set_language("en")


async def test_every_key_that_works_here_is_listed_and_no_other() -> None:
    app = Stage(HelpScreen(("reader", "main", "app"), READING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(HelpFinder).view.rows
        listed = [row.target for row in rows if row.target is not None]
        assert sorted(c.id for c in listed) == sorted(c.id for c in commands_of("reader", "main", "app"))


async def test_typing_filters_and_enter_answers_with_the_command() -> None:
    app = Stage(HelpScreen(CONTEXTS, READING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"sort", "enter")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers[0].id == "list.sort"  # type: ignore[attr-defined]


async def test_a_filter_that_fits_nothing_says_so_and_enter_does_nothing() -> None:
    app = Stage(HelpScreen(CONTEXTS, READING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zzzzq", "enter")
        await pilot.pause()
        assert "Không có phím nào" in screen_text(app)
        assert not app.answers


@pytest.mark.parametrize("size", [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_help_looks_as_it_should(size: tuple[int, int]) -> None:
    app = Stage(HelpScreen(CONTEXTS, READING, where="[1] Bài"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        check_golden(f"help_{size[0]}x{size[1]}", screen_text(app))


async def test_filtered_help_looks_as_it_should() -> None:
    app = Stage(HelpScreen(CONTEXTS, READING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("tim"))
        await pilot.pause()
        check_golden("help_filtered_80x24", screen_text(app))
