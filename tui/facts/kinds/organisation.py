"""Organisations: what an occurrence of a body consists of, and the tables its grammar reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tui.facts.borders import Borders, borders, first_keys, phrase_keys
from tui.facts.kinds.place import PlaceMention
from tui.facts.phrases import Phrases
from tui.facts.tokens import keys_of
from tui.lexicon.lexicon import Lexicon

HeadKind = Literal["level", "party", "function", "named", "alone"]
"""`level`: UBND, Công an; `party`: Tỉnh ủy; `function`: Sở; `named`: Trường, Công ty; `alone`: Quốc hội."""


@dataclass(slots=True)
class Body:
    """One occurrence of an organisation, in tokens: head + function + level + place."""

    start: int
    stop: int
    head: str
    """Key of the head: `ban chỉ đạo`."""
    kind: HeadKind
    core: int
    """Stop of head and function, before level and place."""
    level: str | None = None
    """Level word, spelled out: `tỉnh`, `thành phố`."""
    place: PlaceMention | None = None
    apex: str | None = None
    """`chính phủ`, `trung ương`: the level of government where there is no place."""
    inner: Body | None = None
    """The body it is part of, where the name goes on with one: `Ban Thường vụ` + `Tỉnh ủy`."""
    rule: str = "organisation.grammar"
    shared_head: str = ""
    """The head as printed, where several bodies share one: `các sở Nội vụ, Tài chính`."""
    full: Body | None = None
    """The body an acronym stands for, where the article has said so: `Ủy ban … (ABC)`."""
    guessed: bool = False
    """Where the name ends is a guess: a proper name, or a function that the lexicon does not list."""
    several: bool = False
    """Not one body but one of each: `UBND quận, huyện`."""

    @property
    def bare(self) -> bool:
        """True when nothing says where: no level, place, apex or body around it."""
        return self.level is None and self.place is None and self.apex is None and self.inner is None


class OrganisationTables:
    """The lexicon's lists of bodies, ready to be matched on tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.borders: Borders = borders(lexicon)
        committees = lexicon.mapping("organisations.party_committees")
        kinds: tuple[tuple[HeadKind, Iterable[str]], ...] = (
            ("party", committees),
            ("level", lexicon.words("organisations.level_heads")),
            ("function", lexicon.words("organisations.function_heads")),
            ("named", lexicon.words("organisations.named_heads")),
        )
        self.heads: Phrases[HeadKind] = Phrases(
            ((phrase, kind) for kind, phrases in kinds for phrase in phrases), capitals=True
        )
        self.party_level = {" ".join(keys_of(head)): level for head, level in committees.items()}
        self.alone = _phrases(lexicon, "organisations.standalone", capitals=True)
        self.functions = _phrases(lexicon, "organisations.functions")
        self.kinds_of_named = _phrases(lexicon, "organisations.kinds_of_named")
        self.apex = _phrases(lexicon, "organisations.apex", capitals=True)
        self.not_bodies = _phrases(lexicon, "organisations.not_bodies")
        self.verbal = frozenset(keys_of(word)[:2] for word in lexicon.words("organisations.verbal"))
        self.sentence_verbs = frozenset(
            keys_of(word)[:2] for word in lexicon.words("organisations.sentence_verbs")
        )
        self.forces = phrase_keys(lexicon, "organisations.forces")
        self.hamlets = phrase_keys(lexicon, "organisations.hamlets")
        self.levels = dict(lexicon.mapping("organisations.levels"))
        self.level_initials = dict(lexicon.mapping("organisations.level_initials"))
        self.level_starts = frozenset(word.split(" ")[0] for word in self.levels)
        self.lower_case_heads = phrase_keys(lexicon, "organisations.lower_case_heads")
        self.heads_need_function = phrase_keys(lexicon, "organisations.heads_need_function")
        self.site_heads = phrase_keys(lexicon, "organisations.site_heads")
        self.generic_names = phrase_keys(lexicon, "organisations.generic_names")
        self.dash_heads = phrase_keys(lexicon, "organisations.dash_heads")
        self.bare_heads = phrase_keys(lexicon, "organisations.bare_heads")
        self.alias_only = phrase_keys(lexicon, "organisations.alias_only")
        self.collective_before = first_keys(lexicon, "organisations.collective_before")
        self.posts = phrase_keys(lexicon, "organisations.posts")
        self.at_posts = frozenset(keys_of(word)[:2] for word in lexicon.words("organisations.at_posts"))
        self.branches = frozenset(keys_of(word)[:2] for word in lexicon.words("organisations.branches"))
        self.town_clubs = frozenset(lexicon.words("organisations.town_clubs"))
        self.sport_words = first_keys(lexicon, "organisations.sport_words")
        self.before_towns = first_keys(lexicon, "organisations.before_towns")
        self.products = first_keys(lexicon, "organisations.products")
        self.platforms = phrase_keys(lexicon, "organisations.platforms")
        self.goods = first_keys(lexicon, "organisations.goods")
        self.scales = frozenset(lexicon.mapping("figures.scales")) | {"đồng"}
        """After these words' numbers a name has ended: `CLB Cát Lâm 15 triệu`."""
        self.particles = frozenset(lexicon.words("organisations.particles"))
        self.firm_heads = phrase_keys(lexicon, "organisations.firm_heads")
        self.plain_firms = phrase_keys(lexicon, "organisations.plain_firms")
        named = phrase_keys(lexicon, "organisations.named_heads")
        self.kinds_of_firm = frozenset(
            head for head in named if head in self.firm_heads or head.startswith(("công ty ", "ngân hàng"))
        )
        """Heads of firms, those included that say what they deal in: `Công ty Chứng khoán`."""
        self.shortened = self.firm_heads | phrase_keys(lexicon, "organisations.shortened_heads")
        self.not_short = first_keys(lexicon, "organisations.not_short")
        self.diplomatic = phrase_keys(lexicon, "organisations.diplomatic")
        self.not_joined = _phrases(lexicon, "organisations.not_joined")
        singles = [name for name in lexicon.words("organisations.standalone") if " " not in name]
        spelled = {keys_of(name)[0] for name in singles if not name.isupper()}
        self.acronyms = frozenset(keys_of(name)[0] for name in singles if name.isupper()) - spelled
        """Bodies that are only bodies in capitals: IS, but not `Is`."""
        self.corporate = first_keys(lexicon, "organisations.corporate")
        self.generic_after = first_keys(lexicon, "organisations.generic_after")
        self.shared_heads = dict(lexicon.mapping("organisations.shared_heads"))
        self.starts = self.heads.first_keys | self.alone.first_keys
        self.small_starts = self.heads.begins[0] | self.alone.begins[0] | self.shared_heads.keys()
        """What begins bodies in small letters too: `công ty`, `phòng`."""
        self.capital_starts = self.starts - self.small_starts


def _phrases(lexicon: Lexicon, name: str, *, capitals: bool = False) -> Phrases[None]:
    return Phrases(((phrase, None) for phrase in lexicon.words(name)), capitals=capitals)


@lru_cache(maxsize=4)
def organisation_tables(lexicon: Lexicon) -> OrganisationTables:
    """The tables of `lexicon`, built once."""
    return OrganisationTables(lexicon)
