"""Places: provinces, districts, wards, countries, sites; each occurrence with its level word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from tui.facts.phrases import Phrases
from tui.facts.tokens import BREAK, CAPITAL, DIGITS, INITIAL, LOWER, SYLLABLE, UPPER, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon
from tui.text.folding import match_key

_ABBREVIATED_LEVELS = frozenset({"p", "q", "h", "x", "tx", "tp", "t"})
_INITIAL_LEVELS = frozenset({"p", "q", "h", "x"})
_PORTS = frozenset(
    {"sân bay", "cảng", "ga", "bến xe", "cảng hàng không", "sân bay quốc tế", "cảng hàng không quốc tế"}
)
"""Sites that bear the name of a province."""
_EVERYDAY_SITES = frozenset(
    {
        "bản",
        "động",
        "biển",
        "hang",
        "ga",
        "phá",
        "đầm",
        "mũi",
        "tháp",
        "làng",
        "phủ",
        "cầu",
        "hồ",
        "cồn",
        "sóc",
        "đình",
        "phố",
        "đồi",
    }
)
"""Words of every day too: the name after them must be Vietnamese."""
_NUMBERED_LEVELS = frozenset(
    {"quận", "phường", "q", "p", "khu phố", "tổ dân phố", "ấp", "quốc lộ", "thôn", "tỉnh lộ"}
)
_MAX_NAME = 4
"""Tokens in a place name that no gazetteer holds."""
_BRACKETS = {"(": ")", ",": ""}


@dataclass(frozen=True, slots=True)
class Located:
    """What the gazetteers know about one name."""

    name: str
    level: str
    province: str | None = None
    country: str | None = None


@dataclass(slots=True)
class PlaceMention:
    """One occurrence of a place, in tokens; `start` includes the level word."""

    start: int
    stop: int
    bare: int
    """First token of the name itself."""
    name: str
    level: str
    rule: str
    province: str | None = None
    sure: bool = True
    homes: frozenset[str] = frozenset()
    """Provinces that have a place of this name and level."""
    word: str = ""
    """Key of the level word before the name, or empty."""


class Gazetteer:
    """All places of the lexicon, ready to be matched on tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.now: dict[str, str] = {name: now for name, _, now in lexicon.table("provinces")}
        self.now.update(lexicon.mapping("places.former_provinces"))
        self.shown = dict(lexicon.mapping("places.shown_as"))
        self.levels: Phrases[str] = Phrases(lexicon.mapping("places.levels").items())
        self.sites: Phrases[str] = Phrases((word, word) for word in lexicon.words("places.sites"))
        self.venues: Phrases[str] = Phrases((word, word) for word in lexicon.words("places.venues"))
        self.doubtful = frozenset(match_key(name) for name in lexicon.words("places.doubtful"))
        self.surnames = frozenset(match_key(name) for name in lexicon.words("people.surnames_strong"))
        self.middling = frozenset(match_key(name) for name in lexicon.words("people.surnames_middling"))
        self.weak_surnames = frozenset(match_key(name) for name in lexicon.words("people.surnames_weak"))
        self.middle_names = frozenset(match_key(name) for name in lexicon.words("people.middle_names"))
        self.compounds = compounds(lexicon)
        self.body_starts = frozenset(
            keys_of(head)[:2]
            for kind in ("level", "function")
            for head in lexicon.words(f"organisations.{kind}_heads")
        ) | {(head,) for head in ("bộ", "sở", "ban", "ubnd", "công an", "đội")}
        self.honorifics = frozenset(map(keys_of, lexicon.words("people.short_form_honorifics")))
        self.after_names = frozenset(lexicon.words("people.after_names"))
        self.bare: Phrases[Located] = Phrases(capitals=True)
        self._add_provinces(lexicon)
        self._add_abroad(lexicon)
        self.districts: Phrases[list[Located]] = Phrases(capitals=True)
        self.wards: Phrases[list[Located]] = Phrases(capitals=True)
        self._add_districts(lexicon)
        self.level_starts = self.levels.first_keys | self.sites.first_keys
        self.starts = self.bare.first_keys

    def _add_provinces(self, lexicon: Lexicon) -> None:
        for name, level, _ in lexicon.table("provinces"):
            self.bare.add(name, Located(name, level, name))
        for name in lexicon.mapping("places.former_provinces"):
            self.bare.add(name, Located(name, "province", name))
        for alias, name in lexicon.mapping("places.aliases").items():
            level = "city" if name in ("Hồ Chí Minh", "Hà Nội") else "province"
            self.bare.add(alias, Located(name, level, name))

    def _add_abroad(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("countries"):
            name, level = row[0], row[1]
            for spelling in (name, *(row[2].split("|") if len(row) > 2 else ())):
                self.bare.add(spelling, Located(name, level))
        for region in lexicon.words("places.regions"):
            self.bare.add(region, Located(region, "other"))

    def _add_districts(self, lexicon: Lexicon) -> None:
        districts: dict[str, list[Located]] = {}
        wards: dict[str, list[Located]] = {}
        for row in lexicon.table("districts"):
            name, _, province = row[:3]
            districts.setdefault(name, []).append(Located(name, "district", province))
            for entry in row[3].split("|") if len(row) > 3 else ():
                ward = entry[2:]
                wards.setdefault(ward, []).append(Located(ward, "ward", province))
        for name, province in lexicon.mapping("places.former_districts").items():
            districts.setdefault(name, []).append(Located(name, "district", province))
        for name, province in lexicon.mapping("places.well_known").items():
            known = districts.setdefault(name, [Located(name, "district", province)])
            self.bare.add(name, Located(name, known[0].level, province))
        for name, known in districts.items():
            self.districts.add(name, known)
        for name, known in wards.items():
            self.wards.add(name, known)

    def named(self, name: str) -> str:
        """The name to show for a province or place."""
        return self.shown.get(name, name)


class Ended(Protocol):
    """Anything that stands in the text up to a token."""

    stop: int


@lru_cache(maxsize=4)
def compounds(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Pairs of syllable keys that are one word: `triển lãm`."""
    listed = {(keys[0], keys[1]) for keys in map(keys_of, lexicon.words("organisations.compounds"))}
    counted = {(row[0], second) for row in lexicon.table("compounds") for second in row[1].split(" ")}
    return frozenset(listed | counted)


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of `lexicon`, built once."""
    return Gazetteer(lexicon)


def find_places(tokens: Tokens, places: Gazetteer) -> dict[int, PlaceMention]:
    """Every occurrence of a place by its first token; none inside another."""
    found: dict[int, PlaceMention] = {}
    keys, flags = tokens.keys, tokens.flags
    level_starts, starts = places.level_starts, places.starts
    free = 0
    for index in range(tokens.count):
        if index < free:
            continue
        key = keys[index]
        mention = None
        if key in level_starts:
            mention = after_level(tokens, index, places) or _site(tokens, index, places)
        if mention is None and key in starts and flags[index] & CAPITAL:
            mention = _bare(tokens, index, places)
        if mention is not None:
            found[index] = mention
            free = mention.stop
    _add_known_districts(tokens, places, found)
    _settle_provinces(tokens, found)
    return found


def after_level(tokens: Tokens, index: int, places: Gazetteer) -> PlaceMention | None:
    """The place named after a level word at token `index`: `tỉnh Quảng Ngãi`, `TP. Huế`, `Q.1`."""
    hit = places.levels.match(tokens, index)
    if hit is None:
        return None
    bare, level = hit
    word = tokens.keys[bare - 1] if bare - index == 1 else " ".join(tokens.keys[index:bare])
    if word in _ABBREVIATED_LEVELS:
        if tokens.flags[index] & LOWER and word != "tp":
            return None
        if tokens.keys[bare] == ".":
            bare += 1
        elif len(word) == 1:
            return None
    if word in _NUMBERED_LEVELS and tokens.flags[bare] & DIGITS and len(tokens.words[bare]) <= 2:
        full = "Quận" if level == "district" else "Phường"
        name = f"{full} {int(tokens.words[bare])}"
        province = "Hồ Chí Minh" if level == "district" else None
        return PlaceMention(index, bare + 1, index, name, level, "place.numbered", province, True, word=word)
    if not tokens.flags[bare] & CAPITAL:
        return None
    return _named_after_level(tokens, index, bare, word, level, places)


def _named_after_level(
    tokens: Tokens, index: int, bare: int, word: str, level: str, places: Gazetteer
) -> PlaceMention | None:
    stop, name, province, rule = 0, "", None, "place.level"
    homes: set[str | None] = set()
    known = places.bare.match(tokens, bare)
    if level in ("province", "city") and known is not None:
        stop, name, province = known[0], known[1].name, known[1].province
        if level == "city" and known[1].level == "province":
            level = "district"  # the town that bears its province's name
        if known[1].level in ("province", "city", "other"):
            level = known[1].level if level == "province" else level
        elif known[1].level == "district" and level == "province":
            province = None
        elif known[1].level == "district":
            level = "district"
    if level in ("city", "district"):
        local = places.districts.match(tokens, bare)
        if local is not None and local[0] > stop and not (known is not None and known[1].level == "country"):
            stop, name, level = local[0], local[1][0].name, "district"
            homes = {located.province for located in local[1]}
            province = next(iter(homes)) if len(homes) == 1 else None
    if level == "ward":
        ward = places.wards.match(tokens, bare)
        if ward is not None:
            stop, name = ward[0], ward[1][0].name
            homes = {located.province for located in ward[1]}
            province = next(iter(homes)) if len(homes) == 1 else None
    if not stop:
        if word in _INITIAL_LEVELS:
            return None
        if names_person(tokens, bare, places) or tokens.flags[bare] & UPPER and word in _ABBREVIATED_LEVELS:
            return None
        if word == "thủ đô" and tokens.flags[bare] & SYLLABLE:
            return None
        stop = run_of_capitals(tokens, bare, _MAX_NAME)
        name, rule = tokens.surface(bare, stop), "place.level-unknown"
        if level == "city" and tokens.flags[bare] & UPPER:
            return None
    mention = PlaceMention(index, stop, bare, name, level, rule, province, rule == "place.level", word=word)
    mention.homes = frozenset(home for home in homes if home is not None)
    return mention


def names_person(tokens: Tokens, index: int, places: Gazetteer) -> bool:
    """True where a person's name seems to begin: a family name and a capital, or a doubtful one and a middle name."""
    if not tokens.flags[index + 1] & CAPITAL:
        return False
    key, middle = tokens.keys[index], tokens.keys[index + 1]
    if key in places.surnames:
        return True
    if not tokens.flags[index + 2] & CAPITAL:
        return False
    return key in places.middling or (key in places.weak_surnames and middle in places.middle_names)


def run_of_capitals(tokens: Tokens, index: int, most: int) -> int:
    """Stop of the run of capitalised words at token `index`; hyphens inside a foreign word belong to it."""
    flags, words = tokens.flags, tokens.words
    stop = index
    while stop - index < most * 2 and flags[stop] & CAPITAL:
        stop += 1
        while (
            words[stop] == "-" and tokens.glued(stop) and tokens.glued(stop + 1) and flags[stop + 1] & LOWER
        ):
            stop += 2
        if stop - index >= most:
            break
    return stop


def _site(tokens: Tokens, index: int, places: Gazetteer) -> PlaceMention | None:
    hit = places.sites.match(tokens, index)
    if hit is None:
        return None
    bare, word = hit
    flags = tokens.flags
    if not flags[bare] & CAPITAL or (tokens.keys[index - 1], tokens.keys[index]) in places.compounds:
        return None
    if flags[index] & CAPITAL and (not tokens.begins_sentence(index) or names_person(tokens, index, places)):
        return None
    known = places.bare.match(tokens, bare)
    if (
        known is not None
        and known[1].level not in ("district", "other")
        and tokens.keys[index:bare] != ["sân", "bay"]
        and word.lower() not in _PORTS
    ):
        return None
    if (tokens.keys[bare],) in places.body_starts or (
        tokens.keys[bare],
        tokens.keys[bare + 1],
    ) in places.body_starts:
        return None
    stop = run_of_capitals(tokens, bare, _MAX_NAME)
    for at in range(bare + 1, stop):
        inside = places.bare.match(tokens, at)
        if inside is not None and inside[1].level != "district" and inside[0] >= stop:
            stop = at
            break
    if (
        stop - bare == 1
        and flags[stop] & LOWER
        and flags[stop] & SYLLABLE
        and tokens.keys[stop] not in places.after_names
    ):
        return None
    if stop - bare == 1 and flags[bare] & UPPER:
        return None
    if word in _EVERYDAY_SITES and not all(flag & SYLLABLE for flag in flags[bare:stop]):
        return None
    if flags[stop] & LOWER and (tokens.keys[stop - 1], tokens.keys[stop]) in places.compounds:
        return None
    name = tokens.surface(index, stop)
    name = name[0].lower() + name[1:]
    return PlaceMention(index, stop, bare, name, "other", "place.site", None, False, word=word)


def _bare(tokens: Tokens, index: int, places: Gazetteer) -> PlaceMention | None:
    hit = places.bare.match(tokens, index)
    if hit is None:
        return None
    stop, located = hit
    if located.name in places.shown and tokens.keys[index] == keys_of(located.name)[0]:
        return None  # Hồ Chí Minh without `thành phố` is a person
    if not _stands_alone(tokens, index, stop, located, places):
        return None
    level = "district" if located.level == "district" else located.level
    return PlaceMention(index, stop, index, located.name, level, "place.name", located.province)


def _stands_alone(tokens: Tokens, index: int, stop: int, located: Located, places: Gazetteer) -> bool:
    """False where the name is part of a longer one, most of all of a person's."""
    flags, keys = tokens.flags, tokens.keys
    single = stop - index == 1
    before = flags[index - 1] if index else BREAK
    if before & CAPITAL:
        start = index - 1
        while start > 0 and flags[start - 1] & CAPITAL and index - start < 4:
            start -= 1
        if keys[start] in places.surnames and flags[start] & SYLLABLE:
            return False
        if single and flags[index - 1] & SYLLABLE and not flags[index - 1] & UPPER:
            return False
    if index and (
        (keys[index - 1],) in places.honorifics or tuple(keys[max(0, index - 2) : index]) in places.honorifics
    ):
        return not single and stop - index > 2
    follows_capital = flags[stop] & CAPITAL and flags[stop] & SYLLABLE and not flags[stop] & UPPER
    if single:
        if tokens.begins_sentence(index) and located.name in ("Anh", "Đức", "Nga"):
            return False
        if follows_capital and not flags[stop] & INITIAL and not keys[stop] in places.surnames:
            return False
        if flags[index] & UPPER and located.level == "country" and len(tokens.words[index]) < 3:
            return False
    elif keys[index] in ("cao", "thái", "hà", "lâm", "vũ") and follows_capital and stop - index == 2:
        return places.bare.match(tokens, stop) is not None or keys[stop] in places.surnames
    return True


def _add_known_districts(tokens: Tokens, places: Gazetteer, found: dict[int, PlaceMention]) -> None:
    """Districts and wards once named with their level word are known without it afterwards."""
    known: Phrases[PlaceMention] = Phrases(capitals=True)
    some = False
    for mention in found.values():
        if (
            mention.level in ("district", "ward")
            and mention.bare > mention.start
            and mention.stop - mention.bare > 1
        ):
            if tokens.keys[mention.bare] in places.surnames:
                continue
            known.add(tokens.surface(mention.bare, mention.stop), mention)
            some = True
    if not some:
        return
    taken = [False] * len(tokens.words)
    for mention in found.values():
        for at in range(mention.start, mention.stop):
            taken[at] = True
    for start, stop, first in known.find(tokens):
        if any(taken[start:stop]):
            continue
        if (
            tokens.flags[start - 1] & CAPITAL
            or tokens.flags[stop] & CAPITAL
            and tokens.flags[stop] & SYLLABLE
        ):
            continue
        if (tokens.keys[start - 1],) in places.honorifics:
            continue
        found[start] = PlaceMention(
            start,
            stop,
            start,
            first.name,
            first.level,
            "place.again",
            first.province,
            first.sure,
            first.homes,
            first.word,
        )


def find_venues(tokens: Tokens, places: Gazetteer, bodies: Mapping[int, Ended]) -> dict[int, PlaceMention]:
    """Rooms and grounds of a body where something takes place: `tại hội trường Công an TPHCM`."""
    found: dict[int, PlaceMention] = {}
    for start, stop, _ in places.venues.find(tokens):
        body = bodies.get(stop)
        if body is not None and tokens.keys[start - 1] in ("tại", "ở"):
            name = tokens.surface(start, body.stop)
            found[start] = PlaceMention(start, body.stop, start, name, "other", "place.venue")
    return found


def _settle_provinces(tokens: Tokens, found: dict[int, PlaceMention]) -> None:
    """A district or ward without a province takes the one named right after it, else its next neighbour's."""
    named = {m.province for m in found.values() if m.level in ("province", "city") and m.province is not None}
    for mention in found.values():
        if mention.province is None and len(mention.homes & named) == 1:
            mention.province = next(iter(mention.homes & named))
    ordered = [found[start] for start in sorted(found)]
    following: str | None = None
    near = 0
    for mention in reversed(ordered):
        gap = near - mention.stop
        if mention.level in ("province", "city"):
            following, near = mention.province, mention.start
        elif mention.province is None and mention.level in ("district", "ward"):
            if following is not None and 0 <= gap <= 3:
                mention.province = following
                near = mention.start
        elif mention.province is not None:
            following, near = mention.province, mention.start
