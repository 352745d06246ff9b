"""Likeness of texts is the cosine of their weighted words, and the sum of what each shared word adds."""

from __future__ import annotations

from collections.abc import Collection
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.related.vectors import HEADLINE, MOST_REMEMBERED, PRIOR, Profile, Rarity, common

COUNTS = {"cầu": 2, "lũ": 5, "và": 90}
WORDS = st.lists(st.sampled_from(["cầu", "lũ", "và", "mới", "chợ"]), max_size=30)
RARITY = Rarity(
    100, lambda words: {word: COUNTS[word] for word in words if word in COUNTS}, usual_share=lambda _word: 0.5
)


def naive(one: list[str], other: list[str]) -> float:
    """The cosine, by its definition over every word there is."""

    def weights(words: list[str]) -> dict[str, float]:
        known = {word: log((101 + PRIOR) / (1 + COUNTS.get(word, 1) + PRIOR / 2)) + 1 for word in words}
        return {word: (1 + log(words.count(word))) * known[word] for word in words}

    a, b = weights(one), weights(other)
    length = sqrt(sum(w * w for w in a.values())) * sqrt(sum(w * w for w in b.values()))
    return sum(a[word] * b.get(word, 0.0) for word in a) / length if length else 0.0


@given(WORDS, WORDS, WORDS, WORDS)
def test_likeness_is_the_sum_of_its_parts(
    one: list[str], other: list[str], title: list[str], headline: list[str]
) -> None:
    """The same whichever comes first; 1 for the same words, the headline beside it."""
    mine, its = Profile(one, title, RARITY), Profile(other, headline, RARITY)
    parts = common(mine, its)
    assert sum(parts.values()) == pytest.approx(naive(one, other) + HEADLINE * naive(title, headline))
    assert parts == pytest.approx(common(its, mine))
    assert set(parts) <= ({*one} & {*other}) | ({*title} & {*headline})
    assert all(part > 0 for part in parts.values())


def test_a_rare_word_adds_more_than_a_common_one() -> None:
    """As often as both stand there."""
    parts = common(*(Profile(["cầu", "lũ", "và"], [], RARITY) for _ in range(2)))
    assert parts["cầu"] > parts["lũ"] > parts["và"] > 0


def test_a_word_said_over_and_over_does_not_drown_the_others() -> None:
    """Two reports of a flood at the bridge are nearer than either and a text that says: bridge, bridge."""
    flood, other = (Profile(["cầu"] * often + ["lũ", "chợ"], [], RARITY) for often in (4, 1))
    refrain = Profile(["cầu"] * 40 + ["mới"], [], RARITY)
    assert sum(common(flood, other).values()) > sum(common(flood, refrain).values())


def test_a_long_run_of_questions_does_not_remember_every_word() -> None:
    """What was asked is forgotten between two articles once it is much, and asked again."""
    rarity = Rarity(10, lambda _words: {})
    rarity.learn(f"w{number}" for number in range(MOST_REMEMBERED + 1))
    rarity.trim()
    assert not rarity.learn(())
    assert rarity.learn(["cầu"])["cầu"] > 1


def test_the_heaviest_words_lead_to_other_reports() -> None:
    """Rare ones that stand often, those of the headline before others."""
    profile = Profile(["mới"] * 9 + ["và", "chợ", "lũ"], ["lũ"], RARITY)
    assert [word for word, _weight in profile.heaviest(2)] == ["mới", "lũ"]
    weights = dict(profile.heaviest(9))
    assert weights["lũ"] > weights["chợ"]


def test_a_word_is_asked_for_once() -> None:
    """Many articles are compared with the same words."""
    asked: list[str] = []

    def articles_with(words: Collection[str]) -> dict[str, int]:
        asked.extend(words)
        return {}

    rarity = Rarity(10, articles_with)
    for _ in range(3):
        Profile(["a", "b", "a"], ["b", "c"], rarity)
    assert sorted(asked) == ["a", "b", "c"]


def test_a_few_articles_do_not_tell_what_is_rare() -> None:
    """Two words of both of two articles: one that all the press has, one that hardly anybody has."""
    rarity = Rarity(2, lambda words: dict.fromkeys(words, 2))
    parts = common(*(Profile(["cua", "zumbaton"], [], rarity) for _ in range(2)))
    assert parts["zumbaton"] > 5 * parts["cua"]


def test_no_words_are_like_nothing() -> None:
    empty = Profile([], [], RARITY)
    assert common(empty, empty) == {}
    assert empty.heaviest(5) == []
