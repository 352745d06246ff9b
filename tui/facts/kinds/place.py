"""Places: what an occurrence consists of, and the gazetteers it is looked up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tui.facts.borders import Borders, borders, phrase_keys
from tui.facts.phrases import Phrases
from tui.facts.tokens import keys_of
from tui.lexicon.lexicon import Lexicon


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
        self.roads = phrase_keys(lexicon, "places.roads")
        self.initial_levels = phrase_keys(lexicon, "places.initial_levels")
        self.numbered = phrase_keys(lexicon, "places.numbered")
        self.doubtful_countries = frozenset(lexicon.words("places.doubtful_countries"))
        self.honorifics = phrase_keys(lexicon, "people.short_form_honorifics")
        self.body_starts: Phrases[None] = Phrases(
            (head, None)
            for kind in ("level", "function")
            for head in lexicon.words(f"organisations.{kind}_heads")
        )
        self.bare: Phrases[Located] = Phrases(capitals=True)
        """Names that need no word before them."""
        self.districts: Phrases[list[Located]] = Phrases(capitals=True)
        self.wards: Phrases[list[Located]] = Phrases(capitals=True)
        self._add_provinces(lexicon)
        self._add_abroad(lexicon)
        self._add_districts(lexicon)
        self.word_starts = self.levels.first_keys | self.sites.first_keys

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
        districts: dict[str, list[Located]] = {}
        wards: dict[str, list[Located]] = {}
        for row in lexicon.table("districts"):
            name, province = row[0], row[2]
            districts.setdefault(name, []).append(Located(name, "district", province))
            for entry in row[3].split("|") if len(row) > 3 else ():
                wards.setdefault(entry[2:], []).append(Located(entry[2:], "ward", province))
        for name, province in lexicon.mapping("places.former_districts").items():
            districts.setdefault(name, []).append(Located(name, "district", province))
        for name, province in lexicon.mapping("places.well_known").items():
            districts.setdefault(name, [Located(name, "district", province)])
            self.bare.add(name, Located(name, "district", province))
        for name, known in districts.items():
            self.districts.add(name, known)
        for name, known in wards.items():
            self.wards.add(name, known)

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
