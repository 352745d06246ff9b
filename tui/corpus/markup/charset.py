"""The text of a page of bytes: what it says of its own charset is a hint, no more."""

from __future__ import annotations

import re

from tui.text.encoding import Decoded, decode

HEAD = 4096
"""Bytes at the head of a page where it names its charset."""

_DECLARED = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_TRUSTED = {
    "windows-1258": "cp1258", "cp1258": "cp1258", "windows-1252": "cp1252", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252",
}  # fmt: skip
"""Charsets that pages of the press were written in; anything else is left to the bytes."""


def page_text(data: bytes, encoding: str | None = None, charset: str | None = None) -> Decoded | None:
    """The text of the page, or None where it is none. `encoding` is the reader's choice; `charset` what the
    server said: it counts, as what the page says, only where the bytes say nothing better."""
    decoded = decode(data, encoding)
    if decoded is not None or encoding is not None:
        return decoded
    declared = _DECLARED.search(data[:HEAD])
    for name in (declared[1].decode("ascii") if declared else "", charset or ""):
        codec = _TRUSTED.get(name.lower())
        if codec is None or b"\0" in data:
            continue
        text = data.decode(codec, errors="replace")
        if text.count("\ufffd") <= len(text) // 1000:
            return Decoded(text, codec, 0.6)
    return None
