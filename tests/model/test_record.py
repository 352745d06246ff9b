"""Records are frozen dataclasses; only the moment they are built differs."""

from __future__ import annotations

import dataclasses
import pickle
import threading

import pytest

from tui.model.record import record


@record
class Point:
    """Two numbers and a name."""

    x: int
    y: int = 2
    name: str = ""


def test_a_record_is_built_at_its_first_instance() -> None:
    """Before, it costs nothing; afterwards it is a dataclass like any other."""

    @record
    class Late:
        x: int
        names: list[str] = dataclasses.field(default_factory=list)

    assert not hasattr(Late, "__dataclass_fields__")
    late = Late(1)
    assert dataclasses.is_dataclass(late)
    assert late.names == []
    assert Late(1) == late
    assert "Late(x=1" in repr(late)


def test_a_record_is_frozen_compares_and_hashes_by_value() -> None:
    """What a layer hands on cannot be changed behind its back."""
    point = Point(1, name="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 3  # type: ignore[misc]
    assert point == Point(1, 2, "a")
    assert hash(point) == hash(Point(1, 2, "a"))
    assert dataclasses.replace(point, y=5) == Point(1, 5, "a")
    assert pickle.loads(pickle.dumps(point)) == point


def test_a_wrong_argument_is_refused_from_the_first_instance_on() -> None:
    """The first call is checked like every other."""

    @record
    class Strict:
        x: int

    for _ in range(2):
        with pytest.raises(TypeError):
            Strict(1, 2)  # type: ignore[call-arg]
        assert Strict(7).x == 7


def test_threads_that_make_the_first_instance_together_agree() -> None:
    """Two threads at the very first instance both get one."""
    for _ in range(200):

        @record
        class Shared:
            x: int

        made: list[Shared] = []
        barrier = threading.Barrier(4)

        def make(cls: type[Shared] = Shared, wait: threading.Barrier = barrier) -> None:
            wait.wait()
            made.append(cls(1))  # noqa: B023

        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [Shared(1)] * 4
