"""Files the reader asked for: whole or not there at all, and never written over what stands there unasked."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.errors import ExportError
from tui.i18n import gettext as _
from tui.i18n import reason_of

MOST_COPIES = 1_000
"""Files of one name before a reader is told to clear up."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def write_file(path: Path, parts: Iterable[str], *, overwrite: bool = False) -> None:
    """Write `parts` to the file `path`; it is on disk when this returns.

    Raises:
        ExportError: it cannot be written, or it stands there and `overwrite` is not wanted.
    """
    with _reported(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not overwrite and path.is_symlink() | path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with _part(path.parent, parts) as part:
            _name(part, path, overwrite=overwrite)
        _sync(path.parent)


def write_new(folder: Path, stem: str, suffix: str, parts: Iterable[str]) -> Path:
    """Write `parts` to a new file in `folder`, which is made if need be; the answer is where it lies.

    It is called `stem` with `suffix`, or the first of `stem-2`, `stem-3` … that is free.

    Raises:
        ExportError: it cannot be written.
    """
    with _reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _part(folder, parts) as part:
            for number in range(1, MOST_COPIES):
                path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
                with suppress(FileExistsError):
                    _name(part, path, overwrite=False)
                    _sync(folder)
                    return path
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise ExportError(
            _("{file} stands there already").format(file=path),
            hint=_("choose another name, or give --overwrite"),
        ) from error
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ExportError(
            _("{file} cannot be written: {reason}").format(file=path, reason=reason_of(error)),
            hint=_("make room, or write it elsewhere") if full else _("choose another place for it"),
        ) from error


@contextmanager
def _part(folder: Path, parts: Iterable[str]) -> Iterator[Path]:
    """A file in `folder` that holds `parts`, on disk and without its name yet; gone in the end."""
    part = folder / f".{secrets.token_hex(8)}.part"
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, path: Path, *, overwrite: bool) -> None:
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
