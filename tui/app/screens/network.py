"""The network of names as lists to walk along: who stands together with whom, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message_pump import MessagePump

from tui.app.commands import Context, Situation, key_line
from tui.app.keys import bindings_of
from tui.app.messages import (
    Failed,
    OpenArticle,
    OpenEntity,
    OpenView,
)
from tui.app.network_queries import BoardRead, EvidenceRead, NamesRead, TiesRead
from tui.app.network_view import LONGEST_PATH, NetworkView
from tui.app.ranking import run_chosen
from tui.app.screens.network_narrowing import NarrowingAsks, NetworkNarrowing
from tui.app.sheets import NETWORK, sheets
from tui.app.widgets.bars import CrumbsBar, KeyBar, StatusBar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.prompt_bar import PromptBar
from tui.i18n import gettext as _
from tui.model.network import NetworkBoard, NetworkName, Tie, TieEvidence, Ties
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.present.network import (
    EvidenceRow,
    about_name,
    about_tie,
    articles_text,
    beside_title,
    board_about,
    crumbs,
    evidence_rows,
    name_line,
    names_title,
    narrowed,
    sentences_note,
    tie_line,
    ties_text,
)
from tui.text.cells import width
from tui.text.folding import fold

_TWO_FROM = 100
"""Cells from which both columns stand side by side."""
_EDGE = 2
"""Cells of a list that its border takes."""

Row = NetworkName | Tie | EvidenceRow


class NetworkAsks(NarrowingAsks, Protocol):
    """What the screen asks for."""

    def board(self, asker: MessagePump, view: NetworkView) -> None:
        """Answered by `BoardRead`."""
        ...

    def ties(self, asker: MessagePump, view: NetworkView, key: str, *, beside: bool = False) -> None:
        """Answered by `TiesRead`, once or twice."""
        ...

    def evidence(self, asker: MessagePump, view: NetworkView, one: str, other: str) -> None:
        """Answered by `EvidenceRead`."""
        ...


class NetworkList(LineList):
    """One column; rows are names, ties, or articles and sentences."""

    BINDINGS = bindings_of("network", namespace="screen")
    top = 1
    """Ties of the name that has most of them."""

    def draw_row(self, row: Row, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """The lines of a row."""
        if isinstance(row, NetworkName):
            return (name_line(row, self.top, cells),)
        return (tie_line(row, cells),) if isinstance(row, Tie) else row.lines


class NetworkScreen(NetworkNarrowing):
    """Two columns of a walk: names and the ties of one, or ties and where both names stand.

    `view` and `place` are for the history; posts `OpenView` for each step along a tie.
    """

    CSS_PATH = sheets(NETWORK)
    contexts: tuple[Context, ...] = ("network", "list", "app")
    names: NetworkList
    _asks: NetworkAsks

    def __init__(
        self, asks: NetworkAsks, view: NetworkView, *, place: int = 0, situation: Situation, exports: Path
    ) -> None:
        super().__init__()
        self._view = view
        self._asks = asks
        self._situation = situation
        self._exports = exports
        self._wanted: int | None = place
        """Row the first column's cursor goes to as soon as there is one."""
        self._wanted_beside = view.aside
        self.board: NetworkBoard | None = None
        self.ties: Ties | None = None
        """Of the name in the centre."""
        self.ties_beside: Ties | None = None
        self.evidence: TieEvidence | None = None
        self._found: tuple[NetworkName, ...] = ()
        """Names like the words of the filter, those that the list has no room for too."""
        self._asked_beside: tuple[str, ...] = ()
        self._problem = ""
        self.ended = False
        """The first column has its answer, sentences counted."""
        self.names = NetworkList(id="network-names")
        self.beside = NetworkList(id="network-beside")

    def compose(self) -> ComposeResult:
        yield CrumbsBar(id="network-crumbs")
        with Horizontal(id="network-columns"):
            yield self.names
            yield self.beside
        yield StatusBar(id="network-about")
        yield PromptBar(id="network-prompt")
        yield KeyBar(id="network-keys")

    def on_mount(self) -> None:
        """Ask; the frame stands at once."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self._lay_out()
        self._ask()
        if self._wanted_beside >= 0:
            self.set_class(True, "-beside")
        (self.beside if self._wanted_beside >= 0 else self.names).focus()

    # what the history keeps

    @property
    def place(self) -> int:
        """Row of the cursor in the first column."""
        return self.names.cursor if self._wanted is None else self._wanted

    @property
    def view(self) -> NetworkView:
        """What is shown now."""
        return replace(self._view, aside=self.beside.cursor if self.in_beside else -1)

    @property
    def in_beside(self) -> bool:
        """True while the second column is the one that is used."""
        return self.has_class("-beside")

    # asking

    def _ask(self) -> None:
        self.ended, self._problem = False, ""
        if self._view.centre:
            self._asks.ties(self, self._view, self._view.centre)
        else:
            self._asks.board(self, self._view)
            self._asks.find(self, self._view)
        self._renew()

    def reload(self) -> None:
        """Ask anew: the corpus was read again, or something was corrected; cursors stay where they are."""
        self._asked_beside = ()
        self._wanted_beside = self.beside.cursor if self.in_beside else -1
        self._ask()

    def _change(self, **changes: object) -> None:
        """Look at the same in another way; the cursor stays on its name where that is still listed."""
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        self.board = self.ties = None
        self._asked_beside, self._found = (), ()
        self._ask()

    @on(BoardRead)
    def _show_board(self, message: BoardRead) -> None:
        message.stop()
        if _same(message.view, self._view):
            self.board, self.ended = message.board, True
            self._renew()

    @on(NamesRead)
    def _show_found(self, message: NamesRead) -> None:
        message.stop()
        if _same(message.view, self._view) and message.view.words == self._view.words:
            self._found = message.names
            self._renew()
            self.query_one(PromptBar).say(number(self.names.count))

    @on(TiesRead)
    def _show_ties(self, message: TiesRead) -> None:
        message.stop()
        if not _same(message.view, self._view):
            return
        if message.key == self._view.centre:
            self.ties = message.ties
            self.ended = message.ties is None or message.ties.sentences_of > 0 or not message.ties.ties
            self._renew()
        elif (message.key,) == self._asked_beside:
            self.ties_beside = message.ties
            self._renew_beside()

    @on(EvidenceRead)
    def _show_evidence(self, message: EvidenceRead) -> None:
        message.stop()
        if _same(message.view, self._view) and (message.one, message.other) == self._asked_beside:
            self.evidence = message.evidence
            self._renew_beside()

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self._problem = message.reason
        self.query_one(StatusBar).say(message.reason, "error")
        self._renew()

    # the first column

    @property
    def current(self) -> NetworkName | Tie | None:
        """The name or the tie under the cursor of the first column."""
        row = self.names.row(self.names.cursor) if self.names.count else None
        return row if isinstance(row, NetworkName | Tie) else None

    def _rows(self) -> list[NetworkName | Tie]:
        """What passes the filter, each word somewhere in the name, tones aside."""
        every: Sequence[NetworkName | Tie] = ()
        if self._view.centre:
            every = self.ties.ties if self.ties else ()
        elif self.board is not None:
            every = self.board.names
        words = fold(self._view.words).split()
        if not words:
            return list(every)
        kept = []
        for row in every:
            name = fold(_name_of(row).name)
            if all(word in name for word in words):
                kept.append(row)
        listed = {_name_of(row).key for row in kept}
        return [*kept, *(name for name in self._found if name.key not in listed)]

    def _renew(self) -> None:
        """Show the names that are here now; the cursor stays on its name."""
        before = self.current
        rows = self._rows()
        cursor = self.names.cursor
        if self._wanted is not None and len(rows) > self._wanted:
            cursor, self._wanted = self._wanted, None
        elif before is not None:
            key = _name_of(before).key
            cursor = next((at for at, row in enumerate(rows) if _name_of(row).key == key), 0)
        if self.ended and rows:
            self._wanted = None
        if self.board is not None and self.board.names:
            self.names.top = self.board.names[0].ties
        self.names.empty = self._nothing()
        self.names.set_rows(rows, cursor=cursor)
        self._ask_beside()
        self._describe()

    def _nothing(self) -> tuple[Line, ...]:
        if self._problem:
            return ((Run(" ⚠ ", "error"), run(self._problem)),)
        if not self.ended:
            return ((Run(" "), run(_("counting who stands together…"), "dim")),)
        if self._view.centre and self.ties is None:
            return ((Run(" "), run(_("None of these articles names it."), "dim")),)
        if self._view.words or self._view.least > 1:
            return ((Run(" "), run(_("No name passes the filter; - and f change it."), "dim")),)
        return ((Run(" "), run(_("Nobody stands together with anybody."), "dim")),)

    # the second column

    def _ask_beside(self) -> None:
        """Ask what belongs to the row under the cursor, unless it is here."""
        row = self.current
        if isinstance(row, Tie):
            wanted: tuple[str, ...] = (self._view.centre, row.other.key)
        else:
            wanted = (row.key,) if row else ()
        if wanted == self._asked_beside:
            return
        self._asked_beside = wanted
        self.ties_beside = self.evidence = None
        self._renew_beside()
        if not self._shows_beside or not wanted:
            self._asked_beside = () if wanted else wanted
        elif len(wanted) == 2:
            self._asks.evidence(self, self._view, *wanted)
        else:
            self._asks.ties(self, self._view, wanted[0], beside=True)

    @property
    def _shows_beside(self) -> bool:
        return self.in_beside or not self.has_class("-one")

    def _renew_beside(self) -> None:
        reading = ((Run(" "), run(_("reading…"), "dim")),)
        self.beside.empty = reading if self.ties_beside is None and self.evidence is None else ()
        cursor = self._wanted_beside if self._wanted_beside > 0 else None
        if self.evidence is not None:
            rows = evidence_rows(self.evidence, max(20, self.beside.size.width - _EDGE))
            self.beside.set_rows(rows, cursor=cursor, heights=[len(row.lines) for row in rows])
            self._wanted_beside = -1
        elif self.ties_beside is not None:
            self.beside.set_rows(self.ties_beside.ties, cursor=cursor)
            self._wanted_beside = -1
        else:
            self.beside.set_rows((), cursor=0)
        self._describe()

    # what stands around the columns

    def _describe(self) -> None:
        told = board_about(self.board) if self.board is not None else ""
        if self._view.centre and self.ties is not None:
            told = f"{articles_text(self.ties.name.articles)} · {ties_text(self.ties.name.ties)}"
        elif not told and not self._problem:
            told = _("reading…")
        aside = run(told + " ", "dim")
        room = self.size.width - width(aside.text) - 2
        self.query_one(CrumbsBar).show(crumbs(self._view.path, self._view.where, room), (aside,))
        self._frame_names()
        self._frame_beside()
        self._say_about()

    def _frame_names(self) -> None:
        view, count = self._view, number(self.names.count)
        if self.board is not None and not view.centre and self.board.total > self.names.count:
            count = f"{count}/{number(self.board.total)}"
        title = names_title(view.kinds, centred=bool(view.centre))
        aside = narrowed(view.least, view.words, count)
        note = sentences_note(self.ties) if view.centre and self.ties is not None else ""
        hint = note or _("Enter walk on · → what lies behind · t kinds · + − articles")
        self.names.set_frame(line(run(title, "label")), line(run(aside)), line(run(hint)))

    def _frame_beside(self) -> None:
        row = self.current
        if row is None:
            self.beside.set_frame((), (), ())
            return
        total = self.evidence.total if self.evidence is not None else None
        title, aside = beside_title(row, total)
        hint = _("Enter sentence · ← back") if isinstance(row, Tie) else _("Enter walk on · ← back")
        self.beside.set_frame(line(run(title, "label")), line(run(aside)), line(run(hint)))

    def _say_about(self) -> None:
        row: object = self.current
        one = self.ties.name if self.ties is not None else None
        if self.in_beside and self.ties_beside is not None and self.beside.count:
            row, one = self.beside.row(self.beside.cursor), self.ties_beside.name
        if isinstance(row, Tie) and one is not None:
            self.query_one(StatusBar).show_lines(about_tie(one, row))
        elif isinstance(row, NetworkName):
            self.query_one(StatusBar).show_lines(about_name(row))
        else:
            self.query_one(StatusBar).show_lines(())

    def refresh_words(self) -> None:
        """Say everything again, after the language changed."""
        self.query_one(KeyBar).show(key_line(self.contexts, self._situation))
        self._renew()
        self._renew_beside()

    # moving

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if message.line_list is self.names:
            self._wanted = None
            self._ask_beside()
        self._describe()

    @on(LineList.Chosen)
    def _follow(self, message: LineList.Chosen) -> None:
        message.stop()
        row = message.line_list.row(message.index)
        if isinstance(row, EvidenceRow):
            self.app.post_message(OpenArticle(row.article, row.span))
        elif isinstance(row, Tie):
            steps = [_name_of(row)]
            if message.line_list is self.beside and self.ties_beside is not None:
                steps.insert(0, self.ties_beside.name)
            self._walk(steps)
        elif isinstance(row, NetworkName):
            self._walk([row])

    def _walk(self, steps: Sequence[NetworkName]) -> None:
        """Put the last of these names in the centre."""
        path = (*self._view.path, *((name.key, name.name) for name in steps))
        self.app.post_message(OpenView(replace(self._view, path=path[-LONGEST_PATH:], words="", aside=-1)))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The column with the focus is the one that is used."""
        if event.widget in (self.names, self.beside):
            self.set_class(event.widget is self.beside, "-beside")
            self._ask_beside()
            self._describe()

    def action_network_beside(self) -> None:
        """To what lies behind the row under the cursor."""
        if self.current is not None:
            self.set_class(True, "-beside")
            self._ask_beside()
            self.call_after_refresh(self.beside.focus)

    def action_network_names(self) -> None:
        """Back to the first column."""
        self.set_class(False, "-beside")
        self.call_after_refresh(self.names.focus)

    def close_one(self) -> bool:
        """From the second column back to the first where only one is shown; False where that is nothing."""
        if not (self.in_beside and self.has_class("-one")):
            return False
        self.action_network_names()
        return True

    def action_network_page(self) -> None:
        """The page of the name under the cursor."""
        row: object = self.current
        if self.in_beside and self.ties_beside is not None and self.beside.count:
            row = self.beside.row(self.beside.cursor)
        if isinstance(row, NetworkName | Tie):
            self.app.post_message(OpenEntity(_name_of(row).key))

    # the window

    @on(KeyBar.Pressed)
    def _run_clicked(self, message: KeyBar.Pressed) -> None:
        message.stop()
        run_chosen(self.app, message.command)

    def on_resize(self) -> None:
        """One column or two; sentences are broken anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.set_class(self.size.width < _TWO_FROM, "-one")
        self.call_after_refresh(self._after_layout)

    def _after_layout(self) -> None:
        self._ask_beside()
        if self.evidence is not None:
            self._renew_beside()


def _name_of(row: NetworkName | Tie) -> NetworkName:
    return row if isinstance(row, NetworkName) else row.other


def _same(one: NetworkView, other: NetworkView) -> bool:
    """True for an answer to what is shown now: what is typed and where the focus is changes nothing."""
    return replace(one, words="", aside=-1) == replace(other, words="", aside=-1)
