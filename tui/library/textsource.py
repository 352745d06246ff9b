"""Where a search finds its candidates: the text index, or the stored texts one by one where there is none.

Both answer the same questions. What is a hit is decided by `search.hits` on the text itself.
"""

from __future__ import annotations

import json
import math
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, permutations
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from tui.library import textindex
from tui.library.plaintexts import PlainText, read_texts
from tui.library.textindex import IndexUnusableError, unusable
from tui.library.textwriter import OPSTAMP, TOKEN, remembered
from tui.search.hits import find_words
from tui.search.query import Form

if TYPE_CHECKING:
    import tantivy

TITLE_WEIGHT = 4.0
"""A word of the headline counts as much as this many in the text."""
FEW_WAITING = 300
"""Articles that wait for the index and are read one by one meanwhile: under 50 ms."""
SCAN_SECONDS = 1.0
"""Without an index, texts are read for so long: some 5,000 articles of a newspaper."""
MOST_ENDINGS = 64
"""Words a beginning is completed to, commonest first, that are ranked; others are found all the same."""
MOST_ORDERS = 3
"""Words of which all orders are looked for near one another; more words only in the order typed."""

T = TypeVar("T")
Field = Literal["body", "dropped"]
Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Needed:
    """What a candidate must hold: of each group, one of its forms as a phrase."""

    groups: tuple[tuple[Form, ...], ...]
    field: Field = "body"
    beside: int = 0
    """Candidates where the first forms of all groups stand within so many words of one another come first."""


class Texts(Protocol):
    """The texts of a library, or of some of its articles."""

    without_index: bool
    unsearched: int
    """Articles that cannot be looked into: they wait for the indexer, or there was no time."""

    def has(self, forms: Iterable[Form]) -> bool:
        """True when some clean text has one of `forms`, tones aside."""

    def count(self, needed: Needed) -> int:
        """Number of articles that hold what is needed."""

    def best(
        self, needed: Needed, limit: int, *, apart_from: Needed | None = None
    ) -> list[tuple[int, float]]:
        """(id, score) of the best that do, and do not hold `apart_from`; best first, larger is better."""


def ask(
    connection: sqlite3.Connection,
    library: Path,
    only: AbstractSet[int] | None,
    question: Callable[[Texts], T],
) -> T:
    """The answer to a question about the texts of a library, by its index if it has a sound one.

    `only` narrows to some articles. A question may be put twice.
    """
    with suppress(IndexUnusableError):
        index = _opened.get(textindex.folder_of(library), connection)
        try:
            return question(IndexedTexts(connection, index, only))
        except IndexUnusableError:
            _opened.forget()
    return question(ScannedTexts(connection, only))


class IndexedTexts:
    """The texts as the index has them, and those that wait for it, read one by one if they are few."""

    without_index = False

    def __init__(
        self, connection: sqlite3.Connection, index: tantivy.Index, only: AbstractSet[int] | None = None
    ) -> None:
        self._only = only
        rows = connection.execute("SELECT article FROM unindexed LIMIT ?", (FEW_WAITING + 1,)).fetchall()
        waiting = [row[0] for row in rows]
        self.unsearched = 0
        if len(waiting) > FEW_WAITING:
            (self.unsearched,) = connection.execute("SELECT count(*) FROM unindexed").fetchone()
            waiting = []
        self._waiting = waiting
        self._late = ScannedTexts(connection, frozenset(waiting) if only is None else only & set(waiting))
        with unusable():
            self._schema = index.schema
            self._searcher = index.searcher()

    def has(self, forms: Iterable[Form]) -> bool:
        forms = tuple(forms)
        with unusable():
            query = self._narrowed(self._either(forms, "body"), everywhere=True)
            found = bool(self._searcher.search(query, limit=1, count=False).hits)
        return found or bool(self._waiting and self._late.has(forms))

    def count(self, needed: Needed) -> int:
        with unusable():
            found = self._searcher.search(self._narrowed(self._all(needed)), limit=1, count=True)
            count = int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out
        return count + (self._late.count(needed) if self._waiting else 0)

    def best(
        self, needed: Needed, limit: int, *, apart_from: Needed | None = None
    ) -> list[tuple[int, float]]:
        import tantivy

        if limit <= 0:
            return []
        with unusable():
            query = self._narrowed(self._all(needed))
            parts = [(tantivy.Occur.Must, query)]
            parts += [(tantivy.Occur.Should, item) for item in self._preferred(needed)]
            if apart_from is not None:
                parts.append((tantivy.Occur.MustNot, self._all(apart_from)))
            hits = self._searcher.search(tantivy.Query.boolean_query(parts), limit=limit, count=False).hits
            ids = self._searcher.fast_field_values("id", [address for _score, address in hits])
            found = [(int(key or 0), float(hit[0])) for key, hit in zip(ids, hits, strict=True)]
        if self._waiting:
            found += self._late.best(needed, limit, apart_from=apart_from)
            found.sort(key=lambda item: (-item[1], item[0]))
        return found[:limit]

    # queries

    def _all(self, needed: Needed) -> tantivy.Query:
        import tantivy

        groups = [self._either(group, needed.field) for group in needed.groups]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, group) for group in groups])

    def _preferred(self, needed: Needed) -> list[tantivy.Query]:
        """What makes a candidate better: its words in the headline, all words near one another."""
        import tantivy

        if needed.field != "body":
            return []
        boost = tantivy.Query.boost_query
        made = [boost(self._either(group, "title"), TITLE_WEIGHT - 1) for group in needed.groups]
        firsts = [group[0].words for group in needed.groups if not group[0].prefix]
        if needed.beside and 1 < len(firsts) == len(needed.groups):
            orders = permutations(firsts) if len(firsts) <= MOST_ORDERS else iter([tuple(firsts)])
            for order in orders:
                words: list[str | tuple[int, str]] = [word for form in order for word in form]
                made.append(
                    boost(
                        tantivy.Query.phrase_query(self._schema, "body", words, slop=needed.beside),
                        TITLE_WEIGHT,
                    )
                )
        return made

    def _narrowed(self, query: tantivy.Query, *, everywhere: bool = False) -> tantivy.Query:
        """`query` among the articles that are asked and do not wait."""
        import tantivy

        parts = [(tantivy.Occur.Must, query)]
        if self._only is not None and not everywhere:
            inside = tantivy.Query.term_set_query(self._schema, "id", sorted(self._only))
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(inside, 0.0)))
        if self._waiting:
            late = tantivy.Query.term_set_query(self._schema, "id", self._waiting)
            parts.append((tantivy.Occur.MustNot, late))
        return tantivy.Query.boolean_query(parts) if len(parts) > 1 else query

    def _either(self, forms: Iterable[Form], field: str) -> tantivy.Query:
        import tantivy

        queries = [self._form(form.words, form.prefix, field) for form in forms]
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _form(self, words: Sequence[str], prefix: bool, field: str) -> tantivy.Query:
        import tantivy

        query = tantivy.Query
        if not prefix:
            if len(words) == 1:
                return query.term_query(self._schema, field, words[0], "freq")
            return query.phrase_query(self._schema, field, list(words))
        if len(words) > 1:  # they are letters and digits: nothing in them means more in a pattern
            return query.regex_phrase_query(self._schema, field, [*words[:-1], f"{words[-1]}.*"])
        beginning = words[0]
        endings = sorted(self._searcher.terms_with_prefix(field, beginning), key=lambda item: -item[1])
        made = [
            query.term_query(self._schema, field, word, "freq") for word, _count in endings[:MOST_ENDINGS]
        ]
        if len(endings) > MOST_ENDINGS:
            made.append(query.regex_query(self._schema, field, f"{beginning}.*"))
        return query.boolean_query([(tantivy.Occur.Should, item) for item in made])


class ScannedTexts:
    """The stored texts, newest first, as far as `SCAN_SECONDS` reach."""

    without_index = True

    def __init__(self, connection: sqlite3.Connection, only: AbstractSet[int] | None = None) -> None:
        self._connection = connection
        self._only = only
        self.unsearched = 0

    @cached_property
    def _held(self) -> list[tuple[int, PlainText]]:
        narrowed = "" if self._only is None else " WHERE id IN (SELECT value FROM json_each(?))"
        values = () if self._only is None else (json.dumps(sorted(self._only)),)
        query = f"SELECT id FROM articles{narrowed} ORDER BY newest, file"
        ids = [row[0] for row in self._connection.execute(query, values)]
        until = time.monotonic() + SCAN_SECONDS
        held = []
        for article_id, stored in read_texts(self._connection, ids):
            held.append((article_id, stored.plain))
            if time.monotonic() > until:
                break
        self.unsearched = len(ids) - len(held)
        return held

    def has(self, forms: Iterable[Form]) -> bool:
        forms = tuple(forms)
        return any(_holds(text.body, forms) for _id, text in self._held)

    def count(self, needed: Needed) -> int:
        return sum(1 for _ in self._matching(needed, None))

    def best(
        self, needed: Needed, limit: int, *, apart_from: Needed | None = None
    ) -> list[tuple[int, float]]:
        return list(islice(self._matching(needed, apart_from), max(0, limit)))

    def _matching(self, needed: Needed, apart_from: Needed | None) -> Iterable[tuple[int, float]]:
        for article_id, text in self._held:
            if apart_from is not None and _holds_all(text, apart_from):
                continue
            if _holds_all(text, needed):
                yield article_id, _score(text, needed)


def _holds_all(text: PlainText, needed: Needed) -> bool:
    plain = text.body if needed.field == "body" else text.dropped
    return all(_holds(plain, group) for group in needed.groups)


def _holds(plain: str, forms: Iterable[Form]) -> bool:
    return any(form.words[0] in plain and _places(plain, form) for form in forms)


def _places(plain: str, form: Form) -> int:
    return len(find_words(plain, form.words, prefix=form.prefix))


def _score(text: PlainText, needed: Needed) -> float:
    """How often what is needed stands in so many words, the headline weighed as the index weighs it."""
    forms = [form for group in needed.groups for form in group]
    count = sum(_places(text.body, form) + TITLE_WEIGHT * _places(text.title, form) for form in forms)
    return float(count / math.sqrt(100 + len(text.body)))


class _Opened:
    """The index last asked, shared by the threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._token = ""
        self._opstamp = -1
        self._index: tantivy.Index | None = None
        self._links: tempfile.TemporaryDirectory[str] | None = None

    def get(self, folder: Path, connection: sqlite3.Connection) -> tantivy.Index:
        """The index in `folder`, as new as the library says it is.

        Raises:
            IndexUnusableError: there is none that can be used.
        """
        with self._lock:
            token, opstamp = remembered(connection, TOKEN), int(remembered(connection, OPSTAMP) or 0)
            if self._index is None or (self._folder, self._token) != (folder, token):
                self._index, self._opstamp = None, -1
                self._index = _twice(lambda: self._open(folder, token))
                self._folder, self._token = folder, token
            if self._opstamp < opstamp:
                self._renew(folder, token, opstamp)
            assert self._index is not None
            return self._index

    def _renew(self, folder: Path, token: str, opstamp: int) -> None:
        if self._links is not None:
            self._index = self._open(folder, token)
        with unusable():
            assert self._index is not None
            self._index.reload()
            self._opstamp = textindex.opstamp(folder)
        if self._opstamp < opstamp:
            self._index = None
            raise IndexUnusableError("the text index is older than the library")

    def _open(self, folder: Path, token: str) -> tantivy.Index:
        textindex.check(folder, token)
        self._links = None
        with suppress(IndexUnusableError):
            return textindex.open_index(folder)
        # The engine wants to write a lock even to read: in a folder of links to the files it may.
        self._links = tempfile.TemporaryDirectory(prefix="docbao-")
        with unusable():
            for path in folder.iterdir():
                if path.suffix != ".lock":
                    Path(self._links.name, path.name).symlink_to(path.absolute())
        return textindex.open_index(Path(self._links.name))

    def forget(self) -> None:
        """Open it anew for the next question."""
        with self._lock:
            self._index = None


_opened = _Opened()


def _twice(opened: Callable[[], tantivy.Index]) -> tantivy.Index:
    """Once more where it fails: a writer may have merged files away in between."""
    try:
        return opened()
    except IndexUnusableError:
        return opened()
