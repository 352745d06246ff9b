"""The page of a name: every row leads somewhere, and the cursor keeps its thing when the window changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.message_pump import MessagePump

from tests.app.conftest import check_golden
from tests.app.stage import Answers, Stage, screen_text, wait_for
from tests.present.samples import BRIDGE, FLOOD, OPENED, entity_page
from tui.app.commands import Situation
from tui.app.messages import EntityRead, Failed, ListNamed, OpenArticle, OpenEntity
from tui.app.screens.entity import EntityScreen
from tui.app.widgets.page_pane import PagePane
from tui.i18n import set_language
from tui.model.result import LinkReason, Namesake
from tui.present.lines import line_width

SIZES = [(54, 12), (80, 24), (120, 36), (200, 50)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def page_of(answers: Answers, *, place: int = 0) -> EntityScreen:
    """A page screen over `answers`."""
    return EntityScreen(answers, "person:lê thu hạ", place=place, situation=Situation(articles=3, back=True))


def shown(app: Stage) -> bool:
    """True once the page stands, with the focus on one of its panes."""
    return isinstance(app.screen, EntityScreen) and app.screen.settled and isinstance(app.focused, PagePane)


async def test_enter_on_an_office_opens_the_article_that_says_it() -> None:
    app = Stage(page_of(Answers()))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenArticle(BRIDGE.article_id, BRIDGE.span)]


async def test_the_last_row_of_the_column_is_a_name_and_enter_opens_its_page() -> None:
    app = Stage(page_of(Answers()))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("G", "enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenEntity("place:vĩnh hà")]


async def test_tab_goes_through_the_panes_of_a_wide_page() -> None:
    app = Stage(page_of(Answers()))
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        seen = []
        for _ in range(4):
            seen.append(app.focused.id if app.focused else None)
            await pilot.press("tab")
        assert seen == ["entity-a", "entity-b", "entity-c", "entity-d"]


async def test_a_page_that_comes_late_fills_every_pane() -> None:
    """The frame stands with three panes; the fourth, shown with the answer, is as wide as it looks."""

    class Silent(Answers):
        def entity(self, _pump: MessagePump, _key: str, *, whole: bool = True) -> None:
            """Answer later."""

    screen = page_of(Silent())
    app = Stage(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: app.focused is not None and "reading…" in screen_text(app))
        screen.post_message(EntityRead(screen.key, entity_page()))
        await wait_for(pilot, lambda: shown(app))
        await wait_for(pilot, lambda: "Vĩnh Hà" in screen_text(app))
        pane = app.screen.query_one("#entity-d", PagePane)
        await wait_for(
            pilot,
            lambda: pane.inner > 20 and max(line_width(row.lines[0]) for row in pane.view.rows) == pane.inner,
        )


async def test_the_place_is_the_same_thing_in_every_layout() -> None:
    screen = page_of(Answers())
    app = Stage(screen)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("tab", "tab", "j")
        place = screen.place
        await pilot.resize_terminal(80, 24)
        await wait_for(pilot, lambda: app.focused is not None and app.focused.id == "entity-whole")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened[0].article == 2  # type: ignore[attr-defined]
        assert screen.place == place


async def test_coming_back_to_a_place_puts_the_cursor_there() -> None:
    first = page_of(Answers())
    app = Stage(first)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("j", "j", "j", "j", "j")
        place = first.place
        again = page_of(Answers(), place=place)
        app.push_screen(again)
        await wait_for(pilot, lambda: app.screen is again and shown(app))
        await wait_for(pilot, lambda: again.place == place)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenArticle(OPENED.article_id, OPENED.span)]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_the_newest_articles_say_stands_until_all_are_read(size: tuple[int, int]) -> None:
    """The cursor stays on its thing when the rest comes, wherever it went meanwhile."""
    brief = entity_page(
        articles=(OPENED, FLOOD), beside=(), months=(), mention_count=None, article_count=3, whole=False
    )
    answers = Answers(page=entity_page(), brief=brief)
    asked: list[MessagePump] = []
    answers.entity = lambda asker, key, *, whole=True: (  # type: ignore[method-assign,assignment]
        asked.append(asker) if whole else asker.post_message(EntityRead(key, brief))
    )
    app = Stage(page_of(answers))
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: shown(app) and asked)
        assert "14 mentions" not in screen_text(app)
        assert "3 articles" in screen_text(app)
        assert "SEEN TOGETHER" not in screen_text(app).upper()
        await pilot.press("j", "j")
        screen = app.screen
        assert isinstance(screen, EntityScreen)
        place = screen.place
        screen.post_message(EntityRead(screen.key, entity_page()))
        await wait_for(pilot, lambda: "14 mentions" in screen_text(app))
        await wait_for(pilot, lambda: screen.settled)
        assert screen.place == place
        assert asked == [screen]


async def test_a_place_among_what_comes_later_is_found_then() -> None:
    """Back from the page of a name beside: the cursor waits for that row."""
    first = page_of(Answers())
    app = Stage(first)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("G")
        place = first.place
        brief = entity_page(beside=(), months=(), mention_count=None, whole=False)
        answers = Answers(page=entity_page(), brief=brief)
        again = page_of(answers, place=place)
        app.push_screen(again)
        await wait_for(pilot, lambda: app.screen is again and "14 mentions" in screen_text(app))
        await wait_for(pilot, lambda: again.settled and again.place == place)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenEntity("place:vĩnh hà")]


async def test_all_articles_of_a_name_are_one_key_away() -> None:
    """The page lists the newest; its last row leads to the list with all of them."""
    app = Stage(page_of(Answers(page=entity_page(article_count=4_000))))
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await wait_for(pilot, lambda: "All 4,000 articles in the list" in screen_text(app))
        await pilot.press("tab", "tab", "G", "enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [ListNamed("person:lê thu hạ", "Lê Thu Hạ", "person")]


async def test_a_name_the_corpus_no_longer_knows_says_so() -> None:
    app = Stage(page_of(Answers(page=None)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "no longer knows this name" in screen_text(app))
        app.screen.post_message(Failed("entity", "x"))
        await pilot.press("enter", "j", "G")
        assert not app.opened


async def test_a_page_without_offices_and_statements_shows_the_names_beside_in_their_place() -> None:
    page = entity_page(kind="place", roles=(), statements=(), titles=())
    app = Stage(page_of(Answers(page=page)))
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.pause()
        check_golden("entity_place_120x36", screen_text(app))


async def test_n_goes_to_the_next_person_of_the_same_name() -> None:
    """And does nothing where there is no other."""
    page = entity_page(namesakes=(Namesake("person:lê thu hạ@5", "Lê Thu Hạ", "Vĩnh Lạc", 1),))
    for size in ((80, 24), (120, 36)):
        app = Stage(page_of(Answers(page=page)))
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, lambda app=app: shown(app))  # type: ignore[misc]
            await pilot.press("n")
            await wait_for(pilot, lambda app=app: app.opened)  # type: ignore[misc]
            assert app.opened == [OpenEntity("person:lê thu hạ@5")]
            assert "n " in screen_text(app).splitlines()[-1]
    app = Stage(page_of(Answers()))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.press("n", "enter")
        await wait_for(pilot, lambda: app.opened)
        assert app.opened == [OpenArticle(BRIDGE.article_id, BRIDGE.span)]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_page_of_one_of_several_namesakes_looks_as_it_should(size: tuple[int, int]) -> None:
    set_language("vi")
    page = entity_page(
        links=(
            LinkReason("body", "Trạm Cảnh sát đường thủy Vĩnh Hà", 3, OPENED, FLOOD),
            LinkReason("place", "Vĩnh Hà", 2, OPENED, BRIDGE),
        ),
        namesakes=(
            Namesake("person:lê thu hạ@5", "Lê Thu Hạ", "Hiệu trưởng Trường Vĩnh Hà 2", 2),
            Namesake("person:lê thu hạ@b", "Lê Thu Hạ", "3", 1),
        ),
    )
    app = Stage(page_of(Answers(page=page)))
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.pause()
        check_golden(f"entity_namesakes_{size[0]}x{size[1]}", screen_text(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_of_a_person_looks_as_it_should(size: tuple[int, int]) -> None:
    set_language("vi")
    app = Stage(page_of(Answers()))
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: shown(app))
        await pilot.pause()
        check_golden(f"entity_{size[0]}x{size[1]}", screen_text(app))
