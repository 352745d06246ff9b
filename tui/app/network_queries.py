"""Questions about the network of names, and their answers as messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import get_current_worker

from tui.app.messages import Exported
from tui.app.network_view import NetworkView
from tui.model.network import NetworkBoard, NetworkGraph, NetworkName, TieEvidence, Ties, star
from tui.model.record import record

if TYPE_CHECKING:
    from tui.app.store import Store
    from tui.library.network_answers import Asked

MOST_FOUND = 100
"""Names like what is typed that are looked for beyond the list."""
MOST_EDGES = 100_000
"""Ties of a network that is exported, the closest."""
SENTENCES_OF = 20_000
"""Articles that are read to count sentences for an export."""

T = TypeVar("T")
Ask = Callable[[MessagePump, str, "Callable[[Store], Message | None]"], None]


@record(frozen=False)
class BoardRead(Message):
    """The names of a network; None where there is no library yet."""

    view: NetworkView
    board: NetworkBoard | None


@record(frozen=False)
class NamesRead(Message):
    """Names like the words of `view`, best first."""

    view: NetworkView
    names: tuple[NetworkName, ...]


@record(frozen=False)
class TiesRead(Message):
    """What the name `key` stands together with; None where none of the articles names it."""

    view: NetworkView
    key: str
    ties: Ties | None


@record(frozen=False)
class EvidenceRead(Message):
    """Where two names stand together; None where none of the articles names one of them."""

    view: NetworkView
    one: str
    other: str
    evidence: TieEvidence | None


class NetworkQueries:
    """The network, asked by its screen; each answer is posted to the one that asked."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def board(self, asker: MessagePump, view: NetworkView) -> None:
        """Ask for all names; the answer is `BoardRead`."""

        def question(store: Store) -> Message:
            return BoardRead(view, _found(store, view, lambda asked: asked.board(view.kinds, view.least)))

        self._ask(asker, "network", question)

    def find(self, asker: MessagePump, view: NetworkView) -> None:
        """Ask for names like the words of the filter, in the list or not; the answer is `NamesRead`."""

        def question(store: Store) -> Message | None:
            if not view.words.strip() or view.centre:
                return None
            keys = [hit.key for hit in store.find_names(view.words, MOST_FOUND).hits]
            found = _found(store, view, lambda asked: asked.named(keys, view.kinds, view.least))
            return NamesRead(view, found or ())

        self._ask(asker, "network find", question)

    def ties(self, asker: MessagePump, view: NetworkView, key: str, *, beside: bool = False) -> None:
        """Ask for the ties of a name: `TiesRead`, and again when sentences are counted.

        `beside` another question for the first column, as it is for the second one.
        """

        def question(store: Store) -> Message | None:
            def found(*, whole: bool) -> Ties | None:
                return _found(store, view, lambda asked: asked.ties(key, view.kinds, view.least, whole=whole))

            worker = get_current_worker()
            first = found(whole=False)
            if first is None or worker.is_cancelled:
                return TiesRead(view, key, first)
            asker.post_message(TiesRead(view, key, first))
            whole = found(whole=True)
            return None if whole is None else TiesRead(view, key, whole)

        self._ask(asker, "network beside" if beside else "network", question)

    def evidence(self, asker: MessagePump, view: NetworkView, one: str, other: str) -> None:
        """Ask where two names stand together; the answer is `EvidenceRead`."""

        def question(store: Store) -> Message:
            return EvidenceRead(
                view, one, other, _found(store, view, lambda asked: asked.evidence(one, other))
            )

        self._ask(asker, "network beside", question)

    def export(self, asker: MessagePump, view: NetworkView, form: str, folder: Path) -> None:
        """Ask for the network, of all names or of the one in the centre, as a file: `Exported`."""

        def question(store: Store) -> Message | None:
            from tui.export.network import write_network

            def graph(asked: Asked) -> NetworkGraph | None:
                if view.centre:
                    ties = asked.ties(view.centre, view.kinds, view.least, whole=True)
                    return star(ties) if ties else None
                return asked.edges(view.kinds, view.least, MOST_EDGES, sentences=SENTENCES_OF)

            found = _found(store, view, graph)
            if found is None:
                return None
            about = view.path[-1][1] if view.path else ""
            return Exported(str(write_network(folder, about, found, form)))

        self._ask(asker, "network export", question)


def _found(store: Store, view: NetworkView, question: Callable[[Asked], T]) -> T | None:
    worker = get_current_worker()
    return store.network(view.where, question, stopped=lambda: worker.is_cancelled)
