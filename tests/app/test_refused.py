"""The files that could not be read: which, why, and the way out."""

from __future__ import annotations

import pytest
from textual.message_pump import MessagePump

from tests.app.conftest import check_golden
from tests.app.stage import Stage, keys_of, screen_text, wait_for
from tui.app.messages import Failed, RefusedRead
from tui.app.screens.refused import RefusedScreen
from tui.corpus.reader import REASONS
from tui.i18n import set_language
from tui.model.result import RejectedFile

FILES = (
    RejectedFile("bao/2009/tin_12.txt", "not-text", ""),
    RejectedFile("bao/x.json", "unknown-format", ".json"),
    RejectedFile("bao/y.txt", "unreadable", "Permission denied"),
)


class Library:
    """A library that refused these files."""

    def __init__(self, *files: RejectedFile, problem: str = "") -> None:
        self.files, self.problem = files, problem

    def refused(self, asker: MessagePump) -> None:
        """Answer at once."""
        asker.post_message(Failed("refused", self.problem) if self.problem else RefusedRead(self.files))


async def test_every_file_has_its_reason_and_the_way_out() -> None:
    set_language("vi")
    app = Stage(RefusedScreen(Library(*FILES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "tin_12.txt" in screen_text(app))
        check_golden("refused_80x24", screen_text(app))


@pytest.mark.parametrize("reason", REASONS)
async def test_every_reason_there_is_can_be_shown(reason: str) -> None:
    set_language("en")
    app = Stage(RefusedScreen(Library(RejectedFile("a.txt", reason, ""))))
    async with app.run_test(size=(100, 12)) as pilot:
        await wait_for(pilot, lambda: REASONS[reason].message in screen_text(app))
        assert REASONS[reason].hint in screen_text(app)


async def test_typing_filters_by_name_and_by_reason() -> None:
    set_language("en")
    app = Stage(RefusedScreen(Library(*FILES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys_of("permission"))
        await wait_for(pilot, lambda: "tin_12" not in screen_text(app) and "y.txt" in screen_text(app))
        await pilot.press("ctrl+u", *"zzz")
        await wait_for(pilot, lambda: "No file matches" in screen_text(app))


async def test_a_corpus_without_refused_files_says_so_and_a_failure_too() -> None:
    set_language("en")
    app = Stage(RefusedScreen(Library()), RefusedScreen(Library(problem="the library is gone")))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: "the library is gone" in screen_text(app))
        await pilot.press("enter", "escape")
        await wait_for(pilot, lambda: "Every file of the corpus was read" in screen_text(app))
