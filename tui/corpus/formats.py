"""Which loader reads which file: one table of formats, by suffix. What the bytes say is in `sniffing`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Shape = Literal["document", "records", "archive", "compressed"]
"""`document`: its module has `load(Source)` and gets all bytes of one document, at most `base.MAX_BYTES`.
`records`: `load(Part)`, reads as it goes. `archive`: `load(Part)`, yields the articles of its members.
`compressed`: one file in another; undone before the format is looked up again."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way files hold articles."""

    name: str
    shape: Shape
    module: str
    """Module of `corpus.loaders` with its `load`; imported when the first such file is read."""
    suffixes: tuple[str, ...]
    """In lower case with their dot."""


FORMATS: tuple[Format, ...] = (
    Format("plain", "document", "plain", ("", ".txt", ".text")),
    Format("markdown", "document", "markdown", (".md", ".markdown")),
    Format("html", "document", "html", (".html", ".htm", ".xhtml", ".shtml")),
    Format("mail", "document", "mail", (".mhtml", ".mht", ".eml")),
    Format("feed", "document", "feed", (".rss", ".atom", ".xml", ".rdf")),
    Format("epub", "document", "epub", (".epub",)),
    Format("docx", "document", "docx", (".docx",)),
    Format("pdf", "document", "pdf", (".pdf",)),
    Format("json", "records", "json_values", (".json",)),
    Format("jsonl", "records", "json_lines", (".jsonl", ".ndjson")),
    Format("csv", "records", "table", (".csv", ".tsv")),
    Format("parquet", "records", "parquet", (".parquet",)),
    Format("warc", "archive", "warc", (".warc",)),
    Format("zip", "archive", "zip_archive", (".zip",)),
    Format("tar", "archive", "tar_archive", (".tar",)),
    Format("gzip", "compressed", "compressed", (".gz", ".tgz")),
    Format("bzip2", "compressed", "compressed", (".bz2", ".tbz", ".tbz2")),
    Format("xz", "compressed", "compressed", (".xz", ".txz", ".lzma")),
    Format("zstd", "compressed", "compressed", (".zst", ".tzst")),
)  # fmt: skip
"""Every format that is read. Crawls often name files by a bare number or hash: those are looked into."""

UNREAD = frozenset({
    ".doc", ".xls", ".xlsx", ".ppt", ".odt", ".rtf", ".7z", ".rar", ".djvu", ".mobi",
    ".azw3", ".sqlite",
})  # fmt: skip
"""Formats that hold articles and that no loader reads: refused by name, so that nobody misses them silently.
Anything else in a folder (pictures, programs, style sheets) is passed over."""

BY_NAME: dict[str, Format] = {known.name: known for known in FORMATS}
_BY_SUFFIX = {suffix: known for known in FORMATS for suffix in known.suffixes}
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}\Z")


def suffix_of(name: str) -> str:
    """The suffix that tells the format of file `name`: lower case, `` where there is none.

    >>> suffix_of("Bai.TXT"), suffix_of("000_4892740711ba4831"), suffix_of("tin.29-05-2024")
    ('.txt', '', '')
    """
    match = _SUFFIX.search(name)
    return match.group().lower() if match and match.start() else ""


def find_format(name: str) -> Format | None:
    """The format that file `name` says it is of, or None."""
    return _BY_SUFFIX.get(suffix_of(name))


def is_article_file(name: str) -> bool:
    """True when a file of this name is read, or refused by name; False when it is passed over.

    Backup copies of editors (`bai.txt~`) are passed over.
    """
    dot = name.rfind(".")
    return _is_of_articles(name[dot:] if dot > 0 else name[-1:])


@lru_cache(maxsize=1_000)
def _is_of_articles(ending: str) -> bool:
    """`is_article_file` of a name that ends so: a folder of a million files has few endings."""
    suffix = suffix_of(f"-{ending}")
    return (suffix in _BY_SUFFIX or suffix in UNREAD) and not ending.endswith("~")
