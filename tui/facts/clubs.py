"""Clubs that bear their town's name alone: in an article about matches they are no places."""

from __future__ import annotations

from tui.facts.kinds.organisation import Body, OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.tokens import CAPITAL, SYLLABLE, Tokens

_ENOUGH = 3
"""Words of sport that make an article one about matches."""


def take_clubs(
    tokens: Tokens, tables: OrganisationTables, places: dict[int, PlaceMention], bodies: dict[int, Body]
) -> None:
    """Move the towns that are clubs here from `places` to `bodies`: `HLV của Lyon`, not `ở Lyon`."""
    towns = [p for p in places.values() if p.rule == "place.name" and p.name in tables.town_clubs]
    if not towns or len(tokens.at(tables.sport_words)) < _ENOUGH:
        return
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
