"""What stands in front of names, and for them, as the search for names needs it."""

from __future__ import annotations

from functools import cache

from tui.lexicon.abbreviations import read_abbreviations
from tui.lexicon.lexicon import read_words
from tui.resources import resource
from tui.search.names import Usage

_LISTS = {"people.yaml": ("honorifics", "ranks", "degrees", "religious"), "offices.yaml": ("heads",)}


@cache
def usage() -> Usage:
    """Titles and abbreviations of the lexicon; a deputy is called as the head is, with `Phó` before it."""
    folder = resource("lexicon/data")
    titles = [
        word for file, keys in _LISTS.items() for key in keys for word in read_words(folder / file, key)
    ]
    deputies = [f"Phó {head}" for head in read_words(folder / "offices.yaml", "deputies")]
    return Usage((*titles, *deputies), read_abbreviations())
