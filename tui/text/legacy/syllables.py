"""How much a text reads like Vietnamese, or like another language of the West: word by word."""

from __future__ import annotations

import math
from functools import cache

from tui.resources import resource
from tui.text.words import toned

UNKNOWN = -16.0
"""Log of how likely a word is that no Vietnamese text has: as if it stood once in ten million."""
WESTERN = -9.0
"""Log of how likely one word is in English or French, whatever the word; a marked letter costs `MARKED`."""
MARKED = -1.5
WESTERN_ODD = -16.0
"""The same where its marked letters are none of those languages'."""

_WESTERN_LETTERS = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÅÆÇÈÉÊËÎÏÍÑÓÔÖØŒÙÛÜÚ")


@cache
def _likelihoods() -> dict[str, float]:
    rows = []
    for line in resource("lexicon/data/syllables.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, _tab, count = line.partition("\t")
            rows.append((word, int(count)))
    total = sum(count for _word, count in rows)
    return {word: math.log(count / total) for word, count in rows}


def is_known(word: str) -> bool:
    """True when Vietnamese newspapers write this syllable.

    >>> is_known("Nghiêng"), is_known("nghieng"), is_known("tµi")
    (True, False, False)
    """
    return toned(word) in _likelihoods()


def vietnamese(word: str) -> float:
    """Log of how likely `word` is in a Vietnamese text."""
    return _likelihoods().get(toned(word), UNKNOWN)


def western(word: str) -> float:
    """Log of how likely `word` is in a text in English, French, German, Spanish …"""
    marked = [letter for letter in word if not letter.isascii()]
    if not marked:
        return WESTERN
    inner = word[1:]
    odd = not _WESTERN_LETTERS.issuperset(marked) or (not inner.islower() and not word.isupper() and inner)
    return WESTERN_ODD if odd else WESTERN + MARKED * len(marked)
