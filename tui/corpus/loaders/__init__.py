"""Which loader reads which file."""

from __future__ import annotations

import re

from tui.corpus.loaders import plain
from tui.corpus.loaders.base import Loader

LOADERS: dict[str, Loader] = {
    "": plain.load,
    ".txt": plain.load,
    ".text": plain.load,
}
"""Suffix, in lower case with its dot, → loader. Crawls often name files by a bare number or hash: those are
tried as plain text."""

UNREAD = frozenset({
    ".md", ".html", ".htm", ".xhtml", ".mhtml", ".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson",
    ".csv", ".tsv", ".xlsx", ".xls", ".parquet", ".doc", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml",
    ".warc", ".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar",
})  # fmt: skip
"""Formats that hold articles and that no loader reads: refused by name, so that nobody misses them silently.
Anything else in a folder (pictures, programs) is passed over."""

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}\Z")


def suffix_of(name: str) -> str:
    """The suffix that tells the format of file `name`: lower case, `` where there is none.

    >>> suffix_of("Bai.TXT"), suffix_of("000_4892740711ba4831"), suffix_of("tin.29-05-2024")
    ('.txt', '', '')
    """
    match = _SUFFIX.search(name)
    return match.group().lower() if match and match.start() else ""


def find_loader(name: str) -> Loader | None:
    """The loader for file `name`, or None."""
    return LOADERS.get(suffix_of(name))


def is_article_file(name: str) -> bool:
    """True when a file of this name is read, or refused by name; False when it is passed over.

    Backup copies of editors (`bai.txt~`) are passed over.
    """
    suffix = suffix_of(name)
    return (suffix in LOADERS or suffix in UNREAD) and not name.endswith("~")
