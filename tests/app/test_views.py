"""Views: screens of their own over the main one, each a place of the history."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from tests.app.conftest import OpenApp, screen_text, wait_for
from tests.app.test_main import file_open, settled
from tui.app import views
from tui.app.app import ReaderApp
from tui.app.messages import ListNamed, OpenArticle, OpenView
from tui.app.session import View
from tui.model.record import record
from tui.model.span import Span
from tui.text.folding import entity_key


@record
class Marbles(View):
    """What a bowl holds."""

    bowl: str = "clay"


class MarblesScreen(Screen[None]):
    contexts = ("list", "app")

    def __init__(self, view: Marbles, place: int) -> None:
        super().__init__()
        self.view, self.place = view, place

    def compose(self) -> ComposeResult:
        yield Static(self.view.bowl)


@pytest.fixture(autouse=True)
def _marbles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(views.MAKERS, Marbles, lambda _app, view, row: MarblesScreen(view, row))


def seen(app: ReaderApp) -> tuple[str, int] | None:
    screen = app.screen
    return (screen.view.bowl, screen.place) if isinstance(screen, MarblesScreen) else None


async def test_a_view_is_left_and_found_again_as_it_was(open_app: OpenApp) -> None:
    """Its cursor and what it showed at the end; one view takes the place of another on the screen."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.post_message(OpenView(Marbles()))
        await wait_for(pilot, lambda: seen(app) == ("clay", 0))
        screen = app.screen
        assert isinstance(screen, MarblesScreen)
        screen.view, screen.place = Marbles("glass"), 7
        app.post_message(OpenView(Marbles("wood")))
        await wait_for(pilot, lambda: seen(app) == ("wood", 0))
        assert len(app.screen_stack) == 2
        await pilot.press("H")
        await wait_for(pilot, lambda: seen(app) == ("glass", 7))
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)
        await pilot.press("L", "L")
        await wait_for(pilot, lambda: seen(app) == ("wood", 0))


async def test_an_article_opened_from_a_view_leads_back_to_it(open_app: OpenApp) -> None:
    """`q` there goes back to the row, not to the list."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        first = app.main.stored
        assert first is not None
        app.post_message(OpenView(Marbles()))
        await wait_for(pilot, lambda: seen(app) == ("clay", 0))
        app.post_message(OpenArticle(first.head.id, Span(0, 3)))
        await wait_for(pilot, lambda: app.screen is app.main and app.main.pane == "reader")
        assert file_open(app) == "000"
        await pilot.press("q")
        await wait_for(pilot, lambda: seen(app) == ("clay", 0))


async def test_all_articles_of_a_name_are_a_place_of_the_history(open_app: OpenApp) -> None:
    """The list narrowed to them, and the list as it was on the way back; for places too."""
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        for kind, name, count in (("person", "Nguyễn Văn Kỷ", 3), ("place", "Hậu Giang", 1)):
            app.post_message(ListNamed(entity_key(kind, name), name, kind))  # type: ignore[arg-type]
            await wait_for(pilot, lambda count=count: app.main.articles.count == count)  # type: ignore[misc]
            assert app.main.pane == "list"
            assert name in screen_text(app).splitlines()[0]
            await pilot.press("H")
            await wait_for(pilot, lambda: app.main.articles.count == 5)
