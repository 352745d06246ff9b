"""The network of names: columns to walk along, each step a place of the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import OpenApp, QuietApp, build_library, check_golden, screen_text, wait_for
from tests.app.test_main import settled
from tui.app.messages import OpenEntity, OpenView
from tui.app.network_view import NetworkView
from tui.app.run import connect
from tui.app.screens.entity import EntityScreen
from tui.app.screens.network import NetworkScreen
from tui.config import Paths
from tui.i18n import set_language
from tui.model.network import TIED_KINDS, Tie
from tui.model.result import ListFilter
from tui.present.network import EvidenceRow
from tui.resources import resource
from tui.text.folding import entity_key

KY = entity_key("person", "Nguyễn Văn Kỷ")


def screen_of(app: QuietApp) -> NetworkScreen | None:
    return app.screen if isinstance(app.screen, NetworkScreen) else None


def ready(app: QuietApp, *, beside: bool = False) -> bool:
    """The first column is there with its sentences; `beside`, the second one too."""
    screen = screen_of(app)
    if screen is None or not screen.ended:
        return False
    if not beside:
        return True
    ties = screen.ties_beside
    return screen.evidence is not None or (ties is not None and (ties.sentences_of > 0 or not ties.ties))


async def opened(app: QuietApp, pilot: Pilot[Any], view: NetworkView | None = None) -> NetworkScreen:
    """The screen with what it is going to show."""
    await settled(app, pilot)
    app.post_message(OpenView(view or NetworkView()))
    wide = app.size.width >= 100
    await wait_for(pilot, lambda: ready(app, beside=wide))
    screen = screen_of(app)
    assert screen is not None
    return screen


def names(screen: NetworkScreen) -> list[str]:
    found = []
    for index in range(screen.names.count):
        row = screen.names.row(index)
        found.append(row.other.name if isinstance(row, Tie) else row.name)  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("size", [(54, 12), (80, 24), (120, 36), (200, 50)])
async def test_the_names_stand_by_the_number_of_their_ties(open_app: OpenApp, size: tuple[int, int]) -> None:
    """One column where the window is narrow, the ties of the name beside it where it is wide."""
    async with open_app(*size) as (app, pilot):
        await opened(app, pilot)
        check_golden(f"network_{size[0]}x{size[1]}", screen_text(app))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_ties_stand_by_their_weight_beside_the_sentences(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(*size) as (app, pilot):
        await opened(app, pilot, NetworkView(path=((KY, "Nguyễn Văn Kỷ"),)))
        check_golden(f"network_ties_{size[0]}x{size[1]}", screen_text(app))
        await pilot.press("o")
        await wait_for(pilot, lambda: ready(app, beside=True) and app.screen.focused is app.screen.beside)  # type: ignore[attr-defined]
        check_golden(f"network_both_{size[0]}x{size[1]}", screen_text(app))


async def test_it_speaks_english(open_app: OpenApp) -> None:
    set_language("en")
    async with open_app(120, 36) as (app, pilot):
        await opened(app, pilot, NetworkView(path=((KY, "Nguyễn Văn Kỷ"),)))
        check_golden("network_en_120x36", screen_text(app))


async def test_the_menu_of_views_leads_to_it_with_the_filter_of_the_list(open_app: OpenApp) -> None:
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        app.main.where = ListFilter(text="can tho")
        await pilot.press("v")
        await wait_for(pilot, lambda: "Mạng lưới các tên" in screen_text(app))
        app.screen.dismiss(None)
        app.action_view_network()
        await wait_for(pilot, lambda: ready(app))
        screen = screen_of(app)
        assert screen is not None
        assert screen.view.where == ListFilter(text="can tho")
        assert "(“can tho”)" in screen_text(app).splitlines()[0]
        assert screen.board is not None
        assert screen.board.articles < 5


async def test_a_walk_along_ties_goes_back_step_by_step(open_app: OpenApp) -> None:
    """Enter puts the other name in the centre; `H` and `L` walk the same way, cursors as they were."""
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        await pilot.press("j", "j")
        third = names(screen)[2]
        await pilot.press("enter")
        await wait_for(pilot, lambda: ready(app) and screen_of(app) is not screen)
        first = screen_of(app)
        assert first is not None
        assert [name for _key, name in first.view.path] == [third]
        await pilot.press("j")
        other = names(first)[1]
        await pilot.press("enter")
        await wait_for(pilot, lambda: ready(app) and screen_of(app) is not first)
        second = screen_of(app)
        assert second is not None
        assert [name for _key, name in second.view.path] == [third, other]
        assert third in names(second)
        assert f"… ▸ {other}" in screen_text(app).splitlines()[0]
        await pilot.press("H")
        await wait_for(pilot, lambda: ready(app) and screen_of(app) is not second)
        back = screen_of(app)
        assert back is not None
        assert (back.view.path, back.place) == (first.view.path, 1)
        await pilot.press("H")
        await wait_for(pilot, lambda: ready(app) and screen_of(app) is not back)
        assert screen_of(app).place == 2  # type: ignore[union-attr]
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)


async def test_a_sentence_of_both_opens_and_leads_back(open_app: OpenApp) -> None:
    """`q` in the article comes back to the same sentence."""
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot, NetworkView(path=((KY, "Nguyễn Văn Kỷ"),)))
        await pilot.press("l")
        await wait_for(pilot, lambda: ready(app, beside=True) and app.screen.focused is screen.beside)
        at = next(
            index
            for index in range(screen.beside.count)
            if (screen.beside.row(index)).lines[0][0].text.startswith("  ❝")  # type: ignore[union-attr]
        )
        await pilot.press(*["j"] * at)
        row = screen.beside.row(at)
        assert isinstance(row, EvidenceRow)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is app.main and app.main.pane == "reader")
        assert app.main.stored is not None
        assert app.main.stored.head.id == row.article
        assert row.span is not None
        assert "Nguyễn Văn Kỷ" in row.span.of(app.main.stored.article.text) or row.span.of(
            app.main.stored.article.text
        )
        await pilot.press("q")
        await wait_for(pilot, lambda: ready(app, beside=True))
        again = screen_of(app)
        assert again is not None
        await wait_for(pilot, lambda: again.beside.has_focus and again.beside.cursor == at)


async def test_back_leaves_what_lies_behind_before_the_screen(open_app: OpenApp) -> None:
    """Where one column is shown at a time."""
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        for key in ("q", "escape", "left"):
            await pilot.press("o")
            await wait_for(pilot, lambda: screen.beside.has_focus)
            await pilot.press(key)
            await wait_for(pilot, lambda: screen.names.has_focus)
        await pilot.press("q")
        await wait_for(pilot, lambda: app.screen is app.main)


async def test_names_are_filtered_as_one_types_without_tones(open_app: OpenApp) -> None:
    """Enter keeps the words, Esc gives them up; letters are letters meanwhile."""
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        every = names(screen)
        await pilot.press("f", *"nguyen")
        await wait_for(pilot, lambda: screen.names.count < len(every))
        kept = [name for name in every if "Nguyễn" in name]
        assert names(screen) == kept
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.names.has_focus)
        assert screen.view.words == "nguyen"
        await pilot.press("f", "x", "q", "z")
        await wait_for(pilot, lambda: not screen.names.count)
        assert "Không tên nào lọt qua bộ lọc" in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: names(screen) == every)
        assert isinstance(app.screen, NetworkScreen)


async def test_a_name_that_the_list_has_no_room_for_is_found(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the names in most articles are listed; what is typed finds the others too, initials as well."""
    monkeypatch.setattr("tui.library.network.MOST_LISTED", 3)
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        assert screen.names.count == 3
        assert "Võ Văn Dương" not in names(screen)
        await pilot.press("f", *"vo van duong")
        await wait_for(pilot, lambda: names(screen) == ["Võ Văn Dương"])
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: ready(app) and bool(app.screen.view.path))  # type: ignore[attr-defined]
        walked = screen_of(app)
        assert walked is not None
        assert walked.names.count > 3


async def test_kinds_and_the_least_number_of_articles_are_chosen(open_app: OpenApp) -> None:
    async with open_app(80, 24) as (app, pilot):
        screen = await opened(app, pilot)
        every = names(screen)
        await pilot.press("plus")
        await wait_for(pilot, lambda: ready(app) and len(names(screen)) < len(every))
        assert "≥ 2 bài" in screen_text(app)
        assert screen.view.least == 2
        await pilot.press("minus")
        await wait_for(pilot, lambda: ready(app) and names(screen) == every)
        await pilot.press("t", "3")
        await wait_for(pilot, lambda: screen.view.kinds == ("person",) and ready(app))
        assert screen.board is not None
        assert {name.kind for name in screen.board.names} == {"person"}
        await pilot.press("t", "2")
        await wait_for(pilot, lambda: screen.view.kinds == TIED_KINDS and ready(app))
        assert {name.kind for name in screen.board.names} == set(TIED_KINDS)


async def test_what_is_shown_is_written_for_other_programs(open_app: OpenApp) -> None:
    """The whole network, or the ties of the name in the centre."""
    async with open_app(80, 24) as (app, pilot):
        await opened(app, pilot)
        folder = app.paths.exports
        await pilot.press("E", "2")
        await wait_for(pilot, lambda: list(folder.glob("*.json")))
        graph = json.loads((folder / "network.json").read_text("utf-8"))
        assert len(graph["links"]) > 20
        await pilot.press("enter")
        await wait_for(pilot, lambda: ready(app) and bool(app.screen.view.path))  # type: ignore[attr-defined]
        await pilot.press("E", "1")
        await wait_for(pilot, lambda: list(folder.glob("*.graphml")))
        (file,) = folder.glob("*.graphml")
        screen = screen_of(app)
        assert screen is not None
        assert file.read_text("utf-8").count("<edge ") == screen.names.count
        await wait_for(pilot, lambda: "Đã xuất" in screen_text(app))


async def test_the_page_of_a_name_leads_to_its_network_and_back(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        await settled(app, pilot)
        app.post_message(OpenEntity(KY))
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.page is not None)
        await pilot.press("N")
        await wait_for(pilot, lambda: ready(app, beside=True))
        screen = screen_of(app)
        assert screen is not None
        assert screen.view.path == ((KY, "Nguyễn Văn Kỷ"),)
        assert screen.names.count > 3
        await pilot.press("p")
        await wait_for(pilot, lambda: isinstance(app.screen, EntityScreen) and app.screen.page is not None)
        assert isinstance(app.screen, EntityScreen)
        assert app.screen.page is not None
        assert app.screen.page.key != KY
        await pilot.press("H")
        await wait_for(pilot, lambda: ready(app))


async def test_the_second_column_follows_the_cursor_and_walks_on(open_app: OpenApp) -> None:
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot)
        await pilot.press("j")
        await wait_for(
            pilot,
            lambda: screen.ties_beside is not None and screen.ties_beside.name.name == names(screen)[1],
        )
        await pilot.press("right")
        await wait_for(pilot, lambda: screen.beside.has_focus)
        tie = screen.beside.row(0)
        assert isinstance(tie, Tie)
        await pilot.press("enter")
        await wait_for(pilot, lambda: ready(app) and screen_of(app) is not screen)
        walked = screen_of(app)
        assert walked is not None
        assert [name for _key, name in walked.view.path] == [names(screen)[1], tie.other.name]
        await pilot.press("H")
        await wait_for(pilot, lambda: ready(app, beside=True) and screen_of(app) is not walked)
        back = screen_of(app)
        assert back is not None
        await wait_for(pilot, lambda: back.beside.has_focus)
        await pilot.press("left")
        await wait_for(pilot, lambda: back.names.has_focus)


async def test_a_correction_is_followed_at_once(open_app: OpenApp, places: Paths) -> None:
    """A name that is rejected everywhere stands with nobody any more; the cursor stays on its tie."""
    async with open_app(120, 36) as (app, pilot):
        screen = await opened(app, pilot, NetworkView(path=((KY, "Nguyễn Văn Kỷ"),)))
        before = names(screen)
        await pilot.press("j", "right", "j")
        await wait_for(pilot, lambda: ready(app, beside=True) and screen.beside.cursor == 1)
        asked = screen.ties
        gone = screen.names.row(0)
        assert isinstance(gone, Tie)
        store = connect(resource("seeds"), places)
        store.correct(store.rejecting(gone.other.key))
        assert store.follow_corrections(lambda _done: True)
        app.counts_changed()
        await wait_for(pilot, lambda: ready(app, beside=True) and screen.ties is not asked)
        await wait_for(pilot, lambda: names(screen) == before[1:])
        assert screen.names.cursor == 0
        await wait_for(pilot, lambda: screen.beside.cursor == 1)


HOSTILE = {
    "a.txt": "Tin\u202e m\u1eadt\x1b[31m\n"
    "Ông Đoàn \x07Quốc Thẩm gặp ông [b]Lạc[/b] Mây Thu ở Sở \u200bXây dựng.\n",
    "b.txt": "",
    "c.txt": "Không tên không ngày.\n" * 3,
}


@pytest.fixture
def hostile(tmp_path: Path, places: Paths) -> Path:
    """A corpus of one article of controls and marks, one empty, one that names nobody."""
    corpus = tmp_path / "hostile"
    corpus.mkdir()
    for name, text in HOSTILE.items():
        (corpus / name).write_text(text, "utf-8")
    build_library(corpus, places)
    return corpus


async def test_an_article_of_controls_makes_a_sensible_screen(open_app: OpenApp, hostile: Path) -> None:
    async with open_app(120, 24, corpus=hostile) as (app, pilot):
        await wait_for(pilot, lambda: app.main.articles.count > 0)
        app.post_message(OpenView(NetworkView(kinds=TIED_KINDS)))
        await wait_for(pilot, lambda: ready(app))
        text = screen_text(app)
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(text)


async def test_nobody_with_anybody_is_said_in_words(open_app: OpenApp) -> None:
    """Of a selection without names, and of a name that no article there has."""
    async with open_app(80, 24) as (app, pilot):
        await settled(app, pilot)
        nowhere = ListFilter(text="khongcogi")
        app.post_message(OpenView(NetworkView(nowhere)))
        await wait_for(pilot, lambda: ready(app))
        assert "Không ai đứng cùng ai." in screen_text(app)
        app.post_message(OpenView(NetworkView(nowhere, path=((KY, "Kỷ"),))))
        await wait_for(pilot, lambda: ready(app) and bool(app.screen.view.path))  # type: ignore[attr-defined]
        assert "Không bài nào ở đây nhắc tên ấy." in screen_text(app)
        await pilot.press("enter", "o", "E", "p", "t", "escape")
        assert isinstance(app.screen, NetworkScreen)
