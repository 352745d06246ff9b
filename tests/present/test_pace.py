"""How long work will still take."""

from __future__ import annotations

import pytest

from tui.present.pace import WINDOW_SECONDS, Pace


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_foretold_in_the_first_moment() -> None:
    """One step says nothing, and a tenth of a second little more."""
    clock = Clock()
    pace = Pace(clock)
    assert pace.seconds_left(10) is None
    pace.update("read", 1)
    clock.now += 0.1
    pace.update("read", 5)
    assert pace.rate() is None


@pytest.mark.parametrize("step", [0.01, 0.3, 5.0])
def test_the_rate_is_that_of_the_last_while(step: float) -> None:
    """A slow beginning is forgotten, however often the work tells of itself."""
    clock = Clock()
    pace = Pace(clock)
    done = 0
    for rate in (10, 200):
        until = clock.now + 3 * WINDOW_SECONDS
        while clock.now < until:
            clock.now += step
            done = round(done + rate * step)
            pace.update("read", done)
    assert pace.rate() == pytest.approx(200, rel=0.1)
    assert pace.seconds_left(done + 2000) == pytest.approx(10, rel=0.1)


def test_another_stage_begins_anew() -> None:
    """Reading says nothing of how fast facts are found."""
    clock = Clock()
    pace = Pace(clock)
    for done in (0, 50):
        pace.update("read", done)
        clock.now += 2
    pace.update("facts", 0)
    assert pace.rate() is None


def test_work_that_stands_still_has_no_end() -> None:
    """No rate, and so no time left."""
    clock = Clock()
    pace = Pace(clock)
    for _ in range(9):
        pace.update("facts", 7)
        clock.now += 3
    assert pace.seconds_left(100) is None
