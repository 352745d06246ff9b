"""WARC: the pages of a crawl, in the order they were fetched."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.corpus.loaders.base import MAX_BYTES, Part, RefusalError, Source, numbered
from tui.corpus.loaders.sniffing import HEAD, format_of
from tui.model.article import RawArticle, Rejected

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

HTML = ("text/html", "application/xhtml+xml")
KINDS = {
    "response": (*HTML, "text/plain"),
    "resource": (*HTML, "text/plain"),
    "conversion": ("text/plain",),
}
"""Type of a record → types of content that may be an article. `revisit` says that nothing has changed."""
_WITHOUT = ("no-article", "empty")
"""Most of a crawl are lists of articles: their pages are told together."""


def load(part: Part) -> Iterator[RawArticle | Rejected]:
    """An article a page that has one; lists, pictures, style sheets, redirects and errors are passed over.

    Raises:
        RefusalError: the rest is damaged or cut off.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    if part.stream.peek(5)[:5] != b"WARC/":
        raise RefusalError("damaged")
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it would print addresses as they are
    number = without = 0
    try:
        records = ArchiveIterator(_Told(part.stream), no_record_parse=True)
        for record in records:
            _read_headers(records, record)
            content = _content_type(record)
            if content not in KINDS.get(record.rec_type, ()):
                continue
            number += 1
            name = numbered(part.file, number)
            if part.wanted not in (None, name):
                continue
            for item in _page(part, record, name, content):
                if isinstance(item, Rejected) and item.reason in _WITHOUT:
                    without += 1
                else:
                    yield item
            if part.wanted == name:
                return
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise RefusalError("damaged") from error
    if without:
        yield Rejected(part.file, "no-article", f"{without}")


def _read_headers(records: ArchiveIterator, record: ArcWarcRecord) -> None:
    """What the server said of a page; warcio itself fails on a record that names no address."""
    uri = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type == "response" and uri:
        record.http_headers = records.loader.load_http_headers(
            record.rec_type, uri, record.raw_stream, record.length
        )


def _page(part: Part, record: ArcWarcRecord, name: str, content: str) -> Iterator[RawArticle | Rejected]:
    length = record.rec_headers.get_header("Content-Length")
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield Rejected(name, "too-large", f"{MAX_BYTES // 2**20} MB")
        return
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not data.strip():
        if length not in (None, "0"):
            yield Rejected(name, "empty")
        return
    known = format_of("page.html" if content in HTML else "page.txt", data[:HEAD])
    if known is None or known.shape != "document":
        return
    source = Source(name, data, part.encoding, part.options.columns, _charset(record), url)
    load_page = import_module(f"tui.corpus.loaders.{known.module}").load
    answer = part.guard(name, lambda: list(load_page(source)))
    for item in [answer] if isinstance(answer, Rejected) else answer:
        if isinstance(item, RawArticle) and item.fields.url is None and url:
            item = replace(item, fields=replace(item.fields, url=url))
        yield item


def _content_type(record: ArcWarcRecord) -> str:
    """Type of the content in lower case; `` for anything but a page that was fetched well."""
    if record.rec_type == "response":
        if record.http_headers is None or record.http_headers.get_statuscode() != "200":
            return ""
        said = record.http_headers.get_header("Content-Type")
    else:
        said = record.rec_headers.get_header("Content-Type")
    return (said or "").partition(";")[0].strip().lower()


def _charset(record: ArcWarcRecord) -> str | None:
    said = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    charset = said.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    return charset[:40] or None


class _Told(io.RawIOBase):
    """A stream that can say how far it was read, though it cannot seek."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        super().__init__()
        self._stream, self._at = stream, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read1(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at
