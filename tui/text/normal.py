"""One spelling of the same text: NFC, one kind of line end, no piled-up marks."""

from __future__ import annotations

import re
import unicodedata

MARKS_PER_LETTER = 4
"""More combining marks on one letter than this are dropped: no script of the press needs them, and NFC of an
unsorted pile takes time quadratic in its height."""

_LINE_ENDS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_OTHER_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_PILED_UP = re.compile(rf"([\u0300-\u036f]{{{MARKS_PER_LETTER}}})[\u0300-\u036f]+")


def normalize(text: str) -> str:
    """NFC text with `\\n` as its only line end; a byte-order mark at the start is dropped.

    >>> normalize("Hue\\u0302\\u0301\\r\\n")
    'Huế\\n'
    """
    if text.startswith("\ufeff"):
        text = text[1:]
    if any(map(text.__contains__, _OTHER_LINE_ENDS)):
        text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        encoded = text.encode("utf-8", "surrogatepass")
        if b"\xcc" in encoded or b"\xcd" in encoded:  # there may be marks; looking for them takes longer
            text = _PILED_UP.sub(r"\1", text)
        text = unicodedata.normalize("NFC", text)
    return text
