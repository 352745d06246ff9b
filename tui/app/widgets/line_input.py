"""A line of text that is being typed: what keys, pastes and input methods do to it, and how it is drawn.

It is no widget: the overlay that owns it draws it together with its rows, so that a key costs one paint.
"""

from __future__ import annotations

import unicodedata

from tui.present.lines import Line, Run
from tui.text.cells import character_width, cut, fitting, width
from tui.text.normal import normalize
from tui.text.shown import shown_line

LONGEST = 500
"""Code points the line takes; a paste of more is cut."""


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


class LineInput:
    """Text with a caret. The text is NFC at any time, and no key leaves half a letter behind."""

    def __init__(self, text: str = "", *, selected: bool = False) -> None:
        self.text = ""
        self.caret = 0
        self.selected = False
        """All of it is chosen: what is typed next takes its place."""
        self.insert(text)
        self.selected = selected and bool(self.text)

    def set(self, text: str) -> None:
        """Take `text` instead, the caret at its end."""
        self.text, self.caret = "", 0
        self.insert(text)

    @property
    def at_end(self) -> bool:
        """True when nothing stands after the caret."""
        return self.caret == len(self.text)

    # editing

    def insert(self, text: str) -> None:
        """Put `text` at the caret: composed, controls and line ends as spaces, cut at `LONGEST`."""
        if self.selected:
            self.text, self.caret, self.selected = "", 0, False
        clean = "".join(
            " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text[: LONGEST * 4]
        )
        # what follows the caret stays apart: composing never crosses it to the right
        before = normalize(self.text[: self.caret] + clean)
        after = self.text[self.caret :]
        before = before[: max(0, LONGEST - len(after))]
        self.text, self.caret = before + after, len(before)

    def _left_of(self, index: int) -> int:
        """Where the letter before `index` begins, its marks included."""
        index = max(0, index - 1)
        while index > 0 and _is_mark(self.text[index]):
            index -= 1
        return index

    def _right_of(self, index: int) -> int:
        """Where the letter at `index` ends, its marks included."""
        index = min(len(self.text), index + 1)
        while index < len(self.text) and _is_mark(self.text[index]):
            index += 1
        return index

    def _word_left(self) -> int:
        index = self.caret
        while index > 0 and self.text[index - 1].isspace():
            index -= 1
        while index > 0 and not self.text[index - 1].isspace():
            index -= 1
        return index

    def _word_right(self) -> int:
        index = self.caret
        while index < len(self.text) and self.text[index].isspace():
            index += 1
        while index < len(self.text) and not self.text[index].isspace():
            index += 1
        return index

    def _delete(self, start: int, stop: int) -> None:
        self.text = self.text[:start] + self.text[stop:]
        self.caret = start

    def press(self, key: str, character: str | None) -> bool:
        """Do what a Textual key means in a line; False for a key that means nothing here."""
        caret, text = self.caret, self.text
        match key:
            case "backspace" | "ctrl+h" | "delete" | "ctrl+d" if self.selected:
                self._delete(0, len(text))
            case "backspace" | "ctrl+h":
                self._delete(self._left_of(caret), caret)
            case "delete" | "ctrl+d":
                self._delete(caret, self._right_of(caret))
            case "left":
                self.caret = self._left_of(caret)
            case "right":
                self.caret = self._right_of(caret)
            case "home" | "ctrl+a":
                self.caret = 0
            case "end" | "ctrl+e":
                self.caret = len(text)
            case "ctrl+left":
                self.caret = self._word_left()
            case "ctrl+right":
                self.caret = self._word_right()
            case "ctrl+u":
                self._delete(0, caret)
            case "ctrl+k":
                self._delete(caret, len(text))
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace":
                self._delete(self._word_left(), caret)
            case _:
                if character is None or not character.isprintable():
                    return False
                self.insert(character)
        self.selected = False
        return True

    # drawing

    def draw(self, cells: int, *, placeholder: str = "", ghost: str = "") -> tuple[Line, int]:
        """The line in at most `cells` cells, scrolled so that the caret shows; and the caret's cell.

        `placeholder` stands in an empty line, `ghost` behind the caret as far as there is room.
        """
        cells = max(2, cells)
        safe = shown_line(self.text)
        if not safe:
            return (Run(" ", "caret"), Run(placeholder, "faint")), 0
        start = 0
        room = width(safe[: self.caret])
        while room > cells - 1:
            room -= character_width(safe[start])
            start += 1
        while start < len(safe) and _is_mark(safe[start]):
            start += 1
        stop = fitting(safe, cells - (1 if self.at_end else 0), start)
        under = self._right_of(self.caret)
        before = width(safe[start : self.caret])
        room = cells - before - 1
        runs = (
            Run(safe[start : self.caret], "caret" if self.selected else ""),
            Run(safe[self.caret : under] or " ", "caret"),
            Run(safe[under : max(under, stop)]),
            Run(cut(shown_line(ghost), room) if ghost and self.at_end and room > 3 else "", "faint"),
        )
        return tuple(part for part in runs if part.text), before
