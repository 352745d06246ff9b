"""Corrections of the reader's in the app's store: on the shelf first, then in the library."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.errors import LibraryDamaged, LibraryMissing, LibraryOutdated

if TYPE_CHECKING:
    from tui.library.library import Library
    from tui.library.shelf import Shelf
    from tui.model.correction import Correction

_FOLLOWING = threading.Lock()
"""One thread of this process writes to a library at a time."""


class CorrectionStore(Protocol):
    """What the app asks about corrections. Any call may take a while."""

    def correct(self, correction: Correction) -> Correction:
        """Keep a correction; as it was kept.

        Raises:
            UsageError: the name it gives is none.
        """
        ...

    def undo_correction(self, name: str = "") -> Correction | None:
        """Take back the correction `name`, or the last one in force; None where there is none."""
        ...

    def redo_correction(self, name: str) -> Correction | None:
        """Let the correction `name` hold again."""
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order they were made; those taken back too."""
        ...

    def follow_corrections(self, on_step: Callable[[int], bool]) -> bool:
        """Let the library follow the corrections; False where an indexer keeps it.

        `on_step` is told now and then how many articles are left, and says whether to go on.
        """
        ...

    def merging(self, key: str, into: str) -> Correction:
        """That one name is another; raises `UsageError` where it cannot be."""
        ...

    def renaming(self, key: str, shown: str) -> Correction:
        """That a name is spelled otherwise; raises `UsageError` where it cannot be."""
        ...

    def splitting(self, key: str, digest: str, shown: str) -> Correction:
        """That a name is another in one article; raises `UsageError` where it cannot be."""
        ...

    def rejecting(self, key: str) -> Correction:
        """That a name is none, in no article; raises `UsageError` where there is no such name."""
        ...


class CorpusCorrections:
    """The part of `CorpusStore` that corrects."""

    _path: Path
    _data: Path
    _shelf_path: Path

    def _library(self) -> Library | None:
        """The library, or None while there is none that can be read."""
        raise NotImplementedError

    def _own(self) -> Shelf:
        """The reader's shelf."""
        raise NotImplementedError

    def correct(self, correction: Correction) -> Correction:
        """Keep a correction; as it was kept."""
        return self._own().correct(correction)

    def undo_correction(self, name: str = "") -> Correction | None:
        """Take back the correction `name`, or the last one in force; None where there is none."""
        return self._own().undo_correction(name) if self._shelf_path.exists() else None

    def redo_correction(self, name: str) -> Correction | None:
        """Let the correction `name` hold again."""
        return self._own().redo_correction(name)

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order they were made; those taken back too."""
        return self._own().corrections() if self._shelf_path.exists() else ()

    def follow_corrections(self, on_step: Callable[[int], bool]) -> bool:
        """Let the library follow the corrections; False where an indexer keeps it."""
        from tui.library.correcting import bring_up
        from tui.library.in_force import lags_behind

        with _FOLLOWING:
            library = self._library()
            if library is None:
                return True  # it will be made with them
            if not lags_behind(library.connection, self.corrections()):
                return True
            try:
                return bring_up(self._path, self.corrections, on_step=on_step)
            except (LibraryMissing, LibraryDamaged, LibraryOutdated):
                return True  # it is about to be built anew, with them

    def merging(self, key: str, into: str) -> Correction:
        """That one name is another."""
        from tui.library import deciding

        return deciding.merging(self._open_library().connection, key, into)

    def renaming(self, key: str, shown: str) -> Correction:
        """That a name is spelled otherwise."""
        from tui.library import deciding

        return deciding.renaming(self._open_library().connection, key, shown)

    def splitting(self, key: str, digest: str, shown: str) -> Correction:
        """That a name is another in one article."""
        from tui.library import deciding

        return deciding.splitting(self._open_library().connection, key, [digest], shown)

    def rejecting(self, key: str) -> Correction:
        """That a name is none, in no article."""
        from tui.library import deciding

        return deciding.rejection_everywhere(self._open_library().connection, key)

    def _open_library(self) -> Library:
        library = self._library()
        if library is None:
            raise LibraryMissing("")
        return library
