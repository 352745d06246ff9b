"""A library that can be asked, whatever was found in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui.errors import LibraryDamaged, LibraryMissing, LibraryOutdated
from tui.i18n import gettext as _
from tui.library import connection, lock
from tui.library.library import Library


def prepare(library_path: Path, on_notice: Callable[[str], None]) -> None:
    """Make sure that there is a library to open, an empty one if need be; costs milliseconds if there is.

    Raises:
        LibraryError: there is none and none can be made, or it was made by a newer version.
    """
    try:
        Library.open(library_path).close()
    except (LibraryMissing, LibraryDamaged, LibraryOutdated):
        with lock.writer(library_path) as held:
            if held:
                open_or_rebuild(library_path, on_notice).close()


def open_or_rebuild(path: Path, on_notice: Callable[[str], None]) -> Library:
    """The library to write; an unusable one is set aside or removed, and replaced by an empty one."""
    try:
        return Library.open(path, write=True)
    except LibraryDamaged as damage:
        aside = connection.set_aside(path)
        on_notice(_("{problem}; set aside as {file} and built anew").format(problem=damage, file=aside.name))
    except LibraryOutdated as outdated:
        connection.remove(path)
        on_notice(_("{problem}; built anew").format(problem=outdated))
    return Library.open(path, write=True)
