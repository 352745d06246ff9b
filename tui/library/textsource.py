"""Where a search finds its candidates: the text index, or the stored texts one by one where there is none.

Both answer the same questions. What is a hit is decided by `search.hits` on the text itself.
"""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple, Protocol

from tui.library.plaintexts import PlainText, Stored, read_texts
from tui.search.hits import Closeness, Searched, Wanted, find, find_words
from tui.search.query import Form

TITLE_WEIGHT = 4.0
"""A word of the headline counts as much as this many in the text."""
EXACT, PHRASE, NEAR = 4_000.0, 2_000.0, 1_000.0
"""What it adds to a score that an article has the words as typed, as a phrase, and near one another: more
than any number of words does."""
SCAN_SECONDS = 1.0
"""Without an index, texts are read for so long: some 5,000 articles of a newspaper."""

Field = Literal["body", "dropped"]
Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Needed:
    """What a candidate must hold: of each group, one of its forms as a phrase."""

    groups: tuple[tuple[Form, ...], ...]
    field: Field = "body"


Apart = Literal["phrase", "near", "anywhere"]
"""How far the free words of a query may stand apart: not at all, some words, or as they like."""


class Ranking(NamedTuple):
    """Articles that hold what is wanted, as far as their words in the index tell."""

    rows: Scored
    """The best, best first. They may be wrong about tones and capitals: see `Texts.ranked`."""
    total: int


class Texts(Protocol):
    """The texts of a library, or of some of its articles."""

    without_index: bool
    unsearched: int
    """Articles that cannot be looked into: they wait for the indexer, or there was no time."""

    def has(self, forms: Iterable[Form]) -> bool:
        """True when some clean text has one of `forms`, tones aside."""

    def goes_on(self, forms: Sequence[Form]) -> bool:
        """True when some clean text may have one of `forms`, whose last words are beginnings, with a longer
        word there; False when none has."""

    def count(self, needed: Needed) -> int:
        """Number of articles that hold what is needed."""

    def best(self, needed: Needed, limit: int) -> Scored:
        """(id, score) of the best that do; best first, larger is better."""

    def alike(self, words: Sequence[tuple[str, float]], limit: int) -> list[int]:
        """Ids of the articles that have most of these words, each weighed; most first."""

    def ranked(self, wanted: Wanted, apart: Apart, limit: int, *, exact: bool = False) -> Ranking:
        """Articles that hold what is wanted: first those that have it as typed, then as a phrase, then near.

        `exact`: only those that have it as typed. To the index an article has words as typed when it has each
        with its marks, or in capitals where it must be, somewhere: of several words that is not yet to say
        that they stand together so.
        """


class ScannedTexts:
    """The stored texts, newest first, as far as `SCAN_SECONDS` reach."""

    without_index = True

    def __init__(self, connection: sqlite3.Connection, only: AbstractSet[int] | None = None) -> None:
        self._connection = connection
        self._only = only
        self.unsearched = 0

    @cached_property
    def _held(self) -> list[tuple[int, Stored]]:
        narrowed = "" if self._only is None else " WHERE id IN (SELECT value FROM json_each(?))"
        values = () if self._only is None else (json.dumps(sorted(self._only)),)
        query = f"SELECT id FROM articles{narrowed} ORDER BY newest, file"
        ids = [row[0] for row in self._connection.execute(query, values)]
        until = time.monotonic() + SCAN_SECONDS
        held = []
        for article_id, stored in read_texts(self._connection, ids):
            held.append((article_id, stored))
            if time.monotonic() > until:
                break
        self.unsearched = len(ids) - len(held)
        return held

    def has(self, forms: Iterable[Form]) -> bool:
        forms = tuple(forms)
        return any(_holds(stored.plain.body, forms) for _id, stored in self._held)

    def goes_on(self, forms: Sequence[Form]) -> bool:
        return self.has(forms)

    def count(self, needed: Needed) -> int:
        return sum(1 for _ in self._matching(needed))

    def best(self, needed: Needed, limit: int) -> Scored:
        return list(islice(self._matching(needed), max(0, limit)))

    def alike(self, words: Sequence[tuple[str, float]], limit: int) -> list[int]:
        rows = []
        for article_id, stored in self._held:
            its = set(stored.plain.body.split())
            weight = sum(weight for word, weight in words if word in its)
            if weight > 0:
                rows.append((article_id, weight))
        return [article_id for article_id, _weight in best_first(rows)[: max(0, limit)]]

    def _matching(self, needed: Needed) -> Iterator[tuple[int, float]]:
        forms = [form for group in needed.groups for form in group]
        for article_id, stored in self._held:
            if _holds_all(stored.plain, needed):
                yield article_id, _score(stored.plain, forms)

    def ranked(self, wanted: Wanted, apart: Apart, limit: int, *, exact: bool = False) -> Ranking:
        if apart == "phrase":
            wanted = replace(wanted, parts=())
        forms = [*wanted.phrase, *wanted.quotes, *(form for part in wanted.parts for form in part)]
        rows = []
        for article_id, stored in self._held:
            found = find(Searched(stored.text, stored.plain.body), wanted)
            if (
                found is None
                or (exact and not found.exact)
                or (apart == "near" and found.closeness > Closeness.NEAR)
            ):
                continue
            tier = EXACT if found.exact else 0.0
            if len(wanted.parts) > 1 and apart == "anywhere":
                tier += (PHRASE + NEAR, NEAR, 0.0)[found.closeness]
            rows.append((article_id, tier + _score(stored.plain, forms)))
        return Ranking(best_first(rows)[: max(0, limit)], len(rows))


def best_first(rows: Scored) -> Scored:
    """Rows by score; equal ones by id."""
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _holds_all(text: PlainText, needed: Needed) -> bool:
    plain = text.body if needed.field == "body" else text.dropped
    return all(_holds(plain, group) for group in needed.groups)


def _holds(plain: str, forms: Iterable[Form]) -> bool:
    return any(form.words[0] in plain and _places(plain, form) for form in forms)


def _places(plain: str, form: Form) -> int:
    return len(find_words(plain, form.words, prefix=form.prefix))


def _score(text: PlainText, forms: Iterable[Form]) -> float:
    """How often what is needed stands in so many words, the headline weighed as the index weighs it."""
    count = sum(_places(text.body, form) + TITLE_WEIGHT * _places(text.title, form) for form in forms)
    return float(count / math.sqrt(100 + len(text.body)))
