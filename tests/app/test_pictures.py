"""The pictures of the README: real screens over the sample corpus, so that they cannot go stale.

With DOCBAO_UPDATE_GOLDEN=1 they are written instead of compared.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.app.conftest import UPDATE, OpenApp, wait_for
from tests.app.stage import keys_of
from tui.app.screens.compare import CompareScreen
from tui.app.widgets import search_overlay
from tui.app.widgets.search_overlay import SearchOverlay

PICTURES = Path(__file__).parent / "pictures"


def picture(svg: str) -> str:
    """An exported screen without the web fonts it would ask a stranger's server for."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace")
    return re.sub(r"terminal-\d+", "screen", svg) + "\n"


def check_picture(name: str, svg: str) -> None:
    """The screen is what the picture in the README shows."""
    path = PICTURES / f"{name}.svg"
    if UPDATE:
        PICTURES.mkdir(exist_ok=True)
        path.write_text(picture(svg), encoding="utf-8")
    assert path.exists(), "DOCBAO_UPDATE_GOLDEN=1 writes the pictures"
    if picture(svg) != path.read_text(encoding="utf-8"):  # no assert: the diff would be unreadable
        pytest.fail(f"{name}.svg is not what the screen shows: DOCBAO_UPDATE_GOLDEN=1 draws it again")


async def test_the_main_screen_is_as_pictured(open_app: OpenApp) -> None:
    """List, text, facts and related articles, with a fact's sentence marked."""
    async with open_app(120, 36) as (app, pilot):
        await wait_for(pilot, lambda: app.main.walk.related)
        await pilot.press("3", "j", "j")
        await pilot.pause()
        check_picture("main", app.export_screenshot(title="docbao"))


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a search took is not part of the picture."""
    defaults = search_overlay.SearchOverlay.__init__.__kwdefaults__
    assert defaults is not None
    assert "clock" in defaults
    monkeypatch.setitem(defaults, "clock", lambda: 0.0)


async def test_the_search_is_as_pictured(open_app: OpenApp) -> None:
    """Names found without tones, with office and number of articles."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("at", *keys_of("nguyen van ky"))
        overlay = app.screen.query_one(SearchOverlay)
        await wait_for(pilot, lambda: overlay._page is not None and overlay._waiting is None)
        await wait_for(pilot, lambda: "3 bài" in app.export_screenshot(simplify=True).replace("&#160;", " "))
        await pilot.pause()
        check_picture("search", app.export_screenshot(title="docbao"))


async def test_the_page_of_a_person_is_as_pictured(open_app: OpenApp) -> None:
    """Offices over time, statements and articles."""
    async with open_app(120, 36) as (app, pilot):
        await pilot.press("at", *keys_of("nguyen van ky"))
        await wait_for(pilot, lambda: "3 bài" in app.export_screenshot(simplify=True).replace("&#160;", " "))
        await pilot.press("enter")
        await wait_for(
            pilot, lambda: "Đối" in app.export_screenshot(simplify=True) and len(app.screen_stack) > 1
        )
        check_picture("entity", app.export_screenshot(title="docbao"))


async def test_a_passage_side_by_side_is_as_pictured(open_app: OpenApp) -> None:
    """What one general said in two provinces, four months apart, word for word."""
    async with open_app(120, 36) as (app, pilot):
        await wait_for(pilot, lambda: app.main.walk.related)
        await pilot.press("2", "G", "d")
        await wait_for(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.ended)
        await pilot.pause()
        check_picture("compare", app.export_screenshot(title="docbao"))
