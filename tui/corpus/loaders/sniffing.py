"""What a file is by its first bytes, where its name says nothing, or not the truth."""

from __future__ import annotations

import codecs
import re

from tui.corpus.formats import BY_NAME, UNREAD, Format, find_format, suffix_of

HEAD = 8192
"""Bytes that are looked at."""

_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"PK\x03\x04", 0, "zip"),
    (b"PK\x05\x06", 0, "zip"),
    (b"\x1f\x8b", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\0", 0, "xz"),
    (b"\x28\xb5\x2f\xfd", 0, "zstd"),
    (b"ustar", 257, "tar"),
    (b"%PDF-", 0, "pdf"),
    (b"PAR1", 0, "parquet"),
    (b"WARC/1.", 0, "warc"),
    (b"WARC/0.", 0, "warc"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, ""),
    (b"7z\xbc\xaf\x27\x1c", 0, ""),
    (b"Rar!\x1a\x07", 0, ""),
    (b"{\\rtf", 0, ""),
    (b"SQLite format 3\0", 0, ""),
)
"""(bytes, where, format); `` is a known format that is not read. Source: the formats' own specifications."""

_MAGIC_FIRST = frozenset(mark[:1] for mark, at, _ in _MAGIC if not at)

_ZIPPED = ("epub", "docx")
"""Documents that are ZIP files: their name is believed."""

_HTML = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--[^>]{0,2000}-->\s{0,200}){0,3}"
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|section|main|div|p|h[1-6]|table|ul|span)\b",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<\?[^>]{0,300}\?>\s{0,200}){0,3}"
    r"(?:<!--[^>]{0,2000}-->\s{0,200}){0,3}<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE,
)
_JSON = re.compile(r'\s{0,200}(?:\{\s{0,200}["}]|\[\s{0,200}[\]{])')
_PLAIN = ("plain", "markdown", "html", "feed", "json", "jsonl", "csv")
"""Formats of text: where the text plainly is another of them, it is believed and not the name."""


def format_of(name: str, head: bytes) -> Format | None:
    """The format of a file called `name` that begins with `head`; None for one that is not read.

    >>> format_of("tin.txt", b"<!DOCTYPE html><html>").name, format_of("a.html", b"\\x1f\\x8b\\x08").name
    ('html', 'gzip')
    """
    told = find_format(name)
    magic = None
    if head[:1] in _MAGIC_FIRST or head[257:262] == b"ustar":
        magic = next((known for mark, at, known in _MAGIC if head[at : at + len(mark)] == mark), None)
    if magic is not None:
        if magic == "zip":
            zipped = _zipped(head)
            if told is not None and told.name in _ZIPPED:
                return told
            magic = zipped
        return BY_NAME.get(magic)
    if told is None:  # named by the reader himself: worth a try
        if suffix_of(name) in UNREAD:
            return None
        told = BY_NAME["plain"]
    if told.name not in _PLAIN:
        return told
    text = _text(head)
    if _FEED.match(text):
        return BY_NAME["feed"]
    if told.name != "html" and _HTML.match(text):
        return told if told.name == "markdown" and "<html" not in text[:500].lower() else BY_NAME["html"]
    if told.name in ("plain", "html") and _JSON.match(text):
        return BY_NAME["json"]
    return told


def _zipped(head: bytes) -> str:
    """Which ZIP file it is by its first member."""
    if b"mimetypeapplication/epub+zip" in head[:200]:
        return "epub"
    if b"[Content_Types].xml" in head[:200]:
        return "docx" if b"word/" in head else ""
    return "zip"


def _text(head: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    return head.decode("latin-1")
