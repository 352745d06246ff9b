"""The palette finds every command by a few letters, without tones, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.conftest import check_golden
from tests.app.stage import Stage, keys_of, screen_text, wait_for
from tui.app.commands import COMMANDS, Context, Situation
from tui.app.paint import plain_signs
from tui.app.palette import PaletteScreen, open_palette
from tui.app.ranking import available, ranked
from tui.i18n import gettext as _
from tui.i18n import set_language
from tui.text.folding import fold

READING = Situation(articles=5, article_open=True, walk=True)
CONTEXTS: tuple[Context, ...] = ("articles", "list", "main", "app")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    set_language("vi")
    yield
    set_language("en")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_title_typed_without_tones_finds_its_command_first(command: object) -> None:
    titles = [_(known.title) for known in COMMANDS]
    title = _(command.title)  # type: ignore[attr-defined]
    best = ranked(COMMANDS, fold(title))[0].target
    assert fold(_(best.title)) == fold(title)
    assert titles


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_the_english_title_is_an_alias_in_vietnamese(command: object) -> None:
    found = [row.target for row in ranked(COMMANDS, command.title)]  # type: ignore[attr-defined]
    assert command in found[:2]


def test_commands_that_would_do_nothing_are_not_offered() -> None:
    ids = {command.id for command in available(CONTEXTS, Situation())}
    assert "related.next" not in ids
    assert "app.help" in ids
    assert "related.next" in {command.id for command in available(CONTEXTS, READING)}


def test_an_empty_query_offers_all_in_their_order() -> None:
    commands = available(CONTEXTS, READING)
    assert [row.target for row in ranked(commands, " ")] == commands


async def test_enter_runs_the_command_where_the_focus_was() -> None:
    ran: list[str] = []

    class Host(Stage):
        def action_app_theme(self) -> None:
            ran.append("theme")

    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        open_palette(app, CONTEXTS, READING)
        await wait_for(pilot, lambda: isinstance(app.screen, PaletteScreen))
        await pilot.press(*"dark", "enter")
        await wait_for(pilot, lambda: ran)
        assert ran == ["theme"]
        assert not isinstance(app.screen, PaletteScreen)


async def test_escape_runs_nothing() -> None:
    app = Stage(PaletteScreen(available(CONTEXTS, READING)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "escape")
        await wait_for(pilot, lambda: app.answers)
        assert app.answers == [None]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_palette_looks_as_it_should(size: tuple[int, int]) -> None:
    app = Stage(PaletteScreen(available(CONTEXTS, READING)))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys_of("lien quan"))
        await pilot.pause()
        check_golden(f"palette_{size[0]}x{size[1]}", screen_text(app))


def test_every_sign_of_frames_and_bars_has_a_stand_in_without_utf_8() -> None:
    signs = "┏━┓┃┛┗╭─╮│╯╰├┤•▁▂▃▄▅▆▇█▏▎▍▌▋▊▉╸☺▣⌂◷◆❝≋●◐○ⓘ⚠▶…·“”→−±"
    assert plain_signs(signs).isascii()
