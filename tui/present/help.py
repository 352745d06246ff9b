"""Commands as lines: the key, what it does, and a sentence about it where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from tui.model.span import Span
from tui.present.lines import Line, Run, beside, line_width, marked, pad_line, run

KEY_CELLS = 16
"""Room for the keys of one command; those that do not fit are left out, the first never."""
SENTENCE_FROM = 76
"""Cells from which the sentence stands beside the title."""


def keys_text(keys: Sequence[str], cells: int = KEY_CELLS) -> str:
    """As many of the key labels as fit, the first always.

    >>> keys_text(["H", "alt+←", "ctrl+←", "^o"], 12)
    'H alt+←'
    """
    text = keys[0] if keys else ""
    for key in keys[1:]:
        if len(text) + 1 + len(key) > cells - 2:
            break
        text += " " + key
    return text


def help_line(keys: Sequence[str], title: str, sentence: str, marks: Sequence[Span], cells: int) -> Line:
    """Keys in front, then the title with its matched letters marked, then the sentence."""
    title_cells = min(34, max(20, cells * 2 // 5))
    front = pad_line((run(keys_text(keys), "key"),), KEY_CELLS)
    words = marked(title, marks, "strong")
    if cells < SENTENCE_FROM or sentence == title:
        return (*front, *words)
    words = pad_line(words, title_cells) if line_width(words) < title_cells else words
    return (*front, *words, Run("  "), run(sentence, "dim"))


def palette_line(keys: Sequence[str], title: str, sentence: str, marks: Sequence[Span], cells: int) -> Line:
    """The title with its matched letters marked, the sentence where there is room, the keys at the right."""
    words: Line = marked(title, marks, "strong")
    if cells >= SENTENCE_FROM and sentence != title:
        title_cells = min(40, cells * 2 // 5)
        words = pad_line(words, title_cells) if line_width(words) < title_cells else words
        words = (*words, Run("  "), run(sentence, "dim"))
    return beside(words, (run(keys_text(keys, 12), "key"),) if keys else (), cells)
