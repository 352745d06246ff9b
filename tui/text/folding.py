"""Folding: case and marks dropped, đ as d; and the keys that make spellings of one name equal.

`fold` keeps the length of NFC Vietnamese text, so a hit in the folded text is a hit in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from tui.model.span import Span
from tui.text.letter_table import LetterTable


@cache
def _fold_character(character: str) -> str:
    if character in "đĐðÐ":
        return "d"
    base = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    return base.casefold()


_TABLE = LetterTable(_fold_character)


def fold(text: str) -> str:
    """`text` without tones, hats, horns, case; đ is d. `text` should be NFC.

    >>> fold("Nguyễn Văn Kỷ, ĐẶNG Hoà")
    'nguyen van ky, dang hoa'
    """
    if text.isascii():
        return text.lower()
    return _TABLE.apply(text)


class Folded:
    """Folded text that can say where each of its characters came from."""

    __slots__ = ("_source_of", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = fold(source)
        self._source_of: list[int] | None = None
        if len(self.text) != len(source) or not _TABLE.keeps_places(source):
            self._source_of = [
                index for index, character in enumerate(source) for _ in _TABLE[ord(character)]
            ]

    def source_span(self, start: int, stop: int) -> Span:
        """Span of the source text that folded to `[start, stop)` of `text`; `start < stop`."""
        if self._source_of is None:
            return Span(start, stop)
        return Span(self._source_of[start], self._source_of[stop - 1] + 1)


def _tone_pairs() -> list[tuple[str, str]]:
    pairs = []
    for first, second in ("oa", "oe", "uy"):
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            new = unicodedata.normalize("NFC", first + second + tone)
            old = unicodedata.normalize("NFC", first + tone + second)
            pairs.append((new, old))
    return pairs


_OLD_TONE = dict(_tone_pairs())
_TONED = "".join(sorted({new[1] + new[1].upper() for new in _OLD_TONE}))
_NEW_STYLE = re.compile(rf"[oOuU][{_TONED}](?![^\W\d_])")
_MAY_BE_NEW_STYLE = re.compile(rf"[{_TONED}](?<=[oOuU].)(?![^\W\d_])")
"""The same, looked for by its rarer letter."""
_DASH = re.compile("[‐‑‒–—−-]")
_DASHES = re.compile(f" ?{_DASH.pattern} ?")


def old_tone(text: str) -> str:
    """Open syllables with the tone where most newspapers put it: hoà → hòa, uỷ → ủy; same length.

    >>> old_tone("Uỷ ban, hoà bình, quý")
    'Ủy ban, hòa bình, quý'
    """

    def swap(match: re.Match[str]) -> str:
        found = match.group()
        moved = _OLD_TONE.get(found.lower())
        if moved is None or text[match.start() - 1 : match.start()] in ("q", "Q"):
            return found
        return "".join(new.upper() if old.isupper() else new for old, new in zip(found, moved, strict=True))

    return _NEW_STYLE.sub(swap, text) if _MAY_BE_NEW_STYLE.search(text) else text


def match_key(text: str) -> str:
    """One key for all spellings of a name: NFC, no case, tone placement and white space as one; tones stay.

    >>> match_key("Uỷ  ban") == match_key("ủy ban")
    True
    """
    if len(text) <= _NAME:
        return _key_of_name(text)
    return _key_of_line(text) if len(text) <= _LINE else _key(text)


def _key(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold()
    text = old_tone(text)
    if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())  # a blank is the only white space that is printable
    if _DASH.search(text) is not None:
        text = _DASHES.sub("-", text)
    return text.replace("ð", "đ")


_NAME = 100
"""Characters of a name at most whose key is remembered: newspapers write about the same few thousand."""
_key_of_name = lru_cache(maxsize=4096)(_key)
_LINE = 400
"""Characters of a line at most whose key is remembered for a while: one page is looked at many times over."""
_key_of_line = lru_cache(maxsize=64)(_key)


def entity_key(kind: str, name: str) -> str:
    """Key of the thing a name names: `kind:match_key`."""
    return f"{kind}:{match_key(name)}"
