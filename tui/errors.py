"""Everything this program refuses, each with a message for people and the next step."""

from __future__ import annotations


class DocbaoError(Exception):
    """A refusal. `str(error)` says what is wrong, `hint` what to do next; both fit one line."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(DocbaoError):
    """Arguments or input that cannot be used: exit status 2."""


class CorpusError(UsageError):
    """A corpus that is missing, empty or unreadable."""


class TerminalError(UsageError):
    """No terminal, or one that cannot draw."""


class OutputError(DocbaoError):
    """Standard output cannot be written: exit status 2."""


class WorkerError(DocbaoError):
    """No process can be started to read files in."""


class LibraryError(DocbaoError):
    """A library that cannot be opened or written."""


class LibraryMissing(LibraryError):
    """There is no library yet: index the corpus."""


class LibraryDamaged(LibraryError):
    """A library that is not whole, or is none: it is set aside and built again."""


class LibraryOutdated(LibraryError):
    """A library of an older version: it is built again."""


class ExportError(DocbaoError):
    """A file the reader asked for cannot be written."""


class ShelfError(DocbaoError):
    """The reader's own file cannot be opened or written."""
