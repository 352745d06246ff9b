"""Character charts of the Vietnamese encodings from before Unicode.

A chart of one byte a letter is the 96 or 128 characters from 0xA0 or 0x80 on, in order; `·` is no letter.
"""

from __future__ import annotations

import unicodedata

_VOWELS = ("a", "â", "ă", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def _letters() -> str:
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES] + ["đ"]
    marked = [letter for letter in small if not letter.isascii()]
    return "".join(marked) + "".join(marked).upper()


LETTERS = _letters()
"""The 134 Vietnamese letters beyond ASCII: 67 small, then 67 capital."""


def _chart(rows: str, start: int, others: dict[int, str]) -> dict[int, str]:
    table = dict(others)
    cells = (cell for cell in rows if not cell.isspace())
    table.update({start + at: cell for at, cell in enumerate(cells) if cell != "·"})
    return table


WINDOWS = {
    byte: character
    for byte in range(0x80, 0xA0)
    if (character := bytes([byte]).decode("cp1252", errors="ignore"))
}
"""What fonts for Windows keep at 0x80 to 0x9F: curved quotes, dashes, the ellipsis. Source: windows-1252."""

TCVN3 = _chart(
    """
    ·ĂÂÊÔƠƯĐăâêôơưđẰ
    ·····àảãáạẲằẳẵắẴ
    ẮẦẨẪẤỀặầẩẫấậèỂẻẽ
    éẹềểễếệìỉỄẾỒĩíịò
    Ổỏõóọồổỗốộờởỡớợù
    ỖủũúụừửữứựỳỷỹýỵỐ
    """,
    0xA0,
    WINDOWS,
)
"""TCVN 5712:1993, VN3 (the fonts called ABC, .VnTime) with the capitals that VN2 adds. Toned capitals have no
byte of their own in VN3: a font of capitals (.VnTimeH) drew the small ones. Source: TCVN 5712:1993, and
ISO-IR 180 for VN2."""
TCVN3.update({0xA0: "\u00a0", 0xB0: "\u0300", 0xB1: "\u0309", 0xB2: "\u0303", 0xB3: "\u0301", 0xB4: "\u0323"})

VISCII = _chart(
    """
    ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ
    ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ
    Õắằặấầẩậẽẹếềểễệố
    ồổỗỠƠộờởịỰỨỪỬơớƯ
    ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ
    ĐứÒÓÔạỷừửÙÚỹỵÝỡư
    àáâãảăữẫèéêẻìíĩỉ
    đựòóôõỏọụùúũủýợỮ
    """,
    0x80,
    {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"},
)
"""VISCII 1.1. Source: RFC 1456."""

VPS = _chart(
    """
    ÀẢÃẤẦẨọỗĂếềểệẮẰẲ
    Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ
    ·ắằẳẵặỠớÙờởỡŨỨợỪ
    ổỬỲỸÍÌộỈĨÓửữÒỎÕự
    ầÁÂấẩẫậđẻÉÊẹỉễịỹ
    ƯỦồốÔỏơÈừứÚũưÝẺ·
    àáâãảạă·èéêẽìí·ĩ
    ẴĐòóôõ·Ơụùúủ·ỶẼỳ
    """,
    0x80,
    {
        0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ", 0x13: "Ợ",
        0x14: "Ụ", 0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ", 0xA0: "\u00a0",
    },
)  # fmt: skip
"""VPS, of the Vietnamese Professionals Society. Source: the charts of x-viet-vps and of the VPS fonts."""

_VNI_MARKS = {"": "", "\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_SINGLE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def _vni() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    bases = {"a": "a", "e": "e", "o": "o", "ơ": "ô", "u": "u", "ư": "ö", "y": "y"}
    hats = {"â": "a", "ê": "e", "ô": "o"}
    families = [(bases, _VNI_MARKS), (hats, _VNI_HAT), ({"ă": "a"}, _VNI_BREVE)]
    for written, marks in families:
        for letter, base in written.items():
            for tone, mark in marks.items():
                table.setdefault(unicodedata.normalize("NFC", letter + tone), base + mark)
    table |= {letter.upper(): form.upper() for letter, form in table.items()}
    return {letter: form for letter, form in table.items() if not letter.isascii()}


VNI = _vni()
"""Letter → how VNI-Windows writes it, as Latin-1 characters: a base and mostly a mark behind it. Source: the
chart of the VNI fonts for Windows."""
