"""The lexicon's words around figures: what divides a description, compares, and names a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.lexicon.lexicon import Lexicon
from tui.text.wordlist import SPACE, alternation, phrases


@dataclass(frozen=True)
class AroundWords:
    """Patterns and sets of lower-case words, named as in `lexicon/data/figures.yaml`."""

    compare: re.Pattern[str]
    plan: re.Pattern[str]
    higher: re.Pattern[str]
    """`thấp hơn giá trong nước` right before a figure; group 1 is what it is compared to."""
    ends: re.Pattern[str]
    """Where what a figure is compared to ends, if no mark ends it first."""
    periods: re.Pattern[str]
    births: re.Pattern[str]
    """Right before a date that is no period of anything."""
    documents: re.Pattern[str]
    """Before the year of a law."""
    compared_dates: re.Pattern[str]
    """Right before a date that something is compared to."""
    breaks: re.Pattern[str]
    """After these a description begins anew: `cho biết`, `trong đó có`."""
    settings: re.Pattern[str]
    """What begins words that only tell where, when or by whom: `tại`, `theo`."""
    drop: frozenset[str]
    drop_at_end: frozenset[str]
    dividers: frozenset[str]
    locatives: frozenset[str]
    compounds: frozenset[tuple[str, str]]
    """Two words of which neither is dropped: `khoảng cách`."""
    predicate_starts: frozenset[str]
    """What those counted do or suffer: `chết`, `bị`, and the words of tense before it."""
    helpers: frozenset[str]
    """Words of these that say nothing alone: `bị`, `có`."""
    predicate_ends: frozenset[str]
    tenses: frozenset[str]


@cache
def around_words(lexicon: Lexicon) -> AroundWords:
    """The words around figures, made once for a lexicon."""

    def words(name: str) -> tuple[str, ...]:
        return lexicon.words(f"figures.{name}")

    compare, plan, no_compare = map(alternation, map(words, ("compare", "plans", "not_compared")))
    return AroundWords(
        compare=re.compile(rf"(?<!\w){compare}{SPACE}(?!{no_compare}(?!\w))"),
        plan=re.compile(rf"{SPACE}({plan})(?!\w)"),
        higher=re.compile(
            rf"(?<!\w){alternation(words('comparatives'))}{SPACE}hơn{SPACE}([^,;:.()\d\n]{{3,60}}?){SPACE}?$"
        ),
        ends=re.compile(rf"{SPACE}(?:{alternation(words('compared_ends'))})(?!\w)"),
        periods=phrases(words("periods")),
        births=re.compile(rf"(?<!\w){alternation(words('births'))}{SPACE}?$"),
        documents=re.compile(
            rf"(?<!\w){alternation(words('dated_documents'))}(?:{SPACE}[^\W\d_]+){{0,8}}{SPACE}$"
        ),
        compared_dates=re.compile(rf"(?<!\w){compare}{SPACE}$"),
        breaks=phrases(words("what_breaks")),
        settings=re.compile(rf"{alternation(words('settings'))}(?!\w)"),
        drop=frozenset(words("drop_from_what")) | {""},
        drop_at_end=frozenset(words("drop_at_end")) | {""},
        dividers=frozenset(words("dividers")),
        locatives=frozenset(words("locatives")),
        compounds=frozenset((first, last) for first, last in map(str.split, words("compounds"))),
        predicate_starts=frozenset((*words("predicate_starts"), *words("tenses"))),
        helpers=frozenset(words("predicate_helpers")),
        predicate_ends=frozenset(words("predicate_ends")),
        tenses=frozenset(words("tenses")),
    )
