"""The words that say what a figure measures, ready to be looked up; read apart from the whole lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tui.lexicon.lexicon import Rows, read_entries, read_table
from tui.resources import resource
from tui.text.folding import old_tone

Words = tuple[str, ...]


class Phrasebook:
    """Phrases by their words: the longest that stands at a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Words]] = {}
        for phrase in phrases:
            words = tuple(old_tone(phrase).split())
            self._by_first.setdefault(words[0], []).append(words)
        for same in self._by_first.values():
            same.sort(key=len, reverse=True)

    def at(self, words: Sequence[str], index: int) -> int:
        """Words of the longest phrase at `index`; 0 where none stands.

        >>> Phrasebook(["giá", "giá vàng"]).at(("một", "giá", "vàng"), 1)
        2
        """
        for phrase in self._by_first.get(words[index], ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def find(self, words: Sequence[str]) -> tuple[int, int] | None:
        """(where the first phrase stands, its words), or None."""
        for index in range(len(words)):
            count = self.at(words, index)
            if count:
                return index, count
        return None


class UnitClass(NamedTuple):
    """Units that are one: the unit they are compared in, and how much of it one is."""

    name: str
    factor: float


class MeasureWords:
    """`measures.yaml`, ready."""

    def __init__(self, entries: Mapping[str, object], figures: Mapping[str, object], pairs: Rows) -> None:
        self.heads = Phrasebook(_words(entries, "heads"))
        self.bare = frozenset(_words(entries, "bare"))
        self.stops = Phrasebook(_words(entries, "stops"))
        self.fillers = Phrasebook(_words(entries, "fillers"))
        self.averages = Phrasebook(_words(entries, "averages"))
        self.growth = Phrasebook(_words(entries, "growth"))
        self.compounds = frozenset(tuple(phrase.split()) for phrase in _words(entries, "compounds")) | {
            (old_tone(first), second) for first, rest in pairs for second in old_tone(rest).split()
        }
        """Two words that are one."""
        self.planned = Phrasebook(_words(entries, "planned"))
        self.plans = Phrasebook(_words(entries, "plans"))
        self.reached = frozenset(_words(entries, "reached"))
        self.rates = tuple(_words(entries, "rates"))
        self.indexes = frozenset(_words(entries, "indexes"))
        self.differences = Phrasebook(_words(entries, "differences"))
        self.measure_units = _pairs(entries, "measure_units")
        self.acronyms = frozenset(_words(entries, "acronyms"))
        self.same = _pairs(entries, "same")
        self.outcomes = _pairs(entries, "outcomes")
        self.outcome_words = Phrasebook(self.outcomes)
        self.counted = Phrasebook(_words(entries, "counted"))
        self.makings = _pairs(entries, "makings")
        self.making_words = Phrasebook(self.makings)
        self.classifiers = frozenset(_words(entries, "classifiers"))
        self.never = frozenset(_words(entries, "never"))
        self.country = Phrasebook(_words(entries, "country"))
        self.own = Phrasebook(_words(entries, "own"))
        self.compared_before = tuple(_words(entries, "compared_before"))
        self.comparing = Phrasebook(_words(figures, "compare"))
        self.laws = Phrasebook(_words(figures, "dated_documents"))
        self.school_years = tuple(_words(entries, "school_years"))
        self.of_money = Phrasebook(_words(entries, "of_money"))
        self.of_percent = Phrasebook(_words(entries, "of_percent"))
        self.of_people = Phrasebook(_words(entries, "of_people"))
        self.of_things = Phrasebook(_words(entries, "of_things"))
        of_class = _pairs(entries, "of_class")
        self.of_class, self._classes = Phrasebook(of_class), of_class
        self.owners, self.bases = tuple(_words(entries, "owners")), tuple(_words(entries, "bases"))
        self.parts, self.clocks = tuple(_words(entries, "parts")), tuple(_words(entries, "clocks"))
        self.makers = frozenset(_words(entries, "makers"))
        self.that_is = tuple(_words(entries, "that_is"))
        self.of_any = Phrasebook(_words(entries, "of_any"))
        self.money = frozenset(_words(figures, "money"))
        self.weighed = frozenset((*_words(figures, "money"), *_words(figures, "measures")))
        """Units of money and measure: nothing is counted in them."""
        self.countable = frozenset((*_words(figures, "counted"), *_pairs(entries, "units"))) - self.weighed
        """Nouns that are known to be counted."""
        self._units = {unit: _unit(told) for unit, told in _pairs(entries, "units").items()}

    def fits(self, name: Sequence[str], unit: str) -> bool:
        """True when the measure called `name` may be in this unit; a share or a change of any may be."""
        if unit == "%":
            return True
        base = unit.split("/")[0]
        if self.of_percent.at(name, 0):
            return False
        if self.of_people.at(name, 0):
            return self.unit(unit).name == "người"
        count = self.of_class.at(name, 0)
        if count and self.unit(unit).name == self._classes[" ".join(name[:count])]:
            return True
        paid, counted = self.of_money.at(name, 0) or name[0] == "giá", self.of_things.at(name, 0)
        if paid or counted:
            return bool((paid and base in self.money) or (counted and base in self.countable))
        return not count and (base in self.weighed or self.of_any.at(name, 0) > 0)

    def unit(self, unit: str) -> UnitClass:
        """The class of a unit; one that is in no list is a class of its own."""
        return self._units.get(old_tone(unit)) or UnitClass(old_tone(unit), 1.0)


def _words(entries: Mapping[str, object], key: str) -> list[str]:
    value = entries[key]
    assert isinstance(value, list)
    return [old_tone(str(word)) for word in value]


def _pairs(entries: Mapping[str, object], key: str) -> dict[str, str]:
    value = entries[key]
    assert isinstance(value, dict)
    return {old_tone(str(word)): old_tone(str(other)) for word, other in value.items()}


def _unit(told: str) -> UnitClass:
    factor, name = told.split(" ", 1)
    return UnitClass(name, float(factor))


@cache
def measure_words() -> MeasureWords:
    """The shipped words, read once."""
    folder = resource("lexicon/data")
    return MeasureWords(
        read_entries(folder / "measures.yaml"),
        read_entries(folder / "figures.yaml"),
        read_table(folder / "compounds.tsv"),
    )
