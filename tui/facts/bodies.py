"""Finds the bodies of an article: reads one at a token, head first, then function, level and place."""

from __future__ import annotations

from collections.abc import Mapping, Set

from tui.facts.branches import branch_stop
from tui.facts.extents import Extents
from tui.facts.kinds.organisation import Body, HeadKind, OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.shortnames import add_short_names
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, LOWER, MARK, SYLLABLE, UPPER, Tokens

_MAX_DEPTH = 3
"""Bodies inside bodies: `Văn phòng Thường trực` + `Ban Chỉ đạo …` + `Chính phủ`."""
_MAX_COMMITTEE_PLACE = 3
_NUMBERED = frozenset({"ngày", "tháng", "năm", "quận", "phường", "số", "khóa", "lúc", "thứ", "lần", "điều"})
"""After these a number counts no bodies: `quận 2`."""


class BodyFinder:
    """Reads bodies from the tokens of one article."""

    def __init__(
        self, tokens: Tokens, tables: OrganisationTables, places: Mapping[int, PlaceMention]
    ) -> None:
        self.tokens, self.tables, self.places = tokens, tables, places
        self.borders = tables.borders
        self.extents = Extents(tokens, tables, places)

    def find(self, after_office: Set[int], inside_office: bytearray) -> dict[int, Body]:
        """Every body by its first token, none inside another; `after_office`: where one may follow."""
        found: dict[int, Body] = {}
        keys, flags = self.tokens.keys, self.tokens.flags
        inside_place = self._inside_places()
        starts, shared = self.tables.starts, self.tables.shared_heads
        free = 0
        for index in self.tokens.at(self.tables.small_starts, self.tables.capital_starts):
            if index < free:
                continue
            key = keys[index]
            if key in shared and keys[index - 1] in self.tables.generic_after:
                for body in self._sharing_a_head(index):
                    found[body.start] = body
                    free = body.stop
                if index < free:
                    continue
            if key not in starts or inside_place[index]:
                continue
            if key in shared and flags[index] & LOWER and not flags[index + 1] & CAPITAL:
                continue  # phòng, bộ … in small letters: a word of every day
            if inside_office[index] and not self._is_more_than(inside_office, index):
                continue
            if keys[index - 1] in self.borders.strong and flags[index - 1] & CAPITAL:
                continue  # Đinh Bộ Lĩnh
            if self._is_in_document_number(index):
                continue
            body_or_none = self.read(index, after_office=index in after_office)
            if body_or_none is None and key in shared and flags[index] & LOWER:
                body_or_none = self._small_head(index)
            if body_or_none is None or (
                index in self.places and body_or_none.stop <= self.places[index].stop
            ):
                continue
            free = body_or_none.stop
            if not body_or_none.several:
                found[index] = body_or_none
        add_short_names(self.tokens, self.tables, self.places, found)
        return found

    def _is_more_than(self, inside_office: bytearray, index: int) -> bool:
        """True where a head is longer than the office it begins like: `Đại sứ quán`."""
        head = self.tables.heads.match(self.tokens, index)
        begins = not (index and inside_office[index - 1])  # Phó Bí thư [Thường trực Tỉnh ủy]
        return begins and head is not None and not inside_office[head[0] - 1]

    def read(self, index: int, *, after_office: bool = False, depth: int = 0) -> Body | None:
        """The body whose name begins at token `index`, or None."""
        tables, tokens = self.tables, self.tokens
        alone = tables.alone.match(tokens, index)
        head = tables.heads.match(tokens, index)
        if alone is None and head is None:
            return None
        if tokens.flags[index] & LOWER and (tokens.keys[index - 1], tokens.keys[index]) in self.borders.pairs:
            return None  # thông [báo]
        if tokens.keys[index - 1] == "tổng" and tokens.keys[index] == "công":
            return None  # Chủ tịch Tổng [công ty] Khâu Hạ Lam
        before = tokens.flags[index - 1] if index else 0
        if before & CAPITAL and (tokens.keys[index - 1], tokens.keys[index]) in self.borders.words:
            return None  # đạo Cao [Đài] Tây Ninh
        if tables.not_bodies.match(tokens, index) is not None:
            return None
        place = self.places.get(index)
        if place is not None and place.bare == index and head is not None and head[0] - index == 1:
            return None  # Hội An Đông
        body = (
            self.after_head(index, head[0], head[1], after_office=after_office, depth=depth) if head else None
        )
        if alone is not None and (body is None or body.stop <= alone[0]):
            return self._standing_alone(index, alone[0], after_office=after_office)
        return body

    def after_head(
        self, index: int, at: int, kind: HeadKind, *, after_office: bool = False, depth: int = 0
    ) -> Body | None:
        """The body whose head stands at `[index, at)`, or None where that is only a word of every day."""
        head = " ".join(self.tokens.keys[index:at])
        body = Body(index, at, head, kind, at)
        if kind == "party":
            body.level = self.tables.party_level[head]
            self._take_place(body)
            if self.tokens.flags[at] & DIGITS and len(head) == 3 and len(self.tokens.words[at]) <= 2:
                body.stop = body.core = at + 1  # CAQ 12
            self._take_committee_place(body)
            return body
        if kind == "named":
            if head == "trường" and not self._is_school(index):
                return None
            several = self.tokens.keys[index - 1] in self.tables.generic_after
            firm = head in self.tables.firm_heads and not several
            if after_office and head in self.tables.plain_firms and self._is_holder(at):
                return None  # Chủ tịch Tổng công ty Khâu Hạ Lam
            body.stop = body.core = self.extents.proper_name(at, after_office=after_office, firm=firm)
            body.guessed = True
        elif self.tokens.keys[at] in self.tables.generic_after and not self.tables.functions.match(
            self.tokens, at
        ):
            return None
        elif kind == "function":
            site = self.places.get(at) if head in self.tables.site_heads else None
            stop = (
                site.stop if site is not None else self.extents.function(at, head, after_office=after_office)
            )
            if head == "bộ":
                stop = self.extents.listed_abroad(stop)
            body.stop = body.core = stop
            body.guessed = site is None and body.stop > at and not self.extents.is_listed(at, body.stop)
        body.stop = body.core = branch_stop(self.tokens, self.tables, self.places, body.stop)
        self._take_tail(body, after_office=after_office, depth=depth)
        body.guessed = body.guessed or self._has_unread_tail(body)
        body.several = body.several or self._is_one_of_each(body)
        return body if self._is_a_name(body, at) else None

    def _standing_alone(self, index: int, stop: int, *, after_office: bool) -> Body | None:
        """A body that is its own name; `Toyota Motor Corporation` is one too, `Toyota Altis` is a product."""
        tokens = self.tokens
        if tokens.keys[index] in self.tables.acronyms and not tokens.flags[index] & UPPER:
            return None  # Is Your Land
        before = tokens.flags[index - 1] if index else 0
        if before & (CAPITAL | SYLLABLE | UPPER) == CAPITAL and not after_office:
            return None  # John Hopkins Bloomberg
        body = Body(index, stop, " ".join(tokens.keys[index:stop]), "alone", stop, rule="organisation.name")
        if tokens.keys[stop] in self.tables.products and tokens.flags[stop] & CAPITAL:
            return None  # Google Play Store
        body.guessed = body.head in self.tables.platforms or tokens.keys[index - 1] in self.tables.goods
        for end in range(stop, stop + 3):
            if not tokens.flags[end] & CAPITAL:
                break
            if tokens.keys[end] in self.tables.corporate and not tokens.flags[end + 1] & CAPITAL:
                body.stop = body.core = end + 1
        if not after_office and body.stop == stop and stop - index == 1 and self._is_product(stop):
            return None
        body.stop = body.core = branch_stop(tokens, self.tables, self.places, body.stop)
        if body.head in self.tables.diplomatic:
            self._take_seat(body)
        country = self.places.get(body.stop)
        if country is not None and country.level == "country" and not tokens.flags[index] & UPPER:
            body.stop, body.place = country.stop, country
        return body

    def _is_product(self, at: int) -> bool:
        """True where a foreign word or a code follows a firm: `Samsung Galaxy`, `LG G6`."""
        flags, word = self.tokens.flags[at], self.tokens.words[at]
        if not flags & CAPITAL or at in self.places or self.extents.begins_something_else(at):
            return False
        if flags & UPPER and self.tokens.words[at + 1] == "-" and self.tokens.glued(at + 1):
            return True  # Honda CR-V
        return not flags & (SYLLABLE | UPPER) or any(character.isdigit() for character in word)

    def _is_a_name(self, body: Body, at: int) -> bool:
        """False for a head with too little after it: `Hội Lim`, `báo Mỹ`, `Công ty`."""
        empty = body.core == at
        if body.kind == "named":
            if not empty and self._is_kind_of_firm(body):
                return False
            if not empty:
                return " ".join(self.tokens.keys[at : body.core]) not in self.tables.generic_names
            abroad = body.place is not None and body.place.level == "country"
            seated = body.head in self.tables.diplomatic and (abroad or body.apex == "việt nam")
            return seated or body.level is not None or (body.place is not None and not abroad)
        if body.kind != "function":
            return True
        if body.head in self.tables.forces:
            return empty and (
                body.apex is not None or (body.place is not None and body.place.level == "country")
            )
        if empty and body.bare:
            return body.head in self.tables.bare_heads
        if empty and self.tokens.keys[at] == "của":
            return False  # Ủy ban của Quốc hội
        if empty:
            return body.head not in self.tables.heads_need_function
        town = self.places.get(at)
        if town is not None and town.stop == body.stop and body.head in self.tables.heads_need_function:
            return town.level not in ("province", "city", "district")  # Chi nhánh Vĩnh Phúc
        lone = body.stop - at == 1 and not self.tokens.flags[at] & (UPPER | INITIAL | DIGITS)
        if not lone or self.tables.functions.match(self.tokens, at) is not None:
            return True
        return " " in body.head and bool(self.tokens.flags[at] & SYLLABLE)  # not: văn phòng Sokol

    def _has_unread_tail(self, body: Body) -> bool:
        """True where a foreign name follows that may go on this one: `Ban Pháp chế Oreabank`."""
        flags = self.tokens.flags[body.stop]
        unsure = body.head in self.tables.heads_need_function and body.head != "bộ"
        return unsure and flags & (CAPITAL | SYLLABLE) == CAPITAL

    def _is_one_of_each(self, body: Body) -> bool:
        """True for `Sở Y tế các tỉnh`, `UBND cấp xã`, `98 Chi cục Hải quan`."""
        tokens, at = self.tokens, body.stop
        if not body.bare:
            return False
        if tokens.keys[at] in ("các", "cấp"):
            return tokens.keys[at + 1] in (*self.tables.level_starts, "địa")
        counted = (
            body.start > 1 and tokens.flags[body.start - 1] & DIGITS and body.kind in ("function", "level")
        )
        if not counted or len(tokens.words[body.start - 1]) > 3:
            return False
        return tokens.flags[body.start - 2] & LOWER != 0 and tokens.keys[body.start - 2] not in _NUMBERED

    def _is_kind_of_firm(self, body: Body) -> bool:
        """True for `hãng công nghệ Mỹ`: all in small letters but the country."""
        flags = self.tokens.flags[body.start : body.core]
        named = any(flag & (CAPITAL | DIGITS | MARK) for flag in flags)
        return not named and (body.bare or (body.place is not None and body.place.level == "country"))

    def _is_holder(self, at: int) -> bool:
        """True for three capitals that a family name begins: who holds the office, no firm."""
        flags = self.tokens.flags
        three = all(flags[i] & (CAPITAL | SYLLABLE | UPPER) == CAPITAL | SYLLABLE for i in range(at, at + 3))
        return three and not flags[at + 3] & CAPITAL and self.borders.names_person(self.tokens, at)

    def _is_school(self, index: int) -> bool:
        """`Trường` is a head only before a kind of school or a person's name; it is a given name too."""
        if index and self.tokens.flags[index - 1] & CAPITAL:
            return False
        kind = self.tables.kinds_of_named.match(self.tokens, index + 1)
        return kind is not None or self.borders.names_person(self.tokens, index + 1)

    def _take_tail(self, body: Body, *, after_office: bool, depth: int) -> None:
        """Apex, country, level and place, or the body it is part of, right after the function."""
        of = self.tokens.keys[body.stop] == "của"  # Ủy ban … của Quốc hội
        apex = self.tables.apex.match(self.tokens, body.stop + of)
        if apex is not None and (self.tokens.flags[body.stop + of] & CAPITAL or body.kind != "named"):
            self._take_apex(body, apex[0], after_office=after_office, depth=depth)
            return
        country = self.places.get(body.stop)
        if country is not None and country.level == "country" and not country.word:
            body.stop = country.stop
            if body.head in self.tables.diplomatic:
                self._take_seat(body)
            if country.name != "Việt Nam":
                body.place = country
                return
            body.apex = "việt nam"
        self._take_place(body)
        if body.place is None and body.level is None:
            self._take_inner(body, after_office=after_office, depth=depth)

    def _take_seat(self, body: Body) -> None:
        """`Đại sứ quán Lào [tại Việt Nam]`."""
        seat = self.places.get(body.stop + 1)
        if self.tokens.keys[body.stop] in ("tại", "ở") and seat is not None:
            body.stop = seat.stop

    def _take_apex(self, body: Body, stop: int, *, after_office: bool, depth: int) -> None:
        body.apex = " ".join(self.tokens.keys[body.stop : stop])
        body.stop = stop
        inner = self.tables.heads.match(self.tokens, stop)
        if inner is not None and inner[1] in ("level", "function"):
            self._take_inner(body, after_office=after_office, depth=depth)
        country = self.places.get(body.stop)
        if country is not None and country.level == "country" and not country.word:
            body.stop = country.stop
            if country.name != "Việt Nam" and body.place is None:
                body.place = country

    def _take_place(self, body: Body) -> None:
        """`tỉnh X`, `tỉnh`, or `X`; a ward takes its district along."""
        place = self.places.get(body.stop)
        if (
            place is not None
            and (
                place.level != "other"
                or not place.word
                or place.word in self.tables.hamlets
                or place.rule == "place.level"
            )
            and (place.level != "country" or body.kind != "party")
        ):
            body.place, body.stop = place, place.stop
            initial = self.tables.level_initials.get(place.word)
            body.level = self.tables.levels.get(place.word, initial or body.level)
            around = self.places.get(body.stop)
            if (
                place.level == "ward"
                and around is not None
                and around.level in ("district", "city", "province")
            ):
                body.stop = around.stop
            return
        for width in (2, 1):
            stop = body.stop + width
            level = self.tables.levels.get(" ".join(self.tokens.keys[body.stop : stop]))
            if level is not None and self.tables.heads.match(self.tokens, body.stop) is not None:
                return  # Tỉnh ủy, not tỉnh
            if level is not None and self.tokens.keys[stop - 1 : stop + 1] != ["xã", "hội"]:
                body.level, body.stop = level, stop
                body.several = (
                    self.tokens.words[stop] == "," and self.tokens.keys[stop + 1] in self.tables.level_starts
                )
                return

    def _take_committee_place(self, body: Body) -> None:
        """`Huyện ủy Cát Lâm`: a name no gazetteer holds, two syllables at least, and no person's."""
        at, flags = body.stop, self.tokens.flags
        if (
            body.place is not None
            or self.extents.begins_something_else(at)
            or self.borders.names_person(self.tokens, at)
        ):
            return
        stop = at
        while (
            stop - at < _MAX_COMMITTEE_PLACE
            and flags[stop] & CAPITAL
            and not self.borders.names_person(self.tokens, stop)
        ):
            stop += 1
        if stop - at >= 2:
            name = self.tokens.surface(at, stop)
            body.place = PlaceMention(at, stop, at, name, "district", "place.committee", sure=False)
            body.stop = stop

    def _take_inner(self, body: Body, *, after_office: bool, depth: int) -> None:
        """The body this one is part of, where it follows without a comma."""
        at = body.stop
        if self.tokens.keys[at] == "-" and body.head in self.tables.dash_heads:
            at += 1
        if depth >= _MAX_DEPTH or not self.tokens.flags[at] & CAPITAL:
            return
        inner = self.read(at, after_office=after_office, depth=depth + 1)
        if inner is None or (body.kind == "named" and inner.kind == "named"):
            return
        body.inner, body.stop = inner, inner.stop
        body.level, body.place, body.apex = inner.level, inner.place, inner.apex

    def _is_in_document_number(self, index: int) -> bool:
        """True for the `UBND` of `12/QĐ-UBND`."""
        return (
            self.tokens.words[index - 1] in "-/" and self.tokens.glued(index) and self.tokens.glued(index - 1)
        )

    def _inside_places(self) -> bytearray:
        """Marks on the tokens inside a place's name, where no body begins: `đường Đinh Bộ Lĩnh`."""
        inside = bytearray(len(self.tokens.words))
        for place in self.places.values():
            inside[place.start + 1 : place.stop] = b"\1" * (place.stop - place.start - 1)
        return inside

    def _small_head(self, index: int) -> Body | None:
        """`phòng Cảnh sát hình sự`, `sở Y tế`: a head in small letters before a capitalised function."""
        tokens = self.tokens
        function = self.tables.functions.match(tokens, index + 1)
        if function is None or not tokens.flags[index + 1] & CAPITAL:
            return None
        if self.tables.not_bodies.match(tokens, index) is not None:
            return None
        if (tokens.keys[index - 1], tokens.keys[index]) in self.borders.pairs:
            return None  # cán [bộ]
        return self.after_head(index, index + 1, "function")

    def _sharing_a_head(self, index: int) -> list[Body]:
        """`các sở Nội vụ, Tài chính, Y tế`: one body for each function of the list."""
        tokens, tables = self.tokens, self.tables
        head = tables.shared_heads[tokens.keys[index]]
        found: list[Body] = []
        at = index + 1
        while tokens.flags[at] & CAPITAL:
            function = tables.functions.match(tokens, at)
            if function is None:
                break
            start = at if found else index
            body = Body(start, function[0], head.lower(), "function", function[0])
            body.rule, body.shared_head = "organisation.shared-head", head
            self._take_place(body)
            found.append(body)
            at = body.stop + 1
            if tokens.keys[body.stop] not in (",", "và") or tables.heads.match(tokens, at) is not None:
                break
        if len(found) == 1 and found[0].bare and tokens.keys[index - 1] in tables.generic_after:
            return []  # các sở Nội vụ: one of each
        return found
