"""Plain text: one file, one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tui.corpus.loaders.base import Source
from tui.corpus.loaders.decoding import decoded
from tui.model.article import RawArticle, Rejected
from tui.text.normal import normalize

MAX_LINES = 200_000
"""An article of more lines that are not blank is none: the longest of 3,756 measured has 421."""


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article of a text file."""
    found = decoded(source)
    if isinstance(found, Rejected):
        yield found
        return
    text = normalize(found.text)
    if not text.strip():
        yield Rejected(source.file, "empty")
        return
    if text.count("\n") >= MAX_LINES and _line_count(text) > MAX_LINES:
        yield Rejected(source.file, "too-large", f"{MAX_LINES} lines")
        return
    digest = hashlib.blake2b(source.data, digest_size=16).hexdigest()
    yield RawArticle(source.file, text, "plain", found.encoding, digest, confidence=found.confidence)


def _line_count(text: str) -> int:
    return sum(1 for line in text.split("\n") if line and not line.isspace())
