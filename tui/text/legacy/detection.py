"""Which legacy encoding bytes are in: every reading is scored by its words, and the best must stand out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tui.text.legacy.codecs import CODECS
from tui.text.legacy.syllables import WESTERN_ODD, is_known, vietnamese, western

SAMPLE = 96 * 1024
"""Bytes judged at most: as much of the beginning, the middle and the end."""
PIECES = 3
TEMPERATURE = 2.0
"""Divides the difference of two scores: words of one text are not independent of each other."""
WINDOWS = "cp1252"
IMPOSSIBLE = -20.0
"""Log of how likely a word is that holds what no word does."""

_LETTERS = re.compile(r"[^\W\d_]+")

_TOKEN = re.compile(rb"[A-Za-z\x02-\x06\x10-\x19\x1c-\x1e\x80-\xff]+")
"""Words as any of the encodings may write them; VISCII and VPS have letters among the controls."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One encoding, and how sure it is."""

    encoding: str
    confidence: float


def guesses(data: bytes) -> list[Guess]:
    """What encodings `data` may be in, the likeliest first; empty where none fits at all.

    The confidence of one is its share among all, times how many of its marked words are words of the
    language: few words say little, so it grows with their number.
    """
    words = Counter(_TOKEN.findall(sample_of(data)))
    readings = [_Reading(name, codec.letters, vietnamese, is_known, words) for name, codec in CODECS.items()]
    readings.append(_Reading(WINDOWS, _windows, western, _is_western, words))
    best = max(reading.score for reading in readings)
    shares = [math.exp((reading.score - best) / TEMPERATURE) for reading in readings]
    total = sum(shares)
    found = [
        Guess(reading.encoding, share / total * reading.fit)
        for reading, share in zip(readings, shares, strict=True)
        if reading.fit > 0
    ]
    return sorted(found, key=lambda guess: -guess.confidence)


def sample_of(data: bytes, size: int = SAMPLE) -> bytes:
    """The parts of `data` that are judged: all of it where it is not longer than `size`."""
    if len(data) <= size:
        return data
    piece = size // PIECES
    starts = [(len(data) - piece) * at // (PIECES - 1) for at in range(PIECES)]
    return b"\n".join(_whole_words(data[start : start + piece]) for start in starts)


def _whole_words(piece: bytes) -> bytes:
    """Without the words that were cut at both ends."""
    first, last = piece.find(b" "), piece.rfind(b" ")
    return piece[first + 1 : last] if 0 <= first < last else piece


class _Reading:
    """The words of a text as one encoding reads them."""

    def __init__(
        self,
        encoding: str,
        decode: Callable[[bytes], str],
        likelihood: Callable[[str], float],
        is_word: Callable[[str], bool],
        tokens: Counter[bytes],
    ) -> None:
        self.encoding = encoding
        self.score = 0.0
        marked = known = plain = 0
        for token, count in tokens.items():
            weight = 1 + math.log(count)
            for word, whole in _words(decode(token)):
                self.score += weight * (likelihood(word) if whole else IMPOSSIBLE)
                if word.isascii():
                    plain += 1
                else:
                    marked += 1
                    known += whole and is_word(word)
        if encoding == WINDOWS and not marked:  # curved quotes and dashes alone: every encoding reads them so
            known = marked = plain
        self.fit = _smoothed(known, marked)


def fit(text: str) -> float:
    """Share of the different words with marks that are Vietnamese words."""
    words = {word for word in _split(text) if not word.isascii()}
    words = {part for word in words for part in _LETTERS.findall(word) if not part.isascii()}
    return _smoothed(sum(map(is_known, words)), len(words))


def _smoothed(known: int, marked: int) -> float:
    """Share of the different marked words that are words; 0.9 takes eight of eight, 0 is said of none."""
    return (known + 1) / (marked + 2) if marked else 0.0


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """The words of one decoded token; False beside those that hold what no word does."""
    for word in _split(text):
        yield word, _is_whole(word)


def _split(text: str) -> list[str]:
    return "".join(" " if _borders(character) else character for character in text).split()


@lru_cache(maxsize=1024)
def _borders(character: str) -> bool:
    """True for punctuation and space: what stands between words."""
    return not character.isascii() and (
        unicodedata.category(character) in ("Pd", "Ps", "Pe", "Pi", "Pf", "Zs") or character in "…•·°"
    )


def _is_whole(word: str) -> bool:
    return all(character.isalpha() for character in word)


def _windows(data: bytes) -> str:
    return data.decode(WINDOWS, errors="replace")


def _is_western(word: str) -> bool:
    return western(word) > WESTERN_ODD
