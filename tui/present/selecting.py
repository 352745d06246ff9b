"""What a reader selects of a page: from cells to code points and back, by word, line, sentence, paragraph.

A selection holds both its ends whole, as an editor's cursor stands on a letter and not between two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tui.model.span import Span
from tui.present.highlight import AROUND, Mark, sentence_around
from tui.present.page import Page
from tui.text.cells import character_width, width
from tui.text.shown import shown, shown_line

LONGEST_WORD = 400
"""Code points looked at on each side for the ends of a word: more than any word has, less than is felt."""
COUNTED_WORD_BY_WORD = 200_000
"""Code points whose words are counted in a few milliseconds: it happens at every move of the mouse."""
_SOMETHING = re.compile(r"\S")
_INSIDE_NUMBERS = ".,:/-"

Block = Callable[[str, int], Span]
"""The sentence or paragraph of a text that holds a code point."""


class Selection(NamedTuple):
    """Two stretches of a text, and all that lies between them."""

    anchor: Span
    """Where it was begun."""
    head: Span
    """What moves."""

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(min(self.anchor.start, self.head.start), max(self.anchor.stop, self.head.stop))

    @property
    def forward(self) -> bool:
        """True when the head is the end of it."""
        return self.head.start >= self.anchor.start

    @property
    def edge(self) -> int:
        """The outermost code point of the head: what has to be in view."""
        return max(self.head.start, self.head.stop - 1) if self.forward else self.head.start

    def turned(self) -> Selection:
        """The same, moved from the other end."""
        return Selection(self.head, self.anchor)


def trimmed(text: str, span: Span) -> Span:
    """`span` without the white space at its ends, which no cell shows; empty where it holds nothing else.

    >>> trimmed(" Huế ", Span(0, 5))
    Span(start=1, stop=4)
    """
    start, stop = span
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def word_count(text: str, span: Span) -> int:
    """Words in a range, between white space; of a very long one the gaps are counted, one a word.

    >>> word_count("Mưa  lớn ở Huế", Span(0, 14))
    4
    """
    if span.length <= COUNTED_WORD_BY_WORD:
        return len(span.of(text).split())
    return text.count(" ", *span) + text.count("\n", *span) + 1


# cells


def letters(text: str, start: int, stop: int) -> Iterator[tuple[Span, int]]:
    """The letters of `text[start:stop]` with the cells each takes, marks with what they stand on."""
    begin, wide = start, 0
    for index, character in enumerate(shown(text[start:stop]), start):
        cells = character_width(character)
        if cells and wide:
            yield Span(begin, index), wide
            begin, wide = index, 0
        wide += cells
    if begin < stop:
        yield Span(begin, stop), wide


def letter_at(page: Page, line: int, cell: int) -> Span:
    """The letter at `cell` of a line, counted from the first cell of its text.

    Left of the text and behind it, and on a line without any, an empty span there.
    """
    if not page.lines:
        return Span(0, 0)
    row = page.lines[max(0, min(line, len(page.lines) - 1))]
    if cell < 0 or line < 0 or row.stop <= row.start:
        return Span(row.start, row.start)
    for letter, cells in letters(page.text, row.start, row.stop):
        cell -= cells
        if cell < 0:
            return letter
    return Span(row.stop, row.stop)


def cells_of(page: Page, line: int, span: Span) -> tuple[int, int] | None:
    """The cells of a line's text that show `span`: first, and the one after the last; None for none."""
    row = page.lines[line]
    start, stop = max(span.start, row.start), min(span.stop, row.stop)
    if start >= stop:
        return None
    before = width(shown_line(page.text[row.start : start]))
    return before, before + width(shown_line(page.text[start:stop]))


def place_of(page: Page, offset: int) -> tuple[int, int]:
    """Line and cell of its text at which code point `offset` is shown."""
    line = page.line_of(offset)
    row = page.lines[line]
    return line, width(shown_line(page.text[row.start : max(row.start, min(offset, row.stop))]))


# words


def _sort_of(text: str, index: int) -> str:
    character = text[index]
    if character.isspace():
        return " "
    if character.isalnum() or not character_width(character):
        return "a"
    between = 0 < index < len(text) - 1 and text[index - 1].isdigit() and text[index + 1].isdigit()
    return "a" if between and character in _INSIDE_NUMBERS else "."


def word_at(text: str, offset: int, marks: Sequence[Mark] = ()) -> Span:
    """The syllable, number, or run of other signs that holds code point `offset`; a name of `marks` whole.

    >>> word_at("Tại Huế, 34.178 người", 5), word_at("Tại Huế, 34.178 người", 11)
    (Span(start=4, stop=7), Span(start=9, stop=15))
    """
    if not text:
        return Span(0, 0)
    offset = max(0, min(offset, len(text) - 1))
    for mark in marks:
        if mark.start <= offset < mark.stop:
            return Span(mark.start, mark.stop)
        if mark.start > offset:
            break
    sort = _sort_of(text, offset)
    start, stop = offset, offset + 1
    while start > 0 and offset - start < LONGEST_WORD and _sort_of(text, start - 1) == sort:
        start -= 1
    while stop < len(text) and stop - offset < LONGEST_WORD and _sort_of(text, stop) == sort:
        stop += 1
    return Span(start, stop)


def word_after(text: str, offset: int) -> Span | None:
    """The first word at or after `offset`; None behind the last."""
    start = _skip(text, offset, 1)
    return None if start is None else word_at(text, start)._replace(start=start)


def word_before(text: str, offset: int) -> Span | None:
    """The last word that begins before `offset`, up to there; None before the first."""
    last = _skip(text, offset - 1, -1)
    return None if last is None else word_at(text, last)._replace(stop=last + 1)


def _skip(text: str, index: int, by: int) -> int | None:
    """The nearest place with something to see, from `index` on; None where there is none."""
    if not 0 <= index < len(text):
        return None
    if by > 0:
        found = _SOMETHING.search(text, index)
        return None if found is None else found.start()
    kept = len(text[: index + 1].rstrip())
    return kept - 1 if kept else None


# sentences and paragraphs


def paragraph_at(text: str, offset: int) -> Span:
    """The line of `text` that holds `offset`: paragraphs are one line each."""
    start = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    return trimmed(text, Span(start, len(text) if stop < 0 else max(stop, start)))


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds `offset`; of a very long paragraph what is near."""
    around = paragraph_at(text, offset)
    near = Span(max(around.start, offset - AROUND), min(around.stop, offset + AROUND))
    return sentence_around(text, Span(offset, offset + 1), near)


def whole(text: str, span: Span) -> Selection:
    """All words of `span` selected, from the first to the last."""
    span = trimmed(text, span)
    first, last = word_after(text, span.start), word_before(text, span.stop)
    if first is None or last is None or last.start < first.start:
        return Selection(span, span)
    return Selection(first, last)


# moving the head


def by_word(text: str, selection: Selection, by: int) -> Selection:
    """The head on the next or the previous word."""
    head = selection.head
    moved = word_after(text, head.stop) if by > 0 else word_before(text, head.start)
    return selection if moved is None else selection._replace(head=moved)


def by_line(page: Page, selection: Selection, by: int, cell: int) -> Selection:
    """The head on the word nearest to `cell`, so many lines with text further down or up."""
    here = line = found = page.line_of(selection.edge)
    step = 1 if by > 0 else -1
    while by and 0 <= line + step < len(page.lines):
        line += step
        if page.lines[line].stop > page.lines[line].start:
            found, by = line, by - step
    if found == here:
        return selection
    letter = letter_at(page, found, cell)
    at = letter.start if letter.length else page.lines[found].stop - 1
    word = word_at(page.text, at)
    if page.text[at].isspace():
        word = word_before(page.text, at) or word
    return selection._replace(head=word)


def by_block(text: str, selection: Selection, by: int, block: Block) -> Selection:
    """The head at the next end, or the previous beginning, of a sentence or paragraph.

    Going back over what was selected gives up a whole one at a time.
    """
    anchor, head = selection
    if by > 0:
        if selection.forward:
            return _to(text, selection, _next_stop(text, head.stop, block), last=True)
        after = _skip(text, block(text, head.start).stop, 1)
        if after is None or after > anchor.start:
            return _to(text, selection, _next_stop(text, anchor.start, block), last=True)
        return _to(text, selection, after, last=False)
    if not selection.forward or head == anchor:
        return _to(text, selection, _previous_start(text, head.start, block), last=False)
    before = _skip(text, block(text, head.stop - 1).start - 1, -1)
    if before is None or before + 1 < anchor.stop:
        return _to(text, selection, _previous_start(text, anchor.stop, block), last=False)
    return _to(text, selection, before + 1, last=True)


def _next_stop(text: str, stop: int, block: Block) -> int:
    """The first end of a block behind `stop`; `stop` itself in the last one."""
    here = block(text, max(0, stop - 1))
    if here.stop > stop:
        return here.stop
    after = _skip(text, stop, 1)
    return stop if after is None else max(stop, block(text, after).stop)


def _previous_start(text: str, start: int, block: Block) -> int:
    here = block(text, min(start, max(0, len(text) - 1)))
    if here.start < start:
        return here.start
    before = _skip(text, start - 1, -1)
    return start if before is None else min(start, block(text, before).start)


def _to(text: str, selection: Selection, offset: int, *, last: bool) -> Selection:
    """The head on the word that ends (`last`) or begins at `offset`."""
    word = word_before(text, offset) if last else word_after(text, offset)
    return selection if word is None else selection._replace(head=word)
