"""One article of a corpus by its name, without reading the rest where that can be helped."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tui.corpus.options import Options
from tui.corpus.reader import EVERYTHING_SAID, CorpusFile, stream
from tui.model.article import RawArticle

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def find_article(corpus: Path, name: str, options: Options = EVERYTHING_SAID) -> RawArticle | None:
    """The article called `name` as the corpus at `corpus` holds it now; None where it no longer does.

    Only the file that holds it is opened, and of an archive with a directory only its own member is read.
    """
    for corpus_file in holders(corpus, name):
        for item in stream(corpus_file, options, wanted=name):
            if isinstance(item, RawArticle) and item.file == name:
                return item
    return None


def holders(corpus: Path, name: str) -> Iterator[CorpusFile]:
    """Files that may hold what is called `name`, the likeliest first: `a.zip` for `a.zip/b/rows.csv#3`."""
    root = corpus.resolve()
    if not root.is_dir():
        yield CorpusFile(root.name, root, 0, 0)
        return
    whole = name.rpartition("#")[0] if "#" in name else name
    for start in dict.fromkeys((name, whole)):
        parts = start.split("/")
        for count in range(len(parts), 0, -1):
            file = "/".join(parts[:count])
            path = root / os.fsdecode(unescaped(file))
            if ".." not in parts[:count] and not path.is_symlink() and path.is_file():
                yield CorpusFile(file, path, 0, 0)
                break


def unescaped(name: str) -> bytes:
    """The bytes of a file name whose bytes that are no UTF-8 were written `\\xNN`.

    >>> unescaped("b\\\\xe1i.txt")
    b'b\\xe1i.txt'
    """
    return _ESCAPED.sub(lambda match: bytes([int(match.group(1), 16)]), name.encode())
