"""The board of figures in the app: what is asked of the library, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from tui.app.messages import Exported
from tui.app.session import View
from tui.model.measure import BoardAsked, FigureSort
from tui.model.record import record

if TYPE_CHECKING:
    from pathlib import Path

    from tui.app.store import Store
    from tui.model.measure import MeasureDetail, MeasureGroup, MeasureHead
    from tui.model.result import ArticleHead

Ask = Callable[[MessagePump, str, "Callable[[Store], Message | None]"], None]
MOST_SOURCES = 9
"""Articles of one figure that may be chosen from."""


@record
class FiguresView(View):
    """The board: its measures, or the figures of one."""

    asked: BoardAsked = field(default_factory=BoardAsked)
    measure: str = ""
    """Chosen; empty for the first."""
    figures: bool = False
    """The cursor is among the figures, not among the measures."""
    sort: FigureSort = "value"
    typed: str = ""
    """What the measures are filtered by."""


@record(frozen=False)
class MeasuresRead(Message):
    """The measures of the board."""

    asked: BoardAsked
    heads: tuple[MeasureHead, ...]


@record(frozen=False)
class FiguresRead(Message):
    """The figures of one measure, and the rows of the list that they stand in."""

    asked: BoardAsked
    measure: str
    sort: FigureSort
    groups: tuple[MeasureGroup, ...]
    heads: dict[int, ArticleHead]


@record(frozen=False)
class FigureRead(Message):
    """What an article says with a figure; None where it is gone."""

    article: int
    figure: int
    detail: MeasureDetail | None


class FigureQueries:
    """Asked by the board; each answer is posted to the one that asked."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def measures(self, asker: MessagePump, asked: BoardAsked) -> None:
        """Ask what is measured; the answer is `MeasuresRead`."""
        self._ask(asker, "measures", lambda store: MeasuresRead(asked, store.measures(asked)))

    def figures(self, asker: MessagePump, measure: str, asked: BoardAsked, sort: FigureSort) -> None:
        """Ask for the figures of a measure; the answer is `FiguresRead`."""

        def question(store: Store) -> Message:
            groups = store.figures(measure, asked, sort)
            ids = {
                article: None
                for group in groups
                for row in group.rows
                for article, _figure in row.sources[:MOST_SOURCES]
            }
            heads = {head.id: head for head in store.heads_of(tuple(ids))}
            return FiguresRead(asked, measure, sort, groups, heads)

        self._ask(asker, "figures", question)

    def figure(self, asker: MessagePump, article: int, figure: int, *, opening: bool = False) -> None:
        """Ask for the sentence of a figure; the answer is `FigureRead`.

        `opening` it, the reader waits: nothing that is asked meanwhile takes its place.
        """
        group = "open figure" if opening else "figure"
        self._ask(
            asker, group, lambda store: FigureRead(article, figure, store.figure_detail(article, figure))
        )

    def export(
        self, asker: MessagePump, measure: str, groups: tuple[MeasureGroup, ...], form: str, folder: Path
    ) -> None:
        """Ask for the figures of a measure as a file in `folder`; the answer is `Exported`."""

        def question(store: Store) -> Message:
            from tui.export.figures import exported, write_figures

            rows = exported(store.figure_detail, groups)
            return Exported(str(write_figures(folder, measure, rows, form)))

        self._ask(asker, "export", question)
