"""Word documents (docx): paragraphs, tables and footnotes in their order; what was deleted stays out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.corpus.loaders.base import RefusalError, Source, composed, digest_of
from tui.corpus.loaders.xmltree import attribute, name_of, parse_xml, text_of
from tui.corpus.loaders.zipped import Members
from tui.corpus.markup.days import iso_day
from tui.corpus.metadata import is_name
from tui.model.article import Fields, RawArticle, Rejected
from tui.text.normal import normalize

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an encrypted docx, and the old .doc, begins."""
_LEFT_OUT = frozenset(("del", "movefrom", "ppr", "rpr", "instrtext", "fallback", "comment"))
_SOFTWARE = frozenset(
    ("python-docx", "microsoft office user", "admin", "administrator", "user", "windows user")
)


def load(source: Source) -> Iterator[RawArticle | Rejected]:
    """The one article of a document."""
    try:
        yield _article(source)
    except RefusalError as refusal:
        yield Rejected(source.file, refusal.reason, refusal.detail)


def _article(source: Source) -> RawArticle | Rejected:
    if source.data.startswith(_OLE):
        return Rejected(source.file, "encrypted")
    members = Members(source.data)
    body = parse_xml(members.read("word/document.xml"))
    notes = _notes(members)
    title: str | None = None
    paragraphs: list[str] = []
    for kind, text in _blocks(body, notes):
        if kind == "title" and title is None and not paragraphs:
            title = text
        else:
            paragraphs.append(text)
    core = _core(members)
    told = core.title
    if title is None and told and paragraphs and normalize(paragraphs[0]).casefold() == told.casefold():
        title = paragraphs.pop(0)
    if not paragraphs:
        return Rejected(source.file, "empty")
    fields = Fields(title=title, byline=core.byline, published=core.published)
    text = normalize(composed(title, None, "\n\n".join(paragraphs)))
    return RawArticle(source.file, text, "docx", "utf-8", digest_of(source.data), fields=fields)


def _blocks(body: _Element, notes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(`title` or `text`, text) of paragraphs and rows, each followed by its footnotes."""
    waiting = [(element, iter(element)) for element in body if name_of(element) == "body"]
    while waiting:
        _, children = waiting[-1]
        element = next(children, None)
        if element is None:
            waiting.pop()
            continue
        kind = name_of(element)
        if kind == "p":
            marks: list[str] = []
            text = _runs(element, marks)
            if text:
                yield ("title" if _style(element) == "title" else "text"), text
            yield from (("text", notes[mark]) for mark in marks if notes.get(mark))
        elif kind == "tr":
            marks = []
            cells = [_runs(cell, marks) for cell in element if name_of(cell) == "tc"]
            if any(cells):
                yield "text", " | ".join(cell for cell in cells if cell)
            yield from (("text", notes[mark]) for mark in marks if notes.get(mark))
        elif kind not in _LEFT_OUT and len(waiting) < 50:
            waiting.append((element, iter(element)))


def _runs(element: _Element, marks: list[str]) -> str:
    """The text of a paragraph or a cell on one line; numbers of its footnotes go to `marks`."""
    parts: list[str] = []
    waiting = [element]
    while waiting:
        inner = waiting.pop()
        kind = name_of(inner)
        if kind in _LEFT_OUT:
            continue
        if kind == "t":
            parts.append(inner.text or "")
        elif kind in ("tab", "br", "cr"):
            parts.append(" ")
        elif kind in ("nobreakhyphen", "softhyphen"):
            parts.append("-" if kind == "nobreakhyphen" else "")
        elif kind == "footnotereference":
            marks.append(attribute(inner, "id"))
        else:
            if kind == "p" and parts:
                parts.append(" ")
            waiting.extend(reversed(inner))
    return " ".join("".join(parts).split())


def _style(paragraph: _Element) -> str:
    for element in paragraph.iter():
        if name_of(element) == "pstyle":
            return attribute(element, "val").lower()
    return ""


def _notes(members: Members) -> dict[str, str]:
    if "word/footnotes.xml" not in members:
        return {}
    notes: dict[str, str] = {}
    for note in parse_xml(members.read("word/footnotes.xml")):
        notes[attribute(note, "id")] = _runs(note, [])
    return notes


def _core(members: Members) -> Fields:
    """Title, writer and day of the document's properties, where they are no program's."""
    if "docProps/core.xml" not in members:
        return Fields()
    said = {name_of(e): text_of(e)[:300] for e in parse_xml(members.read("docProps/core.xml"))}
    writer = said.get("creator", "")
    people = is_name(writer) and " " in writer and writer.lower() not in _SOFTWARE
    made = iso_day(said.get("created", "")) if people else None
    return Fields(title=said.get("title") or None, byline=writer if people else None, published=made)
