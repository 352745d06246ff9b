"""A timer that goes off once goes off, however busy the machine is."""

from __future__ import annotations

from itertools import count

import pytest
from textual import _time

from tests.app.conftest import OpenApp
from tests.app.stage import wait_for


async def test_a_timer_that_comes_too_late_still_goes_off(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between any two looks at the clock the machine may have been busy for longer than the timer waits."""
    async with open_app(80, 24) as (app, pilot):
        rang: list[bool] = []
        seconds = count(1_000_000)
        monkeypatch.setattr(_time, "get_time", lambda: float(next(seconds)))
        app.set_timer(1 / 120, lambda: rang.append(True))
        await wait_for(pilot, lambda: rang)
