"""The words of speech as patterns: verbs of saying, and what stands between them and who speaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tui.facts.context import lowered
from tui.facts.cues import Cues
from tui.lexicon.lexicon import Lexicon
from tui.text.wordlist import SPACE, alternation, phrases

_CAPITALS = "".join(chr(code) for code in range(0x41, 0x1F00) if chr(code).isupper() and chr(code).isalpha())
_CAPITALISED = rf"[{_CAPITALS}][\w'’-]{{0,14}}"
_SMALL = "".join(chr(code) for code in range(0x61, 0x1F00) if chr(code).islower() and chr(code).isalpha())
_DAY = r"(?<!\d)\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d)"


@dataclass(frozen=True)
class StatementWords:
    """What tells that something is said."""

    verbs: Cues
    request: frozenset[str]
    weak: frozenset[str]
    bare: frozenset[str]
    only_say: frozenset[str]
    """Verbs that never do anything but report speech."""
    noun_taking: frozenset[str]
    """Verbs whose object tells what was said: `cảnh báo nguy cơ …`."""
    clauses: re.Pattern[str]
    """What opens a clause behind a verb: ` sẽ …`, ` anh không …`."""
    not_before_verb: frozenset[str]
    occupations: tuple[str, ...]
    """`nhà phân tích`: lower case."""
    other_sense: re.Pattern[str]
    """Compounds that begin as a verb of saying: `nói chung`, `kể từ`."""
    according: re.Pattern[str]
    not_according: re.Pattern[str]
    openers: re.Pattern[str]
    goes_on: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def statement_words(lexicon: Lexicon) -> StatementWords:
    """The words of `lexicon` that tell that something is said, as patterns."""

    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"speech.{name}")

    def opening(name: str) -> re.Pattern[str]:
        return re.compile(rf"{alternation(words(name))}(?!\w)")

    verbs = (*words("say"), *words("assert"), *words("request"))
    return StatementWords(
        verbs=Cues(phrases(verbs).pattern, verbs),
        request=lowered(words("request")),
        weak=lowered(words("weak")),
        bare=lowered(words("bare")),
        only_say=lowered(words("only_say")),
        noun_taking=lowered(words("noun_taking")),
        clauses=re.compile(
            rf"{SPACE}(?:[\w/.-]{{1,20}}{SPACE}){{0,3}}"
            rf"{alternation(words('clause_openers'), any_case=False)}(?!\w)"
        ),
        not_before_verb=lowered(words("not_before_verb")),
        occupations=tuple(word.lower() for word in words("occupations")),
        other_sense=opening("other_sense"),
        according=re.compile(rf"{alternation(words('according'))}{SPACE}"),
        not_according=opening("not_according"),
        openers=opening("openers"),
        goes_on=opening("continue_with"),
        ends=opening("end_with"),
    )


@dataclass(frozen=True)
class SpeakerWords:
    """What tells who speaks."""

    adverbs: frozenset[str]
    aside: re.Pattern[str]
    """A day or a bracket right before the verb or its adverbs."""
    aside_ends: frozenset[str]
    """The words a day in words may end with."""
    adjunct: re.Pattern[str]
    """What may stand between a name and the verb: `trong thư gửi báo chí`, `ngậm ngùi`."""
    male: frozenset[str]
    female: frozenset[str]
    pronouns: frozenset[str]
    address: frozenset[str]
    relatives: frozenset[str]
    not_subject: frozenset[str]
    generic: re.Pattern[str]
    office: re.Pattern[str]
    clause: re.Pattern[str]
    passive: re.Pattern[str]
    """A passive whose agent is the name behind it: `khi được Chủ tịch xã …`."""
    links: re.Pattern[str]
    no_one: re.Pattern[str]
    """What opens no subject: `theo …`, `điều này`, `có thể`."""
    rank: re.Pattern[str]
    """A rank or a degree before a name."""
    several: re.Pattern[str]
    pointing: tuple[str, ...]
    """What ends words that point back: `vị này`."""
    a_body: re.Pattern[str]
    """What opens the words for a body, not a person: `bộ`, `trung tâm`."""
    joined: re.Pattern[str]
    """What joins a verb to one before it: a comma, `và`, `đồng thời`."""
    subordinate: frozenset[str]
    honorific: re.Pattern[str]


@cache
def speaker_words(lexicon: Lexicon) -> SpeakerWords:
    """The words of `lexicon` that tell who speaks, as patterns; kept as long as the lexicon is."""
    words: Callable[[str], tuple[str, ...]] = lexicon.words
    generic = alternation((*words("speech.generic_speakers"), *words("speech.bodies")))
    address = alternation(words("speech.address"))
    clause = alternation(words("speech.clause_words"), any_case=False)
    compounds = alternation(words("speech.not_clause"))
    days = alternation(words("speech.days_aside"))
    lower = alternation(words("speech.lower_appositions"))
    small = rf"(?!(?:{clause}|{alternation(words('speech.not_subject'))})(?!\w))[{_SMALL}]{{1,7}}(?!\w)"
    held = alternation(
        (
            *words("offices.heads"),
            *words("offices.deputies"),
            *words("offices.weak"),
            *words("offices.plural"),
        )
    )
    office = rf"(?:một |các |cựu |nữ |nam )?(?:{generic}|{lower}|{held})(?!\w)|\d"
    ranks = alternation((*words("people.ranks"), *words("people.degrees"), *words("people.religious")))
    return SpeakerWords(
        adverbs=lowered(words("speech.adverbs")),
        aside=re.compile(rf"(?:(?<!\w)(?:{days}(?: {_DAY})?|{_DAY})|\([^()\n]{{1,90}}\)),?$"),
        aside_ends=lowered(phrase.split()[-1] for phrase in words("speech.days_aside")),
        adjunct=re.compile(
            rf",? (?:(?:cũng|đã|vừa|còn) ){{0,2}}(?:{alternation(words('speech.adjuncts'))}(?!\w)"
            rf"(?: (?!{clause}(?!\w))[\w/.-]{{1,20}}){{0,12}}"
            rf"|{small}(?: {small}){{0,2}}),? ?",
            re.IGNORECASE,
        ),
        male=lowered(words("people.male")),
        female=lowered(words("people.female")),
        pronouns=lowered(words("speech.pronouns")),
        address=lowered(words("speech.address")),
        relatives=lowered(words("speech.relatives")),
        not_subject=lowered(words("speech.not_subject")),
        generic=re.compile(rf"(?:các |một |những |phía |vị |nhiều |chỉ huy )?{generic}(?!\w)", re.IGNORECASE),
        office=re.compile(office, re.IGNORECASE),
        rank=re.compile(rf"{ranks}(?!\w)", re.IGNORECASE),
        clause=re.compile(rf"(?<!\w)(?<!hàng )(?!{compounds}(?!\w)){clause}(?!\w)"),
        passive=re.compile(r"(?<!\w)(?:được|bị)(?: [^\W\d_]+){1,8} ?$"),
        links=re.compile(rf"{alternation(words('speech.links'))} "),
        no_one=re.compile(
            rf"(?:{alternation(words('speech.no_one'))}|{alternation(words('speech.not_subject'))}"
            rf"|{alternation(words('speech.adjuncts'))})(?!\w)"
        ),
        pointing=tuple(f" {word}" for word in words("speech.pointing")),
        a_body=re.compile(rf"{alternation(words('speech.bodies'))}(?!\w)"),
        joined=re.compile(r"(?:,| [-–]|,? (?:và|đồng thời|rồi))$"),
        several=re.compile(rf"{alternation(words('speech.several'))}(?!\w)"),
        subordinate=lowered(words("speech.subordinate")),
        honorific=re.compile(rf"(?<!\w){address} (?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,4}})(?!\w)"),
    )
