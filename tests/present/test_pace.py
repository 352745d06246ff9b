"""How long work will still take."""

from __future__ import annotations

import pytest

from tui.present.pace import WINDOW_SECONDS, Course, Pace, counts_bytes


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


def test_time_left_of_files_follows_their_bytes() -> None:
    """Of two files one is a thousand times the other: after the small one it is not half over."""
    clock = Clock()
    course = Course(clock)
    course.update("read", 0, 2, 0, 1_001_000)
    clock.now += 10
    course.update("read", 1, 2, 1_000, 1_001_000)
    assert course.seconds_left() == pytest.approx(10_000)
    assert course.pieces_a_second() == pytest.approx(0.1)
    assert course.bytes_a_second() == pytest.approx(100)


def test_a_stage_without_bytes_goes_by_its_pieces() -> None:
    """What was read before is no part of it."""
    clock = Clock()
    course = Course(clock)
    course.update("read", 1, 1, 1_000, 1_000)
    course.update("facts", 0, 40)
    clock.now += 2
    course.update("facts", 10, 40)
    assert course.bytes_a_second() is None
    assert course.seconds_left() == pytest.approx(6)


def test_bytes_are_told_where_files_are_large() -> None:
    """One dump of gigabytes, and not a folder of texts."""
    assert counts_bytes(1, 3_000_000_000)
    assert not counts_bytes(3_756, 13_000_000)
    assert not counts_bytes(0, 0)
