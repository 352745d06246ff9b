"""Where the app begins: as configured, then as last chosen inside; what had to be mended is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import pytest

from tests.app.conftest import QuietApp, places_in, screen_text, wait_for
from tests.library.making import make_corpus
from tui.app.app import ReaderApp
from tui.app.prefetch import Prefetch
from tui.app.run import connect
from tui.app.theme import DARK, LIGHT
from tui.config import Paths
from tui.library.shelf import Shelf
from tui.resources import resource


@pytest.mark.parametrize(("fixed", "expected"), [("light", LIGHT), ("dark", DARK), (None, LIGHT)])
async def test_a_theme_of_the_configuration_wins(
    places: Paths, fixed: Literal["light", "dark"] | None, expected: str
) -> None:
    """Without one, the theme last chosen inside is kept."""
    store = connect(resource("seeds"), places)
    store.keep_setting("theme", LIGHT)
    prefetch = Prefetch(partial(connect, resource("seeds"), places))
    prefetch.start()
    app = QuietApp(resource("seeds"), places, connect=connect, prefetch=prefetch, theme=fixed)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.main.stored is not None)
        assert app.theme == expected


async def test_what_was_mended_in_the_readers_own_store_is_said(tmp_path: Path) -> None:
    """From the first moment until a key is pressed, whatever else there is to say."""
    corpus, places = make_corpus(tmp_path / "kho", 2), places_in(tmp_path)
    shelf = Shelf.open(places.data)
    shelf.set("theme", "dark")
    shelf.close()
    (places.data / "shelf.db").write_bytes(b"no shelf at all" * 1000)
    prefetch = Prefetch(partial(connect, corpus, places))
    prefetch.start()
    app = ReaderApp(corpus, places, connect=connect, prefetch=prefetch)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_for(pilot, lambda: app.main.progress is None and app.main.stored is not None)
        assert "shelf.db.bad" in screen_text(app)
        await pilot.press("j")
        await wait_for(pilot, lambda: "shelf.db.bad" not in screen_text(app))
