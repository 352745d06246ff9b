"""RSS and Atom: an article an entry. Other XML is read where it plainly holds articles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.corpus.loaders.base import RefusalError, Source, composed, digest_of, numbered
from tui.corpus.loaders.decoding import guess
from tui.corpus.loaders.xmltree import name_of, parse_xml, refuse_entities, text_of
from tui.corpus.markup.charset import page_text
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import text_of_fragment
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.encoding import SURE, Decoded
from tui.text.normal import normalize

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 16 * 1024 * 1024
MOST_ENTRIES = 20_000

_DECLARATION = re.compile(r"\A\s{0,20}<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(r"<(?:[a-zA-Z]{1,20}:)?(rss|feed|rdf|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_TITLES = ("title", "headline", "hl1", "tieude", "tittle")
_BODIES = (
    "body.content",
    "body",
    "content",
    "noidung",
    "text",
    "contentset",
    "articlebody",
    "story",
    "description",
)
_DAYS = ("date.issue", "pubdate", "published", "date", "firstcreated", "ngaydang")
_WRITERS = ("byline", "author", "creator", "tacgia")


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The articles of a feed, or of other XML; sitemaps and what holds none are refused."""
    if len(source.data) > MAX_BYTES:
        yield Rejected(source.file, "too-large", f"{MAX_BYTES // 2**20} MB")
        return
    decoded = page_text(source.data, source.encoding, source.charset)
    if decoded is None or decoded.confidence < SURE:
        reason = ("not-text",) if decoded is None else ("unsure-encoding", guess(decoded))
        yield Rejected(source.file, *reason)
        return
    data = _DECLARATION.sub("", decoded.text).encode("utf-8", errors="replace")
    try:
        refuse_entities(data)
        root = _ROOT.search(decoded.text[:20_000])
        kind = root[1].lower() if root else ""
        if kind in ("urlset", "sitemapindex"):
            yield Rejected(source.file, "sitemap")
        elif kind:
            yield from _entries(source, data, decoded)
        else:
            yield from _records(source, data, decoded)
    except RefusalError as refusal:
        yield Rejected(source.file, refusal.reason, refusal.detail)


def _entries(source: Source, data: bytes, decoded: Decoded) -> Iterator[RawArticle | Rejected]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    feed: Any = feedparser.parse(io.BytesIO(data), response_headers=headers)
    outlet = _line(feed.feed.get("title"))
    number = 0
    for entry in feed.entries[:MOST_ENTRIES]:
        title, body = _line(entry.get("title")), _body(entry)
        if not title and not body.strip():
            continue
        number += 1
        tags = entry.get("tags") or [{}]
        fields = Fields(
            title=title,
            byline=_writer(entry.get("author"), outlet),
            outlet=outlet,
            url=_address(entry.get("link")),
            published=iso_day(entry.get("published") or entry.get("updated") or ""),
            section=_line(tags[0].get("term")),
        )
        yield _article(source, number, fields, body, "feed", decoded)
    if not number:
        yield Rejected(source.file, "no-article")


def _body(entry: Any) -> str:
    """The fullest of what an entry says: its content over its description."""
    texts = [content.get("value") or "" for content in entry.get("content") or []]
    return max((text_of_fragment(text) for text in (*texts, entry.get("summary") or "")), key=len)


def _records(source: Source, data: bytes, decoded: Decoded) -> Iterator[RawArticle | Rejected]:
    """Articles of plain XML: elements that hold a title and a text, as NITF and simple exports do."""
    root = parse_xml(data)
    number = 0
    for record in [root, *(element for element in root if len(element))]:
        title = _first(record, _TITLES, deep=len(root) < 10 or record is not root)
        body = _first(record, _BODIES, deep=True)
        if title is None or body is None or (record is root and _holds_several(root)):
            continue
        text = _paragraphs(body, title)
        if not text:
            continue
        number += 1
        day = _first(record, _DAYS, deep=True)
        writer = _first(record, _WRITERS, deep=True)
        fields = Fields(
            title=_line(text_of(title)),
            byline=_writer(text_of(writer), None),
            published=iso_day((day.get("norm") or text_of(day)) if day is not None else ""),
        )
        yield _article(source, number, fields, text, "xml", decoded)
        if record is root:
            return
    if not number:
        yield Rejected(source.file, "no-article")


def _holds_several(root: _Element) -> bool:
    """True where the children of the root are articles of their own."""
    return sum(_first(child, _TITLES, deep=False) is not None for child in root) > 1


def _first(record: _Element, names: tuple[str, ...], *, deep: bool) -> _Element | None:
    """The element below of the first of `names` that is there."""
    elements = list(record.iterdescendants() if deep else record)
    by_name: dict[str, _Element] = {}
    for element in elements:
        by_name.setdefault(name_of(element), element)
    return next((by_name[name] for name in names if name in by_name), None)


def _paragraphs(body: _Element, title: _Element) -> str:
    """Paragraphs below `body`; without any, its text, which may be HTML."""
    found = [text_of(element) for element in body.iter() if name_of(element) in ("p", "para", "paragraph")]
    if found:
        return "\n\n".join(text for text in found if text)
    if len(body) and title in list(body.iter()):
        return ""
    return text_of_fragment("".join(map(str, body.itertext())))


def _article(
    source: Source, number: int, fields: Fields, body: str, loader: str, decoded: Decoded
) -> RawArticle:
    text = normalize(composed(fields.title, None, body))
    identity = "\n".join((fields.url or "", fields.published or "", text))
    return RawArticle(
        numbered(source.file, number),
        text,
        loader,
        decoded.encoding,
        digest_of(identity.encode("utf-8", errors="replace")),
        fields=fields,
        confidence=decoded.confidence,
    )


def _line(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    return normalize(" ".join(text_of_fragment(text).split())[:1000]) or None


def _writer(text: object, outlet: str | None) -> str | None:
    """A name, and not an address or the outlet's own."""
    name = _line(text)
    if name is None or len(name) > 80 or name == outlet:
        return None
    inner = re.fullmatch(r"[^\s@]{1,60}@[^\s@]{1,60} \(([^()]{2,60})\)", name)  # RSS: address (name)
    name = inner[1] if inner else name
    return None if "@" in name or name.lower() in ("admin", "administrator", "webmaster") else name


def _address(text: object) -> str | None:
    return text if isinstance(text, str) and text.startswith(("http://", "https://")) else None
