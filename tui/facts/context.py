"""What stands right before and right after a place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_REACH = 48
"""Characters looked back: four long words and their spaces."""

_LONGEST = 4
"""Words of a cue at most."""

_LAST_MARK = re.compile(r"(?s:.*)([^\w\s])")
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"[ \u00a0]{0,3}(\w+)")


class Before:
    """The words right before a place, nearest first, up to the nearest punctuation mark or line feed."""

    __slots__ = ("_begin", "_place", "_starts", "_tails", "_text", "mark", "words")

    def __init__(self, text: str, place: int) -> None:
        begin = place - _REACH if place > _REACH else 0
        begin = text.rfind("\n", begin, place) + 1 or begin
        mark = _LAST_MARK.match(text, begin, place)
        self.mark = mark[1] if mark else ""
        """The punctuation mark that ends the words, empty if none is near."""
        if mark is not None:
            begin = mark.end()
        self._text, self._begin, self._place = text, begin, place
        self.words = text[begin:place].lower().split()
        """Lower case."""
        self.words.reverse()
        self._starts: list[int] | None = None
        self._tails: list[str] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        if self._starts is None:
            found = [word.start() for word in _WORD.finditer(self._text, self._begin, self._place)]
            self._starts = found[::-1]
        return self._starts

    def longest(self, cues: Collection[str], *, skip: int = 0, most: int = _LONGEST) -> int | None:
        """Start of the longest of `cues` right before the place (or `skip` words before it), or None."""
        if skip:
            tails = _tails(self.words[skip : skip + most])
        else:
            if self._tails is None:
                self._tails = _tails(self.words[:_LONGEST])
            tails = self._tails
        for count in range(min(most, len(tails)), 0, -1):
            if tails[count - 1] in cues:
                return self.starts[skip + count - 1]
        return None

    def opened_by(self, openers: Collection[str], place: int, first: Collection[str] = ()) -> int:
        """Where the run of words from `openers` right before `place` begins; `place` if there is none.

        A word of `first` belongs to the run and begins it.
        """
        for word, start in zip(self.words, self.starts, strict=True):
            if word in first:
                return start
            if word not in openers:
                break
            place = start
        return place


def _tails(words: list[str]) -> list[str]:
    """The last word, the last two, and so on; `words` come nearest first."""
    tails = words[:1]
    for word in words[1:]:
        tails.append(f"{word} {tails[-1]}")
    return tails


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
