"""What the filter asks of the library and of the reader's shelf."""

from __future__ import annotations

from typing import Protocol

from textual.message_pump import MessagePump

from tui.app.widgets.naming import SaveAsks
from tui.model.own import SavedSearch
from tui.model.result import ListFilter


class FacetAsks(SaveAsks, Protocol):
    """What the box asks of the library."""

    def facets(self, asker: MessagePump, where: ListFilter, top: int) -> None:
        """Answered by `FacetsRead`, then by `ValuesRead` where words were typed."""
        ...

    def searches(self, asker: MessagePump) -> None:
        """Answered by `SearchesRead`, and again when counted."""
        ...

    def see_search(self, search: SavedSearch) -> None:
        """Note that a saved search was opened."""
        ...
