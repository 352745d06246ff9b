"""Lines of styled text for pages, overlays and tables, before any toolkit draws them.

A line is a tuple of runs; a run is text that went through the gate and the name of a role. What a role
looks like is decided where it is drawn: `dim`, `strong`, `title`, `heading`, `hit`, `divider`, `warning`,
`error`, `echo`, `key`, `place`, … and the name of every kind of fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.model.span import Span
from tui.text.cells import ELLIPSIS, cut, fitting, width
from tui.text.shown import shown_line


class Run(NamedTuple):
    """Text in one role; the text is shown text, never raw."""

    text: str
    role: str = ""


Line = tuple[Run, ...]


def run(text: str, role: str = "") -> Run:
    """A run of `text` made fit for a screen; line feeds become spaces."""
    return Run(shown_line(text), role)


def line(*parts: Run | str) -> Line:
    """A line of runs; a plain string is a run without a role, made fit for a screen."""
    return tuple(run(part) if isinstance(part, str) else part for part in parts)


def plain(runs: Line) -> str:
    """The text of a line without its roles."""
    return "".join(part.text for part in runs)


def line_width(runs: Iterable[Run]) -> int:
    """Cells a line takes."""
    return sum(width(part.text) for part in runs)


def cut_line(runs: Line, cells: int) -> Line:
    """A line in at most `cells` cells; what does not fit is replaced by one `…`."""
    if line_width(runs) <= cells:
        return runs
    if cells <= 0:
        return ()
    kept: list[Run] = []
    room = cells - width(ELLIPSIS)
    for part in runs:
        stop = fitting(part.text, room)
        if stop < len(part.text):
            kept.append(Run(part.text[:stop].rstrip() + ELLIPSIS, part.role))
            break
        kept.append(part)
        room -= width(part.text)
    return tuple(kept)


def pad_line(runs: Line, cells: int) -> Line:
    """A line in exactly `cells` cells."""
    runs = cut_line(runs, cells)
    space = cells - line_width(runs)
    return (*runs, Run(" " * space)) if space > 0 else runs


def beside(left: Line, right: Line, cells: int, *, gap: int = 2) -> Line:
    """`left` from the left edge and `right` against the right one; the left one is cut where they meet."""
    if not right:
        return pad_line(left, cells)
    right = cut_line(right, cells)
    room = cells - line_width(right)
    if room < gap + 4:
        return pad_line(left, cells)
    return (*pad_line(left, room - gap), Run(" " * gap), *right)


def marked(text: str, marks: Sequence[Span], role: str = "", mark_role: str = "hit") -> Line:
    """`text` in one role, the `marks` (sorted, inside the text) in another."""
    runs: list[Run] = []
    done = 0
    for start, stop in marks:
        if start > done:
            runs.append(run(text[done:start], role))
        if stop > max(start, done):
            runs.append(run(text[max(start, done) : stop], mark_role))
        done = max(done, stop)
    if done < len(text):
        runs.append(run(text[done:], role))
    return tuple(runs)


def wrap_line(runs: Line, cells: int, *, indent: int = 0) -> list[Line]:
    """A line broken at spaces into lines of at most `cells` cells; later lines are indented by `indent`."""
    cells = max(4, cells)
    indent = min(indent, cells - 4)
    margin = (Run(" " * indent),) if indent else ()
    lines: list[Line] = []
    current: list[Run] = []
    room = cells
    for word in _words(runs):
        wide = line_width(word)
        if wide > room and current and any(part.text.strip() for part in current):
            lines.append(_trimmed(current))
            current, room = list(margin), cells - indent
            word = _without_leading_space(word)
            wide = line_width(word)
        while wide > room:
            head, word = _split(word, room)
            lines.append((*current, *head))
            current, room = list(margin), cells - indent
            wide -= line_width(head)
        current.extend(word)
        room -= wide
    lines.append(_trimmed(current))
    return lines


def _words(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """Stretches that must not be broken: a word with the white space before it, across runs."""
    word: list[Run] = []
    in_word = False
    for part in runs:
        begin = 0
        for index, character in enumerate(part.text):
            if character == " " and in_word:
                if index > begin:
                    word.append(Run(part.text[begin:index], part.role))
                yield word
                word, begin, in_word = [], index, False
            elif character != " ":
                in_word = True
        if begin < len(part.text):
            word.append(Run(part.text[begin:], part.role))
    if word:
        yield word


def _without_leading_space(word: list[Run]) -> list[Run]:
    kept = list(word)
    while kept and not kept[0].text.strip(" "):
        kept.pop(0)
    if kept:
        kept[0] = Run(kept[0].text.lstrip(" "), kept[0].role)
    return kept


def _trimmed(runs: list[Run]) -> Line:
    kept = list(runs)
    while kept and not kept[-1].text.strip(" "):
        kept.pop()
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].role)
    return tuple(kept)


def _split(word: list[Run], cells: int) -> tuple[list[Run], list[Run]]:
    """A word that is too long, cut after `cells` cells (after one character at least)."""
    head: list[Run] = []
    for index, part in enumerate(word):
        stop = fitting(part.text, cells)
        if stop < len(part.text):
            stop = max(stop, 0 if head else 1)
            if stop:
                head.append(Run(part.text[:stop], part.role))
            return head, [Run(part.text[stop:], part.role), *word[index + 1 :]]
        head.append(part)
        cells -= width(part.text)
    return head, []


def cut_text(text: str, cells: int) -> str:
    """Untrusted `text` made fit for a screen, in at most `cells` cells."""
    return cut(shown_line(text[: cells * 8 + 8]), cells)
