"""The list of refused files as a table of its own, in the reader's folder."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

from tui.errors import ExportError
from tui.export.files import write_file
from tui.export.rejects import as_csv
from tui.i18n import gettext as _
from tui.model.result import RejectedFile

NAME = "refused"
MOST_COPIES = 1_000


def write_refused(folder: Path, files: Iterable[RejectedFile]) -> Path:
    """Write file, reason, detail and way out of each as CSV; the answer is where it lies.

    Nothing is ever written over. The byte-order mark at its head tells spreadsheets that it is UTF-8.

    Raises:
        ExportError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}") from error
    for number in range(1, MOST_COPIES):
        path = folder / (f"{NAME}.csv" if number == 1 else f"{NAME}-{number}.csv")
        if not path.exists():
            write_file(path, ("\ufeff", *as_csv(files)))
            return path
    raise ExportError(
        f"{folder}: {errno.errorcode[errno.EEXIST]}", hint=_("make room, or write it elsewhere")
    )
