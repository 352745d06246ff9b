"""Values of arguments, read and refused alike by every command."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

from tui.i18n import gettext as _

MOST = 1_000_000


def up_to(most: int) -> Callable[[str], int]:
    """Reads a number from 1 to `most`."""

    def number(text: str) -> int:
        value = int(text) if text.isdecimal() and len(text) <= len(str(most)) else 0
        if not 1 <= value <= most:
            problem = _("not a number from 1 to {most}: {text}")
            raise ArgumentTypeError(problem.format(most=most, text=text))
        return value

    return number


positive = up_to(MOST)
