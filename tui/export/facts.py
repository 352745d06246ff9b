"""The facts of one article as a file of their own, for another program or another day."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tui.errors import ExportError
from tui.facts.report import facts_json
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.text.folding import fold
from tui.text.json_text import json_text

MOST_COPIES = 1_000
"""Files of one name before a reader is told to clear up."""

_UNSAFE = re.compile(r"[^a-z0-9._-]")


def write_facts(folder: Path, article: Article, extraction: Extraction) -> Path:
    """Write what `docbao facts --format json --with-text` prints of an article; the answer is where it lies.

    The file is new: nothing is ever written over. It is whole or not there at all.

    Raises:
        ExportError: the folder cannot be written.
    """
    text = json_text([facts_json(article, extraction, with_text=True)], indent=1) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{os.getpid()}.part"
        try:
            with part.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            return _named(part, folder, slug(article.file))
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}") from error


def slug(file: str) -> str:
    """A plain name made of a path inside the corpus: small ASCII letters, digits, `.`, `_` and `-`.

    >>> slug("Báo cũ/Tin số 2.txt#3")
    'bao-cu-tin-so-2.txt-3'
    """
    return _UNSAFE.sub("-", fold(file)).strip(".-")[:80] or "article"


def _named(part: Path, folder: Path, name: str) -> Path:
    """Give the finished file the first name that is free; a link never replaces what is there."""
    for number in range(1, MOST_COPIES):
        path = folder / (f"{name}.facts.json" if number == 1 else f"{name}.facts-{number}.json")
        try:
            os.link(part, path)
        except FileExistsError:
            continue
        return path
    raise ExportError(f"{folder}: {name}.facts.json stands there {MOST_COPIES} times")
