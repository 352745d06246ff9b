"""Files the reader asked for: whole or not there at all, and never written over what stands there unasked."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tui.errors import ExportError
from tui.i18n import gettext as _

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def write_file(path: Path, parts: Iterable[str], *, overwrite: bool = False) -> None:
    """Write `parts` to the file `path`; it is on disk when this returns.

    Raises:
        ExportError: it cannot be written, or it stands there and `overwrite` is not wanted.
    """
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        if not overwrite and path.is_symlink() | path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            _name(part, path, overwrite)
        finally:
            part.unlink(missing_ok=True)
        _sync(path.parent)
    except FileExistsError as error:
        raise ExportError(
            _("{file} stands there already").format(file=path),
            hint=_("choose another name, or give --overwrite"),
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ExportError(
            _("{file} cannot be written: {reason}").format(file=path, reason=reason),
            hint=_("make room, or write it elsewhere"),
        ) from error


def _name(part: Path, path: Path, overwrite: bool) -> None:
    """Give the finished file its name."""
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC))  # the name is ours
        part.replace(path)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # some file systems have nothing to sync of a folder
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
