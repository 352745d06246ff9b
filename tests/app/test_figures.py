"""The board of figures by keys: what is measured, the figures of one, their sentences, and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden, screen_text, wait_for
from tests.app.test_main import file_open, settled
from tests.library.test_measures import TEXTS
from tui.app.figures import FiguresView
from tui.app.messages import OpenView
from tui.app.screens.figures import FiguresScreen
from tui.app.screens.menu import MenuScreen
from tui.config import Paths
from tui.i18n import set_language
from tui.model.measure import BoardAsked
from tui.model.result import ListFilter
from tui.present.figure_board import FigureLine

SIZES = [(54, 12), (80, 24), (120, 36), (200, 50)]


def board(app: QuietApp) -> FiguresScreen:
    """The board on the screen."""
    assert isinstance(app.screen, FiguresScreen)
    return app.screen


async def opened(app: QuietApp, pilot: Pilot[Any], view: FiguresView | None = None) -> FiguresScreen:
    """The board, and all it shows is there."""
    await wait_for(pilot, lambda: app.main.stored is not None and not app.workers._workers)
    app.post_message(OpenView(view or FiguresView()))
    await wait_for(pilot, lambda: isinstance(app.screen, FiguresScreen))
    return await ready(app, pilot)


async def ready(app: QuietApp, pilot: Pilot[Any]) -> FiguresScreen:
    """All the board asked for is there."""
    await wait_for(pilot, lambda: not app.workers._workers and isinstance(app.screen, FiguresScreen))
    await pilot.pause()
    await wait_for(pilot, lambda: not app.workers._workers and board(app).settled)
    return board(app)


def values(screen: FiguresScreen) -> list[float]:
    """The numbers of the figures, from above."""
    rows = [screen.list.row(at) for at in range(screen.list.count)]
    return [row.row.value for row in rows if isinstance(row, FigureLine)]


@pytest.fixture
def corpus(tmp_path: Path, places: Paths) -> Path:
    """Four articles, of which two compare; one figure stands in two of them."""
    folder = tmp_path / "so lieu"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    again = "Nhắc lại\nTheo báo cáo, năm 2023, Cần Thơ giải quyết việc làm cho 51.000 lao động."
    (folder / "e.txt").write_text(again, "utf-8")
    build_library(folder, places)
    return folder


@pytest.mark.parametrize("size", SIZES)
async def test_the_measures_of_the_corpus(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Beside the figures of one where there is room."""
    async with open_app(*size) as (app, pilot):
        await settled(app, pilot)
        await opened(app, pilot)
        check_golden(f"figures_{size[0]}x{size[1]}", screen_text(app))


@pytest.mark.parametrize("size", [(54, 12), (80, 24)])
async def test_the_figures_of_a_measure_in_a_small_window(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Of the jobs, none compares with another: each heading says why."""
    async with open_app(*size) as (app, pilot):
        await settled(app, pilot)
        await opened(app, pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FiguresScreen) and app.screen.view.figures)
        screen = await ready(app, pilot)
        assert sorted(values(screen)) == [10000, 17670, 34178]
        check_golden(f"figures_rows_{size[0]}x{size[1]}", screen_text(app))
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, FiguresScreen) and not app.screen.view.figures)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)


async def test_it_is_said_in_english_too(open_app: OpenApp) -> None:
    set_language("en")
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await opened(app, pilot)
        check_golden("figures_en_120x36", screen_text(app))


async def test_the_menu_of_views_leads_to_it_and_typing_filters(open_app: OpenApp) -> None:
    """With no regard to marks; Esc takes back what was typed, then leaves."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("v")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen) and "Số liệu" in screen_text(app))
        for _ in range(12):
            if "▶" in next((row for row in screen_text(app).splitlines() if "Số liệu theo" in row), ""):
                break
            await pilot.press("j")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FiguresScreen))
        screen = await ready(app, pilot)
        await pilot.press(*"dao")
        await wait_for(pilot, lambda: screen.finder.measure == "đào tạo nghề")
        await ready(app, pilot)
        assert values(screen) == [8469]
        assert "/ 6.500" in screen_text(app)
        await pilot.press(*"zzz")
        assert screen.finder.measure == ""
        await pilot.press("enter", "tab", "escape")
        assert screen.finder.input.text == ""
        assert app.screen is screen
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is app.main)


async def test_a_figure_opens_its_sentence_and_q_comes_back_to_it(open_app: OpenApp) -> None:
    """The passage is shown in its article; the cursor, the measure and the order are as they were."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        screen = await opened(app, pilot)
        await pilot.press("tab", "j")
        await wait_for(pilot, lambda: screen.current is not None and screen.current.row.value == 34178)
        await ready(app, pilot)
        assert "34.178" in screen_text(app).splitlines()[-3]
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and file_open(app) == "000")
        await wait_for(pilot, lambda: app.main.pane == "reader")
        assert "34.178" in screen_text(app)
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, FiguresScreen))
        back = await ready(app, pilot)
        assert back.view.figures
        assert back.current is not None
        assert back.current.row.value == 34178


async def test_figures_that_compare_have_bars_and_an_order(open_app: OpenApp, corpus: Path) -> None:
    """Highest first, by place; half a year has no bar."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        screen = await opened(app, pilot, FiguresView(measure="việc làm", figures=True))
        assert values(screen) == [51000, 17000, 34000]
        check_golden("figures_compared_120x36", screen_text(app))
        rows = [row for row in screen_text(app).splitlines() if ".000" in row and "#" not in row]
        assert ["█" in row for row in rows] == [True, True, False]
        await pilot.press("S")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.press("3")
        await wait_for(
            pilot, lambda: isinstance(app.screen, FiguresScreen) and app.screen.view.sort == "period"
        )
        await ready(app, pilot)
        assert "thời kỳ mới nhất trước" in screen_text(app)


async def test_of_a_figure_in_several_articles_one_is_chosen(open_app: OpenApp, corpus: Path) -> None:
    """A menu names them."""
    async with open_app(80, 24, corpus=corpus) as (app, pilot):
        await opened(app, pilot, FiguresView(measure="việc làm", figures=True))
        assert "×2" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, MenuScreen))
        assert "Nhắc lại" in screen_text(app)
        await pilot.press("2")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.stored is not None)
        await wait_for(pilot, lambda: "51.000" in screen_text(app))


@pytest.mark.parametrize(("key", "suffix"), [("1", ".csv"), ("2", ".jsonl"), ("3", ".md")])
async def test_figures_are_written_with_their_sentences(
    open_app: OpenApp, corpus: Path, key: str, suffix: str
) -> None:
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        await opened(app, pilot, FiguresView(measure="việc làm", figures=True))
        await pilot.press("E", key)
        file = app.paths.exports / f"figures-viec-lam{suffix}"
        await wait_for(pilot, file.exists)
        await wait_for(pilot, lambda: str(file)[:40] in screen_text(app))
        if suffix == ".jsonl":
            rows = [json.loads(row) for row in file.read_text("utf-8").splitlines()]
            assert [(row["value"], row["file"]) for row in rows] == [
                (51000, "e.txt"), (51000, "b.txt"), (17000, "a.txt"), (34000, "c.txt"),
            ]  # fmt: skip
            assert all("việc làm" in row["sentence"] for row in rows)


async def test_the_board_is_of_the_articles_in_the_list(open_app: OpenApp, corpus: Path) -> None:
    """A filter narrows it, and is said."""
    async with open_app(120, 36, corpus=corpus) as (app, pilot):
        asked = BoardAsked(ListFilter(text="nua nam"))
        screen = await opened(app, pilot, FiguresView(asked))
        assert values(screen) == [34000]
        assert "trong danh sách" in screen_text(app).splitlines()[0]


async def test_a_corpus_without_figures_says_so(open_app: OpenApp, tmp_path: Path, places: Paths) -> None:
    """Keys do nothing there."""
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.txt").write_text("Tin lạ\nTrời mưa ở Vĩnh Mơ.\n", "utf-8")
    build_library(folder, places)
    async with open_app(80, 24, corpus=folder) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter", "tab", "down", "enter")
        check_golden("figures_nothing_80x24", screen_text(app))


async def test_what_lies_in_the_text_does_nothing_to_the_screen(
    open_app: OpenApp, tmp_path: Path, places: Paths
) -> None:
    """Controls and right-to-left text around a figure, and one article a hundred times."""
    folder = tmp_path / "kho"
    folder.mkdir()
    hostile = (
        "Tin \x1b[31mlạ\nNăm 2023, Hậu Giang \u202eđào\u202c tạo nghề \x9b2J cho 5.000 người, "
        + "[b]đào tạo nghề[/b] cho 6.000 người "
        + "日本" * 900
        + ".\n"
    )
    for number in range(100):
        (folder / f"{number:03}.txt").write_text(hostile, "utf-8")
    build_library(folder, places)
    async with open_app(80, 24, corpus=folder) as (app, pilot):
        screen = await opened(app, pilot, FiguresView(measure="đào tạo nghề", figures=True))
        text = screen_text(app)
        assert not {"\x1b", "\x9b", "\u202e"} & set(text)
        assert screen.list.count <= 4
        assert "×100" in text


async def test_the_window_may_change_at_any_time(open_app: OpenApp) -> None:
    """The cursor stays on its figure."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        screen = await opened(app, pilot)
        await pilot.press("tab", "j", "j")
        here = screen.current
        for size in ((54, 12), (200, 50), (80, 24), (20, 6), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert screen.current is here
        await pilot.press("h")
        assert not screen.view.figures
