"""The copies of an article: the best one first, how alike each is, and from which likeness one is a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from textual import on
from textual.message_pump import MessagePump

from tui.app.compare_view import CompareView
from tui.app.messages import CopiesRead, Failed, OpenView
from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import N_, ngettext
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.result import LEAST_LIKENESS, Copy, CopyCluster
from tui.present.kinds import number
from tui.present.lines import Line, Run, line, run
from tui.present.rows import title_runs, where_text

STEP = 5
"""Percent of likeness that one press of a key adds or takes."""

_FIELDS = {
    "title": N_("headline"),
    "published": N_("day"),
    "outlet": N_("outlet"),
    "byline": N_("byline"),
}


class CopiesAsks(Protocol):
    """What the list asks of the library."""

    def copies(self, asker: MessagePump, article: int, likeness: int) -> None:
        """Answered by `CopiesRead`."""
        ...


@record
class CopyRow:
    """One copy: how alike, where and when, below it the title."""

    copy: Copy
    target: int
    best: bool
    here: bool
    about: str
    """What makes it the best; empty for another."""
    height: int = 2


class CopiesFinder(Finder):
    """The copies; `d` compares one, `+` and `-` change the likeness from which articles are copies."""

    typing = False

    def __init__(
        self, asks: CopiesAsks, article: int, likeness: int, on_likeness: Callable[[int], None]
    ) -> None:
        super().__init__(id="copies")
        self._asks = asks
        self._article = article
        self._likeness = likeness
        self._on_likeness = on_likeness
        self._count: int | None = None

    def on_mount(self) -> None:
        """Ask for the copies."""
        self._ask()

    def _ask(self) -> None:
        self._asks.copies(self, self._article, self._likeness)

    @on(CopiesRead)
    def _show(self, message: CopiesRead) -> None:
        message.stop()
        if message.likeness != self._likeness:
            return
        cluster = message.cluster
        self._count = len(cluster.copies) if cluster else 0
        if cluster is None:
            told = _("No copy of this article in the corpus.")
            self.set_rows([LineRow((Run("✓ ", "ok"), run(told, "dim")))])
            return
        rows = [
            CopyRow(
                copy,
                copy.head.id,
                best=index == 0,
                here=copy.head.id == self._article,
                about="" if index else _about(cluster),
            )
            for index, copy in enumerate(cluster.copies)
        ]
        self.set_rows(rows, cursor=next((at for at, row in enumerate(rows) if not row.here), 0))

    @on(Failed)
    def _show_failed(self, message: Failed) -> None:
        message.stop()
        self.set_rows([LineRow((Run("⚠ ", "error"), run(message.reason)))])

    def label(self) -> Line:
        return line(run(_("Copies of this article"), "label"))

    def counts(self) -> Line:
        share = f"≥ {self._likeness}%"
        if self._count is None:
            return line(run(share))
        told = ngettext("%s article", "%s articles", self._count) % number(self._count)
        return line(run(f"{told} · {share}" if self._count else share))

    def hints(self) -> Line:
        hints = (_("Enter open"), _("d side by side"), _("+ − likeness"), _("Esc close"))
        return line(Run(" · ".join(hints), "dim"))

    def pressed(self, key: str) -> bool:
        """More or less alike."""
        if key == "d":
            self._compare()
            return True
        step = {"plus": STEP, "minus": -STEP}.get(key)
        if step is None:
            return False
        likeness = min(100, max(LEAST_LIKENESS, self._likeness + step))
        if likeness != self._likeness:
            self._likeness = likeness
            self._on_likeness(likeness)
            self._ask()
            self.redraw()
        return True

    def _compare(self) -> None:
        """The article and the copy under the cursor, side by side."""
        row = self.view.chosen
        if isinstance(row, CopyRow) and not row.here:
            self.post_message(OpenView(CompareView(self._article, row.copy.head.id)))
            self.screen.dismiss(None)

    def draw_row(self, row: CopyRow | LineRow, cells: int) -> Sequence[Line]:
        if isinstance(row, LineRow):
            return super().draw_row(row, cells)
        share = _("best") if row.best else ("100%" if row.copy.exact else f"{row.copy.likeness}%")
        first: list[Run] = [Run("≡ ", "echo"), run(f"{share:<9}", "strong" if row.best else "")]
        first.append(run(where_text(row.copy.head), "dim"))
        told = [_("open now")] if row.here else []
        if row.copy.exact and not row.best:
            told.append(_("word for word"))
        if row.about:
            told.append(row.about)
        if told:
            first.append(run(" · " + " · ".join(told), "dim"))
        return (tuple(first), (Run("           "), *title_runs(row.copy.head)))


def _about(cluster: CopyCluster) -> str:
    """`the fullest: 640 words; headline, day, outlet`."""
    words = cluster.copies[0].head.words
    told = ngettext("%s word", "%s words", words) % number(words)
    fields = ", ".join(_(_FIELDS[field]) for field in cluster.fields)
    return _("the fullest: %s") % (f"{told}; {fields}" if fields else told)


class CopiesScreen(OverlayScreen[int]):
    """Dismissed with the id of the copy that was chosen."""

    def __init__(
        self, asks: CopiesAsks, article: int, likeness: int, on_likeness: Callable[[int], None]
    ) -> None:
        super().__init__(CopiesFinder(asks, article, likeness, on_likeness))

    def answer(self, target: object) -> int:
        assert isinstance(target, int)
        return target
