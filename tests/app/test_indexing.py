"""The corpus is read while one reads: how far it is, how to stop it, how it goes on."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from textual.message import Message
from textual.message_pump import MessagePump

from tests.app.conftest import places_in, screen_text, wait_for
from tests.library.making import make_corpus
from tui.app import indexing
from tui.app.app import ReaderApp
from tui.app.indexing import Indexer
from tui.app.messages import IndexEnded, IndexProgress
from tui.app.prefetch import Prefetch
from tui.app.run import connect
from tui.model.result import LibraryState

ARTICLES = 3000
"""More than are read while a key is pressed."""


def status(app: ReaderApp) -> str:
    """What the status line says."""
    return "".join(part.text for line in app.main.status.lines for part in line)


def done(state: LibraryState) -> int:
    """How much of the work the library holds."""
    return state.articles + state.with_facts


async def test_reading_a_corpus_can_be_stopped_and_goes_on(tmp_path: Path) -> None:
    """Articles stand in the list meanwhile; what was read stays, and R reads the rest."""
    corpus, places = make_corpus(tmp_path / "kho", ARTICLES), places_in(tmp_path)
    prefetch = Prefetch(partial(connect, corpus, places))
    prefetch.start()
    app = ReaderApp(corpus, places, connect=connect, prefetch=prefetch)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: app.main.articles.count > 0)
        assert app.indexer.running
        assert "X" in screen_text(app).splitlines()[-1]
        await pilot.press("X")
        await wait_for(pilot, lambda: not app.indexer.running)
        await wait_for(pilot, lambda: "Đã dừng" in status(app))
        held = connect(corpus, places).state()
        assert held.articles > 0
        assert held.with_facts < ARTICLES
        assert "Dừng đọc" not in screen_text(app).splitlines()[-1]
        await pilot.press("R")
        await wait_for(pilot, lambda: done(connect(corpus, places).state()) > done(held))


async def test_the_edge_of_the_list_says_how_long_it_will_take(tmp_path: Path) -> None:
    """Where there is room for it."""
    corpus, places = make_corpus(tmp_path / "kho", 3), places_in(tmp_path)
    prefetch = Prefetch(partial(connect, corpus, places))
    prefetch.start()
    app = ReaderApp(corpus, places, connect=connect, prefetch=prefetch)
    async with app.run_test(size=(200, 50)) as pilot:
        await wait_for(pilot, lambda: app.main.library.with_facts == 3)
        await wait_for(pilot, lambda: app.main.progress is None)
        app.main.post_message(IndexProgress("facts", 3104, 5000, 0, left=95))
        await wait_for(pilot, lambda: "dữ kiện 62% · còn 1 phút 40 giây" in screen_text(app))
        app.main.post_message(IndexProgress("facts", 4990, 5000, 0, left=5))
        await wait_for(pilot, lambda: "▇▇▇▇▇▇▇▁ 4.990/5.000 · còn 5 giây" in screen_text(app))
        app.main.post_message(IndexProgress("read", 0, 1, 0, left=60, read=3_000_000, size=4_000_000))
        await wait_for(pilot, lambda: "▇▇▇▇▇▇▁▁ 75% · còn 1 phút" in screen_text(app))


class Heard(MessagePump):
    """Takes down what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def post_message(self, message: Message) -> bool:
        self.messages.append(message)
        return True


async def test_the_end_is_told_however_many_files_were_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their number is told: a line that names each of a hundred thousand would be too long to read."""
    monkeypatch.setattr(indexing, "LONGEST_LINE", 2048)
    corpus = make_corpus(tmp_path / "kho", 3)
    for number in range(60):
        (corpus / f"trong-{number}.txt").touch()
    heard = Heard()
    indexer = Indexer(heard)
    indexer.start([str(corpus), "--library", str(tmp_path / "library"), "--data", str(tmp_path / "data")])
    async with asyncio.timeout(60):
        while indexer.running:
            await asyncio.sleep(0.05)
    ended = heard.messages[-1]
    assert isinstance(ended, IndexEnded)
    assert (ended.status, ended.changed, ended.rejected) == (0, 3, 60)
