"""Standard input as a corpus: kept as a file in the reader's own folder, so that it is read like any other.

The file is called `stdin`, and the next input takes its place. A corpus folder is never written to.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from tui.config import Paths
from tui.errors import CorpusError, TerminalError
from tui.i18n import gettext as _

NAME = "-"
MAX_BYTES = 64 * 1024**3
"""More than that is no corpus on its way but a mistake."""
CHUNK = 1024 * 1024


def keep_input(paths: Paths) -> Path:
    """All of standard input, as a file.

    Raises:
        CorpusError: there is none, it is a terminal, or it cannot be kept.
    """
    if sys.stdin.isatty():
        raise CorpusError(
            _("standard input is the keyboard"), hint=_("pipe a file into it: docbao facts - < news.jsonl")
        )
    folder = paths.data / "stdin"
    kept, coming = folder / "stdin", folder / f".coming-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with coming.open("xb") as stream:
                size = _copy(stream.fileno())
            if not size:
                raise CorpusError(_("standard input is empty"), hint=_("check the command before the pipe"))
            coming.replace(kept)
        finally:
            with suppress(FileNotFoundError):
                coming.unlink()
    except OSError as error:
        raise CorpusError(
            _("{path}: cannot be written: {reason}").format(path=folder, reason=error.strerror),
            hint=_("check the free space, or choose another folder with --data"),
        ) from error
    return kept


def _copy(target: int) -> int:
    size = 0
    while data := sys.stdin.buffer.read(CHUNK):
        size += len(data)
        if size > MAX_BYTES:
            raise CorpusError(
                _("standard input is too large ({size} GB)").format(size=MAX_BYTES // 1024**3),
                hint=_("save it as a file, and open that"),
            )
        view = memoryview(data)
        while view:
            view = view[os.write(target, view) :]
    return size


def give_back_keyboard() -> None:
    """Let keys come from the terminal, once standard input has been read to its end.

    Raises:
        TerminalError: this process has no terminal.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise TerminalError(
            _("the reader needs a terminal"), hint=_("docbao facts, search and show print to a pipe")
        ) from error
    os.dup2(terminal, 0)
    os.close(terminal)
