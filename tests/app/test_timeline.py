"""The timeline: a cursor over bars, and below it what stands there; each view a place of the history."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden, screen_text, wait_for
from tests.app.test_main import settled
from tui.app.messages import OpenEntity, OpenView
from tui.app.screens.entity import EntityScreen
from tui.app.screens.timeline import TimelineScreen
from tui.app.timeline_view import TimelineView
from tui.config import Paths
from tui.model.chronology import Moment
from tui.model.result import ListFilter
from tui.text.folding import entity_key

KY = entity_key("person", "Nguyễn Văn Kỷ")


def screen_of(app: QuietApp) -> TimelineScreen:
    assert isinstance(app.screen, TimelineScreen)
    return app.screen


def ready(app: QuietApp) -> bool:
    return isinstance(app.screen, TimelineScreen) and app.screen.chronology is not None and app.screen.ended


async def opened(app: QuietApp, pilot: Pilot[Any], view: TimelineView | None = None) -> TimelineScreen:
    await settled(app, pilot)
    app.post_message(OpenView(view or TimelineView()))
    await wait_for(pilot, lambda: ready(app))
    return screen_of(app)


def titles(screen: TimelineScreen) -> list[str]:
    rows = [screen.moments.row(index) for index in range(screen.moments.count)]
    return [row.text or row.head.title for row in rows if isinstance(row, Moment)]


@pytest.mark.parametrize(("columns", "rows"), [(54, 12), (80, 24), (120, 36)])
async def test_the_timeline_at_three_sizes(open_app: OpenApp, columns: int, rows: int) -> None:
    async with open_app(columns, rows) as (app, pilot):
        await opened(app, pilot, TimelineView(series="statements"))
        await pilot.pause()
        check_golden(f"timeline_{columns}x{rows}", screen_text(app))


async def test_the_menu_of_views_leads_there(open_app: OpenApp) -> None:
    """From the main screen, over the articles of the list as it is filtered."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        await pilot.press("f", "c", "a", "n", "space", "t", "h", "o", "enter")
        await wait_for(pilot, lambda: app.main.where.text == "can tho" and app.main.articles.count < 5)
        count = app.main.articles.count
        await pilot.press("escape", "v")
        await wait_for(pilot, lambda: "Dòng thời gian" in screen_text(app))
        row = next(line for line in screen_text(app).splitlines() if "Dòng thời gian" in line)
        await pilot.press(row[: row.index("Dòng")].split()[-1])
        await wait_for(pilot, lambda: ready(app))
        screen = screen_of(app)
        assert screen.view.where.text == "can tho"
        assert screen.chronology is not None
        assert screen.chronology.total == count > 0


async def test_the_cursor_goes_from_bar_to_bar_and_over_empty_ones(open_app: OpenApp) -> None:
    """It begins on the last; what stands at a bar is listed, and Enter opens it at its sentence."""
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot, TimelineView(series="statements"))
        assert screen.view.when == "2024-08"
        await pilot.press("h")
        await wait_for(pilot, lambda: screen.view.when == "2024-05" and ready(app))
        await pilot.press("l")
        await wait_for(pilot, lambda: screen.view.when == "2024-08" and ready(app))
        await pilot.press("right", "right", "left", "left")
        await wait_for(pilot, lambda: screen.view.when == "2024-04" and ready(app))
        assert titles(screen)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.reader.evidence is not None)
        article, span = app.main.stored, app.main.reader.evidence
        assert article is not None
        assert article.head.file.startswith("001")
        assert span is not None
        await pilot.press("q")
        await wait_for(pilot, lambda: ready(app) and screen_of(app).view.when == "2024-04")
        assert screen_of(app).place == 1


async def test_steps_become_finer_and_longer_at_the_same_time(open_app: OpenApp) -> None:
    """A month into its days, and up again to the year; it never leaves what was looked at."""
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot, TimelineView(when="2024-04"))
        seen = []
        for key in ("plus", "minus", "minus", "minus", "plus"):
            await pilot.press(key)
            await wait_for(pilot, lambda: ready(app))
            seen.append((screen.view.step, screen.view.when))
        assert seen == [
            ("day", "2024-04-26"),
            ("month", "2024-04"),
            ("year", "2024"),
            ("year", "2024"),
            ("month", "2024-03"),
        ]


async def test_articles_events_and_statements_take_turns(open_app: OpenApp) -> None:
    """Each with its own counts."""
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        totals = []
        for _ in range(3):
            assert screen.chronology is not None
            totals.append((screen.view.series, screen.chronology.total))
            await pilot.press("t")
            await wait_for(pilot, lambda: ready(app))
        assert [series for series, _total in totals] == ["articles", "events", "statements"]
        assert totals[0][1] == 5
        assert screen.view.series == "articles"


async def test_a_click_chooses_a_bar_and_a_second_one_goes_into_it(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot)
        axis = next(y for y, line in enumerate(screen_text(app).splitlines()) if "▲" in line)
        first = screen_text(app).splitlines()[axis - 1].index("█")
        await pilot.click(offset=(first + 1, axis - 1))
        await wait_for(pilot, lambda: screen.view.when == "2023-11" and ready(app))
        assert len(titles(screen)) == 1
        await pilot.click(offset=(first + 1, axis - 1), times=2)
        await wait_for(pilot, lambda: screen.view.step == "day" and screen.chronology is not None)


async def test_the_timeline_of_a_name(open_app: OpenApp) -> None:
    """`T` on its page: only articles that name it, and its name on top."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        app.post_message(OpenEntity(KY))
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.settled)
        await pilot.press("T")
        await wait_for(pilot, lambda: ready(app))
        screen = screen_of(app)
        assert screen.view.where == ListFilter(entity=KY)
        assert screen.chronology is not None
        assert screen.chronology.total == 3
        assert "Nguyễn Văn Kỷ" in screen_text(app).splitlines()[0]
        await pilot.press("q")
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen))


async def test_articles_without_a_day_say_so(open_app: OpenApp, places: Paths, tmp_path: Any) -> None:
    """Nothing is drawn, nothing fails."""
    corpus = tmp_path / "undated"
    corpus.mkdir()
    for number in range(3):
        (corpus / f"{number}.txt").write_text(f"Bến cá {number}\nNước lên rất nhanh.", encoding="utf-8")
    build_library(corpus, places)
    async with open_app(80, 24, corpus=corpus) as (app, pilot):
        await wait_for(pilot, lambda: app.main.stored)
        app.post_message(OpenView(TimelineView()))
        await wait_for(pilot, lambda: ready(app))
        assert "Không mục nào có ngày rõ đến thế" in screen_text(app)
        await pilot.press("h", "l", "enter", "plus", "minus", "t")
        await wait_for(pilot, lambda: ready(app))
