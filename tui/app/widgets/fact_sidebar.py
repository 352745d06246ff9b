"""What the article says: facts by kind, each leading to its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from tui.app.keys import bindings_of
from tui.app.widgets.line_list import LineList
from tui.model.record import record

if TYPE_CHECKING:
    from tui.model.fact import Kind
    from tui.model.result import StoredArticle
    from tui.model.span import Span
    from tui.present.facts import FactRow
    from tui.present.lines import Line

SHORT: frozenset[Kind] = frozenset({"place", "date", "event"})
"""Kinds folded at first: their heading already tells the most of them."""


class FactSidebar(LineList):
    """The facts of one article; moving the cursor points at the evidence."""

    BINDINGS = bindings_of("facts")

    @record(frozen=False)
    class Pointed(Message):
        """The cursor stands on a fact: show this passage."""

        sidebar: FactSidebar
        row: FactRow
        span: Span
        at: int
        """Which of the passages of the row, from 0."""

        @property
        def control(self) -> FactSidebar:
            return self.sidebar

    @record(frozen=False)
    class EntityChosen(Message):
        """The page of a name was asked for."""

        sidebar: FactSidebar
        key: str

        @property
        def control(self) -> FactSidebar:
            return self.sidebar

    @record(frozen=False)
    class FilterWanted(Message):
        """The reader wants to filter the facts."""

        sidebar: FactSidebar

        @property
        def control(self) -> FactSidebar:
            return self.sidebar

    @record(frozen=False)
    class Rejected(Message):
        """The reader says that the fact of a row is none; of one that is struck, that it is one after all."""

        sidebar: FactSidebar
        row: FactRow

        @property
        def control(self) -> FactSidebar:
            return self.sidebar

    @record(frozen=False)
    class CorrectionWanted(Message):
        """The reader wants to merge, split or rename the name of a row."""

        sidebar: FactSidebar
        row: FactRow

        @property
        def control(self) -> FactSidebar:
            return self.sidebar

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.stored: StoredArticle | None = None
        self.folded: frozenset[Kind] = SHORT
        self.words = ""
        """Filter in force."""
        self.quotes = False
        self.at = 0
        """Which passage of the row under the cursor is shown."""
        self._rows: tuple[FactRow, ...] = ()

    # what is shown

    def show(self, stored: StoredArticle | None, *, at: str = "") -> None:
        """Show the facts of `stored`, the cursor on the row with identity `at` if there is one."""
        self.stored = stored
        self.words = ""
        self._build(at)

    def set_quotes(self, quotes: bool) -> None:
        """Show the beginning of the evidence under each person, or not."""
        if quotes != self.quotes:
            self.quotes = quotes
            self._build(self.row_id)

    def set_filter(self, words: str) -> None:
        """Keep only facts with these words."""
        if words != self.words:
            self.words = words
            self._build(self.row_id)

    @property
    def cells(self) -> int:
        """Cells a row has."""
        return max(16, self.size.width - 1)

    def _build(self, at: str = "") -> None:
        rows: tuple[FactRow, ...] = ()
        if self.stored is not None:
            from tui.present.facts import fact_rows

            rows = fact_rows(
                self.stored, cells=self.cells, folded=self.folded, words=self.words, quotes=self.quotes
            )
        self._rows = rows
        cursor = next((index for index, row in enumerate(rows) if row.id == at), None)
        if cursor is None:
            cursor = next((index for index, row in enumerate(rows) if row.evidence), 0)
        self.at = 0
        self.set_rows(rows, cursor=cursor, heights=[len(row.lines) for row in rows])

    def on_resize(self) -> None:
        """Rows are wrapped to the width: build them again."""
        self._build(self.row_id)
        super().on_resize()

    @property
    def current(self) -> FactRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def row_id(self) -> str:
        """Identity of the row under the cursor; empty in an empty sidebar."""
        return self.current.id if self.current else ""

    @property
    def shown_count(self) -> int:
        """Facts in view of the filter, folded ones not counted."""
        return sum(
            1 for row in self._rows if row.evidence and not row.struck and not row.id.startswith("role:")
        )

    def draw_row(self, row: FactRow, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of one fact."""
        return row.lines

    # moving through it

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Point at the evidence of the row."""
        event.stop()
        self.at = 0
        self.point()

    def point(self) -> None:
        """Show the passage the cursor stands for."""
        row = self.current
        if row is not None and row.evidence:
            self.at = min(self.at, len(row.evidence) - 1)
            self.post_message(self.Pointed(self, row, row.evidence[self.at], self.at))

    def step_evidence(self, by: int) -> None:
        """The next or previous passage of this row; from the last on to the first again."""
        row = self.current
        if row is not None and row.evidence:
            self.at = (self.at + by) % len(row.evidence)
            self.point()

    def on_focus(self) -> None:
        """Entering the facts shows the evidence of the row at once."""
        super().on_focus()
        self.point()

    def action_facts_open(self) -> None:
        """The page of the name; a group is folded or unfolded."""
        row = self.current
        if row is None:
            return
        if row.group:
            self.action_facts_fold()
        elif row.entity:
            self.post_message(self.EntityChosen(self, row.entity))
        else:
            self.point()

    def action_list_open(self) -> None:
        """What a double click asks for."""
        self.action_facts_open()

    def action_facts_fold(self) -> None:
        """Fold or unfold the facts of the kind under the cursor."""
        row = self.current
        if row is None or row.note:
            return
        self.folded = self.folded ^ {row.kind}
        self._build(f"group:{row.kind}")

    def action_fact_reject(self) -> None:
        """Say that this is no fact."""
        row = self.current
        if row is not None and row.fact is not None:
            self.post_message(self.Rejected(self, row))

    def action_fact_merge(self) -> None:
        """Ask what is wrong with this name."""
        row = self.current
        if row is not None and row.entity and not row.struck:
            self.post_message(self.CorrectionWanted(self, row))

    def action_facts_filter(self) -> None:
        """Ask for the words to filter by."""
        self.post_message(self.FilterWanted(self))

    def on_click(self, event: events.Click) -> None:
        """A click on a group folds it; on a fact it points."""
        super().on_click(event)
        if event.chain == 1 and self.current is not None and self.current.group:
            self.action_facts_fold()
