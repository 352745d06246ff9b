"""What a loader is: the bytes of one document, or of a file of many, in; articles out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tui.corpus.options import Options
from tui.model.article import RawArticle, Rejected

MAX_BYTES = 64 * 1024 * 1024
"""What is held in memory at once: a document, a record, a line. No article is larger."""
FIRST_BYTES = 64 * 1024
"""Asked for first: room for `MAX_BYTES` costs more than to read an article."""

T = TypeVar("T")


class RefusalError(Exception):
    """What is being read cannot be read further; ends as a `Rejected` of its file, and what came before it
    stands."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document, read whole."""

    file: str
    """Path inside the corpus, with `/`."""
    data: bytes
    encoding: str | None = None
    """The encoding the reader chose for it; None: find out."""
    columns: tuple[tuple[str, str], ...] = ()
    """As in `corpus.options.Options.columns`."""
    charset: str | None = None
    """What the server said of its encoding when it was fetched: a hint, often wrong."""
    url: str | None = None
    """Where it was fetched, as its archive says; None where nothing does."""


Loader = Callable[[Source], Iterable[RawArticle | Rejected]]
"""Yields the articles of one document in order, the second and later named `file#2`, `file#3`; a part that
cannot be read is yielded as `Rejected` and does not stop the rest."""


def unguarded(file: str, work: Callable[[], T]) -> T | Rejected:
    """What `work` returns; a `Rejected` of `file` only where it says so itself."""
    try:
        return work()
    except RefusalError as refusal:
        return Rejected(file, refusal.reason, refusal.detail)


Work = Callable[[], list[RawArticle | Rejected]]
Guard = Callable[[str, Work], list[RawArticle | Rejected] | Rejected]


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or what is packed in one, opened and not read yet."""

    file: str
    """Path inside the corpus of what is read here: `dump.zip/inner/rows.csv`."""
    name: str
    """Tells the format: the name without the suffix of a compression that is already undone."""
    stream: io.BufferedReader[Any]
    """Stands at its beginning; can seek only where `stream.seekable()`."""
    options: Options = field(default_factory=Options)
    packed: bool = False
    """True inside an archive: another archive in it is refused."""
    wanted: str | None = None
    """Name of the one article that is asked for; loaders may pass over everything else."""
    guard: Guard = unguarded
    """Runs the work on one document, so that one that fails does not stop the rest of its archive."""
    charset: str | None = None
    """As in `Source`."""
    url: str | None = None
    """As in `Source`."""

    @property
    def encoding(self) -> str | None:
        """The encoding the reader chose."""
        return self.options.encoding_of(self.file)

    def whole(self) -> bytes:
        """All its bytes.

        Raises:
            RefusalError: there are more than one document may have.
        """
        data = self.stream.read(FIRST_BYTES)
        if len(data) == FIRST_BYTES:
            data += self.stream.read(MAX_BYTES + 1 - FIRST_BYTES)
        if len(data) > MAX_BYTES:
            raise RefusalError("too-large", f"{MAX_BYTES // 2**20} MB")
        return data


PartLoader = Callable[[Part], Iterator[RawArticle | Rejected]]
"""Yields the articles of a file that may be larger than memory, in order and as they come. Records are named
`file`, `file#2`, `file#3` by their number in the file, members `file/path`.

Raises:
    RefusalError: the rest cannot be read.
"""


def digest_of(data: bytes) -> str:
    """The identity of an article that came from these bytes: blake2b-128 in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def numbered(file: str, number: int) -> str:
    """The name of the `number`-th article of `file`, from 1.

    >>> numbered("a.jsonl", 1), numbered("a.jsonl", 2)
    ('a.jsonl', 'a.jsonl#2')
    """
    return file if number == 1 else f"{file}#{number}"


def composed(title: str | None, lead: str | None, body: str) -> str:
    """The text of an article whose parts its format tells apart: each begins on a line of its own.

    A title or lead that the body repeats at its head is not put there twice.

    >>> composed("Mưa lớn", None, "Mưa lớn\\nHuế ngập.")
    'Mưa lớn\\nHuế ngập.'
    """
    text = body.strip("\n")
    for part in (lead, title):
        if part and not text.lstrip().startswith(part.strip()):
            text = f"{part.strip()}\n\n{text}"
    return text
