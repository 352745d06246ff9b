"""Where to go next: the related articles, the reason before the title."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.app.framed import Framed
from tui.app.keys import bindings_of
from tui.app.paint import strip_of, styles_of
from tui.app.widgets.line_list import LineList
from tui.i18n import gettext as _
from tui.model.record import record
from tui.model.result import Related
from tui.present.lines import Line, Run, run
from tui.present.rows import card, related_line, related_rows

CARDS = 4
"""Most cards side by side; each needs 26 cells at least."""


class RelatedStrip(Framed, can_focus=True, inherit_bindings=False):
    """Cards side by side, or one line; the cursor goes left and right."""

    BINDINGS = bindings_of("related")
    ALLOW_MAXIMIZE = False

    @record(frozen=False)
    class Chosen(Message):
        """A card was opened."""

        strip: RelatedStrip
        index: int

        @property
        def control(self) -> RelatedStrip:
            return self.strip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.related: tuple[Related, ...] = ()
        self.cursor = 0
        self.current = -1
        self.cards = True
        self.waiting = True
        """True while the answer is awaited, and before an article is open."""

    def show(
        self, related: tuple[Related, ...], *, cursor: int = 0, current: int = -1, waiting: bool = False
    ) -> None:
        """Show these related articles, the cursor on the one at `cursor`; `current` is the open one."""
        self.related = related
        self.current = current
        self.waiting = waiting
        self.cursor = max(0, min(cursor, len(related) - 1))
        self.refresh()

    def set_cards(self, cards: bool) -> None:
        """Cards, or one line that cannot take the focus."""
        self.cards = cards
        self.can_focus = cards
        self.set_class(not cards, "-line")
        self.refresh()

    @property
    def _shown(self) -> tuple[int, int]:
        """(first card, number of cards) in view."""
        number = max(1, min(CARDS, self.size.width // 26))
        first = max(0, min(self.cursor - number // 2, len(self.related) - number))
        return first, number

    def move(self, by: int) -> bool:
        """Move the cursor by `by` cards; False at the edge."""
        target = self.cursor + by
        if not 0 <= target < len(self.related):
            return False
        self.cursor = target
        self.refresh()
        return True

    def action_nav_down(self) -> None:
        """The next card."""
        self.move(1)

    def action_nav_up(self) -> None:
        """The card before."""
        self.move(-1)

    def action_related_open(self) -> None:
        """Open the card under the cursor."""
        if self.related:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click selects, a double click opens; on the one line a click opens."""
        if not self.related:
            return
        if not self.cards:
            self.action_related_open()
            return
        offset = event.get_content_offset(self)
        if offset is None:
            return
        first, number = self._shown
        index = first + offset.x * number // max(1, self.size.width)
        if index < len(self.related):
            self.cursor = index
            self.refresh()
            if event.chain > 1:
                self.action_related_open()

    def on_resize(self) -> None:
        """Fit the words of the border."""
        self.draw_frame()

    def on_focus(self) -> None:
        """The cursor is bright where the focus is."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is quiet where the focus is not."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Line `y` of the strip."""
        styles, width, base = styles_of(self.app), self.size.width, self.rich_style
        if not self.cards:
            if y or self.waiting:
                return Strip.blank(width, base)
            return strip_of((Run(" "), *related_line(self.related, self.cursor)), width, base, styles)
        if not self.related:
            text = "" if self.waiting else _("No other article of this corpus is related to this one.")
            return strip_of((run(" " + text, "dim"),) if y == 0 else (), width, base, styles)
        first, number = self._shown
        cell = width // number
        strips = []
        for place in range(number):
            index = first + place
            wide = width - cell * (number - 1) if place == number - 1 else cell
            last = place == number - 1
            inner = wide - (2 if last else 3)
            lines = card(self.related[index], inner, self.size.height) if index < len(self.related) else []
            line: Line = lines[y] if y < len(lines) else ()
            here = index == self.cursor and self.has_focus and index < len(self.related)
            style = base + styles["cursor"] if here else base
            mark = Run("▶", "accent") if index == self.current and y == 0 else Run(" ")
            strips.append(strip_of((mark, *line), wide - (1 if not last else 0), style, styles))
            if not last:
                strips.append(strip_of((Run("│", "divider"),), 1, base, styles))
        return Strip.join(strips)


class RelatedList(LineList):
    """The related articles as a list over the text, for a small window."""

    BINDINGS = bindings_of("related")
    row_height = 2

    def show(self, related: tuple[Related, ...], *, cursor: int = 0) -> None:
        """Show these related articles."""
        self.set_rows(related, cursor=cursor)

    def action_related_open(self) -> None:
        """Open the row under the cursor."""
        self.action_list_open()

    def draw_row(self, row: Related, index: int, cells: int) -> Sequence[Line]:  # noqa: ARG002
        """Why, then which article."""
        return related_rows(row, cells)
