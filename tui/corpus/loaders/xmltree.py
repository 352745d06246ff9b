"""XML that may come from anybody: no entities of its own, no DTD, nothing fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.corpus.loaders.base import RefusalError

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!(?:ENTITY|\0E\0N\0T|E\0N\0T\0I)", re.IGNORECASE)


def refuse_entities(data: bytes) -> None:
    """Raises `RefusalError` where the document declares entities."""
    if _ENTITY.search(data) or b"<\0!\0E\0N\0T" in data:
        raise RefusalError("entities")


def parse_xml(data: bytes) -> _Element:
    """The root of the document, mended where it is broken.

    Raises:
        RefusalError: it declares entities, or nothing of it can be read.
    """
    from lxml import etree

    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise RefusalError("damaged") from None
    if root is None:
        raise RefusalError("damaged")
    return root


def name_of(element: _Element) -> str:
    """The name without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: _Element | None) -> str:
    """All text below, white space as one blank."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def attribute(element: _Element, name: str) -> str:
    """The attribute `name`, whatever its namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)), "")
