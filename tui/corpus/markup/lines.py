"""The lines of a page, as a reader sees them: one paragraph, heading, item, caption or row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.corpus.markup.tree import parse
from tui.text.normal import normalize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LineKind = Literal["text", "heading", "caption", "item", "row"]

WIDEST_CELL = 300
"""Characters of a cell from which a table is taken to lay out a page, not to list figures."""

_UNSEEN = frozenset({
    "head", "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "select",
    "option", "button", "input", "textarea", "canvas", "video", "audio", "math", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "h1",
    "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption", "blockquote", "pre", "hr", "form",
    "fieldset", "address", "details", "summary", "center", "title", "br",
})  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))


@dataclass(slots=True)
class Line:
    """One line of a page."""

    text: str
    kind: LineKind
    box: HtmlElement
    """The innermost block it stands in."""
    linked: int
    """Characters of it that are links."""

    @property
    def link_share(self) -> float:
        """Share of the line that is links, 0 to 1."""
        return self.linked / max(1, len(self.text))


def text_of_fragment(html: str) -> str:
    """`html` as plain text: a line a paragraph, entities decoded, scripts and hidden parts gone.

    Text without markup comes back as it is.

    >>> text_of_fragment("<p>Huế mưa&nbsp;to.</p><p>Đường ngập<br>nặng.</p>")
    'Huế mưa to.\\n\\nĐường ngập\\nnặng.'
    """
    if "<" not in html:
        if "&" not in html:
            return html
        from html import unescape

        return normalize(unescape(html)).replace("\xa0", " ")
    return joined(lines_of(parse(html)))


def visible_text(data: bytes) -> str:
    """All the text that the page `data` shows: menus, teasers and imprint with the article."""
    from tui.corpus.markup.charset import page_text

    decoded = page_text(data)
    return joined(lines_of(parse(decoded.text))) if decoded is not None else ""


def joined(lines: list[Line]) -> str:
    """Lines as text; an empty one stands between two that are not of one box."""
    parts: list[str] = []
    above = None
    for line in lines:
        if above is not None:
            close = above.box is line.box or (above.kind == line.kind and line.kind in ("item", "row"))
            parts.append("\n" if close else "\n\n")
        parts.append(line.text)
        above = line
    return normalize("".join(parts))


def lines_of(root: HtmlElement | None) -> list[Line]:
    """Lines of the tree in their order; what is never seen left out."""
    if root is None:
        return []
    from lxml.etree import iterwalk

    writer = _Writer(root)
    walker = iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if is_unseen(element):
                walker.skip_subtree()
                writer.unseen = True
            else:
                writer.start(element)
        else:
            writer.end(element)
    writer.flush()
    return writer.lines


def is_unseen(element: HtmlElement) -> bool:
    """True for what a browser does not show."""
    if element.tag in _UNSEEN or "hidden" in element.attrib:
        return True
    style = element.get("style")
    return style is not None and "display:none" in style[:2000].replace(" ", "").lower()


class _Writer:
    """Collects lines while a tree is walked."""

    def __init__(self, root: HtmlElement) -> None:
        self.lines: list[Line] = []
        self.unseen = False
        self._boxes: list[HtmlElement] = [root]
        self._parts: list[str] = []
        self._linked = self._links = self._captions = self._pre = 0
        self._table: HtmlElement | None = None
        self._cells: list[str] = []
        self._mark = ""
        self._numbers: list[int | None] = []

    def start(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.flush(cell=tag in _CELLS)
            self._boxes.append(element)
            if tag == "table" and self._table is None and _is_data(element):
                self._table = element
            elif tag in ("ul", "ol"):
                self._numbers.append(0 if tag == "ol" else None)
            elif tag == "li":
                self._mark = self._next_mark()
            elif tag == "figcaption":
                self._captions += 1
            elif tag == "pre":
                self._pre += 1
        elif tag == "a":
            self._links += 1
        self._write(element.text)

    def end(self, element: HtmlElement) -> None:
        if self.unseen:  # its text is not seen, what follows it is
            self.unseen = False
            self._write(element.tail)
            return
        tag = element.tag
        if tag in _BLOCKS:
            self.flush(cell=tag in _CELLS)
            if tag == "tr" and self._cells:
                self._put(" | ".join(self._cells), "row")
                self._cells.clear()
            elif element is self._table:
                self._table = None
            elif tag in ("ul", "ol") and self._numbers:
                self._numbers.pop()
            elif tag == "li":
                self._mark = ""
            elif tag == "figcaption":
                self._captions -= 1
            elif tag == "pre":
                self._pre -= 1
            if len(self._boxes) > 1:
                self._boxes.pop()
        elif tag == "a":
            self._links -= 1
        self._write(element.tail)

    def flush(self, *, cell: bool = False) -> None:
        """End the line; inside a table of figures only a cell ends, and lines in it run on."""
        raw = "".join(self._parts)
        if self._table is not None and self._boxes[-1] is not self._table and not cell:
            self._parts.append(" ")
            return
        self._parts.clear()
        for text in raw.split("\n") if self._pre else (raw,):
            text = text.rstrip() if self._pre else " ".join(text.split())
            if not text.strip():
                continue
            if self._table is not None:
                self._cells.append(text)
            else:
                self._put(text, self._kind())
        self._linked = 0 if self._table is None else self._linked

    def _put(self, text: str, kind: LineKind) -> None:
        box = self._boxes[-1]
        if box.tag == "br" and len(self._boxes) > 1:
            box = self._boxes[-2]
        self.lines.append(Line(self._mark + text, kind, box, min(self._linked, len(text))))
        self._mark, self._linked = "", 0

    def _kind(self) -> LineKind:
        if self._captions:
            return "caption"
        if self._mark:
            return "item"
        return "heading" if any(box.tag in _HEADINGS for box in self._boxes[-3:]) else "text"

    def _next_mark(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def _write(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if self._links:
                self._linked += len(text.strip())


def _is_data(table: HtmlElement) -> bool:
    """True for a table of short cells, some of them side by side."""
    if table.find(".//table") is not None:
        return False
    columns = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in _CELLS]
        columns = max(columns, len(cells))
        if any(len("".join(cell.itertext())) > WIDEST_CELL for cell in cells):
            return False
    return columns > 1
