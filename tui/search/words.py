"""The words of a query."""

from __future__ import annotations

from tui.model.query import Word
from tui.text.words import WORD, has_marks, plain_words, toned


def words_in(text: str) -> tuple[Word, ...]:
    """The words of `text`, in order; signs separate."""
    return tuple(word for match in WORD.finditer(text) for word in word_of(match.group()))


def word_of(typed: str) -> tuple[Word, ...]:
    """The word `typed` is; empty when nothing of it is letter or digit, several if it folds apart."""
    folded = plain_words(typed)
    if len(folded) == 1:
        return (Word(typed, folded[0], toned(typed) if has_marks(typed) else None),)
    return tuple(Word(part, part, None) for part in folded)
