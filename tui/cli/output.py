"""What the command line prints: data on stdout, talk on stderr, nothing that could act on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import TextIO

from tui.errors import DocbaoError, OutputError
from tui.i18n import gettext as _
from tui.i18n import reason_of
from tui.text.json_text import json_text
from tui.text.shown import shown, shown_line


def prepare_streams() -> None:
    """Vietnamese comes out right in any locale, and what cannot be encoded is written out, never raised.

    A stream the caller closed leads nowhere: talk never ends up among the data.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str, *, flush: bool = False) -> None:
    """Put `text` on stdout.

    Raises:
        BrokenPipeError: whoever reads it has enough.
        OutputError: it cannot be written, as on a full disk.
    """
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        drop(sys.stdout)
        raise
    except OSError as error:
        drop(sys.stdout)
        raise OutputError(
            _("the output cannot be written: {reason}").format(reason=reason_of(error)),
            hint=_("make room, or write it elsewhere"),
        ) from error


def drop(stream: TextIO) -> None:
    """Let the rest of a stream that failed go nowhere, so that it does not fail again at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str) -> None:
    """One line of talk; that nobody can hear it changes nothing."""
    try:
        print(shown_line(text), file=sys.stderr, flush=True)
    except OSError:
        drop(sys.stderr)


def say_error(error: DocbaoError) -> None:
    """A refusal: what is wrong, and what to do, each in a line of its own."""
    say(f"docbao: {error}")
    if error.hint:
        say(f"  → {error.hint}")


def print_text(text: str) -> None:
    """Text as it is into a pipe or file; on a terminal with everything that could act on it made visible."""
    write((shown(text) if sys.stdout.isatty() else text) + "\n")


def columns() -> int | None:
    """Width of the terminal that data goes to; None for a pipe or file, where nothing is cut or broken."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def print_line(text: str) -> None:
    """One line for people, safe wherever it ends up."""
    write(shown_line(text) + "\n")


def print_prose(text: str, *, hang: int = 0) -> None:
    """Words for people: one line, but broken between words on a terminal that is narrower.

    What follows a break stands `hang` cells further in than the beginning.
    """
    text = shown_line(text)
    cells = columns()
    write((text if cells is None else broken(text, cells, hang)) + "\n")


def broken(text: str, cells: int, hang: int = 0) -> str:
    """`text` in lines of at most `cells` cells; the later ones are indented like the first, and by `hang`."""
    from tui.present.lines import plain, run, wrap_line
    from tui.text.cells import width

    if width(text) <= cells:
        return text
    indent = min(len(text) - len(text.lstrip(" ")) + hang, cells // 2)
    return "\n".join(map(plain, wrap_line((run(text),), cells, indent=indent)))


def print_json(value: object, *, indent: int | None = None) -> None:
    """One JSON value and a line feed."""
    write(json_text(value, indent=indent) + "\n", flush=indent is None)


def print_row(cells: Iterable[object]) -> None:
    """One row of comma-separated values."""
    from tui.export.table import csv_line

    write(csv_line(cells))
