"""Who speaks: the subject before a verb of saying, resolved to a person or body where it is known."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tui.facts.context import Before, lowered
from tui.facts.reading import Names, Reading
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence, Person
from tui.model.span import Span
from tui.text.folding import match_key
from tui.text.wordlist import alternation

MAX_PEOPLE = 1000
"""People whose offices are looked at for a speaker described by office alone."""

_REACH = 260
"""Characters between a speaker and the verb at most: a long office in apposition."""


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
        self.text = reading.text
        self.names = names
        self.words = _words(lexicon)
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
        self.latest: Speaker | None = None
        """Who spoke last; pronouns and sentences without a subject mean this one."""

    def before(self, place: int, low: int) -> Speaker | None:
        """The speaker whose verb begins at `place`, in the clause that cannot begin before `low`."""
        low = max(low, place - _REACH)
        stop = self._without_adverbs(place, low)
        if stop <= low:
            return None
        return self._named(stop, low) or self._described(stop, low)

    def starting_at(self, start: int, stop: int) -> Speaker | None:
        """The speaker that the words `start` to `stop` name as a whole: `ông Nguyễn Văn A`, `Bộ Y tế`."""
        return self._named(stop, start) or self._described(stop, start)

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
                and _fits(tokens, _tokens(match_key(f"{role.position} {role.organisation or ''}")))
                for role in person.roles
            )
        ]
        return fitting[0] if len(fitting) == 1 else None

    # ------------------------------------------------------------ helpers

    def _without_adverbs(self, place: int, low: int) -> int:
        """`place` moved back over blanks and adverbs: `cũng thẳng thắn` before the verb."""
        for _ in range(4):
            before = Before(self.text, place)
            adverb = before.longest(self.words.adverbs)
            if adverb is None or adverb <= low:
                break
            place = adverb
        while place > low and self.text[place - 1] in " \u00a0":
            place -= 1
        return place

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
        start = max((self.text.rfind(mark, low, stop) + 1 for mark in ',;:–"”)('), default=low)
        start = max(start, low)
        while start < stop and self.text[start] in " \u00a0\"“'":
            start += 1
        linked = self.words.links.match(self.text, start, stop)
        start = linked.end() if linked else start
        for clause in self.words.clause.finditer(self.text, start, stop):
            if clause.group() in self.words.subordinate:
                return None
            start = min(clause.end() + 1, stop)
        form = self.text[start:stop]
        if not form or len(form) > 160:
            return None
        if form.lower() in self.words.pronouns:
            if self.latest is None:
                return None
            return Speaker(self.latest.name, self.latest.key, start, "medium")
        generic = self.words.generic.match(form)
        if generic is None:
            return None
        person = self.person_named(form)
        if person is not None:
            return Speaker(person.name, person.key, start)
        return Speaker(form, None, start, "high" if form[0].isupper() or " " in form else "medium")


_CAPITALS = "".join(chr(code) for code in range(0x41, 0x1F00) if chr(code).isupper() and chr(code).isalpha())
_CAPITALISED = rf"[{_CAPITALS}][\w'’-]{{0,14}}"
_PIECE = re.compile(r",|\s[-–—]\s|[()]")


def _tokens(key: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", key))


def _fits(form: frozenset[str], role: frozenset[str]) -> bool:
    """True when an office as described is an office as held: nearly all of its words are the same."""
    if not form or not role:
        return False
    shared = len(form & role)
    return shared >= 3 and shared >= 0.75 * len(form) and shared >= 0.6 * len(role)


@dataclass(frozen=True)
class _Words:
    adverbs: frozenset[str]
    pronouns: frozenset[str]
    address: frozenset[str]
    relatives: frozenset[str]
    not_subject: frozenset[str]
    generic: re.Pattern[str]
    office: re.Pattern[str]
    clause: re.Pattern[str]
    passive: re.Pattern[str]
    """A passive whose agent is the name behind it: `khi được Chủ tịch xã …`."""
    links: re.Pattern[str]
    subordinate: frozenset[str]
    honorific: re.Pattern[str]


@cache
def _words(lexicon: Lexicon) -> _Words:
    words: Callable[[str], tuple[str, ...]] = lexicon.words
    generic = alternation(words("speech.generic_speakers"))
    address = alternation(words("speech.address"))
    return _Words(
        adverbs=lowered(words("speech.adverbs")),
        pronouns=lowered(words("speech.pronouns")),
        address=lowered(words("speech.address")),
        relatives=lowered(words("speech.relatives")),
        not_subject=lowered(words("speech.not_subject")),
        generic=re.compile(rf"(?:các |một |những |phía |vị |nhiều |chỉ huy )?{generic}(?!\w)", re.IGNORECASE),
        office=re.compile(
            rf"(?:{generic}|{alternation(words('speech.lower_appositions'))})(?!\w)|\d", re.IGNORECASE
        ),
        clause=re.compile(rf"(?<!\w){alternation(words('speech.clause_words'), any_case=False)}(?!\w)"),
        passive=re.compile(r"(?<!\w)(?:được|bị)(?: [^\W\d_]+){1,8} ?$"),
        links=re.compile(rf"{alternation(words('speech.links'))} "),
        subordinate=lowered(words("speech.subordinate")),
        honorific=re.compile(rf"(?<!\w){address} (?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,4}})(?!\w)"),
    )
