"""The concordance: every hit of a search in its context, one line a hit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.app.commands import Context, Situation, key_line
from tui.app.concordances import Concordance
from tui.app.keys import bindings_of
from tui.app.messages import Exported, Failed, OpenArticle, Say
from tui.app.ranking import run_chosen
from tui.app.screens.menu import MenuScreen
from tui.app.sheets import CONCORDANCE, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar, StatusBar
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.present.concordance import ORDER_NAMES, about, counted, crumbs, lay_out_line
from tui.present.lines import Line, Run, line, run
from tui.search.concordance import ORDERS, KwicLine, Order

if TYPE_CHECKING:
    from tui.app.copying import Copier

FORMATS = (("csv", "CSV"), ("jsonl", "JSON Lines"), ("markdown", "Markdown"))


class ConcordanceAsks(Protocol):
    """What the screen asks for."""

    def sort_concordance(self, asker: MessagePump, concordance: Concordance, order: Order) -> None:
        """Answered by `ConcordanceSorted`."""
        ...

    def export_concordance(
        self, asker: MessagePump, query: str, lines: Sequence[KwicLine], form: str, folder: Path
    ) -> None:
        """Answered by `Exported`."""
        ...


class ConcordanceList(LineList):
    """The lines; rows are `KwicLine`."""

    BINDINGS = bindings_of("concordance", namespace="screen")
    order: Order = "date"

    def draw_row(self, row: KwicLine, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """One line."""
        return (lay_out_line(row, cells, self.order),)


class ConcordanceScreen(Screen[None]):
    """Shows a `Concordance` that the app fills (`renew`); posts `OpenArticle` to the app."""

    CSS_PATH = sheets(CONCORDANCE)
    contexts: tuple[Context, ...] = ("concordance", "list", "app")

    def __init__(
        self,
        asks: ConcordanceAsks,
        concordance: Concordance,
        *,
        place: int = 0,
        exports: Path,
        situation: Situation,
    ) -> None:
        super().__init__()
        self.concordance = concordance
        self._asks = asks
        self._exports = exports
        self._situation = situation
        self._wanted: int | None = place
        """Row the cursor goes to as soon as there is one."""
        self._order: Order = concordance.shown_order
        self.list = ConcordanceList(id="concordance-list")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="concordance-crumbs")
        yield self.list
        yield StatusBar(id="concordance-about")
        yield KeyBar(id="concordance-keys")

    def on_mount(self) -> None:
        """Show what is here already."""
        self.list.focus()
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.renew()

    @property
    def place(self) -> int:
        """Row of the cursor; for the history."""
        return self.list.cursor if self._wanted is None else self._wanted

    @property
    def current(self) -> KwicLine | None:
        """The line under the cursor."""
        row = self.list.row(self.list.cursor) if self.list.count else None
        return row if isinstance(row, KwicLine) else None

    # what is shown

    def renew(self) -> None:
        """Show the lines that are here now; the cursor stays on its line, in a new order too."""
        lines, before = self.concordance.lines, self.current
        cursor = self.list.cursor
        if self._wanted is not None and len(lines) > self._wanted:
            cursor, self._wanted = self._wanted, None
        elif self._order != self.concordance.shown_order and before is not None:
            cursor = next((at for at, kwic in enumerate(lines) if kwic is before), 0)
        elif before is not None and cursor < len(lines) and lines[cursor] is not before:
            cursor = next((at for at, kwic in enumerate(lines) if kwic is before), cursor)
        if self.concordance.ended and lines:
            self._wanted = None
        self._order = self.list.order = self.concordance.shown_order
        self.list.empty = self._nothing()
        self.list.set_rows(lines, cursor=cursor)
        self._describe()

    def _nothing(self) -> tuple[Line, ...]:
        if self.concordance.problem:
            return ((Run(" ⚠ ", "error"), run(self.concordance.problem)),)
        if not self.concordance.ended:
            return ((Run(" "), run(_("reading…"), "dim")),)
        anew = run(_("/ searches anew, with the nearest spellings and names"), "dim")
        return ((Run(" "), run(_("No article has these words."), "strong")), (Run(" "), anew))

    def _describe(self) -> None:
        told = counted(self.concordance.progress)
        self.query_one(CrumbsBar).show(crumbs(self.concordance.search), (run(told + " ", "dim"),))
        name = line(run(_(ORDER_NAMES[self.concordance.shown_order]), "label"))
        waiting = self.concordance.order != self.concordance.shown_order
        self.list.set_frame(name, line(run(_("sorting…"))) if waiting else (), self._hint())
        current = self.current
        self.query_one(StatusBar).show_lines(about(current) if current is not None else ())

    def _hint(self) -> Line:
        return line(run(_("Enter open · ← → sort · q back")))

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self.renew()

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        self._wanted = None
        self._describe()

    @on(LineList.Chosen)
    def _open(self, message: LineList.Chosen) -> None:
        message.stop()
        kwic = self.current
        if kwic is not None:
            self.app.post_message(OpenArticle(kwic.head.id, kwic.span))

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)

    # orders

    def action_kwic_left(self) -> None:
        """By the word before the keyword."""
        self.sort("left")

    def action_kwic_right(self) -> None:
        """By the word after the keyword, then by the second one."""
        self.sort("second" if self.concordance.order == "right" else "right")

    def action_kwic_sort(self) -> None:
        """Choose the order from a menu."""
        names = [_(ORDER_NAMES[order]) for order in ORDERS]
        current = ORDERS.index(self.concordance.order)
        self.app.push_screen(MenuScreen(_("Sort the lines"), names, current=current), self._sort_as)

    def _sort_as(self, choice: int | None) -> None:
        if choice is not None:
            self.sort(ORDERS[choice])

    def sort(self, order: Order) -> None:
        """Ask for the lines in another order."""
        if order != self.concordance.order:
            self.concordance.order = order
            self._asks.sort_concordance(self.app, self.concordance, order)
            self._describe()

    # copying

    def action_article_copy(self) -> None:
        """Choose how to copy the sentence of the hit, or its article."""
        from tui.app.screens.copy_menu import cited_offers, open_copy_menu, quote_label

        kwic = self.current
        if kwic is not None:
            words = f"{kwic.left}{kwic.keyword}{kwic.right}".strip()
            offers = cited_offers(kwic.head.id, kwic.span, quote_label(words))
            open_copy_menu(cast("Copier", self.app), self, offers)

    @on(Say)
    def _say(self, message: Say) -> None:
        message.stop()
        self.query_one(StatusBar).say(message.text, message.role)

    # export

    def action_kwic_export(self) -> None:
        """Choose a format, then write all lines in the order they are in."""
        if self.concordance.lines:
            names = [name for _form, name in FORMATS]
            self.app.push_screen(MenuScreen(_("Export these lines as"), names), self._export_as)

    def _export_as(self, choice: int | None) -> None:
        if choice is not None:
            lines = tuple(self.concordance.lines)
            self._asks.export_concordance(
                self, self.concordance.query, lines, FORMATS[choice][0], self._exports
            )

    @on(Exported)
    def _say_exported(self, message: Exported) -> None:
        message.stop()
        self.query_one(StatusBar).show_lines((Run(" ✓ ", "ok"), run(_("Exported: %s") % message.path)))

    @on(Failed)
    def _say_failed(self, message: Failed) -> None:
        message.stop()
        self.query_one(StatusBar).show_lines((Run(" ✗ ", "error"), run(message.reason)))
