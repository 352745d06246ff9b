"""Searches on the shelf: those kept under a name, how far each was seen, and what was asked before."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library.articles import storable
from tui.model.facet import FACET_FIELDS, FacetChoice, FacetField
from tui.model.own import AskedIn, AskedKind, AskedQuery, SavedSearch, SeenSearch
from tui.model.result import SortOrder
from tui.text.collation import collation_key
from tui.text.normal import normalize

LONGEST_NAME = 80
LONGEST_QUERY = 2_000

Wish = tuple[str, list[object]]
"""Name and arguments of a change that was decided on."""


class ShelfSearches:
    """The part of the shelf that keeps searches."""

    def _all(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of a question to the tables."""
        raise NotImplementedError

    def _change_by(self, decide: Callable[[], Wish | None]) -> bool:
        """Make the change that `decide` wants once nobody else can write; True when it wanted one."""
        raise NotImplementedError

    # kept under a name

    def save_search(self, search: SavedSearch) -> SavedSearch:
        """Keep a search under its name, in place of the one that had it; as it was kept.

        Raises:
            UsageError: the name or the query is empty, or too long.
            ShelfError: it could not be kept.
        """
        name, query = checked_name(search.name), checked_query(search.query)
        made: list[SavedSearch] = []

        def decide() -> Wish:
            now = _now()
            known = self._found(name)
            created = known.created if known else now
            made[:] = [replace(search, name=name, query=query, created=created, changed=max(now, created))]
            return "search", [pack(made[0])]

        self._change_by(decide)
        return made[0]

    def forget_search(self, name: str) -> SavedSearch:
        """Let go of a saved search; as it was.

        Raises:
            UsageError: there is none of this name.
        """
        gone: list[SavedSearch] = []

        def decide() -> Wish:
            gone[:] = [self.search(name)]
            return "forget", [gone[0].name]

        self._change_by(decide)
        return gone[0]

    def rename_search(self, name: str, new: str) -> SavedSearch:
        """Give a saved search another name; as it is then. What was seen of it still is.

        Raises:
            UsageError: there is none of the one name, or another of the other; or that is no name.
            ShelfError: it could not be kept.
        """
        known, new = self.search(name), checked_name(new)
        if new.casefold() != known.name.casefold() and self._found(new) is not None:
            raise UsageError(
                _("another search is saved as “{name}”").format(name=new), hint=_("give another name")
            )
        seen = self._all("SELECT corpus, seen FROM seen WHERE folded = ?", known.name.casefold())
        renamed: list[SavedSearch] = []

        def decide() -> Wish:
            renamed[:] = [replace(self.search(known.name), name=new)]
            return "search", [pack(renamed[0])]

        # stopped halfway it has both names: nothing is lost
        self._change_by(decide)
        if new.casefold() != known.name.casefold():
            for corpus, kept in seen:
                packed = json.loads(str(kept))
                self.see_search(
                    new, str(corpus), SeenSearch(packed["library"], packed["count"], packed["last"])
                )
            self.forget_search(known.name)
        return renamed[0]

    def search(self, name: str) -> SavedSearch:
        """The search saved under `name`, capitals aside.

        Raises:
            UsageError: there is none.
        """
        found = self._found(_one_line(name))
        if found is None:
            raise UsageError(
                _("there is no saved search “{name}”").format(name=name[:LONGEST_NAME]),
                hint=_("docbao searches prints the names"),
            )
        return found

    def searches(self) -> tuple[SavedSearch, ...]:
        """All saved searches, by name."""
        found = [unpack(json.loads(str(row[0]))) for row in self._all("SELECT search FROM searches")]
        return tuple(sorted(found, key=lambda search: (collation_key(search.name), search.name)))

    def import_searches(self, searches: tuple[SavedSearch, ...]) -> int:
        """Take over searches that came from an export; the number that were new or newer."""
        taken = 0
        for search in searches:
            search = replace(search, name=checked_name(search.name), query=checked_query(search.query))

            def decide(search: SavedSearch = search) -> Wish | None:
                known = self._found(search.name)
                if known is not None and known.changed >= search.changed:
                    return None
                return "search", [pack(search)]

            taken += self._change_by(decide)
        return taken

    def _found(self, name: str) -> SavedSearch | None:
        rows = self._all("SELECT search FROM searches WHERE folded = ?", name.casefold())
        return unpack(json.loads(str(rows[0][0]))) if rows else None

    # how far each was seen

    def seen_search(self, name: str, corpus: str) -> SeenSearch | None:
        """What was there when a saved search was last opened in a corpus; None before it was."""
        rows = self._all(
            "SELECT seen FROM seen WHERE folded = ? AND corpus = ?", name.casefold(), storable(corpus)
        )
        if not rows:
            return None
        kept = json.loads(str(rows[0][0]))
        return SeenSearch(str(kept["library"]), int(kept["count"]), int(kept["last"]))

    def see_search(self, name: str, corpus: str, seen: SeenSearch) -> None:
        """Note that a saved search was opened; nothing happens where there is none of this name."""
        corpus = storable(corpus)
        kept: dict[str, object] = {"library": seen.library, "count": seen.count, "last": seen.last}

        def decide() -> Wish | None:
            known = self._found(_one_line(name))
            if known is None or self.seen_search(known.name, corpus) == seen:
                return None
            return "seen", [known.name, corpus, kept]

        self._change_by(decide)

    # what was asked before

    def note_asked(self, query: str, kind: AskedKind = "text", scope: AskedIn = "corpus") -> None:
        """Put a query in front of the history; an empty one leaves no trace, nor one too long to be typed."""
        query = _one_line(query)
        if not query or len(query) > LONGEST_QUERY:
            return

        def decide() -> Wish | None:
            newest = self._all("SELECT kind, query, scope FROM asked ORDER BY number DESC LIMIT 1")
            if newest == [(kind, query, scope)]:
                return None
            return "asked", [kind, query, scope, _now()]

        self._change_by(decide)

    def asked(self) -> tuple[AskedQuery, ...]:
        """The last queries, newest first, each once."""
        rows = self._all("SELECT query, kind, scope, at FROM asked ORDER BY number DESC")
        return tuple(
            AskedQuery(str(query), _KINDS.get(str(kind), "text"), _SCOPES.get(str(scope), "corpus"), str(at))
            for query, kind, scope, at in rows
        )

    def forget_asked(self) -> int:
        """Forget all queries of the past; how many they were."""
        count = len(self._all("SELECT 1 FROM asked"))
        self._change_by(lambda: ("unasked", []) if count else None)
        return count


def checked_name(text: str) -> str:
    """The name of a saved search as it is kept.

    Raises:
        UsageError: it is empty, or too long for a name.
    """
    name = _one_line(text)
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            _("not a name for a search: “{text}”").format(text=text[:LONGEST_NAME]),
            hint=_("a name is a word or a few, at most {most} letters").format(most=LONGEST_NAME),
        )
    return name


def checked_query(text: str) -> str:
    """The query of a saved search as it is kept.

    Raises:
        UsageError: it is empty, or longer than any query that is read.
    """
    query = _one_line(text)
    if not query or len(query) > LONGEST_QUERY:
        raise UsageError(
            _("there is no search to save") if not query else _("the search is too long to be saved"),
            hint=_("give the words to search for"),
        )
    return query


def pack(search: SavedSearch) -> dict[str, object]:
    """A saved search as the log keeps it and as it is printed: one object of its fields.

    Of the filter of a list also `words`, and `chosen`: objects of `field`, `key`, `name`, `excluded`.
    """
    filtered: dict[str, object] = {}
    if search.scope == "list":
        filtered["words"] = search.words
        filtered["chosen"] = [
            {"field": one.field, "key": one.key, "name": one.name, "excluded": one.excluded}
            for one in search.chosen
        ]
    return {
        "name": search.name,
        "query": search.query,
        "scope": search.scope,
        "order": search.order,
        "created": search.created,
        "changed": search.changed,
        **filtered,
    }


def unpack(packed: Mapping[str, object]) -> SavedSearch:
    """The search that was packed; a scope or an order of another version is the usual one.

    Raises:
        KeyError, TypeError: it is none.
    """
    for name in ("name", "query", "created", "changed"):
        if not isinstance(packed[name], str):
            raise TypeError(name)
    return SavedSearch(
        str(packed["name"]),
        str(packed["query"]),
        _SCOPES.get(str(packed.get("scope")), "corpus"),
        _ORDERS.get(str(packed.get("order")), "newest"),
        str(packed["created"]),
        str(packed["changed"]),
        str(packed.get("words", "")),
        tuple(_choices(packed.get("chosen"))),
    )


def _choices(packed: object) -> Iterator[FacetChoice]:
    """The choices that were packed; what is none, or of another version, is left out."""
    for one in packed if isinstance(packed, list) else ():
        if isinstance(one, dict):
            key, name = one.get("key"), one.get("name")
            field = _FIELDS.get(str(one.get("field")))
            if field is not None and isinstance(key, str) and isinstance(name, str):
                yield FacetChoice(field, storable(key), storable(name), one.get("excluded") is True)


_KINDS: dict[str, AskedKind] = {kind: kind for kind in get_args(AskedKind)}
_SCOPES: dict[str, AskedIn] = {scope: scope for scope in get_args(AskedIn)}
_ORDERS: dict[str, SortOrder] = {order: order for order in get_args(SortOrder)}
_FIELDS: dict[str, FacetField] = {field: field for field in FACET_FIELDS}


def _one_line(text: str) -> str:
    return " ".join(storable(normalize(text)).split())


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
