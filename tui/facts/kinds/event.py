"""Events: the meeting, ceremony or campaign the article reports, with its slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from tui.facts.context import lowered
from tui.facts.cues import Cues
from tui.facts.located import Located
from tui.facts.reading import Names, Reading, Sentence
from tui.facts.slots import DAYS, Told, attendance_of, chair_of, day_of, held_in, organisers_of, place_of
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import DateFact, Event, Figure
from tui.model.span import Span
from tui.text.folding import match_key
from tui.text.wordlist import SPACE, alternation, phrases

MAX_NAME = 32
"""Words of a name at most."""

_WORD = re.compile(r"[ \u00a0]{1,4}(\w[\w/&.-]{0,30}|[-–](?=[ \u00a0]\w))")
_QUOTED = re.compile(r"[ \u00a0](?:“[^“”\n]{3,160}”|\"[^\"\n]{3,160}\")")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class _Words:
    nouns: Cues
    weak: frozenset[str]
    bare: frozenset[str]
    stops: frozenset[str]
    attending: frozenset[str]
    echoes: tuple[str, ...]
    """What stands before the short form of an event's name: `tại `, `phát biểu tại buổi `."""
    goes_on: re.Pattern[str]
    announces: re.Pattern[str]
    """Right before the name of a session of its own number: `thông báo kết quả `."""
    reports: re.Pattern[str]
    reported_after: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"events.{name}")

    verbs = alternation(words("verbs"))
    return _Words(
        nouns=Cues(phrases(words("nouns")).pattern, words("nouns")),
        weak=lowered(words("weak")),
        bare=lowered(words("bare")),
        stops=lowered(words("name_stops")),
        attending=lowered(words("attend")),
        echoes=tuple(f"{lead} {kind}" for lead in words("echoes") for kind in _KINDS),
        goes_on=re.compile(rf"{SPACE}{alternation(words('name_goes_on'))}(?!\w)"),
        announces=re.compile(rf"(?<!\w){alternation(words('announces'))}{SPACE}$"),
        reports=re.compile(rf"(?<!\w){verbs}(?!\w)"),
        reported_after=re.compile(rf"{SPACE}(?:(?:đã|sẽ|chính thức|vừa|được){SPACE}){{0,2}}{verbs}(?!\w)"),
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
    days = Located((date.evidence, None) for date in dates if date.rule in DAYS)
    candidates = _candidates(reading, days, words)
    _count_echoes(reading, candidates, words)
    main = max(
        candidates,
        key=lambda candidate: (candidate.score, candidate.echoes, -candidate.span.start),
        default=None,
    )
    if main is None or main.score < _ENOUGH or not (main.reported or main.sentence.kind == "title"):
        main = _unnamed(reading, days, words)
        candidates = []
    if main is None:
        return ()
    same = [main, *(c for c in candidates if c is not main and _same_event(reading.text, main, c))][:_FORMS]
    named = max(same, key=lambda candidate: _name_rank(reading.text, candidate))
    told = Told(
        tuple(dict.fromkeys(candidate.sentence for candidate in same)),
        tuple(candidate.span for candidate in same),
    )
    held = held_in(told, reading, main.noun, lexicon)
    event = Event(
        name=" ".join(named.span.of(reading.text).split()),
        evidence=named.span,
        rule="event.reported",
        confidence="high" if main.reported and main.score >= _CERTAIN else "medium",
        date=day_of(told, held, reading.text, dates, lexicon),
        place=place_of(told, held, reading.text, names, lexicon),
        organisers=organisers_of(told, reading.text, names, lexicon),
        chair=chair_of(reading, names, lexicon),
        attendance=attendance_of(told, reading.text, figures, lexicon),
    )
    return (event,)


_FORMS = 12
"""Forms of one event looked at, in order of the text."""

_ENOUGH = 4
"""Points that make a named event the one reported; found by reading the events of 260 articles."""


_OPENING = 3
"""Sentences among which an event without a name of its own is first told."""

_KINDS = ("", "buổi ", "cuộc ", "phiên ")
"""What may stand before an event's noun in its short form."""

_ANNOUNCED = 40
"""Characters before a name in which its announcement stands."""

_CERTAIN = 8
"""Points from which the event is told with high confidence."""


def _candidates(reading: Reading, days: Located[None], words: _Words) -> list[_Candidate]:
    found: list[_Candidate] = []
    for match in words.nouns.find(reading.tokens):
        index = reading.sentence_index(match.start())
        if index is None or (found and found[-1].span.stop > match.start()):
            continue
        sentence = reading.sentences[index]
        span = _name(reading.text, match, sentence, words)
        noun = " ".join(match.group().lower().split())
        if not _is_named(reading.text[match.end() : span.stop], noun, words):
            continue
        score, reported = _score(reading.text, index, sentence, match, span, noun, words)
        score += 1 if next(days.inside(*sentence.span), None) else 0
        found.append(_Candidate(span, sentence, noun, score, reported))
    return found


def _unnamed(reading: Reading, days: Located[None], words: _Words) -> _Candidate | None:
    """Talks or a session without a name of their own, dated in the opening and echoed later: `hội đàm`."""
    told = (sentence for sentence in reading.sentences if sentence.kind in ("lead", "body"))
    opening = list(islice(told, _OPENING))
    for match in words.nouns.find(reading.tokens):
        noun = " ".join(match.group().lower().split())
        sentence = reading.sentence_at(match.start())
        if sentence is not None and opening and sentence.span.start > opening[-1].span.start:
            return None
        if noun in words.bare and sentence in opening and next(days.inside(*sentence.span), None):
            candidate = _Candidate(Span(*match.span()), sentence, noun, 0, reported=True)
            _count_echoes(reading, [candidate], words)
            if candidate.echoes > 1:
                return candidate
    return None


def _is_named(rest: str, noun: str, words: _Words) -> bool:
    """True where the words behind the noun make it a name: `hội nghị`, `lễ hội năm 2016` are none.

    A name has a capital or a figure in it, or is long; one of a weak noun is longer.
    """
    parts = rest.split()
    if len(parts) < (3 if noun in words.weak else 2) or parts[0].lower() == "năm":
        return False
    return len(parts) > 2 or any(not part.islower() for part in parts)


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
    low = max(sentence.span.start, match.start() - _ANNOUNCED)
    reported = (
        verb is not None
        or words.announces.search(text, low, match.start()) is not None
        or words.reported_after.match(text, span.stop, sentence.span.stop) is not None
    )
    return score + (1 if attended else 3 if reported else 0), reported


def _verb_before(text: str, low: int, place: int, words: _Words) -> str | None:
    """The verb that reports what begins at `place`: `tổ chức`, `khai mạc`, `dự`."""
    last = None
    for last in words.reports.finditer(text, low, place):  # noqa: B007
        pass
    return last.group().lower() if last and place - last.end() <= 12 else None


def _count_echoes(reading: Reading, candidates: list[_Candidate], words: _Words) -> None:
    """`Tại hội nghị`, `Phát biểu tại hội nghị`: short forms later in the text speak for the event."""
    text = reading.text.lower() if candidates else ""
    echoes_by_head: dict[str, int] = {}
    for candidate in candidates:
        head = " ".join(candidate.noun.split()[:2])
        if head not in echoes_by_head:
            echoes_by_head[head] = _echoes(text, head, words)
        candidate.echoes = echoes_by_head[head]
        candidate.score += min(3, candidate.echoes)
        candidate.reported = candidate.reported or candidate.echoes > 1


def _echoes(text: str, head: str, words: _Words) -> int:
    """How often `head` stands behind words that lead to it; `phát biểu tại` counts once more than `tại`."""
    count, place = 0, text.find(head)
    while place >= 0:
        if text.endswith(words.echoes, 0, place):
            count += sum(text.endswith(lead, 0, place) for lead in words.echoes)
        place = text.find(head, place + 1)
    return count


def _name(text: str, match: re.Match[str], sentence: Sentence, words: _Words) -> Span:
    """From the noun to the first word that cannot belong to the name."""
    stop, count = match.end(), 0
    while count < MAX_NAME:
        if text[stop : stop + 1] == ",":
            if words.goes_on.match(text, stop + 1) is None:
                break
            stop += 1
        quote = _QUOTED.match(text, stop)
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
    if word.group(1)[0].isupper():
        return False  # Bằng khen, Trong in a name
    for _ in range(2):
        if phrase in words.stops:
            return True
        following = _WORD.match(text, word.end())
        if following is None:
            return False
        word, phrase = following, f"{phrase} {following.group(1).lower()}"
    return phrase in words.stops


def _same_event(text: str, main: _Candidate, other: _Candidate) -> bool:
    a, b = (set(match_key(c.span.of(text)).split()) for c in (main, other))
    return len(a & b) >= 0.75 * min(len(a), len(b)) and min(len(a), len(b)) >= 3


def _name_rank(text: str, candidate: _Candidate) -> tuple[int, int]:
    """The fullest natural form: with a year, then longer; forms in running text before headlines."""
    name = candidate.span.of(text)
    has_year = bool(_YEAR.search(name))
    return (has_year and candidate.sentence.kind != "title") + has_year, len(name)
