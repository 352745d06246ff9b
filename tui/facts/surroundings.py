"""What stands around the names of an article: titles, offices, bodies and places, by token."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.organisation import Body
from tui.facts.kinds.person import NameTables, Title
from tui.facts.kinds.place import PlaceMention
from tui.facts.kinds.role import Office
from tui.facts.titles import find_titles
from tui.facts.tokens import CAPITAL, Tokens


class Surroundings:
    """The tokens that are something else than names, and what vouches for a name beside them."""

    def __init__(
        self,
        tokens: Tokens,
        tables: NameTables,
        places: Mapping[int, PlaceMention],
        bodies: Mapping[int, Body],
        offices: Mapping[int, Office],
        inside_office: bytearray,
    ) -> None:
        self.tokens, self.places, self.offices = tokens, places, offices
        self.titles = find_titles(tokens, tables, inside_office)
        """By the token after them."""
        self.begins_title = {title.start for title in self.titles.values() if title.kind != "honorific"}
        """Tokens where a rank or degree begins: no name begins there."""
        self.office_ends = {office.stop: office for office in offices.values() if office.stop > office.start}
        """Offices by the token after them."""
        self.taken = bytearray(len(tokens.words))
        """Marks on the tokens of bodies."""
        self.in_place = bytearray(len(tokens.words))
        """Marks on the tokens of places."""
        for body in bodies.values():
            self.taken[body.start : body.stop] = b"\1" * (body.stop - body.start)
        for place in places.values():
            self.in_place[place.start : place.stop] = b"\1" * (place.stop - place.start)
        self._after_countries = {
            place.stop: place.start
            for place in places.values()
            if place.level == "country" and place.bare == place.start
        }

    def title_before(self, index: int) -> Title | None:
        """The title right before token `index`, a full stop or a country between them allowed."""
        title = self.titles.get(index)
        if title is None and index in self._after_countries:
            title = self.titles.get(self._after_countries[index])  # ngôi sao Hàn Quốc Yesung
        if title is None and index > 1 and self.tokens.words[index - 1] == ".":
            title = self.titles.get(index - 1)  # TS. Lê Văn A
            if title is not None and title.kind == "honorific":
                return None
        if title is not None and (self.in_place[title.start] or self.taken[title.start]):
            return None  # Bà Rịa; Bộ TT&[TT]
        return title

    def is_after_national(self, index: int) -> bool:
        """True for the name in `ngoại binh người Azerbaijan Nika Alireva`."""
        country = self._after_countries.get(index)
        return country is not None and self.tokens.keys[country - 1] == "người"

    def continues_capitals(self, index: int) -> bool:
        """True right after a capitalised word that is neither a body, a place nor an office."""
        if not index or not self.tokens.flags[index - 1] & CAPITAL or index in self.office_ends:
            return False
        return not self.taken[index - 1] and not self.in_place[index - 1]
