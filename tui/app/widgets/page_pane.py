"""One pane of the page of a name: rows that lead to sentences and to other names."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from tui.app.keys import bindings_of
from tui.app.widgets.box import Box
from tui.present.entity import PageRow
from tui.present.lines import Line, line, run


class PagePane(Box):
    """Rows of a page under a title; its keys come from the registry."""

    BINDINGS = bindings_of("entity")

    class NamesakeAsked(Message):
        """The next person of the same name is wanted."""

    class CopyAsked(Message):
        """What the cursor stands on is to be copied."""

    class TimelineAsked(Message):
        """The name over time is wanted."""

    class NetworkAsked(Message):
        """What the name stands together with is wanted."""

    class RejectAsked(Message):
        """The name of the page is none."""

    class CorrectionAsked(Message):
        """Something is wrong with the name of the page."""

    class Refit(Message):
        """The rows were made for another width."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._made_for: int | None = None
        """Cells that the rows were made for."""
        self._label: Line = ()
        self._counts: Line = ()
        self._hints: Line = ()

    def show(
        self, rows: Sequence[PageRow], *, label: str, counts: str = "", hints: str = "", cursor: int | None
    ) -> None:
        """Draw `rows`, the cursor on the choice nearest to row `cursor`."""
        self._label = line(run(label, "label"))
        self._counts = line(run(counts, "dim")) if counts else ()
        self._hints = line(run(hints, "dim")) if hints else ()
        self._made_for = self.inner
        self.set_rows(rows, cursor=cursor)

    def on_resize(self) -> None:
        """A pane that has just been shown learns its width after it was filled."""
        super().on_resize()
        if self._made_for is not None and self._made_for != self.inner:
            self.post_message(self.Refit())

    @property
    def inner(self) -> int:
        """Cells a row has."""
        return max(10, self.size.width - 5)

    def label(self) -> Line:
        return self._label

    def counts(self) -> Line:
        return self._counts

    def hints(self) -> Line:
        return self._hints

    def draw_row(self, row: PageRow, cells: int) -> Sequence[Line]:  # noqa: ARG002
        return row.lines

    def action_nav_down(self) -> None:
        """One row down."""
        self.step(1)

    def action_nav_up(self) -> None:
        """One row up."""
        self.step(-1)

    def action_nav_top(self) -> None:
        """To the first row."""
        self.step_to_end(last=False)

    def action_nav_bottom(self) -> None:
        """To the last row."""
        self.step_to_end(last=True)

    def action_nav_half_down(self) -> None:
        """Half a page down."""
        self.step_lines(max(1, self.page // 2))

    def action_nav_half_up(self) -> None:
        """Half a page up."""
        self.step_lines(-max(1, self.page // 2))

    def action_nav_page_down(self) -> None:
        """A page down."""
        self.step_lines(self.page)

    def action_nav_page_up(self) -> None:
        """A page up."""
        self.step_lines(-self.page)

    def action_list_open(self) -> None:
        """Open what the row leads to."""
        self.choose()

    def action_article_copy(self) -> None:
        """Ask how to copy what the cursor stands on."""
        self.post_message(self.CopyAsked())

    def action_entity_timeline(self) -> None:
        """Ask for the name over time."""
        self.post_message(self.TimelineAsked())

    def action_entity_network(self) -> None:
        """Ask for what the name stands together with."""
        self.post_message(self.NetworkAsked())

    def action_fact_reject(self) -> None:
        """Ask whether this is no name at all."""
        self.post_message(self.RejectAsked())

    def action_fact_merge(self) -> None:
        """Ask what is wrong with this name."""
        self.post_message(self.CorrectionAsked())

    def action_entity_namesake(self) -> None:
        """Ask for the next person of the same name."""
        self.post_message(self.NamesakeAsked())
