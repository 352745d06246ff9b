"""What the network screen shows, for the history. No toolkit."""

from __future__ import annotations

from tui.app.session import View
from tui.model.fact import Kind
from tui.model.network import USUAL_KINDS
from tui.model.record import record
from tui.model.result import ListFilter

LONGEST_PATH = 40
"""Names of a walk that are remembered on top; the history has all."""


@record
class NetworkView(View):
    """The names of some articles, or what the last name of a walk stands together with."""

    where: ListFilter = ListFilter()
    """The list whose articles are counted."""
    path: tuple[tuple[str, str], ...] = ()
    """Key and name of each name walked over; the last is in the centre. Empty: all names."""
    kinds: tuple[Kind, ...] = USUAL_KINDS
    least: int = 1
    """A tie has at least so many articles."""
    words: str = ""
    """Only names with these words are listed."""
    aside: int = -1
    """Row of the cursor in the second column; -1 while the focus is in the first."""

    @property
    def centre(self) -> str:
        """Key of the name in the centre; empty where all names are listed."""
        return self.path[-1][0] if self.path else ""
