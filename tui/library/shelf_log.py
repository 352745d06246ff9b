"""The shelf's second copy: one line for each change, on disk before the change counts as made.

A line is a CRC-32, a serial number and the change as JSON. A line that a crash tore is passed over; whatever
SQLite's file suffers, the shelf can be built again from here.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

LONGEST_BYTES = 4 * 1024 * 1024
"""A longer log is written anew, as short as what it says."""


class Change(NamedTuple):
    """One change of the shelf."""

    serial: int
    name: str
    """An operation of `shelf`: `set`, `position`, `read`."""
    arguments: list[object]


class ShelfLog:
    """The file; every call opens it anew, because another process may have replaced it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """True when there is a log."""
        return self.path.is_file()

    def too_long(self) -> bool:
        """True when it is worth writing the log anew."""
        return self.path.stat().st_size > LONGEST_BYTES

    def append(self, change: Change) -> None:
        """Write one change; it is on disk when this returns. Raises `OSError`."""
        fresh = not self.exists()
        with self.path.open("ab") as stream:
            os.fchmod(stream.fileno(), 0o600)
            if stream.tell() and not self._ends_in_line_feed():
                stream.write(b"\n")
            stream.write(_line(change))
            stream.flush()
            os.fsync(stream.fileno())
        if fresh:
            _sync_folder(self.path.parent)

    def size(self) -> int:
        """Length in bytes; 0 where there is none."""
        return self.path.stat().st_size if self.exists() else 0

    def cut(self, size: int) -> None:
        """Take back what was appended after the log was `size` bytes long, as far as that can be done."""
        with suppress(OSError):
            if self.size() > size:
                os.truncate(self.path, size)

    def replace(self, changes: Iterable[Change]) -> None:
        """Write the whole log anew, all of it or nothing. Raises `OSError`."""
        fresh = self.path.with_name(self.path.name + ".new")
        with fresh.open("wb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            stream.writelines(map(_line, changes))
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self.path)
        _sync_folder(self.path.parent)

    def changes(self, after: int = -1) -> Iterator[Change]:
        """Changes with a serial number above `after`, in order of writing; torn lines are passed over."""
        if not self.exists():
            return
        with self.path.open("rb") as stream:
            for line in stream:
                change = _parse(line)
                if change is not None and change.serial > after:
                    yield change

    def _ends_in_line_feed(self) -> bool:
        with self.path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"


def _line(change: Change) -> bytes:
    body = json.dumps(change, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _parse(line: bytes) -> Change | None:
    body = line[9:].rstrip(b"\n")
    if line[:9] != b"%08x " % zlib.crc32(body):
        return None
    serial, name, arguments = json.loads(body)
    return Change(serial, name, arguments)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
