"""The writer's lock: one process writes a library at a time, and dying lets go of it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.errors import LibraryError
from tui.i18n import gettext as _

POLL_SECONDS = 0.1


@contextmanager
def writer(path: Path, *, waiting: Callable[[], bool] = lambda: False) -> Iterator[bool]:
    """Hold the lock of the library file `path`; yields False when another process keeps it.

    `waiting` is called each time the lock is found taken: True waits and asks again, False gives up.

    Raises:
        LibraryError: the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(
            path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
    except OSError as error:
        raise LibraryError(
            _("the library cannot be written: {reason}").format(reason=error.strerror),
            hint=_("choose another folder with --library"),
        ) from error
    try:
        yield _acquire(descriptor, waiting)
    finally:
        os.close(descriptor)


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
