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
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from zlib import crc32

from tui.model.article import Article
from tui.text.folding import Folded
from tui.text.words import WORD, plain, plain_words

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

RUN = 6
"""Words that one hash of a sketch stands for."""
ANCHOR = 4
"""One run of so many is looked at, chosen by its first word, so that both texts choose the same."""
SKETCH = 10
"""Hashes of a sketch: the least of all. Texts that share a quarter of their runs have a hash in common in 94
of 100 cases, such as share half in all but one of 1,000."""

_DATELINE = re.compile(
    r"[^\w(]{0,3}(?:(?:[^\W\d_a-z][^\n().,;:!?–—-]{0,40})?\([^()\n]{1,40}\)"
    r"|[A-ZĐ][A-ZĐ&]{1,12}(?: [A-ZĐ]\w{0,12}){0,2})"
    r"\s{0,2}[-–—:]\s{0,2}"
)
"""`(TTXVN) - `, `Huế (TTXVN) – `, `TTO - ` in front of a lead."""


class Body:
    """What of an article is compared."""

    __slots__ = ("__dict__", "_parts")

    def __init__(self, article: Article) -> None:
        self._parts = _parts(article)

    @cached_property
    def words(self) -> list[str]:
        """Folded, in order."""
        return [word for part in self._parts for word in plain_words(part)]

    @cached_property
    def whole(self) -> int:
        """The same for all texts of the same words, less than 2^63; another one for any other text."""
        return int.from_bytes(blake2b(" ".join(self.words).encode(), digest_size=8).digest(), "big") >> 1

    @cached_property
    def stretches(self) -> frozenset[str]:
        """Every `STRETCH` words in a row."""
        return frozenset(_runs(self.words, STRETCH))

    @cached_property
    def figures(self) -> _Places:
        """What figures stand where."""
        return _places(self.words, [any(map(str.isdigit, word)) for word in self.words])

    @cached_property
    def names(self) -> _Places:
        """What names stand where."""
        return _places(self.words, [named for part in self._parts for named in _named(part)])


def _parts(article: Article) -> list[str]:
    """Lead and body without dateline; all but the page's own words where there is neither."""
    spans = article.spans_of("lead", "body") or article.spans_of("title", "caption")
    parts = [span.of(article.text) for span in spans]
    if parts and (dateline := _DATELINE.match(parts[0])):
        parts[0] = parts[0][dateline.end() :]
    return parts


def sketch(words: Sequence[str]) -> tuple[int, ...]:
    """The least `SKETCH` hashes of the runs of a text, sorted, less than 2^32 each.

    >>> len(sketch("mot hai ba".split()))
    0
    """
    hashes = {
        crc32(" ".join(words[at : at + RUN]).encode())
        for at in range(len(words) - RUN + 1)
        if _word_hash(words[at]) % ANCHOR == 0
    }
    return tuple(sorted(hashes)[:SKETCH])


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")


def likeness(one: Body, other: Body) -> int:
    """Percent of the shorter text that is a copy of the longer, 0 to 100; the same whichever comes first.

    Only texts of the same words are 100.
    """
    if one.whole == other.whole:
        return 100
    shorter, longer = sorted((one, other), key=lambda body: (len(body.words), body.whole))
    count = len(shorter.words)
    if count < max(FEWEST_WORDS, LEAST_LENGTH * len(longer.words)):
        return 0
    words = _standing(shorter, longer) / count
    if words * 100 < FLOOR:
        return int(words * 100)
    least = count / TELLING_EVERY
    figures = 1 - shorter.figures.contradicted(longer.figures) / max(least, shorter.figures.count)
    names = 1 - shorter.names.contradicted(longer.names) / max(least, shorter.names.count)
    return min(99, max(0, int(100 * min(words, figures, names))))


def _standing(shorter: Body, longer: Body) -> int:
    """Words of the shorter text that stand in the longer, `STRETCH` of them in a row."""
    theirs = longer.stretches
    count = covered = 0
    for at, run in enumerate(_runs(shorter.words, STRETCH)):
        if run in theirs:
            count += at + STRETCH - max(covered, at)
            covered = at + STRETCH
    return count


def _runs(words: Sequence[str], length: int) -> list[str]:
    return [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]


class _Places:
    """Figures (or names) of a text by the words around them."""

    __slots__ = ("_values", "_windows", "count")

    def __init__(self, count: int, windows: list[tuple[int, str]], values: list[str]) -> None:
        self.count = count
        """Figures or names; several in a row are one."""
        self._values = values
        self._windows = windows

    def contradicted(self, other: _Places) -> int:
        """How many have another value in every place that the other text has too."""
        theirs: dict[str, set[str]] = {}
        for index, window in other._windows:
            theirs.setdefault(window, set()).add(other._values[index])
        agree: dict[int, bool] = {}
        for index, window in self._windows:
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
    windows = []
    for at, index in value_at.items():
        for start in range(max(0, at - FRAME + 1), min(at, len(frame) - FRAME) + 1):
            window = frame[start : start + FRAME]
            if FRAME - window.count(_OPEN) >= FRAME_WORDS:
                windows.append((index, f"{at - start} {' '.join(window)}"))
    return _Places(len(values), windows, values)


_OPEN = "_"
"""Stands for a figure or name; no folded word has a low line."""

_ENDS = frozenset(".!?:…\n“\"'-–—")
"""After one of these a capital letter is no sign of a name."""


def _named(part: str) -> list[bool]:
    """For each word of a paragraph whether it is written as a name is: a capital inside a sentence."""
    plain_part = plain(part)
    source: Callable[[int, int], int]
    if len(part) == len(plain_part):
        source = _same
    else:
        folded = Folded(part)
        source = lambda start, stop: folded.source_span(start, stop)[0]  # noqa: E731
    found = []
    for match in WORD.finditer(plain_part):
        at = source(*match.span())
        before = part[max(0, at - 3) : at].rstrip(" ")[-1:]
        found.append(part[at].isupper() and bool(before) and before not in _ENDS)
    return found


def _same(start: int, _stop: int) -> int:
    return start
