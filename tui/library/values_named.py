"""Values of facets by what they are called: what may be chosen while a few letters of it are typed."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.lexicon.abbreviations import read_abbreviations
from tui.library.articles import has_shelf
from tui.library.facets import count_facets
from tui.model.facet import FacetField, Facets, FacetValue, NamedValue
from tui.model.query import Term, Word
from tui.model.result import ListFilter
from tui.search.query import readings, slots
from tui.text.words import has_marks, plain_words, toned

if TYPE_CHECKING:
    from tui.library.listing import Listing
    from tui.model.result import NamesResult

SHOWN = 8
"""Values told at once."""
NAMES_ASKED = 60
"""Names that are counted among the articles of the list."""
LIKE_ENOUGH = 80.0
"""Score of a name, of 100, from which on it may be meant."""
CALLED_SO = 90.0
"""From here on its words are those that were typed."""
LONGEST_NAME = 80
"""Letters beyond which nothing typed is a name."""
ALL = 1_000_000
"""More values than any facet of the list has."""


class NamedValues:
    """The values of one library; what does not change from letter to letter is kept."""

    def __init__(self, connection: sqlite3.Connection, listing: Listing) -> None:
        """`listing` is for this alone: it keeps the list without the words."""
        self._connection = connection
        self._listing = listing
        self._counted_for: tuple[object, ...] = ()
        self._ids: frozenset[int] | None = None
        self._facets = Facets(0, ())

    def find(self, where: ListFilter, found: NamesResult) -> tuple[NamedValue, ...]:
        """At most `SHOWN` values that the words of `where` may name, counted in the list without the words.

        Provinces of then and of today, outlets and tags are found by their words, the last as far as it is
        typed; people and organisations were `found` by a search for names.
        """
        self._count(replace(where, text=""))
        listed = sorted(self._listed(where.text), key=lambda named: (-named.value.count, named.value.key))
        names = self._names(found)
        # a province or an outlet of that name is one of few: half of the room is theirs
        first = listed[: max(SHOWN // 2, SHOWN - len(names))]
        return (*first, *names[: SHOWN - len(first)])

    def _count(self, where: ListFilter) -> None:
        (generation,) = self._connection.execute("SELECT generation FROM state").fetchone()
        shelf = None
        if has_shelf(self._connection):
            (shelf,) = self._connection.execute("PRAGMA shelf.data_version").fetchone()
        if self._counted_for != (where, generation, shelf):
            self._ids = self._listing.passing(where)
            fields: tuple[FacetField, ...] = ("place_now", "outlet", "tag")
            self._facets = count_facets(self._connection, self._ids, fields, top=ALL)
            self._counted_for = (where, generation, shelf)

    def _listed(self, typed: str) -> Iterator[NamedValue]:
        is_meant = _meant_by(typed)
        for facet in self._facets.facets:
            for value in facet.values:
                parts = value.parts
                if not is_meant(value.name):
                    parts = tuple(part for part in parts if is_meant(part.name))
                    if not parts:
                        continue
                yield NamedValue(facet.field, replace(value, parts=parts))

    def _names(self, found: NamesResult) -> list[NamedValue]:
        hits = [
            hit for hit in found.hits
            if hit.kind in ("person", "organisation") and hit.score >= LIKE_ENOUGH
        ]  # fmt: skip
        if self._ids is None:
            counts = {hit.key: hit.article_count for hit in hits}
        else:
            counts = self._counts([hit.key for hit in hits], self._ids)
        # those that are called so, the most frequent first; then those that may be meant
        hits.sort(key=lambda hit: (hit.score < CALLED_SO, -counts.get(hit.key, 0)))
        return [
            NamedValue(
                "person" if hit.kind == "person" else "organisation",
                FacetValue(hit.key, hit.name, counts[hit.key]),
            )
            for hit in hits
            if counts.get(hit.key)
        ]

    def _counts(self, keys: Sequence[str], ids: Collection[int]) -> dict[str, int]:
        rows: Iterable[tuple[str, int]] = self._connection.execute(
            "SELECT entities.key, named.article FROM json_each(?) AS each CROSS JOIN entities"
            " ON entities.key = each.value CROSS JOIN named ON named.entity = entities.id",
            (json.dumps(keys),),
        )
        return Counter(key for key, article_id in rows if article_id in ids)


def may_be_a_name(typed: str) -> bool:
    """True for words that are no longer than a name."""
    return bool(plain_words(typed)) and len(typed) <= LONGEST_NAME


def _meant_by(typed: str) -> Callable[[str], bool]:
    """Tells whether a name may be meant by what is typed: with tones only if they are typed."""
    words = tuple(Word(word, word, None) for word in plain_words(typed))
    wanted = [f" {' '.join(word.folded for word in words)}"]
    marked = f" {toned(typed)}" if has_marks(typed) else ""
    # `TPHCM` is a long name with the level in front: there the name is the end of it
    longer = [f" {' '.join(form.words)}" for form in readings(slots([Term(words)], read_abbreviations()))[1:]]

    def is_meant(name: str) -> bool:
        folded = f" {' '.join(plain_words(name))}"
        if any(long in folded or long.endswith(folded) for long in longer):
            return True
        return any(one in folded for one in wanted) and marked in f" {toned(name)}"

    return is_meant
