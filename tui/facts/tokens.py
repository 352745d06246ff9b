"""The text as tokens: what the rules for names walk over.

Only paragraphs that are article text are cut into tokens; the page's own lines (`meta`) hold no facts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain, islice
from operator import itemgetter, sub

from tui.model.article import Article
from tui.model.span import Span
from tui.text.folding import fold, old_tone

_VIETNAMESE = "a-zA-ZÀ-ɏḀ-ỿ"
_PIECE = re.compile(
    r"[^\S\n]*+(?:"
    rf"[{_VIETNAMESE}]++(?![\w'’])"  # a word, nearly always: found twice as fast by its letters
    r"|[^\W\d_]++(?:['’][^\W\d_]++)*+\d*+|\d++|[^\w\s]|_|\n)"
)
"""A token with the blanks before it."""
_END = ""
"""The piece that ends a paragraph."""
_DASHES = "‐‑–—−"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:a[iouy]?|eo|eu|e|ieu|ia|ie|iu|i|oai|oao|oay|oa|oeo|oe|oi|oo|o|uao|uay|ua|ueu|ue|uoi|uou|uo|uyu|uya|uye|uy|ui|uu|u"
    r"|yeu|ye|y)(?:ch|ng|nh|[cmnpt])?"
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


class _Shapes(dict[str, tuple[str, str, int, int]]):
    """Piece of text → (word, key, flags, length of the word in the text), worked out once for each."""

    def __missing__(self, piece: str) -> tuple[str, str, int, int]:
        if len(self) > _MAX_WORDS:
            self.clear()
        word = piece.lstrip() or "\n"
        value = self.get(word) if piece else None
        if value is None:
            key = "-" if word in _DASHES else old_tone(word).lower()
            value = (word, key, _flags(word), len(word) if piece else 0)
        self[piece] = value
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
_LENGTH = itemgetter(3)
_PLACES = itemgetter(1)


def words_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a lexicon phrase, as printed."""
    return tuple(_SHAPES[piece][0] for piece in _PIECE.findall(phrase))


def keys_of(phrase: str) -> tuple[str, ...]:
    """The token keys of a lexicon phrase: lower case, one tone placement.

    >>> keys_of("GD&ĐT Hoà Bình")
    ('gd', '&', 'đt', 'hòa', 'bình')
    """
    return tuple(_SHAPES[piece][1] for piece in _PIECE.findall(phrase))


class Tokens:
    """The tokens of one article, in parallel lists; `PADDING` breaks follow the last one."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self.text = text
        pieces: list[str] = []
        stops: list[int] = []
        for start, stop in spans:
            last = start + len(text[start:stop].rstrip())  # only blanks behind it
            found = _PIECE.findall(text, start, last)
            pieces += found
            stops += islice(accumulate(map(len, found), initial=start), 1, None)
            pieces.append(_END)
            stops.append(stop)
        self.count = len(pieces)
        """Number of tokens before the padding."""
        shapes = list(map(_SHAPES.__getitem__, chain(pieces, [_END] * PADDING)))
        self.words = [shape[0] for shape in shapes]
        self.keys = [shape[1] for shape in shapes]
        self.flags = [shape[2] for shape in shapes]
        self.stops = stops + [len(text)] * PADDING
        self.starts = list(map(sub, self.stops, map(_LENGTH, shapes)))

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
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            places[key].append(index)
        return places

    @cached_property
    def _capital_places(self) -> dict[str, list[int]]:
        """Where each key stands with a capital."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for index in self.capitals:
            places[self.keys[index]].append(index)
        return places

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._places)

    @cached_property
    def _known_capitals(self) -> frozenset[str]:
        return frozenset(self._capital_places)

    def at(self, keys: frozenset[str], capitalised: frozenset[str] = frozenset()) -> list[int]:
        """Tokens whose key is one of `keys`, in order: a rule looks there only, whatever the length.

        Those of `capitalised`, none of them in `keys`, only where they begin with a capital.
        """
        return sorted(chain.from_iterable(map(_PLACES, self.places_of(keys, capitalised))))

    def places_of(
        self, keys: frozenset[str], capitalised: frozenset[str] = frozenset()
    ) -> list[tuple[str, list[int]]]:
        """The same key by key, in no order: each that stands in the text, with its tokens in order."""
        places = self._places
        found = [(key, places[key]) for key in keys & self._known]
        if capitalised:
            capitals = self._capital_places
            found += [(key, capitals[key]) for key in capitalised & self._known_capitals]
        return found

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
