"""The article on a page: which of its lines are the article's own.

Two witnesses are heard: trafilatura, and the box that the page itself marks as the article's text. Lines come
from our own reading of the page, so that captions, tables and line breaks stay as the page has them.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.corpus.markup.lines import Line, lines_of
from tui.corpus.markup.words import PageWords, names_of, page_words
from tui.text.folding import match_key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_ELEMENTS = 30_000
"""A larger page is read by its own marks alone: trafilatura takes seconds for it."""
PROSE_WORDS = 12
"""Words of a line from which it is taken for running text."""
LEAST_WORDS = 25
"""Words of running text without which there is no article: the shortest news has one such sentence."""
WALL_WORDS = 120
"""A page of fewer words that speaks of logging in, or of an error, holds no article."""
SAME_BOX = 0.34
"""Share of the running text under one box at least: below it, it is a list of teasers."""
TEASER_LINKS = 0.6
"""Share of links in a line from which it leads elsewhere."""

_ASIDES = frozenset(("nav", "form", "footer", "button"))
_MARKED = ("articlebody", "text")
_KEPT = ("caption", "row", "item")
"""Kinds of lines that belong to the text though no witness knows them."""


@dataclass(frozen=True, slots=True)
class MainText:
    """What of a page is its article."""

    lines: list[Line]
    """The text, without headline and lead where those could be told."""
    above: list[Line]
    """What the page shows above the text, nearest last: headline, stamp, byline, menus."""
    lead: str | None
    page: list[Line]
    """All that the page shows, in its order."""
    marked: bool
    """True where the page itself says which box holds the text."""


def main_text(root: HtmlElement) -> MainText | None:
    """The article on the page, or None where it holds none. Changes nothing in the tree."""
    words = page_words()
    lines = lines_of(root)
    prose = [line for line in lines if _is_prose(line)]
    if not prose:
        return None
    told = _told_by_trafilatura(root, lines)
    box = _marked_box(root, prose, words)
    marked = box is not None
    own = [line for line in lines if id(line) in told and _is_prose(line)]
    if box is not None and own:
        inside = _boxes_within(box)
        missing = sum(len(line.text) for line in own if line.box not in inside)
        if missing > 0.5 * sum(len(line.text) for line in own):
            box = None
    if box is None:
        box = _common_box(own or (prose if not told else []), root)
    if box is None:
        return None
    inside = _boxes_within(box)
    here = [at for at, line in enumerate(lines) if line.box in inside]
    kept = [lines[at] for at in here if not _is_furniture(lines[at], box, words, id(lines[at]) in told)]
    kept = _trimmed(kept, told)
    lead_line = _lead(root, lines, kept, words)
    body = [line for line in kept if line is not lead_line]
    first = next((at for at, line in enumerate(lines) if body and line is body[0]), here[0] if here else 0)
    if not _is_article(body, words, marked):
        return None
    for line in body:
        if line.kind == "text" and _has_name(line.box, box, words.caption):
            line.kind = "caption"
    return MainText(body, lines[:first], lead_line.text if lead_line else None, lines, marked)


def _is_prose(line: Line) -> bool:
    return line.link_share < TEASER_LINKS and len(line.text.split()) >= PROSE_WORDS


def _told_by_trafilatura(root: HtmlElement, lines: list[Line]) -> set[int]:
    """Lines, by identity, that trafilatura takes for the main text."""
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return set()
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(root, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return set()
    whole = {_squeezed("".join(element.itertext())) for element in body.iter()}
    text = _squeezed("".join(body.itertext()))
    told = set()
    for line in lines:
        key = _squeezed(line.text.removeprefix("- ") if line.kind == "item" else line.text)
        if key in whole or (len(key) >= 40 and key in text):
            told.add(id(line))
    return told


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _marked_box(root: HtmlElement, prose: list[Line], words: PageWords) -> HtmlElement | None:
    """The box that the page marks as the article's text: the one with most of it, the innermost of equals."""
    weight = _weights(prose)
    best: tuple[float, HtmlElement] | None = None
    for element in root.iter("div", "section", "article", "td", "main"):
        held = weight.get(element, 0)
        if not held or not _is_body_box(element, words):
            continue
        if best is None or held > best[0] or held >= 0.8 * best[0]:
            best = (max(held, best[0] if best and held >= 0.8 * best[0] else 0), element)
    return best[1] if best else None


def _is_body_box(element: HtmlElement, words: PageWords) -> bool:
    if element.get("itemprop", "").lower() in _MARKED or element.tag == "article":
        return True
    return words.body.search(names_of(element)) is not None


def _weights(prose: list[Line]) -> dict[HtmlElement, int]:
    """Characters of running text under each box."""
    weight: Counter[HtmlElement] = Counter()
    for line in prose:
        element: HtmlElement | None = line.box
        while element is not None:
            weight[element] += len(line.text)
            element = element.getparent()
    return weight


def _common_box(own: list[Line], root: HtmlElement) -> HtmlElement | None:
    """The innermost box that holds nearly all of the running text `own`."""
    if not own:
        return None
    weight = _weights(own)
    total = sum(len(line.text) for line in own)
    box: HtmlElement = root
    while True:
        inner = [child for child in box if weight.get(child, 0) >= 0.95 * total]
        if not inner or inner[0].tag in ("p", "br"):
            return box
        box = inner[0]


def _boxes_within(box: HtmlElement) -> set[HtmlElement]:
    return set(box.iter())


def _is_furniture(line: Line, box: HtmlElement, words: PageWords, told: bool) -> bool:
    """True for what stands inside the article's box and is none of it."""
    short = len(line.text.split()) < 40
    if short and line.link_share >= TEASER_LINKS:
        return True
    element: HtmlElement | None = line.box
    while element is not None and element is not box:
        if element.tag in _ASIDES or (element.tag == "aside" and not told):
            return True
        if words.furniture.search(names_of(element)):
            return True
        element = element.getparent()
    return False


def _trimmed(lines: list[Line], told: set[int]) -> list[Line]:
    """`lines` from the first to the last that trafilatura knows, where it knows any."""
    known = [at for at, line in enumerate(lines) if id(line) in told]
    if not known:
        return lines
    first, last = known[0], known[-1]
    while first > 0 and (_is_prose(lines[first - 1]) or lines[first - 1].kind in _KEPT):
        first -= 1
    while last + 1 < len(lines) and (
        _is_prose(lines[last + 1]) or lines[last + 1].kind in _KEPT or last + 2 == len(lines)
    ):
        last += 1
    return lines[first : last + 1]


def _lead(root: HtmlElement, lines: list[Line], kept: list[Line], words: PageWords) -> Line | None:
    """The line the page sets off as the lead: by its class, or by repeating it as its description."""
    if not kept:
        return None
    at = next(index for index, line in enumerate(lines) if line is kept[0])
    near = [line for line in lines[max(0, at - 12) : at + 2] if len(line.text.split()) >= 8]
    for line in near:
        if line.link_share < TEASER_LINKS and _has_name(line.box, root, words.lead, depth=3):
            return line
    described = {
        match_key(tag.get("content", "")[:1000])
        for tag in root.iter("meta")
        if (tag.get("name") or tag.get("property") or "").lower() in ("description", "og:description")
    }
    for line in near:
        before = not any(line is other for other in kept)
        if match_key(line.text) in described and (before or line.box.tag in ("h2", "h3", "strong")):
            return line
    return None


def _has_name(element: HtmlElement | None, within: HtmlElement, pattern: object, *, depth: int = 4) -> bool:
    search = getattr(pattern, "search")  # noqa: B009
    while element is not None and element is not within and depth:
        if search(names_of(element)):
            return True
        element, depth = element.getparent(), depth - 1
    return False


def _is_article(body: list[Line], words: PageWords, marked: bool) -> bool:
    """False for a list of teasers, a wall to log in at, a page that says an error."""
    prose = [line for line in body if _is_prose(line)]
    count = sum(len(line.text.split()) for line in prose)
    everything = " ".join(line.text for line in body)
    if count < LEAST_WORDS:
        return False
    if len(everything.split()) < WALL_WORDS and words.refused.search(match_key(everything)):
        return False
    if marked or len(prose) < 3:
        return True
    boxes: Counter[HtmlElement] = Counter()
    for line in prose:
        parent = line.box.getparent()
        boxes[line.box] += len(line.text)
        if parent is not None:
            boxes[parent] += len(line.text)
    return max(boxes.values()) >= SAME_BOX * sum(len(line.text) for line in prose)
