"""Articles and facts as bytes, and back.

A text is compressed by itself, so that reading it alone costs no more; what else an article has and its facts
are compressed with the text as dictionary, for much of them stands in it. Shipped dictionaries of common
words help with what is common to all.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
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
        _packed_paragraphs(article),
        _packed_pieces(article.pieces),
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
    decoded = text.decode("utf-8", "surrogatepass")
    return Article(
        file=file,
        text=decoded,
        paragraphs=_unpacked_paragraphs(paragraphs, decoded),
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
        pieces=_unpacked_pieces(pieces),
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


def _packed_paragraphs(article: Article) -> list[Any]:
    """The kinds of the paragraphs, `body` empty, where they are the lines of the text; else all of each."""
    if [paragraph.span for paragraph in article.paragraphs] == _lines(article.text):
        return ["" if paragraph.kind == "body" else paragraph.kind for paragraph in article.paragraphs]
    return [(*paragraph.span, paragraph.kind) for paragraph in article.paragraphs]


def _unpacked_paragraphs(packed: list[Any], text: str) -> tuple[Paragraph, ...]:
    if packed and isinstance(packed[0], list):
        return tuple(Paragraph(Span(start, stop), kind) for start, stop, kind in packed)
    spans = _lines(text) if packed else ()
    return tuple(Paragraph(span, kind or "body") for span, kind in zip(spans, packed, strict=True))


def _lines(text: str) -> list[Span]:
    """Where the lines of the text stand."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def _packed_pieces(pieces: Iterable[Piece]) -> list[int]:
    """Of each how far behind the one before it stands, in the text and in the source, and its length."""
    found: list[int] = []
    at = source = 0
    for piece in pieces:
        found += (piece.start - at, piece.source - source, piece.length)
        at, source = piece.start + piece.length, piece.source + piece.length
    return found


def _unpacked_pieces(packed: list[int]) -> tuple[Piece, ...]:
    found = []
    at = source = 0
    for index in range(0, len(packed), 3):
        start, begin, length = at + packed[index], source + packed[index + 1], packed[index + 2]
        found.append(Piece(start, begin, length))
        at, source = start + length, begin + length
    return tuple(found)


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
