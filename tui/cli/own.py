"""The reader's own store on the command line, and the articles that are marked there."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import output
from tui.cli.opened import find_article, opened
from tui.config import Paths
from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library.shelf import LOG, LONGEST_NOTE, Shelf
from tui.model.own import Note, Subject

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.model.result import ArticleHead


def shelf_of(paths: Paths) -> Shelf:
    """The shelf; what had to be mended is said."""
    shelf = Shelf.open(paths.data)
    if shelf.notice:
        output.say(shelf.notice)
    return shelf


def has_shelf(paths: Paths) -> bool:
    """True when something was ever kept: to look for it makes no folder."""
    return paths.shelf.exists() or (paths.data / LOG).exists()


def subject_of(head: ArticleHead, corpus: Path) -> Subject:
    """What the shelf remembers of an article."""
    return Subject(head.digest, head.title, head.file, str(corpus.absolute()))


def subjects_named(names: Iterable[str], corpus: Path, paths: Paths) -> list[Subject]:
    """The articles of these names, each once.

    Raises:
        UsageError: one of them is none, or more than one.
    """
    library = opened(corpus, paths)
    try:
        found = {find_article(library, name, corpus): None for name in names}
        return [subject_of(head, corpus) for head in library.heads_of(tuple(found))]
    finally:
        library.close()


def library_if_any(corpus: Path, paths: Paths) -> Library | None:
    """The library of `corpus` as it is; None where there is none that can be read."""
    from tui.errors import LibraryError
    from tui.library.library import Library
    from tui.library.places import library_path

    try:
        return Library.open(library_path(paths.library, corpus), shelf=paths.shelf)
    except LibraryError:
        return None


def typed(text: str) -> str:
    """`text`, or what stands on standard input where it is `-`."""
    if text != "-":
        return text
    data = sys.stdin.buffer.read(4 * LONGEST_NOTE + 4)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(_("standard input is not UTF-8 text"), hint=_("save it as UTF-8 text")) from error


def tags_by_digest(shelf: Shelf, notes: Iterable[Note]) -> dict[str, tuple[str, ...]]:
    """Digest → tags of the articles these notes are about."""
    return {digest: shelf.tags_of(digest) for digest in {note.about.digest for note in notes}}
