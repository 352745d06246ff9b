"""How near two articles are, as a sum of reasons: each thing they share adds what it is worth.

A thing is worth the more the fewer articles share it. Nothing else moves the score, so that a list of related
articles can always be explained by its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from tui.model.result import Reason, ReasonKind

ALIKE = 10.0
"""What texts that are alike word for word are worth; half alike is worth half of it."""
LEAST_ALIKE = 0.2
"""Articles that share nothing but words are related from this likeness."""
WORTH: dict[ReasonKind, float] = {
    "duplicate": 4.0,
    "echo": 3.0,
    "event": 1.0,
    "person": 1.0,
    "topic": 0.6,
    "organisation": 0.5,
    "place": 0.4,
    "date": 2.0,
}
"""What sharing one thing of a kind is worth at most beside what its words add to the likeness.

Source: set by which article came first for 279 articles of 69 events among 3,756."""

MOST: dict[ReasonKind, float] = {"person": 8.0, "organisation": 4.0, "place": 2.0, "event": 5.0, "topic": 4.0}
"""What all things of a kind together are worth at most: a list of sixty provinces is near to no article."""

TELLING = 0.12
"""Rarity from which a name says more at a glance than any number of words: one in 200 of 5,000 articles."""

WHOLE_ECHO = 40
"""Words from which an echo is worth all of its kind: a long sentence of the press."""
COMMON_ECHO = 8
"""Words in common that are worth nothing: the name of an office with that of its holder."""
DUPLICATE_SHARE = 0.7
"""Part of the shorter article that stands in the other from which they are one article in two copies."""


FEW_ARTICLES = 500
"""Of fewer, how many have a name says little about how rare it is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing two articles share."""

    kind: ReasonKind
    text: str
    """The name, passage or terms, as printed in the article one comes from."""
    worth: float
    """Above 0; see `worth`."""
    detail: str = ""
    telling: bool = False
    """Comes before what is not, whatever each is worth: a name few have, a passage."""


def rarity(count: int, total: int) -> float:
    """1 for what one article of many has, 0 for what all have; squared, so that the common hardly counts.

    In a small corpus as in one of `FEW_ARTICLES`, less the part of it that has it.

    >>> round(rarity(2, 10_000), 2), round(rarity(100, 10_000), 2), round(rarity(5_000, 10_000), 3)
    (0.85, 0.25, 0.003)
    >>> round(rarity(2, 5), 2), round(rarity(5, 5), 2)
    (0.47, 0.0)
    """
    if total < 1:
        return 0.0
    count = min(max(count, 1), total)
    least = max(total, FEW_ARTICLES) + 1
    return (log(least / count) / log(least)) ** 2 * (1 - count / max(total, 2))


def worth(kind: ReasonKind, share: float = 1.0) -> float:
    """What a thing of `kind` is worth; `share`, from 0 to 1, says how rare or how large it is."""
    return WORTH[kind] * min(1.0, max(0.0, share))


def alike_worth(part: float) -> float:
    """What a part of the likeness of two texts is worth."""
    return ALIKE * part


def near_worth(share: float, alike: float) -> float:
    """What a near day is worth, `share` from 0 to 1 for how near: the more the more the texts are alike."""
    return WORTH["date"] * share * min(1.0, alike)


def echo_share(words: int) -> float:
    """How much an echo of so many words counts, from 0 to 1.

    >>> echo_share(8), echo_share(24), echo_share(100)
    (0.0, 0.5, 1.0)
    """
    return min(1.0, max(0, words - COMMON_ECHO) / (WHOLE_ECHO - COMMON_ECHO))


def reasons(evidence: Iterable[Evidence]) -> tuple[float, tuple[Reason, ...]]:
    """(score, reasons: telling ones first, then the heaviest). The score is above 0 and grows with all that
    is shared; one kind and text is one reason. Weights are the shares of the score and add up to 1.

    >>> score, why = reasons([Evidence("place", "Huế", 0.5), Evidence("person", "Trần Thị Bưởi", 1.5)])
    >>> score, [(reason.kind, reason.weight) for reason in why]
    (2.0, [('person', 0.75), ('place', 0.25)])
    """
    merged: dict[tuple[ReasonKind, str], tuple[float, str, bool]] = {}
    kinds: dict[ReasonKind, float] = {}
    for item in evidence:
        if item.worth > 0:
            known, detail, telling = merged.get((item.kind, item.text), (0.0, item.detail, item.telling))
            merged[item.kind, item.text] = known + item.worth, detail, telling
            kinds[item.kind] = kinds.get(item.kind, 0.0) + item.worth
    part = {kind: min(1.0, MOST.get(kind, value) / value) for kind, value in kinds.items()}
    weighed = [
        (not telling, value * part[kind], kind, text, detail)
        for (kind, text), (value, detail, telling) in merged.items()
    ]
    total = sum(item[1] for item in weighed)
    weighed.sort(key=lambda item: (item[0], -item[1], item[2], item[3]))
    return total, tuple(Reason(kind, text, value / total, detail) for _, value, kind, text, detail in weighed)
