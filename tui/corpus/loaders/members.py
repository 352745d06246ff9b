"""Members of an archive: which are read, which are refused, and which are passed over."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tui.corpus.formats import is_article_file
from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.dispatch import articles_of
from tui.model.article import RawArticle, Rejected

LONGEST_NAME = 1000
MOST_MEMBERS = 2_000_000
"""Files in one archive. That each comes once is checked, which takes some memory for each."""


class Members:
    """Decides about the members of the archive `part` one after the other."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._seen: set[int] = set()

    def is_wanted(self, path: str) -> bool:
        """True when a file of this name is looked into: it may hold articles, and the one asked for."""
        parts = path.replace("\\", "/").split("/")
        if any(part.startswith(".") and part != ".." for part in parts) or parts[0] == "__MACOSX":
            return False
        if not is_article_file(parts[-1]):
            return False
        wanted = self.part.wanted
        if wanted is None:
            return True
        own = f"{self.part.file}/{path}"
        return wanted == own or wanted.startswith((own + "#", own + "/"))

    def refusal(self, path: str) -> str | None:
        """Why the member called `path` is refused, a reason; None when its name is good and new.

        Raises:
            RefusalError: there were too many before it.
        """
        if path.startswith("/") or "\\" in path or "\0" in path or len(path) > LONGEST_NAME:
            return "unsafe-name"
        if ".." in path.split("/") or (len(path) > 1 and path[1] == ":"):
            return "unsafe-name"
        key = hash(posixpath.normpath(path))
        if key in self._seen:
            return "duplicate-name"
        if len(self._seen) >= MOST_MEMBERS:
            raise RefusalError("too-many-members", f"{MOST_MEMBERS}")
        self._seen.add(key)
        return None

    def read(self, path: str, stream: io.BufferedReader[Any]) -> Iterator[RawArticle | Rejected]:
        """The articles of one member."""
        name = path.rpartition("/")[2]
        yield from articles_of(
            replace(self.part, file=f"{self.part.file}/{path}", name=name, stream=stream, packed=True)
        )

    def refused(self, path: str, reason: str, detail: str = "") -> Rejected:
        """One line for one member."""
        shown = path.replace("\0", "\\x00")[:LONGEST_NAME]
        return Rejected(f"{self.part.file}/{shown}", reason, detail)


def file_name(data: bytes) -> str:
    """A name of an archive: UTF-8, bytes that are none written `\\xNN` as in the names of files.

    >>> file_name("Huế.txt".encode()), file_name(b"b\\xe1i.txt")
    ('Huế.txt', 'b\\\\xe1i.txt')
    """
    return data.decode("utf-8", errors="backslashreplace")
