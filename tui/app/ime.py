"""Keys that a Vietnamese input method has turned into letters, turned back into keys.

An input method that corrects by backspaces sees `o` then `j` and sends DEL and `ọ`: the command `j` is lost.
While letters are commands, backspaces are swallowed and the key is read from what the letter was and became.
"""

from __future__ import annotations

import unicodedata
from collections import deque

_KEY_OF_MARK = {
    "\u0301": "s",  # acute
    "\u0300": "f",  # grave
    "\u0309": "r",  # hook above
    "\u0303": "x",  # tilde
    "\u0323": "j",  # dot below
    "\u0306": "w",  # breve
    "\u031b": "w",  # horn
}
"""Telex: the key that adds each mark. Source: the Telex convention of Vietnamese input methods."""
_CIRCUMFLEX = "\u0302"
_VNI_KEY_OF_MARK = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7",
    "\u0306": "8",
}  # fmt: skip
_LONE = {"ơ": "left_square_bracket", "ư": "w", "Ơ": "left_curly_bracket", "Ư": "W"}

FORGET_AFTER = 0.3
"""Seconds after which a backspace was a key of its own: an input method sends it with the letter."""
_MEMORY = 12


def _parts(character: str) -> tuple[str, list[str]]:
    decomposed = unicodedata.normalize("NFD", character)
    return decomposed[0], list(decomposed[1:])


def recover(previous: str, new: str, *, vni: bool = False) -> str | None:
    """The key that made `new` of `previous`; None when no single key of the input method does.

    >>> recover("o", "ọ"), recover("ọ", "ó"), recover("d", "đ"), recover("a", "â"), recover("a", "x")
    ('j', 's', 'd', 'a', None)
    """
    keys = _VNI_KEY_OF_MARK if vni else _KEY_OF_MARK
    if previous.lower() == "d" and new.lower() == "đ":
        return "9" if vni else previous
    base, before = _parts(previous)
    new_base, after = _parts(new)
    if base.lower() != new_base.lower():
        return None
    added = [mark for mark in after if mark not in before]
    if len(added) != 1:
        return None
    if added[0] == _CIRCUMFLEX and not vni:
        return base
    return keys.get(added[0])


class KeyRecovery:
    """Reads the keys of command mode one by one and gives back those that were meant."""

    def __init__(self) -> None:
        self._typed: deque[str] = deque(maxlen=_MEMORY)
        self._taken_back: list[str] = []
        self._taken_at = 0.0
        self.recovered: tuple[str, str] | None = None
        """(letter that came, key that was meant) of the last key; None when it came as it was meant."""

    def read(self, key: str, character: str | None, time: float) -> str | None:
        """The key that was meant by `key`, at `time` in seconds; None for one to swallow."""
        self.recovered = None
        if key == "backspace":
            if time - self._taken_at > FORGET_AFTER:
                self._taken_back.clear()
            self._taken_at = time
            self._taken_back.append(self._typed.pop() if self._typed else "")
            return None
        if character is None or not character.isprintable() or len(character) != 1:
            self._typed.clear()
            self._taken_back.clear()
            return key
        meant = self._meant(character, time)
        self._typed.append(character)
        if meant == character:
            return key
        if meant is not None:
            self.recovered = (character, meant)
        return meant

    def _meant(self, character: str, time: float) -> str | None:
        """The character as it came, a key, or None to swallow it."""
        if self._taken_back and time - self._taken_at > FORGET_AFTER:
            self._taken_back.clear()
        if self._taken_back:
            old = self._taken_back.pop()
            if old == character:
                return None
            if old:
                key = recover(old, character)
                if key is not None:
                    return key
                if _parts(old)[0].lower() == character.lower() and old != character:
                    return None  # the method took its mark back; the key itself follows
            return character if character.isascii() else None
        if character.isascii():
            return character
        return _LONE.get(character)
