"""The concordance: gathered while one reads, sorted by keys, opened at a line and left to that line again."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden
from tests.app.stage import keys_of, screen_text, wait_for
from tui.app.screens.concordance import ConcordanceScreen
from tui.app.screens.search import SearchScreen
from tui.config import Paths
from tui.i18n import set_language
from tui.text.words import plain

SIZES = [(54, 12), (80, 24), (120, 36), (200, 50)]


def shown(app: QuietApp) -> ConcordanceScreen:
    """The concordance on the screen."""
    assert isinstance(app.screen, ConcordanceScreen)
    return app.screen


async def ask(app: QuietApp, pilot: Pilot[Any], words: str) -> ConcordanceScreen:
    """`c`, words, Enter; all lines are here."""
    await pilot.press("c", *keys_of(words), "enter")
    await wait_for(pilot, lambda: isinstance(app.screen, ConcordanceScreen) and app.screen.concordance.ended)
    await pilot.pause()
    return shown(app)


async def sorted_by(screen: ConcordanceScreen, pilot: Pilot[Any], order: str) -> None:
    """Wait until the lines are in `order`."""
    await wait_for(pilot, lambda: screen.concordance.shown_order == order)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_every_hit_is_a_line_with_its_word_in_one_column(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """In Vietnamese, in every window."""
    async with open_app(*size) as (app, pilot):
        screen = await ask(app, pilot, "nhan quyen")
        lines = screen.concordance.lines
        assert len(lines) > 10
        assert {plain(kwic.keyword) for kwic in lines} == {"nhan quyen"}
        text = screen_text(app)
        rows = [plain(row) for row in text.splitlines()[2:-3] if plain(row).strip()]
        columns = [{at for at in range(size[0]) if row.startswith("nhan quyen", at)} for row in rows]
        (column,) = set.intersection(*columns)
        assert size[0] // 3 < column < size[0] * 2 // 3
        check_golden(f"concordance_{size[0]}x{size[1]}", text)


async def test_it_is_said_in_english_too(open_app: OpenApp) -> None:
    set_language("en")
    async with open_app(80, 24) as (app, pilot):
        await ask(app, pilot, "nhan quyen")
        check_golden("concordance_en_80x24", screen_text(app))


async def test_arrows_sort_by_the_words_around_and_the_cursor_stays_on_its_line(open_app: OpenApp) -> None:
    """← before, → after, → again the second word after."""
    async with open_app(120, 36) as (app, pilot):
        screen = await ask(app, pilot, "nhan quyen")
        await pilot.press("j", "j", "j")
        here = screen.current
        for key, order in (("left", "left"), ("right", "right"), ("right", "second"), ("right", "right")):
            await pilot.press(key)
            await sorted_by(screen, pilot, order)
            assert screen.current is here
            assert screen.concordance.lines[screen.list.cursor] is here
        first = [word.split()[0] for kwic in screen.concordance.lines if (word := plain(kwic.right).strip())]
        runs = 1 + sum(word != after for word, after in pairwise(first))
        assert runs == len(set(first)) > 3, "equal words stand together"


async def test_the_menu_sorts_by_speaker(open_app: OpenApp) -> None:
    """Those who are known first, and named."""
    async with open_app(120, 36) as (app, pilot):
        screen = await ask(app, pilot, "nhan quyen")
        await pilot.press("S", "5")
        await wait_for(pilot, lambda: screen.concordance.shown_order == "speaker")
        await pilot.pause()
        speakers = [kwic.speaker for kwic in screen.concordance.lines]
        assert speakers[0]
        assert "" in speakers
        assert all(speakers[: speakers.index("")])
        assert speakers[0] in screen_text(app)


async def test_enter_opens_the_article_at_the_hit_and_q_returns_to_the_line(open_app: OpenApp) -> None:
    """And from there back to where one was before; n walks all hits."""
    async with open_app(120, 36) as (app, pilot):
        before = app.main.stored
        assert before is not None
        screen = await ask(app, pilot, "nhan quyen")
        await pilot.press("left")
        await wait_for(pilot, lambda: screen.concordance.shown_order == "left")
        await pilot.press(*"jjjjjjj")
        kwic = screen.current
        assert kwic is not None
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.stored is not None)
        await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.head.id == kwic.head.id)
        await wait_for(pilot, lambda: app.main.reader.evidence and app.main.reader.evidence.covers(kwic.span))
        assert app.main.hits.total == len(screen.concordance.lines)
        assert app.main.hits.spans_in(kwic.head.id)[app.main.hits.current_in(kwic.head.id) or 0] == kwic.span
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, ConcordanceScreen))
        await pilot.pause()
        assert shown(app).current is kwic
        assert shown(app).concordance.shown_order == "left"
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)
        await wait_for(
            pilot, lambda: app.main.stored is not None and app.main.stored.head.id == before.head.id
        )


async def test_a_search_that_is_active_is_shown_without_asking(open_app: OpenApp) -> None:
    """`/`, Enter, `c`."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("slash", *keys_of("nhan quyen"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.hits.total)
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ConcordanceScreen))
        assert shown(app).concordance.query == "nhan quyen"


async def test_the_search_box_leads_there_too(open_app: OpenApp) -> None:
    """ctrl+t, at once; closed again, one is where one was."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("slash", *keys_of("nhan quyen"), "ctrl+t")
        await wait_for(pilot, lambda: isinstance(app.screen, ConcordanceScreen))
        await wait_for(pilot, lambda: shown(app).concordance.ended)
        assert shown(app).concordance.lines
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)


@pytest.mark.parametrize("leave", [("ctrl+t",), ("enter", "c")])
async def test_it_is_of_what_the_search_was_of(open_app: OpenApp, leave: tuple[str, ...]) -> None:
    """In this article alone, with the tones as typed alone: the lines are the hits of the search box."""
    async with open_app(120, 36) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None)
        assert app.main.stored is not None
        here = app.main.stored.head.id
        await pilot.press("slash", *keys_of("nhân quyền"), "tab", "tab", "f3")
        for key in leave:
            await pilot.press(key)
            await wait_for(pilot, lambda: not isinstance(app.screen, SearchScreen))
        await wait_for(pilot, lambda: isinstance(app.screen, ConcordanceScreen))
        await wait_for(pilot, lambda: shown(app).concordance.ended)
        await pilot.pause()
        lines = shown(app).concordance.lines
        assert lines
        assert {kwic.head.id for kwic in lines} == {here}
        assert {kwic.keyword.lower() for kwic in lines} == {"nhân quyền"}
        top = screen_text(app).splitlines()[0]
        assert "trong bài này" in top
        assert "chỉ đúng dấu" in top


@pytest.mark.parametrize(("key", "suffix"), [("1", ".csv"), ("2", ".jsonl"), ("3", ".md")])
async def test_the_lines_are_written_in_the_order_shown(open_app: OpenApp, key: str, suffix: str) -> None:
    async with open_app(120, 36) as (app, pilot):
        screen = await ask(app, pilot, "nhan quyen")
        await pilot.press("right")
        await wait_for(pilot, lambda: screen.concordance.shown_order == "right")
        await pilot.press("E", key)
        file = app.paths.exports / f"kwic-nhan-quyen{suffix}"
        await wait_for(pilot, file.exists)
        await wait_for(pilot, lambda: str(file)[:40] in screen_text(app))
        if suffix == ".jsonl":
            rows = [json.loads(row) for row in file.read_text("utf-8").splitlines()]
            assert [(row["file"], row["start"]) for row in rows] == [
                (kwic.head.file, kwic.span.start) for kwic in screen.concordance.lines
            ]


async def test_nothing_found_says_so(open_app: OpenApp) -> None:
    async with open_app(80, 24) as (app, pilot):
        await ask(app, pilot, "xyzzyx")
        check_golden("concordance_nothing_80x24", screen_text(app))
        await pilot.press("E", "left", "enter", "j")
        await pilot.pause()
        assert isinstance(app.screen, ConcordanceScreen)


async def test_a_double_click_opens_a_line(open_app: OpenApp) -> None:
    """A click chooses it."""
    async with open_app(120, 36) as (app, pilot):
        screen = await ask(app, pilot, "nhan quyen")
        await pilot.click(screen.list, offset=(30, 5))
        await pilot.pause()
        assert screen.list.cursor == 4
        kwic = screen.current
        assert kwic is not None
        await pilot.click(screen.list, offset=(30, 5), times=2)
        await wait_for(pilot, lambda: app.main.stored is not None and app.main.stored.head.id == kwic.head.id)


async def test_what_lies_in_the_text_does_nothing_to_the_screen(
    open_app: OpenApp, tmp_path: Path, places: Paths
) -> None:
    """Controls, right-to-left text, a paragraph without blanks, wide letters."""
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Tin lạ\nTrước \x1b[31m\x9b2J lũ \u202eđảo\u202c sau.\n"
        + "x" * 4000
        + " lũ "
        + "日本" * 3000
        + "\nשלום עולם lũ مرحبا بالعالم\n",
        "utf-8",
    )
    build_library(folder, places)
    async with open_app(80, 24, corpus=folder) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored is not None)
        screen = await ask(app, pilot, "lu")
        assert len(screen.concordance.lines) == 3
        text = screen_text(app)
        assert not {"\x1b", "\x9b", "\u202e"} & set(text)
        assert text.count("lũ") >= 3
