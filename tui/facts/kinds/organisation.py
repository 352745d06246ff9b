"""Organisations as a grammar: head + function + level + place; one parse at a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tui.facts.kinds.place import PlaceMention, compounds
from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon

HeadKind = Literal["level", "party", "function", "named", "alone"]

_MAX_BODY = 18
"""Tokens after the head; the longest name of a state body seen in 3,756 articles has 16."""
_LEVEL_WORDS = {
    "tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "huyện": "huyện", "quận": "quận", "thị xã": "thị xã",
    "phường": "phường", "xã": "xã", "thị trấn": "thị trấn", "tx": "thị xã", "thủ đô": "thành phố",
}  # fmt: skip
_INITIALS = {"h": "huyện", "q": "quận", "p": "phường", "x": "xã"}
_LOWER_CASE_HEADS = frozenset(
    {"viện", "bộ", "sở", "ủy ban", "cục", "vụ", "tổng cục", "chi cục", "ban", "phòng"}
)
"""Heads whose function may be lower case: `Viện quyền con người`; `Cơ quan công an` is no name."""
_NEEDS_FUNCTION = frozenset({"ban", "bộ", "phòng", "hội", "đội", "tổ chức", "tòa", "khoa", "cụm", "vụ", "cục", "cơ quan", "viện"})
"""Heads that with a place alone are none: `Hội Hà Nội`."""
_LEVEL_FIRST = frozenset(word.split()[0] for word in _LEVEL_WORDS)
_QUOTES = {"“": "”", '"': '"', "'": "'", "‘": "’"}


@dataclass(slots=True)
class Body:
    """One occurrence of an organisation, in tokens."""

    start: int
    stop: int
    head: str
    """Key of the head: `ban chỉ đạo`."""
    kind: HeadKind
    core: int
    """Stop of head and function, before level and place."""
    level: str | None = None
    """Level word, spelled out: `tỉnh`, `thành phố`."""
    place: PlaceMention | None = None
    apex: str | None = None
    """`chính phủ`, `trung ương`: the level of government where there is no place."""
    inner: Body | None = None
    """The body it is part of, where the name goes on with one: `Ban Thường vụ` + `Tỉnh ủy`."""
    rule: str = "organisation.grammar"
    shared_head: str = ""
    """The head as printed, where several bodies share one: `các sở Nội vụ, Tài chính`."""

    several: bool = False
    """Not one body but one of each: `UBND quận, huyện`."""

    @property
    def bare(self) -> bool:
        """True when nothing but the head is there."""
        return self.level is None and self.place is None and self.apex is None and self.inner is None


class OrganisationGrammar:
    """The tables of the lexicon, and the parser over them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.heads: Phrases[HeadKind] = Phrases(capitals=True)
        committees = lexicon.mapping("organisations.party_committees")
        heads: tuple[tuple[HeadKind, Iterable[str]], ...] = (
            ("party", committees),
            ("level", lexicon.words("organisations.level_heads")),
            ("function", lexicon.words("organisations.function_heads")),
            ("named", lexicon.words("organisations.named_heads")),
        )
        for kind, phrases in heads:
            for phrase in phrases:
                self.heads.add(phrase, kind)
        self.alone: Phrases[str] = Phrases(
            ((p, p) for p in lexicon.words("organisations.standalone")), capitals=True
        )
        self.party_level = {
            " ".join(keys_of(head)): level
            for head, level in lexicon.mapping("organisations.party_committees").items()
        }
        self.functions: Phrases[str] = Phrases(
            ((phrase, phrase) for phrase in lexicon.words("organisations.functions")), capitals=False
        )
        self.compounds = frozenset(keys_of(phrase)[:2] for phrase in lexicon.words("organisations.compounds"))
        self.pairs = compounds(lexicon)
        self.verbal = frozenset(keys_of(phrase)[:2] for phrase in lexicon.words("organisations.verbal"))
        self.sentence_verbs = frozenset(
            keys_of(phrase)[:2] for phrase in lexicon.words("organisations.sentence_verbs")
        )
        self.kinds_of_named: Phrases[str] = Phrases(
            (p, p) for p in lexicon.words("organisations.kinds_of_named")
        )
        self.apex: Phrases[str] = Phrases(
            ((p, p) for p in lexicon.words("organisations.apex")), capitals=True
        )
        self.after_names = frozenset(lexicon.words("people.after_names"))
        self.corporate = frozenset(
            key for w in lexicon.words("organisations.corporate") for key in keys_of(w)
        )
        self.generic_after = frozenset(lexicon.words("organisations.generic_after"))
        self.shared_heads = dict(lexicon.mapping("organisations.shared_heads"))
        self.surnames = frozenset(k for s in lexicon.words("people.surnames_strong") for k in keys_of(s))
        self.bare_heads = frozenset(" ".join(keys_of(h)) for h in lexicon.words("organisations.bare_heads"))
        self.starts = self.heads.first_keys | self.alone.first_keys
        self.middling = frozenset(
            k for s in lexicon.words("people.surnames_middling") for k in keys_of(s)[:1]
        )
        self.weak_surnames = frozenset(
            k for s in lexicon.words("people.surnames_weak") for k in keys_of(s)[:1]
        )
        self.middle_names = frozenset(k for s in lexicon.words("people.middle_names") for k in keys_of(s)[:1])
        self.office_words = frozenset(
            keys_of(head)[0] for head in lexicon.words("offices.heads") if not head[0].islower()
        )

    def parse(
        self,
        tokens: Tokens,
        index: int,
        places: dict[int, PlaceMention],
        *,
        after_office: bool = False,
        depth: int = 0,
    ) -> Body | None:
        """The body whose name begins at token `index`, or None; `after_office` where an office stands before it."""
        if not tokens.flags[index] & CAPITAL and tokens.keys[index] not in self.starts:
            return None
        alone = self.alone.match(tokens, index)
        hit = self.heads.match(tokens, index)
        body = self._after_head(tokens, index, hit, places, after_office, depth) if hit is not None else None
        if alone is not None and (body is None or body.stop <= alone[0]):
            return self._alone(tokens, index, alone[0], places)
        return body

    def _alone(self, tokens: Tokens, index: int, stop: int, places: dict[int, PlaceMention]) -> Body:
        body = Body(index, stop, " ".join(tokens.keys[index:stop]), "alone", stop, rule="organisation.name")
        for end in range(stop, stop + 3):
            if not tokens.flags[end] & CAPITAL:
                break
            if tokens.keys[end] in self.corporate:
                body.stop = body.core = stop = end + 1
        country = places.get(stop)
        if country is not None and country.level == "country" and not tokens.flags[index] & UPPER:
            body.stop, body.place = country.stop, country
        return body

    def _after_head(
        self,
        tokens: Tokens,
        index: int,
        hit: tuple[int, HeadKind],
        places: dict[int, PlaceMention],
        after_office: bool,
        depth: int,
    ) -> Body | None:
        at, kind = hit
        head = " ".join(tokens.keys[index:at])
        body = Body(index, at, head, kind, at)
        if tokens.keys[at] in self.generic_after and kind != "named":
            return None
        if head == "trường" and not self._is_school(tokens, index):
            return None
        if kind == "party":
            body.level = self.party_level[head]
            self._take_place(tokens, body, places)
            return body
        if kind == "function":
            body.stop = body.core = self._function(
                tokens, at, places, head in _LOWER_CASE_HEADS or head.startswith(("ban ", "bcđ", "bql"))
            )
        elif kind == "named":
            body.stop = body.core = self._proper_name(tokens, at, places, after_office)
        self._take_tail(tokens, body, places, after_office, depth)
        empty = body.core == at
        if empty and kind == "named" and body.place is not None and body.place.level == "country":
            return None
        if empty and kind == "named":
            return body if body.place is not None or body.level is not None else None
        if kind == "function" and body.stop - at == 1 and self._is_lone_syllable(tokens, head, at):
            return None
        if empty and kind == "function":
            if body.level is None and body.place is None and body.inner is None and body.apex is None:
                return body if head in self.bare_heads else None
            if head in _NEEDS_FUNCTION:
                return None
        return body

    def _is_lone_syllable(self, tokens: Tokens, head: str, at: int) -> bool:
        """True for `Hội Lim`, `Ban Mê`: one syllable and one unknown syllable are seldom a body."""
        if " " in head or tokens.flags[at] & (UPPER | INITIAL | DIGITS):
            return False
        return self.functions.match(tokens, at) is None

    def _is_school(self, tokens: Tokens, index: int) -> bool:
        """`Trường` is a head only before a kind of school or a person's name; it is a given name too."""
        if tokens.flags[index - 1] & CAPITAL and index:
            return False
        return self.kinds_of_named.match(tokens, index + 1) is not None or self._names_person(
            tokens, index + 1
        )

    def _function(self, tokens: Tokens, at: int, places: dict[int, PlaceMention], lower: bool) -> int:
        """Stop of the function after a head: closed list first, then words that go on."""
        flags, keys, words = tokens.flags, tokens.keys, tokens.words
        start = at
        if keys[at] == "về" and (
            flags[at + 1] & CAPITAL or keys[at + 1] in ("công", "nhân", "chuyển", "phòng", "xây")
        ):
            at += 1
            if (keys[at], keys[at + 1]) == ("công", "tác"):
                at += 2
        elif (keys[at], keys[at + 1]) == ("công", "tác") and flags[at] & LOWER:
            at += 2
        first = True
        finished = False
        while at - start < _MAX_BODY:
            closed = self.functions.match(tokens, at)
            if closed is not None and self._function_fits(
                tokens, at, closed[0], first and (lower or at > start), at > start
            ):
                single = closed[0] - at == 1
                at = closed[0]
                if single and flags[at] & LOWER and (keys[at - 1], keys[at]) in self.pairs:
                    at += 1  # Nội dung, not Nội
                first = False
                finished = True
                continue
            if (keys[at], keys[at + 1]) in self.compounds and (
                flags[at] & LOWER or flags[at + 1] & (LOWER | CAPITAL)
            ):
                if flags[at] & CAPITAL and at in places:
                    break
                if first and at == start and flags[at] & LOWER and not lower:
                    break
                if (
                    flags[at] & LOWER
                    and not first
                    and (keys[at], keys[at + 1]) in (self.verbal if finished else self.sentence_verbs)
                ):
                    break
                at += 2
                first = False
                continue
            if first and at > start and flags[at] & LOWER:
                return start
            if keys[at] in _LEVEL_WORDS or f"{keys[at]} {keys[at + 1]}" in _LEVEL_WORDS:
                break
            if flags[at] & CAPITAL and (self._is_office_or_head(tokens, at) or self._is_body(tokens, at)):
                break
            if flags[at] & DIGITS and not first and len(words[at]) <= 3 and not flags[at - 1] & MARK:
                at += 1
                break
            if flags[at] & INITIAL and words[at + 1] == "." and tokens.glued(at + 2) and flags[at + 2] & CAPITAL:
                break
            if (
                flags[at] & (CAPITAL | DIGITS)
                and (at not in places or first and places[at].level != "country")
                and not self._names_person(tokens, at)
            ):
                if flags[at] & DIGITS and not (first and len(words[at]) <= 3):
                    break
                if not first and not flags[at] & (SYLLABLE | UPPER | DIGITS):
                    break  # a foreign name
                at += 1
                if self._word_goes_on(tokens, at):
                    at += 1
                first = False
                continue
            joined = self._joined(tokens, at, places) if not first else 0
            if joined:
                at = joined
                continue
            break
        return at

    def _word_goes_on(self, tokens: Tokens, at: int) -> bool:
        """True where the small letter at `at` ends the word begun by the capital before it: `Tình báo`."""
        flags = tokens.flags
        if (
            not flags[at] & LOWER
            or not flags[at] & SYLLABLE
            or not flags[at - 1] & SYLLABLE
            or flags[at - 1] & (UPPER | INITIAL)
        ):
            return False
        if (tokens.keys[at - 1], tokens.keys[at]) in self.pairs:
            return True
        return not flags[at - 2] & CAPITAL and tokens.keys[at] not in self.after_names

    def _function_fits(self, tokens: Tokens, at: int, stop: int, first: bool, led_in: bool) -> bool:
        """A listed function counts with a capital; in lower case after `về`, or right after the head if two words long."""
        if tokens.flags[at] & CAPITAL:
            return True
        pair = (tokens.keys[at], tokens.keys[at + 1])
        return first and (led_in or stop - at >= 2) and pair not in self.verbal

    def _joined(self, tokens: Tokens, at: int, places: dict[int, PlaceMention]) -> int:
        """Stop of `và X`, `- X`, `, x và y` that go on inside a name, or 0."""
        keys, flags = tokens.keys, tokens.flags
        after = at + 1
        if keys[at] not in ("và", "-", "–", "&") or not flags[after] & CAPITAL:
            return 0
        if (
            self.heads.match(tokens, after) is not None
            or self.alone.match(tokens, after) is not None
            or after in places
        ):
            return 0
        if self._names_person(tokens, after) or self._is_office_or_head(tokens, after):
            return 0
        closed = self.functions.match(tokens, after)
        if closed is not None:
            return closed[0]
        if (keys[after], keys[after + 1]) in self.compounds:
            return after + 2
        return 0

    def _is_body(self, tokens: Tokens, at: int) -> bool:
        """True where another body's name begins."""
        if self.heads.match(tokens, at) is not None:
            return True
        alone = self.alone.match(tokens, at)
        return alone is not None and alone[0] - at > 1

    def _is_office_or_head(self, tokens: Tokens, at: int) -> bool:
        return (
            tokens.keys[at] in self.office_words
            and tokens.keys[at] + " " + tokens.keys[at + 1] in _OFFICE_STARTS
        )

    def _names_person(self, tokens: Tokens, at: int) -> bool:
        """True where a person's name seems to begin."""
        flags = tokens.flags
        if not flags[at + 1] & CAPITAL or flags[at + 1] & UPPER or not flags[at] & CAPITAL:
            return False
        key = tokens.keys[at]
        if key in self.surnames:
            return self.functions.match(tokens, at) is None
        return bool(
            flags[at + 2] & CAPITAL
            and (
                key in self.middling or key in self.weak_surnames and tokens.keys[at + 1] in self.middle_names
            )
            and self.functions.match(tokens, at) is None
        )

    def _proper_name(
        self, tokens: Tokens, at: int, places: dict[int, PlaceMention], after_office: bool
    ) -> int:
        """Stop of the name after a named head; `at` itself where there is none."""
        flags, keys, words = tokens.flags, tokens.keys, tokens.words
        begin = at
        while True:
            kind = self.kinds_of_named.match(tokens, at)
            if kind is None:
                break
            at = kind[0]
        start = at
        if words[at] in _QUOTES and flags[at + 1] & CAPITAL:
            closing = _QUOTES[words[at]]
            for stop in range(at + 2, at + 9):
                if words[stop] == closing:
                    return stop + 1
        person = -1
        while at - start < _MAX_BODY:
            flag = flags[at]
            if at in places and (at > start or places[at].word or self._only_country(tokens, places[at])):
                break
            if flag & CAPITAL or (
                flag & DIGITS and (at == start or len(words[at]) <= 3 and flags[at - 1] & CAPITAL)
            ):
                if self._names_person(tokens, at):
                    if person >= 0 and at - person > 1 or (after_office and at > start):
                        break
                    if person < 0:
                        person = at
                if at > start and self._is_office_or_head(tokens, at):
                    break
                at += 1
                continue
            if at > start and flags[at - 1] & CAPITAL and self._word_goes_on(tokens, at):
                at += 1
                continue
            if (
                flag & LOWER
                and at > start
                and (keys[at], keys[at + 1]) in self.compounds
                and (keys[at], keys[at + 1]) not in self.sentence_verbs
                and flags[at - 1] & LOWER
            ):
                at += 2
                continue
            if (
                words[at] == "-"
                and at > start
                and tokens.glued(at)
                and tokens.glued(at + 1)
                and flags[at + 1] & (CAPITAL | LOWER)
            ):
                if flags[at + 1] & CAPITAL and tokens.keys[at + 1] in self.surnames:
                    break
                at += 2
                continue
            if words[at] == "&" and flags[at + 1] & CAPITAL:
                at += 2
                continue
            joined = self._joined(tokens, at, places) if at > start else 0
            if joined:
                at = joined
                continue
            break
        if at == start:
            return (
                begin
                if start == begin
                else (start if any(flags[i] & CAPITAL for i in range(begin, start)) and False else begin)
            )
        return at

    @staticmethod
    def _only_country(tokens: Tokens, place: PlaceMention) -> bool:
        """True for a country with no other name after it: `báo Mỹ` is no newspaper's name."""
        return place.level == "country" and not tokens.flags[place.stop] & CAPITAL

    def _take_tail(
        self, tokens: Tokens, body: Body, places: dict[int, PlaceMention], after_office: bool, depth: int
    ) -> None:
        """Level, place, apex or the body it is part of, right after the function."""
        apex = self.apex.match(tokens, body.stop)
        if apex is not None and (tokens.flags[body.stop] & CAPITAL or body.kind != "named"):
            body.apex = " ".join(tokens.keys[body.stop : apex[0]])
            body.stop = apex[0]
            inner = self.heads.match(tokens, body.stop)
            if (
                body.apex in ("trung ương", "tw", "tư", "t . ư")
                and inner is not None
                and inner[1] in ("level", "function")
            ):
                self._take_inner(tokens, body, places, after_office, depth)
            country = places.get(body.stop)
            if country is not None and country.name == "Việt Nam":
                body.stop = country.stop
            return
        country = places.get(body.stop)
        if country is not None and country.level == "country" and country.word == "":
            body.stop = country.stop
            if country.name != "Việt Nam":
                body.place = country
                return
            body.apex = "việt nam"
        self._take_place(tokens, body, places)
        if body.place is None and body.level is None:
            self._take_inner(tokens, body, places, after_office, depth)

    def _take_place(self, tokens: Tokens, body: Body, places: dict[int, PlaceMention]) -> None:
        """`tỉnh X`, `tỉnh`, or `X`."""
        at = body.stop
        place = places.get(at)
        if (
            place is not None
            and place.level != "other"
            and not (place.level == "country" and body.kind == "party")
        ):
            body.place, body.stop = place, place.stop
            if place.word:
                body.level = _LEVEL_WORDS.get(place.word) or _INITIALS.get(place.word, body.level)
            if (
                place.level == "ward"
                and body.stop in places
                and places[body.stop].level in ("district", "city", "province")
            ):
                body.stop = places[body.stop].stop
            return
        for width in (2, 1):
            word = " ".join(tokens.keys[at : at + width])
            if word in _LEVEL_WORDS and not self._goes_on(tokens, at, width):
                body.level, body.stop = _LEVEL_WORDS[word], at + width
                body.several = tokens.words[body.stop] == "," and tokens.keys[body.stop + 1] in _LEVEL_FIRST
                return
        if (
            body.kind in ("party", "level")
            and tokens.flags[at] & CAPITAL
            and body.level in (None, "huyện", "quận", "thị xã")
        ):
            if (
                body.kind == "party"
                and tokens.keys[at] not in self.surnames
                and not self._is_office_or_head(tokens, at)
            ):
                stop = at
                while (
                    stop - at < 3 and tokens.flags[stop] & CAPITAL and tokens.keys[stop] not in self.surnames
                ):
                    stop += 1
                if stop - at >= 2 and self.heads.match(tokens, at) is None:
                    name = tokens.surface(at, stop)
                    body.place = PlaceMention(
                        at, stop, at, name, "district", "place.committee", None, False, ""
                    )
                    body.stop = stop

    @staticmethod
    def _goes_on(tokens: Tokens, at: int, width: int) -> bool:
        """True where the level word begins another word: `xã hội`."""
        return width == 1 and tokens.keys[at] == "xã" and tokens.keys[at + 1] == "hội"

    def _take_inner(
        self, tokens: Tokens, body: Body, places: dict[int, PlaceMention], after_office: bool, depth: int
    ) -> None:
        """The body this one is part of, where it follows without a comma."""
        at = body.stop
        if body.kind == "alone" or depth > 2:
            return
        if tokens.words[at] in "-–" and body.head in (
            "cơ quan csđt",
            "cơ quan cảnh sát điều tra",
            "cơ quan an ninh điều tra",
        ):
            at += 1
        if not tokens.flags[at] & CAPITAL:
            return
        inner = self.parse(tokens, at, places, after_office=after_office, depth=depth + 1)
        if inner is None or (body.kind == "named" and inner.kind == "named"):
            return
        body.inner, body.stop = inner, inner.stop
        body.level, body.place, body.apex = inner.level, inner.place, inner.apex


_OFFICE_STARTS = frozenset(
    {"chủ tịch", "phó chủ", "phó giám", "giám đốc", "trưởng ban", "trưởng phòng", "phó trưởng", "bí thư", "phó bí", "tổng giám",
     "phó tổng", "bộ trưởng", "thứ trưởng", "cục trưởng", "phó cục", "vụ trưởng", "viện trưởng", "phó viện", "hiệu trưởng",
     "phó hiệu", "chánh văn", "chánh thanh", "phó chánh", "chủ nhiệm", "phó chủ", "tổng bí", "thủ tướng", "phó thủ", "đại biểu"}
)  # fmt: skip


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> OrganisationGrammar:
    """The grammar over `lexicon`, built once."""
    return OrganisationGrammar(lexicon)


def find_bodies(
    tokens: Tokens,
    rules: OrganisationGrammar,
    places: dict[int, PlaceMention],
    after_office: set[int],
    inside_office: bytearray,
) -> dict[int, Body]:
    """Every body by its first token; none inside another. `after_office`: tokens right after an office."""
    found: dict[int, Body] = {}
    keys = tokens.keys
    free = 0
    inside_place = _inside_names(tokens, places)
    starts, shared = rules.starts, rules.shared_heads
    for index in range(tokens.count):
        if index < free:
            continue
        key = keys[index]
        if key in shared and keys[index - 1] in ("các", "hai", "ba"):
            for body in _sharing_a_head(tokens, index, rules, places):
                found[body.start] = body
                free = body.stop
            if index < free:
                continue
        if key not in starts or inside_office[index] or inside_place[index]:
            continue
        if keys[index - 1] in rules.surnames and tokens.flags[index - 1] & CAPITAL:
            continue  # Đinh Bộ Lĩnh
        body = rules.parse(tokens, index, places, after_office=index in after_office)
        if body is not None and not (index in places and body.stop <= places[index].stop):
            free = body.stop
            if not body.several:
                found[index] = body
    return found


def _inside_names(tokens: Tokens, places: dict[int, PlaceMention]) -> bytearray:
    """Marks on the tokens inside a place's name, where no body begins: `đường Đinh Bộ Lĩnh`."""
    inside = bytearray(len(tokens.words))
    for place in places.values():
        inside[place.start + 1 : place.stop] = b"\1" * (place.stop - place.start - 1)
    return inside


def _sharing_a_head(
    tokens: Tokens, index: int, rules: OrganisationGrammar, places: dict[int, PlaceMention]
) -> list[Body]:
    """`các sở Nội vụ, Tài chính, Y tế`: one body for each function of the list."""
    head = rules.shared_heads[tokens.keys[index]]
    found: list[Body] = []
    at = index + 1
    while tokens.flags[at] & CAPITAL:
        function = rules.functions.match(tokens, at)
        if function is None:
            break
        start = index if not found else at
        body = Body(
            start,
            function[0],
            head.lower(),
            "function",
            function[0],
            rule="organisation.shared-head",
            shared_head=head,
        )
        rules._take_place(tokens, body, places)
        found.append(body)
        at = body.stop
        if (
            tokens.keys[at] in (",", "và")
            and tokens.flags[at + 1] & CAPITAL
            and rules.heads.match(tokens, at + 1) is None
        ):
            at += 1
        else:
            break
    return found
