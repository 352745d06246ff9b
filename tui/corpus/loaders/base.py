"""What a loader is: bytes of one file in, articles of it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tui.model.article import RawArticle, Rejected


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one corpus file, read whole."""

    file: str
    """Path inside the corpus, with `/`."""
    data: bytes
    encoding: str | None = None
    """The encoding the reader chose for it; None: find out."""
    columns: tuple[tuple[str, str], ...] = ()
    """As in `corpus.options.Options.columns`."""


Loader = Callable[[Source], Iterable[RawArticle | Rejected]]
"""Yields the articles of one source in order, the second and later named `file#2`, `file#3`; a part that
cannot be read is yielded as `Rejected` and does not stop the rest."""
