"""The legacy encodings of Vietnamese: bytes to text and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.text.legacy import tables
from tui.text.legacy.capitals import repaired

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Codec:
    """One encoding both ways."""

    name: str
    title: str
    """What people call it."""
    decode: Callable[[bytes], str]
    """Any bytes as NFC text, U+FFFD for what the encoding does not have."""
    encode: Callable[[str], bytes]
    """Text in this encoding; `?` for what it does not have."""
    letters: Callable[[bytes], str]
    """`decode` before capitals are put right: every byte by itself."""


def _single(name: str, title: str, table: Mapping[int, str], *, capitals: bool = False) -> Codec:
    """An encoding of one byte a character; with `capitals` some have none and are drawn by a second font."""
    chart = "".join(table.get(byte, chr(byte) if byte < 0x80 else REPLACEMENT) for byte in range(256))
    bytes_by_character = {character: byte for byte, character in table.items()}

    def letters(data: bytes) -> str:
        return unicodedata.normalize("NFC", data.decode("latin-1").translate(chart))

    def decode(data: bytes) -> str:
        return repaired(letters(data)) if capitals else letters(data)

    def byte_of(character: str) -> int:
        if character in bytes_by_character:
            return bytes_by_character[character]
        small = bytes_by_character.get(character.lower()) if character.isupper() else None
        if small is not None:
            return small
        return ord(character) if character < "\x80" else ord("?")

    def encode(text: str) -> bytes:
        return bytes(byte_of(character) for character in unicodedata.normalize("NFC", text))

    return Codec(name, title, decode, encode, letters)


def _vni() -> Codec:
    letters = {form: letter for letter, form in tables.VNI.items()}
    # a capital at the head of a word was often typed with the mark of small letters
    letters |= {
        form[0] + form[1:].lower(): letter for form, letter in [*letters.items()] if len(form) == 2
    } | letters
    pattern = re.compile("|".join(map(re.escape, sorted(letters, key=lambda form: (-len(form), form)))))

    def decode(data: bytes) -> str:
        text = _windows(data)
        return unicodedata.normalize("NFC", pattern.sub(lambda found: letters[found.group()], text))

    bytes_by_character = {character: bytes([byte]) for byte, character in tables.WINDOWS.items()}

    def byte_of(character: str) -> bytes:
        form = tables.VNI.get(character, character)
        return bytes_by_character.get(form) or form.encode("latin-1", errors="replace")

    def encode(text: str) -> bytes:
        return b"".join(map(byte_of, unicodedata.normalize("NFC", text)))

    return Codec("vni", "VNI-Windows", decode, encode, decode)


def _windows(data: bytes) -> str:
    return data.decode("cp1252", errors="replace")


_TONES_1258 = dict(
    zip("\u0300\u0301\u0309\u0303\u0323", (b"\xcc", b"\xec", b"\xd2", b"\xde", b"\xf2"), strict=True)
)


def _cp1258() -> Codec:
    def decode(data: bytes) -> str:
        return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))

    def bytes_of(character: str) -> bytes:
        try:
            return character.encode("cp1258")
        except UnicodeEncodeError:
            base = unicodedata.normalize("NFD", character)
            tone = next((mark for mark in base if mark in _TONES_1258), "")
            if not tone:
                return b"?"
            letter = unicodedata.normalize("NFC", base.replace(tone, "", 1))
            return letter.encode("cp1258", errors="replace") + _TONES_1258[tone]

    def encode(text: str) -> bytes:
        return b"".join(map(bytes_of, unicodedata.normalize("NFC", text)))

    return Codec("cp1258", "windows-1258", decode, encode, decode)


CODECS: dict[str, Codec] = {
    codec.name: codec
    for codec in (
        _single("tcvn3", "TCVN3", tables.TCVN3, capitals=True),
        _vni(),
        _cp1258(),
        _single("viscii", "VISCII", tables.VISCII),
        _single("vps", "VPS", tables.VPS, capitals=True),
    )
}
"""Name of an encoding → how it is read. The commonest first: it wins where two read a text alike."""
