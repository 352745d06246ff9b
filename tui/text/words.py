"""Words of a text as search sees them: folded, letters and digits only, each where it stood."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from tui.text.folding import fold, old_tone
from tui.text.letter_table import LetterTable

WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng?|[cmpt])?"
)


def _plain_character(character: str) -> str:
    return "".join(c if c.isalnum() or c == "\n" else " " for c in fold(character))


_PLAIN = LetterTable(_plain_character)


def plain(text: str) -> str:
    """`text` folded, with a space for everything that is neither letter, digit nor line feed.

    As long as `fold(text)`, so `Folded(text).source_span` leads back from it. `text` should be NFC.

    >>> plain("“Đà Nẵng”, 34.178 người")
    ' da nang   34 178 nguoi'
    """
    return _PLAIN.apply(text)


def keeps_places(text: str) -> bool:
    """True when each character of `plain(text)` stands where it stood in `text`.

    Equal lengths do not tell: one letter may become two, and a mark nothing.

    >>> keeps_places("Đà Nẵng"), keeps_places("Straße"), keeps_places("ß, naïve")
    (True, False, False)
    """
    return _PLAIN.keeps_places(text)


def plain_words(text: str) -> list[str]:
    """The folded words of `text`, in order.

    >>> plain_words("KH&ĐT: 34.178")
    ['kh', 'dt', '34', '178']
    """
    return plain(text).split()


def is_syllable(word: str) -> bool:
    """True when a folded word may be a Vietnamese syllable; names from elsewhere and abbreviations are none.

    >>> is_syllable("nghieng"), is_syllable("ubnd"), is_syllable("trump")
    (True, False, False)
    """
    return _SYLLABLE.fullmatch(word) is not None


def toned(text: str) -> str:
    """`text` without case and with the tone where newspapers put it; tones stay.

    >>> toned("HOÀ") == toned("hòa"), toned("hoa") == toned("hòa")
    (True, False)
    """
    return old_tone(unicodedata.normalize("NFC", text).casefold()).replace("ð", "đ")


def has_marks(text: str) -> bool:
    """True when folding drops more than case: a tone, a hat, a horn or a bar.

    >>> has_marks("Đạo"), has_marks("DAO 3")
    (True, False)
    """
    return toned(text) != fold(text)


MOST_CAPITALS = 6
"""Letters of an abbreviation at most; longer words in capitals are shouted."""


def marks_of(text: str) -> set[str]:
    """What folding takes from the words of `text`: those that have marks, `toned`; short ones in capitals.

    >>> sorted(marks_of("Công an tỉnh Hòa Bình: CA tỉnh"))
    ['CA', 'bình', 'công', 'hòa', 'tỉnh']
    """
    return set(chain.from_iterable(map(_MARKS.__getitem__, set(text.split()))))


class _Marks(dict[str, tuple[str, ...]]):
    """What stands between two blanks → the marks of each word in it; filled as it is used.

    Finding the words of a text takes five times as long as looking up what stands between its blanks.
    """

    def __missing__(self, spelling: str) -> tuple[str, ...]:
        marks = tuple(mark for word in WORD.findall(spelling) for mark in _marks_of_word(word))
        if len(spelling) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[spelling] = marks
        return marks


_REMEMBERED = 1 << 15
"""Spellings whose marks are remembered: about 5 MB."""
_LONGEST_REMEMBERED = 24
"""Code points."""
_MARKS = _Marks()


def _marks_of_word(word: str) -> tuple[str, ...]:
    mark, folded = toned(word), fold(word)
    marks = (mark,) if mark != folded else ()
    return (*marks, folded.upper()) if word.isupper() and 2 <= len(word) <= MOST_CAPITALS else marks
