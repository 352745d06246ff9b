"""What is asked of the board of figures: its measures, the rows of one, and the sentence of a row."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from tui.library import measures
from tui.model.measure import BoardAsked, FigureSort, MeasureDetail, MeasureGroup, MeasureHead

if TYPE_CHECKING:
    from tui.library.library import Library


class FigureBoard:
    """The board of one library; reads the stored figures once, and again when the library has changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: tuple[int, measures.Board] | None = None

    def heads(
        self, asked: BoardAsked, *, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[MeasureHead, ...]:
        """The measures, first those that compare over most places."""
        among = self._articles(asked)
        return self._library.ask(lambda: self._board().heads(among, asked.place), stopped=stopped)

    def groups(
        self,
        measure: str,
        asked: BoardAsked,
        sort: FigureSort = "value",
        *,
        stopped: Callable[[], bool] = lambda: False,
    ) -> tuple[MeasureGroup, ...]:
        """The figures of one measure; those that compare stand together, in the order asked for."""
        from dataclasses import replace

        from tui.related.comparing import sorted_rows

        among = self._articles(asked)

        def question() -> tuple[MeasureGroup, ...]:
            groups = self._board().groups(measure, among, asked.place)
            rows = tuple(row for group in groups for row in group.rows)
            days = measures.days_of(self._library.connection, rows) if sort == "date" else None
            return tuple(replace(group, rows=sorted_rows(group.rows, sort, days)) for group in groups)

        return self._library.ask(question, stopped=stopped)

    def detail(self, article_id: int, figure: int) -> MeasureDetail | None:
        """What an article says with one of its figures; None where it is gone."""
        return self._library.ask(lambda: measures.detail(self._library.connection, article_id, figure))

    def _board(self) -> measures.Board:
        generation = self._generation()
        if self._kept is None or self._kept[0] != generation:
            self._kept = generation, measures.Board(self._library.connection)
        return self._kept[1]

    def _generation(self) -> int:
        (generation,) = self._library.connection.execute("SELECT generation FROM state").fetchone()
        return int(generation)

    def _articles(self, asked: BoardAsked) -> AbstractSet[int] | None:
        """The articles asked about; None for all of them."""
        if asked.query.strip():
            return self._library.find_all(asked.query, within=asked.where)
        return self._library.passing(asked.where)
