"""What stands right before and right after a place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_REACH = 48
"""Characters looked back: four long words and their spaces."""

_PIECES = re.compile(r"\w+|[^\w\s]")
_NEXT = re.compile(r"[ \u00a0]{0,3}(\w+)")


class Before:
    """The words right before a place, nearest first, up to the nearest punctuation mark or line feed."""

    __slots__ = ("mark", "starts", "words")

    def __init__(self, text: str, place: int) -> None:
        self.words: list[str] = []
        """Lower case."""
        self.starts: list[int] = []
        """Where each word begins in the text."""
        self.mark = ""
        """The punctuation mark that ends the words, empty if none is near."""
        reach = max(0, place - _REACH, text.rfind("\n", max(0, place - _REACH), place) + 1)
        for piece in reversed(list(_PIECES.finditer(text, reach, place))):
            word = piece.group()
            if not word[0].isalnum() and word != "_":
                self.mark = word
                break
            self.words.append(word.lower())
            self.starts.append(piece.start())

    def longest(self, cues: Collection[str], *, skip: int = 0, most: int = 4) -> int | None:
        """Start of the longest of `cues` right before the place (or `skip` words before it), or None."""
        for count in range(min(most, len(self.words) - skip), 0, -1):
            if " ".join(reversed(self.words[skip : skip + count])) in cues:
                return self.starts[skip + count - 1]
        return None

    def opened_by(self, openers: Collection[str], place: int) -> int:
        """Where the run of words from `openers` right before `place` begins; `place` if there is none."""
        for word, start in zip(self.words, self.starts, strict=True):
            if word not in openers:
                break
            place = start
        return place


def next_words(text: str, place: int, count: int) -> list[str]:
    """Up to `count` words right after `place`, lower case, with only blanks between them.

    >>> next_words("12/15 xã nghèo, khó", 5, 3)
    ['xã', 'nghèo']
    """
    words: list[str] = []
    while len(words) < count:
        match = _NEXT.match(text, place)
        if match is None:
            break
        words.append(match.group(1).lower())
        place = match.end()
    return words


def starts_with(words: list[str], phrases: Collection[str]) -> bool:
    """True when the first one, two or three of `words` are one of `phrases`."""
    return any(" ".join(words[:count]) in phrases for count in range(1, min(3, len(words)) + 1))


def lowered(words: Iterable[str]) -> frozenset[str]:
    """`words` in lower case, for membership."""
    return frozenset(word.lower() for word in words)
