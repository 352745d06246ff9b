"""Articles for tests of the rules: one paragraph a line, nothing cleaned."""

from __future__ import annotations

from functools import cache

from tui.facts.names import find_names
from tui.facts.reading import Names, Reading
from tui.lexicon.lexicon import Lexicon, load_lexicon
from tui.model.article import Article, Paragraph, ParagraphKind
from tui.model.span import Span


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return load_lexicon()


def article(text: str, kind: ParagraphKind = "body") -> Article:
    """`text` as an article whose every line is a paragraph of `kind`."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return Article("test.txt", text, tuple(paragraphs), "0" * 32, "plain", "utf-8")


def names(text: str, kind: ParagraphKind = "body") -> Names:
    """The names found in `text`."""
    return find_names(Reading(article(text, kind)), lexicon())
