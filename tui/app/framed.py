"""A pane with words in its border: title at the left, facts about it at the right and below."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.present.lines import Line, cut_line, line_width

_CORNERS = 6
"""Cells of an edge that are not label: two corners, two strokes, two blanks."""


class Framed(Widget):
    """Mixed into a pane: the border says what is in it, with heavy strokes and a reversed title for focus."""

    _frame: tuple[Line, Line, Line] = ((), (), ())

    def set_frame(self, left: Line, right: Line = (), bottom: Line = ()) -> None:
        """Say this in the border: `left` and `right` above, `bottom` at the right below."""
        if (left, right, bottom) != self._frame:
            self._frame = (left, right, bottom)
            self.draw_frame()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The border follows the focus."""
        super().watch_has_focus(has_focus)
        self.draw_frame()

    def aside_starts(self) -> int:
        """Column of the widget in which the words at the right of the upper border begin."""
        left, right, _bottom = self._frame
        room = self.outer_size.width - _CORNERS
        right = cut_line(right, max(0, room - line_width(cut_line(left, room)) - 4))
        return self.outer_size.width - _CORNERS // 2 - line_width(right)

    def draw_frame(self) -> None:
        """Fit the words into the border as it is now; call it when the size changes."""
        room = self.outer_size.width - _CORNERS
        if room < 4:
            return
        left, right, bottom = self._frame
        left = cut_line(left, room)
        right = cut_line(right, max(0, room - line_width(left) - 4))
        stroke = "-" if self.app.has_class("-ascii") else "━" if self.has_focus else "─"
        parts: list[tuple[str, str]] = [(run.text, _LABEL) for run in left]
        if self.has_focus:
            parts = [(text, f"{style} reverse") for text, style in parts]
        fill = room - line_width(left) - line_width(right) - 2
        if right and fill > 0:
            parts.append((f" {stroke * fill} ", ""))
            parts.extend((run.text, _ASIDE) for run in right)
        self.border_title = Content.assemble(*parts) if parts else None
        below = cut_line(bottom, room)
        self.border_subtitle = Content.assemble(*((run.text, _ASIDE) for run in below)) if below else None


_LABEL = "bold $foreground"
_ASIDE = "$text-quiet"
