"""Articles and facts as bytes, and back.

A text is compressed by itself, so that reading it alone costs no more; what else an article has and its facts
are compressed with the text as dictionary, for much of them stands in it. Shipped dictionaries of common
words help with what is common to all.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from typing import Any

from tui.model.article import Article, Dropped, Paragraph, Piece, Published
from tui.model.fact import Extraction
from tui.model.span import Span
from tui.resources import resource

WINDOW = 32 * 1024
"""Bytes of a dictionary that zlib looks at."""
LEVEL = 6
DICTIONARIES = ("common_words.txt", "common_facts.txt")
"""Made by `tests.tools.dictionaries`."""


def pack_article(article: Article) -> bytes:
    """A cleaned article as bytes: its text, then the rest of it."""
    text = _encoded(article.text)
    packer = zlib.compressobj(LEVEL, zdict=_dictionary("common_words.txt"))
    rest = [
        article.file,
        article.digest,
        article.loader,
        article.encoding,
        _differences([(*p.span, p.kind) for p in article.paragraphs]),
        [number for p in article.pieces for number in (p.start, p.source, p.length)],
        [(d.kind, d.text, d.start) for d in article.dropped],
        article.title,
        article.title_inferred,
        (shown := article.published) and [shown.value, *shown.evidence, shown.given],
        article.byline,
        article.outlet,
        article.agency,
        article.url,
        article.section,
        article.given,
    ]
    return packer.compress(text) + packer.flush() + _pack(rest, text)


def unpack_article(data: bytes) -> Article:
    """The article `pack_article` packed."""
    text, packed = _split(data)
    (
        file, digest, loader, encoding, paragraphs, pieces, dropped, title, title_inferred, published,
        byline, outlet, agency, url, section, given,
    ) = _unpack(packed, text)  # fmt: skip
    return Article(
        file=file,
        text=text.decode("utf-8", "surrogatepass"),
        paragraphs=tuple(Paragraph(Span(start, stop), kind) for start, stop, kind in _sums(paragraphs)),
        digest=digest,
        loader=loader,
        encoding=encoding,
        title=title,
        title_inferred=title_inferred,
        published=Published(published[0], Span(*published[1:3]), published[3]) if published else None,
        byline=byline,
        outlet=outlet,
        agency=agency,
        url=url,
        section=section,
        given=tuple(given),
        pieces=tuple(Piece(*pieces[at : at + 3]) for at in range(0, len(pieces), 3)),
        dropped=tuple(Dropped(*item) for item in dropped),
    )


def unpack_text(data: bytes) -> str:
    """The text of the article `pack_article` packed, without the rest of it."""
    return _split(data)[0].decode("utf-8", "surrogatepass")


def pack_facts(extraction: Extraction, text: str | None = None) -> bytes:
    """An extraction as bytes; a half shorter with the `text` it is of, which unpacking then takes."""
    from tui.facts.stored import extraction_to_list

    return _pack(extraction_to_list(extraction), None if text is None else _encoded(text))


def unpack_facts(data: bytes, text: str | None = None) -> Extraction:
    """The extraction `pack_facts` packed."""
    from tui.facts.stored import extraction_from_list

    return extraction_from_list(_unpack(data, None if text is None else _encoded(text)))


def dictionaries() -> bytes:
    """What unpacking needs beside the bytes: with other dictionaries a library cannot be read."""
    return b"".join(_dictionary(name) for name in DICTIONARIES)


def _differences(paragraphs: list[tuple[int, int, str]]) -> list[int | str]:
    """Paragraphs as numbers: how far behind the one before each begins, its length, its kind."""
    found: list[int | str] = []
    at = 0
    for start, stop, kind in paragraphs:
        found += (start - at, stop - start, "" if kind == "body" else kind)
        at = stop
    return found


def _sums(packed: list[Any]) -> list[tuple[int, int, Any]]:
    found, at = [], 0
    for index in range(0, len(packed), 3):
        ahead, length, kind = packed[index : index + 3]
        found.append((at + ahead, at + ahead + length, kind or "body"))
        at += ahead + length
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _pack(values: object, text: bytes | None) -> bytes:
    packer = zlib.compressobj(LEVEL, zdict=_with_facts(text)) if text is not None else zlib.compressobj(LEVEL)
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return packer.compress(_encoded(packed)) + packer.flush()


def _unpack(data: bytes, text: bytes | None) -> Any:
    unpacker = zlib.decompressobj(zdict=_with_facts(text)) if text is not None else zlib.decompressobj()
    unpacked = unpacker.decompress(data)
    if not unpacker.eof:
        raise ValueError("packed values are cut short")
    return json.loads(unpacked.decode("utf-8", "surrogatepass"))


def _split(data: bytes) -> tuple[bytes, bytes]:
    """(text, packed rest)."""
    unpacker = zlib.decompressobj(zdict=_dictionary("common_words.txt"))
    text = unpacker.decompress(data)
    if not unpacker.eof:
        raise ValueError("a packed text is cut short")
    return text, unpacker.unused_data


def _with_facts(text: bytes) -> bytes:
    common = _dictionary("common_facts.txt")
    return common + text[: WINDOW - len(common) - 300]


@cache
def _dictionary(name: str) -> bytes:
    return (resource("library/data") / name).read_bytes()
