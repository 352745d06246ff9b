"""Words typed in Telex or VNI without an input method: what the keys would have written.

Source: the Telex and VNI conventions of Vietnamese input methods: marks directly after their letter or at the
end of the word, the tone after its vowel or at the end.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from tui.text.normal import normalize
from tui.text.words import WORD, is_syllable

Method = Literal["Telex", "VNI"]

_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_SHARP, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TELEX_TONES = {"s": _SHARP, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _SHARP, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_VNI_MARKS = {"6": _HAT, "7": _HORN, "8": _BREVE}
_TAKES = {_HAT: "aeo", _HORN: "ou", _BREVE: "a"}
_VOWELS = "aeiouy"
LONGEST = 12
"""Keys of one syllable at most: `nghieengsz` has ten."""
_VNI = re.compile(r"[a-z]{1,12}[0-9][a-z0-9]{0,12}")
_ONSET = re.compile(r"qu(?=[aeiouy])|gi(?=[aeiouy])|[^aeiouy]*")
_STOP = re.compile(r"(?:ch|[cpt])$")


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """A query that was typed as keys."""

    text: str
    """What the keys write; words that are no keys stay as they are."""
    method: Method


def read_keystrokes(text: str) -> Keystrokes | None:
    """What `text` says when its words are Telex or VNI keys; None when no word of it is.

    >>> read_keystrokes("nguyeenx vawn kyr")
    Keystrokes(text='nguyễn văn kỷ', method='Telex')
    >>> read_keystrokes("nguye64n va8n ky3")
    Keystrokes(text='nguyễn văn kỷ', method='VNI')
    >>> read_keystrokes("nguyen van ky") is None
    True
    """
    text = normalize(text)
    found: list[Method] = []

    def write(match: re.Match[str]) -> str:
        word = match.group()
        for method in _METHODS:
            written = syllable_of(word, method)
            if written is not None:
                found.append(method)
                return written
        return word

    written = WORD.sub(write, text)
    return Keystrokes(written, max(_METHODS, key=found.count)) if found else None


_METHODS: tuple[Method, Method] = ("Telex", "VNI")


def syllable_of(keys: str, method: Method) -> str | None:
    """The syllable that `keys` write, in small letters; None when they write none, or hold no mark.

    >>> syllable_of("nguwowif", "Telex"), syllable_of("nguoi72", "VNI"), syllable_of("trump", "Telex")
    ('người', 'người', None)
    """
    keys = keys.lower()
    if not keys.isascii() or not 2 <= len(keys) <= LONGEST:
        return None
    if method == "VNI" and _VNI.fullmatch(keys) is None:
        return None
    if method == "Telex" and not keys.isalpha():
        return None
    typed = _Typed()
    for key in keys:
        if not (typed.telex(key) if method == "Telex" else typed.vni(key)):
            return None
    return typed.written()


class _Typed:
    """A syllable as far as it was typed."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.marks: list[str] = []
        """The mark of each letter, or an empty string."""
        self.tone = ""
        self.barred = False

    def telex(self, key: str) -> bool:
        """Take one key; False when no syllable is typed so."""
        if key == "w":
            return self._mark(_BREVE, _HORN) or (not self._vowels() and self._add("u", _HORN))
        if key in _TELEX_TONES and self._vowels():
            return self._set_tone(_TELEX_TONES[key])
        if key == "d" and self.letters[:1] == ["d"] and not self.barred:
            self.barred = True
            return True
        if key in "aeo" and key in self.letters and self._hat(key):
            return True
        return self._add(key)

    def vni(self, key: str) -> bool:
        """Take one key; False when no syllable is typed so."""
        if key in _VNI_TONES:
            return self._set_tone(_VNI_TONES[key])
        if key in _VNI_MARKS:
            return self._mark(_VNI_MARKS[key])
        if key == "9":
            self.barred = not self.barred and self.letters[:1] == ["d"]
            return self.barred
        return key != "0" and self._add(key)

    def _add(self, letter: str, mark: str = "") -> bool:
        self.letters.append(letter)
        self.marks.append(mark)
        return True

    def _onset(self) -> int:
        match = _ONSET.match("".join(self.letters))
        return match.end() if match else 0

    def _vowels(self) -> list[int]:
        """Where the vowels are; of `qu` and `gi` before another vowel the second letter is none."""
        first = self._onset()
        return [at for at, letter in enumerate(self.letters) if at >= first and letter in _VOWELS]

    def _set_tone(self, tone: str) -> bool:
        if self.tone or not self._vowels():
            return False
        self.tone = tone
        return True

    def _hat(self, letter: str) -> bool:
        for at in self._vowels():
            if self.letters[at] == letter and not self.marks[at]:
                self.marks[at] = _HAT
                return True
        return False

    def _mark(self, *marks: str) -> bool:
        """Put one of `marks` where it belongs: the horn of `uo` on both, of `ua` and `uu` on the first."""
        free = [at for at in self._vowels() if not self.marks[at]]
        text = "".join(self.letters[at] for at in free)
        if _HORN in marks and text.startswith(("uo", "uu", "ua")) and (text[1] != "a" or self._open(free[1])):
            for at in free[: 2 if text[1] == "o" else 1]:
                self.marks[at] = _HORN
            return True
        after_horn = any(self.marks[at] == _HORN for at in self._vowels())
        for mark in marks:
            for at in free:
                if self.letters[at] in _TAKES[mark] and not (mark == _BREVE and after_horn):
                    self.marks[at] = mark
                    return True
        return False

    def _open(self, last: int) -> bool:
        return last == len(self.letters) - 1

    def written(self) -> str | None:
        """The syllable with its marks; None when it is none, or nothing marks it."""
        base = "".join(self.letters)
        if not (self.tone or self.barred or any(self.marks)) or not is_syllable(base):
            return None
        if _STOP.search(base) and self.tone and self.tone not in (_SHARP, _DOT):
            return None
        self._only_last_horn()
        letters = [letter + mark for letter, mark in zip(self.letters, self.marks, strict=True)]
        if self.tone:
            letters[self._toned()] += self.tone
        if self.barred:
            letters[0] = "đ"
        return unicodedata.normalize("NFC", "".join(letters))

    def _only_last_horn(self) -> None:
        """`uơ` is written so at the end of a word (`thuở`), `ươ` before anything else."""
        vowels = self._vowels()
        if "".join(self.letters[at] for at in vowels) != "uo" or self.marks[vowels[1]] != _HORN:
            return
        self.marks[vowels[0]] = "" if self._open(vowels[1]) else _HORN

    def _toned(self) -> int:
        """The vowel that carries the tone, as most newspapers put it: hòa, thủy."""
        vowels = self._vowels()
        marked = [at for at in vowels if self.marks[at]]
        if marked:
            return marked[-1]
        if len(vowels) == 1 or not self._open(vowels[-1]):
            return vowels[-1]
        return vowels[len(vowels) - 2]
