"""Text of others inside Markdown: nothing in it makes a heading, a link or a list."""

from __future__ import annotations

import re

from tui.text.shown import shown, shown_line

_ACTS = re.compile(r"[\\`*_\[\]<>#|~&$]")
_BEGINS = re.compile(r"^([ \t]{0,200})([-+=])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]{0,200}\d{1,9})([.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """`text` as Markdown shows it letter by letter; its lines stay lines.

    >>> escaped("# [Video] *mới*")
    '\\\\# \\\\[Video\\\\] \\\\*mới\\\\*'
    >>> escaped("- một"), escaped("1. hai")
    ('\\\\- một', '1\\\\. hai')
    """
    text = _ACTS.sub(r"\\\g<0>", shown(text))
    return _NUMBERED.sub(r"\1\\\2", _BEGINS.sub(r"\1\\\2", text))


def escaped_line(text: str) -> str:
    """The same in one line."""
    return escaped(shown_line(text))
