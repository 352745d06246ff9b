"""Places that other places explain: lists, districts of the province named, names once named in full."""

from __future__ import annotations

from dataclasses import replace

from tui.facts.kinds.place import Gazetteer, PlaceMention
from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, DIGITS, INITIAL, LOWER, SYLLABLE, UPPER, Tokens

_MAX_NAME = 4
"""Tokens in a name that stands in a list of places."""
_RAIN = frozenset({"mm"})
_MAX_AMOUNT = 6
"""Tokens of an amount of rain."""
_NAMED_AFTER = frozenset({("Bệnh", "viện"), ("Công", "ty"), ("Tập", "đoàn"), ("Ngân", "hàng")})
"""Words after which a district's name may be a body's, whatever district bears it."""
_SUCH_AS = frozenset({"như", "gồm"})
_EXAMPLED = {"xã": "ward", "phường": "ward", "huyện": "district"}
_MAX_QUALITY = 6
"""Tokens from `xã` to `như` in `các xã vùng sâu biên giới như`."""
_NEAR = 3
"""Tokens between a ward and the district named after it."""


class Neighbours:
    """Adds to the places found in one article those which they explain."""

    def __init__(
        self, tokens: Tokens, known: Gazetteer, found: dict[int, PlaceMention], taken: bytearray
    ) -> None:
        self.tokens, self.known, self.borders = tokens, known, known.borders
        self.found, self.taken = found, taken

    def explain(self) -> None:
        """Add to `found`, marking the tokens in `taken`."""
        self._add_ends()
        self._add_listed()
        self._add_examples()
        self._add_before_provinces()
        self._add_abroad()
        self._add_rained_on()
        self._add_known_again()
        self._add_districts_of_named()
        self._settle_provinces()

    def _keep(self, mention: PlaceMention) -> None:
        self.found[mention.start] = mention
        self.taken[mention.start : mention.stop] = b"\1" * (mention.stop - mention.start)

    def _add_listed(self) -> None:
        """`các huyện A, B và C` · `đường A, B`: names of one level or site, joined by comma or `và`."""
        for mention in [self.found[start] for start in sorted(self.found)]:
            local = mention.level in ("district", "ward") and mention.bare > mention.start
            plural = self.tokens.keys[mention.start - 1] in self.known.plurals
            listing = mention.word in self.known.roads or mention.word in self.known.ports
            if not local and not listing and not (plural and mention.rule == "place.site"):
                continue
            last: PlaceMention | None = mention
            while last is not None:
                last = self._listed_after(last, plural=plural)
                if last is not None:
                    self._keep(last)

    def _add_examples(self) -> None:
        """`các xã biên giới như A, B`."""
        keys = self.tokens.keys
        for index in self.tokens.at(_SUCH_AS):
            for at in range(index - 1, max(0, index - _MAX_QUALITY), -1):
                level = _EXAMPLED.get(keys[at])
                if level is None or keys[at - 1] not in self.known.plurals:
                    continue
                last: PlaceMention | None = PlaceMention(
                    index, index, index, "", level, "place.list", word=keys[at]
                )
                while last is not None:
                    last = self._listed_after(last, plural=True)
                    if last is not None:
                        self._keep(last)
                break

    def _listed_after(self, last: PlaceMention, *, plural: bool) -> PlaceMention | None:
        """The next name of the list that `last` belongs to, or None where the list ends."""
        tokens = self.tokens
        at = last.stop + 1
        if (
            (last.name and tokens.keys[last.stop] not in (",", "và"))
            or not tokens.flags[at] & CAPITAL
            or self.taken[at]
        ):
            return None
        if last.word in self.known.ports and last.level == "other":
            return self._port_listed(at)
        if last.level not in ("district", "ward"):
            return self._unknown_listed(at, last, plural=plural, shown=f"{last.word} ")
        table = self.known.districts if last.level == "district" else self.known.wards
        hit = table.match(tokens, at)
        if hit is None or self._goes_on(hit[0]):
            return self._unknown_listed(at, last, plural=plural) if plural else None
        if last.level == "ward" and not plural and self.known.districts.match(tokens, at) is not None:
            return None  # xã Hương Sơn, Mỹ Đức: the district it lies in
        homes = frozenset(place.province for place in hit[1] if place.province is not None)
        province = last.province if last.province in homes else None
        if province is None and len(homes) == 1:
            province = next(iter(homes))
        return PlaceMention(
            at, hit[0], at, hit[1][0].name, last.level, "place.list", province, homes=homes, word=last.word
        )

    def _unknown_listed(
        self, at: int, last: PlaceMention, *, plural: bool, shown: str = ""
    ) -> PlaceMention | None:
        """Two to four capitals that no gazetteer holds; a person's name only after `các`, or a hero's."""
        tokens = self.tokens
        stop = at
        while stop - at < _MAX_NAME and tokens.flags[stop] & CAPITAL and not self.taken[stop]:
            stop += 1
        foreign = stop - at == 1 and plural and not tokens.flags[at] & SYLLABLE
        numbered = plural or last.word in self.known.hamlets
        if numbered and tokens.flags[stop] & DIGITS and not tokens.flags[stop + 1] & LOWER:
            stop += 1  # thôn Đoài 1, Đoài 2
        if (
            (stop - at < 2 and not foreign)
            or self._goes_on(stop)
            or self.known.body_starts.match(tokens, at) is not None
        ):
            return None
        if any(tokens.flags[index] & UPPER for index in range(at, stop)):
            return None
        hero = tuple(tokens.keys[at:stop]) in self.known.street_names
        if self.borders.names_person(tokens, at) and not (plural or hero):
            return None
        name = shown + tokens.surface(at, stop)
        return PlaceMention(at, stop, at, name, last.level, "place.list", sure=False, word=last.word)

    def _port_listed(self, at: int) -> PlaceMention | None:
        """`sân bay A và B`, where B is a town."""
        hit = self.known.districts.match(self.tokens, at)
        if hit is None or self._goes_on(hit[0]) or self.borders.names_person(self.tokens, at):
            return None
        homes = frozenset(place.province for place in hit[1] if place.province is not None)
        home = next(iter(homes)) if len(homes) == 1 else None
        return PlaceMention(
            at, hit[0], at, hit[1][0].name, "district", "place.list", home, sure=False, homes=homes
        )

    def _add_ends(self) -> None:
        """The B, C of `cao tốc A - B - C`."""
        tokens = self.tokens
        for mention in [m for m in self.found.values() if m.rule == "place.end"]:
            at = mention.stop + 1
            while tokens.keys[at - 1] == "-" and tokens.flags[at] & CAPITAL and not self.taken[at]:
                stop = at
                while stop - at < _MAX_NAME and tokens.flags[stop] & CAPITAL and not self.taken[stop]:
                    stop += 1
                if stop - at < 2:
                    break
                name = tokens.surface(at, stop)
                self._keep(replace(mention, start=at, stop=stop, bare=at, name=name))
                at = stop + 1

    def _add_abroad(self) -> None:
        """`ở Szeged và Debrecen`: a foreign name where something is, in no list, and those listed with it."""
        tokens = self.tokens
        for index in tokens.at(self.known.whereabouts):
            if tokens.keys[index - 1] in self.known.no_where:
                continue  # hiện tại, chuyên gia tại
            at = index + 1
            while True:
                known = self.found.get(at)
                stop = self._foreign_stop(at) if known is None else self._known_stop(known)
                local = None if stop or known is not None else self._in_gazetteer(at)
                if local is not None:
                    self._keep(local)
                if not stop:
                    break
                if known is None:
                    name = tokens.surface(at, stop)
                    self._keep(PlaceMention(at, stop, at, name, "other", "place.abroad", sure=False))
                if tokens.keys[stop] not in (",", "và", "hoặc", "hay"):
                    break
                at = stop + 1

    def _known_stop(self, known: PlaceMention) -> int:
        """Stop of a foreign town that the gazetteer holds, where others may be listed with it, or 0."""
        foreign = known.level == "other" and not known.word
        return known.stop if foreign and not self.tokens.flags[known.start] & SYLLABLE else 0

    def _in_gazetteer(self, at: int) -> PlaceMention | None:
        """`tại Giao Thủy`: a known name of two words; or what a country in brackets explains."""
        tokens = self.tokens
        if not tokens.flags[at] & CAPITAL or self.taken[at] or self.borders.names_person(tokens, at):
            return None
        for level, table in (("district", self.known.districts), ("ward", self.known.wards)):
            hit = table.match(tokens, at)
            if hit is None or hit[0] - at < 2 or not self._is_free(at, hit[0]) or self._goes_on(hit[0]):
                continue
            if tokens.words[hit[0]] == "-" and tokens.flags[hit[0] + 1] & CAPITAL:
                continue  # Văn Miếu - Quốc Tử Giám
            homes = frozenset(place.province for place in hit[1] if place.province is not None)
            home = next(iter(homes)) if len(homes) == 1 else None
            return PlaceMention(
                at, hit[0], at, hit[1][0].name, level, "place.where", home, sure=False, homes=homes
            )
        return self._before_country(at)

    def _before_country(self, at: int) -> PlaceMention | None:
        """`ở Lệ Giang (Trung Quốc)`."""
        tokens, stop = self.tokens, at
        while stop - at < _MAX_NAME and tokens.flags[stop] & CAPITAL and not self.taken[stop]:
            stop += 1
        country = self.found.get(stop + 1)
        bracketed = tokens.words[stop] == "(" and country is not None and tokens.words[country.stop] == ")"
        if not bracketed or country is None or country.level != "country":
            return None
        if (
            self.known.body_starts.match(tokens, at) is not None
            or self.known.firms.match(tokens, at) is not None
        ):
            return None
        return PlaceMention(at, stop, at, tokens.surface(at, stop), "other", "place.abroad", sure=False)

    def _add_rained_on(self) -> None:
        """`Trà Leng 612 mm`: a ward or district where so much rain was measured."""
        tokens, flags = self.tokens, self.tokens.flags
        for unit in tokens.at(_RAIN):
            stop = unit
            while unit - stop < _MAX_AMOUNT and (flags[stop - 1] & DIGITS or tokens.words[stop - 1] in ".,-"):
                stop -= 1
            for start in range(max(0, stop - _MAX_NAME), stop - 1):
                for level, table in (("district", self.known.districts), ("ward", self.known.wards)):
                    hit = table.match(tokens, start) if flags[start] & CAPITAL else None
                    if hit is not None and hit[0] == stop and self._is_free(start, stop):
                        homes = frozenset(place.province for place in hit[1] if place.province is not None)
                        home = next(iter(homes)) if len(homes) == 1 else None
                        self._keep(
                            PlaceMention(
                                start, stop, start, hit[1][0].name, level, "place.rain", home, homes=homes
                            )
                        )

    def _foreign_stop(self, at: int) -> int:
        """Stop of one or two foreign words that may be a town, or 0."""
        tokens, flags = self.tokens, self.tokens.flags
        stop = at
        while stop - at < 3 and flags[stop] & (CAPITAL | SYLLABLE | UPPER | INITIAL) == CAPITAL:
            if self.taken[stop]:
                return 0
            stop += 1
        if not 0 < stop - at < 3 or flags[stop] & (CAPITAL | DIGITS):
            return 0
        words = range(at, stop)
        if any(not tokens.words[i].istitle() or tokens.keys[i] in self.known.firm_words for i in words):
            return 0  # ThinkMarkets, World Bank
        if tokens.words[stop] in "-.&'’@/+" and (tokens.words[stop] != "." or flags[stop + 1] & LOWER):
            return 0
        return 0 if self.known.firms.match(tokens, at) is not None else stop

    def _goes_on(self, at: int) -> bool:
        """True where the run of capitals or the word before token `at` goes on."""
        tokens = self.tokens
        if tokens.flags[at] & CAPITAL and tokens.flags[at] & SYLLABLE and not self.taken[at]:
            return True
        return self.borders.word_goes_on(tokens, at, known=True)

    def _add_districts_of_named(self) -> None:
        """`ở Mường Nhé`: a district's name alone, where the article names its province."""
        named = {m.province for m in self.found.values() if m.level in ("province", "city")}
        if not named:
            return
        tokens = self.tokens
        for index in tokens.at(self.known.districts.first_keys):
            if not tokens.flags[index] & CAPITAL or self.taken[index]:
                continue
            hit = self.known.districts.match(tokens, index)
            if hit is None or not self._is_free(index, hit[0]):
                continue
            if hit[0] - index < 2 and "'" not in tokens.words[index]:
                continue  # Vinh; but M'Đrắk
            fits = [place for place in hit[1] if place.province in named]
            if len(fits) != 1 or self.borders.names_person(tokens, index) or self._is_no_place(index, hit[0]):
                continue
            home = fits[0].province
            self._keep(
                PlaceMention(index, hit[0], index, fits[0].name, "district", "place.of-province", home)
            )

    def _is_no_place(self, start: int, stop: int) -> bool:
        """True after an honorific or an opening quote, for a hero, and where the last word goes on."""
        tokens = self.tokens
        before = tokens.keys[start - 1] if start else ""
        if before in self.known.honorifics or before in ('"', "“", "'", "‘"):
            return True
        if tuple(tokens.keys[start:stop]) in self.known.street_names:
            return True  # Hai Bà Trưng
        if tuple(tokens.words[start - 2 : start]) in _NAMED_AFTER:
            return True  # Bệnh viện Thống Nhất
        return self.borders.word_goes_on(tokens, stop, known=True)

    def _add_before_provinces(self) -> None:
        """`Tân Phú, Đồng Nai` · `Sóc Sơn (Hà Nội)`: a district or ward of the province named after it."""
        for mention in [self.found[start] for start in sorted(self.found, reverse=True)]:
            province: str | None = mention.province
            at = mention.start
            while province is not None and self.tokens.keys[at - 1] in (",", "(", "-"):
                before = self._ending_at(at - 1, province)
                if before is None:
                    break
                self._keep(before)
                at = before.start

    def _ending_at(self, stop: int, province: str) -> PlaceMention | None:
        """A district or ward of `province` whose bare name ends at token `stop`."""
        tokens = self.tokens
        for start in range(max(0, stop - _MAX_NAME), stop - 1):
            if not tokens.flags[start] & CAPITAL or self.taken[start]:
                continue
            if start and tokens.flags[start - 1] & CAPITAL:
                continue
            for level, table in (("district", self.known.districts), ("ward", self.known.wards)):
                if level == "ward" and self.borders.names_person(tokens, start):
                    continue
                hit = table.match(tokens, start)
                if hit is not None and hit[0] == stop and any(p.province == province for p in hit[1]):
                    return PlaceMention(
                        start, stop, start, hit[1][0].name, level, "place.before-province", province
                    )
        return None

    def _add_known_again(self) -> None:
        """Districts and wards once named with their level word are known without it afterwards."""
        named: Phrases[PlaceMention] = Phrases(capitals=True)
        for mention in self.found.values():
            local = mention.level in ("district", "ward") and mention.bare > mention.start
            abroad = mention.rule == "place.abroad" or (
                mention.word in ("thành phố", "bang", "thị trấn", "tỉnh")
                and not self.tokens.flags[mention.bare] & SYLLABLE
            )
            if abroad or (
                local
                and mention.stop - mention.bare > 1
                and not self.borders.names_person(self.tokens, mention.bare)
            ):
                named.add(self.tokens.surface(mention.bare, mention.stop), mention)
        for start, stop, first in named.find(self.tokens):
            if self._is_free(start, stop) and self.tokens.keys[start - 1] not in self.known.honorifics:
                self._keep(replace(first, start=start, stop=stop, bare=start, rule="place.again"))

    def _is_free(self, start: int, stop: int) -> bool:
        """True where the tokens are in no place yet and no longer run of capitals."""
        before, after = self.tokens.flags[start - 1] if start else 0, self.tokens.flags[stop]
        if before & CAPITAL and self.tokens.keys[start - 1] in self.known.leads:
            before = 0  # Ở Mường Nhé
        return not (any(self.taken[start:stop]) or before & CAPITAL or (after & CAPITAL and after & SYLLABLE))

    def _settle_provinces(self) -> None:
        """A name that several provinces have takes the one the article names, else the one right after it."""
        ordered = [self.found[start] for start in sorted(self.found)]
        named = {m.province for m in ordered if m.level in ("province", "city") and m.province is not None}
        following: PlaceMention | None = None
        for mention in reversed(ordered):
            if mention.province is None and mention.level in ("district", "ward"):
                fits = mention.homes & named
                if len(fits) == 1:
                    mention.province = next(iter(fits))
                elif following is not None and 0 <= following.start - mention.stop <= _NEAR:
                    mention.province = following.province
            if mention.province is not None:
                following = mention
