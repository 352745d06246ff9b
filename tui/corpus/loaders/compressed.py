"""gzip, bzip2, xz, zstd: one file in another, unpacked as it is read and never beyond the bounds."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Protocol, cast

from tui.corpus.formats import Format, suffix_of
from tui.corpus.loaders.base import Part, RefusalError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200
"""Unpacked to packed. Text packs 3 to 30 times; what packs better holds nothing to read."""
FREE = 1024 * 1024
"""Unpacked bytes before the ratio counts: a small file of blanks does no harm."""
CHUNK = 64 * 1024
PIECE = 8 * 1024
"""Packed bytes taken at once: what unpacks from them is handed on before the next are counted, so this bounds
how much of a bomb is read."""


class Bounds:
    """Counts what goes in and what comes out, over all of an archive."""

    def __init__(self) -> None:
        self.packed = self.unpacked = 0

    def count(self, packed: int, unpacked: int) -> None:
        """Note more bytes.

        Raises:
            RefusalError: too much comes out of too little.
        """
        self.packed += packed
        self.unpacked += unpacked
        if self.unpacked > FREE and self.unpacked > MAX_RATIO * self.packed:
            raise RefusalError("bomb")


class Decompressor(Protocol):
    """What zlib, bz2 and lzma have in common, after a little help."""

    @property
    def eof(self) -> bool:
        """True at the end of one stream."""
        ...

    @property
    def unused(self) -> bytes:
        """What stands after that end."""
        ...

    def unpack(self, data: bytes, most: int) -> bytes:
        """At most `most` bytes more of it; called with no data while some is left."""
        ...


class Inflate:
    """zlib's decompressor; `wbits` tells gzip from a bare stream."""

    def __init__(self, wbits: int = 31) -> None:
        self._inner = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused(self) -> bytes:
        return self._inner.unused_data

    def unpack(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, most)


class Blocks:
    """bz2's or lzma's decompressor."""

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused(self) -> bytes:
        return self._inner.unused_data

    def unpack(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(data, most)


MAX_WINDOW = 128 * 1024 * 1024
"""Memory an xz or zstd stream may ask for: that of their highest usual level."""

_MAKE: dict[str, Callable[[], Decompressor]] = {
    "gzip": Inflate,
    "bzip2": lambda: Blocks(bz2.BZ2Decompressor()),
    "xz": lambda: Blocks(lzma.LZMADecompressor(memlimit=MAX_WINDOW)),
}


class Unpacked(io.RawIOBase):
    """The unpacked bytes of `packed`; several streams in a row are one."""

    def __init__(
        self,
        packed: io.BufferedIOBase,
        make: Callable[[], Decompressor],
        bounds: Bounds,
        *,
        several: bool = True,
    ) -> None:
        super().__init__()
        self._packed, self._make, self._bounds, self._several = packed, make, bounds, several
        self._inner = make()
        self._left = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            try:
                data = self._more(min(len(view) - filled, CHUNK))
            except RefusalError:
                if filled:
                    break  # what came before is good; the next call refuses
                raise
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _more(self, most: int) -> bytes:
        """Unpacked bytes, or none at the end.

        Raises:
            RefusalError: damaged, cut off, or beyond the bounds.
        """
        while True:
            if self._inner.eof:
                self._left = self._inner.unused or self._packed.read(PIECE)
                if not self._several or not self._left.strip(b"\0"):
                    return b""
                self._inner, self._begun = self._make(), True
            try:
                data = self._inner.unpack(self._left, most)
            except (zlib.error, lzma.LZMAError, EOFError, ValueError, OSError) as error:
                if self._begun:
                    return b""  # something else stands after the end
                raise RefusalError("damaged") from error
            self._begun = self._begun and not data
            packed, self._left = len(self._left), b""
            self._bounds.count(packed, len(data))
            if data:
                return data
            if not self._inner.eof:
                self._left = self._packed.read(PIECE)
                if not self._left:
                    raise RefusalError("damaged")


class _Zstd(io.RawIOBase):
    """zstd through its own library, counted."""

    def __init__(self, packed: io.BufferedIOBase, bounds: Bounds) -> None:
        super().__init__()
        try:
            import zstandard
        except ImportError:
            raise RefusalError("needs-extra", "pip install 'docbao[zstd]'") from None
        self._error = zstandard.ZstdError
        self._bounds = bounds
        self._counted = _Counted(packed)
        maker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
        self._inner = maker.stream_reader(
            cast(IO[bytes], self._counted), read_size=PIECE, read_across_frames=True
        )

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        before = self._counted.count
        try:
            data: bytes = self._inner.read(min(len(view), CHUNK))
        except self._error as error:
            raise RefusalError("damaged") from error
        self._bounds.count(self._counted.count - before, len(data))
        view[: len(data)] = data
        return len(data)


class _Counted:
    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


def unpacked(part: Part, known: Format) -> Part:
    """`part` with its compression undone; its name loses that suffix.

    Raises:
        RefusalError: the package for it is not installed.
    """
    bounds = Bounds()
    raw = (
        _Zstd(part.stream, bounds)
        if known.name == "zstd"
        else Unpacked(part.stream, _MAKE[known.name], bounds)
    )
    return replace(part, name=inner_name(part.name, known), stream=io.BufferedReader(raw, CHUNK))


def inner_name(name: str, known: Format) -> str:
    """What `name` is called without its compression.

    >>> from tui.corpus.formats import BY_NAME
    >>> inner_name("a.jsonl.gz", BY_NAME["gzip"]), inner_name("a.tgz", BY_NAME["gzip"])
    ('a.jsonl', 'a.tar')
    """
    suffix = suffix_of(name)
    if suffix not in known.suffixes:
        return name.removesuffix(suffix) if suffix in (".html", ".htm") else name
    return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
