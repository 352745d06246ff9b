"""Patterns that begin with words of the lexicon: tried where one of these stands, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tui.facts.phrases import Phrases
from tui.facts.tokens import Tokens


class Cues:
    """A pattern and the words its matches may begin with.

    A text has a few places where `Nghị quyết` may stand and thousands of characters: trying the pattern at
    those places finds what searching the whole text finds, in a tenth of the time. A match that begins inside
    a word, behind an apostrophe, is none.
    """

    __slots__ = ("_numbers", "_words", "pattern")

    def __init__(self, pattern: str, words: Iterable[str], *, numbers: bool = False) -> None:
        """`pattern` begins with one of `words` or, with `numbers`, with a digit."""
        self.pattern = re.compile(pattern)
        self._words: Phrases[None] = Phrases((word, None) for word in words)
        self._numbers = numbers

    def find(self, tokens: Tokens) -> Iterator[re.Match[str]]:
        """Every match, left to right, none overlapping another."""
        text, starts, match_at = tokens.text, tokens.starts, self.pattern.match
        places = self._words.openings(tokens)
        if self._numbers:
            places = sorted(places + tokens.numbers)
        free = 0
        for index in places:
            place = starts[index]
            if place < free:
                continue
            match = match_at(text, place)
            if match is not None:
                yield match
                free = match.end()
