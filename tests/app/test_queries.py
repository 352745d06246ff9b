"""Questions to the library: what is asked of it, and what comes back."""

from __future__ import annotations

from typing import Any, cast

import pytest
from textual import on
from textual.app import App

from tests.app.stage import wait_for
from tests.present.samples import hits, text_result
from tui.app.messages import TextFound
from tui.app.queries import IN_SIGHT, Queries
from tui.app.store import Store
from tui.model.result import TextResult, TextSearch


class Articles:
    """A library in which `count` articles match anything."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.limits: list[int] = []
        self.quick: list[bool] = []

    def find_text(self, search: TextSearch, limit: int, *, quick: bool = False) -> TextResult:
        """As many as asked for."""
        assert search == TextSearch("bao")
        self.limits.append(limit)
        self.quick.append(quick)
        rows = (hits(number, "Bài", 1) for number in range(min(limit, self.count)))
        return text_result(*rows, query=search.query, total_articles=self.count)


class Asking(App[None]):
    """Keeps what comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[TextFound] = []

    @on(TextFound)
    def _keep(self, message: TextFound) -> None:
        self.found.append(message)


@pytest.mark.parametrize(
    ("count", "answers"),
    [
        (0, [(0, False)]),
        (5, [(5, True), (5, False)]),
        (IN_SIGHT, [(IN_SIGHT, True), (IN_SIGHT, False)]),
        (IN_SIGHT + 1, [(IN_SIGHT, True), (IN_SIGHT + 1, False)]),
        (5_000, [(IN_SIGHT, True), (200, False)]),
    ],
)
async def test_what_a_screen_shows_comes_before_all_the_others_are_read(
    count: int, answers: list[tuple[int, bool]]
) -> None:
    library = Articles(count)
    app = Asking()
    async with app.run_test() as pilot:
        Queries(cast(App[Any], app), lambda: cast(Store, library)).find_text(app, TextSearch("bao"))
        await wait_for(pilot, lambda: app.found and not app.found[-1].more)
        assert [(len(message.result.articles), message.more) for message in app.found] == answers
        assert library.quick == [True, False]
