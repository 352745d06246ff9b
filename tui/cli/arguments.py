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


def encoding(text: str) -> str:
    """Reads the name of an encoding, however it is spelled."""
    from tui.text.encoding import TITLES, find_encoding

    known = find_encoding(text)
    if known is None:
        problem = _("not an encoding: {text} (one of {known})")
        raise ArgumentTypeError(problem.format(text=text, known=", ".join(TITLES)))
    return known


def encoded_files(text: str) -> tuple[str, str]:
    """Reads `PATTERN=ENCODING`: files of a corpus, and the encoding they are in."""
    pattern, equals, name = text.rpartition("=")
    if not equals or not pattern:
        raise ArgumentTypeError(_("not PATTERN=ENCODING: {text}").format(text=text))
    return pattern, encoding(name)


positive = up_to(MOST)
