"""What narrows the network of names, and what writes it: kinds, articles together, words, a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump
from textual.screen import Screen

from tui.app.messages import Exported, PromptClosed, PromptTyped
from tui.app.network_view import NetworkView
from tui.app.screens.menu import MenuScreen
from tui.app.widgets.bars import StatusBar
from tui.app.widgets.line_list import LineList
from tui.app.widgets.prompt_bar import PromptBar
from tui.i18n import gettext as _
from tui.model.fact import Kind
from tui.model.network import TIED_KINDS, USUAL_KINDS, NetworkName
from tui.present.kinds import number
from tui.present.lines import Run, run
from tui.present.network import kinds_label

FORMATS = (("graphml", "GraphML"), ("json", "JSON (node-link)"), ("csv", "CSV"), ("jsonl", "JSON Lines"))
KINDS: tuple[tuple[Kind, ...], ...] = (USUAL_KINDS, TIED_KINDS, *((kind,) for kind in TIED_KINDS))
"""What can be listed, in the order of the menu."""
LEASTS = (1, 2, 3, 5, 10, 20, 50, 100)
"""Articles that a tie has at least, one step after the other."""


class NarrowingAsks(Protocol):
    """What is asked for."""

    def find(self, asker: MessagePump, view: NetworkView) -> None:
        """Answered by `NamesRead`."""
        ...

    def export(self, asker: MessagePump, view: NetworkView, form: str, folder: Path) -> None:
        """Answered by `Exported`."""
        ...


class NetworkNarrowing(Screen[None]):
    """The keys of the network that do not walk along it."""

    names: LineList
    """The first column."""
    _view: NetworkView
    _asks: NarrowingAsks
    _exports: Path
    _found: tuple[NetworkName, ...]

    def _change(self, **changes: object) -> None:
        """Look at the same in another way."""
        raise NotImplementedError

    def _renew(self) -> None:
        """Show the names that are here now."""
        raise NotImplementedError

    def action_network_kinds(self) -> None:
        """Choose what is listed."""
        titles = [kinds_label(kinds) for kinds in KINDS]
        current = KINDS.index(self._view.kinds) if self._view.kinds in KINDS else None
        self.app.push_screen(MenuScreen(_("List"), titles, current=current), self._use_kinds)

    def _use_kinds(self, choice: int | None) -> None:
        if choice is not None and KINDS[choice] != self._view.kinds:
            self._change(kinds=KINDS[choice])

    def action_network_more(self) -> None:
        """Only ties of more articles."""
        least = next((least for least in LEASTS if least > self._view.least), self._view.least)
        if least != self._view.least:
            self._change(least=least)

    def action_network_fewer(self) -> None:
        """Ties of fewer articles too."""
        least = next((least for least in reversed(LEASTS) if least < self._view.least), 1)
        if least != self._view.least:
            self._change(least=least)

    def action_network_filter(self) -> None:
        """Only names with the words that are typed."""
        self.set_class(False, "-beside")
        self.set_class(True, "-asking")
        prompt = self.query_one(PromptBar)
        prompt.ask("names", _("Only names with"), self._view.words)
        self.call_after_refresh(prompt.focus)

    @on(PromptTyped)
    def _filter(self, message: PromptTyped) -> None:
        message.stop()
        self._view = replace(self._view, words=message.text)
        self._found = ()
        self._asks.find(self, self._view)
        self._renew()
        self.query_one(PromptBar).say(number(self.names.count))

    @on(PromptClosed)
    def _end_filter(self, message: PromptClosed) -> None:
        message.stop()
        self._view = replace(self._view, words=message.text if message.kept else "")
        self._found = self._found if message.kept else ()
        self.set_class(False, "-asking")
        self._renew()
        self.call_after_refresh(self.names.focus)

    # export

    def action_network_export(self) -> None:
        """Choose a format, then write what is shown."""
        if self.names.count:
            titles = [title for _form, title in FORMATS]
            self.app.push_screen(MenuScreen(_("Export the network as"), titles), self._export_as)

    def _export_as(self, choice: int | None) -> None:
        if choice is not None:
            self._asks.export(self, self._view, FORMATS[choice][0], self._exports)
            self.query_one(StatusBar).show_lines((Run(" … ", "dim"), run(_("writing…"), "dim")))

    @on(Exported)
    def _say_exported(self, message: Exported) -> None:
        message.stop()
        self.query_one(StatusBar).show_lines((Run(" ✓ ", "ok"), run(_("Exported: %s") % message.path)))
