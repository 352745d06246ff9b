"""Hostile text in every overlay and page: nothing acts, nothing is read as markup, nothing is lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.message_pump import MessagePump
from textual.screen import Screen

from tests.app.stage import Answers, Stage, screen_text, wait_for
from tests.faults.hostile import GIANT_LINE, HOSTILE, MUST_SHOW, file_name
from tests.present.samples import entity_page, hits, text_result
from tui.app.commands import Situation
from tui.app.messages import Failed, RefusedRead
from tui.app.screens.entity import EntityScreen
from tui.app.screens.menu import MenuScreen
from tui.app.screens.open_corpus import OpenCorpusScreen
from tui.app.screens.preview import Accepted
from tui.app.screens.refused import RefusedScreen
from tui.app.screens.search import SearchScreen
from tui.app.widgets.search_overlay import SearchOverlay
from tui.i18n import set_language
from tui.model.fact import KINDS
from tui.model.result import (
    Citation,
    EntityPage,
    NameHit,
    NamesResult,
    RejectedFile,
    RoleHeld,
    Snippet,
    StatementHeld,
    TextResult,
    Understood,
)
from tui.model.span import Span

TEXTS = tuple(HOSTILE.values())


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def harmful(text: str) -> list[str]:
    """The characters of a screen that could act, hide or reorder; a clean screen has none."""
    return [
        f"U+{ord(c):04X}"
        for c in text
        if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    ]


def answers_of(*texts: str) -> Answers:
    """A library that answers with every one of `texts` in every place a string can stand."""
    found = []
    for number, text in enumerate(texts):
        known = hits(number, text, 2, outlet=text, place=text)
        snippet = Snippet(text, (Span(0, min(3, len(text))),))
        found.append(replace(known, snippet=snippet, exact=False))
    asked = Understood(texts[0], texts, False, tuple((text, text) for text in texts), texts)
    names = tuple(
        NameHit(f"{KINDS[n % len(KINDS)]}:{n}", text, KINDS[n % len(KINDS)], 90.0, text, 1, 1)
        for n, text in enumerate(texts)
    )
    return Answers(
        text=lambda query: text_result(*found, query=query, understood=asked),
        names=lambda query: NamesResult(query, names),
        page=page_of(*texts),
    )


def page_of(*texts: str) -> EntityPage:
    """A page with every one of `texts` in every place a string can stand."""
    cited = [
        Citation(n, f"{n:032x}", f"2024-0{n % 9 + 1}-29", text, text, Span(0, 1))
        for n, text in enumerate(texts)
    ]
    return entity_page(
        key="person:lê thu hạ",
        name=texts[0],
        titles=tuple((text, 1) for text in texts),
        forms=texts,
        roles=tuple(
            RoleHeld(text, text, True, "2024-05-29", "2024-08-29", (cited[n],))
            for n, text in enumerate(texts)
        ),
        statements=tuple(StatementHeld(text, text, (cited[n], cited[0])) for n, text in enumerate(texts)),
        articles=tuple(cited),
        beside=tuple((f"x:{n}", text, KINDS[n % len(KINDS)], 1) for n, text in enumerate(texts)),
    )


class Refusing:
    """A library that refused files named and described by `texts`."""

    def __init__(self, *texts: str) -> None:
        self.files = tuple(RejectedFile(text, text, text) for text in texts)

    def refused(self, asker: MessagePump) -> None:
        """Answer at once."""
        asker.post_message(RefusedRead(self.files))

    def peek(self, asker: MessagePump, file: str) -> None:
        """Nothing is opened here."""

    def choose_encoding(self, asker: MessagePump, accepted: Accepted) -> None:
        """Nothing is accepted here."""

    def export_refused(self, asker: MessagePump, files: tuple[RejectedFile, ...], folder: Path) -> None:
        """Nothing is exported here."""


async def drawn(screen: Screen[Any], *keys: str, paste: str = "", size: tuple[int, int] = (120, 36)) -> str:
    """The text of `screen` after some keys."""
    app = Stage(screen)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if paste and app.focused:
            app.focused.post_message(Paste(paste))
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        for _ in range(4):
            await pilot.pause()
        return screen_text(app)


TALL = (150, 320)
"""A window in which every row of every overlay stands at once."""


async def test_nothing_hostile_reaches_the_search() -> None:
    nothing = Answers(text=lambda query: text_result(query=query, nearest=TEXTS))
    for screen in (
        SearchScreen(answers_of(*TEXTS)),
        SearchScreen(answers_of(*TEXTS), "names"),
        SearchScreen(nothing),
    ):
        seen = await drawn(screen, "x", paste="".join(TEXTS)[:400], size=TALL)
        assert harmful(seen) == []
        assert "chiếm tên cửa sổ" in seen


@pytest.mark.parametrize("text", TEXTS, ids=list(HOSTILE))
async def test_nothing_hostile_that_is_typed_reaches_the_search(text: str) -> None:
    assert harmful(await drawn(SearchScreen(Answers()), paste=text, size=(60, 14))) == []


@pytest.mark.parametrize("size", [(100, 700), TALL])
async def test_nothing_hostile_reaches_the_page_of_a_name(size: tuple[int, int]) -> None:
    screen = EntityScreen(answers_of(*TEXTS), "person:lê thu hạ", situation=Situation(articles=1))
    seen = await drawn(screen, size=size)
    assert harmful(seen) == []
    assert "chiếm tên cửa sổ" in seen


async def test_nothing_hostile_reaches_the_list_of_refused_files_and_menus() -> None:
    for screen in (RefusedScreen(Refusing(*TEXTS)), MenuScreen(TEXTS[0], TEXTS)):
        seen = await drawn(screen, size=TALL)
        assert harmful(seen) == []
        assert "chiếm tên cửa sổ" in seen


async def test_no_name_of_a_folder_reaches_the_screen_as_it_is(tmp_path: Path) -> None:
    for text in TEXTS:
        (tmp_path / file_name(text)).mkdir(exist_ok=True)
    recent = [tmp_path / file_name(text) for text in TEXTS]
    here = OpenCorpusScreen(recent=recent, sample=Path("x"), here=tmp_path, home=tmp_path)
    seen = await drawn(here, size=TALL)
    assert harmful(seen) == []
    assert "chiếm tên cửa sổ" in seen
    for steps in range(0, len(TEXTS), 16):
        again = OpenCorpusScreen(recent=(), sample=Path("x"), here=tmp_path, home=tmp_path)
        assert harmful(await drawn(again, *["down"] * (steps + 2), "tab")) == []


@pytest.mark.parametrize("text", MUST_SHOW)
async def test_brackets_and_codes_are_shown_letter_for_letter(text: str) -> None:
    for screen in (
        SearchScreen(answers_of(text)),
        EntityScreen(answers_of(text), "person:lê thu hạ", situation=Situation(articles=1)),
        RefusedScreen(Refusing(text)),
        MenuScreen(text, [text]),
    ):
        keys = ["x"] if isinstance(screen, SearchScreen) else []
        assert text in await drawn(screen, *keys), type(screen).__name__


async def test_a_click_on_markup_in_a_title_runs_no_action() -> None:
    ran: list[str] = []

    class Host(Stage):
        def action_pwn(self) -> None:
            ran.append("pwn")

    app = Host(SearchScreen(answers_of("[@click=app.pwn]bấm vào đây[/]")))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("x")
        await wait_for(pilot, lambda: "bấm vào đây" in screen_text(app))
        for y in range(2, 20):
            for x in (20, 35, 80):
                await pilot.hover(SearchOverlay, offset=(x, y))
        await pilot.click(SearchOverlay, offset=(30, 4))
        assert ran == []


async def test_a_megabyte_in_one_line_is_drawn_at_once() -> None:
    for screen in (
        SearchScreen(answers_of(GIANT_LINE)),
        EntityScreen(answers_of(GIANT_LINE), "person:lê thu hạ", situation=Situation(articles=1)),
        RefusedScreen(Refusing(GIANT_LINE)),
    ):
        keys = ["x"] if isinstance(screen, SearchScreen) else []
        assert "Một dòng" in await drawn(screen, *keys)


async def test_an_error_of_the_library_is_one_harmless_line() -> None:
    text = "".join(HOSTILE.values())
    app = Stage(SearchScreen(Answers(held=True)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        app.screen.query_one(SearchOverlay).post_message(Failed("find", text))
        await wait_for(pilot, lambda: "⚠" in screen_text(app))
        assert harmful(screen_text(app)) == []


async def test_an_answer_whose_spans_lie_outside_its_text_is_drawn() -> None:
    found = hits(1, "x", 1)
    snippet = Snippet("ngắn", (Span(2, 900), Span(950, 960)))
    broken = replace(found, spans=(Span(10_000, 10_010),), snippet=snippet)

    def answer(query: str) -> TextResult:
        return text_result(broken, query=query)

    assert "ngắn" in await drawn(SearchScreen(Answers(text=answer)), "x")
