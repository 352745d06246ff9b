"""How the reader wants the files of one corpus read, and what is corrected.

Kept on the shelf, which no rebuilt library touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tui.corpus.options import Options

if TYPE_CHECKING:
    from tui.library.shelf import Shelf
    from tui.model.correction import Correction


def encodings_of(shelf: Shelf, library: Path) -> tuple[tuple[str, str], ...]:
    """(pattern, encoding) as the reader chose them for the corpus of the file `library`, oldest first."""
    kept = shelf.get(_key(library))
    if not isinstance(kept, list):
        return ()
    return tuple((str(pair[0]), str(pair[1])) for pair in kept if isinstance(pair, list) and len(pair) == 2)


def choose_encodings(shelf: Shelf, library: Path, chosen: Iterable[tuple[str, str]]) -> None:
    """Remember more choices; they win over earlier ones, and one for the same pattern replaces it."""
    chosen = tuple(chosen)
    patterns = {pattern for pattern, _encoding in chosen}
    kept = [pair for pair in encodings_of(shelf, library) if pair[0] not in patterns]
    shelf.set(_key(library), [list(pair) for pair in (*kept, *chosen)])


def options_of(data_dir: Path, library: Path, columns: tuple[tuple[str, str], ...] = ()) -> Options:
    """The reader's decisions about the corpus of `library`; encodings only where `data_dir` has a shelf.

    Raises:
        ShelfError: the shelf cannot be read.
    """
    from tui.library.shelf import FILE, Shelf

    if not (data_dir / FILE).exists():
        return Options(columns=columns)
    shelf = Shelf.open(data_dir)
    try:
        return Options(encodings=encodings_of(shelf, library), columns=columns)
    finally:
        shelf.close()


def corrections_of(data_dir: Path) -> tuple[Correction, ...]:
    """The reader's corrections that are in force; none where `data_dir` has no shelf.

    Raises:
        ShelfError: the shelf cannot be read.
    """
    from tui.library.shelf import FILE, LOG, Shelf

    if not (data_dir / FILE).exists() and not (data_dir / LOG).exists():
        return ()
    shelf = Shelf.open(data_dir)
    try:
        return tuple(one for one in shelf.corrections() if not one.undone)
    finally:
        shelf.close()


def options_around(
    data_dir: Path, libraries: Path, path: Path, columns: tuple[tuple[str, str], ...] = ()
) -> Options:
    """The reader's decisions about the file or folder `path`, also where they were made about a folder around
    it: those about the nearest that has any hold.

    Raises:
        ShelfError: the shelf cannot be read.
    """
    from tui.library.places import library_path
    from tui.library.shelf import FILE, Shelf

    if not (data_dir / FILE).exists():
        return Options(columns=columns)
    path = path.resolve()
    base = path if path.is_dir() else path.parent
    shelf = Shelf.open(data_dir)
    try:
        for corpus in (path, *path.parents):
            chosen = encodings_of(shelf, library_path(libraries, corpus))
            if chosen:
                inside = base.relative_to(corpus).as_posix() if corpus not in (path, base) else "."
                return Options(chosen, columns, "" if inside == "." else f"{inside}/")
        return Options(columns=columns)
    finally:
        shelf.close()


def take_along(data_dir: Path, old: Path, new: Path, *, renamed: tuple[str, str] | None = None) -> None:
    """Let what was chosen for the corpus of `old` hold for that of `new` too, whose folder is the same one.

    `renamed`: the name of a corpus of one file, before and now; choices for the one hold for the other.

    Raises:
        ShelfError: the shelf cannot be used.
    """
    from tui.library.shelf import FILE, Shelf

    if not (data_dir / FILE).exists():
        return
    shelf = Shelf.open(data_dir)
    try:
        before, now = encodings_of(shelf, old), encodings_of(shelf, new)
        if renamed is not None:
            was, is_now = map(escape, renamed)
            before = tuple((_renamed(pattern, was, is_now), encoding) for pattern, encoding in before)
        if before:
            choose_encodings(shelf, new, before)
            choose_encodings(shelf, new, now)  # chosen later, so they win
    finally:
        shelf.close()


def _renamed(pattern: str, was: str, now: str) -> str:
    """A pattern of the file `was`, or of what is packed in it, for the file `now`."""
    inside = pattern.removeprefix(was)
    return now + inside if pattern.startswith(was) and inside[:1] in ("", "/") else pattern


def leave_behind(data_dir: Path, old: Path) -> None:
    """Forget what was chosen for the corpus of `old`: another folder may come to lie there.

    Raises:
        ShelfError: the shelf cannot be used.
    """
    from tui.library.shelf import FILE, Shelf

    if not (data_dir / FILE).exists():
        return
    shelf = Shelf.open(data_dir)
    try:
        if encodings_of(shelf, old):
            shelf.set(_key(old), [])
    finally:
        shelf.close()


def pattern_for(file: str, *, folder: bool) -> str:
    """The pattern that means this one file, or every file of its folder.

    >>> pattern_for("2009/[cu]/tin.txt", folder=False), pattern_for("2009/tin.txt", folder=True)
    ('2009/[[]cu]/tin.txt', '2009/*')
    """
    if not folder:
        return escape(file)
    parent, slash, _name = file.rpartition("/")
    return escape(parent + slash) + "*"


def _key(library: Path) -> str:
    return f"encodings:{library.parent.name}"
