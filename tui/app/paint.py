"""From lines of runs to strips of Textual: the only place where a role becomes a colour."""

from __future__ import annotations

from typing import cast

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.app.theme import role_styles
from tui.present.lines import Line, cut_line, line_width
from tui.text.shown import shown


def ui(text: str) -> Content:
    """Untrusted `text` as content: no control acts, no markup is read."""
    return Content(shown(text))


def styles_of(app: App[object]) -> dict[str, Style]:
    """The roles in the theme in force; computed once a theme."""
    known = cast("tuple[str, dict[str, Style]] | None", getattr(app, "_role_styles", None))
    if known is None or known[0] != app.theme:
        known = (app.theme, role_styles(app.theme_variables, monochrome=app.no_color))
        app._role_styles = known  # type: ignore[attr-defined]
    return known[1]


def strip_of(line: Line, cells: int, base: Style, styles: dict[str, Style]) -> Strip:
    """`line` as a strip of exactly `cells` cells over `base`; what does not fit is cut with `…`."""
    wide = line_width(line)
    if wide > cells:
        line = cut_line(line, cells)
        wide = line_width(line)
    segments = [Segment(text, base + styles.get(role, base) if role else base) for text, role in line if text]
    if wide < cells:
        segments.append(Segment(" " * (cells - wide), base))
    return Strip(segments, max(cells, wide))


class LineWidget(Widget):
    """A widget that draws lines of runs; `lines` may be set at any time."""

    def __init__(self, *lines: Line, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = lines

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn, top to bottom."""
        return self._lines

    def show_lines(self, *lines: Line) -> None:
        """Draw these lines from now on."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Line `y` of the widget."""
        line = self._lines[y] if y < len(self._lines) else ()
        return strip_of(line, self.size.width, self.rich_style, styles_of(self.app))
