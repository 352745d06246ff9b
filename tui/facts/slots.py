"""The slots of an event: when, where, by whom, led by whom, with how many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.facts.context import Before, lowered
from tui.facts.located import Located, dates_in, people_in
from tui.facts.reading import Names, Reading, Sentence
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import DateFact, Figure
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation, phrases

DAYS = ("date.day", "date.full", "date.range", "date.list", "date.relative")
"""Rules of dates that are days, as against months and periods."""

_NEAR_CHAIR = 400
"""Characters between a chair and `chủ trì` at most: a long list of offices."""

_AFTER_EVENT = 300
"""Characters behind the sentence of an event in which its attendance is told."""

_LONGEST_LIST = 900
"""Characters of a list of guests that ends in a number of people."""
_AT_LAST = re.compile(r" ?(?:cùng|và)(?!\w)|.{0,70} cùng ?$")

_ANNOUNCED = 40
"""Characters before a name in which its announcement stands."""

_HELD_BEHIND = 2
"""Sentences behind that of an event which may tell its day."""

_LEVELS = ("province", "city", "district")
"""Levels of a place that the organiser's name may tell of its event."""

_FEWEST = 10
"""Fewer people are named one by one, or are something else: two teams, three guests."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where an event is told: the sentences that name it, and its names in them, main one first."""

    sentences: tuple[Sentence, ...]
    names: tuple[Span, ...]


@dataclass(frozen=True)
class _Words:
    organise: re.Pattern[str]
    chair: re.Pattern[str]
    chair_follows: frozenset[str]
    announced: re.Pattern[str]
    held: str
    """Alternation of what says that an event took place."""
    attend: re.Pattern[str]
    attendees: re.Pattern[str]
    venue: re.Pattern[str]
    at: frozenset[str]
    not_organisers: frozenset[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"events.{name}")

    venue = alternation(words("venues"))
    return _Words(
        organise=phrases(words("organise")),
        chair=phrases(words("chair")),
        chair_follows=lowered(words("chair_follows")),
        announced=re.compile(rf"(?<!\w){alternation(words('announces'))}{SPACE}$"),
        held=alternation(words("held")),
        attend=phrases(words("attend")),
        attendees=re.compile(rf"{alternation(words('attendees'))}(?!\w)"),
        venue=re.compile(
            rf"(?<!\w)(?:[Tt]ại|[Ởở]){SPACE}(?P<venue>{venue}(?:{SPACE}[\w.\-–]{{1,20}}){{0,8}})"
        ),
        at=lowered(words("at")),
        not_organisers=lowered(words("not_organisers")),
    )


def day_of(
    told: Told, held: tuple[Sentence, ...], text: str, dates: tuple[DateFact, ...], lexicon: Lexicon
) -> str | None:
    """The day, or days as `a/b`, given in a sentence that names the event, outside its name.

    The sentences in which it was `held` are asked after these, but before them where it is only announced:
    `Thông báo về kỳ họp thứ 9 … Trước đó, ngày 5/3, bà A chủ trì kỳ họp`.
    """
    located, name = dates_in(dates), told.names[0].start
    announced = _words(lexicon).announced.search(text, max(0, name - _ANNOUNCED), name) is not None
    for sentence in (*held, *told.sentences) if announced else (*told.sentences, *held):
        for span, date in located.inside(*sentence.span):
            if date.rule not in DAYS or date.value is None or date.value.count("-") < 2:
                continue
            if not any(name.covers(span) for name in told.names):
                return date.value.split("T")[0]
    return None


def held_in(told: Told, reading: Reading, noun: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The sentences right behind that of the event which say by its short form that it was held."""
    first = reading.sentence_index(told.names[0].start)
    if first is None:
        return ()
    verb, name = _words(lexicon).held, rf"(?<!\w){re.escape(noun)}"
    held = re.compile(
        rf"{verb}{SPACE}(?:buổi{SPACE})?{name}(?!\w)|{name}{SPACE}(?:(?:đã|được){SPACE})?{verb}(?!\w)",
        re.IGNORECASE,
    )
    behind = reading.sentences[first + 1 : first + 1 + _HELD_BEHIND]
    return tuple(
        sentence
        for sentence in behind
        if sentence.kind in ("lead", "body") and held.search(reading.text, *sentence.span)
    )


def place_of(told: Told, held: tuple[Sentence, ...], text: str, names: Names, lexicon: Lexicon) -> str | None:
    """A venue (`tại hội trường …`), a place after `tại`, one in the event's name, or the organiser's."""
    words = _words(lexicon)
    places = Located((span, place) for place in names.places for span in place.mentions)
    for sentence in (*told.sentences, *held):
        venue = words.venue.search(text, *sentence.span)
        if venue:
            return " ".join(venue["venue"].split())
        for span, place in places.inside(*sentence.span):
            if not words.at.isdisjoint(Before(text, span.start).words[:2]):
                return place.name
    for name in told.names:
        named = next(places.inside(*name), None)
        if named is not None:
            return named[1].name
    near = (place for _span, place in places.inside(*told.sentences[0].span))
    return next((place.name for place in near if place.level in _LEVELS), None)


def organisers_of(told: Told, text: str, names: Names, lexicon: Lexicon) -> tuple[str, ...]:
    """Bodies before `tổ chức` in the sentence that reports the event, with those it was organised with."""
    words, sentence = _words(lexicon), told.sentences[0]
    verbs = list(words.organise.finditer(text, sentence.span.start, told.names[0].start))
    if not verbs:
        return ()
    bodies = Located((span, None) for body in names.organisations for span in body.mentions)
    found: list[str] = []
    stop = 0
    for span, _none in bodies.inside(sentence.span.start, verbs[-1].start()):
        if span.start < stop or Before(text, span.start).longest(words.not_organisers) is not None:
            continue
        found.append(" ".join(span.of(text).split()))
        stop = span.stop
    return tuple(found)


def chair_of(reading: Reading, names: Names, lexicon: Lexicon) -> str | None:
    """The person before `chủ trì` in its sentence, or after `chủ trì … có`."""
    words, people = _words(lexicon), people_in(names)
    for sentence in reading.sentences:
        if sentence.kind == "meta":
            continue
        for verb in words.chair.finditer(reading.text, *sentence.span):
            low = max(sentence.span.start, verb.start() - _NEAR_CHAIR)
            before = people.last_before(low, verb.start())
            if before is not None:
                return before[1]
            after = next(people.inside(verb.end(), min(sentence.span.stop, verb.end() + _NEAR_CHAIR)), None)
            if after is not None and not words.chair_follows.isdisjoint(
                reading.text[verb.end() : verb.end() + 40].lower().split()
            ):
                return after[1]
    return None


def attendance_of(told: Told, text: str, figures: tuple[Figure, ...], lexicon: Lexicon) -> int | None:
    """People counted as taking part, in a sentence of the event or soon after it."""
    words = _words(lexicon)
    for figure in figures:
        if isinstance(figure.value, tuple) or figure.target is not None or figure.value < _FEWEST:
            continue
        if not words.attendees.match(figure.unit) or not _is_near(figure, told):
            continue
        start, stop = figure.evidence
        lead = re.split(r"[.;\n]", text[max(0, start - 70) : start])[-1]
        tail = re.split(r"[.;\n]", text[stop : stop + 60])[0]
        if _AT_LAST.match(lead):  # Dự có ông A …; bà B …; cùng hơn 200 đại biểu
            lead = re.split(r"[.\n] ", text[max(0, start - _LONGEST_LIST) : start])[-1]
        if words.attend.search(lead) or words.attend.search(tail) or lead.rstrip().endswith(" cho"):
            return int(figure.value)
    return None


def _is_near(figure: Figure, told: Told) -> bool:
    """True in a sentence that names the event or the lines behind it."""
    return any(
        sentence.span.start <= figure.evidence.start < sentence.span.stop + _AFTER_EVENT
        for sentence in told.sentences
    )
