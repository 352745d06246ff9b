"""Correcting the machine, on every screen: made, undone and redone at once; counts follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.app import messages
from tui.app.reader import Reader
from tui.app.session import CorrectionsView
from tui.app.widgets.fact_sidebar import FactSidebar
from tui.i18n import gettext as _
from tui.model.fact import NAMED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.app.screens.correction_menu import NameInQuestion
    from tui.app.store import Store
    from tui.model.correction import Correction
    from tui.model.fact import Organisation, Person, Place
    from tui.model.result import StoredArticle
    from tui.present.facts import FactRow

TRY_AGAIN_SECONDS = 2.0
"""Until it is tried again to let a library follow that somebody else keeps."""


class CorrectingReader(Reader):
    """The app as far as it corrects."""

    def correcting_began(self) -> None:
        """Nothing can be redone: the reader begins, or has opened another article."""
        self.queries.lately = frozenset()
        self._lately = {}

    _lately: dict[str, str] = {}
    """Rows of the facts that were rejected in the open article → their corrections."""
    _undone: tuple[str, ...] = ()
    """What can be redone, the last taken back last."""

    # asked for

    @on(FactSidebar.Rejected)
    def _reject_row(self, message: FactSidebar.Rejected) -> None:
        message.stop()
        stored, row = message.sidebar.stored, message.row
        if stored is None:
            return
        if row.struck:
            made = self._lately.get(row.id) or self._lately.get(f"{row.kind}:{row.entity}")
            if made is not None:
                self.queries.undo_correction(self, made)
            return
        wanted = _rejection(stored, row, str(self.corpus))
        self.queries.correct(self, lambda _store: wanted, row.id)

    def action_view_corrections(self) -> None:
        """All corrections."""
        self.post_message(messages.OpenView(CorrectionsView()))

    def turn_correction(self, correction: Correction) -> None:
        """Take a correction back, or let it hold again."""
        if correction.undone:
            self._undone = tuple(one for one in self._undone if one != correction.id)
            self.queries.redo_correction(self, correction.id)
        else:
            self.queries.undo_correction(self, correction.id)

    def action_app_undo(self) -> None:
        """Take back the last correction."""
        self.queries.undo_correction(self)

    def action_app_redo(self) -> None:
        """Make again what was taken back last."""
        if not self._undone:
            self.tell(_("There is nothing to redo."), "hint")
            return
        *rest, last = self._undone
        self._undone = tuple(rest)
        self.queries.redo_correction(self, last)

    @on(FactSidebar.CorrectionWanted)
    def _open_menu(self, message: FactSidebar.CorrectionWanted) -> None:
        from tui.app.screens.correction_menu import NameInQuestion

        message.stop()
        stored, row = message.sidebar.stored, message.row
        if stored is not None:
            name = _name_of(stored, row)
            kind = kind_of_key(row.entity)
            if kind is not None:
                self.question_name(NameInQuestion(row.entity, kind, name, stored.head.digest))

    def question_name(self, about: NameInQuestion) -> None:
        """Ask what is wrong with a name."""
        from tui.app.screens.correction_menu import open_correction_menu

        open_correction_menu(self, self, self.queries, about)

    def consider(self, decide: Callable[[Store], Correction]) -> None:
        """Make a correction; of many articles only once the reader says so."""
        self.queries.consider(self, decide)

    @on(messages.Considered)
    def _take_considered(self, message: messages.Considered) -> None:
        message.stop()
        wanted = message.correction

        def make() -> None:
            self.queries.correct(self, lambda _store: wanted)

        if wanted.article_count > 1:
            from tui.app.screens.correction_menu import confirm

            confirm(self, wanted, make)
        else:
            make()

    # answered

    @on(messages.Corrected)
    def _take_correction(self, message: messages.Corrected) -> None:
        from tui.present.corrections import done_text

        message.stop()
        made = message.correction
        if made is None:
            self.tell(_("There is nothing to take back."), "hint")
            return
        if message.done == "undone":
            self._undone = (*self._undone, made.id)
        elif message.done == "made":
            self._undone = ()
        if message.row and message.done == "made":
            self._lately = {**self._lately, message.row: made.id}
        self.queries.lately = frozenset(self._lately.values())
        self.tell(done_text(message.done, made))
        self.facts_changed()
        if isinstance(getattr(self.screen, "view", None), CorrectionsView):
            self.queries.corrections(self.screen)

    @on(messages.CountsFollow)
    def _take_counts(self, message: messages.CountsFollow) -> None:
        from tui.present.corrections import following_text

        message.stop()
        if message.held:
            self.set_timer(TRY_AGAIN_SECONDS, lambda: self.queries.follow_corrections(self))
        elif message.left:
            self.tell(following_text(message.left), "hint")
        else:
            self.counts_changed()

    # told

    def tell(self, text: str, role: str = "ok") -> None:
        """Say something in the status line."""
        raise NotImplementedError

    def facts_changed(self) -> None:
        """The facts of the open article are others now."""
        raise NotImplementedError

    def counts_changed(self) -> None:
        """What the library says of names and articles is something else now."""
        raise NotImplementedError


def _name_of(stored: StoredArticle, row: FactRow) -> str:
    """The name of a row; of an office and of a statement that of the person."""
    facts = stored.extraction
    every: tuple[Person | Organisation | Place, ...] = (*facts.people, *facts.organisations, *facts.places)
    return next((name.name for name in every if name.key == row.entity), row.short)


def kind_of_key(key: str) -> Kind | None:
    """The kind of the name that a key is of; None for no key of a name."""
    return next((kind for kind in NAMED_KINDS if key.startswith(f"{kind}:")), None)


def _rejection(stored: StoredArticle, row: FactRow, corpus: str) -> Correction:
    """That the fact of a row is none."""
    from tui.model.correction import rejection
    from tui.model.fact import Role, Statement
    from tui.model.own import Subject
    from tui.present.facts import role_text

    assert row.fact is not None
    head = stored.head
    kind = "role" if isinstance(row.fact, Role) else row.kind
    name = row.short
    if isinstance(row.fact, Role):
        name = role_text(row.fact)
    elif isinstance(row.fact, Statement):
        name = row.fact.text
    return rejection(
        stored.article,
        Subject(head.digest, head.title, head.file, corpus),
        kind,
        row.fact,
        name=name,
        key=row.entity,
    )
