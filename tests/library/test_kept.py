"""What was unpacked is kept by its bytes, as much as there is room for."""

from __future__ import annotations

from tui.library.kept import Kept


class Unpacked:
    """As large as it says."""

    def __init__(self, packed: bytes) -> None:
        self.size = int(packed)


def test_what_was_asked_for_is_not_unpacked_again() -> None:
    """Equal bytes are the same thing, also in another library."""
    kept = Kept(Unpacked, 100)
    assert kept.get(b"10") is kept.get(bytes(bytearray(b"10")))


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    """The room is counted in bytes, those it was unpacked from included."""
    kept = Kept(Unpacked, 100)
    first, second = kept.get(b"40"), kept.get(b"41")
    assert kept.get(b"40") is first
    kept.get(b"42")  # 40 + 41 + 42 and six bytes are too much
    assert kept.get(b"40") is first
    assert kept.get(b"41") is not second


def test_one_that_has_no_room_is_kept_alone() -> None:
    """It is asked for again soonest."""
    kept = Kept(Unpacked, 100)
    small, large = kept.get(b"10"), kept.get(b"1000")
    assert kept.get(b"1000") is large
    assert kept.get(b"10") is not small
