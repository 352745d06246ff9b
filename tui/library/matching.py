"""All articles a text search finds, not only the first of them: to be counted, or put in another order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

from tui.lexicon.abbreviations import read_abbreviations
from tui.library import fulltext, indexed_texts, structured
from tui.library.listing import KEYS
from tui.library.textsource import Texts
from tui.model.query import Query
from tui.model.result import SortOrder
from tui.search.query import Tones

MOST_READ = 5_000
"""Of no more articles than these, each is read, to leave out what only the index takes for one."""


def find_all(
    connection: sqlite3.Connection,
    library: Path,
    query: Query,
    *,
    only: AbstractSet[int] | None,
    today: date,
    tones: Tones,
    expand: bool,
    read: int = MOST_READ,
) -> frozenset[int]:
    """The articles that `query` finds, among all or `only` some.

    Of very many some may be wrong about tones or capitals: those beyond `read` are what the index says.
    """

    def matching(texts: Texts) -> frozenset[int]:
        abbreviations = read_abbreviations() if expand else {}
        return fulltext.find_ids(connection, query, texts, abbreviations, tones=tones, read=read)

    if not structured.is_structured(query):
        return indexed_texts.ask(connection, library, only, matching)
    ids = structured.find_ids(connection, library, query, only=only, today=today, tones=tones, expand=expand)
    plain = tuple(term for term in query.terms if not term.special)
    if not plain or not ids:
        return ids
    query = Query(query.text, plain)
    return indexed_texts.ask(connection, library, ids, matching)


def in_order(
    connection: sqlite3.Connection, ids: AbstractSet[int], order: SortOrder, limit: int
) -> tuple[int, ...]:
    """The first `limit` of the articles `ids` in an order of the list."""
    rows = connection.execute(
        "SELECT articles.id FROM json_each(?) AS each CROSS JOIN articles ON articles.id = each.value"
        f" ORDER BY {KEYS[order]}, file LIMIT ?",
        (json.dumps(sorted(ids)), limit),
    )
    return tuple(row[0] for row in rows)
