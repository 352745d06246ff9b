"""The text of a document: its bytes decoded, or what to ask the reader."""

from __future__ import annotations

from tui.corpus.loaders.base import Source
from tui.model.article import Rejected
from tui.text.encoding import SURE, TITLES, Decoded, decode


def decoded(source: Source) -> Decoded | Rejected:
    """The text of `source` in the encoding the reader chose, else in the one it is surely in.

    Where that is not sure the file is refused with the best guess, `TCVN3 72 %`: nothing is converted in
    silence.
    """
    found = decode(source.data, source.encoding)
    if found is None:
        return Rejected(source.file, "not-text")
    if found.confidence < SURE:
        return Rejected(source.file, "unsure-encoding", guess(found))
    return found


def guessed(detail: str) -> str | None:
    """The encoding of a refusal's detail.

    >>> guessed("TCVN3 72 %"), guessed("?")
    ('tcvn3', None)
    """
    title = detail.rsplit(" ", 2)[0]
    return next((name for name, known in TITLES.items() if known == title), None)


def guess(found: Decoded) -> str:
    """The best guess and its share.

    >>> guess(Decoded("", "tcvn3", 0.721))
    'TCVN3 72 %'
    """
    return f"{TITLES.get(found.encoding, found.encoding)} {found.confidence:.0%}".replace("%", " %")
