"""Events: the meeting, ceremony or campaign the article reports, with its slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tui.facts.context import lowered
from tui.facts.located import Located, dates_in, people_in
from tui.facts.reading import Names, Reading, Sentence
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, DateFact, Event, Figure
from tui.model.span import Span
from tui.text.folding import match_key
from tui.text.wordlist import SPACE, alternation, phrases

MAX_NAME = 32
"""Words of a name at most."""

_WORD = re.compile(r"[ \u00a0]{1,4}(\w[\w/&.-]{0,30}|[-–](?=[ \u00a0]\w))")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class _Words:
    nouns: re.Pattern[str]
    weak: frozenset[str]
    stops: frozenset[str]
    list_verbs: re.Pattern[str]
    reports: re.Pattern[str]
    attending: frozenset[str]
    reported_after: re.Pattern[str]
    organise: re.Pattern[str]
    chair: re.Pattern[str]
    attend: re.Pattern[str]
    attendees: re.Pattern[str]
    venue: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"events.{name}")

    return _Words(
        nouns=phrases(words("nouns")),
        weak=lowered(words("weak")),
        stops=lowered(words("name_stops")),
        list_verbs=re.compile(rf"{SPACE}{alternation(words('name_goes_on'))}(?!\w)"),
        reports=re.compile(rf"(?<!\w){alternation(words('verbs'))}(?!\w)"),
        attending=lowered(words("attend")),
        reported_after=re.compile(
            rf"{SPACE}(?:đã |sẽ |chính thức |vừa |được ){{0,2}}{alternation(words('verbs'))}(?!\w)"
        ),
        organise=phrases(words("organise")),
        chair=phrases(words("chair")),
        attend=phrases(words("attend")),
        attendees=re.compile(rf"{alternation(words('attendees'), any_case=False)}(?!\w)"),
        venue=re.compile(
            rf"(?:tại|ở){SPACE}(?P<venue>{alternation(words('venues'))}(?:{SPACE}[\w.\-–]{{1,20}}){{0,8}})"
        ),
    )


@dataclass
class _Candidate:
    """One name of an event in the text, and what speaks for its being the event reported."""

    span: Span
    sentence: Sentence
    noun: str
    score: int
    reported: bool
    echoes: int = 0
    """Times the text speaks of it by its short form: `tại hội nghị`."""


def find(
    reading: Reading,
    lexicon: Lexicon,
    names: Names,
    dates: tuple[DateFact, ...],
    figures: tuple[Figure, ...],
) -> tuple[Event, ...]:
    """The event the article reports, if it reports one, as a tuple of one."""
    words = _words(lexicon)
    candidates = _candidates(reading, dates_in(dates), words)
    _count_echoes(reading, candidates)
    main = max(
        candidates,
        key=lambda candidate: (candidate.score, candidate.echoes, -candidate.span.start),
        default=None,
    )
    if main is None or main.score < _ENOUGH or not (main.reported or main.sentence.kind == "title"):
        return ()
    same = [c for c in candidates if _same_event(reading.text, main, c)][:_FORMS]
    named = max(same, key=lambda c: _name_rank(reading.text, c))
    sentences = [main.sentence, *(c.sentence for c in same if c.sentence != main.sentence)]
    confidence: Confidence = "high" if main.reported and main.score >= _ENOUGH + 2 else "medium"
    return (
        Event(
            name=" ".join(named.span.of(reading.text).split()),
            evidence=named.span,
            rule="event.reported",
            confidence=confidence,
            date=_date(sentences, same, dates),
            place=_place(reading.text, sentences, same, names, words),
            organisers=_organisers(reading.text, main, names, words),
            chair=_chair(reading, names, words),
            attendance=_attendance(reading.text, sentences, figures, words),
        ),
    )


_FORMS = 12
"""Forms of one event looked at, in order of the text."""

_ENOUGH = 4
"""Points that make a named event the one reported; found by reading a hundred articles."""


def _candidates(reading: Reading, dates: Located[DateFact], words: _Words) -> list[_Candidate]:
    found = []
    for index, sentence in enumerate(reading.sentences):
        if sentence.kind == "meta":
            continue
        for match in words.nouns.finditer(reading.text, *sentence.span):
            if found and found[-1].span.stop > match.start():
                continue
            span = _name(reading.text, match, sentence, words)
            noun = " ".join(match.group().lower().split())
            word_count = len(span.of(reading.text).split())
            if word_count < len(noun.split()) + (3 if noun in words.weak else 2):
                continue
            score, reported = _score(reading.text, index, sentence, match, span, noun, words)
            score += 1 if _day_in(sentence, dates) else 0
            found.append(_Candidate(span, sentence, noun, score, reported))
    return found


def _score(
    text: str, index: int, sentence: Sentence, match: re.Match[str], span: Span, noun: str, words: _Words
) -> tuple[int, bool]:
    """(points, reported): where it stands, how it is written, and which verbs report it."""
    score = 2 if index <= 2 else 1 if index <= 5 else 0
    score += 2 if sentence.kind == "title" else 0
    score += 1 if match.group()[0].isupper() and match.start() != sentence.span.start else 0
    score -= 1 if noun in words.weak else 0
    score += 1 if _YEAR.search(span.of(text)) else 0
    verb = _verb_before(text, max(sentence.span.start, match.start() - 60), match.start(), words)
    attended = verb in words.attending
    reported = verb is not None or words.reported_after.match(text, span.stop, sentence.span.stop) is not None
    return score + (1 if attended else 3 if reported else 0), reported


def _verb_before(text: str, low: int, place: int, words: _Words) -> str | None:
    """The verb that reports what begins at `place`: `tổ chức`, `khai mạc`, `dự`."""
    last = None
    for last in words.reports.finditer(text, low, place):  # noqa: B007
        pass
    return last.group().lower() if last and place - last.end() <= 12 else None


def _day_in(sentence: Sentence, dates: Located[DateFact]) -> bool:
    """True when a sentence tells a day."""
    return any(date.rule in _DAYS for _span, date in dates.inside(*sentence.span))


def _count_echoes(reading: Reading, candidates: list[_Candidate]) -> None:
    """`Tại hội nghị`, `Phát biểu tại hội nghị`: short forms later in the text speak for the event."""
    folded = reading.text.lower()
    for noun in {candidate.noun for candidate in candidates}:
        head = " ".join(noun.split()[:2])
        echoes = sum(
            folded.count(f"{lead} {head}")
            for lead in ("tại", "khai mạc", "bế mạc", "kết luận", "chủ trì", "dự")
        )
        for candidate in candidates:
            if candidate.noun == noun and echoes:
                candidate.echoes = echoes
                candidate.score += min(3, echoes)
                candidate.reported = candidate.reported or echoes > 1


def _name(text: str, match: re.Match[str], sentence: Sentence, words: _Words) -> Span:
    """From the noun to the first word that cannot belong to the name."""
    stop, count = match.end(), 0
    while count < MAX_NAME:
        if text[stop : stop + 1] == ",":
            if words.list_verbs.match(text, stop + 1) is None:
                break
            stop += 1
        quote = re.compile(r"[ \u00a0](?:“[^“”\n]{3,160}”|\"[^\"\n]{3,160}\")").match(text, stop)
        if quote:
            stop = quote.end()
            continue
        word = _WORD.match(text, stop, sentence.span.stop)
        if word is None or _ends_name(text, word, words):
            break
        stop, count = word.end(), count + 1
    while stop > match.end() and text[stop - 1] in " \u00a0,-–.":
        stop -= 1
    return Span(match.start(), stop)


def _ends_name(text: str, word: re.Match[str], words: _Words) -> bool:
    phrase = word.group(1).lower()
    for _ in range(2):
        if phrase in words.stops:
            return True
        following = _WORD.match(text, word.end())
        if following is None:
            return False
        word, phrase = following, f"{phrase} {following.group(1).lower()}"
    return phrase in words.stops


def _same_event(text: str, main: _Candidate, other: _Candidate) -> bool:
    if main is other:
        return True
    a, b = (set(match_key(c.span.of(text)).split()) for c in (main, other))
    return len(a & b) >= 0.75 * min(len(a), len(b)) and min(len(a), len(b)) >= 3


def _name_rank(text: str, candidate: _Candidate) -> tuple[int, int]:
    """The fullest natural form: with a year, then longer; forms in running text before headlines."""
    name = candidate.span.of(text)
    has_year = bool(_YEAR.search(name))
    return (has_year and candidate.sentence.kind != "title") + has_year, len(name)


# ---------------------------------------------------------------- slots


def _date(
    sentences: Sequence[Sentence], same: Sequence[_Candidate], dates: tuple[DateFact, ...]
) -> str | None:
    """The day (or days) given in a sentence that names the event, outside its name."""
    located = dates_in(dates)
    for sentence in sentences:
        for span, date in located.inside(*sentence.span):
            if date.value is None or date.value.count("-") < 2 or date.rule not in _DAYS:
                continue
            if not any(candidate.span.covers(span) for candidate in same):
                return date.value.split("T")[0]
    return None


_DAYS = ("date.day", "date.full", "date.range", "date.list", "date.relative")
"""Rules of dates that are days, as against months and periods."""


def _place(
    text: str, sentences: Sequence[Sentence], same: Sequence[_Candidate], names: Names, words: _Words
) -> str | None:
    """A venue (`tại hội trường …`), a place after `tại`, a place inside the name, or the organiser's."""
    for sentence in sentences:
        venue = words.venue.search(text, *sentence.span)
        if venue:
            return " ".join(venue["venue"].split())
        for place in names.places:
            for span in place.mentions:
                if sentence.span.covers(span) and _after_at(text, span, sentence):
                    return place.name
    for candidate in same:
        for place in names.places:
            if any(candidate.span.covers(span) for span in place.mentions):
                return place.name
    first = sentences[0].span
    for place in names.places:
        if place.level in ("province", "city", "district") and any(
            first.covers(span) for span in place.mentions
        ):
            return place.name
    return None


def _after_at(text: str, span: Span, sentence: Sentence) -> bool:
    lead = text[max(sentence.span.start, span.start - 24) : span.start].lower().split()
    return bool(lead) and (lead[-1] in ("tại", "ở") or (len(lead) > 1 and lead[-2] in ("tại", "ở")))


def _organisers(text: str, main: _Candidate, names: Names, words: _Words) -> tuple[str, ...]:
    """Bodies before `tổ chức` in the sentence that reports the event, and those it was organised with."""
    sentence = main.sentence
    verb = None
    for verb in words.organise.finditer(text, sentence.span.start, main.span.start):
        pass
    if verb is None:
        return ()
    found = [
        (span, body)
        for body in names.organisations
        for span in body.mentions
        if sentence.span.start <= span.start and span.stop <= verb.start() + 1
    ]
    found.sort(key=lambda item: (item[0].start, -item[0].stop))
    kept: list[Span] = []
    for span, _body in found:
        lead = text[max(sentence.span.start, span.start - 14) : span.start].lower()
        if any(lead.rstrip().endswith(word) for word in ("tại", "của", "lãnh đạo", "hội trường")):
            continue
        if not kept or span.start >= kept[-1].stop:
            kept.append(span)
    return tuple(" ".join(span.of(text).split()) for span in kept)


def _chair(reading: Reading, names: Names, words: _Words) -> str | None:
    """The person before `chủ trì` in its sentence, or after `chủ trì … có`."""
    people = people_in(names)
    for sentence in reading.sentences:
        if sentence.kind == "meta":
            continue
        for verb in words.chair.finditer(reading.text, *sentence.span):
            before = people.last_before(max(sentence.span.start, verb.start() - _NEAR_CHAIR), verb.start())
            if before is not None:
                return before[1]
            lead = reading.text[verb.end() : verb.end() + 40].lower()
            stop = min(sentence.span.stop, verb.end() + _NEAR_CHAIR)
            after = next(people.inside(verb.end(), stop), None)
            if after is not None and any(word in lead for word in ("có", "gồm", "là")):
                return after[1]
    return None


_NEAR_CHAIR = 400
"""Characters between a chair and `chủ trì` at most: a long list of offices."""

_FEWEST = 10
"""Fewer people are named one by one, or are something else: two teams, three guests."""


def _attendance(
    text: str, sentences: Sequence[Sentence], figures: tuple[Figure, ...], words: _Words
) -> int | None:
    """People counted as taking part, in a sentence of the event or the one after it."""
    for figure in figures:
        if isinstance(figure.value, tuple) or figure.target is not None:
            continue
        if not words.attendees.match(figure.unit) or figure.value < _FEWEST:
            continue
        near = any(
            s.span.start <= figure.evidence.start < s.span.stop + 300
            and s.paragraph <= sentences[0].paragraph + 2
            for s in sentences
        )
        if not near:
            continue
        lead = text[max(0, figure.evidence.start - 70) : figure.evidence.start]
        tail = text[figure.evidence.stop : figure.evidence.stop + 60]
        lead = lead[max(lead.rfind(mark) for mark in ".;\n") + 1 :]
        tail = tail.split(".")[0].split(";")[0].split("\n")[0]
        if words.attend.search(lead) or words.attend.search(tail) or lead.rstrip().endswith(" cho"):
            return int(figure.value)
    return None
