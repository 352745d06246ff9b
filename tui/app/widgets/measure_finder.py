"""The measures of the board of figures, filtered by what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.i18n import ngettext
from tui.model.measure import MeasureHead
from tui.model.record import record
from tui.present.figure_board import lay_out_head, measures_typed
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.text.folding import fold


@record
class MeasureLine:
    """One measure; choosing it means its name."""

    head: MeasureHead
    height: int = 1

    @property
    def target(self) -> str:
        """Its name."""
        return self.head.name


class MeasureFinder(Finder):
    """A line to type into over the measures; every key is typed but those that move."""

    class Moved(Message):
        """The cursor stands on another measure."""

    class Left(Message):
        """The figures of the measure are wanted."""

    def __init__(self, *, typed: str, id: str) -> None:
        super().__init__(text=typed, id=id)
        self._heads: Sequence[MeasureHead] = ()
        self._folded: list[str] = []
        self.read = False
        """The measures are here."""
        self._problem = ""

    def show_heads(self, heads: Sequence[MeasureHead], measure: str) -> None:
        """Show these measures, the cursor on one of them."""
        self._heads, self.read, self._problem = heads, True, ""
        self._folded = [fold(head.name) for head in heads]
        self._fill(measure)

    def say(self, problem: str) -> None:
        """Say why there are none."""
        self._problem, self.read = problem, True
        self._fill("")

    def _fill(self, measure: str = "") -> None:
        found = measures_typed(self._heads, self._folded, self.input.text)
        rows: list[MeasureLine | LineRow] = [MeasureLine(head) for head in found]
        cursor = next((at for at, head in enumerate(found) if head.name == measure), 0)
        if not rows and self.read:
            told = self._problem or (
                _("No measure is called so.") if self._heads else _("No figure here measures anything.")
            )
            rows = [LineRow((Run("⚠ " if self._problem else "", "warning"), run(told, "dim")))]
        self.set_rows(rows, cursor=cursor)

    @property
    def measure(self) -> str:
        """The measure under the cursor; empty where there is none."""
        row = self.view.chosen
        return row.target if isinstance(row, MeasureLine) else ""

    def label(self) -> Line:
        return line(run(_("Measures"), "label"))

    def counts(self) -> Line:
        if not self.read:
            return line(run(_("reading…")))
        shown = sum(isinstance(row, MeasureLine) for row in self.view.rows)
        return line(run(ngettext("%s measure", "%s measures", shown) % number(shown)))

    def hints(self) -> Line:
        return line(Run(" · ".join((_("Enter figures"), _("Esc back"))), "dim"))

    def placeholder(self) -> str:
        return _("type to filter")

    def prompt(self) -> Line:
        return (Run("› ", "key"),)

    def typed(self) -> None:
        self._fill(self.measure)

    def moved(self) -> None:
        self.post_message(self.Moved())

    def pressed(self, key: str) -> bool:
        """Esc first takes back what was typed."""
        if key == "tab":
            self.post_message(self.Left())
            return True
        if key == "escape" and self.input.text:
            self.input.set("")
            self.typed()
            self.show_typed()
            return True
        return False

    def draw_row(self, row: MeasureLine | LineRow, cells: int) -> Sequence[Line]:
        if isinstance(row, LineRow):
            return super().draw_row(row, cells)
        return (lay_out_head(row.head, cells),)
