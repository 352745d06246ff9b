"""The library of a corpus, opened, and the articles the command line names in it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.config import Paths
from tui.errors import LibraryMissing, LibraryOutdated, UsageError
from tui.i18n import gettext as _

if TYPE_CHECKING:
    from tui.library.library import Library


def opened(corpus: Path, paths: Paths) -> Library:
    """The library of `corpus`, indexed first where there is none of this version; with progress.

    Raises:
        SystemExit: indexing was interrupted; with its exit status.
    """
    from tui.library.library import Library
    from tui.library.places import library_path

    path = library_path(paths.library, corpus)
    library = _find_library(path, paths)
    if library is None:
        from tui.cli.indexing import index

        status = index(corpus, paths, progress="auto", jobs=None)
        if status:
            raise SystemExit(status)
        return Library.open(path, shelf=paths.shelf)
    if library.lags_behind():
        from tui.cli.following import follow

        library.close()
        follow(corpus, paths)
        library = Library.open(path, shelf=paths.shelf)
    if not library.is_whole():
        output.say(_("indexing has not come to its end yet, some articles may be missing: run docbao index"))
    return library


def _find_library(path: Path, paths: Paths) -> Library | None:
    """The library in `path` if it was ever filled and by this version; else None."""
    from tui.library.library import Library

    try:
        library = Library.open(path, shelf=paths.shelf)
    except (LibraryMissing, LibraryOutdated):
        return None
    if library.is_current() and library.corpus() is not None:
        return library
    library.close()
    return None


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
        names.insert(0, Path(os.path.realpath(name)).relative_to(base.resolve()).as_posix())
    first, slash, rest = name.partition("/")
    if slash and first == corpus.name:
        names.append(rest)
    return [candidate for candidate in names if candidate not in ("", ".")]
