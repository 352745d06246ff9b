"""The names are read behind the first paint; a search that comes earlier waits for them."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from tests.app.conftest import OpenApp
from tests.app.stage import keys_of, wait_for
from tests.app.test_search_journeys import answered, ask
from tui.app.widgets.search_overlay import SearchOverlay
from tui.config import Paths
from tui.library import name_search
from tui.library.library import Library
from tui.search.names import NameTable


class Reading:
    """Reads the names as usual, but not before it may; counts how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[int] = []
        self.done = 0
        self.may = threading.Event()
        self._read = name_search.read_table
        monkeypatch.setattr(name_search, "read_table", self.read)

    def read(self, connection: sqlite3.Connection) -> NameTable:
        """In place of `read_table`."""
        self.begun.append(threading.get_ident())
        assert self.may.wait(60)
        table = self._read(connection)
        self.done += 1
        return table


async def test_names_are_read_once_in_a_thread_before_anybody_asks(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(monkeypatch)
    reading.may.set()
    async with open_app(80, 24) as (app, pilot):
        await wait_for(pilot, lambda: reading.done == 1)
        assert threading.get_ident() not in reading.begun
        overlay = await ask(app, pilot, "at", "nguyen van ky")
        assert overlay.view.chosen is not None
        assert overlay.view.chosen.body.name == "Nguyễn Văn Kỷ"
    assert reading.done == 1


async def test_a_name_typed_before_they_are_read_is_answered_when_they_are(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(monkeypatch)
    try:
        async with open_app(80, 24) as (app, pilot):
            await wait_for(pilot, lambda: reading.begun)
            await pilot.press("at", *keys_of("nguyen van ky"))
            overlay = app.screen.query_one(SearchOverlay)
            await wait_for(pilot, lambda: overlay._slow)
            assert overlay.input.text == "nguyen van ky"
            assert overlay.result is None
            reading.may.set()
            await wait_for(pilot, lambda: answered(app))
            assert overlay.view.chosen is not None
            assert overlay.view.chosen.body.name == "Nguyễn Văn Kỷ"
    finally:
        reading.may.set()
    assert reading.done == 1


def test_more_names_than_memory_is_wanted_for_are_left_until_asked(
    places: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(monkeypatch)
    reading.may.set()
    library = Library.open(_file(places.library))
    (count,) = library.connection.execute("SELECT count(*) FROM entities").fetchone()
    assert not library.ready_names(count - 1)
    assert reading.done == 0
    assert library.ready_names(count)
    assert reading.done == 1
    assert library.find_names("nguyen van ky").hits[0].name == "Nguyễn Văn Kỷ"
    assert reading.done == 1


def _file(folder: Path) -> Path:
    return next(folder.rglob("library.db"))
