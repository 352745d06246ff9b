"""The text of a page of bytes: what it says of its own charset is a hint, no more."""

from __future__ import annotations

import re
from dataclasses import replace

from tui.text.encoding import SURE, Decoded, decode, find_encoding

HEAD = 4096
"""Bytes at the head of a page where it names its charset."""

_DECLARED = re.compile(
    rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)


def page_text(data: bytes, encoding: str | None = None, charset: str | None = None) -> Decoded | None:
    """The text of the page, or None where it is none. `encoding` is the reader's choice; `charset` what the
    server said: it counts, as what the page says, only where the bytes alone leave a question."""
    if 0 < data.count(0) <= len(data) // 50:  # a page with a NUL here and there is still a page
        data = data.replace(b"\0", b"")
    found = decode(data, encoding)
    if encoding is not None or (found is not None and found.confidence >= SURE):
        return found
    declared = _DECLARED.search(data[:HEAD])
    for name in (declared[1].decode("ascii") if declared else "", charset or ""):
        hint = find_encoding(name) if name else None
        if hint is None or hint.startswith("utf"):
            continue
        if found is None or hint == found.encoding or hint in dict(found.others):
            told = decode(data, hint)
            if told is not None:
                return replace(told, confidence=SURE)
    return found
