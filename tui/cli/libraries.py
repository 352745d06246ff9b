"""The library of a corpus, opened, and the articles the command line names in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import Paths
from tui.errors import LibraryMissing, UsageError
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.library.library import Library


def opened(corpus: Path, paths: Paths) -> Library:
    """The library of `corpus`; indexed first if it never was, with progress on a terminal."""
    from tui.library.library import Library
    from tui.library.places import library_path

    path = library_path(paths.library, corpus)
    try:
        library = Library.open(path, shelf=paths.shelf)
        if library.corpus() is not None:
            return library
        library.close()
    except LibraryMissing:
        pass
    from tui.cli.indexing import index

    index(corpus, paths, progress="auto", jobs=None)
    return Library.open(path, shelf=paths.shelf)


def find_article(library: Library, name: str, corpus: Path) -> int:
    """The article called `name`: a path on disk, a path in the corpus, or the unique beginning of one.

    Raises:
        UsageError: there is none, or more than one.
    """
    for candidate in _names(name, corpus):
        found = library.find_id(candidate)
        if found is not None:
            return found
    raise UsageError(
        _("no article begins with “{name}”").format(name=name),
        hint=_("give a path inside the corpus, or choose the corpus with --corpus"),
    )


def _names(name: str, corpus: Path) -> list[str]:
    """Ways `name` may be written inside the corpus, the likeliest first."""
    base = corpus if corpus.is_dir() else corpus.parent
    names = [name.removeprefix("./")]
    with suppress(ValueError, OSError):
        names.insert(0, Path(name).resolve().relative_to(base.resolve()).as_posix())
    first, slash, rest = name.partition("/")
    if slash and first == corpus.name:
        names.append(rest)
    return [candidate for candidate in names if candidate not in ("", ".")]
