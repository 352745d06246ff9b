"""The writer's lock: one process writes a library at a time, and dying lets go of it.

When the lock was last taken is when the library was last written to: the time of its file says so.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.errors import LibraryError
from tui.i18n import gettext as _
from tui.i18n import reason_of

POLL_SECONDS = 0.1


@contextmanager
def writer(path: Path, *, waiting: Callable[[], bool] = lambda: False) -> Iterator[bool]:
    """Hold the lock of the library file `path`; yields False when another process keeps it.

    `waiting` is called each time the lock is found taken: True waits and asks again, False gives up.

    Raises:
        LibraryError: the folder cannot be written to.
    """
    file = path.with_name(path.name + ".lock")
    descriptor = _open(file)
    try:
        held = _acquire(descriptor, waiting)
        while held and not _is_file(descriptor, file):  # deleted or moved while we waited, library and all
            os.close(descriptor)
            descriptor = _open(file)
            held = _acquire(descriptor, waiting)
        if held:
            with suppress(OSError):
                os.utime(descriptor)
        yield held
    finally:
        os.close(descriptor)


def _open(file: Path) -> int:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LibraryError(
            _("the library cannot be written: {reason}").format(reason=reason_of(error)),
            hint=_("choose another folder with --library"),
        ) from error


def _is_file(descriptor: int, file: Path) -> bool:
    """True while the file that was opened is still the one of this name."""
    try:
        there, ours = file.stat(), os.fstat(descriptor)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _acquire(descriptor: int, waiting: Callable[[], bool]) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not waiting():
                return False
            time.sleep(POLL_SECONDS)
        else:
            return True
