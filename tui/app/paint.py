"""From lines of runs to strips of Textual: the only place where a role becomes a colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tui.app.theme import role_styles
from tui.present.lines import Line, Run, cut_line, line_width
from tui.text.shown import shown


def ui(text: str) -> Content:
    """Untrusted `text` as content: no control acts, no markup is read."""
    return Content(shown(text))


class Styles(dict[str, Style]):
    """Role of a run → its style."""

    ascii = False
    """True where the terminal's locale cannot show our signs."""


_known: dict[tuple[str, bool, bool], Styles] = {}


def styles_of(app: App[Any]) -> Styles:
    """The roles in the theme in force; computed once a theme."""
    plain = bool(getattr(app, "plain_signs", False))
    key = (app.theme, app.no_color, plain)
    styles = _known.get(key)
    if styles is None:
        styles = _known[key] = Styles(role_styles(app.theme_variables, monochrome=app.no_color))
        styles.ascii = plain
    return styles


_SIGNS = "☺▣⌂◷◆❝§▤≋≡▌●◐○✗✓ⓘ⚠▶▼▲★…·—–─│▒▇→←↑↓◀▸“”├┤•‹›⇥∼≈━┃┏┓┗┛╭╮╯╰▁▂▃▄▅▆█▾✎▏▎▍▋▊▉╸−±"
_ASCII = str.maketrans(_SIGNS, '@&^d*"%=~=|*o.x+i!>v^*.----|##><^v<>""++*<>>~~-|++++++++_.:-=+#vn...###--!')
"""Signs of ours for a locale without UTF-8; letters are left as they are."""


def plain_signs(text: str) -> str:
    """`text` with the signs of the interface in ASCII, one character for one."""
    return text.translate(_ASCII)


def strip_of(line: Line, cells: int, base: Style, styles: Mapping[str, Style]) -> Strip:
    """`line` as a strip of exactly `cells` cells over `base`; what does not fit is cut with `…`."""
    wide = line_width(line)
    if wide > cells:
        line = cut_line(line, cells)
        wide = line_width(line)
    if getattr(styles, "ascii", False):
        line = tuple(Run(plain_signs(text), role) for text, role in line)
    segments = [Segment(text, base + styles[role] if role in styles else base) for text, role in line if text]
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
