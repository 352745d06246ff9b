"""A box over the screen it was opened from; closing it leaves focus and scroll there as they were."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.app.sheets import OVERLAYS, sheets
from tui.app.widgets.finder import Finder

AnswerT = TypeVar("AnswerT")


class OverlayScreen(ModalScreen[AnswerT | None], Generic[AnswerT]):
    """A screen of one box; it is dismissed with what was chosen in it, or with None."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-xs"),
        (60, "-stack"),
        (100, "-three"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    CSS_PATH = sheets(OVERLAYS)

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder

    def compose(self) -> ComposeResult:
        yield self.finder

    def on_key(self, event: events.Key) -> None:
        """A key that came before the box had the focus is still meant for it."""
        event.stop()
        self.take_late_key(event)

    def take_late_key(self, event: events.Key) -> None:
        """Give the box a key that went elsewhere while it was being opened; it waits until the box stands."""
        self.finder.post_message(events.Key(event.key, event.character))

    def on_box_chosen(self, event: Finder.Chosen) -> None:
        """Close with the answer."""
        event.stop()
        self.dismiss(self.answer(event.target))

    def on_finder_closed(self, event: Finder.Closed) -> None:
        """Close without one."""
        event.stop()
        self.dismiss(None)

    def answer(self, target: object) -> AnswerT:
        """What the target of a row means to whoever opened the box."""
        raise NotImplementedError
