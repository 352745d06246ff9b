"""An article prepared for the rules: its sentences, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from tui.facts.tokens import Tokens
from tui.model.article import Article, ParagraphKind
from tui.model.fact import Organisation, Person, Place
from tui.model.span import Span
from tui.text.folding import Folded
from tui.text.sentences import sentences

MAX_CHARACTERS = 2_000_000
"""Facts come from this much of an article; the rest stays readable and searchable."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the clean text."""

    span: Span
    paragraph: int
    """Index into `Article.paragraphs`."""
    kind: ParagraphKind


class Reading:
    """An article with its sentences; rules read it and never change it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text[:MAX_CHARACTERS]

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
