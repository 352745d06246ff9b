"""What the articles of a list have in common: names, places, outlets, months and marks, each counted."""

from __future__ import annotations

from typing import Literal

from tui.model.record import record

FacetField = Literal[
    "person", "organisation", "place_now", "place_then", "outlet", "month", "tag", "mark"
]  # fmt: skip
"""`place_now` and `place_then`: the province an article is filed under, by its name of today and by the one
of its day. `mark`: the reader's own `unread`, `read` and `star`."""

FACET_FIELDS: tuple[FacetField, ...] = (
    "place_now", "place_then", "person", "organisation", "outlet", "month", "tag", "mark",
)  # fmt: skip
"""In the order they are shown."""


SINGLE: frozenset[FacetField] = frozenset({"place_now", "place_then", "outlet", "month"})
"""Fields of which an article has one value at most: of several that are chosen it needs any, of the others
all."""


@record
class FacetChoice:
    """A value that articles of a list must have, or must not have."""

    field: FacetField
    key: str
    """Of a `FacetValue`; `FIRST..LAST` for a stretch of months; empty: articles without a value."""
    name: str
    """As shown."""
    excluded: bool = False


@record
class FacetValue:
    """One value, and how many articles have it."""

    key: str
    """Of an entity its key; of a month `YYYY-MM`, or `YYYY` where none is known; else the value itself."""
    name: str
    """As shown; of a month or a mark the key."""
    count: int
    """At least one."""
    parts: tuple[FacetValue, ...] = ()
    """Of a province of today the ones its articles knew, most first, where they went by other names."""


@record
class NamedValue:
    """A value that what was typed may name."""

    field: FacetField
    value: FacetValue


@record
class Facet:
    """The values of one field among the articles that were counted."""

    field: FacetField
    values: tuple[FacetValue, ...]
    """Most first, then by key; months in their order, all of them."""
    others: int = 0
    """Values beyond `values`."""
    without: int = 0
    """Articles that have no value; of names and tags it is not counted."""

    def value(self, key: str) -> FacetValue | None:
        """The value of this key, or part of one."""
        for value in self.values:
            for one in (value, *value.parts):
                if one.key == key:
                    return one
        return None


@record
class Facets:
    """The facets of a set of articles."""

    total: int
    """Articles that were counted."""
    facets: tuple[Facet, ...]

    def of(self, field: FacetField) -> Facet:
        """The facet of a field; an empty one where it was not counted."""
        return next((facet for facet in self.facets if facet.field == field), Facet(field, ()))
