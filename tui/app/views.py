"""Screens of their own over the main one: which view is shown by which screen.

A view is visited by `messages.OpenView`, and kept in the history with the row of its cursor. Its screen has
`contexts`, a `place` (an int, for the history) and a `view` (a `session.View`: what it shows now).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.app.compare_view import CompareView
from tui.app.figures import FiguresView
from tui.app.network_view import NetworkView
from tui.app.passages import PassagesView
from tui.app.session import CorrectionsView, View
from tui.app.timeline_view import TimelineView

if TYPE_CHECKING:
    from tui.app.app import ReaderApp

Maker = Callable[["ReaderApp", Any, int], Screen[None]]
"""Makes the screen of a view, its cursor on a row; imports what it needs only then."""


def _network(app: ReaderApp, view: NetworkView, row: int) -> Screen[None]:
    from tui.app.screens.network import NetworkScreen

    return NetworkScreen(
        app.queries.network, view, place=row, situation=app.situation(), exports=app.paths.exports
    )


def _figures(app: ReaderApp, view: FiguresView, row: int) -> Screen[None]:
    from tui.app.screens.figures import FiguresScreen

    return FiguresScreen(
        app.queries.figures, view, place=row, exports=app.paths.exports, situation=app.situation()
    )


def _timeline(app: ReaderApp, view: TimelineView, row: int) -> Screen[None]:
    from tui.app.screens.timeline import TimelineScreen

    return TimelineScreen(app.queries.timeline, view, place=row, situation=app.situation())


def _passages(app: ReaderApp, view: PassagesView, row: int) -> Screen[None]:
    from tui.app.screens.passages import PassagesScreen

    return PassagesScreen(app.queries.passages, view, place=row, situation=app.situation())


def _corrections(app: ReaderApp, view: CorrectionsView, row: int) -> Screen[None]:
    from tui.app.screens.corrections import CorrectionsScreen

    return CorrectionsScreen(app.queries, view, place=row, situation=app.situation())


def _compare(app: ReaderApp, view: CompareView, row: int) -> Screen[None]:
    from tui.app.screens.compare import CompareScreen

    return CompareScreen(app.queries.comparing, view, place=row, situation=app.situation())


MAKERS: dict[type[View], Maker] = {
    CompareView: _compare,
    NetworkView: _network,
    FiguresView: _figures,
    CorrectionsView: _corrections,
    TimelineView: _timeline,
    PassagesView: _passages,
}


def screen_of(app: ReaderApp, view: View, row: int) -> Screen[None]:
    """The screen that shows `view`, with the cursor on `row`."""
    return MAKERS[type(view)](app, view, row)


def shows_view(screen: Screen[Any]) -> bool:
    """True for a screen that shows a view."""
    return isinstance(getattr(screen, "view", None), View)
