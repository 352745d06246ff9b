"""The filter beside the list it narrows: what passes shows while words are typed and values chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.facet_asks import FacetAsks
from tui.app.widgets.facet_box import FacetBox
from tui.model.result import ListFilter, SortOrder

WIDEST = 66
"""Cells of the box beside the list: more would only move the counts away from what they count."""


class Room(NamedTuple):
    """Where the box may stand, in cells of the window."""

    left: int
    top: int
    width: int
    height: int


class FacetScreen(OverlayScreen[None]):
    """`f`; what is chosen is told at once, so that the list shows it."""

    def __init__(
        self,
        asks: FacetAsks,
        where: ListFilter,
        on_change: Callable[[ListFilter], None],
        room: Callable[[], Room],
        *,
        order: SortOrder = "newest",
    ) -> None:
        """`room` says where the window is free beside the list, whatever its size is."""
        self.box = FacetBox(asks, where, on_change, order=order, id="facets")
        super().__init__(self.box)
        self._room = room

    def on_mount(self) -> None:
        """Stand beside the list."""
        self.stand()

    def reload(self) -> None:
        """The library has changed."""
        self.box.reload()

    def stand(self) -> None:
        """Take the room there is beside the list now."""
        room = self._room()
        self.box.styles.offset = (room.left, room.top)
        self.box.styles.width = min(room.width, WIDEST) if room.left else room.width
        self.box.styles.height = room.height

    def answer(self, target: object) -> None:
        """Nothing: every change was told when it was made."""
