"""Finds the offices of an article: their words first, then the bodies they belong to."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.bodies import BodyFinder
from tui.facts.elision import Elision
from tui.facts.kinds.organisation import Body
from tui.facts.kinds.place import PlaceMention
from tui.facts.kinds.role import Office, OfficeTables, head_key
from tui.facts.tokens import BREAK, CAPITAL, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens

_ROMAN = "IVX"
MAX_BRACKET = 30
"""Tokens inside brackets after a name: `(SN 1970, trú tại …, nguyên Giám đốc …)`."""
_MAX_REST = 4
"""Syllables that a body's name may still have where its reading ended."""
_SHORT_HEAD = 3
"""Letters of `Bộ`, `Cục`, `Vụ`: bodies of the country, where a longer word stands for a place's."""
_MAX_TEAM = 8
"""Words of a team's name that begins with its sponsor's."""
_MAX_CODE = 3
"""Words of a firm's name in capitals."""
_OF_OTHERS = frozenset({"đoàn", "nhóm", "khoa"})
"""Words an office shares that alone are no body of the one named after them."""


class OfficeFinder:
    """Reads offices from the tokens of one article. Bodies are found in between: they begin after offices."""

    def __init__(self, tokens: Tokens, tables: OfficeTables) -> None:
        self.tokens, self.tables = tokens, tables
        self.spans = [
            (start, stop)
            for start, stop, held in tables.offices.find(tokens)
            if held and not self._is_gathered(start, stop)
        ]
        """The offices' own words."""
        self.after: set[int] = set()
        """Tokens where a body may follow an office."""
        self.inside = bytearray(len(tokens.words))
        """Marks on offices' own words, without the one a body shares: `Trưởng [Ban]`."""
        for start, stop in self.spans:
            shared = self._shared_start(start, stop)
            own = stop if shared is None else shared
            self.after.update((own, stop))
            self.inside[start:own] = b"\1" * (own - start)

    def _is_gathered(self, start: int, stop: int) -> bool:
        """True for `Hiệp hội [Công chứng viên] Việt Nam`: a body of those who hold the office."""
        tokens = self.tokens
        if not start or not tokens.flags[start] & CAPITAL or not tokens.flags[start - 1] & (CAPITAL | LOWER):
            return False
        if " ".join(tokens.keys[start:stop]) in self.tables.of_teams:
            return False  # Giám đốc CLB HLV A
        return any(
            tokens.flags[at] & CAPITAL and " ".join(tokens.keys[at:start]) in self.tables.gathering
            for at in range(max(0, start - 3), start)
        )

    def words(self) -> bytearray:
        """Marks on all tokens of offices' own words."""
        marks = bytearray(len(self.tokens.words))
        for start, stop in self.spans:
            marks[start:stop] = b"\1" * (stop - start)
        return marks

    def read(
        self, bodies: dict[int, Body], places: Mapping[int, PlaceMention], finder: BodyFinder
    ) -> dict[int, Office]:
        """Every office by its first token; a body only an office reveals is added to `bodies`."""
        elision = self.elision = Elision(self.tokens, self.tables, finder, bodies)
        self.pairs = finder.borders.pairs
        offices: dict[int, Office] = {}
        for start, stop in self.spans:
            office = self._office(start, stop, bodies, places, finder)
            if office.organisation is None:
                elision.read(office, self._shared_start(start, stop))
            offices[office.start] = office
        self._share(offices, elision)
        return offices

    def _share(self, offices: Mapping[int, Office], elision: Elision) -> None:
        """Two offices of one body, joined: the body said after one is that of both."""
        for office in offices.values():
            at = office.stop
            joined = self._after_joiner(at + (self.tokens.keys[at] == ","))
            after = offices.get(joined if joined > at else at + (self.tokens.keys[at] in ("và", "-")))
            if after is not None and after is not office:
                elision.share(office, after)

    def chain(self, at: int, offices: Mapping[int, Office], bodies: Mapping[int, Body]) -> list[Office]:
        """Offices one after the other from token `at`, joined by comma, dash or `kiêm`.

        A body after a comma is what the one before belongs to (`Cục X, Bộ Y`): the chain goes on behind it.
        """
        tokens = self.tokens
        found: list[Office] = []
        while (office := offices.get(at)) is not None:
            found.append(office)
            at = office.stop
            at = self.after_bracket(at)
            while tokens.keys[at] in (",", "-") and at + 1 in bodies and at + 1 not in offices:
                at = self.after_bracket(bodies[at + 1].stop)
            joined = self._after_joiner(at)
            if joined == at and tokens.keys[at] not in (",", "-"):
                break
            at = self._after_joiner(at + 1) if joined == at else joined
        return found

    def after_bracket(self, at: int) -> int:
        """The token behind a bracket that opens at `at`; `at` itself where none does, or none closes it."""
        words = self.tokens.words
        if words[at] != "(":
            return at
        inside = range(at + 1, min(at + MAX_BRACKET, self.tokens.count))
        return next((index + 1 for index in inside if words[index] == ")"), at)

    def _after_joiner(self, at: int) -> int:
        joiner = self.tables.joiners.match(self.tokens, at)
        return at if joiner is None else joiner[0]

    def _shared_start(self, start: int, stop: int) -> int | None:
        """First token of the word the office shares with its organisation, or None."""
        for width in (2, 1):
            at = stop - width
            if at > start and " ".join(self.tokens.keys[at:stop]) in self.tables.shared_words:
                return at
        return None

    def _office(
        self,
        start: int,
        stop: int,
        bodies: dict[int, Body],
        places: Mapping[int, PlaceMention],
        finder: BodyFinder,
    ) -> Office:
        tokens = self.tokens
        key = " ".join(tokens.keys[start:stop])
        office = Office(start, stop, tokens.surface(start, stop), key, key in self.tables.weak)
        self._take_former(office)
        shared = self._shared_start(start, stop)
        if shared is not None and " ".join(tokens.keys[shared:stop]) in self.tables.unshared_words:
            office.position = tokens.surface(start, shared)
            office.key = " ".join(tokens.keys[start:shared])
        body = self._body(start, stop, bodies, finder)
        if office.key in self.tables.of_teams and self._take_team(office, finder):
            return office
        if body is not None:
            around = places.get(body.stop)  # Hạ viện [bang California]
            stop = body.stop if around is None else around.stop
            office.body, office.stop = body, self._after_rest(self._after_seat(stop, places), finder)
            office.organisation = tokens.surface(body.start, stop)
        else:
            self._take_function(office, places, finder) or self._take_code(
                office, finder
            ) or self._take_place(office, places)
        return office

    def _after_seat(self, at: int, places: Mapping[int, PlaceMention]) -> int:
        """The token after `tại Việt Nam`, `về Iraq`: where the body's office is held."""
        seat = places.get(at + 1)
        return seat.stop if seat is not None and self.tokens.keys[at] in ("tại", "về", "ở") else at

    def _after_rest(self, at: int, finder: BodyFinder) -> int:
        """Behind the few small words a body's name still has before a mark: `Viện Nghiên cứu [lúa],`."""
        tokens, stop = self.tokens, at
        while tokens.flags[stop] & LOWER and stop - at < _MAX_REST:
            if tokens.keys[stop] in finder.borders.after_names:
                return at
            stop += 1
        return stop if tokens.keys[stop] in (",", "-", ";", ")") else at

    def _take_former(self, office: Office) -> None:
        """`nguyên`, `cựu`, `quyền` right before the office belong to it."""
        at = office.start - 1
        if at < 0:
            return
        before = self.tokens.keys[at]
        if at and (self.tokens.keys[at - 1], before) in self.pairs:
            return  # chính [quyền] Tổng thống A
        if before in self.tables.former:
            office.former, office.start = True, at
        elif before in self.tables.acting and (len(before) > 1 or self.tokens.flags[at] & CAPITAL):
            office.acting, office.start = True, at

    def _body(self, start: int, stop: int, bodies: dict[int, Body], finder: BodyFinder) -> Body | None:
        """The body at the shared word, in lower case too, else the one right after the office."""
        shared = self._shared_start(start, stop)
        if shared is not None:
            if shared in bodies:
                return bodies[shared]
            after = bodies.get(stop)
            if after is not None and after.kind == "named" and self.tokens.keys[shared] in _OF_OTHERS:
                return after  # Trưởng đoàn Bệnh viện X
            head = self.tables.heads_any_case.match(self.tokens, shared)
            body = finder.after_head(shared, head[0], "function", after_office=True) if head else None
            if body is not None and body.stop > stop:
                bodies[shared] = body
                return body
        if self.tokens.keys[stop] == "của" and stop + 1 in bodies:
            return bodies[stop + 1]  # Người phát ngôn của UBND tỉnh
        return bodies.get(stop)

    def _take_function(self, office: Office, places: Mapping[int, PlaceMention], finder: BodyFinder) -> bool:
        """`Bộ trưởng Y tế`: the office's own word says which kind of body."""
        tokens, at, heads = self.tokens, office.stop, self.tables.implied_heads
        words = (" ".join(tokens.keys[max(0, at - width) : at]) for width in (3, 2))
        head = next((heads[word] for word in words if word in heads), None)
        if head is None or not tokens.flags[at] & CAPITAL:
            return False
        function = finder.tables.functions.match(tokens, at)
        if function is None:
            return False
        stop = function[0]
        office.body = Body(at, stop, head_key(head), "function", stop, shared_head=head)
        country = places.get(stop)
        if country is not None and (country.level == "country" or len(head) > _SHORT_HEAD):
            office.body.place, office.body.stop, stop = country, country.stop, country.stop
        office.stop, office.organisation = stop, f"{head} {tokens.surface(at, stop)}"
        return True

    def _take_team(self, office: Office, finder: BodyFinder) -> bool:
        """`HLV LPB Ninh Bình Thái Quang Lai`: capitals up to a person's name, a town's among them."""
        tokens, at = self.tokens, office.stop
        if not tokens.flags[at] & CAPITAL or finder.borders.names_person(tokens, at):
            return False
        stop, of_town = at + 1, False
        while stop - at < _MAX_TEAM and tokens.flags[stop] & CAPITAL:
            town = finder.places.get(stop)
            of_town = town is not None
            stop = stop + 1 if town is None else town.stop
            if finder.borders.names_person(tokens, stop) and stop not in finder.places:
                break
        if not of_town or not finder.borders.names_person(tokens, stop):
            return False
        office.stop, office.organisation = stop, tokens.surface(at, stop)
        return True

    def _take_code(self, office: Office, finder: BodyFinder) -> bool:
        """`Phó Trưởng phòng PA05`, `CEO LSBank`, `Chủ tịch VN Oil`: words in capitals, or a firm's."""
        tokens, at = self.tokens, office.stop
        is_code = tokens.flags[at] & UPPER and tokens.words[at].strip(_ROMAN)
        if not (is_code and not tokens.flags[at + 1] & UPPER) and not self._is_firm(office, at):
            return False
        stop = at + 1
        while tokens.flags[stop] & (CAPITAL | SYLLABLE) == CAPITAL and stop - at < _MAX_CODE:
            stop += 1
        apposed = tokens.keys[office.start - 1] in (",", "-") and not tokens.flags[stop] & CAPITAL
        if not (apposed or finder.borders.names_person(tokens, stop)):
            stop = at + 1  # the words after it are a foreign name: `CEO VNG Brian Lee`
        office.stop, office.organisation = stop, tokens.surface(at, stop)
        return True

    def _is_firm(self, office: Office, at: int) -> bool:
        """`LSBank`; in an apposition any foreign word that stands alone: `ông A, CEO Grandel, nói`."""
        tokens, word = self.tokens, self.tokens.words[at]
        if not tokens.flags[at] & CAPITAL or tokens.flags[at] & INITIAL or at + 1 == tokens.count:
            return False
        if any(character.isupper() for character in word[1:]) and "'" not in word and "’" not in word:
            return True
        stop = at
        while tokens.flags[stop] & (CAPITAL | SYLLABLE) == CAPITAL and stop - at < _MAX_CODE:
            stop += 1
        if stop - at > 1 and tokens.keys[at] in self.tables.foreign_given:
            return False  # bà Ingrid Brandt, Tổng Giám đốc Jens Kolmar và …
        alone = stop > at and not tokens.flags[stop] & CAPITAL and tokens.keys[stop] != "của"
        apposed = tokens.keys[office.start - 1] in (",", "-")
        ends = bool(tokens.flags[stop] & (MARK | BREAK)) and office.key not in self.tables.with_single_names
        return alone and apposed and (ends or office.key in self.tables.of_firms)

    def _take_place(self, office: Office, places: Mapping[int, PlaceMention]) -> bool:
        """`Tổng thống Mỹ`, `Chủ tịch xã An Lạc`, `Trưởng thôn Đông`, `Đại sứ Việt Nam tại Lào`."""
        at = office.stop
        state = self.tables.state_words.match(self.tokens, at)
        place = places.get(at if state is None else state[0])
        if place is not None and state is not None and place.level != "country":
            return False
        if place is None:
            shared = places.get(at - 1)  # Trưởng [thôn Đông]
            place = shared if shared is not None and shared.bare == at else None
        if place is None:
            return False
        stop = place.stop
        office.organisation = self.tokens.surface(place.start if state is None else at, stop)
        office.stop = self._after_seat(stop, places)
        return True
