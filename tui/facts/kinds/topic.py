"""Topics: the titles of lectures and themes."""

from __future__ import annotations

import re

from tui.facts.reading import Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Topic
from tui.model.span import Span
from tui.text.wordlist import SPACE

MAX_LIST = 3000
"""Characters of a list of titles at most."""

_CUE = re.compile(
    rf"(?<!\w)(?:[Cc]huyên đề|[Cc]hủ đề|[Đđ]ề tài|[Tt]ham luận)(?:{SPACE}(?:gồm|là|về|chính|như|sau|với|quan trọng|bao gồm|sau đây)){{0,3}}"
    rf"{SPACE}?(?P<colon>:)?{SPACE}?(?=(?P<quote>[“\"«‘'])|(?P<capital>[^\W\d_]))"
)
_QUOTED = re.compile(r"[“\"«‘'](?P<title>[^“”\"«»‘’\n]{3,300})[”\"»’'“]")
_BETWEEN = re.compile(rf"{SPACE}?(?:[;,]|và|[;,]{SPACE}?và|cùng với){SPACE}?(?=[“\"«‘'])")


def find(reading: Reading, lexicon: Lexicon) -> tuple[Topic, ...]:
    """Titles of lectures and themes, each once, in order: quoted ones, or a list after a colon."""
    del lexicon
    text = reading.text
    found: dict[str, Topic] = {}
    done = 0
    for match in _CUE.finditer(text):
        if match.start() < done:
            continue
        sentence = reading.sentence_at(match.start())
        if sentence is None or sentence.kind == "meta":
            continue
        stop = reading.article.paragraphs[sentence.paragraph].span.stop
        if match["quote"]:
            spans = _quoted(text, match.end(), min(stop, len(text)))
            rule = "topic.quoted"
        elif match["colon"]:
            spans = _listed(text, match.end(), min(sentence.span.stop, match.end() + MAX_LIST))
            rule = "topic.listed"
        else:
            continue
        for span in spans:
            done = span.stop
            found.setdefault(span.of(text).casefold(), Topic(span.of(text), span, rule))
    return tuple(found.values())


def _quoted(text: str, place: int, stop: int) -> list[Span]:
    spans: list[Span] = []
    while len(spans) < 20:
        match = _QUOTED.match(text, place, stop)
        if match is None:
            break
        spans.append(_trimmed(text, *match.span("title")))
        between = _BETWEEN.match(text, match.end(), stop)
        if between is None:
            break
        place = between.end()
    return spans


def _listed(text: str, start: int, stop: int) -> list[Span]:
    """Titles without quotes: one between two semicolons; each begins with a capital."""
    spans = []
    for part in re.finditer(r"[^;\n]+", text[start:stop]):
        span = _trimmed(text, start + part.start(), start + part.end())
        if span.length >= 8 and text[span.start].isupper():
            spans.append(span)
    return spans


def _trimmed(text: str, start: int, stop: int) -> Span:
    while start < stop and (text[start].isspace() or text[start] in "-–"):
        start += 1
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ".,;:"):
        stop -= 1
    return Span(start, stop)
