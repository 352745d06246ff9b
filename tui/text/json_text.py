"""JSON for people and programs alike."""

from __future__ import annotations

import json

from tui.text.shown import shown

_HARMLESS = frozenset("\n\u00a0")
"""Between the lines of indented JSON, and a blank that `shown` only makes an ordinary one."""


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON that people can read: Vietnamese as it is, everything that could act on a terminal escaped.

    >>> json_text({"tin": "Huế\\x9b\\u202e"})
    '{"tin": "Huế\\\\u009b\\\\u202e"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    if text.isascii() and "\x7f" not in text:
        return text
    acting = {character for character in set(text) - _HARMLESS if shown(character) != character}
    return text.translate({ord(character): _escaped(character) for character in acting}) if acting else text


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
