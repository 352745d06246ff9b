"""Time of one document: by what of it is new, never by how long it is."""

from __future__ import annotations

import time

import pytest

from tui.ingest.watch import BYTES_A_TURN, Bounds, Watch
from tui.model.article import Rejected

STEP = BYTES_A_TURN + 100_000


def spend(seconds: float) -> None:
    """Keep the processor busy."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@pytest.mark.parametrize(("again", "outcome"), [(False, "read"), (True, "too-slow")])
def test_a_file_has_its_time_anew_as_long_as_it_is_read_on(again: bool, outcome: str) -> None:
    """An archive of any length is read; one that is read in circles is not."""
    watch = Watch(Bounds(seconds=0.25))
    watch.begin()
    watch.open("kho.tar", 5 * STEP)

    def read() -> str:
        for turn in range(5):
            watch.note_read(0 if again else turn * STEP, STEP)
            spend(0.15)
        return "read"

    got = watch.guarded("kho.tar", read)
    assert (got.reason if isinstance(got, Rejected) else got) == outcome


def test_what_is_read_twice_is_counted_once() -> None:
    """The directory of an archive is read before its members, and again beside them."""
    watch = Watch()
    watch.begin()
    watch.open("kho.zip", 1_000_000)
    read = []
    for at, count in ((900_000, 100_000), (0, 64_000), (900_000, 100_000), (64_000, 836_000), (0, 0)):
        watch.note_read(at, count)
        read.append(round(watch.read / 1_000))
    assert read == [100, 164, 164, 1000, 1000]


def test_a_file_that_has_grown_is_no_more_than_whole() -> None:
    """It is written while it is read."""
    watch = Watch()
    watch.begin()
    watch.open("kho.txt", 10)
    watch.note_read(0, 500)
    watch.note_read(500, 500)
    assert watch.read == 10
