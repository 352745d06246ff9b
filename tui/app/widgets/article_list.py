"""The list of articles: one line a row over the text, four lines a row beside it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui.app.keys import bindings_of
from tui.app.widgets.line_list import LineList
from tui.model.record import record
from tui.model.result import ArticleHead
from tui.present.lines import Line
from tui.present.rows import LINES_OF_A_ROW, row_in_lines, row_in_one_line


class ArticleList(LineList):
    """The articles in the order and the filter in force; rows are `ArticleHead`."""

    BINDINGS = bindings_of("articles", namespace="screen")

    @record(frozen=False)
    class WarningClicked(Message):
        """The warning in the upper border was clicked."""

    warning_cells = 0
    """Cells of the warning that the words at the right of the border begin with; 0 without one."""
    opened: int | None = None
    """The article in the reading view."""

    def on_click(self, event: events.Click) -> None:
        """As in any list; the warning in the border leads to what it warns of."""
        start = self.aside_starts()
        if event.y == 0 and start <= event.x < start + self.warning_cells:
            event.stop()
            event.prevent_default()
            self.post_message(self.WarningClicked())

    def set_opened(self, article: int | None) -> None:
        """Mark the row of the article in the reading view."""
        if article != self.opened:
            self.opened = article
            self.redraw()

    def set_tall(self, tall: bool, *, airy: bool = False) -> None:
        """Rows of four lines (and a blank one, where there is room to be `airy`), or of one."""
        self.set_row_height((LINES_OF_A_ROW + airy) if tall else 1)

    def replace_head(self, head: ArticleHead) -> None:
        """Show another state of a row that is at hand, such as read."""
        for rows in self._blocks.values():
            for offset, known in enumerate(rows):
                if known.id == head.id and isinstance(rows, list):
                    rows[offset] = head
        self.redraw()

    def provide(self, start: int, rows: Sequence[ArticleHead], *, edition: int | None = None) -> None:
        """The rows from `start` on."""
        super().provide(start, list(rows), edition=edition)

    def draw_row(self, row: ArticleHead, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of one article."""
        here = row.id == self.opened
        if self.row_height == 1:
            return (row_in_one_line(row, cells, open_here=here),)
        return row_in_lines(row, cells, open_here=here)
