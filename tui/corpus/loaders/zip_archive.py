"""ZIP: the directory read in passes of little memory, members unpacked one by one, nothing written.

The directory is read by our own code because an archive may have half a million members, and because what it
says of them is not to be believed: entries that overlap, sizes that are not true.

Source: APPNOTE.TXT 6.3.10, sections 4.3 and 4.4.
"""

from __future__ import annotations

import bz2
import io
import stat
import struct
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tui.corpus.loaders import members
from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.compressed import Blocks, Bounds, Decompressor, Inflate, Unpacked
from tui.model.article import RawArticle, Rejected

_END = struct.Struct("<4s4H2LH")
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_MAX_COMMENT = 65535
_FULL = 0xFFFFFFFF
_ENCRYPTED = 0x1
_LATER = 0x8
"""The sizes stand behind the member, so its header does not tell them."""
_STORED = 0
_METHODS: dict[int, Callable[[], Decompressor]] = {
    8: lambda: Inflate(-15),
    12: lambda: Blocks(bz2.BZ2Decompressor()),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the directory has it."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    """Unix mode; 0 where it was made elsewhere."""
    offset: int
    """Of its local header, from the beginning of the archive."""

    @property
    def path(self) -> str:
        """Its name; one that is no UTF-8 is in the code page of DOS, or has its bytes written out."""
        try:
            return self.name.decode("utf-8")
        except UnicodeDecodeError:
            return self.name.decode("utf-8", errors="backslashreplace")


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """The articles of every member, in the order of the directory.

    Raises:
        RefusalError: the archive is damaged, or was made to do harm.
    """
    if not part.stream.seekable():
        raise RefusalError("nested")
    try:
        directory: Directory | Salvage = Directory(part.stream)
    except RefusalError:
        directory = Salvage(part.stream)
    directory.check()
    inside = members.Members(part)
    bounds = Bounds()
    for entry in directory.entries():
        path = entry.path.removeprefix("./")
        if path.endswith("/") or not inside.is_wanted(path):
            continue
        reason = inside.refusal(path) or _refusal(entry)
        if reason is not None:
            yield inside.refused(path, reason)
            continue
        try:
            stream = directory.open(entry, bounds)
        except RefusalError as refusal:
            yield inside.refused(path, refusal.reason, refusal.detail)
            continue
        yield from inside.read(path, stream)
    if isinstance(directory, Salvage):
        raise RefusalError("damaged")


def _refusal(entry: Entry) -> str | None:
    if entry.flags & _ENCRYPTED:
        return "encrypted"
    if entry.mode and stat.S_IFMT(entry.mode) not in (0, stat.S_IFREG):
        return "link"
    return None


class Directory:
    """The central directory of a ZIP file."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        """Find it.

        Raises:
            RefusalError: there is none, as in a file that was cut off.
        """
        self._stream = stream
        self._end = stream.seek(0, io.SEEK_END)
        tail_at = max(0, self._end - _MAX_COMMENT - _END.size)
        stream.seek(tail_at)
        tail = stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            raise RefusalError("damaged")
        _mark, disk, _first, _here, self.count, self._size, offset, _comment = _END.unpack_from(tail, at)
        self._start = tail_at + at - self._size
        if _FULL in (self._size, offset) or self.count == 0xFFFF:
            offset = self._find64(tail_at + at, offset)
        if disk not in (0, 0xFFFF) or self._start < 0 or self._start + self._size > self._end:
            raise RefusalError("damaged")
        self._before = self._start - offset
        """Bytes that stand before the archive, as of a program that unpacks itself."""
        if self._before < 0:
            raise RefusalError("damaged")

    def _find64(self, end: int, offset: int) -> int:
        place = self._read_at(end - _END64_PLACE.size, _END64_PLACE.size)
        if not place.startswith(b"PK\x06\x07"):
            return offset
        at = _END64_PLACE.unpack(place)[2]
        record = self._read_at(at, _END64.size)
        if not record.startswith(b"PK\x06\x06"):
            at = end - _END64_PLACE.size - _END64.size
            record = self._read_at(at, _END64.size)
        if not record.startswith(b"PK\x06\x06"):
            raise RefusalError("damaged")
        *_rest, self.count, self._size, offset = _END64.unpack(record)
        self._start = at - self._size
        return int(offset)

    def _read_at(self, at: int, size: int) -> bytes:
        if not 0 <= at <= self._end - size:
            raise RefusalError("damaged")
        self._stream.seek(at)
        data = self._stream.read(size)
        if len(data) < size:
            raise RefusalError("damaged")
        return data

    def entries(self) -> Iterator[Entry]:
        """The entries in order; the file may be read elsewhere between them.

        Raises:
            RefusalError: the directory is damaged from here on.
        """
        at, end = self._start, self._start + self._size
        while at < end:
            chunk = self._read_at(at, min(end - at, 1 << 20))
            used = 0
            while len(chunk) - used >= _ENTRY.size:
                fields = _ENTRY.unpack_from(chunk, used)
                if fields[0] != b"PK\x01\x02":
                    raise RefusalError("damaged")
                lengths = fields[12:15]
                size = _ENTRY.size + sum(lengths)
                if used + size > len(chunk):
                    break
                yield self._entry(fields, chunk[used + _ENTRY.size : used + size])
                used += size
            if not used:
                raise RefusalError("damaged")
            at += used

    def _entry(self, fields: tuple[int, ...], rest: bytes) -> Entry:
        name_length, extra_length = fields[12], fields[13]
        size, packed, offset = fields[11], fields[10], fields[18]
        if _FULL in (size, packed, offset):
            extra = rest[name_length : name_length + extra_length]
            size, packed, offset = _large(extra, size, packed, offset)
        return Entry(
            rest[:name_length],
            fields[5],
            fields[6],
            fields[9],
            packed,
            size,
            fields[17] >> 16 if fields[2] == 3 else 0,
            offset + self._before,
        )

    def check(self) -> None:
        """Look at all entries together before any is read.

        Raises:
            RefusalError: they overlap, or are too many. What they unpack to is counted as they are read: the
                directory need not tell the truth.
        """
        starts, packed = array("Q"), array("Q")
        for entry in self.entries():
            if len(starts) >= members.MOST_MEMBERS:
                raise RefusalError("too-many-members", f"{members.MOST_MEMBERS}")
            starts.append(min(entry.offset, self._end))
            packed.append(min(entry.packed, self._end))
        order = sorted(range(len(starts)), key=starts.__getitem__)
        reached = 0
        for index in order:
            if starts[index] < reached:
                raise RefusalError("overlapping")
            reached = starts[index] + _LOCAL.size + packed[index]
        if reached > self._start:
            raise RefusalError("overlapping" if order and reached <= self._end else "damaged")

    def open(self, entry: Entry, bounds: Bounds) -> io.BufferedReader[Any]:
        """The unpacked bytes of one member, counted and checked as they come.

        Raises:
            RefusalError: it is not where it should be, or packed in a way we do not know.
        """
        local = _LOCAL.unpack(self._read_at(entry.offset, _LOCAL.size))
        if local[0] != b"PK\x03\x04" or self._read_at(entry.offset + _LOCAL.size, local[9]) != entry.name:
            raise RefusalError("damaged")
        at = entry.offset + _LOCAL.size + local[9] + local[10]
        if at + entry.packed > self._start:
            raise RefusalError("overlapping")
        packed = io.BufferedReader(_Section(self._stream, at, entry.packed), 64 * 1024)
        if entry.method == _STORED:
            return io.BufferedReader(_Checked(packed, entry.crc), 64 * 1024)
        make = _METHODS.get(entry.method)
        if make is None:
            raise RefusalError("unknown-format", f"ZIP {entry.method}")
        unpacked = io.BufferedReader(Unpacked(packed, make, bounds, several=False), 64 * 1024)
        return io.BufferedReader(_Checked(unpacked, entry.crc), 64 * 1024)


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and place of an entry beyond 4 GB, from its extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, offset = (
                next(values, known) if known == _FULL else known for known in (size, packed, offset)
            )
            break
        at += 4 + length
    return size, packed, offset


class Salvage(Directory):
    """The members of a ZIP file that was cut off before its directory, one after the other to the break."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream
        self._before = 0
        self._start = self._end = stream.seek(0, io.SEEK_END)

    def entries(self) -> Iterator[Entry]:
        """The members whose headers tell their size; whole ones alone."""
        at = 0
        while at + _LOCAL.size <= self._end:
            fields = _LOCAL.unpack(self._read_at(at, _LOCAL.size))
            mark, _version, flags, method, _time, _day, crc, packed, size, name_length, extra_length = fields
            after = at + _LOCAL.size + name_length + extra_length + packed
            if mark != b"PK\x03\x04" or flags & _LATER or after > self._end:
                return
            name = self._read_at(at + _LOCAL.size, name_length)
            yield Entry(name, flags, method, crc, packed, size, 0, at)
            at = after


class _Section(io.RawIOBase):
    """Part of a file; others may read it elsewhere in between."""

    def __init__(self, stream: io.BufferedReader[Any], at: int, size: int) -> None:
        super().__init__()
        self._stream, self._at, self._left = stream, at, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        self._stream.seek(self._at)
        data = self._stream.read(min(len(view), self._left))
        view[: len(data)] = data
        self._at += len(data)
        self._left -= len(data)
        return len(data)


class _Checked(io.RawIOBase):
    """Unpacked bytes; at their end their checksum must be right."""

    def __init__(self, unpacked: io.BufferedReader[Any], crc: int) -> None:
        super().__init__()
        self._unpacked, self._crc, self._sum = unpacked, crc, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        count = self._unpacked.readinto(view)
        if count:
            self._sum = zlib.crc32(view[:count], self._sum)
        elif len(view) and self._sum != self._crc:
            raise RefusalError("damaged")
        return count
