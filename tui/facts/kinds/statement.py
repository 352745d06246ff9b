"""Statements: who said what, in quotation marks, reported, or as a directive."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from tui.facts.context import Before
from tui.facts.located import Located, people_in
from tui.facts.reading import Names, Reading, Sentence
from tui.facts.speakers import Speaker, Speakers
from tui.facts.speech_words import statement_words
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, Statement
from tui.model.span import Span
from tui.text.wordlist import SPACE

MAX_CONTENT = 4000
"""Characters of one statement at most."""

MAX_CONTINUED = 6
"""Later sentences of one speech at most: beyond, the newspaper has usually taken over."""

SHORTEST = 8
"""Characters of a statement at least; less is a scrap of one."""

FEWEST_WORDS = 3
"""Words behind a verb that make a statement of its own."""

_JOINED = re.compile(r"(?:[,;]|,?[ \u00a0](?:và|đồng thời|song|nhưng))$")
_OPENING = '“"«'
_QUOTE = re.compile(r"“[^“”\n]{1,1500}[”\"]|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»")
_CLOSES = {"“": "”\"", "\"": "\"”", "«": "»"}  # fmt: skip
_MARKS = re.compile(r"[“”\"«»]")
_MORE = rf"(?:{SPACE}thêm|{SPACE}rõ)?"
_COLON = re.compile(r"[ \u00a0]?:[ \u00a0]{0,3}[“\"«]")
_LEAD_IN = re.compile(
    rf"{_MORE}(?:,?{SPACE}rằng(?!\w)|{SPACE}là(?!\w)|{SPACE}?:|,)?[ \u00a0]{{0,4}}[:,]?[ \u00a0]{{0,4}}"
)
_MARKED = re.compile(rf"{_MORE}(?:,?{SPACE}rằng(?!\w)|{SPACE}?:|,(?!\d)|{SPACE}?[“\"«])")
_TAIL = 160
"""Characters of the words that say at the end of a sentence who said it, at most."""
_NEAR = 300
"""Characters beside a verb in which it shows whether it reports speech."""
_SAID_LAST = re.compile(
    r"(?:thêm)?(?: (?:với|trên|trong|tại|hôm|ngày|vào|sáng|chiều|tối)(?: [\w/.-]{1,20}){1,6})?[.!?…]{0,3}"
)
_AFTER_QUOTE = re.compile(r"[ \u00a0]?[,.…]?[ \u00a0]{0,2}[-–—]?[ \u00a0]{0,2}(?=\w)")

Said = Literal["direct", "indirect", "directive"]


def find(reading: Reading, lexicon: Lexicon, names: Names) -> tuple[Statement, ...]:
    """Every reported statement of the body, in order, later sentences of one speech included."""
    return tuple(_Finder(reading, lexicon, names).statements())


class _Finder:
    def __init__(self, reading: Reading, lexicon: Lexicon, names: Names) -> None:
        self.reading = reading
        self.text = reading.text
        self.words = statement_words(lexicon)
        self.speakers = Speakers(reading, lexicon, names)
        self._people = people_in(names)
        self._verbs = Located((Span(*match.span()), match) for match in self.words.verbs.find(reading.tokens))
        self._persons = frozenset(person.key for person in names.people)
        self._bodies = Located((span, body.key) for body in names.organisations for span in body.mentions)
        self._speech: Statement | None = None
        """The statement whose speech may go on."""
        self._announced = False
        """True after a colon that ends a sentence: what follows is what was said."""
        self._continued = 0
        self._paragraph = -1
        self._verb_end = 0
        """Where the verb behind the last quotation ends."""

    def statements(self) -> Iterator[Statement]:
        done = 0
        for sentence in self.reading.sentences:
            if sentence.kind not in ("body", "lead") or sentence.span.start < done:
                continue
            found = list(self._in_sentence(sentence))
            if found:
                self._speech, self._continued = found[-1], 0
            else:
                later = self._later(sentence)
                self._speech = self._speech if later else None
                self._continued += 1
                found = [later] if later else []
            if found:
                done = found[-1].evidence.stop
            self._announced = self.text[sentence.span.stop - 1] == ":"
            self._paragraph = sentence.paragraph
            yield from found

    # ------------------------------------------------------------ one sentence

    def _in_sentence(self, sentence: Sentence) -> Iterator[Statement]:
        whole = self._according(sentence) or self._after_quote(sentence) or self._headed(sentence)
        if whole is not None:
            yield whole
            yield from self._behind_quotation(whole, sentence)
            return
        verbs = self._spoken_verbs(sentence)
        found = False
        for statement in self._by_verbs(sentence, verbs):
            found = True
            yield statement
        behind = None if found else self._behind(sentence, verbs) or self._announced_by_colon(sentence)
        if behind is not None:
            yield behind

    def _behind_quotation(self, quoted: Statement, sentence: Sentence) -> Iterator[Statement]:
        """`“…”, bà B nói, thêm rằng …`: what the same speaker adds behind the quotation."""
        if quoted.rule != "statement.quoted":
            return
        paragraph = self.reading.article.paragraphs[sentence.paragraph].span
        last = self.reading.sentence_at(quoted.evidence.stop + 1) or sentence
        stop = min(last.span.stop, paragraph.stop)
        for _span, match in self._verbs.inside(quoted.evidence.stop, stop):
            place = self.speakers.without_adverbs(match.start(), quoted.evidence.stop)
            if _JOINED.search(self.text, max(0, place - 16), place) is None:
                continue
            speaker, low = self.speakers.latest, self._verb_end
            if speaker is None or match.start() <= low or self._is_noun(match):
                continue
            lead = _LEAD_IN.match(self.text, match.end())
            if lead is not None and self.text.count(" ", lead.end(), stop) >= FEWEST_WORDS:
                verb = " ".join(match.group().split())
                found = self._statement(speaker, verb, lead.end(), stop, "statement.second-verb")
                if found is not None:
                    yield found
                return

    def _announced_by_colon(self, sentence: Sentence) -> Statement | None:
        """`Chị A chưa hết bàng hoàng: “…”`: who the clause before the colon is about."""
        start, stop = sentence.span
        if self.text.find(":", start, stop) < 0:
            return None
        colon = _COLON.search(self.text, start, stop)
        if colon is None or self.text.count(" ", colon.end(), stop) < FEWEST_WORDS:
            return None
        speaker = self.speakers.leading(colon.start(), start, marked=True)
        if speaker is None:
            return None
        return self._statement(speaker, None, colon.end() - 1, stop, "statement.headed")

    def _spoken_verbs(self, sentence: Sentence) -> list[re.Match[str]]:
        """The verbs of saying in a sentence, without those in quotation marks that close in it."""
        verbs = [match for _span, match in self._verbs.inside(*sentence.span)]
        if not verbs or _MARKS.search(self.text, *sentence.span) is None:
            return verbs
        quotes = Located((Span(*match.span()), None) for match in _QUOTE.finditer(self.text, *sentence.span))
        return [match for match in verbs if not self._is_quoted(match.start(), quotes)]

    def _by_verbs(self, sentence: Sentence, verbs: list[re.Match[str]]) -> Iterator[Statement]:
        """`X cho biết …`; after a semicolon a second speaker may follow."""
        low, stop = sentence.span
        for match in verbs:
            if match.start() < low:
                continue
            body = self._bodies.starting_before(match.start())
            if body is not None and match.start() < body.stop:
                continue  # Trung tâm Dự báo Khí tượng
            statement = self._from_verb(match, low, sentence)
            if statement is None:
                continue
            semicolon = self.text.find(";", statement.evidence.start, statement.evidence.stop)
            if semicolon < 0 or not self._speaks_next(semicolon + 1, stop):
                yield from self._by_second_verbs(statement, sentence, verbs)
                return
            span = _trimmed(self.text, statement.evidence.start, semicolon)
            yield replace(statement, evidence=span, text=span.of(self.text))
            low = semicolon + 1

    def _by_second_verbs(
        self, statement: Statement, sentence: Sentence, verbs: list[re.Match[str]]
    ) -> Iterator[Statement]:
        """`bày tỏ vui mừng …, cho rằng …, đồng thời đề nghị …`: one statement each."""
        start, stop = statement.evidence
        if statement.kind == "direct":
            yield statement
            return
        for index in range(bisect_left(verbs, start, key=_start_of), len(verbs)):
            match = verbs[index]
            if match.start() >= stop:
                break
            place = self.speakers.without_adverbs(match.start(), start)
            joint = _JOINED.search(self.text, max(start, place - 16), place)
            if joint is None or self._is_noun(match):
                continue
            if joint.group() == ";" and "đồng thời" not in self.text[place : match.start()]:
                continue
            verb = " ".join(match.group().split())
            if verb.lower() in self.words.weak and not self._has_content(match.end(), sentence, verb.lower()):
                continue
            lead = _LEAD_IN.match(self.text, match.end())
            if lead is None or self.text.count(" ", lead.end(), stop) < FEWEST_WORDS:
                continue
            first = _trimmed(self.text, start, joint.start())
            speaker = Speaker(statement.speaker, statement.speaker_key, start, statement.confidence)
            second = self._statement(speaker, verb, lead.end(), stop, "statement.second-verb")
            if second is None or first.length < SHORTEST:
                continue
            yield replace(statement, evidence=first, text=first.of(self.text))
            confidence: Confidence = "low" if statement.confidence == "low" else "medium"
            yield from self._by_second_verbs(replace(second, confidence=confidence), sentence, verbs)
            return
        yield statement

    def _is_quoted(self, place: int, quotes: Located[None]) -> bool:
        """True inside quotation marks that close in the same sentence."""
        quote = quotes.starting_before(place)
        return quote is not None and place < quote.stop

    def _speaks_next(self, low: int, stop: int) -> bool:
        """True when a second speaker begins at `low`, with a verb of saying of its own."""
        verb = next(self._verbs.inside(low, min(stop, low + 160)), None)
        speaker = self.speakers.before(verb[0].start, low) if verb else None
        return speaker is not None and not self.text[low : speaker.start].strip()

    def _from_verb(self, match: re.Match[str], low: int, sentence: Sentence) -> Statement | None:
        verb = " ".join(match.group().split())
        if self._is_noun(match):
            return None
        if verb.lower() in self.words.weak and not self._has_content(match.end(), sentence, verb.lower()):
            return None
        speaker, rule = self.speakers.before(match.start(), low), "statement.verb"
        if speaker is None:
            marked = _MARKED.match(self.text, match.end()) is not None
            speaker = self.speakers.leading(match.start(), low, marked=marked)
        if speaker is None and self._can_only_say(match):
            speaker = self.speakers.anyone(match.start(), low)
        if speaker is None:
            speaker, rule = self._subjectless(match, sentence), "statement.subjectless"
        lead = _LEAD_IN.match(self.text, match.end())
        if speaker is None or lead is None:
            return None
        return self._statement(speaker, verb, lead.end(), sentence.span.stop, rule)

    def _is_noun(self, match: re.Match[str]) -> bool:
        """True for `sự đánh giá`, `đánh giá của`, `nhà phân tích`, and for compounds: `nói chung`."""
        if self.text.startswith(" của ", match.end()):
            return True
        before = Before(self.text, match.start())
        if before.words and not before.mark and match.group()[0].isupper():
            return True  # Trưởng Ban Chỉ đạo
        start = before.longest(self.words.not_before_verb)
        if start is not None:
            return self.text[start].islower()  # bà Thư, Trung Bộ
        if self.text[max(0, match.start() - 24) : match.end()].lower().endswith(self.words.occupations):
            return True
        return self.words.other_sense.match(self.text, match.start()) is not None

    def _can_only_say(self, match: re.Match[str]) -> bool:
        """True for `cho biết`, and where a colon and a quotation follow."""
        marked = _MARKED.match(self.text, match.end())
        quoted = marked is not None and marked.group()[-1] in _OPENING
        return quoted or match.group().lower() in self.words.only_say

    def _has_content(self, place: int, sentence: Sentence, verb: str) -> bool:
        """Weak verbs report speech where a mark follows, or where the sentence opens as a speech."""
        marked = _MARKED.match(self.text, place)
        if marked is None:
            names = self.text[place + 1 : place + 2].isupper() and verb not in self.words.bare
            if names or self.words.clauses.match(self.text, place) or verb in self.words.noun_taking:
                return self._goes_on(FEWEST_WORDS, place, sentence.span.stop)
            return verb not in self.words.bare and bool(
                self.words.openers.match(self.text, sentence.span.start)
            )
        # `đánh giá, phê chuẩn` lists verbs: a comma needs a clause behind it
        return marked.group() != "," or self._goes_on(4, marked.end(), sentence.span.stop)

    def _goes_on(self, words: int, start: int, stop: int) -> bool:
        """True where more than so many `words` stand before `stop`, near enough to be counted quickly."""
        return self.text.count(" ", start, min(stop, start + _NEAR)) > words

    def _subjectless(self, match: re.Match[str], sentence: Sentence) -> Speaker | None:
        """`Đồng thời, yêu cầu …`: the last speaker goes on."""
        if match.start() - sentence.span.start > _NEAR:
            return None
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
        source = self._source(match.end(), min(stop, match.end() + 220))
        if source is None:
            return None
        speaker, comma = source
        if speaker.start - match.end() > 80:
            return None
        return self._statement(speaker, match.group().strip(), comma + 1, stop, "statement.according")

    def _source(self, start: int, stop: int) -> tuple[Speaker, int] | None:
        """(who is named after `theo`, the comma that ends the name and the offices behind it)."""
        found: tuple[Speaker, int] | None = None
        comma = self.text.find(",", start, stop)
        bracket = self.text.find("(", start, comma) if comma >= 0 else -1
        if bracket >= 0:
            comma = self.text.find(",", max(comma, self.text.find(")", bracket, stop)), stop)
        while comma >= 0:
            speaker = self.speakers.starting_at(start, self.speakers.without_adverbs(comma, start))
            if speaker is None or (found is not None and speaker.name != found[0].name):
                break
            found = speaker, comma
            if not self.text[comma + 1 : comma + 4].strip()[:1].isupper():
                break
            comma = self.text.find(",", comma + 1, stop)
        return found

    def _after_quote(self, sentence: Sentence) -> Statement | None:
        """`"…", bà B nói.`: the words in quotation marks, be they several sentences."""
        start = sentence.span.start
        if self.text[start] not in _OPENING:
            return None
        paragraph = self.reading.article.paragraphs[sentence.paragraph].span
        end = min(paragraph.stop, start + MAX_CONTENT)
        close = self._matching_mark(start, end)
        lead = _AFTER_QUOTE.match(self.text, close + 1, end) if close is not None else None
        if close is None or lead is None or close - start < SHORTEST:
            return None
        for _span, match in self._verbs.inside(lead.end(), min(end, lead.end() + 200)):
            if self._is_noun(match):
                continue
            speaker = self.speakers.before(match.start(), lead.end())
            if speaker is None and lead.group().strip():
                speaker = self.speakers.anyone(match.start(), lead.end())
            if speaker is not None and speaker.start - lead.end() <= 60:
                verb = " ".join(match.group().split())
                self._verb_end = match.end()
                return self._statement(speaker, verb, start, close + 1, "statement.quoted")
        told = self.speakers.told_by(lead.end(), min(end, lead.end() + 120)) if lead.group().strip() else None
        if told is None:
            return None
        speaker, verb = told
        return self._statement(speaker, verb, start, close + 1, "statement.quoted")

    def _headed(self, sentence: Sentence) -> Statement | None:
        """`HLV Frank B.: “…”`: a name, a colon and a quotation, without a verb."""
        start, stop = sentence.span
        colon = self.text.find(":", start, min(stop, start + 100))
        lead = _LEAD_IN.match(self.text, colon) if colon > 0 else None
        if lead is None or self.text[lead.end() : lead.end() + 1] not in tuple(_OPENING):
            return None
        speaker = self.speakers.starting_at(start, colon)
        if speaker is None or speaker.key is None:
            return None
        return self._statement(speaker, None, lead.end(), stop, "statement.headed")

    def _behind(self, sentence: Sentence, verbs: list[re.Match[str]]) -> Statement | None:
        """`Đê sẽ xong trước mùa lũ, ông A cho biết.`: who says it stands last."""
        start, stop = sentence.span
        for match in verbs:
            if match.start() < stop - _TAIL or not _SAID_LAST.fullmatch(self.text, match.end(), stop):
                continue
            comma = max(self.text.rfind(", ", start, match.start()), start)
            speaker = None
            while comma > start and match.start() - comma < _TAIL and speaker is None:
                speaker = self.speakers.before(match.start(), comma + 1)
                if speaker is not None and self.text[comma + 1 : speaker.start].strip():
                    speaker = None
                if speaker is None:
                    comma = max(self.text.rfind(", ", start, comma), start)
            if speaker is not None and self.text.count(" ", start, comma) > 4:
                verb = " ".join(match.group().split())
                return self._statement(speaker, verb, start, comma, "statement.behind")
        return None

    # ------------------------------------------------------------ putting together

    def _statement(
        self, speaker: Speaker, verb: str | None, start: int, stop: int, rule: str
    ) -> Statement | None:
        """The statement whose content stands between `start` and `stop`, or None if nothing does."""
        kind: Said = "directive" if verb and verb.lower() in self.words.request else "indirect"
        while start < stop and self.text[start] in " \u00a0":
            start += 1
        if start < stop and self.text[start] in _OPENING:
            closed = self._closing(start, stop)
            if closed is not None:
                start, stop, kind = start + 1, closed, "direct"
        span = _trimmed(self.text, start, min(stop, start + MAX_CONTENT))
        self.speakers.latest = speaker
        if span.length < SHORTEST or not any(character.isalpha() for character in span.of(self.text)):
            return self._announce(speaker, verb, stop, rule)
        return Statement(
            speaker.name, speaker.key, verb, span.of(self.text), kind, span, rule, speaker.confidence
        )

    def _announce(self, speaker: Speaker, verb: str | None, stop: int, rule: str) -> Statement | None:
        """`Ông A nói:` with the quotation in the next paragraph."""
        place = stop
        while place < len(self.text) and self.text[place].isspace():
            place += 1
        if self.text[stop - 1 : stop] != ":" or self.text[place : place + 1] not in tuple(_OPENING):
            return None
        closed = self._closing(place, place)
        if closed is None:
            return None
        span = _trimmed(self.text, place + 1, min(closed, place + MAX_CONTENT))
        if span.length < SHORTEST:
            return None
        return Statement(
            speaker.name, speaker.key, verb, span.of(self.text), "direct", span, rule, speaker.confidence
        )

    def _closing(self, start: int, stop: int) -> int | None:
        """Where the quotation opened at `start` closes, in its sentence or later in its paragraph."""
        sentence = self.reading.sentence_at(start)
        if sentence is None:
            return None
        end = min(self.reading.article.paragraphs[sentence.paragraph].span.stop, start + MAX_CONTENT)
        close = self._matching_mark(start, end)
        if close is None:
            return stop
        # a quotation of a few words at the beginning leaves the rest reported
        ends = close >= stop - 4 or self.text[close - 1] in ".!?…" or close - start > 60
        return close if ends else None

    def _matching_mark(self, start: int, end: int) -> int | None:
        """The mark that closes the quotation opened at `start`; curly marks may be nested."""
        opening, closing = self.text[start], _CLOSES[self.text[start]]
        depth = 1
        for mark in _MARKS.finditer(self.text, start + 1, end):
            if mark.group() == opening and opening not in closing:
                depth += 1
            elif mark.group() in closing:
                depth -= 1
            if depth == 0:
                return mark.start()
        return None

    # ------------------------------------------------------------ speeches that go on

    def _later(self, sentence: Sentence) -> Statement | None:
        """A sentence without its own verb of saying, as a later sentence of the speech before it."""
        speech, text = self._speech, self.text
        if speech is None or self._continued >= MAX_CONTINUED:
            return None
        start, stop = sentence.span
        here = sentence.paragraph == self._paragraph
        if text[start] in _OPENING:
            return self._quoted_later(sentence, speech) if here or self._announced else None
        opener = self.words.goes_on.match(text, start)
        goes_on = opener is not None
        if opener is not None and self.speakers.is_generic(opener.end()):
            return None
        if (
            text[stop - 1] == "?"
            or self.words.ends.match(text, start)
            or not (here or goes_on or self._announced)
        ):
            return None
        if not goes_on and (
            speech.kind != "indirect"
            or speech.speaker_key not in self._persons
            or self._another_actor(sentence, speech)
        ):
            return None
        span = _trimmed(text, start, min(stop, start + MAX_CONTENT))
        if span.length < 20:
            return None
        return replace(
            speech,
            verb=None,
            text=span.of(text),
            kind="indirect" if speech.kind == "direct" else speech.kind,
            evidence=span,
            rule="statement.later",
            confidence="medium" if here else "low",
            continuation=True,
        )

    def _quoted_later(self, sentence: Sentence, speech: Statement) -> Statement | None:
        """A quotation of its own, after a colon or after another quotation of the same speaker."""
        closed = self._closing(sentence.span.start, sentence.span.stop)
        if closed is None or not (self._announced or speech.kind == "direct"):
            return None
        start = sentence.span.start + 1
        span = _trimmed(self.text, start, min(closed, start + MAX_CONTENT))
        if span.length < SHORTEST:
            return None
        return replace(
            speech,
            verb=None,
            text=span.of(self.text),
            kind="direct",
            evidence=span,
            rule="statement.quotation",
            continuation=True,
        )

    def _another_actor(self, sentence: Sentence, speech: Statement) -> bool:
        """True when the sentence begins with a person or body other than the speaker."""
        start = sentence.span.start
        if any(name != speech.speaker for _span, name in self._people.inside(start, start + 60)):
            return True
        return any(key != speech.speaker_key for _span, key in self._bodies.inside(start, start + 80))


def _start_of(match: re.Match[str]) -> int:
    return match.start()


def _trimmed(text: str, start: int, stop: int) -> Span:
    """The span without the blanks and marks around it; three dots at its end stay."""
    while start < stop and text[start] in " \u00a0,:-–":
        start += 1
    while stop > start and text[stop - 1] in " \u00a0,;.:/":
        if text[stop - 3 : stop] == "...":
            break
        stop -= 1
    return Span(start, stop)
