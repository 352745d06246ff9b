"""EPUB: an article a chapter, in the order of the book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.corpus.loaders.base import RefusalError, Source, composed, digest_of, numbered
from tui.corpus.loaders.xmltree import name_of, parse_xml, refuse_entities, text_of
from tui.corpus.loaders.zipped import Members, inside
from tui.corpus.markup.charset import page_text
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import joined, lines_of
from tui.corpus.markup.tree import parse
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.folding import match_key

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST_WORDS = 15
"""Words of a chapter: covers, half-titles and the imprint have fewer."""

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of scrambling fonts: no lock on the text."""


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The chapters of a book that hold text."""
    try:
        yield from _chapters(source)
    except RefusalError as refusal:
        yield Rejected(source.file, refusal.reason, refusal.detail)


def _chapters(source: Source) -> Iterator[RawArticle | Rejected]:
    members = Members(source.data)
    _refuse_locked(members)
    root_file = next(
        (
            e.get("full-path")
            for e in parse_xml(members.read("META-INF/container.xml")).iter()
            if name_of(e) == "rootfile"
        ),
        None,
    )
    package_name = inside("", root_file or "")
    if package_name is None:
        raise RefusalError("damaged", "container.xml")
    package = parse_xml(members.read(package_name))
    book = _book(package)
    items = {e.get("id"): e for e in package.iter() if name_of(e) == "item"}
    titles = _contents(members, package_name, items.values())
    number = 0
    for reference in (e for e in package.iter() if name_of(e) == "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        name = inside(package_name, item.get("href") or "")
        if name is None or name not in members:
            yield Rejected(source.file, "damaged", (item.get("href") or "")[:100])
            continue
        data = members.read(name)
        article = _chapter(source, number + 1, data, titles.get(name), book)
        if article is not None:
            number += 1
            yield article
    if not number:
        yield Rejected(source.file, "no-article")


def _chapter(source: Source, number: int, data: bytes, title: str | None, book: Fields) -> RawArticle | None:
    refuse_entities(data)
    decoded = page_text(data)
    lines = lines_of(parse(decoded.text)) if decoded is not None else []
    if decoded is None or sum(len(line.text.split()) for line in lines) < LEAST_WORDS:
        return None
    heading = next((line.text for line in lines[:4] if line.kind == "heading"), None)
    title = heading or title
    body = joined([line for line in lines if title is None or match_key(line.text) != match_key(title)])
    return RawArticle(
        numbered(source.file, number),
        composed(title, None, body),
        "epub",
        decoded.encoding,
        digest_of(data),
        fields=Fields(
            title=title,
            byline=book.byline,
            outlet=book.outlet,
            published=book.published,
            section=book.title if book.title != title else None,
        ),
    )


def _refuse_locked(members: Members) -> None:
    if "META-INF/encryption.xml" not in members:
        return
    for element in parse_xml(members.read("META-INF/encryption.xml")).iter():
        if name_of(element) == "encryptionmethod" and element.get("Algorithm") not in _FONTS:
            raise RefusalError("encrypted")


def _book(package: _Element) -> Fields:
    """What the package says of the whole book; `title` is the book's."""
    said: dict[str, str] = {}
    for element in package.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{http://purl.org/dc/"):
            said.setdefault(name_of(element), text_of(element)[:300])
    return Fields(
        title=said.get("title") or None,
        byline=said.get("creator") or None,
        outlet=said.get("publisher") or None,
        published=iso_day(said.get("date", "")),
    )


def _contents(members: Members, package_name: str, items: object) -> dict[str, str]:
    """Member → title, of the table of contents: the EPUB 3 one or the NCX."""
    titles: dict[str, str] = {}
    assert hasattr(items, "__iter__")
    for item in items:
        ncx = item.get("media-type") == "application/x-dtbncx+xml"
        if not ncx and "nav" not in (item.get("properties") or "").split():
            continue
        name = inside(package_name, item.get("href") or "")
        if name is None or name not in members:
            continue
        for element in parse_xml(members.read(name)).iter():
            kind = name_of(element)
            if kind == "a":
                target, label = element.get("href"), text_of(element)
            elif kind == "navpoint":
                content = next((e for e in element if name_of(e) == "content"), None)
                target = content.get("src") if content is not None else None
                label = text_of(next((e for e in element if name_of(e) == "navlabel"), None))
            else:
                continue
            member = inside(name, target or "")
            if member and label:
                titles.setdefault(member, label[:300])
    return titles
