"""What a path being typed may become: for workers only, a folder may take long to answer."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from tui.corpus.formats import UNREAD, is_article_file, suffix_of
from tui.model.record import record
from tui.text.matching import match

ENTRIES_READ = 5000
"""Entries of one folder that are looked at."""
ENTRIES_SHOWN = 200


@record
class Entry:
    """A folder or a file that may be opened."""

    path: Path
    name: str
    """As the file system has it, not yet made safe for a screen."""
    folder: bool


@record
class Listing:
    """What a typed path means, and how it may go on."""

    typed: str
    exact: Path | None
    """The folder or file the text names; None if there is none."""
    entries: tuple[Entry, ...]
    """Folders first, then files, by name; those that fit the unfinished last part."""
    problem: str = ""
    """`missing` or `forbidden`; empty when the folder could be read."""


def _real(path: Path) -> Path:
    """The path as the file system spells it: a name typed composed may be stored decomposed."""
    if path.exists() or path.parent == path:
        return path
    parent = _real(path.parent)
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        with os.scandir(parent) as found:
            for entry in found:
                if unicodedata.normalize("NFC", entry.name) == wanted:
                    return parent / entry.name
    except OSError:
        pass
    return parent / path.name


def read_folder(typed: str, *, home: Path, here: Path) -> Listing:
    """List what `typed` may become: relative to `here`, with `~` for `home`. Raises nothing."""
    text = str(home) + typed[1:] if typed == "~" or typed.startswith("~/") else typed
    if "\0" in text:
        return Listing(typed, None, (), "missing")
    base, _slash, last = text.rpartition("/")
    folder = Path(base + "/") if _slash else here
    try:
        folder = _real(here / folder)
        whole = _real(here / text) if text else None
        exact = whole if whole is not None and (whole.is_dir() or whole.is_file()) else None
        entries = _entries(folder, last)
    except PermissionError:
        return Listing(typed, None, (), "forbidden")
    except OSError:
        return Listing(typed, None, (), "missing")
    return Listing(typed, exact, entries, "" if exact or entries or not text else "missing")


def is_readable(name: str) -> bool:
    """True for a file that may hold articles, by its name; others open when their whole name is typed."""
    return is_article_file(name) and suffix_of(name) not in UNREAD


def _entries(folder: Path, last: str) -> tuple[Entry, ...]:
    kept: list[tuple[float, Entry]] = []
    with os.scandir(folder) as found:
        for count, item in enumerate(found):
            if count >= ENTRIES_READ:
                break
            if item.name.startswith(".") and not last.startswith("."):
                continue
            fits = match(last, unicodedata.normalize("NFC", item.name))
            if fits is None or not (item.is_dir() or (is_readable(item.name) and item.is_file())):
                continue
            kept.append((fits.score, Entry(folder / item.name, item.name, item.is_dir())))
    kept.sort(key=lambda pair: (not pair[1].folder, -pair[0], pair[1].name.casefold()))
    return tuple(entry for _score, entry in kept[:ENTRIES_SHOWN])
