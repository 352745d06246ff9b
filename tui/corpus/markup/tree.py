"""HTML as a tree that may come from anybody: bounded in depth, attributes and time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONG_TAG = 4_000
"""Characters from which a tag is looked at: pictures inside a page make long ones."""
MOST_ATTRIBUTES = 2_000
"""Characters of a tag beside its quoted values; the parser takes quadratic time over attributes."""

_TAG = re.compile(
    rf"<[a-zA-Z](?>[^<>\"']++|\"[^\"]*+\"|'[^']*+'){{{LONG_TAG // 100},}}+>?|<[a-zA-Z][^<>]{{{LONG_TAG},}}+>?"
)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_NAME = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,20}")
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 0xFFFE, 0xFFFF], " ")
_NESTING = re.compile(
    r"</?(?:div|span|font|center|section|article|blockquote|table|tbody|tr|td|ul|ol|dl|big|small|strong|em|[biu])"
    r"(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_INLINE = ("span", "font", "big", "small", "strong", "em", "b", "i", "u")


def parse(markup: str) -> HtmlElement | None:
    """The tree of `markup`, mended as browsers do; None where there is nothing in it.

    A page nested deeper than the parser follows (256) loses its boxes, not its text.
    """
    from lxml import etree
    from lxml.html import HTMLParser

    markup = _TAG.sub(_bounded, markup.translate(_CONTROLS))
    for text in (markup, None):
        parser = HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, collect_ids=False
        )
        data = (_flat(markup) if text is None else text).encode("utf-8", errors="replace")
        try:
            root = etree.fromstring(data, parser) if data.strip() else None
        except etree.ParserError:
            return None
        except etree.XMLSyntaxError:
            root = None
        if not any("depth" in error.message for error in parser.error_log):
            break
    return root


def _bounded(match: re.Match[str]) -> str:
    tag = match.group()
    bare = _QUOTED.sub("", tag) if len(tag) > LONG_TAG else tag
    if len(bare) <= MOST_ATTRIBUTES:
        return tag
    name = _NAME.match(tag)
    return f"{name.group()}>" if name else ">"


def _flat(markup: str) -> str:
    """`markup` without the boxes that nest; where one stood, a line ends."""
    return _NESTING.sub(
        lambda tag: "" if tag.group().strip("</>").split()[0].lower() in _INLINE else "<br>", markup
    )
