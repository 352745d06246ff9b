"""One spelling of a body's name: abbreviations spelled out, small differences dropped."""

from __future__ import annotations

from functools import lru_cache

from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, Tokens, keys_of, words_of
from tui.lexicon.lexicon import Lexicon

_SILENT = frozenset({"và", "về", "các"})
"""Words that two names of one body may differ by."""
_EITHER_CASE = frozenset({"tp", "tx"})
"""Abbreviations that are written `Tp` too."""


class Spelling:
    """Abbreviations and what they stand for."""

    def __init__(self, lexicon: Lexicon) -> None:
        abbreviations = lexicon.mapping("organisations.abbreviations")
        self._phrases: Phrases[str] = Phrases(abbreviations.items())
        self._upper = frozenset(
            keys_of(short)[0]
            for short in abbreviations
            if words_of(short)[0].isupper() and len(words_of(short)[0]) > 1
        )

    def expanded(self, tokens: Tokens, start: int, stop: int) -> str:
        """Tokens `[start, stop)` as printed, abbreviations spelled out."""
        parts: list[str] = []
        last = at = start
        while at < stop:
            hit = self._phrases.match(tokens, at) if tokens.flags[at] & CAPITAL else None
            if hit is None or hit[0] > stop or not self._is_abbreviation(tokens, at):
                at += 1
                continue
            if at > last:
                parts.append(tokens.surface(last, at))
            parts.append(hit[1])
            at = last = hit[0]
        if last < stop:
            parts.append(tokens.surface(last, stop))
        return " ".join(parts)

    def _is_abbreviation(self, tokens: Tokens, at: int) -> bool:
        """False for the `Tư` of `Tư pháp`, which is not `TƯ`."""
        key = tokens.keys[at]
        return key not in self._upper or tokens.words[at].isupper() or key in _EITHER_CASE


@lru_cache(maxsize=4)
def spelling(lexicon: Lexicon) -> Spelling:
    """The abbreviations of `lexicon`, ready for tokens."""
    return Spelling(lexicon)


def core_key(text: str) -> str:
    """What two wordings of one body share: no marks, no case, no `về`, no `công tác`.

    >>> core_key("Ban chỉ đạo về công tác nhân quyền") == core_key("Ban Chỉ đạo Nhân quyền")
    True
    """
    keys = [key for key in keys_of(text) if key.isalnum() and key not in _SILENT]
    return " ".join(keys).replace("công tác ", "")
