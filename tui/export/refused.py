"""The list of refused files as a table of its own, in the reader's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.export.files import write_new
from tui.export.rejects import as_csv
from tui.model.result import RejectedFile

NAME = "refused"


def write_refused(folder: Path, files: Iterable[RejectedFile]) -> Path:
    """Write file, reason, detail and way out of each as CSV; the answer is where it lies.

    Nothing is ever written over. The byte-order mark at its head tells spreadsheets that it is UTF-8.

    Raises:
        ExportError: the folder cannot be written.
    """
    return write_new(folder, NAME, ".csv", ("\ufeff", *as_csv(files)))
