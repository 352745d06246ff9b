"""The text as tokens: what the rules for names walk over.

Only paragraphs that are article text are cut into tokens; the page's own lines (`meta`) hold no facts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import chain

from tui.model.article import Article
from tui.model.span import Span
from tui.text.folding import fold, old_tone

_TOKEN = re.compile(r"\n|[^\W\d_]+(?:['’][^\W\d_]+)*\d*|\d+|[^\w\s]|_")
_DASHES = "‐‑–—−"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)

CAPITAL = 1
"""Begins with a capital."""
UPPER = 2
"""Two letters or more, all capitals: `UBND`."""
LOWER = 4
DIGITS = 8
MARK = 16
"""Punctuation."""
BREAK = 32
"""End of a paragraph; nothing a rule looks for goes across it."""
INITIAL = 64
"""One capital letter."""
SYLLABLE = 128
"""Could be a Vietnamese syllable."""

PADDING = 12
"""Breaks at the end, so that rules may look ahead without asking for the length."""
_MAX_WORDS = 60_000
"""Word forms remembered between articles; a Vietnamese corpus of 100 MB has about 50,000."""


class _Shapes(dict[str, tuple[str, int]]):
    """Word → (key, flags), worked out once for each word form."""

    def __missing__(self, word: str) -> tuple[str, int]:
        if len(self) > _MAX_WORDS:
            self.clear()
        value = ("-" if word in _DASHES else old_tone(word).lower(), _flags(word))
        self[word] = value
        return value


def _flags(word: str) -> int:
    if word == "\n":
        return BREAK
    first = word[0]
    if first.isdigit():
        return DIGITS
    if not first.isalpha():
        return MARK
    flags = LOWER
    if first.isupper():
        flags = CAPITAL
        if len(word) == 1:
            flags |= INITIAL
        elif word.isupper():
            flags |= UPPER
    if len(word) < 8 and _SYLLABLE.fullmatch(fold(word)):
        flags |= SYLLABLE
    return flags


_SHAPES = _Shapes()


def words_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a lexicon phrase, as printed."""
    return tuple(_TOKEN.findall(phrase))


def keys_of(phrase: str) -> tuple[str, ...]:
    """The token keys of a lexicon phrase: lower case, one tone placement.

    >>> keys_of("GD&ĐT Hoà Bình")
    ('gd', '&', 'đt', 'hòa', 'bình')
    """
    return tuple(_SHAPES[word][0] for word in words_of(phrase))


class Tokens:
    """The tokens of one article, in parallel lists; `PADDING` breaks follow the last one."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self.text = text
        words: list[str] = []
        starts: list[int] = []
        stops: list[int] = []
        for span in spans:
            for match in _TOKEN.finditer(text, span.start, span.stop):
                words.append(match.group())
                start, stop = match.span()
                starts.append(start)
                stops.append(stop)
            words.append("\n")
            starts.append(span.stop)
            stops.append(span.stop)
        self.count = len(words)
        """Number of tokens before the padding."""
        end = len(text)
        words.extend("\n" * PADDING)
        starts.extend([end] * PADDING)
        stops.extend([end] * PADDING)
        shapes = [_SHAPES[word] for word in words]
        self.words = words
        self.starts = starts
        self.stops = stops
        self.keys = [shape[0] for shape in shapes]
        self.flags = [shape[1] for shape in shapes]

    @classmethod
    def of(cls, article: Article, text: str) -> Tokens:
        """Tokens of all paragraphs of `article` that are not page furniture, up to the length of `text`."""
        spans = [
            Span(paragraph.span.start, min(paragraph.span.stop, len(text)))
            for paragraph in article.paragraphs
            if paragraph.kind != "meta" and paragraph.span.start < len(text)
        ]
        return cls(text, spans)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each key stands."""
        places: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            places[key].append(index)
        return dict(places)

    def at(self, keys: Set[str]) -> list[int]:
        """Tokens whose key is one of `keys`, in order: a rule looks there only, whatever the length."""
        places = self._places
        return sorted(chain.from_iterable([places[key] for key in places.keys() & keys]))

    @cached_property
    def capitals(self) -> list[int]:
        """The tokens that begin with a capital, in order."""
        return [index for index, flag in enumerate(self.flags) if flag & CAPITAL]

    @cached_property
    def numbers(self) -> list[int]:
        """The tokens that begin with a digit, in order."""
        return [index for index, flag in enumerate(self.flags) if flag & DIGITS]

    def numbers_but_after(self, marks: str) -> Iterator[int]:
        """Where numbers begin in the text, in order, but inside a word and right behind one of `marks`."""
        text = self.text
        for index in self.numbers:
            place = self.starts[index]
            before = text[place - 1] if place else " "
            if not (before in marks or before.isalnum() or before == "_"):
                yield place

    def span(self, start: int, stop: int) -> Span:
        """The text covered by tokens `[start, stop)`."""
        return Span(self.starts[start], self.stops[stop - 1])

    def surface(self, start: int, stop: int) -> str:
        """The words of tokens `[start, stop)` as printed, white space as single blanks."""
        return " ".join(self.text[self.starts[start] : self.stops[stop - 1]].split())

    def glued(self, index: int) -> bool:
        """True when nothing stands between token `index` and the one before it."""
        return index > 0 and self.starts[index] == self.stops[index - 1]

    def begins_sentence(self, index: int) -> bool:
        """True when token `index` is the first word of a sentence or stands after an opening mark."""
        if index == 0:
            return True
        before = self.flags[index - 1]
        if before & BREAK:
            return True
        return bool(before & MARK) and self.words[index - 1] in '.!?…:"“”-–•*|;('
