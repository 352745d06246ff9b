"""Things that stand somewhere in the text, found by where they stand."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Generic, TypeVar

from tui.facts.reading import Names
from tui.model.fact import DateFact
from tui.model.span import Span

Thing = TypeVar("Thing")

_SPAN = itemgetter(0)


class Located(Generic[Thing]):
    """Spans with what they stand for, sorted by start: asking for a passage costs what it holds."""

    __slots__ = ("_spans", "_starts", "_things")

    def __init__(self, items: Iterable[tuple[Span, Thing]]) -> None:
        pairs = sorted(items, key=_SPAN)
        self._spans = [span for span, _thing in pairs]
        self._things = [thing for _span, thing in pairs]
        self._starts = [span[0] for span in self._spans]

    def inside(self, start: int, stop: int) -> Iterator[tuple[Span, Thing]]:
        """What begins and ends between `start` and `stop`, in order."""
        starts, spans = self._starts, self._spans
        for index in range(bisect.bisect_left(starts, start), len(starts)):
            if starts[index] >= stop:
                return
            if spans[index].stop <= stop:
                yield spans[index], self._things[index]

    def starting_before(self, place: int) -> Span | None:
        """The last span that begins before `place`, or None."""
        index = bisect.bisect_left(self._starts, place) - 1
        return self._spans[index] if index >= 0 else None

    def last_before(self, start: int, stop: int) -> tuple[Span, Thing] | None:
        """The last that begins and ends between `start` and `stop`, or None."""
        index = bisect.bisect_left(self._starts, stop) - 1
        while index >= 0 and self._starts[index] >= start:
            if self._spans[index].stop <= stop:
                return self._spans[index], self._things[index]
            index -= 1
        return None


def people_in(names: Names) -> Located[str]:
    """Every mention of a person, with the person's bare name."""
    return Located((span, person.name) for person in names.people for span in person.mentions)


def dates_in(dates: Iterable[DateFact]) -> Located[DateFact]:
    """The dates by where they stand."""
    return Located((date.evidence, date) for date in dates)
