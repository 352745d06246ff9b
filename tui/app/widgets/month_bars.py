"""The histogram of months in the filter: a cursor on its columns, and a stretch that is being chosen."""

from __future__ import annotations

from collections.abc import Sequence

from tui.model.facet import Facet, FacetChoice
from tui.present.facets import Column, columns_of, histogram
from tui.present.lines import Line


class MonthBars:
    """Columns as they were drawn last; without a cursor until one is asked for, it stands on the last."""

    def __init__(self) -> None:
        self.columns: Sequence[Column] = ()
        self._at: int | None = None
        self.begin: int | None = None
        """Column where a stretch begins."""

    @property
    def at(self) -> int:
        """The column under the cursor."""
        last = len(self.columns) - 1
        return last if self._at is None else max(0, min(self._at, last))

    def pressed(self, key: str) -> bool:
        """Keys that move the cursor; True when one is done with."""
        last = len(self.columns) - 1
        steps = {
            "left": -1, "right": 1, "ctrl+left": -12, "ctrl+right": 12, "shift+left": -12, "shift+right": 12,
            "home": -last, "end": last,
        }  # fmt: skip
        if key not in steps or last < 0:
            return False
        self._at = max(0, min(self.at + steps[key], last))
        return True

    def point(self, x: int, cells: int) -> None:
        """Put the cursor on the column that is drawn at cell `x` of `cells`."""
        if self.columns:
            wide = max(1, min(6, cells // len(self.columns)))
            self._at = max(0, min(x // wide, len(self.columns) - 1))

    def stretch(self) -> FacetChoice | None:
        """The months from where the stretch begins to the cursor."""
        if not self.columns:
            return None
        first, last = sorted((self.at if self.begin is None else self.begin, self.at))
        key = Column(self.columns[first].first, self.columns[last].last, 0).key
        return FacetChoice("month", key, key)

    def draw(self, facet: Facet, cells: int, *, cursor: bool) -> Sequence[Line]:
        """The lines of the histogram; `cursor`: with what it stands on."""
        columns = columns_of(facet, cells)
        if len(columns) != len(self.columns):
            self._at = self.begin = None
        self.columns = columns
        if not cursor or not columns:
            return histogram(columns, cells, cursor=None, marked=None)
        marked = None if self.begin is None else (min(self.begin, self.at), max(self.begin, self.at))
        return histogram(columns, cells, cursor=self.at, marked=marked)
