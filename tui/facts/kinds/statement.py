"""Statements: who said what, in quotation marks, reported, or as a directive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tui.facts.context import Before, lowered
from tui.facts.reading import Names, Reading, Sentence
from tui.facts.speakers import Speaker, Speakers
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, Statement
from tui.model.span import Span
from tui.text.wordlist import SPACE, alternation, phrases

MAX_CONTINUED = 6
"""Later sentences of one speech at most: beyond, the newspaper has usually taken over."""

_OPEN, _CLOSE = "“\"«‘'", "”\"»’'"
_QUOTE = re.compile(r"“[^“”\n]{1,1500}[”\"]|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»")
_LEAD_IN = re.compile(
    rf"(?:{SPACE}thêm|{SPACE}rõ)?(?:,?{SPACE}rằng(?!\w)|{SPACE}là(?=:)|{SPACE}?:|,)?[ \u00a0]{{0,4}}[:,]?[ \u00a0]{{0,4}}"
)
_MARKED = re.compile(rf"(?:{SPACE}thêm|{SPACE}rõ)?(?:,?{SPACE}rằng(?!\w)|{SPACE}?:|,(?!\d)|{SPACE}?[“\"«])")
_AFTER_QUOTE = re.compile(r"[ \u00a0]?[,.…]?[ \u00a0]{0,2}[-–—]?[ \u00a0]{0,2}(?=\w)")


@dataclass(frozen=True)
class _Words:
    verbs: re.Pattern[str]
    request: frozenset[str]
    weak: frozenset[str]
    not_before_verb: frozenset[str]
    according: re.Pattern[str]
    not_according: re.Pattern[str]
    openers: re.Pattern[str]
    goes_on: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    words = lexicon.words
    verbs = [*words("speech.say"), *words("speech.assert"), *words("speech.request")]
    return _Words(
        verbs=phrases(verbs),
        request=lowered(words("speech.request")),
        weak=lowered(words("speech.weak")),
        not_before_verb=lowered(words("speech.not_before_verb")),
        according=re.compile(rf"{alternation(words('speech.according'))}{SPACE}"),
        not_according=re.compile(rf"{alternation(words('speech.not_according'))}(?!\w)"),
        openers=re.compile(rf"{alternation(words('speech.openers'))}(?!\w)"),
        goes_on=re.compile(rf"{alternation(words('speech.continue_with'))}(?!\w)"),
        ends=re.compile(rf"{alternation(words('speech.end_with'))}(?!\w)"),
    )


def find(reading: Reading, lexicon: Lexicon, names: Names) -> tuple[Statement, ...]:
    """Every reported statement of the body, in order, later sentences of one speech included."""
    return tuple(_Finder(reading, lexicon, names).statements())


class _Finder:
    def __init__(self, reading: Reading, lexicon: Lexicon, names: Names) -> None:
        self.reading = reading
        self.text = reading.text
        self.words = _words(lexicon)
        self.speakers = Speakers(reading, lexicon, names)
        self._speech: Statement | None = None
        """The statement whose speech may go on."""
        self._continued = 0
        self._paragraph = -1

    def statements(self) -> Iterator[Statement]:
        done = 0
        for sentence in self.reading.sentences:
            if sentence.kind not in ("body", "lead"):
                continue
            if sentence.span.start < done:
                continue
            found = list(self._in_sentence(sentence))
            if found:
                self._speech, self._continued = found[-1], 0
                done = max(statement.evidence.stop for statement in found)
            else:
                later = self._later(sentence)
                if later is not None:
                    found = [later]
                    self._continued += 1
                else:
                    self._speech = None
            self._paragraph = sentence.paragraph
            yield from found

    # ------------------------------------------------------------ one sentence

    def _in_sentence(self, sentence: Sentence) -> Iterator[Statement]:
        start, stop = sentence.span
        according = self._according(sentence)
        if according is not None:
            yield according
            return
        quotes = [Span(*match.span()) for match in _QUOTE.finditer(self.text, start, stop)]
        after = self._after_quote(sentence, quotes)
        if after is not None:
            yield after
            return
        low = start
        pending: Statement | None = None
        for match in self.words.verbs.finditer(self.text, start, stop):
            if match.start() < low or any(quote.start < match.start() < quote.stop for quote in quotes):
                continue
            statement = self._from_verb(match, low, sentence)
            if statement is None:
                continue
            if pending is not None:
                yield pending
            pending = statement
            following = self.text.find(";", statement.evidence.start, stop)
            if following < 0 or statement.kind == "direct":
                break
            low = following + 1
            rest = self._from_rest(low, stop)
            if rest is None:
                break
            pending = _shortened(self.text, statement, following)
        if pending is not None:
            yield pending

    def _from_rest(self, low: int, stop: int) -> re.Match[str] | None:
        """The verb of a second speaker after a semicolon, or None if the first speaker goes on."""
        for match in self.words.verbs.finditer(self.text, low, min(stop, low + 160)):
            speaker = self.speakers.before(match.start(), low)
            if speaker is not None and self.text[low : speaker.start].strip() == "":
                return match
            return None
        return None

    def _from_verb(self, match: re.Match[str], low: int, sentence: Sentence) -> Statement | None:
        verb = " ".join(match.group().split())
        key = verb.lower()
        before = Before(self.text, match.start())
        if before.words and before.words[0] in self.words.not_before_verb:
            return None
        if key in self.words.weak and not self._asks_for_content(match.end(), sentence, key):
            return None
        speaker = self.speakers.before(match.start(), low)
        rule = "statement.verb"
        if speaker is None:
            speaker = self._subjectless(match, sentence)
            rule = "statement.subjectless"
        if speaker is None:
            return None
        lead = _LEAD_IN.match(self.text, match.end())
        content = lead.end() if lead else match.end()
        return self._statement(speaker, verb, content, sentence.span.stop, rule)

    def _asks_for_content(self, place: int, sentence: Sentence, verb: str) -> bool:
        """Weak verbs report speech where a mark follows, or where the sentence opens as a speech."""
        if _MARKED.match(self.text, place):
            return True
        return bool(self.words.openers.match(self.text, sentence.span.start)) and (
            verb not in ("phát biểu", "trao đổi", "trả lời", "nói", "chia sẻ", "kể")
        )

    def _subjectless(self, match: re.Match[str], sentence: Sentence) -> Speaker | None:
        """`Đồng thời, yêu cầu …`: the last speaker goes on."""
        lead = self.text[sentence.span.start : match.start()].strip(" ,\u00a0").lower()
        latest = self.speakers.latest
        if latest is None or self._speech is None or not self.words.goes_on.fullmatch(lead):
            return None
        return Speaker(latest.name, latest.key, sentence.span.start, "medium")

    def _according(self, sentence: Sentence) -> Statement | None:
        """`Theo ông A, …`: everything after the comma."""
        start, stop = sentence.span
        match = self.words.according.match(self.text, start)
        if match is None or self.words.not_according.match(self.text, match.end()):
            return None
        comma = self._subject_stop(match.end(), min(stop, match.end() + 220))
        if comma is None:
            return None
        speaker = self.speakers.starting_at(match.end(), comma)
        if speaker is None or speaker.start - match.end() > 80:
            return None
        content = comma + 1
        while content < stop and self.text[content] in " \u00a0":
            content += 1
        if content >= stop or not self.text[match.end() : comma].strip():
            return None
        return self._statement(speaker, self.text[start : start + 4], content, stop, "statement.according")

    def _subject_stop(self, start: int, stop: int) -> int | None:
        """The comma that ends the source named after `theo`: the last before the words of a clause."""
        comma = self.text.find(",", start, stop)
        best, source = None, None
        while comma >= 0:
            speaker = self.speakers.starting_at(start, comma)
            if speaker is None or (source is not None and speaker.name != source):
                break
            best, source = comma, speaker.name
            following = self.text[comma + 1 : comma + 4].strip()
            if not following[:1].isupper():
                break
            comma = self.text.find(",", comma + 1, stop)
        return best

    def _after_quote(self, sentence: Sentence, quotes: list[Span]) -> Statement | None:
        """`"…", bà B nói.`: the words in quotation marks."""
        for quote in quotes:
            if quote.length < 12 or quote.start - sentence.span.start > 3:
                continue
            lead = _AFTER_QUOTE.match(self.text, quote.stop, sentence.span.stop)
            if lead is None:
                continue
            match = self.words.verbs.search(self.text, lead.end(), min(sentence.span.stop, lead.end() + 200))
            if match is None:
                continue
            speaker = self.speakers.before(match.start(), lead.end())
            if speaker is None or speaker.start - lead.end() > 60:
                continue
            verb = " ".join(match.group().split())
            return self._statement(speaker, verb, quote.start, quote.stop, "statement.quoted")
        return None

    # ------------------------------------------------------------ putting together

    def _statement(
        self, speaker: Speaker, verb: str | None, start: int, stop: int, rule: str
    ) -> Statement | None:
        kind: Literal["direct", "indirect", "directive"] = "indirect"
        if verb is not None and verb.lower() in self.words.request:
            kind = "directive"
        if self.text[start : start + 1] in tuple('“"«'):
            closed = self._closing(start, stop)
            if closed is not None:
                start, stop, kind = start + 1, closed, "direct"
        span = _trimmed(self.text, start, stop)
        if span.length < 8 or not any(character.isalpha() for character in span.of(self.text)):
            return None
        self.speakers.latest = speaker
        return Statement(
            speaker.name, speaker.key, verb, span.of(self.text), kind, span, rule, speaker.confidence
        )

    def _closing(self, start: int, stop: int) -> int | None:
        """Where the quotation opened at `start` closes, in this sentence or later in its paragraph."""
        sentence = self.reading.sentence_at(start)
        if sentence is None:
            return None
        end = min(self.reading.article.paragraphs[sentence.paragraph].span.stop, start + 3000)
        closes = {"“": '”"', '"': '"”', "«": "»"}[self.text[start]]
        places = [place for place in (self.text.find(mark, start + 1, end) for mark in closes) if place > 0]
        if not places:
            return None
        close = min(places)
        # a quotation that is only the first words of the content leaves the rest reported
        return close if close >= stop - 4 or self.text[close - 1] in ".!?…" or close - start > 60 else None

    # ------------------------------------------------------------ speeches that go on

    def _later(self, sentence: Sentence) -> Statement | None:
        """A sentence without its own verb of saying, as a later sentence of the speech before it."""
        speech, text = self._speech, self.text
        if speech is None or self._continued >= MAX_CONTINUED:
            return None
        start, stop = sentence.span
        if self.words.ends.match(text, start) or text[start] in '“"«':
            return None
        goes_on = self.words.goes_on.match(text, start)
        listed = speech.text.endswith((":", "như", "sau"))
        if sentence.paragraph != self._paragraph and not (goes_on or listed):
            return None
        if speech.kind == "direct" and not goes_on:
            return None
        if not goes_on and self._another_actor(sentence, speech):
            return None
        span = _trimmed(text, start, stop)
        if span.length < 20:
            return None
        confidence: Confidence = "medium" if sentence.paragraph == self._paragraph else "low"
        kind: Literal["direct", "indirect", "directive"] = (
            "indirect" if speech.kind == "direct" else speech.kind
        )
        return Statement(
            speech.speaker,
            speech.speaker_key,
            None,
            span.of(text),
            kind,
            span,
            "statement.later",
            confidence,
            True,
        )

    def _another_actor(self, sentence: Sentence, speech: Statement) -> bool:
        """True when the sentence begins with a person other than the speaker."""
        start = sentence.span.start
        return any(
            person.key != speech.speaker_key
            and any(start <= span.start <= start + 40 for span in person.mentions)
            for person in self.speakers.names.people
        )


def _shortened(text: str, statement: Statement, stop: int) -> Statement:
    span = _trimmed(text, statement.evidence.start, stop)
    return Statement(
        statement.speaker, statement.speaker_key, statement.verb, span.of(text), statement.kind, span,
        statement.rule, statement.confidence,
    )  # fmt: skip


def _trimmed(text: str, start: int, stop: int) -> Span:
    while start < stop and text[start] in " \u00a0,:-–":
        start += 1
    while stop > start and text[stop - 1] in " \u00a0,;.:/":
        stop -= 1
        if text[stop : stop + 1] == "." and text[stop - 2 : stop] == "..":
            stop += 1
            break
    return Span(start, stop)
