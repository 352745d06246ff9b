"""Marks on their way to the shelf: never out of order, and no older count takes one back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app.conftest import OpenApp, wait_for
from tui.app.marks import Marks
from tui.app.messages import Counted, HeadsRead, UnreadCounted
from tui.model.result import ListFilter


def test_a_count_is_settled_while_no_mark_is_on_its_way() -> None:
    marks = Marks()
    assert marks.settled() == marks.issued == 0
    first = marks.make("a", read=True)
    second = marks.make("b", read=True)
    assert marks.settled() is None
    marks.write("b", second, lambda: None)
    assert marks.settled() is None
    marks.write("a", first, lambda: None)
    assert marks.settled() == marks.issued == 2
    assert marks.made == {"a": True, "b": True}


def test_of_two_marks_of_one_article_the_later_is_written_whichever_thread_comes_first() -> None:
    marks = Marks()
    written: list[bool] = []
    first = marks.make("a", read=True)
    second = marks.make("a", read=False)
    marks.write("a", second, lambda: written.append(False))
    marks.write("a", first, lambda: written.append(True))
    assert written == [False]
    assert marks.settled() == 2


def test_a_mark_made_while_one_is_written_is_still_to_come() -> None:
    marks = Marks()

    def write() -> None:
        marks.make("a", read=False)

    marks.write("a", marks.make("a", read=True), write)
    assert marks.settled() is None


def test_a_mark_that_cannot_be_written_is_no_mark() -> None:
    marks = Marks()

    def fail() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        marks.write("a", marks.make("a", read=True), fail)
    assert marks.settled() == 1
    assert marks.made == {}


async def test_what_was_read_before_a_mark_does_not_take_it_back(open_app: OpenApp) -> None:
    """Neither its row nor the count; what knows of the mark is believed."""
    async with open_app() as (app, pilot):
        main = app.main
        await wait_for(pilot, lambda: main.stored is not None and len(main.articles._blocks.get(0, ())) == 5)
        before = tuple(main.articles._blocks[0])
        await pilot.press("m")
        await wait_for(pilot, lambda: main.unread == 4 and app.queries.marks.settled() == 1)
        await wait_for(pilot, lambda: not app.workers._workers)

        def stale(settled: int | None) -> Counted:
            return Counted(
                main.order, ListFilter(), 5, main.library, None, None, before, 0, 5, settled=settled
            )

        main.post_message(stale(0))
        main.post_message(
            HeadsRead(main.order, ListFilter(), 0, before, main.articles.edition + 1, settled=None)
        )
        main.post_message(UnreadCounted(9, 0))
        await pilot.pause()
        assert main.unread == 4
        assert main.articles._blocks[0][0] == replace(before[0], read=True)
        main.post_message(stale(1))
        await wait_for(pilot, lambda: main.unread == 5)
        assert not main.articles._blocks[0][0].read
