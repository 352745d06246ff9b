"""Which articles that print one full name mean the same person, and by which shared fact that is known.

A shared fact ties two articles when it says more than the name leaves open. What it says is measured in bits:
how few of the other articles have it. What the name leaves open grows with the people who bear it, which the
syllables of the name tell: for `Nguyễn Văn Hùng` a shared province is not enough, for `Lò Khăm Phủng` it is.

Nothing depends on the order in which articles are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import NamedTuple, get_args

from tui.model.result import LinkKind

OWN: frozenset[LinkKind] = frozenset({"office", "body", "title"})
"""Grounds that the text says of the person."""

_KINDS = get_args(LinkKind)
"""The more telling of equal facts first."""

NEAR_DAYS = 400
"""Offices in two provinces within so many days contradict each other: people change posts, but not daily."""
DOUBT = 0.05
"""Share of wrong ties that is put up with: the best measured precision of reading 60 names was above 0.95."""
BESIDE = 0.8
"""What a fact of the article is worth beside one of the person: articles on one subject share many facts."""
LEAST_BITS = 3.5
"""What is in a twentieth of all articles ties nobody. With 2.0, `Chính phủ` tied people of 1947 and 2017."""
WEAK: frozenset[LinkKind] = frozenset({"title", "person"})
"""Grounds that tie uncommon names only."""
UNCOMMON = 0.5
"""Expected namesakes below which weak grounds may tie."""
RARE = 0.005
"""Expected namesakes below which a name alone is enough, if nothing speaks against it."""
CENTRES = 8
"""Groups of one shared fact that contradict one another; more are not told apart by it."""

_STEADY = 20
"""Articles that an expected share counts for: what a small corpus cannot measure."""


class Ground(NamedTuple):
    """A fact that two articles may share."""

    kind: LinkKind
    key: str


@dataclass(frozen=True, slots=True)
class Witness:
    """One article that prints the name."""

    article: str
    """Identity that any order of reading gives alike."""
    grounds: frozenset[Ground]
    sex: str = ""
    """`m` or `f` where a form of address tells."""
    provinces: frozenset[str] = frozenset()
    """Where the offices lie that the person holds at that time."""
    day: int | None = None
    """Ordinal of the day; None without one."""


class Tie(NamedTuple):
    """Why two articles mean one person; indexes of witnesses."""

    one: int
    other: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class Linked:
    """The people behind one name."""

    people: tuple[tuple[int, ...], ...]
    """Indexes of witnesses; each is in one."""
    ties: tuple[Tie, ...]
    """One less for each person than that person has witnesses."""


def bits(having: int, others: int, expected: float) -> float:
    """What sharing a fact tells: 0 for one that all `others` have; `expected` is its share elsewhere.

    >>> round(bits(0, 1_000, 0.001), 1), round(bits(190, 1_000, 0.2), 1), bits(50, 50, 0.001) < 2
    (15.6, 2.4, True)
    """
    return max(0.0, log2((others + _STEADY) / (min(having, others) + _STEADY * expected)))


def bits_needed(namesakes: float) -> float:
    """What a shared fact must tell of a name that so many others are expected to bear.

    >>> bits_needed(0.01), round(bits_needed(1.5), 1)
    (3.5, 4.9)
    """
    return max(LEAST_BITS, log2(max(namesakes, 1e-9) / DOUBT))


def link(witnesses: Sequence[Witness], telling: Mapping[Ground, float], namesakes: float) -> Linked:
    """Put together the witnesses that share a telling fact, directly or one after the other.

    `telling` are bits by ground; grounds without any tie nobody. `namesakes` is the number of others that
    are expected to bear the name. The most telling facts come first; one that would make somebody a man and
    a woman, or hold offices in two provinces at a time, does not count.
    """
    order = sorted(range(len(witnesses)), key=lambda at: witnesses[at].article)
    people = _People(witnesses)
    for ground, members in _shared(witnesses, order, telling, namesakes):
        _tie(people, ground, members)
    if namesakes < RARE:
        _tie(people, Ground("rare", ""), order)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in order:
        groups[people.find(at)].append(at)
    return Linked(tuple(map(tuple, groups.values())), tuple(people.ties))


def _shared(
    witnesses: Sequence[Witness], order: Iterable[int], telling: Mapping[Ground, float], namesakes: float
) -> list[tuple[Ground, list[int]]]:
    """Telling grounds of two witnesses or more, the most telling first."""
    members: dict[Ground, list[int]] = defaultdict(list)
    for at in order:
        for ground in witnesses[at].grounds:
            members[ground].append(at)
    needed = bits_needed(namesakes)
    told = [
        (_worth(ground, telling), ground, found)
        for ground, found in members.items()
        if len(found) > 1 and (ground.kind not in WEAK or namesakes < UNCOMMON)
    ]
    kept = [item for item in told if item[0] >= needed]
    kept.sort(key=lambda item: (-item[0], _KINDS.index(item[1].kind), item[1].key))
    return [(ground, found) for _bits, ground, found in kept]


def _worth(ground: Ground, telling: Mapping[Ground, float]) -> float:
    if ground.kind == "copy":
        return float("inf")
    return telling.get(ground, 0.0) * (1.0 if ground.kind in OWN else BESIDE)


def _tie(people: _People, ground: Ground, members: Sequence[int]) -> None:
    """Join members to the first one that nothing tells them from."""
    centres: list[int] = []
    for at in members:
        for centre in centres:
            if people.join(centre, at, ground):
                break
        else:
            if len(centres) < CENTRES:
                centres.append(at)


@dataclass(slots=True)
class _Known:
    """What is known of one person so far."""

    sexes: set[str]
    posts: dict[str, tuple[int, int]]
    """First and last day by province of an office; all of time for one without a day."""


_EVER = (0, 10**9)


class _People:
    """Disjoint sets of witnesses that never hold what cannot be one person."""

    def __init__(self, witnesses: Sequence[Witness]) -> None:
        self._leader = list(range(len(witnesses)))
        self._size = [1] * len(witnesses)
        self._known = [
            _Known(
                {witness.sex} - {""},
                dict.fromkeys(
                    witness.provinces, _EVER if witness.day is None else (witness.day, witness.day)
                ),
            )
            for witness in witnesses
        ]
        self.ties: list[Tie] = []

    def find(self, at: int) -> int:
        """The witness that stands for all of a person."""
        while self._leader[at] != at:
            self._leader[at] = self._leader[self._leader[at]]
            at = self._leader[at]
        return at

    def join(self, one: int, other: int, ground: Ground) -> bool:
        """True when both are one person now; False where that cannot be."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        if ground.kind != "copy" and _contradict(self._known[a], self._known[b]):
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._leader[b] = a
        self._size[a] += self._size[b]
        _add(self._known[a], self._known[b])
        self.ties.append(Tie(one, other, ground))
        return True


def _contradict(one: _Known, other: _Known) -> bool:
    if one.sexes and other.sexes and not one.sexes & other.sexes:
        return True
    if not one.posts or not other.posts or one.posts.keys() & other.posts.keys():
        return False
    return any(
        first <= last_other + NEAR_DAYS and first_other <= last + NEAR_DAYS
        for first, last in one.posts.values()
        for first_other, last_other in other.posts.values()
    )


def _add(known: _Known, more: _Known) -> None:
    known.sexes |= more.sexes
    for province, (first, last) in more.posts.items():
        was = known.posts.get(province, (first, last))
        known.posts[province] = (min(was[0], first), max(was[1], last))
