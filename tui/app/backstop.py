"""The last gate before the terminal: no control character of any text reaches it, whatever drew it."""

from __future__ import annotations

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from tui.text.shown import shown_line

_render = Strip.render


def _guarded(self: Strip, console: Console) -> str:
    """`Strip.render` with every text made harmless; text that is so already costs one test."""
    if self._render_cache is None and not all(text.isprintable() for text, _, _ in self._segments):
        self._segments = [
            Segment(shown_line(text), style, control)
            if not text.isprintable()
            else Segment(text, style, control)
            for text, style, control in self._segments
        ]
    return _render(self, console)


def install() -> None:
    """Put the gate in place, once."""
    Strip.render = _guarded  # type: ignore[method-assign]


def installed() -> bool:
    """True while the gate is in place."""
    return Strip.render is _guarded
