"""A corpus: a folder of files, or one file. What is in it, and what each file holds.

Nothing here writes, follows a link out of the corpus or waits on a pipe. A file that cannot be read is a
value (`Rejected`), never an exception.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.formats import find_format, is_article_file
from tui.corpus.loaders.base import Guard, Part, unguarded
from tui.corpus.loaders.dispatch import articles_of
from tui.corpus.loaders.sniffing import HEAD, format_of
from tui.corpus.options import Options
from tui.i18n import N_
from tui.model.article import RawArticle, Rejected

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

EVERYTHING_SAID = Options()
"""No decisions of the reader: what files say themselves is enough."""
BUFFER = 64 * 1024
"""Bytes read at once; the first of them tell the format."""
LISTED = 1_000
"""Files looked at before they are told of."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file was refused; both texts are translated when they are shown."""

    message: str
    hint: str


REASONS: dict[str, Reason] = {
    "not-text": Reason(N_("not text, or in an unknown encoding"), N_("save it as UTF-8 text")),
    "unsure-encoding": Reason(N_("encoding in doubt"), N_("preview it and choose its encoding")),
    "unreadable": Reason(N_("cannot be read"), N_("check its permissions, and that it still exists")),
    "empty": Reason(N_("holds no text"), N_("nothing to do")),
    "too-large": Reason(N_("too large for one article"), N_("split it into one file an article")),
    "not-regular": Reason(N_("not an ordinary file"), N_("copy what it holds into a text file")),
    "outside": Reason(
        N_("a link that leads out of the folder"), N_("copy the file into the folder, or open its folder")
    ),
    "crashed": Reason(
        N_("not understood: docbao failed on it"), N_("report it with the file, if you may share it")
    ),
    "too-slow": Reason(N_("took too long"), N_("save it as plain text, or split it into smaller files")),
    "too-much-memory": Reason(
        N_("needs more memory than one document may take (1 GB)"),
        N_("save it as plain text, or split it into smaller files"),
    ),
    "unknown-format": Reason(
        N_("a format that is not read"),
        N_("save it as text, HTML, DOCX, PDF, CSV or JSON; unpack it if it is packed"),
    ),
    "no-article": Reason(N_("holds no article: a list or a page without text"), N_("nothing to do")),
    "damaged": Reason(N_("damaged or cut off"), N_("get it again; what could be read is kept")),
    "encrypted": Reason(N_("locked with a password"), N_("unlock or unpack it, and add what it holds")),
    "bomb": Reason(
        N_("unpacks to far more than it holds (limits: 64 MB a document, 200 times its size)"),
        N_("unpack it into a folder, if you trust it, and open the folder"),
    ),
    "entities": Reason(N_("XML that defines entities of its own"), N_("save it as plain XML, HTML or text")),
    "sitemap": Reason(N_("a list of addresses, no articles"), N_("nothing to do")),
    "no-text-layer": Reason(N_("pictures of pages, no text in them"), N_("run it through OCR first")),
    "nested": Reason(
        N_("an archive inside an archive"), N_("unpack the outer one into a folder, and open it")
    ),
    "unsafe-name": Reason(
        N_("an entry whose name leads out of the archive"), N_("rename it if you trust it, and pack it again")
    ),
    "link": Reason(N_("a link or a device in an archive"), N_("pack the file itself")),
    "duplicate-name": Reason(N_("a second entry of the same name"), N_("pack it under another name")),
    "overlapping": Reason(N_("entries that overlap: no honest archive"), N_("do not trust it")),
    "too-many-members": Reason(
        N_("more files in one archive than are read"), N_("unpack it into a folder, and open the folder")
    ),
    "needs-extra": Reason(N_("needs an extra package"), N_("install it, and run docbao index again")),
    "row-without-text": Reason(
        N_("a record without text in this line"), N_("name the column that holds it: columns in config.yaml")
    ),
    "rows-without-text": Reason(
        N_("more records without text: how many, from which line"),
        N_("name the column that holds it: columns in config.yaml"),
    ),
    "bad-record": Reason(N_("a damaged record in this line"), N_("mend it; the others are read")),
    "bad-records": Reason(
        N_("more damaged records: how many, from which line"), N_("mend them; the others are read")
    ),
    "no-column": Reason(
        N_("no column that holds text is known"),
        N_("name it in config.yaml, as in columns: {text: noi_dung}"),
    ),
    "more-refused": Reason(
        N_("more of it was refused: how many"), N_("what to do is said of the first thousand of them")
    ),
    "too-deep": Reason(N_("nested too deeply"), N_("save it as one object an article")),
}
"""Key of `Rejected.reason` → what to say."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of a corpus, before it is opened."""

    file: str
    """Path inside the corpus with `/`; a byte of the name that is no UTF-8 is written `\\\\xNN`."""
    path: Path
    """Where it lies; never shown or stored as it is."""
    size: int
    mtime_ns: int
    ctime_ns: int = 0
    """Change time of the inode: moves with every write, even where size and mtime were put back."""


def scan(root: Path) -> Iterator[CorpusFile]:
    """Files of the corpus at `root` that hold articles, or should be refused by name; sorted by `file`.

    Hidden files and folders, formats that hold no articles, and links to what lies in the corpus anyway are
    passed over. Links that lead out, pipes, sockets, devices and folders that cannot be listed are yielded,
    so that `read` refuses each with its reason. A file is a corpus of one, whatever its suffix.

    Raises:
        OSError: `root` does not exist or cannot be listed.
    """
    for listing in scan_lists(root):
        for (file, size, mtime_ns, ctime_ns), path in zip(listing.files, listing.paths, strict=True):
            yield CorpusFile(file, Path(path), size, mtime_ns, ctime_ns)


Signature = tuple[str, int, int, int]
"""(file, size, mtime_ns, ctime_ns), as `CorpusFile` has them: a million of them cost little, and whole lists
are compared at once."""


class Listing(NamedTuple):
    """Files of a corpus that follow one another; never empty."""

    files: list[Signature]
    paths: list[str]
    """Where each lies."""


def scan_lists(root: Path) -> Iterator[Listing]:
    """Like `scan`, some files at a time: those between two folders, at most `LISTED`."""
    root = root.resolve(strict=True)
    if not root.is_dir():
        yield Listing([_signature(root.name, root.stat())], [str(root)])
        return
    with os.scandir(root) as entries:
        waiting = _sorted(entries)
    while waiting:
        folder = waiting.pop()
        if not isinstance(folder, list):
            entry, file = folder
            try:
                with os.scandir(entry.path) as entries:
                    waiting += _sorted(entries, f"{file}/")
                continue
            except OSError:
                folder = [folder]  # listed as a file: one that is refused
        for start in range(0, len(folder), LISTED):
            listing = _look_at(folder[start : start + LISTED], root)
            if listing.files:
                yield listing


_Entry = tuple["os.DirEntry[str]", str]
"""What a folder holds, and its path inside the corpus."""


def _sorted(entries: Iterator[os.DirEntry[str]], prefix: str = "") -> list[_Entry | list[_Entry]]:
    """Folders, and lists of files between two of them, last first; folders sort as if named with `/`."""
    found = {}
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        if entry.is_dir(follow_symlinks=False):
            found[f"{name}/"] = entry
        elif is_article_file(name):
            found[name] = entry
    parts: list[_Entry | list[_Entry]] = []
    files: list[_Entry] = []
    for name in sorted(found):
        if name[-1] != "/":
            files.append((found[name], prefix + name))
            continue
        if files:
            parts.append(files)
            files = []
        parts.append((found[name], prefix + name[:-1]))
    if files:
        parts.append(files)
    parts.reverse()
    return parts


def _look_at(entries: list[_Entry], root: Path) -> Listing:
    """The files among `entries`, without links to what lies in the corpus and what is gone by now."""
    listing = Listing([], [])
    for entry, file in entries:
        if entry.is_symlink() and _leads_inside(entry.path, root):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue  # gone since the folder was listed
        listing.files.append(_signature(file, status))
        listing.paths.append(entry.path)
    return listing


def _leads_inside(link: str, root: Path) -> bool:
    target = Path(os.path.realpath(link))
    return target.is_relative_to(root) and target.exists()


def _signature(file: str, status: os.stat_result) -> Signature:
    if not file.isascii():  # bytes that are no UTF-8 are written out
        file = os.fsencode(file).decode("utf-8", errors="backslashreplace")
    return file, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def read(
    corpus_file: CorpusFile, options: Options = EVERYTHING_SAID
) -> tuple[list[RawArticle], list[Rejected]]:
    """Articles of one file, and what of it was refused, all at once; see `stream`."""
    articles: list[RawArticle] = []
    rejected: list[Rejected] = []
    for item in stream(corpus_file, options):
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            articles.append(item)
    return articles, rejected


def stream(
    corpus_file: CorpusFile,
    options: Options = EVERYTHING_SAID,
    *,
    guard: Guard = unguarded,
    wanted: str | None = None,
    on_read: Callable[[int, int], None] | None = None,
) -> Iterator[RawArticle | Rejected]:
    """Articles of one file in order as they are read, and what of it was refused.

    Never raises for what a file is, or for what is wrong with its format. `guard` runs the work on each
    document of it, and may bound its time or survive its failure. With `wanted`, the name of one article,
    most of what is not it is passed over. `on_read` is told from which byte on how many were read.
    """
    file = corpus_file.file
    try:
        descriptor = _open(corpus_file)
    except OSError as error:
        yield Rejected(file, *_refusal(corpus_file.path, error))
        return
    raw = io.FileIO(descriptor) if on_read is None else _Told(descriptor, on_read)
    with io.BufferedReader(raw, BUFFER) as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield Rejected(file, "not-regular")
            return
        name = corpus_file.path.name
        try:
            yield from articles_of(Part(file, name, opened, options, wanted=wanted, guard=guard))
        except OSError as error:
            yield Rejected(file, "unreadable", os.strerror(error.errno or 0))


class _Told(io.FileIO):
    """A file that says what of it was read."""

    def __init__(self, descriptor: int, on_read: Callable[[int, int], None]) -> None:
        super().__init__(descriptor)
        self._on_read = on_read

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        count = super().readinto(buffer) or 0
        self._on_read(self.tell() - count, count)
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._on_read(self.tell() - len(data), len(data))
        return data


def is_plain(corpus_file: CorpusFile) -> bool:
    """True for a file of plain text by its name and its first bytes: no program but our own reads it."""
    known = find_format(corpus_file.path.name)
    if known is None or known.name != "plain":
        return False
    try:
        descriptor = _open(corpus_file)
    except OSError:
        return True  # refused before anything of it is read
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return True
        found = format_of(corpus_file.path.name, os.read(descriptor, HEAD))
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return found is not None and found.name == "plain"


def _open(corpus_file: CorpusFile) -> int:
    """Open without following a link in any part of the path below the corpus, and without waiting."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    root, *parts = str(corpus_file.path.absolute()).rsplit("/", corpus_file.file.count("/") + 1)
    folder = os.open(root or "/", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            below = os.open(part, flags | os.O_DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(parts[-1], flags, dir_fd=folder)
    finally:
        os.close(folder)


def _refusal(path: Path, error: OSError) -> tuple[str, str]:
    """Reason and detail for a file that did not open."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        mode = 0
    if stat.S_ISLNK(mode):
        try:
            os.path.realpath(path, strict=True)
        except OSError as broken:  # leads nowhere, or in a circle
            return "unreadable", os.strerror(broken.errno or 0)
        return "outside", ""
    if stat.S_ISSOCK(mode):
        return "not-regular", ""
    return "unreadable", os.strerror(error.errno or 0)
