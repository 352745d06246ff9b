"""Words that lead to a figure, cut to a description of what it is about."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.facts.counting.around_words import AroundWords

MAX_PLAIN_WHAT, MAX_WHAT = 6, 14
"""Words of a description: a longer one is cut to its nearest noun; more is a sentence, not a description."""

_TOKEN = re.compile(r"[^\s]+")


class Token(NamedTuple):
    start: int
    stop: int
    word: str
    """Lower case, without marks around it."""


class Trimmer:
    """Cuts words of one text."""

    def __init__(self, text: str, words: AroundWords) -> None:
        self._text, self._words = text, words

    def tokens(self, start: int, stop: int) -> list[Token]:
        """The words between two places."""
        return [
            Token(*match.span(), match.group().strip("“”\"'-–.,").lower())
            for match in _TOKEN.finditer(self._text, start, stop)
        ]

    def behind_noun(self, tokens: list[Token]) -> list[Token]:
        """`tokens` behind the noun of the figure before them: from the first word that joins on."""
        for index, token in enumerate(tokens):
            marked = self._text[token.stop - 1] in ",;:"
            if marked or token.word in self._words.dividers:
                return tokens[index + marked :]
        return []

    def without(self, tokens: list[Token]) -> list[Token]:
        """`tokens` without the words at both ends that only join."""
        words, first, last = self._words, 0, len(tokens)
        while first < last and tokens[first].word in words.drop:
            if first + 1 < last and (tokens[first].word, tokens[first + 1].word) in words.compounds:
                break
            first += 1
        while last > first and tokens[last - 1].word in words.drop_at_end:
            if last - 1 > first and (tokens[last - 2].word, tokens[last - 1].word) in words.compounds:
                break
            last -= 1
        return tokens[first:last]

    def nearest_noun(self, tokens: list[Token]) -> list[Token]:
        """The last part of a long description: `khu liên hợp có tổng vốn đầu tư` → `tổng vốn đầu tư`."""
        while len(tokens) > MAX_PLAIN_WHAT:
            cut = next((i for i in range(len(tokens) - 2) if self._divides(tokens, i)), None)
            if cut is None:
                break
            tokens = self.without(tokens[cut + 1 :])
        if len(tokens) > MAX_PLAIN_WHAT:  # ô tô cá nhân ở Gò Mây và Bến Sậy: of the cars, not of the places
            places = [i for i in range(2, len(tokens) - 1) if tokens[i].word in self._words.locatives]
            tokens = self.without(tokens[: places[0]]) if places else tokens
        if len(tokens) > MAX_WHAT:
            places = [i for i in range(len(tokens) - 1) if tokens[i].word in self._words.locatives]
            tokens = self.without(tokens[places[-1] + 1 :]) if places else []
        return tokens if len(tokens) <= MAX_WHAT else []

    def _divides(self, tokens: list[Token], index: int) -> bool:
        """True where a nearer noun begins behind the token; not between two names or inside a compound."""
        word = tokens[index].word
        if word not in self._words.dividers or (word, tokens[index + 1].word) in self._words.compounds:
            return False
        names = index > 0 and self._begins_name(tokens[index - 1]) and self._begins_name(tokens[index + 1])
        return not (word == "và" and names)

    def _begins_name(self, token: Token) -> bool:
        return self._text[token.start].isupper()
