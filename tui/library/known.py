"""All libraries there are: whose each is, how large and how old, and which belongs to a folder that moved.

A library knows where its corpus lay when it was last indexed. A folder that is gone may have been moved; one
on a disk that is not mounted will be back.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tui.errors import LibraryDamaged, LibraryError, LibraryMissing, LibraryOutdated
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.library import connection as connections
from tui.library import decisions, lock
from tui.library.library import Library
from tui.library.places import library_path, remember_place

State = Literal["sound", "empty", "older", "damaged", "unusable"]
Folder = Literal["there", "gone", "away", "unknown"]

REMOVABLE = ("/media", "/run/media", "/mnt", "/Volumes", "/net")
"""Where systems mount disks that come and go. Source: FHS 3.0, udisks2, macOS, autofs."""

COMPARED = 64
"""Files of a library that are looked for in a folder."""
DIGESTS_COMPARED = 6
LIKE = 0.9
"""Share of them that must be there, with their sizes: a moved folder may have been worked on since."""


@dataclass(frozen=True, slots=True)
class KnownLibrary:
    """One library, without having read more of it than its head."""

    path: Path
    """Its SQLite file."""
    corpus: Path | None
    """Where the corpus lay when it was last indexed."""
    articles: int
    rejected: int
    size: int
    """Bytes of everything kept in its folder."""
    indexed: float
    """When it was last indexed, in seconds since 1970."""
    state: State
    folder: Folder
    """`away`: on a disk that is not mounted now."""
    busy: bool
    """An indexer is at work on it."""


def known_libraries(root: Path) -> tuple[KnownLibrary, ...]:
    """The libraries in the folder `root`, last indexed first."""
    found = [look_at(path) for path in _files(root)]
    return tuple(sorted(found, key=lambda known: (-known.indexed, str(known.corpus))))


def _files(root: Path) -> Iterator[Path]:
    with suppress(OSError):
        for folder in sorted(root.iterdir()):
            path = folder / connections.FILE
            if not folder.is_symlink() and path.is_file():
                yield path


def look_at(path: Path) -> KnownLibrary:
    """What there is to know of one library."""
    articles = rejected = 0
    state: State = "sound"
    try:
        library = Library.open(path)
        try:
            counts = library.state()
            articles, rejected = counts.articles, counts.rejected
            state = "sound" if library.is_current() else "older"
        finally:
            library.close()
    except LibraryOutdated:
        state = "older"
    except LibraryMissing:
        state = "empty"
    except LibraryDamaged:
        state = "damaged"
    except LibraryError:
        state = "unusable"
    corpus, mount = _place(path)
    return KnownLibrary(
        path,
        corpus,
        articles,
        rejected,
        _size(path.parent),
        _last_indexed(path),
        state,
        _folder(corpus, mount),
        _is_busy(path),
    )


def _place(path: Path) -> tuple[Path | None, str]:
    """Where the corpus of a library lay, and on which mounted disk; of whatever version the library is."""
    try:
        with closing(sqlite3.connect(connections.file_uri(path, "mode=ro"), uri=True)) as connection:
            rows = dict(
                connection.execute(
                    "SELECT name, value FROM meta WHERE name IN ('corpus', 'mount')"
                ).fetchall()
            )
            corpus = os.fsdecode(bytes.fromhex(rows["corpus"]))
            return Path(corpus), os.fsdecode(bytes.fromhex(rows.get("mount", "")))
    except (sqlite3.DatabaseError, KeyError, TypeError, ValueError):
        return None, ""


def _folder(corpus: Path | None, mount: str) -> Folder:
    if corpus is None:
        return "unknown"
    try:
        if corpus.exists():
            return "there"
    except OSError:
        return "away"  # a disk that fails, a server that does not answer
    if mount:
        return "gone" if Path(mount).is_mount() else "away"
    for place in map(Path, REMOVABLE):
        if corpus.is_relative_to(place) and not any(
            parent.is_mount() for parent in corpus.parents if parent.is_relative_to(place) and parent != place
        ):
            return "away"
    return "gone"


def _size(folder: Path) -> int:
    total = 0
    for base, _folders, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += Path(base, name).lstat().st_size
    return total


def _last_indexed(path: Path) -> float:
    """When a writer last had the library: `lock` says it, else the library itself."""
    for name in (path.name + ".lock", path.name):
        with suppress(OSError):
            return path.with_name(name).stat().st_mtime
    return 0.0


def _is_busy(path: Path) -> bool:
    try:
        descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


# forgetting


def find(root: Path, corpus: Path) -> Path | None:
    """The file of the library of `corpus`, which may be gone; None where there is none."""
    path = library_path(root, corpus)
    if path.is_file():
        return path
    wanted = {corpus.absolute(), corpus.resolve()}
    return next((path for path in _files(root) if _place(path)[0] in wanted), None)


def forget(path: Path) -> int:
    """Delete the library whose file is `path`, and all that lies in its folder; the bytes that were freed.

    Raises:
        LibraryError: an indexer is at work on it, or it cannot be deleted.
    """
    with lock.writer(path) as held:
        if not held:
            raise LibraryError(
                _("this corpus is being indexed now"),
                hint=_("try again when it is done, or stop docbao index"),
            )
        size = _size(path.parent)
        try:
            # the file first: what is left of a library without it is none
            path.unlink(missing_ok=True)
            shutil.rmtree(path.parent)
        except OSError as error:
            raise LibraryError(
                _("the library cannot be deleted: {reason}").format(reason=reason_of(error)),
                hint=_("check its permissions"),
            ) from error
    return size


# a folder that moved


def adopt(root: Path, corpus: Path, data_dir: Path | None = None) -> Path | None:
    """Give `corpus`, which has no library, the one it had under another name; where it lay before.

    None where it has one, or nothing was moved. A library is taken over when its own folder is gone, and
    nearly all of its files lie in this one: names and sizes, and what some of them hold. A corpus of one file
    is known by its size and its bytes or time, whatever it is called; under another name it is read again.
    A copy whose original still stands gets a library of its own. The encodings chosen come along, in
    `data_dir`.

    Raises:
        ShelfError: they cannot be kept under the new name; nothing has been moved.
    """
    path = library_path(root, corpus)
    if path.exists() or not (corpus.is_dir() or corpus.is_file()):
        return None
    like_of = _likeness if corpus.is_dir() else _likeness_of_file
    best: tuple[float, Path, Path] | None = None
    for candidate in _files(root):
        before, mount = _place(candidate)
        if before is None or _folder(before, mount) not in ("gone", "away"):
            continue
        like = like_of(candidate, corpus)
        if like >= LIKE and (best is None or like > best[0]):
            best = like, candidate, before
    if best is None:
        return None
    if data_dir is not None:
        renamed = None if corpus.is_dir() else (best[2].name, corpus.name)
        decisions.take_along(
            data_dir, best[1], path, renamed=renamed
        )  # first: killed after it, the next run moves the rest
    if not _move(best[1], path, corpus):
        return None
    if data_dir is not None:
        decisions.leave_behind(data_dir, best[1])
    return best[2]


def _likeness(path: Path, corpus: Path) -> float:
    """Share of the library's files that lie in the folder; 0 where one of them holds something else."""
    try:
        library = Library.open(path)
    except LibraryError:
        return 0.0  # it would be built anew anyway
    try:
        with connections.reported(path):
            (count,) = library.connection.execute("SELECT count(*) FROM sources").fetchone()
            step = max(1, count // COMPARED)
            rows = library.connection.execute(
                "SELECT chosen.file, size, digest FROM (SELECT id, file, size,"
                " row_number() OVER (ORDER BY id) AS row FROM sources) AS chosen LEFT JOIN articles"
                " ON source = chosen.id AND articles.file = chosen.file WHERE row % ? = 0 LIMIT ?",
                (step, COMPARED),
            ).fetchall()
    except LibraryError:
        return 0.0
    finally:
        library.close()
    here = [(corpus / file, digest) for file, size, digest in rows if _size_of(corpus / file) == size]
    read = [pair for pair in here if pair[1]][:: max(1, len(here) // DIGESTS_COMPARED)]
    if not here or any(_digest_of(file) != digest for file, digest in read):
        return 0.0
    return len(here) / len(rows)


def _likeness_of_file(path: Path, corpus: Path) -> float:
    """1 where the library is of one file, of the size of `corpus` and with its bytes, or its time; else 0."""
    try:
        library = Library.open(path)
    except LibraryError:
        return 0.0
    try:
        with connections.reported(path):
            rows = library.connection.execute(
                "SELECT sources.file, size, mtime_ns, digest FROM sources LEFT JOIN articles"
                " ON source = sources.id AND articles.file = sources.file LIMIT 2"
            ).fetchall()
        before = library.corpus()
    except LibraryError:
        return 0.0
    finally:
        library.close()
    if before is None or len(rows) != 1 or rows[0][0] != before.name or before.suffix != corpus.suffix:
        return 0.0
    (_file, size, mtime_ns, digest) = rows[0]
    try:
        now = corpus.stat()
    except OSError:
        return 0.0
    if now.st_size != size:
        return 0.0
    return float(now.st_mtime_ns == mtime_ns or (digest is not None and _digest_of(corpus) == digest))


def _size_of(path: Path) -> int:
    try:
        return path.lstat().st_size
    except (OSError, ValueError):
        return -1


def _digest_of(path: Path) -> str:
    """Digest of the bytes of a file, as `RawArticle.digest` has it where a file is one article."""
    try:
        with path.open("rb") as stream:
            return hashlib.blake2b(stream.read(), digest_size=16).hexdigest()
    except OSError:
        return ""


def _move(old: Path, new: Path, corpus: Path) -> bool:
    """Put the library `old` in the place of `new`; False where somebody is at work on it."""
    try:
        with lock.writer(old) as held:
            if not held:
                return False
            new.with_name(new.name + ".lock").unlink(missing_ok=True)
            old.parent.rename(new.parent)
            with closing(connections.open_writing(new)) as connection:
                remember_place(connection, corpus.absolute())
    except (OSError, LibraryError):
        return False
    return True
