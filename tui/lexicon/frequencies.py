"""How common names of people are, and how common what articles share: counts, for whoever links articles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp

from tui.lexicon.lexicon import read_table
from tui.resources import resource
from tui.text.folding import fold, match_key
from tui.text.words import is_syllable

PEOPLE_AT_LEAST = 3_000.0
"""People a corpus is taken to name even if it is small: those its articles could have named."""
PEOPLE_FACTOR, PEOPLE_POWER = 3.0, 0.85
"""Names grow more slowly than articles. Source: 3,756 news articles name some 3,300 people in full."""
LENGTHS = {2: 0.13, 3: 0.79, 4: 0.08}
"""Share of Vietnamese full names with so many syllables. Source: counted as `name_syllables.tsv` was."""
FOREIGN = 1e-8
"""Share of bearers of a foreign name of two words or more."""
FOREIGN_WORD = 5e-5
"""Share of bearers of one foreign word: often a family name."""
UNSEEN = 0.3
"""What a syllable that was never counted counts for."""


class _Counts:
    """How often syllables stand at one place of a name."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self._counts, self._total = counts, sum(counts.values())

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def share(self, word: str) -> float:
        """Part of all names that have `word` there."""
        return self._counts.get(word, UNSEEN) / self._total


@cache
def _syllables() -> tuple[_Counts, _Counts, _Counts]:
    """Family, middle and given names."""
    rows = read_table(resource("lexicon/data/name_syllables.tsv"))
    family, middle, given = (
        _Counts({match_key(row[0]): float(row[at]) for row in rows if row[at] != "0"}) for at in (1, 2, 3)
    )
    return family, middle, given


@cache
def _hubs() -> Mapping[tuple[str, str], float]:
    rows = read_table(resource("lexicon/data/shared_facts.tsv"))
    return {(kind, match_key(key)): float(share) for kind, key, share in rows}


SYLLABLE_ARTICLES = 3_756
"""Articles in which the syllables of `syllables.tsv` were counted."""
TOGETHER = 1.7
"""A syllable that stands in an article stands there so many times. Source: counted in the same articles."""


@cache
def _article_shares() -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for syllable, count in read_table(resource("lexicon/data/syllables.tsv")):
        folded = fold(syllable)
        counts[folded] = counts.get(folded, 0) + int(count)
    often = SYLLABLE_ARTICLES * TOGETHER
    return {word: 1 - exp(-count / often) for word, count in counts.items()}


def article_share(word: str) -> float:
    """About what share of news articles has a folded syllable; 0 for what is none, or is rare.

    >>> article_share("cua") > 0.9, 0.05 < article_share("nghi") < 0.6, article_share("zumbaton")
    (True, True, 0.0)
    """
    return _article_shares().get(word, 0.0)


def is_foreign(name: str) -> bool:
    """True where less than half of the words can be Vietnamese syllables.

    >>> is_foreign("Barack Obama"), is_foreign("Lò Thị Phủng"), is_foreign("Trump")
    (True, False, True)
    """
    words = fold(name).split()
    return 2 * sum(map(is_syllable, words)) < len(words)


def bearers_share(name: str) -> float:
    """Part of all people the press names that bear the full name `name`.

    >>> bearers_share("Nguyễn Văn Hùng") > 100 * bearers_share("Nguyễn Ngọc Hè")
    True
    """
    words = match_key(name).split()
    if is_foreign(name):
        return FOREIGN if len(words) > 1 else FOREIGN_WORD
    family, middle, given = _syllables()
    if len(words) == 1:
        return given.share(words[0])
    share = given.share(words[-1])
    for word in words[1:-1]:
        share *= middle.share(word)
    full = family.share(words[0]) if words[0] in family else 0.0
    # without a family name, as players and singers are called, it is everybody's with that end
    end = middle.share(words[0]) if len(words) == 2 or not full else 0.0
    return share * max(LENGTHS.get(len(words), 0.01) * full, end)


def expected_namesakes(name: str, articles: int) -> float:
    """Others of the full name `name` that a corpus of so many articles is expected to speak of."""
    people = PEOPLE_FACTOR * float(articles) ** PEOPLE_POWER
    return bearers_share(name) * float(max(PEOPLE_AT_LEAST, people))


DEFAULTS = {
    "office": 0.0005,
    "body": 0.0005,
    "organisation": 0.0005,
    "place": 0.01,
    "person": 0.002,
    "title": 0.01,
}
LOCAL_PLACE = 0.001


def expected_share(kind: str, key: str) -> float:
    """Part of all articles that share a fact, where a corpus is too small to tell.

    `key` is `position|body` of an office and the folded name of anything else.

    >>> expected_share("place", "hà nội") > 100 * expected_share("place", "tam nông (district, phú thọ)")
    True
    """
    known = _hubs().get((kind, key))
    if known is not None:
        return known
    if kind == "place" and "(" in key:
        return LOCAL_PLACE
    return DEFAULTS[kind]
