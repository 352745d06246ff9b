"""What stands right before and right after a place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import accumulate

_REACH = 48
"""Characters looked back: four long words and their spaces."""

_LONGEST = 4
"""Words of a cue at most."""

_LAST_MARK = re.compile(r"(?s:.*)([^\w\s])")
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"[ \u00a0]{0,3}(\w+)")


class Before:
    """The words right before a place, nearest first, up to the nearest punctuation mark or line feed."""

    def __init__(self, text: str, place: int) -> None:
        reach = max(0, place - _REACH, text.rfind("\n", max(0, place - _REACH), place) + 1)
        mark = _LAST_MARK.match(text, reach, place)
        self.mark = mark[1] if mark else ""
        """The punctuation mark that ends the words, empty if none is near."""
        self._text, self._begin, self._place = text, mark.end() if mark else reach, place
        self.words = [word.lower() for word in reversed(text[self._begin : place].split())]
        """Lower case."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        return [word.start() for word in _WORD.finditer(self._text, self._begin, self._place)][::-1]

    @cached_property
    def _tails(self) -> list[str]:
        """The last word, the last two, and so on."""
        return list(accumulate(self.words[:_LONGEST], lambda tail, word: f"{word} {tail}"))

    def longest(self, cues: Collection[str], *, skip: int = 0, most: int = _LONGEST) -> int | None:
        """Start of the longest of `cues` right before the place (or `skip` words before it), or None."""
        if skip:
            tails = list(accumulate(self.words[skip : skip + most], lambda tail, word: f"{word} {tail}"))
        else:
            tails = self._tails[:most]
        for count in range(len(tails), 0, -1):
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
