"""Sentences of Vietnamese press text, as rules that say join or split."""

from __future__ import annotations

import re

from tui.model.span import Span

_STOP = re.compile(r"[.!?…]+[\"”’»)\]]*|\n+")

ABBREVIATIONS = frozenset(
    {"tp", "tx", "tt", "q", "p", "h", "gs", "pgs", "ts", "ths", "tskh", "bs", "cn", "ks", "kts", "ls"}
    | {"nxb", "st", "tr", "mr", "mrs", "ms", "dr", "jr", "vs", "no", "đ/c", "t.p"}
)
"""Words before a full stop that do not end a sentence: `TP. Huế`, `PGS. TS`, `Q. 1`."""

_LONGEST = 8
"""Characters of an abbreviation at most, with the marks that open it."""


def _is_split(text: str, match: re.Match[str], stop: int) -> bool:
    """True when the mark at `match` ends a sentence."""
    mark = match.group()
    if mark[0] == "\n":
        return True
    after = match.end()
    if after >= stop:
        return True
    if not text[after].isspace():
        return False  # 34.178, www.qdnd.vn, Q.DUY
    nxt = after
    while nxt < stop and text[nxt].isspace():
        nxt += 1
    if nxt >= stop:
        return True
    follower = text[nxt]
    if follower.islower() or follower in ",;:)":
        return False
    if follower in "-–—" and mark[-1] in '"”’»':
        return False  # “… như thế.” - bà nói
    if mark == ".":
        start = match.start()
        before = text[max(0, start - _LONGEST) : start]
        word = "" if before[-1:].isspace() else "".join(before.split()[-1:]).lower().lstrip("(“\"'[")
        if word in ABBREVIATIONS or word.rsplit(".", 1)[-1] in ABBREVIATIONS:
            return False
        if len(word) == 1 and text[start - 1].isupper():
            # an initial: "Trần Văn Q. khai", but "tỉnh A. Sáng nay" cannot be told apart
            return not follower.isupper()
    return True


def sentences(text: str, start: int = 0, stop: int | None = None) -> list[Span]:
    """Spans of the sentences in `text[start:stop]`, without the white space around them.

    A line feed always ends a sentence. A full stop does not when it stands inside a number, an address or
    an initial, after a known abbreviation, or before a small letter.

    >>> text = "Sáng 29/5, TP. Huế họp. Dự có 3.200 người."
    >>> [sentence.of(text) for sentence in sentences(text)]
    ['Sáng 29/5, TP. Huế họp.', 'Dự có 3.200 người.']
    """
    stop = len(text) if stop is None else stop
    found: list[Span] = []
    begin = start
    for match in _STOP.finditer(text, start, stop):
        if _is_split(text, match, stop):
            _append(found, text, begin, match.end())
            begin = match.end()
    _append(found, text, begin, stop)
    return found


def _append(found: list[Span], text: str, start: int, stop: int) -> None:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        found.append(Span(start, stop))
