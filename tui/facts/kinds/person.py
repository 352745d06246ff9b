"""People: what an occurrence of a name consists of, and the tables the name grammar reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from tui.facts.borders import Borders, borders, first_keys, phrase_keys
from tui.facts.phrases import Phrases
from tui.facts.tokens import keys_of
from tui.lexicon.lexicon import Lexicon
from tui.model.fact import Confidence


@dataclass(slots=True)
class NameMention:
    """One occurrence of a person's name, in tokens."""

    start: int
    stop: int
    name: str
    rule: str
    confidence: Confidence
    left: int
    """First token of ranks, degrees and honorifics before the name; `start` where there are none."""
    titles: list[str] = field(default_factory=list)
    honorifics: list[str] = field(default_factory=list)
    initials: bool = False
    foreign: bool = False

    @property
    def short(self) -> bool:
        """True for one syllable, which alone says little."""
        return " " not in self.name and not (self.foreign or self.initials or "-" in self.name)


@dataclass(frozen=True, slots=True)
class Title:
    """A rank, degree, honorific or religious title, in tokens."""

    start: int
    stop: int
    kind: str
    """`honorific`, `rank`, `degree` or `religious`."""


_TITLE_LISTS = (
    ("people.honorifics", "honorific"),
    ("people.ranks", "rank"),
    ("people.religious", "religious"),
    ("people.degrees", "degree"),
)


class NameTables:
    """The lexicon's lists about names, ready to be matched on tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.borders: Borders = borders(lexicon)
        self.strong = self.borders.strong
        self.weak = self.borders.weak | self.borders.middling
        self.titles: Phrases[str] = Phrases()
        self.acronyms: Phrases[str] = Phrases(capitals=True)
        """Titles that are only titles in capitals: TS, but not `ts`."""
        self.mixed = frozenset(lexicon.words("people.mixed_acronyms"))
        """Degrees that are ones in this case only: `Bs`, but not `bs`."""
        for name, kind in _TITLE_LISTS:
            for phrase in lexicon.words(name):
                acronym = phrase[:2].isupper() or phrase in self.mixed
                table = self.acronyms if acronym else self.titles
                table.add(phrase, kind)
        self.dharma = first_keys(lexicon, "people.dharma_names")
        self.never = first_keys(lexicon, "people.never_in_names")
        self.beings = first_keys(lexicon, "people.beings")
        self.naming = first_keys(lexicon, "people.naming")
        self.never_alone = first_keys(lexicon, "people.never_alone")
        self.short_forms = phrase_keys(lexicon, "people.short_form_honorifics")
        self.male = frozenset(lexicon.words("people.male"))
        self.female = frozenset(lexicon.words("people.female"))
        self.pronoun_tails = frozenset(lexicon.words("people.pronoun_tails"))
        self.foreign_given = first_keys(lexicon, "people.foreign_given")
        self.given = first_keys(lexicon, "people.given_names")
        self.untitled_starts = self.weak | self.foreign_given | self.given
        """What a name may begin with where nothing stands before it that says it is one."""
        self.verbs: Phrases[None] = Phrases((verb, None) for verb in lexicon.words("people.verbs"))
        self.human_verbs: Phrases[None] = Phrases(
            (verb, None) for verb in lexicon.words("people.human_verbs")
        )
        self.before_single_foreign = phrase_keys(lexicon, "people.before_single_foreign")
        self.particles = frozenset(lexicon.words("people.particles"))
        self.doubtful_first = first_keys(lexicon, "people.doubtful_first")
        self.named_after: Phrases[None] = Phrases(
            (word, None) for word in lexicon.words("people.named_after")
        )
        self.kinds_named = phrase_keys(lexicon, "people.named_after")
        self.acts: Phrases[None] = Phrases(
            (verb, None)
            for name in ("people.verbs", "people.human_verbs", "people.acts")
            for verb in lexicon.words(name)
        )
        self.common_words = first_keys(lexicon, "people.common_words")
        self.street_names = frozenset(keys_of(name) for name in lexicon.words("people.street_names"))
        self.provinces = frozenset(
            keys_of(row[0]) for table in ("provinces", "countries") for row in lexicon.table(table)
        )
        self.peoples = first_keys(lexicon, "people.before_peoples")
        self.not_people: Phrases[None] = Phrases((name, None) for name in lexicon.words("people.not_people"))
        self.not_people_starts = self.not_people.first_keys
        self.hamlets = phrase_keys(lexicon, "organisations.hamlets")
        self.leads = phrase_keys(lexicon, "places.leads")
        self.roads = phrase_keys(lexicon, "places.roads")
        self.stems = first_keys(lexicon, "people.lunar_stems")
        self.branches = first_keys(lexicon, "people.lunar_branches")
        self.corporate = first_keys(lexicon, "organisations.corporate")
        self.with_firms = phrase_keys(lexicon, "offices.with_firms")
        self.of_bodies = phrase_keys(lexicon, "offices.of_bodies")
        self.with_nicknames = phrase_keys(lexicon, "offices.with_nicknames")
        self.with_single_names = phrase_keys(lexicon, "offices.with_single_names")


@lru_cache(maxsize=4)
def name_tables(lexicon: Lexicon) -> NameTables:
    """The tables of `lexicon`, built once."""
    return NameTables(lexicon)
