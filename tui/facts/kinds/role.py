"""Roles: offices before and after a name, with the body they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tui.facts.bodies import BodyFinder
from tui.facts.kinds.organisation import Body
from tui.facts.kinds.place import PlaceMention
from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, UPPER, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon


@dataclass(slots=True)
class Office:
    """One office as the text gives it, in tokens; `stop` is after its organisation."""

    start: int
    stop: int
    position: str
    key: str
    """Key of the office without `nguyên` and the like: `phó giám đốc`."""
    weak: bool
    body: Body | None = None
    organisation: str | None = None
    """As printed; set too where no body but a place or a function follows: `Bộ trưởng Y tế`."""
    former: bool = False
    acting: bool = False
    end: int = 0
    """Stop of the office's own words."""


class OfficeGrammar:
    """The offices of the lexicon, and the parser over them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.phrases: Phrases[str] = Phrases()
        deputies = lexicon.words("offices.deputies")
        standing = lexicon.words("offices.standing")
        for head in (*lexicon.words("offices.heads"), *(f"Phó {deputy}" for deputy in deputies)):
            self.phrases.add(head, head)
        for head in standing:
            for word in lexicon.words("offices.standing_words"):
                self.phrases.add(f"{head} {word}", f"{head} {word}")
        self.former = frozenset(lexicon.words("offices.former"))
        self.acting = frozenset(key for word in lexicon.words("offices.acting") for key in keys_of(word))
        self.joiners: Phrases[str] = Phrases((word, word) for word in lexicon.words("offices.joiners"))
        self.shared = Phrases((word, word) for word in lexicon.words("offices.shared_words"))
        self.shared_keys = frozenset(keys_of(word) for word in lexicon.words("offices.shared_words"))
        self.implied = {keys_of(k): v for k, v in lexicon.mapping("offices.implied_heads").items()}
        self.plural = frozenset(" ".join(keys_of(word)) for word in lexicon.words("offices.plural"))
        self.weak = frozenset(" ".join(keys_of(word)) for word in lexicon.words("offices.weak"))
        self.appointment: Phrases[str] = Phrases((w, w) for w in lexicon.words("offices.appointment"))
        # After an office a head may be lower case: `trưởng phòng Tham mưu`.
        self.heads_any_case: Phrases[str] = Phrases()
        for phrase in lexicon.words("organisations.function_heads"):
            self.heads_any_case.add(phrase, "function")

    def find(self, tokens: Tokens) -> list[tuple[int, int]]:
        """Spans of the office words alone, left to right."""
        return [(start, stop) for start, stop, _ in self.phrases.find(tokens)]

    def shared_start(self, tokens: Tokens, start: int, stop: int) -> int | None:
        """First token of the word the office shares with its organisation: `Trưởng [Ban]`; None if there is none."""
        keys = tokens.keys
        for width in (2, 1):
            at = stop - width
            if at > start and tuple(keys[at:stop]) in self.shared_keys:
                return at
        return None

    def read(
        self,
        tokens: Tokens,
        span: tuple[int, int],
        bodies: Mapping[int, Body],
        places: Mapping[int, PlaceMention],
        finder: BodyFinder,
    ) -> Office:
        """The office whose words stand at `span`, with what comes before and after it."""
        start, stop = span
        key = " ".join(tokens.keys[start:stop])
        office = Office(start, stop, tokens.surface(start, stop), key, key in self.weak, end=stop)
        before = tokens.keys[start - 1]
        if before in self.former and start:
            office.former, office.start = True, start - 1
        elif before in self.acting and start and (before != "q" or tokens.flags[start - 1] & CAPITAL):
            office.acting, office.start = True, start - 1
        shared = self.shared_start(tokens, start, stop)
        body = bodies.get(shared) if shared is not None else None
        if body is None and shared is not None:
            body = self._lower_case_body(tokens, shared, places, finder)
            if body is not None and body.stop <= stop:
                body = None
        if body is None and stop in bodies:
            body = bodies[stop]
        if body is not None:
            office.body, office.stop = body, body.stop
            office.organisation = tokens.surface(body.start, body.stop)
            return office
        self._without_body(tokens, office, places, finder)
        return office

    def _lower_case_body(
        self, tokens: Tokens, at: int, places: Mapping[int, PlaceMention], finder: BodyFinder
    ) -> Body | None:
        hit = self.heads_any_case.match(tokens, at)
        if hit is None:
            return None
        return finder.after_head(at, hit[0], "function", after_office=True)

    def _without_body(
        self,
        tokens: Tokens,
        office: Office,
        places: Mapping[int, PlaceMention],
        finder: BodyFinder,
    ) -> None:
        """`Bộ trưởng Y tế`, `Tổng thống Mỹ`, `Chủ tịch xã An Lạc`, `Phó Trưởng phòng PA05`."""
        at = office.stop
        keys = tokens.keys
        implied = self.implied.get(tuple(keys[at - 2 : at]))
        if implied is not None and tokens.flags[at] & CAPITAL:
            function = finder.tables.functions.match(tokens, at)
            if function is not None:
                stop = function[0]
                if stop in places and places[stop].level == "country":
                    stop = places[stop].stop
                office.stop = stop
                office.organisation = f"{implied} {tokens.surface(at, stop)}"
                office.body = Body(
                    at, stop, keys_of(implied)[0], "function", function[0], shared_head=implied
                )
                return
        if tokens.flags[at] & UPPER and not tokens.flags[at + 1] & UPPER and tokens.words[at].strip("IVX"):
            office.stop, office.organisation = at + 1, tokens.words[at]
            return
        place = places.get(at)
        if place is None and keys[at - 1] in ("thôn", "ấp", "bản", "xóm", "phố"):
            place = places.get(at - 1)
        if place is not None:
            office.stop, office.organisation = place.stop, tokens.surface(place.start, place.stop)
            if keys[place.stop] == "tại" and place.stop + 1 in places and "sứ" in office.key:
                office.stop = places[place.stop + 1].stop
                office.organisation = tokens.surface(place.start, office.stop)


@lru_cache(maxsize=4)
def office_grammar(lexicon: Lexicon) -> OfficeGrammar:
    """The office grammar over `lexicon`, built once."""
    return OfficeGrammar(lexicon)


def chain_after(
    tokens: Tokens, at: int, offices: Mapping[int, Office], bodies: Mapping[int, Body], rules: OfficeGrammar
) -> list[Office]:
    """Offices one after the other from token `at`, joined by comma, dash or `kiêm`; bodies between them are skipped."""
    found: list[Office] = []
    while True:
        office = offices.get(at)
        if office is None:
            return found
        found.append(office)
        at = office.stop
        while tokens.words[at] in (",", "-", "–") and at + 1 in bodies and offices.get(at + 1) is None:
            at = bodies[at + 1].stop
        joiner = rules.joiners.match(tokens, at)
        if joiner is not None:
            at = joiner[0]
        elif tokens.words[at] in (",", "-", "–"):
            at += 1
            joiner = rules.joiners.match(tokens, at)
            if joiner is not None:
                at = joiner[0]
        else:
            return found
