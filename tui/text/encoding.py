"""From bytes to text: which encoding, and how sure."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

SAMPLE = 64 * 1024
"""Bytes looked at where the whole need not be: to tell text from other data."""

BROKEN_SHARE = 0.001
"""More undecodable characters than this and the decoder is the wrong one. A file cut inside a letter, or with
a byte lost on the way, stays far below; Vietnamese in a legacy encoding breaks in every other word."""

CONTROL_SHARE = 0.02
"""More control characters than this is no text, whatever the encoding."""
FEW_CONTROLS = 8
"""So many say nothing in a short text: one with a bell or two is still a text."""

_REPLACEMENT = "\ufffd"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"Rar!")
_UTF16_HIGH = bytes((0x00, 0x01, 0x03, 0x1E, 0x20))
"""High bytes of the UTF-16 units Vietnamese is written with: Latin, đ ư ơ, marks, ạ…ỹ, quotes and dashes."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and how it was read."""

    text: str
    encoding: str
    """Python's name of the encoding."""
    confidence: float
    """0 to 1; below 1 something was guessed or replaced by U+FFFD."""


def decode(data: bytes) -> Decoded | None:
    """`data` as text, or None where it is none that can be read.

    A byte-order mark decides; else strict UTF-8, UTF-16 without a mark where it is plain, and UTF-8 with a
    few broken bytes, in that order. Encodings are the ones listed here, never one named by a file.

    >>> decode("Huế".encode()).encoding
    'utf-8'
    >>> decode(bytes(range(256))) is None
    True
    """
    if data.startswith(_MAGIC):
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding, confidence=1.0)
    for guess in _GUESSES:
        decoded = guess(data)
        if decoded is not None:
            return decoded
    return None


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8. A NUL near the beginning, or many controls, is other data that happens to decode."""
    if _is_binary(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 1.0)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 whose high bytes are nearly all of the few that Vietnamese needs."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return None
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = sample[offset::2], sample[1 - offset :: 2]
        plain = half - len(high.translate(None, _UTF16_HIGH))
        zeros = high.count(0)
        if plain >= 0.95 * half and zeros >= 0.3 * half and low.count(0) <= 0.01 * half:
            return _lenient(data, encoding, confidence=0.9)
    return None


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes that are not."""
    return None if _is_binary(data) else _lenient(data, "utf-8", confidence=0.9)


_GUESSES: tuple[Callable[[bytes], Decoded | None], ...] = (_utf8, _utf16_without_mark, _broken_utf8)
"""Tried in order; the first that answers wins. Legacy encodings join here."""


def _lenient(data: bytes, encoding: str, *, confidence: float) -> Decoded | None:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    broken = text.count(_REPLACEMENT)
    if broken > max(1, len(text) * BROKEN_SHARE) or _has_many_controls(text):
        return None
    return Decoded(text, encoding, min(confidence, 0.9) if broken else confidence)


def _has_many_controls(text: str) -> bool:
    return _is_binary(text[:SAMPLE].encode("utf-8", errors="replace"))


def _is_binary(data: bytes) -> bool:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    few = min(FEW_CONTROLS, len(sample) // 4)
    return b"\0" in sample or controls > max(few, CONTROL_SHARE * len(sample))
