"""Importing the toolkit without what this program never shows.

Textual's command palette brings inputs, trees, selects and option lists along, and asyncio brings OpenSSL: a
sixth of the time to the first paint. We have a palette of our own and speak to no network.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

_PALETTE = "textual.command"
_NAMES = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
"""What `textual.app` and `textual.theme` take from it (8.2), only to open it."""
_PAINTS_A_SECOND = 120
"""At most, where the reader says nothing else by `TEXTUAL_FPS`: an answer that comes just after a paint waits
for the next one."""


def import_toolkit() -> None:
    """Import `textual.app`; later imports of what was left out find the real thing."""
    if "textual.app" in sys.modules:
        return
    os.environ.setdefault("TEXTUAL_FPS", str(_PAINTS_A_SECOND))
    stand_in = ModuleType(_PALETTE)
    for name in _NAMES:
        setattr(stand_in, name, type(name, (), {}))
    sys.modules[_PALETTE] = stand_in
    without_tls = "ssl" not in sys.modules
    if without_tls:
        sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import textual.app  # noqa: F401
    finally:
        del sys.modules[_PALETTE]
        if without_tls:
            del sys.modules["ssl"]
