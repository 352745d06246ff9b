"""One office in several spellings: what articles say of a person, merged into the posts that person holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tui.text.words import plain_words

FAR_MORE = 4
"""An office without its organisation is taken for the one named so many times as often as any other."""

Source = TypeVar("Source", bound=Hashable)

LINKING_WORDS = frozenset({"ve", "cua", "cong", "tac", "va", "tai", "thuoc", "cac"})
"""Folded words of an office's name that come and go: `Ban Chỉ đạo (về) (công tác) nhân quyền`."""


@dataclass(frozen=True, slots=True)
class OfficeSeen(Generic[Source]):
    """An office as one place in one article gives it."""

    position: str
    organisation: str | None
    former: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Office(Generic[Source]):
    """One office with every place that gives it."""

    position: str
    organisation: str | None
    former: bool
    sources: tuple[Source, ...]
    """In the order they were given."""


def merge_offices(
    seen: Sequence[OfficeSeen[Source]], *, long_forms: Iterable[tuple[str, str]] = ()
) -> tuple[Office[Source], ...]:
    """Put together what is the same office, each under its fullest spelling, in the order of first mention.

    Two spellings are one office when every telling word of one stands in the other and the positions agree:
    they are alike, or what one has more is of the organisation (`Phó chánh | Văn phòng …` and
    `Phó chánh Văn phòng | Văn phòng …`). An office without its organisation joins one of the same position
    if there is just one, or one named `FAR_MORE` often. A former office and a present one are never the same.
    `long_forms` are (abbreviation, in full).
    """
    expand = {tuple(plain_words(short)): plain_words(long) for short, long in long_forms}
    groups: list[list[OfficeSeen[Source]]] = []
    keys: list[_Key] = []
    spelt: dict[_Spelling, list[OfficeSeen[Source]]] = {}
    for item in seen:
        spelt.setdefault((item.position, item.organisation, item.former), []).append(item)
    key_of = {spelling: _key(items[0], expand) for spelling, items in spelt.items()}
    named = [spelling for spelling in spelt if spelling[1]]
    for spelling in sorted(named, key=lambda spelling: -len(key_of[spelling].words)):
        key = key_of[spelling]
        home = next((at for at, other in enumerate(keys) if _same(key, other)), None)
        if home is None:
            keys.append(key)
            groups.append(list(spelt[spelling]))
        else:
            groups[home].extend(spelt[spelling])
    for spelling, items in spelt.items():
        if not spelling[1]:
            _place_bare(items, key_of[spelling], groups, keys)
    order = {id(item): index for index, item in enumerate(seen)}
    for group in groups:
        group.sort(key=lambda item: order[id(item)])
    groups.sort(key=lambda group: order[id(group[0])])
    return tuple(_office(group, key_of) for group in groups)


_Spelling = tuple[str, str | None, bool]
"""Position, organisation, and whether it is a former office."""


@dataclass(frozen=True, slots=True)
class _Key:
    position: tuple[str, ...]
    organisation: frozenset[str]
    words: frozenset[str]
    former: bool


def _place_bare(
    items: list[OfficeSeen[Source]], key: _Key, groups: list[list[OfficeSeen[Source]]], keys: list[_Key]
) -> None:
    """Put an office without its organisation where it most likely belongs, else on its own."""
    homes = [
        at for at, other in enumerate(keys) if (other.position, other.former) == (key.position, key.former)
    ]
    named = sorted((at for at in homes if keys[at].organisation), key=lambda at: -len(groups[at]))
    bare = [at for at in homes if not keys[at].organisation]
    if named and (len(named) == 1 or len(groups[named[0]]) >= FAR_MORE * len(groups[named[1]])):
        groups[named[0]].extend(items)
    elif bare:
        groups[bare[0]].extend(items)
    else:
        keys.append(key)
        groups.append(list(items))


def _key(item: OfficeSeen[Source], expand: dict[tuple[str, ...], list[str]]) -> _Key:
    position = tuple(plain_words(item.position))
    organisation = frozenset(_in_full(plain_words(item.organisation or ""), expand)) - LINKING_WORDS
    return _Key(position, organisation, organisation | (frozenset(position) - LINKING_WORDS), item.former)


def _in_full(words: list[str], expand: dict[tuple[str, ...], list[str]]) -> list[str]:
    full: list[str] = []
    longest = max(map(len, expand), default=0)
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            long = expand.get(tuple(words[at : at + length]))
            if long:
                full.extend(long)
                at += length
                break
        else:
            full.append(words[at])
            at += 1
    return full


def _same(one: _Key, other: _Key) -> bool:
    if one.former != other.former or not (one.words <= other.words or other.words <= one.words):
        return False
    short, long = sorted((one, other), key=lambda key: len(key.position))
    if long.position[: len(short.position)] != short.position:
        return False
    more = set(long.position[len(short.position) :])
    return more <= short.organisation


def _office(group: list[OfficeSeen[Source]], key_of: Mapping[_Spelling, _Key]) -> Office[Source]:
    """The fullest spelling: most telling words, then most often written so, then first."""
    spellings = Counter((item.position, item.organisation) for item in group)
    former = group[0].former
    telling = {spelling: len(key_of[(*spelling, former)].words) for spelling in spellings}
    position, organisation = max(spellings, key=lambda spelling: (telling[spelling], spellings[spelling]))
    return Office(position, organisation, former, tuple(item.source for item in group))
