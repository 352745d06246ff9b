"""Roles: what an office in the text consists of, and the tables its grammar reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tui.facts.borders import first_keys, phrase_keys
from tui.facts.kinds.organisation import Body
from tui.facts.phrases import Phrases
from tui.facts.tokens import keys_of
from tui.lexicon.lexicon import Lexicon


@dataclass(slots=True)
class Office:
    """One office as the text gives it, in tokens."""

    start: int
    """First token, `nguyên` or `quyền` included."""
    stop: int
    """After its organisation."""
    position: str
    """As printed: `Phó Giám đốc`."""
    key: str
    """Key of the position: `phó giám đốc`."""
    weak: bool
    """A word of every day: an office only beside a name or a body."""
    body: Body | None = None
    organisation: str | None = None
    """As printed; set too where no body but a place or a function follows: `Bộ trưởng Y tế`."""
    former: bool = False
    acting: bool = False
    open: bool = False
    """Words stand after it that may be its body, but could not be read."""


class OfficeTables:
    """The lexicon's lists of offices, ready to be matched on tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        heads = (*lexicon.words("offices.heads"), *(f"Phó {d}" for d in lexicon.words("offices.deputies")))
        standing = (
            f"{head} {word}"
            for head in lexicon.words("offices.standing")
            for word in lexicon.words("offices.standing_words")
        )
        self.offices: Phrases[bool] = Phrases((phrase, True) for phrase in (*heads, *standing))
        """Offices, and with False what only begins like one: `Đại sứ quán`."""
        for phrase in lexicon.words("offices.no_offices"):
            self.offices.add(phrase, False)
        self.former = frozenset(lexicon.words("offices.former"))
        self.acting = phrase_keys(lexicon, "offices.acting")
        self.joiners: Phrases[None] = Phrases((word, None) for word in lexicon.words("offices.joiners"))
        self.shared_words = phrase_keys(lexicon, "offices.shared_words")
        self.implied_heads = dict(lexicon.mapping("offices.implied_heads"))
        self.gathering = phrase_keys(lexicon, "offices.gathering")
        self.plural = phrase_keys(lexicon, "offices.plural")
        self.weak = phrase_keys(lexicon, "offices.weak")
        self.kin: Phrases[None] = Phrases((word, None) for word in lexicon.words("offices.kin"))
        self.past_before = phrase_keys(lexicon, "offices.past_before")
        self.agents = phrase_keys(lexicon, "offices.agents")
        self.copulas = Phrases(lexicon.mapping("offices.copulas").items())
        reverse = lexicon.mapping("offices.reversed_copulas")
        self.reversed_copulas = [(keys_of(phrase), when) for phrase, when in reverse.items()]
        self.ignored_before = phrase_keys(lexicon, "offices.ignored_before")
        self.male = frozenset(lexicon.words("people.male"))
        self.female = frozenset(lexicon.words("people.female"))
        self.together = phrase_keys(lexicon, "offices.together")
        self.small_heads = phrase_keys(lexicon, "offices.small_heads")
        self.hamlets: Phrases[None] = Phrases((w, None) for w in lexicon.words("organisations.hamlets"))
        self.before_appointment = phrase_keys(lexicon, "offices.before_appointment")
        self.several = phrase_keys(lexicon, "offices.several")
        self.spoken_to = phrase_keys(lexicon, "offices.spoken_to")
        self.of_one_body = phrase_keys(lexicon, "offices.of_one_body")
        self.with_single_names = phrase_keys(lexicon, "offices.with_single_names")
        self.of_teams = phrase_keys(lexicon, "offices.with_nicknames")
        self.of_firms = phrase_keys(lexicon, "offices.with_firms")
        self.of_named_firms = phrase_keys(lexicon, "offices.of_named_firms")
        self.foreign_given = first_keys(lexicon, "people.foreign_given")
        self.of_committee = phrase_keys(lexicon, "offices.of_committee")
        self.of_police = phrase_keys(lexicon, "offices.of_police")
        self.unshared_words = phrase_keys(lexicon, "offices.unshared_words")
        self.said_again = Phrases(_alternatives(lexicon, "offices.said_again"))
        self.implied_bodies = dict(_alternatives(lexicon, "offices.implied_bodies"))
        self.state_words: Phrases[None] = Phrases((w, None) for w in lexicon.words("offices.state_words"))
        self.field_words = phrase_keys(lexicon, "offices.field_words")
        self.taken_away = first_keys(lexicon, "offices.taken_away")
        self.unreal_before = first_keys(lexicon, "offices.unreal_before")
        self.tenure: Phrases[None] = Phrases((word, None) for word in lexicon.words("offices.tenure"))
        self.heads_of_state = frozenset(keys_of(name) for name in lexicon.words("offices.heads_of_state"))
        self.appointment: Phrases[None] = Phrases((w, None) for w in lexicon.words("offices.appointment"))
        self.heads_any_case: Phrases[None] = Phrases(
            (head, None)
            for name in ("organisations.function_heads", "offices.small_heads")
            for head in lexicon.words(name)
        )
        """After an office a head may be lower case: `trưởng phòng Tham mưu`."""


def _alternatives(lexicon: Lexicon, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """A mapping whose values are several keys with `|` between them."""
    return [
        (key, tuple(word.strip() for word in value.split("|") if word.strip()))
        for key, value in lexicon.mapping(name).items()
    ]


@lru_cache(maxsize=4)
def office_tables(lexicon: Lexicon) -> OfficeTables:
    """The tables of `lexicon`, built once."""
    return OfficeTables(lexicon)


def head_key(head: str) -> str:
    """Key of a head as `Body.head` holds it."""
    return " ".join(keys_of(head))
