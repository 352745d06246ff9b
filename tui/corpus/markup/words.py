"""What the names of classes on a page mean, and which outlets it may be of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.corpus.furniture import alternatives
from tui.corpus.metadata import Press, press_of
from tui.corpus.outlets import Outlets, outlets_of
from tui.lexicon.lexicon import load_lexicon
from tui.text.folding import match_key

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class PageWords:
    """Word lists of web pages, compiled."""

    outlets: Outlets
    press: Press
    nobody: frozenset[str]
    home: frozenset[str]
    refused: re.Pattern[str]
    body: re.Pattern[str]
    lead: re.Pattern[str]
    furniture: re.Pattern[str]
    caption: re.Pattern[str]
    author: re.Pattern[str]
    time: re.Pattern[str]


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """The shipped lists, read when the first page is."""
    lexicon = load_lexicon()

    def parts(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z0-9])(?:{alternatives(lexicon.words(f'pages.{name}'))})")

    return PageWords(
        outlets_of(lexicon),
        press_of(lexicon),
        frozenset(map(match_key, lexicon.words("pages.nobody"))),
        frozenset(map(match_key, lexicon.words("pages.home"))),
        re.compile(alternatives(lexicon.words("pages.refused"))),
        parts("body"),
        parts("lead"),
        parts("furniture"),
        parts("caption"),
        parts("author"),
        parts("time"),
    )


def names_of(element: HtmlElement) -> str:
    """Class and id of an element, in lower case, cut at 300 characters."""
    return f"{(element.get('class') or '')[:200]} {(element.get('id') or '')[:100]}".lower()
