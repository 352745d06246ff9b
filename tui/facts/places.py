"""Finds the places of an article: names with a word before them, names alone, then what these explain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tui.facts.kinds.place import Gazetteer, Located, PlaceMention
from tui.facts.neighbours import Neighbours
from tui.facts.tokens import BREAK, CAPITAL, DIGITS, INITIAL, LOWER, SYLLABLE, UPPER, Tokens

_LEADS_HAMLET = frozenset({"trưởng", "phó"})
"""Words that make the leader of a hamlet of the word for it: `Trưởng thôn`."""
_MIDDLE = ("văn", "thị")
"""Middle names that hardly any place has."""
_HIGHLAND = ("y", "a")
"""First words of men's names in the Central Highlands."""
_DIRECTIONS = frozenset({"đông", "tây", "nam", "bắc"})
_MAX_NAME = 4
"""Tokens in a place name that no gazetteer holds."""


class Ended(Protocol):
    """Anything that stands in the text up to a token."""

    stop: int


class PlaceFinder:
    """Finds places among the tokens of one article."""

    def __init__(self, tokens: Tokens, known: Gazetteer) -> None:
        self.tokens, self.known, self.borders = tokens, known, known.borders
        self.found: dict[int, PlaceMention] = {}
        self.taken = bytearray(len(tokens.words))

    def find(self) -> dict[int, PlaceMention]:
        """Every occurrence of a place by its first token; none inside another."""
        keys, flags = self.tokens.keys, self.tokens.flags
        known = self.known
        word_starts, name_starts, small_starts = known.word_starts, known.name_starts, known.small_starts
        free = 0
        for index in self._openings():
            if index < free:
                continue
            key = keys[index]
            mention = None
            if key in word_starts:
                mention = self._after_level(index) or self._site(index)
            if mention is None and key in name_starts and (flags[index] & CAPITAL or key in small_starts):
                mention = self._alone(index)
            if mention is not None:
                self._keep(mention)
                free = mention.stop
        Neighbours(self.tokens, self.known, self.found, self.taken).explain()
        return self.found

    def _openings(self) -> list[int]:
        """The tokens at which a place may begin, in order."""
        tables = (self.known.levels, self.known.sites, self.known.bare)
        return sorted({index for table in tables for index in table.openings(self.tokens)})

    def _keep(self, mention: PlaceMention) -> None:
        self.found[mention.start] = mention
        self.taken[mention.start : mention.stop] = b"\1" * (mention.stop - mention.start)

    def _after_level(self, index: int) -> PlaceMention | None:
        """`tỉnh Quảng Ngãi`, `TP. Huế`, `Q.1`, `xã Mỹ Khánh`."""
        tokens, known = self.tokens, self.known
        hit = known.levels.match(tokens, index)
        if hit is None:
            return None
        bare, level = hit
        if not tokens.flags[bare] & (CAPITAL | DIGITS) and tokens.words[bare] != ".":
            return None
        head = known.body_starts.match(tokens, index)
        if head is not None and head[0] > bare:
            return None  # Tỉnh Đoàn
        word = " ".join(tokens.keys[index:bare])
        if (tokens.keys[index - 1], word) in known.not_levels:
            return None  # bà [xã] Hồng, liên [bang]
        initial = word in known.initial_levels
        if initial and not tokens.flags[index] & CAPITAL:
            return None
        if tokens.words[bare] == "." and tokens.words[index][0].isupper():
            bare += 1
        elif initial:
            return None
        if word in known.numbered and tokens.flags[bare] & DIGITS and len(tokens.words[bare]) <= 2:
            return self._numbered(index, bare, word, level)
        if not tokens.flags[bare] & CAPITAL:
            return None
        mention = self._in_gazetteer(index, bare, word, level)
        if mention is None and not initial:
            mention = self._unknown_name(index, bare, word, level)
        return mention

    def _numbered(self, index: int, bare: int, word: str, level: str) -> PlaceMention:
        district = level == "district"
        name = f"{'Quận' if district else 'Phường'} {int(self.tokens.words[bare])}"
        province = "Hồ Chí Minh" if district else None
        return PlaceMention(index, bare + 1, index, name, level, "place.numbered", province, word=word)

    def _in_gazetteer(self, index: int, bare: int, word: str, level: str) -> PlaceMention | None:
        tokens, known = self.tokens, self.known
        best: tuple[int, list[Located], str] | None = None
        alone = known.bare.match(tokens, bare)
        if alone is not None and alone[1].level == "country":
            return None  # thủ đô Ấn Độ
        if alone is not None and level in ("province", "city", "other"):
            best = (alone[0], [alone[1]], self._level_of(level, alone[1]))
        if level in ("city", "district"):
            local = known.districts.match(tokens, bare)
            if local is not None and (best is None or local[0] > best[0]):
                best = (local[0], local[1], "district")
        elif level == "ward":
            ward = known.wards.match(tokens, bare)
            if ward is not None:
                best = (ward[0], ward[1], "ward")
        if best is None:
            return None
        stop, located, level = best
        if level == "ward" and self._run_goes_on(stop):
            return None  # phường Đông Hoa Lư, where only Đông is known
        homes = frozenset(place.province for place in located if place.province is not None)
        province = next(iter(homes)) if len(homes) == 1 else None
        if word == "tỉnh" and located[0].level == "district":
            province, homes = None, frozenset()  # a province abroad that shares the name
        return PlaceMention(
            index, stop, bare, located[0].name, level, "place.level", province, homes=homes, word=word
        )

    def _run_goes_on(self, stop: int) -> bool:
        """True where one more capital follows that begins no person's, place's or body's name."""
        tokens, flag = self.tokens, self.tokens.flags[stop]
        if not flag & CAPITAL or not flag & SYLLABLE or flag & UPPER:
            return False
        if tokens.keys[stop] in self.borders.strong or self.borders.names_person(tokens, stop):
            return False
        if self.known.body_starts.match(tokens, stop) or self.known.levels.match(tokens, stop):
            return False
        alone = self.known.bare.match(tokens, stop)
        return alone is None or alone[0] - stop < 2

    @staticmethod
    def _level_of(level: str, located: Located) -> str:
        """The level a known name has after a word: `TP Nam Định` is a town, `tỉnh Tây Nguyên` no province."""
        if level == "city":
            return "district" if located.level in ("province", "district") else level
        return located.level if located.level in ("city", "other") else level

    def _unknown_name(self, index: int, bare: int, word: str, level: str) -> PlaceMention | None:
        tokens, known = self.tokens, self.known
        if self.borders.names_person(tokens, bare) or (level == "city" and tokens.flags[bare] & UPPER):
            return None
        if word == "thủ đô" and tokens.flags[bare] & SYLLABLE:
            return None
        if tokens.words[bare - 1] == "." and tokens.keys[bare] in known.never:
            return None  # trong TP. Các hội
        stop = self._run(bare)
        name = tokens.surface(bare, stop)
        return PlaceMention(index, stop, bare, name, level, "place.level-unknown", sure=False, word=word)

    def _run(self, index: int) -> int:
        """Stop of the run of capitalised words at `index`; hyphens inside a foreign word belong to it."""
        flags, tokens = self.tokens.flags, self.tokens
        stop = index
        count = 0
        while count < _MAX_NAME and flags[stop] & CAPITAL:
            stop += 1
            count += 1
            if flags[stop - 1] & INITIAL and tokens.words[stop] == "." and flags[stop + 1] & CAPITAL:
                stop += 1  # John F. Kennedy
            if tokens.keys[stop + 1] in _MIDDLE and self.borders.names_person(tokens, stop):
                break  # bản Pá Mo Tòng Văn Khoát
            if count > 1 and tokens.keys[stop] in _HIGHLAND and flags[stop + 1] & CAPITAL:
                break  # xã Đăk Lư Y Brơm
            while (
                tokens.words[stop] == "-"
                and tokens.glued(stop)
                and tokens.glued(stop + 1)
                and flags[stop + 1] & LOWER
            ):
                stop += 2
        return stop

    def _site(self, index: int) -> PlaceMention | None:
        """`đường Trần Phú`, `sông Hồng`: the site's word belongs to the name."""
        tokens, flags = self.tokens, self.tokens.flags
        hit = self.known.sites.match(tokens, index)
        if hit is None:
            return None
        bare = hit[0]
        if not flags[bare] & (CAPITAL | DIGITS) and tokens.words[bare] != ":":
            return None
        word = " ".join(tokens.keys[index:bare])
        if word in self.known.numbered_roads and flags[bare] & DIGITS and len(tokens.words[bare]) <= 3:
            return self._numbered_road(index, bare, word)
        if word in self.known.only_numbered:
            return None  # Bộ GD&[ĐT]
        if tokens.words[bare] == ":" and tokens.keys[index - 1] in self.known.plurals:
            bare += 1  # 3 chùa: A, B và C
        is_short = flags[index] & UPPER and not flags[index] & SYLLABLE  # KCN; not a heading's KÊNH
        if not flags[bare] & CAPITAL or self._ends_word(index):
            return None
        if (
            flags[index] & CAPITAL
            and not is_short
            and (self.borders.names_person(tokens, index) or not self._may_be_capital(index, word))
        ):
            return None
        if not self._is_site_name(bare, word):
            return None
        stop = self._site_stop(bare)
        if word in self.known.two_ended and tokens.words[stop] == "-" and flags[stop + 1] & CAPITAL:
            return self._first_end(bare, stop, word)
        if not self._is_whole(bare, stop) or (
            word in self.known.everyday_sites
            and not self._vietnamese(bare, stop, hamlet=word in self.known.hamlets)
        ):
            return None
        if self._has_number(stop, word):
            stop += 1  # thôn Mỹ Xuân 1
        name = f"{tokens.surface(index, bare).removesuffix(':')} {tokens.surface(bare, stop)}"
        name = name if name[:2].isupper() else name[0].lower() + name[1:]
        return PlaceMention(index, stop, bare, name, "other", "place.site", sure=False, word=word)

    def _has_number(self, at: int, word: str) -> bool:
        """True for the `1` of `thôn Mỹ Xuân 1`, `KCN Cát Hạ 1`; of the latter's no amount."""
        tokens, flags = self.tokens, self.tokens.flags
        if not flags[at] & DIGITS or len(tokens.words[at]) > 2:
            return False
        goes_on = tokens.words[at + 1] in ".,%/-" and tokens.glued(at + 1) and flags[at + 2] & DIGITS
        counts = flags[at + 1] & LOWER and tokens.keys[at + 1] not in self.borders.after_names
        return word in self.known.hamlets or (
            word in self.known.numbered_sites and not goes_on and not counts
        )

    def _first_end(self, start: int, stop: int, word: str) -> PlaceMention | None:
        """The A of `cao tốc A - B`: its ends are the places."""
        if stop - start < 2:
            return None  # đường sắt Bắc - Nam
        name = self.tokens.surface(start, stop)
        return PlaceMention(start, stop, start, name, "other", "place.end", sure=False, word=word)

    def _ends_word(self, index: int) -> bool:
        """True for `phiên [bản]`, not for `trên [sân]`."""
        before = self.tokens.keys[index - 1]
        return (
            before not in self.known.leads
            and before not in self.known.parts
            and (before, self.tokens.keys[index]) in self.borders.pairs
        )

    def _numbered_road(self, index: int, bare: int, word: str) -> PlaceMention:
        """`quốc lộ 1A`, `tỉnh lộ 10`."""
        tokens = self.tokens
        stop = bare + 1
        if tokens.flags[stop] & INITIAL and tokens.glued(stop):
            stop += 1
        name = tokens.surface(index, stop)
        name = name if name[:2].isupper() else name[0].lower() + name[1:]
        return PlaceMention(index, stop, bare, name, "other", "place.road", sure=False, word=word)

    def _may_be_capital(self, index: int, word: str) -> bool:
        listed = self.tokens.words[index - 1] == ":"  # Đội hình: Lăng Văn Hạ
        return (self.tokens.begins_sentence(index) and not listed) or (
            word in self.known.capital_sites and not self.tokens.flags[index - 1] & CAPITAL
        )

    def _is_site_name(self, bare: int, word: str) -> bool:
        """False where what follows is a province, a country or a body."""
        alone = self.known.bare.match(self.tokens, bare)
        if alone is not None and alone[1].level not in ("district", "other") and word not in self.known.ports:
            goes_on = alone[0] - bare == 1 and self.tokens.flags[alone[0]] & CAPITAL
            if not goes_on or self.known.bare.match(self.tokens, alone[0]) is not None:
                return False  # sông Hà Nội, but thôn Mỹ Xuân
        return self.known.body_starts.match(self.tokens, bare) is None and not self._is_leader(bare, word)

    def _is_leader(self, bare: int, word: str) -> bool:
        """True for `Trưởng thôn [Lò Thị Na]`: who leads the hamlet, not what it is called."""
        keys, before = self.tokens.keys, bare - 1 - len(word.split(" "))
        named = keys[bare + 1] in _MIDDLE and self.borders.names_person(self.tokens, bare)
        return named and word in self.known.hamlets and before >= 0 and keys[before] in _LEADS_HAMLET

    def _site_stop(self, bare: int) -> int:
        """Stop of a site's name; a country or province at its end is none of it."""
        stop = self._run(bare)
        if stop - bare > 2 and _DIRECTIONS.issuperset(self.tokens.keys[bare : stop - 2]):
            end = self.known.bare.match(self.tokens, stop - 2)
            if end is not None and end[1].level != "country":
                return stop  # khu kinh tế Nam Phú Yên
        town = self.known.bare.match(self.tokens, bare)
        person = self.tokens.keys[bare] in self.borders.strong
        for at in range(bare + 1 if town is None else town[0], stop):
            alone = self.known.bare.match(self.tokens, at)
            if alone is not None and alone[1].level != "district" and alone[0] >= stop:
                if person and at == bare + 2 and stop - at == 1:
                    break  # nhà thi đấu Trịnh Hoài Đức
                return at
        return stop

    def _is_whole(self, bare: int, stop: int) -> bool:
        """False for one capital whose word goes on in small letters, and for one word in capitals."""
        lone = stop - bare == 1
        if lone and self.tokens.flags[bare] & UPPER:
            return False
        return not self.borders.word_goes_on(self.tokens, stop, known=not lone)

    def _vietnamese(self, start: int, stop: int, *, hamlet: bool) -> bool:
        """True for syllables alone; in a hamlet's name of two words a letter with a mark says it too."""
        flags = [flag & SYLLABLE for flag in self.tokens.flags[start:stop]]
        if all(flags) or not hamlet:
            return all(flags)
        marked = not all(word.isascii() for word in self.tokens.words[start:stop])
        return stop - start > 1 and any(flags) and marked  # làng Lung Prơng

    def _alone(self, index: int) -> PlaceMention | None:
        """A province, country, region or well-known town without a word before it."""
        hit = self.known.bare.match(self.tokens, index)
        if hit is None:
            return None
        stop, located = hit
        if self.known.needs_word(located.name, self.tokens.keys[index]):
            return None
        if self._inside_longer_name(index) or self._after_honorific(index, stop, located):
            return None
        if self._is_direction(index, located) or self._overlaps(stop) or self._is_credit(index):
            return None
        if located.level == "other" and stop - index == 2 and self._run_goes_on(stop):
            return None  # Công ty Đông Á Bạch
        if stop - index == 1 and not self._single_word_stands(index, located):
            return None
        if (
            stop - index == 2
            and self.borders.names_person(self.tokens, index)
            and not self._ends_before_person(stop)
            and not self._is_never_a_person(index, located)
        ):
            return None
        if located.level == "other" and self._is_of_a_club(stop):
            return None
        sure = located.level != "other" or not self._is_in_a_fixture(index, stop)
        return PlaceMention(
            index, stop, index, located.name, located.level, "place.name", located.province, sure=sure
        )

    def _is_of_a_club(self, stop: int) -> bool:
        """True for `Lyon United`, a club, and for other firms whose name a city begins."""
        return bool(self.tokens.flags[stop] & CAPITAL) and self.tokens.keys[stop] in self.known.corporate

    def _is_in_a_fixture(self, start: int, stop: int) -> bool:
        """True for a city joined to a name by a dash, as clubs are: `Caen - Bordeaux`."""
        tokens = self.tokens
        before = start > 1 and tokens.keys[start - 1] == "-" and tokens.flags[start - 2] & CAPITAL
        after = tokens.keys[stop] == "-" and tokens.flags[stop + 1] & CAPITAL
        return bool(before or after)

    def _inside_longer_name(self, index: int) -> bool:
        """True inside a run of capitals that a family name begins: `Nguyễn [Thái Bình]`."""
        flags = self.tokens.flags
        start = index
        while start > 0 and flags[start - 1] & CAPITAL and index - start < 4:
            start -= 1
        return start < index and self.tokens.keys[start] in self.borders.strong

    def _is_direction(self, index: int, located: Located) -> bool:
        """True for the `Tây Bắc` a storm moves to or a wind comes from."""
        return located.name in self.known.directions and self.tokens.keys[index - 1] in self.known.bearings

    def _is_credit(self, index: int) -> bool:
        """True after `Ảnh:`, where the name is a photographer's."""
        keys = self.tokens.keys
        return index > 1 and keys[index - 1] == ":" and keys[index - 2] in self.known.credits

    def _overlaps(self, stop: int) -> bool:
        """True where the last word begins another name: `Trung [Đông Âu]`."""
        if not self.tokens.flags[stop] & CAPITAL:
            return False
        other = self.known.bare.match(self.tokens, stop - 1)
        return other is not None and other[0] > stop

    def _after_honorific(self, index: int, stop: int, located: Located) -> bool:
        """True for `chị Nga`, `ông Thái Bình`; a country of two words is one after any word."""
        keys = self.tokens.keys
        if not index or (
            keys[index - 1] not in self.known.honorifics
            and " ".join(keys[max(0, index - 2) : index]) not in self.known.honorifics
        ):
            return False
        return stop - index == 1 or (stop - index == 2 and located.level != "country")

    def _single_word_stands(self, index: int, located: Located) -> bool:
        """False where one syllable (Nga, Mỹ, Đức) is a given name, a pronoun or part of another name."""
        tokens, flags = self.tokens, self.tokens.flags
        before, after = flags[index - 1] if index else BREAK, flags[index + 1]
        if tokens.words[index - 1] == "." and tokens.glued(index) and flags[index - 2] & INITIAL:
            return False  # N.ANH
        led = tokens.keys[index - 1] in self.known.leads  # Tại Campuchia
        if before & CAPITAL and before & SYLLABLE and not before & UPPER and not led:
            return False
        if self.borders.word_goes_on(tokens, index + 1, known=True):
            return False  # Pháp luật, Anh hùng
        if (
            flags[index] & after & UPPER
            and (tokens.keys[index], tokens.keys[index + 1]) in self.borders.pairs
        ):
            return False  # ĐỨC CHA
        if tokens.begins_sentence(index) and tokens.words[index] in self.known.doubtful_countries:
            return False
        foreign = not flags[index] & (SYLLABLE | UPPER)  # Bộ trưởng Thương mại Singapore Lim Hng Kiang
        if after & CAPITAL and after & SYLLABLE and not after & (UPPER | INITIAL) and not foreign:
            return tokens.keys[index + 1] in self.borders.strong
        short = flags[index] & UPPER and len(tokens.words[index]) < 3
        return not (short and located.level == "country")

    def _is_never_a_person(self, index: int, located: Located) -> bool:
        """True for `Hà Nội`, `Hàn Quốc`: nobody is called so; but `Hà Lan`, `Thái Bình`."""
        return located.level == "city" or (
            located.level == "country" and self.tokens.keys[index] not in self.borders.middling
        )

    def _ends_before_person(self, stop: int) -> bool:
        """True where what follows a name like `Cao Bằng` begins a name of its own."""
        tokens = self.tokens
        return (
            not tokens.flags[stop] & CAPITAL
            or not tokens.flags[stop] & SYLLABLE
            or tokens.keys[stop] in self.borders.strong
            or self.borders.names_person(tokens, stop)
            or bool(tokens.flags[stop] & UPPER)
            or self.known.bare.match(tokens, stop) is not None
        )


def find_venues(
    tokens: Tokens, known: Gazetteer, bodies: Mapping[int, Ended], places: Mapping[int, PlaceMention]
) -> dict[int, PlaceMention]:
    """Rooms and grounds of a body or place where something takes place: `tại hội trường Công an TPHCM`."""
    found: dict[int, PlaceMention] = {}
    for start, stop, _ in known.venues.find(tokens):
        if tokens.keys[start - 1] not in ("tại", "ở"):
            continue
        owner: Ended | None = bodies.get(stop)
        site = places.get(stop)
        if owner is None and site is not None and site.bare > site.start and site.level != "other":
            owner = site  # Nhà tang lễ tỉnh Phú Yên
        if owner is not None:
            name = tokens.surface(start, owner.stop)
            found[start] = PlaceMention(start, owner.stop, start, name, "other", "place.venue")
    return found
