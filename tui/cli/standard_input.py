"""Standard input as a corpus: kept as a file in the reader's own folder, so that it is read like any other.

The file is called `stdin`, and the next input takes its place. A corpus folder is never written to.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tui.config import Paths
from tui.errors import CorpusError, TerminalError
from tui.i18n import gettext as _
from tui.i18n import reason_of

MAX_BYTES = 64 * 1024**3
"""More than that is no corpus on its way but a mistake."""
CHUNK = 1024 * 1024
COMING = ".coming-"
"""What a folder is called in which input is while it comes, and while it is read alone."""


def keep_input(paths: Paths) -> Path:
    """All of standard input, as a file.

    Raises:
        CorpusError: there is none, it is a terminal, or it cannot be kept.
    """
    with _coming(_folder(paths)) as came:
        return _kept(came)


@contextmanager
def input_alone(paths: Paths) -> Iterator[tuple[Path, Path]]:
    """All of standard input, as a file that no later input takes the place of, and the one it is kept as.

    Raises:
        CorpusError: as above.
    """
    with _coming(_folder(paths)) as came:
        again = came.with_name("again")
        try:
            again.hardlink_to(came)
        except OSError:  # a file system without links: what comes next may take its place
            kept = _kept(came)
            yield kept, kept
        else:
            yield came, _kept(again)


def _folder(paths: Paths) -> Path:
    """Where input is kept; made if it is not there."""
    if sys.stdin.isatty():
        raise CorpusError(
            _("standard input is the keyboard"), hint=_("pipe a file into it: docbao facts - < news.jsonl")
        )
    folder = paths.data / "stdin"
    with _reported(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _kept(came: Path) -> Path:
    kept = came.parent.with_name("stdin")
    with _reported(kept.parent):
        came.replace(kept)
    return kept


@contextmanager
def _coming(folder: Path) -> Iterator[Path]:
    """All of standard input, in a folder of its own that is gone in the end."""
    with ExitStack() as stack:
        with _reported(folder):
            own = _folder_of_its_own(folder, stack)
            stack.callback(shutil.rmtree, own, ignore_errors=True)
            with (own / "stdin").open("wb") as stream:
                size = _copy(stream.fileno())
        if not size:
            raise CorpusError(_("standard input is empty"), hint=_("check the command before the pipe"))
        yield own / "stdin"


def _folder_of_its_own(folder: Path, stack: ExitStack) -> Path:
    """A new folder, locked as long as we live; what others left behind that were killed is cleared away."""
    turn = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        for left in folder.glob(f"{COMING}*"):
            with ExitStack() as looking, suppress(BlockingIOError):
                _lock(left, looking)
                shutil.rmtree(left, ignore_errors=True)
        own = Path(tempfile.mkdtemp(prefix=COMING, dir=folder))
        _lock(own, stack)
        return own
    finally:
        os.close(turn)


def _lock(folder: Path, stack: ExitStack) -> None:
    """Hold the lock of `folder` until `stack` ends, or we do. Raises `BlockingIOError`: another holds it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    stack.callback(os.close, descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CorpusError(
            _("{path}: cannot be written: {reason}").format(path=folder, reason=reason_of(error)),
            hint=_("check the free space, or choose another folder with --data"),
        ) from error


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
