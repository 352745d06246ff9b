"""Topics: the titles of lectures and themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tui.facts.cues import Cues
from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Topic
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation

MAX_LIST = 3000
"""Characters of a list of titles at most."""

SHORTEST = 8
"""Characters of a title without quotation marks at least."""

_QUOTED = re.compile(r"[“\"«‘'](?P<title>[^“”\"«»‘’\n]{3,300})[”\"»’'“]")
_BETWEEN = re.compile(rf"{SPACE}?(?:[;,]|và|[;,]{SPACE}?và|cùng với){SPACE}?(?=[“\"«‘'])")


@cache
def _cue(lexicon: Lexicon) -> Cues:
    nouns, links = (alternation(lexicon.words(f"events.{name}")) for name in ("lectures", "lecture_links"))
    return Cues(
        rf"(?<!\w){nouns}(?:{SPACE}{links}){{0,3}}{SPACE}?(?P<colon>:)?{SPACE}?(?=(?P<quote>[“\"«‘'])|[^\W\d_])",
        lexicon.words("events.lectures"),
    )


def find(reading: Reading, lexicon: Lexicon) -> tuple[Topic, ...]:
    """Titles of lectures and themes, each once, in order: quoted ones, or a list after a colon."""
    text = reading.text
    found: dict[str, Topic] = {}
    done = 0
    for match in _cue(lexicon).find(reading.tokens):
        sentence = reading.sentence_at(match.start())
        if match.start() < done or sentence is None or sentence.kind == "meta":
            continue
        rule, spans = "topic.quoted", _quoted(text, match.end())
        if not match["quote"]:
            stop = min(sentence.span.stop, match.end() + MAX_LIST) if match["colon"] else match.end()
            rule, spans = "topic.listed", _listed(text, match.end(), stop)
        for span in spans:
            done = span.stop
            found.setdefault(span.of(text).casefold(), Topic(span.of(text), span, rule))
    return tuple(found.values())


def _quoted(text: str, place: int) -> Iterator[Span]:
    """Titles in quotation marks, one behind the other: `“A”; “B” và “C”`."""
    match = _QUOTED.match(text, place)
    while match:
        yield _trimmed(text, *match.span("title"))
        between = _BETWEEN.match(text, match.end())
        match = _QUOTED.match(text, between.end()) if between else None


def _listed(text: str, start: int, stop: int) -> Iterator[Span]:
    """Titles without quotation marks, between semicolons; each begins with a capital."""
    for part in re.finditer(r"[^;\n]+", text[start:stop]):
        span = _trimmed(text, start + part.start(), start + part.end())
        if span.length >= SHORTEST and text[span.start].isupper():
            yield span


def _trimmed(text: str, start: int, stop: int) -> Span:
    while start < stop and (text[start].isspace() or text[start] in "-–"):
        start += 1
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ".,;:"):
        stop -= 1
    return Span(start, stop)
