"""Blocks: the lines of a page on their way to paragraphs, each knowing where its characters came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tui.model.article import DropKind, ParagraphKind

SHORT = 60
"""Characters; a piece of a broken line that is no longer may be a linked name standing alone."""

_BLANK = re.compile(r"\s*")
_FINISHED = re.compile(r"[.!?…:;][\"”’»)\]]*\Z")
_ITEM = re.compile(r"[^\W_]{1,2}[).\]/]|[-+*•–]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){0,2}\.(?:vn|com|net|org|info)(?:/\S*)?"
)
_GOES_ON = frozenset(",.;:)]”’!?%…")
_OPENERS = frozenset("(“‘[«/")


class Run(NamedTuple):
    """Characters of a block that stand unchanged in the raw text."""

    at: int
    """Offset in the block's text."""
    source: int
    """Offset in the raw text."""
    length: int


@dataclass(slots=True)
class Block:
    """One line, or several that belong together, without the white space around it."""

    text: str
    runs: list[Run]
    gap: int = 0
    """Blank lines above it."""
    kind: ParagraphKind | None = None
    """None until a rule knows."""
    dropped: DropKind | None = None
    barred: bool = False
    """It ended in ` |`, as captions and teasers of some pages do."""
    doubled: bool = False
    """The same line stood right below it."""
    labelled: bool = False
    """A caption label stood right above it."""

    @property
    def source(self) -> int:
        """Raw offset of its first character."""
        return self.runs[0].source

    @property
    def finished(self) -> bool:
        """True when it ends as a sentence does."""
        return is_finished(self.text) and self.text[-1] not in ":;"

    def part(self, start: int, stop: int) -> Block:
        """The part `[start, stop)` of this block, without white space at its ends; it must not be blank."""
        while self.text[start].isspace():
            start += 1
        while self.text[stop - 1].isspace():
            stop -= 1
        runs = []
        for at, source, length in self.runs:
            first, last = max(at, start), min(at + length, stop)
            if first < last:
                runs.append(Run(first - start, source + first - at, last - first))
        return Block(self.text[start:stop], runs, self.gap)


@dataclass(slots=True)
class _Line:
    start: int
    stop: int
    text: str
    gap: int
    hard_gap: bool
    """A truly empty line stands above it, not one of blanks."""
    loose: bool
    """White space stood at its end, or before it: a tag was cut out there."""
    loose_start: bool = field(default=False)


def is_finished(text: str) -> bool:
    """True when `text` ends as a sentence does, or announces what follows with a colon."""
    return _FINISHED.search(text, max(0, len(text) - 4)) is not None


def _lines(raw: str) -> list[_Line]:
    lines: list[_Line] = []
    gap, hard, at = 0, False, 0
    for line in raw.split("\n"):
        text = line.strip()
        if text:
            start = at + (0 if line[0] == text[0] else _leading(line))
            lines.append(
                _Line(start, start + len(text), text, gap, hard, line[-1].isspace(), line[0].isspace())
            )
            gap, hard = 0, False
        else:
            gap += 1
            hard = hard or not line
        at += len(line) + 1
    return lines


def _leading(line: str) -> int:
    match = _BLANK.match(line)
    return match.end() if match else 0


def split(raw: str, unfinished: frozenset[str]) -> list[Block]:
    """Blocks of `raw`, in order. Lines broken in mid-sentence, as by a link cut out, are joined again.

    `unfinished` are words, in lower case, that no line of text ends with.

    >>> [b.text for b in split("Trả lời \\n Báo Mai\\n, ông nói vậy.\\n\\nHết.", frozenset())]
    ['Trả lời Báo Mai, ông nói vậy.', 'Hết.']
    """
    lines = _lines(raw)
    blocks: list[Block] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not _belongs(lines, index, unfinished):
            blocks.append(_join(lines[first:index]))
            first = index
    return blocks


def _belongs(lines: Sequence[_Line], index: int, unfinished: frozenset[str]) -> bool:
    """True when line `index` continues the one above it."""
    above, line = lines[index - 1], lines[index]
    if line.hard_gap or (_ADDRESS.fullmatch(line.text) and above.text[-1] not in ":("):
        return False
    if _goes_on(above, line):
        return True
    if above.text[-1] in _OPENERS:
        return True
    if above.text.endswith('"') and above.text.count('"') % 2 and _opens(above.text):
        return True
    if len(line.text) > SHORT or _ITEM.match(line.text):
        return False
    last = above.text[-SHORT:].rsplit(None, 1)[-1]
    last = "" if last == "Từ" else last.lower()  # Bài, ảnh: Đại Từ
    alone = len(above.text) == len(last) and not last.endswith(":")
    if last in unfinished and not alone and line.text[-1] != ":":
        return True
    if is_finished(above.text):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else None
    return (
        below is not None
        and not below.hard_gap
        and (above.loose or line.loose_start)
        and not is_finished(line.text)
        and _goes_on(line, below)
    )


def _opens(text: str) -> bool:
    """True when the straight quote at the end of `text` opens a quotation."""
    return len(text) == 1 or text[-2].isspace()


def _goes_on(above: _Line, line: _Line) -> bool:
    """True when `line` begins as only the rest of a sentence does."""
    first = line.text[0]
    if first in _GOES_ON:
        if first in "….!?" and line.text[-1].isalnum() and line.text.lstrip("….!? ")[0].isupper():
            return False
        return first in ",)]”’" or not is_finished(above.text)
    if not first.islower() or _ITEM.match(line.text):
        return False
    return not is_finished(above.text)


def _join(lines: Sequence[_Line]) -> Block:
    first = lines[0]
    at = len(first.text)
    runs = [Run(0, first.start, at)]
    if len(lines) == 1:
        return Block(first.text, runs, first.gap)
    parts = [first.text]
    for above, line in pairwise(lines):
        tight = line.text[0] in _GOES_ON or above.text[-1] in _OPENERS
        if not tight:
            parts.append(" ")
            at += 1
        runs.append(Run(at, line.start, len(line.text)))
        parts.append(line.text)
        at += len(line.text)
    return Block("".join(parts), runs, first.gap)
