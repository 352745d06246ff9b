"""An article prepared for the rules: its sentences, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tui.facts.tokens import Tokens
from tui.model.article import Article, ParagraphKind
from tui.model.fact import Organisation, Person, Place
from tui.model.span import Span
from tui.text.folding import Folded
from tui.text.sentences import sentences

MAX_BYTES = 2_000_000
"""Facts come from this much of an article, counted as UTF-8; the rest stays readable and searchable."""

_BEFORE_CUT = 2_000
"""Code points before the cut in which the end of a paragraph or sentence is looked for, else a blank: half a
name would be another name."""
_ENDS = ("\n", ". ", "! ", "? ", "… ", ".” ")


class Sentence(NamedTuple):
    """One sentence of the clean text."""

    span: Span
    paragraph: int
    """Index into `Article.paragraphs`."""
    kind: ParagraphKind


def first_part(text: str, limit: int = MAX_BYTES) -> str:
    """The beginning of `text` that takes at most `limit` bytes of UTF-8; all of it where that is less.

    It ends with a paragraph or a sentence, else between words, unless nothing of the kind is near.

    >>> first_part("Mưa to. Ông Lò Mây nói.", 24), first_part("Mưa to ở Huế", 12)
    ('Mưa to.', 'Mưa to ở')
    """
    if len(text) * 4 <= limit:
        return text
    data = text[: limit + 1].encode("utf-8", "surrogatepass")
    if len(data) <= limit:
        return text
    end = limit
    while data[end] & 0xC0 == 0x80:  # inside a character
        end -= 1
    stop = len(data[:end].decode("utf-8", "surrogatepass"))
    low = max(0, stop - _BEFORE_CUT)
    found = ((text.rfind(mark, low, stop + 1), len(mark) - 1) for mark in _ENDS)
    end = max((at + more for at, more in found if at >= 0), default=0) or text.rfind(" ", low, stop + 1)
    return text[: end if end > 0 else stop]


class Reading:
    """An article with its sentences; rules read it and never change it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = first_part(article.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order; meta paragraphs included, told apart by `kind`."""
        found: list[Sentence] = []
        for index, paragraph in enumerate(self.article.paragraphs):
            start, stop = paragraph.span.start, min(paragraph.span.stop, len(self.text))
            if start >= stop:
                break
            found.extend(Sentence(span, index, paragraph.kind) for span in sentences(self.text, start, stop))
        return tuple(found)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_index(self, place: int) -> int | None:
        """Index of the sentence that holds code point `place`, or None between sentences."""
        index = bisect_right(self._sentence_starts, place) - 1
        return index if index >= 0 and place < self.sentences[index].span.stop else None

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds code point `place`, or None between sentences."""
        index = self.sentence_index(place)
        return None if index is None else self.sentences[index]

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of everything but meta paragraphs: one scan for all rules."""
        return Tokens.of(self.article, self.text)

    @property
    def read_until(self) -> int | None:
        """Code points that are read; None where that is all of the article."""
        return len(self.text) if len(self.text) < len(self.article.text) else None

    @cached_property
    def folded(self) -> Folded:
        """The whole text folded."""
        return Folded(self.text)


@dataclass(frozen=True, slots=True)
class Names:
    """What the names pass found, for the rules that come after it."""

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
