"""Where a query matches a text: the places themselves, and how closely the words stand together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tui.model.span import Span
from tui.search.query import Form, Slot
from tui.text.folding import Folded
from tui.text.words import WORD, keeps_places, plain, toned

NEAR = 60
"""Code points from the first to the last word that still count as near: about one line of text."""


class Closeness(IntEnum):
    """How the words of a query stand in a text; closer is smaller."""

    PHRASE = 0
    """One after the other, as typed or in another spelling."""
    NEAR = 1
    """All in one paragraph, within `NEAR` code points."""
    APART = 2
    """All somewhere in the article."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text must hold: the phrase of all free slots (or else each of them), and every quote."""

    phrase: tuple[Form, ...]
    """The ways to write the free slots one after the other; empty if all words are quoted."""
    parts: tuple[Slot, ...] = ()
    """The free slots singly, where they may also stand apart; empty if only the phrase counts."""
    quotes: tuple[Form, ...] = ()

    @property
    def plain(self) -> bool:
        """True when folded text is enough to decide."""
        forms = [*self.phrase, *self.quotes, *(form for part in self.parts for form in part)]
        return all(form.plain for form in forms)


class Place(NamedTuple):
    """One hit in a text; a plain tuple, for a common word has tens of thousands."""

    start: int
    stop: int
    exact: bool
    """True when every word typed with tones has just these tones here."""


@dataclass(frozen=True, slots=True)
class Found:
    """All hits of one text, in order; none overlap."""

    closeness: Closeness
    places: tuple[Place, ...]
    exact: bool
    """True when all that was typed stands somewhere with the tones as typed."""

    def as_typed(self) -> Found:
        """Only the hits that have the tones as typed."""
        kept = tuple(place for place in self.places if place.exact)
        return self if len(kept) == len(self.places) else Found(self.closeness, kept, self.exact)


class Searched:
    """A text with its plain form, which the caller may already have."""

    __slots__ = ("_folded", "plain", "text")

    def __init__(self, text: str, plain_text: str | None = None) -> None:
        self.text = text
        self.plain = plain(text) if plain_text is None else plain_text
        self._folded = None if text is plain_text or keeps_places(text) else Folded(text)

    @property
    def keeps_places(self) -> bool:
        """True when what stands in `plain` stands there in `text` too."""
        return self._folded is None

    def span(self, start: int, stop: int) -> Span:
        """The span of `text` that `[start, stop)` of `plain` stands for."""
        return self._folded.source_span(start, stop) if self._folded else Span(start, stop)


def find(searched: Searched, wanted: Wanted) -> Found | None:
    """All places of `wanted` in a text, as close as they stand there; None unless everything is found.

    A phrase hides its words elsewhere: only where no phrase stands are the words looked for singly.

    >>> from tui.search.query import parse, slots, readings
    >>> parts = slots(parse("bao lu").terms, {})
    >>> wanted = Wanted(readings(parts), parts)
    >>> find(Searched("Sau bão, lũ về; bão tan."), wanted).places
    (Place(start=4, stop=11, exact=True),)
    """
    quotes = [_places(searched, (quote,)) for quote in wanted.quotes]
    if not all(quotes):
        return None
    if not wanted.phrase:
        return _found(Closeness.PHRASE, quotes) if quotes else None
    phrase = _places(searched, wanted.phrase)
    if phrase:
        return _found(Closeness.PHRASE, [*quotes, phrase])
    if len(wanted.parts) < 2:
        return None
    singly = [_places(searched, part) for part in wanted.parts]
    if not all(singly):
        return None
    near = _near(searched.plain, singly)
    found = _found(Closeness.NEAR if near else Closeness.APART, [*quotes, *singly])
    places = [place for places in quotes for place in places] + near if near else found.places
    return Found(found.closeness, _joined(searched.plain, _in_order(places)), found.exact)


def _found(closeness: Closeness, wanted: Sequence[Sequence[Place]]) -> Found:
    places = [place for places in wanted for place in places]
    return Found(closeness, _in_order(places), all(any(place.exact for place in places) for places in wanted))


def _places(searched: Searched, forms: Sequence[Form]) -> list[Place]:
    if len(forms) == 1:
        return _places_of(searched, forms[0])
    return list(_in_order([place for form in forms for place in _places_of(searched, form)]))


def _places_of(searched: Searched, form: Form) -> list[Place]:
    tangled = not form.plain and len(form.words) > 1
    found = find_words(searched.plain, form.words, prefix=form.prefix, overlapping=tangled)
    if not searched.keeps_places:
        found = [searched.span(start, stop) for start, stop in found]
    if form.plain:
        return [Place(start, stop, True) for start, stop in found]
    text = searched.text
    read = ((start, stop, _reads_as(form, text[start:stop])) for start, stop in found)
    places = [Place(start, stop, exact) for start, stop, exact in read if exact is not None]
    return _untangled(places) if tangled else places


def _untangled(places: list[Place]) -> list[Place]:
    """Of places that overlap (`đê đe` and `đe đê` in `đê đe đê`) the exact one, else the earlier."""
    if all(before.stop <= place.start for before, place in pairwise(places)):
        return places
    exact = _in_order([place for place in places if place.exact])
    stops = [place.stop for place in exact]
    free = []
    for place in places:
        behind = bisect_right(stops, place.start)
        if behind == len(exact) or exact[behind].start >= place.stop:
            free.append(place)
    return list(_in_order([*exact, *free]))


@lru_cache(maxsize=4096)
def _reads_as(form: Form, surface: str) -> bool | None:
    """Whether `surface` has the tones of `form`; None if it is no hit, for want of capitals."""
    words = WORD.findall(surface)
    for word, needed in zip(words, form.capitals, strict=False):
        if needed and not word.isupper():
            return None
    last = len(form.words) - 1
    for index, (word, wanted) in enumerate(zip(words, form.toned, strict=False)):
        if wanted is None:
            continue
        printed = toned(word)
        if printed != wanted and not (form.prefix and index == last and printed.startswith(wanted)):
            return False
    return True


def _in_order(places: Sequence[Place]) -> tuple[Place, ...]:
    """Sorted; of overlapping ones the earlier stays, of those that begin together the longer."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.stop, not p.exact)):
        if not kept or place.start >= kept[-1].stop:
            kept.append(place)
    return tuple(kept)


def _joined(plain_text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Hits with only a space between them as one: the words of `Cần Thơ` are one place."""
    joined: list[Place] = []
    for place in places:
        if joined and plain_text[joined[-1].stop : place.start] == " ":
            before = joined.pop()
            place = Place(before.start, place.stop, before.exact and place.exact)
        joined.append(place)
    return tuple(joined)


def _near(plain_text: str, singly: Sequence[Sequence[Place]]) -> list[Place]:
    """The places that lie in some window of `NEAR` code points and one paragraph that holds every part."""
    marks = sorted((p.start, p.stop, part) for part, places in enumerate(singly) for p in places)
    counts = [0] * len(singly)
    missing = len(singly)
    kept: dict[int, None] = {}
    first = 0
    for last, (_start, stop, part) in enumerate(marks):
        missing -= counts[part] == 0
        counts[part] += 1
        while first < last and (
            stop - marks[first][0] > NEAR or plain_text.find("\n", marks[first][0], stop) >= 0
        ):
            counts[marks[first][2]] -= 1
            missing += counts[marks[first][2]] == 0
            first += 1
        if missing == 0:
            kept.update(dict.fromkeys(range(first, last + 1)))
    exact = {(p.start, p.stop): p.exact for places in singly for p in places}
    return [Place(marks[i][0], marks[i][1], exact[marks[i][0], marks[i][1]]) for i in sorted(kept)]


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    joined = r"[^\w\n]+".join(re.escape(word) for word in words)
    return re.compile(joined + (r"\w*" if prefix else r"(?!\w)"))


def find_words(
    plain_text: str, words: tuple[str, ...], *, prefix: bool = False, overlapping: bool = False
) -> list[tuple[int, int]]:
    """(start, stop) of each place where `words` stand one after the other as whole words, left to right.

    With `prefix` the last one may be the beginning of a word; the place holds the whole word. A place begins
    behind the one before it, or with `overlapping` behind the first word of that.

    >>> find_words("ba nam ba na", ("ba", "na")), find_words("ba nam", ("ba", "na"), prefix=True)
    ([(7, 12)], [(0, 6)])
    >>> find_words("ba ba ba", ("ba", "ba")), find_words("ba ba ba", ("ba", "ba"), overlapping=True)
    ([(0, 5)], [(0, 5), (3, 8)])
    """
    search = _pattern(words, prefix).search
    found: list[tuple[int, int]] = []
    match = search(plain_text)
    while match:
        start, stop = match.span()
        if start and plain_text[start - 1].isalnum():
            stop = start + 1
        else:
            found.append((start, stop))
            if overlapping:
                stop = start + len(words[0])
        match = search(plain_text, stop)
    return found
