"""The article list in any order, by position: a page far down costs what the first one costs.

Without a filter, `anchors` hold every `ANCHOR_STEP`-th key of each order, so that a position is at most that
many index steps away; while an indexer is at work they lag behind and SQLite counts along the index instead.
With a filter, the ids that pass are kept in order until the library or the shelf changes.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.library import filtered
from tui.library.articles import READ, has_shelf, heads_by_ids, select_heads
from tui.library.filtered import is_plain, words_of
from tui.model.result import ArticleHead, ListFilter, SortOrder

if TYPE_CHECKING:
    from tui.model.facet import FacetField, Facets

ANCHOR_STEP = 256
MOST_NARROWED = 100_000
"""Articles that passed a filter among which a narrower one looks; of more, a look at all rows is as quick."""

KEYS: dict[SortOrder, str] = {
    "newest": "newest",
    "oldest": "oldest",
    "title": "by_title",
    "outlet": "by_outlet",
    "place": "by_place",
}
"""Order → column of `articles` that holds its key; ties go by `file`."""

EVERYTHING = ListFilter()
UNREAD = ListFilter(unread=True)


class Listing:
    """Lists of one connection."""

    def __init__(self, connection: sqlite3.Connection, today: Callable[[], date] = date.today) -> None:
        self._connection = connection
        self._today = today
        self._kept_for: tuple[ListFilter, list[int]] | None = None
        self._kept: dict[SortOrder, array[int]] = {}
        self._wider: dict[SortOrder, array[int]] = {}
        """Ids among which all that pass the present filter are, copies too, where there are any such."""
        self._folded_count = 0

    def count(self, where: ListFilter) -> int:
        """Number of articles the filter lets through."""
        if _same(where, EVERYTHING):
            return int(self._connection.execute("SELECT articles FROM state").fetchone()[0])
        if _same(where, UNREAD):
            return self._count_unread()
        with self.one_state():
            self._forget_unless(where)
            for kept in self._kept.values():
                return len(kept)
            return len(self._passing("newest", where))

    def count_folded(self, where: ListFilter) -> int:
        """Number of articles that pass but for being copies of one that does, where such are folded."""
        if not where.folded:
            return 0
        with self.one_state():
            self._passing("newest", where)
            return self._folded_count

    def _count_unread(self) -> int:
        """Like any count, but without a look at every article: the app asks before its first paint."""
        query = "SELECT articles FROM state"
        if has_shelf(self._connection):
            query = (
                "SELECT articles - (SELECT count(*) FROM shelf.read_marks CROSS JOIN articles"
                " ON articles.digest = read_marks.digest) FROM state"
            )
        return int(self._connection.execute(query).fetchone()[0])

    def heads(self, order: SortOrder, where: ListFilter, start: int, stop: int) -> tuple[ArticleHead, ...]:
        """Rows `[start, stop)`; fewer, or none, where the list ends before."""
        start = max(0, start)
        if stop <= start:
            return ()
        with self.one_state():
            if _same(where, EVERYTHING):
                return self._marked(self._page(order, start, stop - start), where.likeness)
            ids = self._passing(order, where)[start:stop]
            found = heads_by_ids(self._connection, ids)
            heads = tuple(found[article_id] for article_id in ids if article_id in found)
            return self._marked(heads, where.likeness)

    def _marked(self, heads: tuple[ArticleHead, ...], likeness: int) -> tuple[ArticleHead, ...]:
        """The rows with what they are copies of; it costs the same in a library of any size."""
        from tui.library.duplicate_clusters import clusters_around

        clusters = clusters_around(self._connection, [head.id for head in heads], likeness)
        marked = []
        for head in heads:
            place = clusters.place.get(head.id)
            if place is None:
                marked.append(head)
            elif place.best == head.id:
                marked.append(replace(head, copies=len(clusters.members[head.id])))
            else:
                marked.append(replace(head, likeness=place.likeness))
        return tuple(marked)

    def position(self, article_id: int, order: SortOrder, where: ListFilter) -> int | None:
        """Index of an article in the list; None when the filter hides it or it is gone.

        A folded copy stands where the one does that it is folded under.
        """
        with self.one_state():
            if _same(where, EVERYTHING):
                return self._rank(article_id, order)
            ids = self._passing(order, where)
            for one in (article_id, *self._copies(article_id, where)):
                with suppress(ValueError):
                    return ids.index(one)
            return None

    def passing(self, where: ListFilter) -> frozenset[int] | None:
        """Ids of the articles the filter lets through; None where all do."""
        if _same(where, EVERYTHING):
            return None
        with self.one_state():
            return frozenset(self._passing("newest", where))

    def facets(self, where: ListFilter, fields: Iterable[FacetField], *, top: int) -> Facets:
        """What the articles the filter lets through have in common.

        A field with one value an article is counted as if none of its values had been chosen: the others are
        there to be chosen too.
        """
        from tui.library.facets import count_facets
        from tui.model.facet import SINGLE, Facets

        fields = tuple(fields)
        kept = {choice.key for choice in where.chosen}
        apart = {choice.field for choice in where.chosen if not choice.excluded} & SINGLE
        here = [field for field in fields if field not in apart]
        with self.one_state():
            found = count_facets(self._connection, self.passing(where), here, top=top, kept=kept)
            facets = {facet.field: facet for facet in found.facets}
            for field in apart.intersection(fields):
                others = [choice for choice in where.chosen if choice.field != field or choice.excluded]
                wider = Listing(self._connection, self._today).passing(replace(where, chosen=tuple(others)))
                facets[field] = count_facets(self._connection, wider, (field,), top=top, kept=kept).of(field)
        return Facets(found.total, tuple(facets[field] for field in fields if field in facets))

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """One state of the library for several statements."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    # everything

    def _anchors_hold(self) -> bool:
        row = self._connection.execute("SELECT anchored = generation FROM state").fetchone()
        return bool(row[0])

    def _page(self, order: SortOrder, start: int, length: int) -> tuple[ArticleHead, ...]:
        key = KEYS[order]
        clause, values = "", []
        if start >= ANCHOR_STEP and self._anchors_hold():
            anchor = self._connection.execute(
                "SELECT key, file FROM anchors WHERE sort = ? AND page = ?", (order, start // ANCHOR_STEP)
            ).fetchone()
            if anchor is None:
                return ()
            clause, values, start = f"WHERE ({key}, file) >= (?, ?)", [*anchor], start % ANCHOR_STEP
        return tuple(
            select_heads(
                self._connection,
                f"WHERE id IN (SELECT id FROM articles {clause} ORDER BY {key}, file LIMIT ? OFFSET ?) "
                f"ORDER BY {key}, file",
                (*values, length, start),
            )
        )

    def _rank(self, article_id: int, order: SortOrder) -> int | None:
        key = KEYS[order]
        row = self._connection.execute(
            f"SELECT {key}, file FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return None
        before, clause, values = 0, "", []
        if self._anchors_hold():
            anchor = self._connection.execute(
                "SELECT page, key, file FROM anchors WHERE sort = ? AND (key, file) <= (?, ?) "
                "ORDER BY key DESC, file DESC LIMIT 1",
                (order, *row),
            ).fetchone()
            if anchor is not None:
                before = anchor[0] * ANCHOR_STEP
                clause, values = f"({key}, file) >= (?, ?) AND", [*anchor[1:]]
        query = f"SELECT count(*) FROM articles WHERE {clause} ({key}, file) < (?, ?)"
        return before + int(self._connection.execute(query, (*values, *row)).fetchone()[0])

    # filtered

    def _passing(self, order: SortOrder, where: ListFilter) -> array[int]:
        """Ids of the articles the filter lets through, in order."""
        self._forget_unless(where)
        if order not in self._kept:
            kept = self._narrowed(order, where)
            if kept is None:
                kept = self._looked_for(order, where)
            if where.text:
                self._wider = {**self._wider, order: kept}
            if where.folded:
                folded = self._folded(kept, where.likeness)
                self._folded_count = len(folded)
                kept = array("q", (article for article in kept if article not in folded))
            self._kept[order] = kept
        return self._kept[order]

    def _looked_for(self, order: SortOrder, where: ListFilter) -> array[int]:
        """Ids of all articles that pass, in order, copies too."""
        conditions, values = self._conditions(where)
        # A search for words looks at every row: where they lie, not in the order of an index, which would
        # go to another page for each. Of a million rows 0.9 s instead of 8.
        rows_as_they_lie = "NOT INDEXED" if where.text or _looks_at_all(where) else ""
        query = (
            f"SELECT id FROM articles {rows_as_they_lie} WHERE {' AND '.join(conditions)}"
            f" ORDER BY {KEYS[order]}, file"
        )
        return array("q", (row[0] for row in self._connection.execute(query, values)))

    def _narrowed(self, order: SortOrder, where: ListFilter) -> array[int] | None:
        """The same out of what passed a wider filter; None where that is nothing or too much to be quick."""
        wider = self._wider.get(order)
        if wider is None or len(wider) > MOST_NARROWED:
            return None
        conditions, values = self._conditions(replace(where, unread=False, entity="", chosen=()))
        query = (
            "SELECT id FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN articles ON id = wanted"
            f" WHERE {' AND '.join(conditions)}"
        )
        rows = self._connection.execute(query, (json.dumps(wider.tolist()), *values))
        passing = {row[0] for row in rows}
        return array("q", (article for article in wider if article in passing))

    def _folded(self, passing: array[int], likeness: int) -> frozenset[int]:
        """Of these articles the copies of others among them."""
        from tui.library.duplicate_clusters import all_clusters

        return all_clusters(self._connection, likeness).folded(passing)

    def _copies(self, article_id: int, where: ListFilter) -> Iterable[int]:
        """What an article may be folded under."""
        from tui.library.duplicate_clusters import clusters_around

        if not where.folded:
            return ()
        clusters = clusters_around(self._connection, (article_id,), where.likeness)
        place = clusters.place.get(article_id)
        return clusters.members[place.best] if place else ()

    def _forget_unless(self, where: ListFilter) -> None:
        """Forget the ids kept unless they are of this filter, and of the present library and shelf."""
        names = ("main", "shelf") if has_shelf(self._connection) else ("main",)
        versions = [self._connection.execute(f"PRAGMA {name}.data_version").fetchone()[0] for name in names]
        if where.text and not is_plain(where.text):
            versions.append(self._today().toordinal())  # `hôm nay` is another day tomorrow
        if self._kept_for == (where, versions):
            return
        before = self._kept_for
        if before is None or before[1] != versions or not _is_narrower(where, before[0]):
            self._wider = {}
        self._kept_for, self._kept = (where, versions), {}

    def _conditions(self, where: ListFilter) -> tuple[list[str], list[object]]:
        conditions = ["1"]
        values: list[object] = []
        for condition, its in filtered.conditions_of(self._connection, where.text, self._today):
            conditions.append(condition)
            values += its
        if where.unread and has_shelf(self._connection):
            conditions.append(f"NOT {READ}")
        if where.entity:
            conditions.append(
                "id IN (SELECT named.article FROM named JOIN entities ON entities.id = named.entity"
                " WHERE entities.key = ?)"
            )
            values.append(where.entity)
        if where.chosen:
            from tui.library.chosen import conditions_of

            for condition, its in conditions_of(self._connection, where.chosen):
                conditions.append(condition)
                values += its
        return conditions, values


def _looks_at_all(where: ListFilter) -> bool:
    """True where only a look at every row tells which of them have what was chosen."""
    led = ("person", "organisation", "tag", "mark")
    return bool(where.chosen) and not any(
        choice.field in led and choice.key != "unread" and not choice.excluded for choice in where.chosen
    )


def _is_narrower(where: ListFilter, before: ListFilter) -> bool:
    """True when all that passes `where` also passes `before`, copies aside: another letter was typed."""
    others = (where.unread, where.entity, where.chosen)
    if not before.text or others != (before.unread, before.entity, before.chosen):
        return False
    if not (is_plain(where.text) and is_plain(before.text)):
        return False
    words = words_of(where.text)
    return all(any(old in new for new in words) for old in words_of(before.text))


def _same(where: ListFilter, plain: ListFilter) -> bool:
    """True when `where` lets through what `plain` does, whatever counts as a copy."""
    return where == plain or replace(where, likeness=plain.likeness) == plain


def write_anchors(connection: sqlite3.Connection) -> None:
    """Bring the anchors up to the library's present state; runs inside the caller's transaction."""
    connection.execute("DELETE FROM anchors")
    for order, key in KEYS.items():
        connection.execute(
            f"INSERT INTO anchors SELECT ?, (row - 1) / {ANCHOR_STEP}, key, file FROM "
            f"(SELECT {key} AS key, file, row_number() OVER (ORDER BY {key}, file) AS row FROM articles) "
            f"WHERE (row - 1) % {ANCHOR_STEP} = 0",
            (order,),
        )
    connection.execute("UPDATE state SET anchored = generation")
