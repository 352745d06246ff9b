"""From bytes to text: which encoding, and how sure."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from tui.text.legacy.mojibake import is_misread, reread, resolved

SAMPLE = 64 * 1024
"""Bytes looked at where the whole need not be: to tell text from other data."""

BROKEN_SHARE = 0.001
"""More undecodable characters than this and the decoder is the wrong one. A file cut inside a letter, or with
a byte lost on the way, stays far below; Vietnamese in a legacy encoding breaks in every other word."""

CONTROL_SHARE = 0.02
"""More control characters than this is no text, whatever the encoding."""
FEW_CONTROLS = 8
"""So many say nothing in a short text: one with a bell or two is still a text."""

SURE = 0.9
"""Below this share a guess is a question to the reader, not an answer."""
PLAUSIBLE = 0.5
"""Below this a guess is not worth a question: the bytes are no text that can be read."""

MISREAD = "utf-8-in-cp1252"
TITLES: dict[str, str] = {
    "utf-8": "UTF-8",
    "tcvn3": "TCVN3",
    "vni": "VNI-Windows",
    "cp1258": "windows-1258",
    "viscii": "VISCII",
    "vps": "VPS",
    MISREAD: "UTF-8 ↯ windows-1252",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "windows-1252",
    "cp1251": "windows-1251",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
    "euc_kr": "EUC-KR",
}
"""Encoding that can be asked for → what people call it. Texts are never read in one that is not listed here,
whatever a file says of itself."""
_ALIASES = {
    "abc": "tcvn3", "tcvn": "tcvn3", "tcvn-3": "tcvn3", "tcvn-5712": "tcvn3", "tcvn5712": "tcvn3",
    "vni-windows": "vni", "vni-win": "vni", "windows-1258": "cp1258", "x-viet-vps": "vps",
    "viscii1.1": "viscii", "utf8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf16": "utf-16-le",
    "windows-1252": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "iso-8859-1": "cp1252",
    "ascii": "utf-8", "us-ascii": "utf-8",
    "windows-1251": "cp1251", "gbk": "gb18030", "gb2312": "gb18030", "shift-jis": "shift_jis",
    "sjis": "shift_jis", "euc-kr": "euc_kr", "mojibake": MISREAD,
}  # fmt: skip

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
    """A key of `TITLES`, or Python's name of the encoding."""
    confidence: float
    """0 to 1; below 1 something was guessed or replaced by U+FFFD, below `SURE` the reader must decide."""
    others: tuple[tuple[str, float], ...] = ()
    """The encodings next in question with their shares, best first, where one had to be guessed."""


def find_encoding(name: str) -> str | None:
    """The key of `TITLES` that `name` means, however it is spelled; None for one that is not known.

    >>> find_encoding("TCVN 5712"), find_encoding("Windows-1258"), find_encoding("rot13")
    ('tcvn3', 'cp1258', None)
    """
    key = name.strip().lower().replace(" ", "-")
    for known in (key, key.replace("_", "-"), key.replace("-", "_")):
        if known in TITLES or known in _ALIASES:
            return _ALIASES.get(known, known)
    return None


def decode(data: bytes, encoding: str | None = None) -> Decoded | None:
    """`data` as text, or None where it is none that can be read.

    With `encoding`, the reader's own choice, it is read so and nothing is asked. Else a byte-order mark
    decides; else strict UTF-8, UTF-16 without a mark where it is plain, UTF-8 with a few broken bytes, and
    the legacy encodings by their words, in that order. UTF-8 that was once misread is read anew. Encodings
    are the ones listed here, never one named by a file.

    >>> decode("Huế".encode()).encoding
    'utf-8'
    >>> decode(bytes(range(256))) is None
    True
    """
    if encoding is not None:
        return _as_told(data, encoding)
    if data.startswith(_MAGIC):
        return None
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _mended(_lenient(data, marked, confidence=1.0))
    for guess in _GUESSES:
        decoded = guess(data)
        if decoded is not None:
            return decoded
    return None


def readings(data: bytes) -> list[tuple[str, float]]:
    """Encodings `data` may be in, each with its share, best first; every legacy one is among them."""
    from tui.text.legacy.codecs import CODECS

    decoded = decode(data)
    found = [(decoded.encoding, decoded.confidence), *decoded.others] if decoded else []
    listed = {name for name, _share in found}
    return found + [(name, 0.0) for name in (*CODECS, "cp1252", "utf-8") if name not in listed]


def _as_told(data: bytes, name: str) -> Decoded | None:
    from tui.text.legacy.codecs import CODECS

    encoding = find_encoding(name)
    if encoding is None:
        return None
    if encoding in CODECS:
        return Decoded(CODECS[encoding].decode(data), encoding, 1.0)
    python = "utf-8" if encoding == MISREAD else encoding
    text = data.decode(python, errors="replace").removeprefix("\ufeff")
    return Decoded(reread(text)[0] if encoding == MISREAD else text, encoding, 1.0)


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8. A NUL near the beginning, or many controls, is other data that happens to decode."""
    if _is_binary(data):
        return None
    try:
        return _mended(Decoded(data.decode("utf-8"), "utf-8", 1.0))
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
    """UTF-8 with a few bytes that are not; among letters beyond ASCII that are right."""
    if _is_binary(data):
        return None
    decoded = _lenient(data, "utf-8", confidence=0.9)
    if decoded is None or decoded.text.replace(_REPLACEMENT, "").isascii():
        return None
    return _mended(decoded)


def _legacy(data: bytes) -> Decoded | None:
    """The likeliest legacy encoding, be it sure or not."""
    from tui.text.legacy.codecs import CODECS
    from tui.text.legacy.detection import guesses

    if b"\0" in data[:SAMPLE]:
        return None
    found = guesses(data)
    if not found or found[0].confidence < PLAUSIBLE:
        return None
    best, *rest = found
    codec = CODECS.get(best.encoding)
    text = codec.decode(data) if codec else data.decode(best.encoding, errors="replace")
    if _has_many_controls(text):
        return None
    others = tuple((guess.encoding, guess.confidence) for guess in rest)
    return Decoded(text, best.encoding, best.confidence, others)


def _broken_ascii(data: bytes) -> Decoded | None:
    """ASCII with a byte or two that are not."""
    return None if _is_binary(data) else _lenient(data, "utf-8", confidence=0.9)


def _legacy_or_broken(data: bytes) -> Decoded | None:
    legacy = _legacy(data)
    if legacy is not None and legacy.confidence >= SURE:
        return legacy
    return _broken_ascii(data) or legacy


_GUESSES: tuple[Callable[[bytes], Decoded | None], ...] = (
    _utf8, _utf16_without_mark, _broken_utf8, _legacy_or_broken,
)  # fmt: skip
"""Tried in order; the first that answers wins."""


def _mended(decoded: Decoded | None) -> Decoded | None:
    """UTF-8 that holds misread UTF-8 or references to letters, as it was meant."""
    if decoded is None:
        return None
    if is_misread(decoded.text):
        text, whole = reread(decoded.text)
        share = _share_of_words(text)
        if share > PLAUSIBLE:
            return Decoded(text, MISREAD, min(max(share, SURE) if whole else share, 0.99))
    text = resolved(decoded.text)
    return decoded if text is decoded.text else Decoded(text, decoded.encoding, decoded.confidence)


def _share_of_words(text: str) -> float:
    from tui.text.legacy.detection import fit

    return fit(text[:SAMPLE])


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
