"""The place a figure is of: the nearest in its sentence, else in its paragraph, else that of the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tui.facts.measures.name import lowered, split
from tui.lexicon.measures import MeasureWords
from tui.model.fact import Extraction, Place
from tui.model.measure import MeasuredPlace, Scope, Told
from tui.model.span import Span

SCOPES: dict[str, Scope] = {
    "country": "country",
    "province": "province",
    "city": "province",
    "district": "district",
    "ward": "ward",
}
_LEAD = 8
"""Characters before a place in which `giờ` says that it tells the clock."""
_BRACKET = 120
"""Characters of what stands in brackets."""
HOME = MeasuredPlace("Việt Nam", "country")


class Where(NamedTuple):
    """A place, and where it is told."""

    place: MeasuredPlace
    told: Told


class Places:
    """The places of the figures of one article."""

    def __init__(self, text: str, extraction: Extraction, words: MeasureWords) -> None:
        self._text, self._words = text, words
        found = [
            (span.start, span.stop, place)
            for place in extraction.places
            if place.level in SCOPES
            for span in place.mentions
            if not text[max(0, span.start - _LEAD) : span.start].rstrip().lower().endswith(words.clocks)
        ]
        found.sort(key=lambda item: item[:2])
        self._found = found
        self._starts = [start for start, _stop, _place in found]
        bodies = [body.mentions for body in extraction.organisations]
        self._bodies = sorted(span.start for spans in bodies for span in spans)
        about = next((place for place in extraction.places if place.name == extraction.place), None)
        self._about = measured(about) if about is not None and about.level in SCOPES else None
        homes = {place.province_then or place.name for place in extraction.places if place.name != HOME.name}
        self._alone = len(homes) == 1
        """The article names places of one province, and no other."""

    def of(self, figure: Span, clause: Span, sentence: Span, paragraph: int) -> Where | None:
        """The place of the figure at `figure`; `paragraph` is where its own begins."""
        told = self._last(clause.start, figure.start)
        if told is not None:
            return Where(told, "sentence")
        told = self._first(figure.stop, clause.stop)
        beside = lowered(split(clause.of(self._text)))
        if self._about not in (None, told) and self._words.own.find(beside) is not None:
            return Where(self._about, "article")
        if told is not None:
            return Where(told, "sentence")
        around = lowered(split(sentence.of(self._text)))
        if self._words.country.find(around) is not None:
            return Where(HOME, "sentence")
        own = self._words.own.find(around) is not None
        if own and self._about is not None:
            return Where(self._about, "article")
        told = self._last(sentence.start, figure.start)
        if told is not None:
            return Where(told, "sentence")
        told = self._last(paragraph, sentence.start)
        if told is not None:
            return Where(told, "paragraph")
        if self._about is not None and self._alone and not self._has_body(sentence):
            return Where(self._about, "article")
        return None

    def _last(self, low: int, high: int) -> MeasuredPlace | None:
        """The last place from `low` to `high`; one in brackets only where there is no other."""
        at = bisect_left(self._starts, high) - 1
        inside = None
        while at >= 0 and self._starts[at] >= low:
            start, stop, place = self._found[at]
            if not self._in_bracket(start, stop, low, high):
                return measured(place)
            inside = inside or place
            at -= 1
        return None if inside is None else measured(inside)

    def _in_bracket(self, start: int, stop: int, low: int, high: int) -> bool:
        """True in a bracket that closes before `high`."""
        opened = self._text.rfind("(", max(low, start - _BRACKET), start)
        if opened < 0 or self._text.find(")", opened, start) >= 0:
            return False
        return self._text.find(")", stop, min(high, stop + _BRACKET)) >= 0

    def _first(self, low: int, high: int) -> MeasuredPlace | None:
        at = bisect_left(self._starts, low)
        if at >= len(self._starts) or self._starts[at] >= high:
            return None
        return measured(self._found[at][2])

    def _has_body(self, sentence: Span) -> bool:
        """True where a body is named: its figures are not those of the place the article is about."""
        at = bisect_right(self._bodies, sentence.start - 1)
        return at < len(self._bodies) and self._bodies[at] < sentence.stop


def measured(place: Place) -> MeasuredPlace:
    """What the board keeps of a place."""
    return MeasuredPlace(place.name, SCOPES[place.level], place.province_then, place.province_now)
