"""Values of arguments, read and refused alike by every command."""

from __future__ import annotations

from argparse import ArgumentTypeError

from tui.i18n import gettext as _


def positive(text: str) -> int:
    """A number from 1 up to a million."""
    if not text.isdecimal() or not 1 <= int(text[:8]) <= 1_000_000:
        raise ArgumentTypeError(_("not a number from 1 up: {text}").format(text=text))
    return int(text)
