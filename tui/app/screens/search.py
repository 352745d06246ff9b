"""The search over the screen it was opened from."""

from __future__ import annotations

from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.search_overlay import Asks, OpenSaved, SearchChoice, SearchMemory, SearchOverlay
from tui.model.result import ListFilter
from tui.present.search import OpenDropped, OpenEntity, OpenHit, OpenLines, QueryKind, Scope


class SearchScreen(OverlayScreen[SearchChoice]):
    """`/` and `@`: dismissed with the `SearchChoice`, or with None when it was closed."""

    def __init__(
        self,
        asks: Asks,
        kind: QueryKind = "text",
        *,
        scope: Scope = "corpus",
        where: ListFilter | None = None,
        article: int | None = None,
        text: str = "",
        memory: SearchMemory | None = None,
    ) -> None:
        """Search in what `scope` says; `where` is the list's filter, `article` the open one."""
        self.overlay = SearchOverlay(
            asks, kind, scope=scope, where=where, article=article, text=text, memory=memory, id="search"
        )
        super().__init__(self.overlay)

    def answer(self, target: object) -> SearchChoice:
        assert isinstance(target, OpenHit | OpenDropped | OpenEntity | OpenLines | OpenSaved)
        return self.overlay.choice(target)
