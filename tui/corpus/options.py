"""How the reader wants the files of a corpus read, where they do not say it well themselves."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tui.corpus.formats import find_format


@dataclass(frozen=True, slots=True)
class Options:
    """The reader's decisions about one corpus; by default none. Crosses between processes."""

    encodings: tuple[tuple[str, str], ...] = ()
    """(pattern, encoding): files whose path inside the corpus matches the pattern (`*` crosses folders) are
    read in this encoding, unasked; of several patterns that match, the last counts."""
    columns: tuple[tuple[str, str], ...] = ()
    """(field, column): which column of a table, or key of a JSON object, holds `text` or a field of
    `model.article.Fields`."""
    under: str = ""
    """Where the files lie inside the corpus that the patterns speak of, `2009/`; empty for that corpus."""

    def encoding_of(self, file: str) -> str | None:
        """The encoding the reader chose for `file`, a path inside the corpus."""
        chosen = None
        for pattern, encoding in self.encodings:
            if fnmatchcase(self.under + file, pattern):
                chosen = encoding
        return chosen

    def key_of(self, file: str) -> str:
        """Changes when `file` would be read otherwise than before; empty without decisions."""
        known = find_format(file)
        parts = [f"{field}={column}" for field, column in self.columns]
        if known is not None and known.shape == "document" and known.name != "plain":
            parts = []  # no records in it, whatever the columns are called
        return ";".join((self.encoding_of(file) or "", *parts)).strip(";")
