"""How much one article is a copy of another, and the sketch by which copies are found.

A copy is the text of another article, whole or cut, with little changed in its words and next to nothing in
what it tells: two reports in one frame (weather, prices, results of a draw) share most of their words, yet
the figures and names in the same places are others. So likeness is the least of three shares, each of the
shorter text: words that stand in the longer, figures and names that the longer does not contradict.

Words are compared folded: case, tones, punctuation and white space make no difference. Headline, captions,
byline and the place and agency in front of the lead do not count.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from zlib import crc32

from tui.model.article import Article
from tui.related.fingerprints import HASH_BYTES, hashed_words
from tui.text.letter_table import LetterTable
from tui.text.words import plain, plain_words

FLOOR = 50
"""Percent: pairs less alike are of no interest to anybody."""
LEAST_LENGTH = 0.4
"""Part of the longer text that the shorter must have in words; a brief inside a survey is a quotation."""
FEWEST_WORDS = 20
"""Shorter texts are copies only when all their words are the same."""

STRETCH = 4
"""Words in a row that must stand in the other text for each of them to count as standing there."""
FRAME = 5
"""Words around a figure or name, itself included, that make out its place."""
FRAME_WORDS = 3
"""Of these so many at least must be neither figure nor name."""
TELLING_EVERY = 20
"""A text has at least one figure and one name for so many words, as far as its likeness goes: a single
changed figure says little of a long text and much of a short one."""

RUN = 5
"""Words that one hash of a sketch stands for."""
ANCHOR = 3
"""One run of so many is looked at, chosen by its first word, so that both texts choose the same."""
SKETCH = 12
"""Hashes of a sketch: the least of all. Of the pairs of 3,756 articles that are alike by 80 % all were found,
of those by 60 % 97 in 100."""

_DATELINE = re.compile(
    r"[^\w(]{0,3}(?:(?:[^\W\d_a-z][^\n().,;:!?–—-]{0,40})?\([^()\n]{1,40}\)"
    r"|[A-ZĐ][A-ZĐ&]{1,12}(?: [A-ZĐ]\w{0,12}){0,2})"
    r"\s{0,2}[-–—:]\s{0,2}"
)
"""`(TTXVN) - `, `Huế (TTXVN) – `, `TTO - ` in front of a lead."""


class Body:
    """What of an article is compared. What it was asked for it keeps, unless that takes much room."""

    __slots__ = ("__dict__", "_parts")

    def __init__(self, article: Article) -> None:
        self._parts = _parts(article)

    @cached_property
    def hashed(self) -> bytes:
        """Its folded words in order, `HASH_BYTES` bytes for each."""
        return b"".join(map(hashed_words, self._parts))

    @property
    def count(self) -> int:
        """Words."""
        return len(self.hashed) // HASH_BYTES

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 2 * sum(map(len, self._parts)) + 5 * len(self.hashed) + 1_000  # figures and names included

    @cached_property
    def whole(self) -> int:
        """The same for all texts of the same words, less than 2^63; another one for any other text."""
        return int.from_bytes(blake2b(self.hashed, digest_size=8).digest(), "big") >> 1

    def stretches(self) -> array[int]:
        """Every `STRETCH` words in a row, in order, 16 bits of the hash of each."""
        shorts = array("H", self.hashed)[:: HASH_BYTES // 2].tobytes()
        stretches = array("Q", bytes(8 * max(0, self.count - STRETCH + 1)))
        for phase in range(min(STRETCH, len(stretches))):
            every_fourth = shorts[2 * phase :]
            stretches[phase::STRETCH] = array("Q", every_fourth[: len(every_fourth) // 8 * 8])
        return stretches

    @cached_property
    def figures(self) -> _Places:
        """What figures stand where."""
        words = self._words()
        return _places(words, [not word.isalpha() and any(map(str.isdigit, word)) for word in words])

    @cached_property
    def names(self) -> _Places:
        """What names stand where."""
        return _places(self._words(), [named for part in self._parts for named in _named(part)])

    def _words(self) -> list[str]:
        """Folded, in order."""
        return [word for part in self._parts for word in plain_words(part)]


def _parts(article: Article) -> list[str]:
    """Lead and body without dateline; all but the page's own words where there is neither."""
    spans = article.spans_of("lead", "body") or article.spans_of("title", "caption")
    parts = [span.of(article.text) for span in spans]
    if parts and (dateline := _DATELINE.match(parts[0])):
        parts[0] = parts[0][dateline.end() :]
    return parts


def sketch(hashed: bytes) -> tuple[int, ...]:
    """The least `SKETCH` hashes of the runs of a text, given by its `hashed_words`: sorted, of 32 bits each.

    >>> len(sketch(hashed_words("một hai ba")))
    0
    """
    runs = max(0, len(hashed) // HASH_BYTES - RUN + 1)
    hashes = {
        crc32(hashed[at * HASH_BYTES : (at + RUN) * HASH_BYTES])
        for at, first in enumerate(hashed[: runs * HASH_BYTES : HASH_BYTES])
        if first % ANCHOR == 0
    }
    return tuple(sorted(hashes)[:SKETCH])


def likeness(one: Body, other: Body) -> int:
    """Percent of the shorter text that is a copy of the longer, 0 to 100; the same whichever comes first.

    Only texts of the same words are 100.
    """
    if one.whole == other.whole:
        return 100
    shorter, longer = sorted((one, other), key=lambda body: (body.count, body.whole))
    count = shorter.count
    if not may_be_copies(count, longer.count):
        return 0
    words = _standing(shorter, longer) / count
    if words * 100 < FLOOR:
        return int(words * 100)
    least = count / TELLING_EVERY
    figures = 1 - shorter.figures.contradicted(longer.figures) / max(least, shorter.figures.count)
    names = 1 - shorter.names.contradicted(longer.names) / max(least, shorter.names.count)
    return min(99, max(0, int(100 * min(words, figures, names))))


def may_be_copies(one: int, other: int) -> bool:
    """True where texts of so many words may be alike though not the same."""
    shorter, longer = sorted((one, other))
    return shorter >= max(FEWEST_WORDS, LEAST_LENGTH * longer)


def _standing(shorter: Body, longer: Body) -> int:
    """Words of the shorter text that stand in the longer, `STRETCH` of them in a row."""
    theirs = frozenset(longer.stretches())
    begins = bytes(map(theirs.__contains__, shorter.stretches()))
    flags = int.from_bytes(begins, "little")  # a byte a word: 1 where a stretch begins
    return (flags | flags << 8 | flags << 16 | flags << 24).bit_count()


class _Places:
    """Figures (or names) of a text by the words around them."""

    __slots__ = ("_at", "_values", "_windows", "count")

    def __init__(self, values: list[str], windows: array[int], at: array[int]) -> None:
        """`windows` are hashes of what stands around, `at` tells which of the values stands in each."""
        self.count = len(values)
        """Figures or names; several in a row are one."""
        self._values = values
        self._windows = windows
        self._at = at

    def contradicted(self, other: _Places) -> int:
        """How many have another value in every place that the other text has too."""
        theirs: dict[int, set[str]] = {}
        for window, index in zip(other._windows, other._at, strict=True):
            theirs.setdefault(window, set()).add(other._values[index])
        agree: dict[int, bool] = {}
        for window, index in zip(self._windows, self._at, strict=True):
            if window in theirs:
                agree[index] = agree.get(index, False) or self._values[index] in theirs[window]
        return list(agree.values()).count(False)


def _places(words: Sequence[str], telling: Sequence[bool]) -> _Places:
    """Each run of telling words with every window of `FRAME` words around it, itself left open."""
    frame: list[str] = []
    value_at: dict[int, int] = {}
    values: list[str] = []
    for word, tells in zip(words, telling, strict=True):
        if not tells:
            frame.append(word)
        elif frame and len(frame) - 1 in value_at:
            values[-1] += f" {word}"
        else:
            value_at[len(frame)] = len(values)
            values.append(word)
            frame.append(_OPEN)
    windows, indexes = array("q"), array("L")
    for at, index in value_at.items():
        for start in range(max(0, at - FRAME + 1), min(at, len(frame) - FRAME) + 1):
            window = frame[start : start + FRAME]
            if FRAME - window.count(_OPEN) >= FRAME_WORDS:
                windows.append(hash((at - start, *window)))
                indexes.append(index)
    return _Places(values, windows, indexes)


_OPEN = "_"
"""Stands for a figure or name; no folded word has a low line."""

_ENDS = frozenset(".!?:…\n“\"'-–—")
"""After one of these a capital letter is no sign of a name."""


def _shape(character: str) -> str:
    """What counts of a character: capital `A`, other letter or digit `a`, `.` of `_ENDS`, blank, else `,`."""
    if character in "\n ":
        return character
    mark, letter = "." if character in _ENDS else ",", "A" if character.isupper() else "a"
    return "".join(mark if folded == " " else letter for folded in plain(character))


_SHAPE = LetterTable(_shape)
_SHAPED_WORD = re.compile("((?:(?<=,)|(?<=[Aa,] )|(?<=[Aa,]  ))A[Aa]*)|[Aa]+")
"""A word; group 1 where it is written as a name is."""


def _named(part: str) -> list[bool]:
    """For each word of a paragraph whether it is written as a name is: a capital inside a sentence."""
    return list(map(bool, _SHAPED_WORD.findall(_SHAPE.apply(part))))
