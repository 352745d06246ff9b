"""The facts of one article as a file of their own, for another program or another day."""

from __future__ import annotations

import re
from pathlib import Path

from tui.export.files import write_new
from tui.facts.report import facts_json
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.text.folding import fold
from tui.text.json_text import json_text

_UNSAFE = re.compile(r"[^a-z0-9._-]")


def write_facts(folder: Path, article: Article, extraction: Extraction) -> Path:
    """Write what `docbao facts --format json --with-text` prints of an article; the answer is where it lies.

    The file is new: nothing is ever written over. It is whole or not there at all.

    Raises:
        ExportError: the folder cannot be written.
    """
    text = json_text([facts_json(article, extraction, with_text=True)], indent=1) + "\n"
    return write_new(folder, f"{slug(article.file)}.facts", ".json", [text])


def slug(file: str) -> str:
    """A plain name made of a path inside the corpus: small ASCII letters, digits, `.`, `_` and `-`.

    >>> slug("Báo cũ/Tin số 2.txt#3")
    'bao-cu-tin-so-2.txt-3'
    """
    return _UNSAFE.sub("-", fold(file)).strip(".-")[:80] or "article"
