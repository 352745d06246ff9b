"""tar, whole or compressed: its members in the order they lie, read once and never written."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import IO, Any, cast

from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.members import Members
from tui.model.article import RawArticle, Rejected

MAX_HEADER = 1024 * 1024
"""Bytes of a long name or a list of attributes, which are read whole."""
_OWN_DATA = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """The articles of every member.

    Raises:
        RefusalError: it breaks off; what came before stands.
    """
    members = Members(part)
    try:
        with tarfile.open(
            fileobj=cast(IO[bytes], _AsItComes(part.stream)),
            mode="r|",
            encoding="utf-8",
            errors="surrogateescape",
            tarinfo=_Entry,
            bufsize=64 * 1024,
        ) as archive:
            while (entry := archive.next()) is not None:
                cast(Any, archive).members.clear()  # they are not kept: an archive may have a million
                yield from _member(members, archive, entry)
    except (tarfile.TarError, EOFError, ValueError, UnicodeDecodeError) as error:
        raise RefusalError("damaged") from error


def _member(
    members: Members, archive: tarfile.TarFile, entry: tarfile.TarInfo
) -> Iterator[RawArticle | Rejected]:
    path = entry.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    path = path.removeprefix("./")
    if entry.isdir() or not members.is_wanted(path):
        return
    if entry.issym() or entry.islnk() or not entry.isfile():
        yield members.refused(path, "link")
        return
    reason = members.refusal(path)
    if reason is not None:
        yield members.refused(path, reason)
        return
    stream = archive.extractfile(entry)
    if stream is None:
        return
    yield from members.read(path, io.BufferedReader(_Whole(stream, entry.size), 64 * 1024))


class _Entry(tarfile.TarInfo):
    """A header; one that is cut off or broken ends the archive with a word, and its own data are bounded."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> tarfile.TarInfo:  # type: ignore[override]
        try:
            return super().fromtarfile(archive)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(str(error)) from error

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _OWN_DATA and self.size > MAX_HEADER:
            raise tarfile.ReadError("header too large")
        found: tarfile.TarInfo = super()._proc_member(archive)  # type: ignore[misc]
        return found


class _AsItComes:
    """Hands on what is there, so that nothing that stands before a break is lost with it."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read1(size)


class _Whole(io.RawIOBase):
    """A member; one that ends before its size is damaged, and not merely short."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        super().__init__()
        self._stream, self._left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except (tarfile.TarError, EOFError) as error:
            raise RefusalError("damaged") from error
        if not data and self._left > 0 and len(view):
            raise RefusalError("damaged")
        self._left -= len(data)
        view[: len(data)] = data
        return len(data)
