"""How closely two names stand together, from how many articles name either and how many name both."""

from __future__ import annotations

from math import log


def tie_weight(together: int, one: int, other: int, total: int) -> float:
    """How much likelier two names are in one article than by chance, from 0 to 1.

    `together` of `total` articles name both, `one` and `other` of them either. Normalised pointwise mutual
    information, 0 where the two are together no more often than chance would have it: a name that is in every
    article stands beside each by chance. What few articles say is discounted, or else any two names that the
    same single article prints would be the closest of all.

    Source: G. Bouma, Normalized (Pointwise) Mutual Information in Collocation Extraction, GSCL 2009; the
    discount from P. Pantel and D. Lin, Discovering Word Senses from Text, KDD 2002.

    >>> [round(tie_weight(*counts), 2) for counts in ((1, 1, 1, 1000), (9, 9, 9, 1000), (90, 90, 1000, 1000))]
    [0.25, 0.81, 0.0]
    >>> tie_weight(5, 5, 5, 5)
    0.0
    """
    if not 0 < together < total:
        return 0.0
    surprise = log(together * total / (one * other)) / -log(together / total)
    fewer = min(one, other)
    return max(0.0, surprise) * together / (together + 1) * fewer / (fewer + 1)
