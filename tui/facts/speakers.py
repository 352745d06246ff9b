"""Who speaks: the subject before a verb of saying, resolved to a person or body where it is known."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace

from tui.facts.context import Before
from tui.facts.located import Located
from tui.facts.reading import Names, Reading
from tui.facts.speech_words import speaker_words
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, Person
from tui.model.span import Span
from tui.text.folding import match_key

MAX_PEOPLE = 1000
"""People whose offices are looked at for a speaker described by office alone."""

_REACH = 260
"""Characters between a speaker and the verb at most: a long office in apposition."""

_ASIDE = 100
"""Characters of a day or a bracket between a speaker and the verb at most."""

_MOST_VERB = 5
"""Blanks in what somebody did who has just been quoted, at most."""

_LONGEST_OFFICE = 7
"""Words of an office or body without a name; in more there is often a verb: `Sở X vừa ký văn bản gửi …`."""

_ADJUNCT = 80
"""Characters of `trong một cuộc phỏng vấn` between a speaker and the verb at most."""

_NEAR = 500
"""Characters before a pronoun in which the person it means was named."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The subject of a verb of saying."""

    name: str
    """The bare name of a known person, else the words of the text."""
    key: str | None
    start: int
    """Where the subject, office included, begins."""
    confidence: Confidence = "high"


class Speakers:
    """Finds the speaker before a place, knowing the names of the article."""

    def __init__(self, reading: Reading, lexicon: Lexicon, names: Names) -> None:
        self.reading = reading
        self.text = reading.text
        self.names = names
        self.words = speaker_words(lexicon)
        found: list[tuple[Span, str, str, bool]] = []
        for person in names.people:
            found.extend((span, person.name, person.key, True) for span in person.mentions)
        for body in names.organisations:
            found.extend((span, span.of(self.text), body.key, False) for span in body.mentions)
        found.sort(key=lambda item: (item[0].stop, -item[0].start))
        self._found = found
        self._stops = [item[0].stop for item in found]
        self._by_form: dict[str, list[Person]] = {}
        for person in names.people[:MAX_PEOPLE]:
            for form in {match_key(form) for form in (person.name, *person.forms)}:
                self._by_form.setdefault(form, []).append(person)
        self._described_as: dict[str, Person | None] = {}
        self._places = Located((span, place.name) for place in names.places for span in place.mentions)
        self._people = {person.key: person for person in names.people}
        self._by_given: dict[str, Person | None] = {}
        """The one bearer of each given name; None where there are several."""
        for person in names.people:
            given = person.name.rpartition(" ")[2]
            if given != person.name:
                self._by_given[given] = None if given in self._by_given else person
        self._moved_back = (0, 0, 0)
        """The last place and border `without_adverbs` was asked for, and its answer."""
        self.latest: Speaker | None = None
        """Who spoke last; pronouns and sentences without a subject mean this one."""

    def before(self, place: int, low: int) -> Speaker | None:
        """The speaker whose verb begins at `place`, in the clause that cannot begin before `low`."""
        low = max(low, place - _REACH)
        stop = self.without_adverbs(place, low)
        if stop <= low:
            return None
        return (
            self._named(stop, low)
            or self._with_adjunct(stop, low)
            or self._described(stop, low)
            or self._country(stop, low)
        )

    def starting_at(self, start: int, stop: int) -> Speaker | None:
        """The speaker that the words `start` to `stop` name as a whole: `ông Nguyễn Văn A`, `Bộ Y tế`."""
        return self._named(stop, start) or self._described(stop, start)

    def leading(self, place: int, low: int, *, marked: bool) -> Speaker | None:
        """The subject the clause before `place` opens with, though other words stand between.

        `Chị A ở xã B có chồng đi biển cho biết:` where the verb is marked and nobody else is named;
        `Bà A thăm hỏi gia đình, yêu cầu …` where the verb is one of several.
        """
        low = max(low, place - _REACH)
        stop = self.without_adverbs(place, low)
        one_of_several = self.words.joined.search(self.text, max(low, stop - 12), stop) is not None
        index = bisect.bisect_right(self._stops, low)
        subject, others = None, False
        while index < len(self._found) and self._stops[index] <= stop:
            span, name, key, is_person = self._found[index]
            index += 1
            if span.start < low:
                continue
            if subject is None:
                subject = self._opening(span, name, key, low, is_person=is_person)
            elif is_person and key != subject.key:
                others = True
        if subject is None or ";" in self.text[subject.start : stop]:
            return None
        if one_of_several or (marked and not others and subject.key in self._people):
            return replace(subject, confidence="medium")
        return None

    def _opening(self, span: Span, name: str, key: str, low: int, *, is_person: bool) -> Speaker | None:
        """The person or body at `span` as the subject its clause opens with, or None."""
        speaker = (self._of_person if is_person else self._of_body)(span, name, key, low)
        if speaker is None or not self._opens(self.text[low : speaker.start]):
            return None
        return speaker

    def is_generic(self, place: int) -> bool:
        """True where an office or a body without a name acts from `place` on: `, tòa tuyên …`."""
        while place < len(self.text) and self.text[place] in " ,\u00a0":
            place += 1
        return self.words.generic.match(self.text, place) is not None

    def told_by(self, start: int, stop: int) -> tuple[Speaker, str] | None:
        """(who, what he did) behind a quotation without a verb of saying: `Lựu nghẹn ngào.`"""
        match = _PREDICATE.match(self.text, start, stop)
        end = match.end() if match else start
        first, _, verb = self.text[start:end].partition(" ")
        given = self._by_given_name(first) if first and verb[:1].islower() else None
        if given is not None and verb.count(" ") <= _MOST_VERB:
            return Speaker(given.name, given.key, start, "medium"), verb.strip()
        index = bisect.bisect_right(self._stops, start)
        while index < len(self._found) and self._found[index][0].start < end:
            span, name, key, is_person = self._found[index]
            index += 1
            verb = self.text[span.stop : end].strip(" ,\u00a0")
            verb = verb.rpartition(", ")[2]  # Vàng Thị Chú, cô gái 19 tuổi, cười tươi
            if not is_person or not verb or not verb[0].islower() or verb.count(" ") > _MOST_VERB:
                continue
            speaker = self._of_person(span, name, key, start)
            if speaker is not None and self._opens(self.text[start : speaker.start]):
                return replace(speaker, confidence="medium"), verb
        return None

    def anyone(self, place: int, low: int) -> Speaker | None:
        """Whatever stands as subject where nothing but speech can follow: `cậu bạn chia sẻ: “…`."""
        low = max(low, place - _REACH)
        stop = self.without_adverbs(place, low)
        start = self._clause_start(stop, low)
        form = self.text[start:stop]
        if _AGED.search(form) and (meant := self._meant_by("", start)) is not None:
            return meant
        if not 2 < len(form) < 70 or self.words.clause.search(form) or self.words.no_one.match(form):
            return None
        return Speaker(form, None, start, "low")

    def _opens(self, words: str) -> bool:
        """True for what may stand before the subject: nothing, an office, a circumstance and a comma."""
        words = words.strip(" \u00a0").rpartition(", ")[2]
        if not words or words.endswith(","):
            return True
        return any(titles.match(words) is not None for titles in (self.words.rank, self.words.office))

    def person_named(self, form: str) -> Person | None:
        """The one person whose office or form the words `form` describe, or None."""
        wanted = match_key(form)
        if wanted not in self._described_as:
            self._described_as[wanted] = self._find_person(wanted)
        return self._described_as[wanted]

    def _find_person(self, wanted: str) -> Person | None:
        exact = self._by_form.get(wanted, ())
        if len(exact) == 1:
            return exact[0]
        tokens = _tokens(wanted)
        fitting = [
            person
            for person in self.names.people[:MAX_PEOPLE]
            if any(
                not role.former
                and _is_office(tokens, _tokens(match_key(f"{role.position} {role.organisation or ''}")))
                for role in person.roles
            )
        ]
        return fitting[0] if len(fitting) == 1 else None

    # ------------------------------------------------------------ helpers

    def without_adverbs(self, place: int, low: int) -> int:
        """`place` moved back over adverbs, days and brackets: `(EMD) hôm 6/2 cũng` before the verb."""
        if self._moved_back[:2] != (place, low):  # each rule about one verb asks for the same place
            self._moved_back = place, low, self._before_adverbs(place, low)
        return self._moved_back[2]

    def _before_adverbs(self, place: int, low: int) -> int:
        for _ in range(5):
            while place > low and self.text[place - 1] in " \u00a0":
                place -= 1
            before = Before(self.text, place)
            adverb = before.longest(self.words.adverbs)
            if adverb is None and self._may_end_aside(before):
                aside = self.words.aside.search(self.text, max(low, place - _ASIDE), place)
                adverb = aside.start() if aside else None
            if adverb is None or adverb <= low:
                break
            place = adverb
        return place

    def _may_end_aside(self, before: Before) -> bool:
        """True behind a mark, a figure, or a word that ends a day: else no day and no bracket ends here."""
        if not before.words:
            return True
        word = before.words[0]
        return word in self.words.aside_ends or word[-1].isdecimal()

    def _named(self, stop: int, low: int) -> Speaker | None:
        """A name of the article that ends at `stop`, or before an office in apposition that does."""
        index = bisect.bisect_right(self._stops, stop) - 1
        body: Speaker | None = None
        while index >= 0 and self._stops[index] > low:
            span, name, key, is_person = self._found[index]
            index -= 1
            if span.start < low:
                continue
            gap = self.text[span.stop : stop]
            if is_person and self._in_apposition(gap):
                return (
                    None
                    if gap.strip() == "," and self._is_object(span, low)
                    else self._of_person(span, name, key, low)
                )
            if not is_person and not gap.strip() and body is None:
                body = self._of_body(span, name, key, low)
        return body or self._by_honorific(stop, low)

    def _with_adjunct(self, stop: int, low: int) -> Speaker | None:
        """`Ông A trong thư gửi báo chí`, `Chị B ngậm ngùi`: circumstances between a name and the verb."""
        last = bisect.bisect_right(self._stops, stop) - 1
        for index in range(last, max(-1, last - 3), -1):
            span, name, key, is_person = self._found[index]
            if span.start >= low and self.words.adjunct.fullmatch(self.text, span.stop, stop):
                speaker = (self._of_person if is_person else self._of_body)(span, name, key, low)
                return None if speaker is None else replace(speaker, confidence="medium")
        return None

    def _country(self, stop: int, low: int) -> Speaker | None:
        """`Hà Lan tuyên bố …`: a place alone at the head of the clause."""
        place = self._places.last_before(low, stop)
        if place is None or place[0].stop != stop or self.text[low : place[0].start].strip(" \u00a0"):
            return None
        return Speaker(place[0].of(self.text), None, place[0].start, "medium")

    def _is_object(self, span: Span, low: int) -> bool:
        """True when another name of the clause comes before: `bà A gửi thư cho ông B, nhấn mạnh …`."""
        index = bisect.bisect_left(self._stops, span.start) - 1
        while index >= 0 and self._stops[index] > low:
            other, _name, _key, is_person = self._found[index]
            if is_person and other.start >= low:
                return True
            index -= 1
        return False

    def _of_person(self, span: Span, name: str, key: str, low: int) -> Speaker | None:
        before = Before(self.text, span.start)
        words = [word for word, at in zip(before.words, before.starts, strict=True) if at >= low]
        skip = 1 if words and words[0] in self.words.address else 0
        related = skip
        while related < len(words) and words[related] in self.words.relatives:
            related += 1
        if related > skip:
            start = before.starts[related - 1]
            return Speaker(self.text[start : span.stop], None, start, "medium")
        if len(words) > skip and words[skip] in self.words.not_subject:
            return None
        if self.words.passive.search(self.text, low, span.start):
            return None
        return Speaker(name, key, max(low, before.starts[skip - 1] if skip else span.start))

    def _of_body(self, span: Span, name: str, key: str, low: int) -> Speaker | None:
        """A body speaks, or the office before it: `lãnh đạo UBND thành phố`."""
        described = self._described(span.stop, low)
        if described is not None:
            return described
        before = Before(self.text, span.start)
        if before.words and before.starts[0] >= low and before.words[0] in self.words.not_subject:
            return None
        return Speaker(name, key, span.start)

    def _by_honorific(self, stop: int, low: int) -> Speaker | None:
        """`ông Tựu`, `đồng chí Lương Thị Mận`: a name the article's list does not hold."""
        for match in self.words.honorific.finditer(self.text, low, stop):
            if match.group()[0].isupper() and Before(self.text, match.start()).words:
                continue  # quận Hai Bà Trưng
            if self._in_apposition(self.text[match.end() : stop]):
                return Speaker(match["name"], None, match.start(), "medium")
        return None

    def _in_apposition(self, gap: str) -> bool:
        """True for nothing, or an office set off by a comma, a dash or brackets."""
        gap = gap.strip(" \u00a0")
        if not gap:
            return True
        if gap[0] not in ",-–—(":
            return False
        if gap.endswith((",", ")")):
            gap = gap[:-1]
        for piece in _PIECE.split(gap):
            piece = piece.strip(" \u00a0,–—-()")
            if not piece:
                continue
            if piece[0].islower() and not self.words.office.match(piece):
                return False
            if self.words.clause.search(piece):
                return False
        return True

    def _described(self, stop: int, low: int) -> Speaker | None:
        """An office or a pronoun: `Trưởng Ban Chỉ đạo về Nhân quyền tỉnh`, `bà`, `người phát ngôn`."""
        start = self._clause_start(stop, low)
        for clause in self.words.clause.finditer(self.text, start, stop):
            if clause.group() in self.words.subordinate:
                return None
            start = min(clause.end() + 1, stop)
        form = self.text[start:stop]
        if not form or len(form) > 160:
            return None
        if form.lower() in self.words.pronouns:
            return self._meant_by(form.lower(), start)
        given = self._by_given_name(form)
        if given is not None:
            return Speaker(given.name, given.key, start, "medium")
        generic = self.words.generic.match(form)
        if generic is None:
            return None
        if form.endswith(self.words.pointing):
            return self._pointed_at(form, start)
        if _AGED.search(form):
            return self._meant_by("", start)
        person = None if self.words.a_body.match(form) else self.person_named(form)
        if person is not None:
            return Speaker(person.name, person.key, start)
        sure = (form[0].isupper() or " " in form) and form.count(" ") < _LONGEST_OFFICE
        return Speaker(form, None, start, "high" if sure else "medium")

    def _by_given_name(self, form: str) -> Person | None:
        """`Khoát khai nhận …`: the one person whose given name this is."""
        return self._by_given.get(form) if form[0].isupper() else None

    def _pointed_at(self, form: str, start: int) -> Speaker | None:
        """`Vị này`, `cơ quan này`: who spoke last, or the body named last."""
        if not self.words.a_body.match(form):
            return self._meant_by("", start) or Speaker(form, None, start, "medium")
        index = bisect.bisect_right(self._stops, start) - 1
        while index >= 0 and self._stops[index] > start - _NEAR:
            _span, name, key, is_person = self._found[index]
            if not is_person:
                return Speaker(name, key, start, "medium")
            index -= 1
        return Speaker(form, None, start, "medium")

    def _clause_start(self, stop: int, low: int) -> int:
        """Where the words after the last mark before `stop` begin, without a link: `còn lãnh đạo …`."""
        dash = self.text.rfind(" - ", low, stop)
        marks = (self.text.rfind(mark, low, stop) + 1 for mark in ',;:–"”')
        bracket = self.text.rfind("(", low, stop) + 1
        start = max(low, dash + 3 if dash >= 0 else low, *marks)
        if bracket and self.text.find(")", bracket, stop) < 0:
            start = max(start, bracket)
        while start < stop and self.text[start] in " \u00a0\"“'":
            start += 1
        linked = self.words.links.match(self.text, start, stop)
        return linked.end() if linked else start

    def _meant_by(self, pronoun: str, start: int) -> Speaker | None:
        """Who spoke last, or the last person named, if the gender fits."""
        gender = self._gender_of(pronoun)
        since = self._subject_since(start, gender)
        if since is not None:
            return since
        latest = self.latest
        if latest is not None and self._is_one(latest) and self._fits(latest.key, gender):
            return Speaker(latest.name, latest.key, start, "medium")
        index = bisect.bisect_right(self._stops, start) - 1
        while index >= 0 and self._stops[index] > start - _NEAR:
            _span, name, key, is_person = self._found[index]
            index -= 1
            if is_person and self._fits(key, gender):
                return Speaker(name, key, start, "medium")
        return None

    def _subject_since(self, start: int, gender: str | None) -> Speaker | None:
        """Who opened a sentence after the last speaker spoke: `Ông B không hài lòng. Ông cho rằng …`."""
        low = max(start - _NEAR, self.latest.start + 1 if self.latest is not None else start)
        index = bisect.bisect_right(self._stops, start) - 1
        while index >= 0 and self._stops[index] > low:
            span, name, key, is_person = self._found[index]
            index -= 1
            sentence = self.reading.sentence_at(span.start) if is_person and span.start >= low else None
            if sentence is None or sentence.span.start <= low or not self._fits(key, gender):
                continue
            if self._is_object(span, sentence.span.start):
                continue
            speaker = self._of_person(span, name, key, sentence.span.start)
            if speaker is not None and self._opens(self.text[sentence.span.start : speaker.start]):
                return Speaker(name, key, start, "medium")
        return None

    def _is_one(self, speaker: Speaker) -> bool:
        """False for bodies and for several: `anh` means neither."""
        if speaker.key is not None:
            return speaker.key in self._people
        return speaker.confidence != "low" and not self.words.several.match(speaker.name)

    def _fits(self, key: str | None, gender: str | None) -> bool:
        """False where a known person's honorifics, or the middle of the name, contradict `gender`."""
        person = self._people.get(key or "")
        if person is None or gender is None:
            return True
        known = {self._gender_of(form.split(" ", 1)[0].lower()) for form in person.forms} - {None}
        if not known:
            known = {gender for middle, gender in _MIDDLE_NAMES if middle in person.name}
        return not known or gender in known

    def _gender_of(self, word: str) -> str | None:
        first = word.split(" ", 1)[0]
        if word in self.words.male or first in self.words.male:
            return "male"
        return "female" if word in self.words.female or first in self.words.female else None


_MIDDLE_NAMES = ((" Thị ", "female"), (" Văn ", "male"))
_AGED = re.compile(r"\d tuổi$")
"""`nhà sưu tập 66 tuổi`: somebody named before."""
_PREDICATE = re.compile(r"[^.!?;:\n“\"]{3,110}")
_PIECE = re.compile(r",|\s[-–—]\s|[()]")


def _tokens(key: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", key))


def _is_office(form: frozenset[str], role: frozenset[str]) -> bool:
    """True when an office as described is an office as held: nearly all of its words are the same."""
    if not form or not role:
        return False
    shared = len(form & role)
    return shared >= 3 and shared >= 0.75 * len(form) and shared >= 0.6 * len(role)
