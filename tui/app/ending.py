"""How the program ends: at once, by a signal, or by a bug, whose whole story goes to a log."""

from __future__ import annotations

import os
import threading
import traceback
from pathlib import Path

from tui.i18n import gettext as _
from tui.text.shown import shown_line

HARD_STOP_SECONDS = 2.0
"""After this the process ends even if a thread still asks the library."""
LOG_LIMIT = 1 << 20


def hard_stop(status: int) -> None:
    """A thread that still asks the library must not keep the terminal: end without it."""
    timer = threading.Timer(HARD_STOP_SECONDS, os._exit, (status,))
    timer.daemon = True
    timer.start()


def told_of(error: BaseException | None, log: Path) -> str:
    """What a reader is told of a bug: one line, and where the whole story is; it is written there."""
    story = "".join(traceback.format_exception(error)) if error else "?"
    written = write_log(log, story)
    text = _("docbao failed: %s") % shown_line(f"{type(error).__name__}: {error}")[:300]
    if written is not None:
        text += "\n" + _("The whole story: %s") % shown_line(str(written))
    return text


def write_log(path: Path, text: str) -> Path | None:
    """Keep the end of `text` in a log that only its owner can read; None where that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text[-LOG_LIMIT:])
    except OSError:
        return None
    return path
