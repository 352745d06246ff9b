"""A naive scan of texts for words one after the other: a twin for searches, without code of theirs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+")


def letters(word: str) -> str:
    """The letters of a word: no case, no tone, no hat, no bar; `ﬁ` is two; `ð` may stand for `đ`."""
    parts = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare.replace("đ", "d").replace("ð", "d")


def as_toned(word: str) -> str:
    """A word in small letters; its tone behind it if it ends in oa, oe or uy: the place says nothing."""
    parts = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    tones = "".join(part for part in parts if part in _TONES)
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    if bare.endswith(("oa", "oe", "uy")) and not bare.endswith("quy"):
        return bare + tones
    return unicodedata.normalize("NFC", parts)


class Read(NamedTuple):
    """The words of one line of a text, and where each stands."""

    letters: list[str]
    toned: list[str]
    places: list[tuple[int, int]]


def read(text: str) -> list[Read]:
    """The lines of a text in NFC; what is neither letter nor digit only separates words."""
    lines = []
    at = 0
    for line in text.split("\n"):
        found = [(match.group(), match.span()) for match in _WORD.finditer(line)]
        places = [(at + start, at + stop) for _word, (start, stop) in found]
        lines.append(Read([letters(w) for w, _ in found], [as_toned(w) for w, _ in found], places))
        at += len(line) + 1
    return lines


class Window(NamedTuple):
    """A place where the words of a query stand one after the other in one line."""

    start: int
    stop: int
    exact: bool
    """Each word typed with marks has just these here."""


def windows(lines: Iterable[Read], query: str) -> list[Window]:
    """Every one, left to right; they may overlap."""
    typed = _WORD.findall(unicodedata.normalize("NFC", query))
    wanted = [letters(word) for word in typed]
    tones = [as_toned(word) if as_toned(word) != letters(word) else "" for word in typed]
    found = []
    for line in lines:
        for at in range(len(line.letters) - len(wanted) + 1):
            stop = at + len(wanted)
            if line.letters[at:stop] == wanted:
                seen = line.toned[at:stop]
                exact = all(tone in ("", word) for tone, word in zip(tones, seen, strict=True))
                found.append(Window(line.places[at][0], line.places[stop - 1][1], exact))
    return found


def apart(found: Iterable[Window]) -> list[tuple[int, int]]:
    """Where they stand, the earlier of two that overlap."""
    places: list[tuple[int, int]] = []
    for window in found:
        if not places or window.start >= places[-1][1]:
            places.append((window.start, window.stop))
    return places


def scan(lines: Iterable[Read], query: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(places of the words one after the other in one line, those that have the tones as typed)."""
    found = windows(lines, query)
    return apart(found), apart(window for window in found if window.exact)
