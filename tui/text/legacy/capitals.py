"""Capitals of fonts that had none: `HộI NGHị` is HỘI NGHỊ, drawn with a font the bytes do not tell of."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from tui.resources import resource

_SEGMENT = re.compile(r"[^\n.!?…:;“”\"«»()\[\]{}–—|]+")
"""A stretch of a line that is in capitals as a whole or not at all."""
_WORD = re.compile(r"[^\W\d_]+")
_BEGINNING = re.compile(
    r"(?:\A|\n[ \t]*\n|[.!?…:”\"]\n|[.!?…][”\")]? )([ \t“\"«(\-–•*]{0,6})([^\W\d_])(?=[^\W\d_]* )"
)
_DOUBTFUL = frozenset("àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
"""Letters whose small byte stood for the capital too."""


def repaired(text: str) -> str:
    """`text` with the toned capitals that its other letters show; as long as before.

    A word whose sure letters are all capital is in capitals. A word that has none or one to tell by goes with
    the stretch it stands in, or with both its neighbours. Sentences begin with a capital, and so do a few
    names.

    >>> repaired("HộI NGHị Về ĐổI MớI")
    'HỘI NGHỊ VỀ ĐỔI MỚI'
    >>> repaired("Bà Hồ ở UBND xã.")
    'Bà Hồ ở UBND xã.'
    """
    text = _SEGMENT.sub(lambda found: _segment(found.group()), text)
    text = _BEGINNING.sub(_raised_beginning, text)
    names, spellings, given = _names()
    text = names.sub(lambda found: spellings[found.group()], text)
    return given.sub(lambda found: found[1] + found[2].upper(), text)


def _segment(text: str) -> str:
    words = list(_WORD.finditer(text))
    kinds = [_kind(word.group()) for word in words]
    if True not in kinds:
        return text
    whole = False not in kinds and _shouts(words, kinds)
    pieces: list[str] = []
    done = 0
    for word, raised in zip(words, _decided(kinds, whole=whole), strict=True):
        pieces += text[done : word.start()], word.group().upper() if raised else word.group()
        done = word.end()
    return "".join((*pieces, text[done:]))


def _kind(word: str) -> bool | None:
    """True for a word in capitals, False for one that is not, None where its letters do not tell."""
    sure = [letter for letter in word if letter not in _DOUBTFUL]
    if any(letter.islower() for letter in sure):
        return False
    return True if len(sure) > 1 or (sure and word[0] != sure[0]) else None


def _shouts(words: list[re.Match[str]], kinds: list[bool | None]) -> bool:
    """True when a stretch without a word in small letters is in capitals, not an abbreviation and a name."""
    sure = sum(kind is True for kind in kinds)
    toned = any(
        kind is True and not _DOUBTFUL.isdisjoint(word.group())
        for word, kind in zip(words, kinds, strict=True)
    )
    return toned or sure * 2 >= len(kinds)


def _decided(kinds: list[bool | None], *, whole: bool) -> list[bool]:
    """Which words to raise: doubtful ones between two that are in capitals go with them."""
    if whole:
        return [True] * len(kinds)
    decided: list[bool] = []
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    for at, (kind, length) in enumerate(runs):
        between = 0 < at < len(runs) - 1 and runs[at - 1][0] is True and runs[at + 1][0] is True
        decided += [kind is True or (kind is None and between)] * length
    return decided


def _raised_beginning(found: re.Match[str]) -> str:
    letter = found[2]
    return found.group()[:-1] + letter.upper() if letter in _DOUBTFUL else found.group()


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """What finds the names that lost a capital, how each is spelled, and what finds given names."""
    import yaml

    data = yaml.safe_load(resource("lexicon/data/capitals.yaml").read_text(encoding="utf-8"))
    spellings = {_small(name): name for name in data["names"]}
    longest_first = sorted(spellings, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    capital = r"[A-ZĂÂÊÔƠƯĐ][^\W\d_A-Z]{0,7}"
    words = "|".join(data["given"])
    given = re.compile(rf"((?<!\w){capital} {capital} )((?=(?:{words})(?!\w)).)")
    return names, spellings, given


def _small(name: str) -> str:
    """A name as it came: without its toned capitals."""
    return "".join(letter.lower() if letter.lower() in _DOUBTFUL else letter for letter in name)
