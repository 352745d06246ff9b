"""The lexicon's words around numbers, ready for the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tui.facts.context import lowered
from tui.facts.counting.form import Approx, Change
from tui.facts.cues import Cues
from tui.lexicon.lexicon import Lexicon
from tui.text.numerals import NUMBER, NUMBER_WORDS
from tui.text.wordlist import SPACE, alternation

_JOIN = (
    rf"(?:{SPACE}?[-–—~]{SPACE}?|{SPACE}(?:đến|tới|-){SPACE}"
    rf"|{SPACE}(?:xuống{SPACE}còn|xuống|lên{SPACE}đến|lên{SPACE}tới|lên){SPACE})"
)


@dataclass(frozen=True)
class CountWords:
    """Sets of lower-case words and patterns, named as in `lexicon/data/figures.yaml`."""

    approx: dict[str, Approx]
    change: dict[str, Change]
    fillers: frozenset[str]
    comparatives: frozenset[str]
    not_approx: frozenset[str]
    labels: frozenset[str]
    common_words: frozenset[str]
    """Measures that are common words too: `Spark 2017 chỉ mang …`."""
    weak_labels: frozenset[str]
    """Labels before nouns the lexicon does not know: `khu vực 1 soi chiếu`."""
    time_labels: frozenset[str]
    no_labels: frozenset[str]
    """Phrases that end with a label and count all the same: `trong số 312 người`."""
    groups: frozenset[str]
    """Labels that are also groups of so many `members`: `nhóm 5 người`."""
    members: frozenset[str]
    winds: frozenset[str]
    clock_cues: frozenset[str]
    durations: frozenset[str]
    """Before hours and minutes these tell how long: `trong 2 giờ 30 phút`."""
    signed: frozenset[str]
    """Units that can be below zero."""
    no_units: frozenset[str]
    before_five: frozenset[str]
    in_tens: frozenset[str]
    not_first: frozenset[str]
    scales: dict[str, Decimal]
    same_unit: dict[str, str]
    """Spellings of one unit: `phần trăm` → `%`."""
    amount: re.Pattern[str]
    """One number or two: groups `first`, `first_scale`, `percent`, `join`, `slash`, `second`."""
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    """The unit behind a number; the group that matched is its kind."""
    counted: re.Pattern[str]
    """Counted nouns alone, for those that begin with a measure: `chỉ tiêu`, `tổ công tác`."""
    not_measures: re.Pattern[str]
    """Words that only begin like a measure: `cấp cứu`."""
    in_brackets: re.Pattern[str]
    """The number again, written out: `12 (mười hai) hộ`."""
    per: re.Pattern[str]
    written: Cues
    """A number in words with a noun: groups `number` and `unit`."""


@cache
def count_words(lexicon: Lexicon) -> CountWords:
    """The words around numbers, made once for a lexicon."""

    def words(name: str) -> frozenset[str]:
        return lowered(lexicon.words(f"figures.{name}"))

    def pattern(name: str) -> str:
        return alternation(lexicon.words(f"figures.{name}"), any_case=False)

    approx: dict[str, Approx] = dict.fromkeys(words("more"), ">")
    approx.update(dict.fromkeys(words("less"), "<"))
    approx.update(dict.fromkeys(words("about"), "~"))
    change: dict[str, Change] = dict.fromkeys(words("increase"), "increase")
    change.update(dict.fromkeys(words("decrease"), "decrease"))
    scales = {word: Decimal(value) for word, value in lexicon.mapping("figures.scales").items()}
    scale = alternation(scales, any_case=False)
    word = alternation(NUMBER_WORDS)
    nouns = alternation(
        [*lexicon.words("figures.counted_in_words"), *lexicon.words("figures.counted_in_tens")],
        any_case=False,
    )
    return CountWords(
        approx=approx,
        change=change,
        fillers=words("fillers"),
        comparatives=words("comparatives"),
        not_approx=words("not_approx"),
        labels=words("labels"),
        common_words=words("common_words"),
        weak_labels=words("weak_labels"),
        time_labels=words("time_labels"),
        no_labels=words("no_labels"),
        groups=words("groups"),
        members=words("members"),
        winds=words("winds"),
        clock_cues=words("clock_cues"),
        durations=lowered(lexicon.words("dates.durations")),
        signed=frozenset(lexicon.words("figures.signed")),
        no_units=words("no_units"),
        before_five=words("before_five"),
        in_tens=words("counted_in_tens"),
        not_first=words("not_first"),
        scales=scales,
        same_unit=dict(lexicon.mapping("figures.same_unit")),
        amount=re.compile(
            rf"(?P<first>{NUMBER})(?P<first_scale>(?:{SPACE}?(?:{scale})(?!\w)){{0,2}})(?P<percent>{SPACE}?%(?![o0](?!\w)))?"
            rf"(?:(?:(?P<join>{_JOIN})|(?P<slash>/))(?P<second>{NUMBER}))?"
        ),
        scale=re.compile(rf"{SPACE}?({scale})(?!\w)"),
        unit=re.compile(
            rf"(?P<money>{SPACE}?{pattern('money')}(?!\w)(?!{SPACE}{pattern('not_money')}(?!\w)))"
            rf"|(?P<measure>{SPACE}?{pattern('measures')}(?!\w)(?!-[A-ZĐ]))"
            rf"|(?P<counted>{SPACE}{pattern('counted')}(?!\w))"
            rf"|(?P<other>{SPACE}[^\W\d_]{{1,20}}(?!\w))"
        ),
        counted=re.compile(rf"(?P<counted>{SPACE}{pattern('counted')}(?!\w))"),
        not_measures=re.compile(rf"{SPACE}{pattern('not_measures')}(?!\w)"),
        in_brackets=re.compile(rf"{SPACE}\({word}(?:{SPACE}{word}){{0,11}}\)(?={SPACE}\w)"),
        per=re.compile(
            rf"(?:{SPACE}?/{SPACE}?(?:0?1{SPACE}?)?|{SPACE}mỗi{SPACE})({pattern('per')}(?:/{pattern('per')})?)(?!\w)"
        ),
        written=Cues(
            rf"(?<!\w)(?P<number>{word}(?:{SPACE}{word}){{0,11}}){SPACE}(?P<unit>{nouns})(?!\w)",
            NUMBER_WORDS,
        ),
    )
