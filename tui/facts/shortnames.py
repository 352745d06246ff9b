"""Bodies by less than their name: an acronym the text gives in brackets, the one foreign word of a firm."""

from __future__ import annotations

from collections.abc import Mapping

from tui.facts.kinds.organisation import Body, OrganisationTables
from tui.facts.kinds.place import PlaceMention
from tui.facts.tokens import CAPITAL, LOWER, SYLLABLE, UPPER, Tokens

_MIN_SHORT = 3
"""Letters of a word that may stand for the body whose name it ends."""


def add_short_names(
    tokens: Tokens,
    tables: OrganisationTables,
    places: Mapping[int, PlaceMention],
    found: dict[int, Body],
) -> None:
    """Add to `found` the short names of the bodies there, each with the body it stands for."""
    _ShortNames(tokens, tables, places).add_to(found)


class _ShortNames:
    def __init__(
        self, tokens: Tokens, tables: OrganisationTables, places: Mapping[int, PlaceMention]
    ) -> None:
        self.tokens, self.tables, self.places, self.borders = tokens, tables, places, tables.borders

    def add_to(self, found: dict[int, Body]) -> None:
        """`Tổng hội … Việt Nam (THV)`: from there on THV is that body too."""
        full = self._full_names(found)
        if not full:
            return
        taken = {at for body in found.values() for at in range(body.start, body.stop)}
        for index in self.tokens.capitals:
            body = full.get(self.tokens.words[index])
            if body is None or body.start >= index or not self._may_be_short(index):
                continue
            if index in found and found[index].stop == index + 1:
                found[index].full = body
            elif index not in taken:
                key = self.tokens.keys[index]
                found[index] = Body(
                    index, index + 1, key, "alone", index + 1, rule="organisation.acronym", full=body
                )

    def _full_names(self, found: Mapping[int, Body]) -> dict[str, Body]:
        """Short name → the first body that it stands for."""
        words = self.tokens.words
        full: dict[str, Body] = {}
        for body in found.values():
            short = self._short_name(body)
            if short is not None:
                full.setdefault(short, body)
            at = body.stop + 1
            bracketed = words[body.stop] == "(" and words[at + 1] == ")"
            if bracketed and self._is_acronym(at) and body.stop - body.start > 1:
                full.setdefault(words[at], body)
        return full

    def _short_name(self, body: Body) -> str | None:
        """`Velden` of `Tập đoàn Velden`, `VKX` of `Công ty thép VKX`: the one foreign word that names it."""
        tokens, last = self.tokens, body.core - 1
        at = body.start + len(body.head.split(" "))
        if body.head not in self.tables.shortened or not body.bare or last < at:
            return None
        if len(tokens.words[last]) < _MIN_SHORT or tokens.keys[last] in self.tables.not_short:
            return None
        if not all(flag & LOWER for flag in tokens.flags[at:last]):
            return None
        flags = tokens.flags[last]
        foreign = flags & UPPER or flags & (CAPITAL | SYLLABLE) == CAPITAL
        return tokens.words[last] if foreign and last not in self.places else None

    def _may_be_short(self, at: int) -> bool:
        """True for a name that stands alone: no capital beside it, no place, no office."""
        tokens = self.tokens
        before, after = tokens.flags[at - 1] if at else 0, tokens.flags[at + 1]
        if at in self.places or self.borders.begins_office(tokens, at):
            return False
        if tokens.keys[at - 1] in self.tables.goods:
            return False  # vàng miếng SKC
        return bool(tokens.flags[at] & UPPER) or not (before | after) & CAPITAL

    def _is_acronym(self, at: int) -> bool:
        return (
            bool(self.tokens.flags[at] & UPPER)
            and at not in self.places
            and not self.borders.begins_office(self.tokens, at)
        )
