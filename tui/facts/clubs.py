"""Clubs that bear their town's name alone: in an article about matches they are no places."""

from __future__ import annotations

from tui.facts.kinds.organisation import Body, OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.tokens import CAPITAL, SYLLABLE, UPPER, Tokens

_ENOUGH = 3
"""Words of sport that make an article one about matches."""
_NO_SPONSORS = frozenset(
    {"hlv", "clb", "bhl", "vđv", "đkvđ", "đt", "đttn", "svđ", "nhm", "cđv", "vff", "vpf", "vfv"}
)
"""Abbreviations that stand before a club's or a player's province and are no firm's."""


def take_clubs(
    tokens: Tokens, tables: OrganisationTables, places: dict[int, PlaceMention], bodies: dict[int, Body]
) -> None:
    """Move the towns that are clubs here from `places` to `bodies`: `HLV của Lyon`, not `ở Lyon`."""
    towns = [p for p in places.values() if p.rule == "place.name" and p.name in tables.town_clubs]
    sponsored = [p for p in places.values() if _sponsor(tokens, p) is not None]
    if not (towns or sponsored) or len(tokens.at(tables.sport_words)) < _ENOUGH:
        return
    _take_sponsored(tokens, sponsored, bodies)
    taken = {at for body in bodies.values() for at in range(body.start, body.stop)}
    for town in towns:
        if town.start in taken or tokens.keys[town.start - 1] in tables.before_towns:
            continue
        del places[town.start]
        if tokens.flags[town.start - 1] & (CAPITAL | SYLLABLE) == CAPITAL:
            continue  # Red Arden Leipzig
        key = " ".join(tokens.keys[town.start : town.stop])
        bodies[town.start] = Body(
            town.start, town.stop, key, "alone", town.stop, rule="organisation.club", guessed=True
        )


def _sponsor(tokens: Tokens, place: PlaceMention) -> int | None:
    """Where the firm's word before a province begins: `LSB Ninh Bình`; None for no such word."""
    if place.rule != "place.name" or place.level not in ("province", "city"):
        return None
    at = place.start - 1
    flags = tokens.flags[at] if at > 0 else 0
    foreign = flags & CAPITAL and (flags & UPPER or not flags & SYLLABLE) and len(tokens.words[at]) > 2
    joined = tokens.flags[at - 1] & CAPITAL or tokens.words[at - 1] in "-.&/"
    return at if foreign and not joined and tokens.words[at].isalpha() else None


def _take_sponsored(tokens: Tokens, sponsored: list[PlaceMention], bodies: dict[int, Body]) -> None:
    """Clubs of a firm and a province; the province stays a place."""
    taken = {at for body in bodies.values() for at in range(body.start, body.stop)}
    for place in sponsored:
        start = place.start - 1
        if start in taken or tokens.keys[start] in _NO_SPONSORS:
            continue
        key = " ".join(tokens.keys[start : place.stop])
        bodies[start] = Body(
            start, place.stop, key, "alone", place.stop, rule="organisation.club", guessed=True
        )
