"""A look at the beginning of a file that could not be read: as text in each encoding, or byte by byte."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from tui.corpus.options import Options
from tui.corpus.reader import CorpusFile, stream
from tui.model.article import RawArticle
from tui.text.encoding import MISREAD, TITLES, decode, readings
from tui.text.legacy.codecs import CODECS
from tui.text.normal import normalize

LOOKED_AT = 64 * 1024
"""Bytes that are read: enough to tell the encoding."""
SHOWN = 4000
"""Code points of text, and bytes of other data, that are shown."""
DUMPED = 16 * 64
SEARCHED = 64 * 1024 * 1024
"""Bytes of an archive that are read through for one part of it."""
IN_DOUBT = ("unsure-encoding", "not-text")
"""Reasons of a refusal that another encoding may lift."""
_ROW = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """The beginning of a file as one encoding reads it."""

    encoding: str
    title: str
    share: float
    """How sure this encoding is, 0 to 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Peek:
    """What there is to see of one file."""

    file: str
    size: int
    readings: tuple[Reading, ...] = ()
    """Best first; none where the file is no text."""
    dump: tuple[str, ...] = ()
    """Offset, bytes in hex and the ASCII among them, a row each."""
    inside: str = ""
    """The archive or file of records that holds it, of which `size` is; empty for a file of its own."""


def peek(root: Path, path: Path, file: str) -> Peek:
    """Look at the beginning of the file at `path`, called `file` in the corpus at `root`; nothing is changed.

    Raises:
        OSError: it cannot be opened or read, is no ordinary file, or lies outside the corpus.
    """
    inside = root.is_file() or Path(os.path.realpath(path)).is_relative_to(root.resolve())
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path if inside else os.devnull, flags)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not inside or not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        size, data = status.st_size, stream.read(LOOKED_AT)
    offered = readings(data) if _is_texty(data) else []
    found = tuple(
        Reading(name, TITLES.get(name, name), share, normalize(_text(data, name))[:SHOWN])
        for name, share in offered
    )
    return Peek(file, size, found, () if found else tuple(_dump(data[:DUMPED])))


def peek_inside(holder: CorpusFile, file: str, guess: str | None = None, *, in_doubt: bool = True) -> Peek:
    """Look at `file`, a part of the archive or file of records `holder`, as the reader of its format does.

    One reading for each encoding it can be read in, `guess` first; none where the format itself is broken,
    where looking for the part would take long, or where it is not `in_doubt` which encoding it is in: what it
    was refused for besides is not tried again here.

    Raises:
        OSError: the file that holds it cannot be looked at.
    """
    size = holder.path.lstat().st_size
    names = sorted(CODECS, key=lambda name: name != guess) if in_doubt and size <= SEARCHED else ()
    found = []
    for name in names:
        options = Options(encodings=((escape(file), name),))
        for item in stream(holder, options, wanted=file):
            if isinstance(item, RawArticle) and item.file == file:
                text = normalize(item.whole)[:SHOWN]
                found.append(Reading(name, TITLES.get(name, name), 0.0, text))
                break
    return Peek(file, size, tuple(found), inside=holder.file)


def _text(data: bytes, encoding: str) -> str:
    known = encoding in CODECS or encoding in TITLES or encoding == MISREAD
    decoded = decode(data, encoding) if known else decode(data)
    return decoded.text if decoded else ""


def _is_texty(data: bytes) -> bool:
    """True where somebody could have written it: text, or at least no zeros."""
    return bool(data) and (b"\0" not in data or decode(data) is not None)


def _dump(data: bytes) -> list[str]:
    rows = []
    for start in range(0, len(data), _ROW):
        row = data[start : start + _ROW]
        ascii_part = "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in row)
        rows.append(f"{start:04x}  {row.hex(' '):<{3 * _ROW - 1}}  {ascii_part}")
    return rows
