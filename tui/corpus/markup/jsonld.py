"""What a page says of its article in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 1_000_000
"""Characters of one block; a longer one describes no article."""
DEEPEST = 8

_TYPES = frozenset(
    (
        "newsarticle",
        "article",
        "reportagenewsarticle",
        "blogposting",
        "analysisnewsarticle",
        "opinionnewsarticle",
    )
)
_TRAILING = re.compile(r",(?=\s{0,200}[}\]])")
_PAIR = re.compile(r'"(headline|datePublished|articleSection)"\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.){1,500})"')


def article_of(root: HtmlElement) -> dict[str, Any]:
    """The first object of the page's JSON-LD that is an article; empty where there is none."""
    for _, thing in _things(root):
        if _types(thing) & _TYPES:
            return thing
    return _rescued(root)


def section_of(root: HtmlElement) -> str | None:
    """The last step but the article's own of the page's BreadcrumbList."""
    for _, thing in _things(root):
        if "breadcrumblist" not in _types(thing):
            continue
        steps = thing.get("itemListElement")
        names = []
        for step in steps if isinstance(steps, list) else []:
            item = step.get("item") if isinstance(step, dict) else None
            name = step.get("name") if isinstance(step, dict) else None
            name = name or (item.get("name") if isinstance(item, dict) else None)
            if isinstance(name, str):
                names.append(unescape(name).strip())
        return names[-1] if names else None
    return None


def name_of(value: Any) -> str | None:
    """The name in a string, an object with a name, or a list of such: `A, B`."""
    if isinstance(value, list):
        names = [name for item in value[:6] if (name := name_of(item))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return name_of(value) if isinstance(value, list) else None
    return " ".join(unescape(value).split())[:300] or None


def _types(thing: dict[str, Any]) -> set[str]:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {name.rpartition("/")[2].lower() for name in kinds if isinstance(name, str)}


def _blocks(root: HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        kind = script.get("type") or ""
        if kind.strip().lower() == "application/ld+json" and script.text and len(script.text) <= LONGEST:
            yield script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip(";")


def _things(root: HtmlElement) -> Iterator[tuple[int, dict[str, Any]]]:
    for block in _blocks(root):
        found = _parsed(block)
        if found is not None:
            yield from _walk(found, 0)


def _parsed(block: str) -> Any:
    for text in (block, _TRAILING.sub("", block)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects at the top, in arrays and in graphs; what an object is about, too."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield depth, value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(value.get(key), depth + 1)


def _rescued(root: HtmlElement) -> dict[str, Any]:
    """The plain pairs of an article whose JSON is broken elsewhere."""
    for block in _blocks(root):
        if "Article" in block and _parsed(block) is None:
            pairs: dict[str, Any] = {}
            for key, value in _PAIR.findall(block):
                pairs.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
            return pairs
    return {}
