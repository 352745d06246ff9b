"""A window onto rows of different heights, with a cursor that stands only where something can be chosen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Row(Protocol):
    """What the window needs to know of a row."""

    @property
    def height(self) -> int:
        """Lines it takes, at least one."""
        ...

    @property
    def target(self) -> object | None:
        """What choosing it means; None for a heading or a note."""
        ...


RowT = TypeVar("RowT", bound=Row)


class RowView(Generic[RowT]):
    """Rows, a cursor among those with a target, and the first line that shows."""

    def __init__(self) -> None:
        self.rows: Sequence[RowT] = ()
        self.cursor: int | None = None
        """Index of the row under the cursor; None where nothing can be chosen."""
        self.top = 0
        """First visible line, counted over all rows."""
        self._starts: list[int] = [0]
        self._choices: list[int] = []

    def set_rows(self, rows: Sequence[RowT], *, cursor: int | None = None, top: int = 0) -> None:
        """Show `rows` from line `top` on; the cursor goes to the choice nearest to row `cursor`."""
        self.rows = rows
        self._starts = list(accumulate((row.height for row in rows), initial=0))
        self._choices = [index for index, row in enumerate(rows) if row.target is not None]
        self.top = max(0, min(top, self.line_count - 1))
        self.cursor = None
        if self._choices:
            place = min(bisect_left(self._choices, cursor or 0), len(self._choices) - 1)
            self.cursor = self._choices[place]

    @property
    def line_count(self) -> int:
        """Lines of all rows together."""
        return self._starts[-1]

    @property
    def chosen(self) -> RowT | None:
        """The row under the cursor."""
        return None if self.cursor is None else self.rows[self.cursor]

    def line_of(self, index: int) -> int:
        """First line of a row."""
        return self._starts[index]

    def row_at(self, line: int) -> int | None:
        """Index of the row that holds a line; None below the last one."""
        return bisect_right(self._starts, line) - 1 if 0 <= line < self.line_count else None

    def visible(self, height: int) -> Iterator[tuple[int, int] | None]:
        """For each of `height` lines: (row, which of its lines), or None below the rows."""
        for line in range(self.top, self.top + height):
            index = self.row_at(line)
            yield None if index is None else (index, line - self._starts[index])

    # moving

    def move(self, steps: int, height: int) -> bool:
        """Move the cursor by `steps` choices; at an end show what lies beyond it. True if it changed."""
        before = (self.cursor, self.top)
        if not self._choices or self.cursor is None:
            self.scroll(steps, height)
        else:
            place = bisect_left(self._choices, self.cursor) + steps
            self.cursor = self._choices[max(0, min(place, len(self._choices) - 1))]
            self.show_cursor(height)
            if place < 0:
                self.top = max(0, self._starts[self.cursor] - height + 1)
            elif place >= len(self._choices):
                self.top = max(self.top, self.line_count - height)
                self.top = min(self.top, self._starts[self.cursor])
        return before != (self.cursor, self.top)

    def move_lines(self, lines: int, height: int) -> bool:
        """Move the cursor to the choice about `lines` lines away, one choice at least."""
        if self.cursor is None:
            return self.move(lines, height)
        wanted = bisect_right(self._starts, max(0, self._starts[self.cursor] + lines)) - 1
        place = bisect_left(self._choices, wanted)
        if lines < 0 and (place == len(self._choices) or self._choices[place] > wanted):
            place -= 1
        steps = place - bisect_left(self._choices, self.cursor)
        return self.move(steps or (1 if lines > 0 else -1), height)

    def move_to(self, index: int, height: int) -> bool:
        """Put the cursor on row `index` if it can be chosen."""
        if index not in self._choices or index == self.cursor:
            return False
        self.cursor = index
        self.show_cursor(height)
        return True

    def move_to_end(self, height: int, *, last: bool) -> bool:
        """Put the cursor on the first or the last choice; without any, show the first or last line."""
        if not self._choices:
            return self.scroll(self.line_count if last else -self.line_count, height)
        return self.move(len(self._choices) if last else -len(self._choices) - 1, height)

    def scroll(self, lines: int, height: int) -> bool:
        """Move the window alone; the cursor stays where it is."""
        before = self.top
        self.top = max(0, min(self.top + lines, self.line_count - height))
        return before != self.top

    def show_cursor(self, height: int) -> None:
        """Scroll as little as needed to show the row under the cursor, its first line before its last.

        Headings right above the first choice come into view with it.
        """
        if self.cursor is None or height <= 0:
            return
        first = self._starts[self.cursor]
        stop = self._starts[self.cursor + 1]
        if self.cursor == self._choices[0] and stop <= height:
            first = 0
        if stop > self.top + height:
            self.top = stop - height
        self.top = min(self.top, first)
        self.top = max(0, min(self.top, max(0, self.line_count - height)))
