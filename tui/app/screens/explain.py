"""Why: the rule and the sentence behind a fact, or what joins two articles, in a box over the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.app.screens.overlay import OverlayScreen
from tui.app.widgets.box import LineRow
from tui.app.widgets.finder import Finder
from tui.i18n import gettext as _
from tui.present.lines import Line, Run, line, run
from tui.present.why import related_lines, why, why_lines

if TYPE_CHECKING:
    from tui.model.article import Article
    from tui.model.fact import Fact, Role
    from tui.model.result import Related
    from tui.model.span import Span


class ExplainFinder(Finder):
    """Lines that are made for the width of the box; as high as they need."""

    typing = False

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(id="explain")
        self._title = title
        self._make = make

    def on_mount(self) -> None:
        """Without rows the keys of a list would find nothing to move."""
        self._fill()

    def on_resize(self) -> None:
        """Wrap to the new width, and be as high as that needs."""
        self._fill()
        super().on_resize()

    def _fill(self) -> None:
        rows = [LineRow(text) for text in self._make(max(20, self.size.width - 5))]
        self.styles.height = len(rows) + 2
        self.set_rows(rows)

    def label(self) -> Line:
        return line(run(self._title, "label"))

    def hints(self) -> Line:
        return line(Run(_("Esc close"), "dim"))

    def pressed(self, key: str) -> bool:
        """The key that opened it closes it; so does Enter, as nothing can be chosen."""
        if key in ("I", "enter"):
            self.post_message(self.Closed(self))
            return True
        return False


class ExplainScreen(OverlayScreen[None]):
    """Closed without an answer."""

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        """`make` answers the lines for so many cells."""
        super().__init__(ExplainFinder(title, make))


def why_fact(article: Article, fact: Fact | Role, evidence: Span) -> ExplainScreen:
    """The rule and the sentence of the occurrence of a fact at `evidence`."""
    answer = why(article, fact, evidence)
    return ExplainScreen(_("Why is this a fact?"), lambda cells: why_lines(article, answer, cells=cells))


def why_related(related: Related) -> ExplainScreen:
    """What joins an article to the one the walk began with."""
    return ExplainScreen(_("Why is this article related?"), lambda cells: related_lines(related, cells=cells))
