"""What the configuration fixes wins over what was last chosen inside."""

from __future__ import annotations

from functools import partial
from typing import Literal

import pytest

from tests.app.conftest import QuietApp, wait_for
from tui.app.prefetch import Prefetch
from tui.app.run import connect
from tui.app.theme import DARK, LIGHT
from tui.config import Paths
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
