"""Places: what an occurrence consists of, and the gazetteers it is looked up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from tui.facts.borders import Borders, borders, first_keys, phrase_keys
from tui.facts.phrases import Phrases
from tui.facts.tokens import CAPITAL, DIGITS, Tokens, keys_of
from tui.lexicon.lexicon import Lexicon
from tui.text.folding import old_tone

_MAX_WORDS = 5
"""Words in the longest name of a ward or district."""


@dataclass(frozen=True, slots=True)
class Located:
    """What the gazetteers know about one name."""

    name: str
    level: str
    province: str | None = None


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
    """Province before 2025-07-01, where it is known."""
    sure: bool = True
    homes: frozenset[str] = frozenset()
    """Provinces that have a place of this name and level."""
    word: str = ""
    """Key of the level or site word before the name, or empty."""


class LocalNames:
    """Names of one level that several provinces share; ten thousand are ready in some milliseconds."""

    def __init__(self, level: str) -> None:
        self.level = level
        self._homes: dict[str, tuple[str, list[str]]] = {}

    def add(self, name: str, province: str) -> None:
        """Add the place `name` of `province`."""
        _, homes = self._homes.setdefault(old_tone(name).lower(), (name, []))
        if province not in homes:
            homes.append(province)

    @cached_property
    def first_keys(self) -> frozenset[str]:
        """Keys of the tokens that begin some name."""
        return frozenset(name.split(" ")[0] for name in self._homes)

    def match(self, tokens: Tokens, index: int) -> tuple[int, list[Located]] | None:
        """(stop, places) of the longest name at token `index`, capitalised throughout, or None."""
        stop = index
        while stop - index < _MAX_WORDS and tokens.flags[stop] & (CAPITAL | DIGITS):
            stop += 1
        for end in range(stop, index, -1):
            known = self._homes.get(" ".join(tokens.keys[index:end]))
            if known is not None:
                return end, [Located(known[0], self.level, province) for province in known[1]]
        return None


class Gazetteer:
    """All places of the lexicon, ready to be matched on tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.borders: Borders = borders(lexicon)
        self.now: dict[str, str] = {name: now for name, _, now in lexicon.table("provinces")}
        """Province then → province since 2025-07-01."""
        self.now.update(lexicon.mapping("places.former_provinces"))
        self.shown = dict(lexicon.mapping("places.shown_as"))
        self.levels: Phrases[str] = Phrases(lexicon.mapping("places.levels").items())
        self.sites: Phrases[None] = Phrases((word, None) for word in lexicon.words("places.sites"))
        self.venues: Phrases[None] = Phrases((word, None) for word in lexicon.words("places.venues"))
        self.everyday_sites = phrase_keys(lexicon, "places.everyday_sites")
        self.capital_sites = phrase_keys(lexicon, "places.capital_sites")
        self.ports = phrase_keys(lexicon, "places.ports")
        self.whereabouts = phrase_keys(lexicon, "places.whereabouts")
        self.no_where = phrase_keys(lexicon, "places.no_where")
        self.firms: Phrases[None] = Phrases(
            (name, None)
            for table in ("organisations.standalone", "places.not_abroad")
            for name in lexicon.words(table)
        )
        self.numbered_sites = phrase_keys(lexicon, "places.numbered_sites")
        self.parts = phrase_keys(lexicon, "places.parts")
        self.credits = phrase_keys(lexicon, "places.credits")
        self.firm_words = first_keys(lexicon, "organisations.corporate")
        self.two_ended = phrase_keys(lexicon, "places.two_ended")
        self.hamlets = phrase_keys(lexicon, "organisations.hamlets")
        self.directions = frozenset(lexicon.words("places.directions"))
        self.bearings = phrase_keys(lexicon, "places.bearings")
        self.roads = phrase_keys(lexicon, "places.roads")
        self.leads = phrase_keys(lexicon, "places.leads")
        self.only_numbered = phrase_keys(lexicon, "places.only_numbered")
        self.not_levels = frozenset(keys_of(words)[:2] for words in lexicon.words("places.not_levels"))
        self.numbered_roads = phrase_keys(lexicon, "places.numbered_roads")
        self.plurals = phrase_keys(lexicon, "places.plurals")
        self.street_names = frozenset(keys_of(name) for name in lexicon.words("people.street_names"))
        self.initial_levels = phrase_keys(lexicon, "places.initial_levels")
        self.numbered = phrase_keys(lexicon, "places.numbered")
        self.doubtful_countries = frozenset(lexicon.words("places.doubtful_countries"))
        self.corporate = first_keys(lexicon, "organisations.corporate")
        self.never = first_keys(lexicon, "people.never_in_names")
        self.honorifics = phrase_keys(lexicon, "people.short_form_honorifics")
        self.body_starts: Phrases[None] = Phrases(
            (head, None)
            for kind in ("level", "function")
            for head in lexicon.words(f"organisations.{kind}_heads")
        )
        self.bare: Phrases[Located] = Phrases(capitals=True)
        """Names that need no word before them."""
        self.districts = LocalNames("district")
        self.wards = LocalNames("ward")
        self._add_provinces(lexicon)
        self._add_abroad(lexicon)
        self._add_districts(lexicon)
        self.word_starts = self.levels.first_keys | self.sites.first_keys
        self.name_starts = self.bare.first_keys
        self.small_starts = frozenset(
            keys_of(region)[0] for region in lexicon.words("places.regions") if region[0].islower()
        )
        """First words that are small letters: `miền Trung`."""

    def _add_provinces(self, lexicon: Lexicon) -> None:
        levels: dict[str, str] = {}
        for name, level, _ in lexicon.table("provinces"):
            levels[name] = level
            self.bare.add(name, Located(name, level, name))
        for name in lexicon.mapping("places.former_provinces"):
            self.bare.add(name, Located(name, "province", name))
        for alias, name in lexicon.mapping("places.aliases").items():
            self.bare.add(alias, Located(name, levels.get(name, "province"), name))

    def _add_abroad(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("countries"):
            for spelling in (row[0], *(row[2].split("|") if len(row) > 2 else ())):
                self.bare.add(spelling, Located(row[0], row[1]))
        for region in lexicon.words("places.regions"):
            self.bare.add(region, Located(region, "other"))

    def _add_districts(self, lexicon: Lexicon) -> None:
        for row in lexicon.table("districts"):
            name, province = row[0], row[2]
            self.districts.add(name, province)
            for entry in row[3].split("|") if len(row) > 3 else ():
                self.wards.add(entry[2:], province)
        for name, province in lexicon.mapping("places.former_districts").items():
            self.districts.add(name, province)
        for name, province in lexicon.mapping("places.well_known").items():
            self.bare.add(name, Located(name, "district", province))
            self.districts.add(name, province)

    def named(self, name: str) -> str:
        """The name to show: `Thành phố Hồ Chí Minh` for `Hồ Chí Minh`."""
        return self.shown.get(name, name)

    def needs_word(self, name: str, first_key: str) -> bool:
        """True for a name that without a word before it is something else: `Hồ Chí Minh` is a person."""
        return name in self.shown and keys_of(name)[0] == first_key


@lru_cache(maxsize=4)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of `lexicon`, built once."""
    return Gazetteer(lexicon)
