"""The shelf's second copy: one line for each change, on disk before the change counts as made.

A line is a CRC-32, a serial number and the change as JSON. The first says which version wrote the log, each
line after it is of the serial of the line before or of the next one: so a log that lost something is known.
A last line that a crash tore was never said to be kept, and is taken away by whoever writes next.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

LONGEST_BYTES = 4 * 1024 * 1024
"""A longer log is written anew, as short as what it says."""

FORMAT = "format"
"""The change that a log begins with; its argument is the version of the shelf."""

_TAIL = 64 * 1024


class Change(NamedTuple):
    """One change of the shelf."""

    serial: int
    name: str
    """An operation of `shelf_tables`: `set`, `position`, `read`, `mark`, `note`, `search`, …; or `FORMAT`."""
    arguments: list[object]


class Examined(NamedTuple):
    """What a look at the whole log says."""

    last: int
    """Serial of the last change; -1 where there is none."""
    version: int
    """Of the shelf that wrote it; 1 where it does not say."""
    damaged: bool
    """Lines are spoilt or missing; a torn last one does not count."""


class ShelfLog:
    """The file; every call opens it anew, because another process may have replaced it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._least = 0

    def exists(self) -> bool:
        """True when there is a log."""
        return self.path.is_file()

    def too_long(self) -> bool:
        """True when it is worth writing the log anew: not where it would stay about as long."""
        return self.path.stat().st_size > max(LONGEST_BYTES, 2 * self._least)

    def append(self, change: Change) -> None:
        """Write one change; it is on disk when this returns. Raises `OSError`."""
        with self.path.open("r+b") as stream:
            _go_behind_last_line(stream)
            stream.write(_line(change))
            stream.flush()
            os.fsync(stream.fileno())

    def size(self) -> int:
        """Length in bytes; 0 where there is none."""
        return self.path.stat().st_size if self.exists() else 0

    def cut(self, size: int) -> None:
        """Take back what was appended after the log was `size` bytes long, as far as that can be done."""
        with suppress(OSError):
            if self.size() > size:
                os.truncate(self.path, size)

    def set_aside(self) -> Path:
        """Move a damaged log out of the way, in place of the one set aside before."""
        aside = self.path.with_name(self.path.name + ".bad")
        self.path.replace(aside)
        return aside

    def replace(self, changes: Iterable[Change]) -> None:
        """Write the whole log anew, all of it or nothing. Raises `OSError`."""
        fresh = self.path.with_name(self.path.name + ".new")
        try:
            with fresh.open("wb") as stream:
                os.fchmod(stream.fileno(), 0o600)
                stream.writelines(map(_line, changes))
                stream.flush()
                os.fsync(stream.fileno())
                self._least = stream.tell()
            fresh.replace(self.path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folder(self.path.parent)

    def examine(self) -> Examined:
        """Look at every line, without reading what it says."""
        last, version, damaged, first = -1, 1, False, True
        for line in self._lines():
            if not _is_whole(line):
                damaged = True
                continue
            serial = int(line[10 : line.index(b",", 10)])
            if first and (start := _parse(line)) is not None and start.name == FORMAT:
                version = start.arguments[0] if isinstance(start.arguments[0], int) else version
            elif not first and last >= 0:
                damaged = damaged or not last <= serial <= last + 1
            last, first = max(last, serial), False
        return Examined(last, version, damaged)

    def changes(self, after: int = -1) -> Iterator[Change]:
        """Changes with a serial number above `after`, in order of writing; spoilt lines are passed over."""
        for line in self._lines():
            change = _parse(line)
            if change is not None and change.serial > after and change.name != FORMAT:
                yield change

    def _lines(self) -> Iterator[bytes]:
        if self.exists():
            with self.path.open("rb") as stream:
                # a line without its end was torn by a crash
                yield from (line for line in stream if line.endswith(b"\n"))


def _go_behind_last_line(stream: BinaryIO) -> None:
    """Put the end of the file, and the place to write at, behind the last line feed."""
    end = stream.seek(0, os.SEEK_END)
    at = end
    while at > 0:
        start = max(0, at - _TAIL)
        stream.seek(start)
        found = stream.read(at - start).rfind(b"\n")
        at = start
        if found >= 0:
            at = start + found + 1
            break
    if at < end:
        stream.truncate(at)
    stream.seek(at)


def _line(change: Change) -> bytes:
    body = json.dumps(change, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _is_whole(line: bytes) -> bool:
    return line[:9] == b"%08x " % zlib.crc32(line[9:].rstrip(b"\n"))


def _parse(line: bytes) -> Change | None:
    if not _is_whole(line):
        return None
    serial, name, arguments = json.loads(line[9:])
    return Change(serial, name, arguments)


def sync_folder(folder: Path) -> None:
    """What was made, renamed or removed in `folder` is on disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
