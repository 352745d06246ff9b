"""The texts of a library by its index: the question put in the engine's terms.

One query of the engine answers a search: it finds the articles, counts them and ranks them. What comes before
what is told by constants far above any score by words (`EXACT`, `PHRASE`, `NEAR`).
"""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import tantivy
from tantivy import Query

from tui.library import textindex
from tui.library.textindex import IndexUnusableError, unusable
from tui.library.textsource import (
    EXACT,
    NEAR,
    PHRASE,
    TITLE_WEIGHT,
    Apart,
    Needed,
    Ranking,
    ScannedTexts,
    Scored,
    Texts,
    best_first,
)
from tui.library.textwriter import OPSTAMP, TOKEN, remembered
from tui.search.hits import Wanted
from tui.search.query import Form
from tui.text.words import MOST_CAPITALS

FEW_WAITING = 300
"""Articles that wait for the index and are read one by one meanwhile: under 50 ms."""
MOST_ENDINGS = 64
"""Words a beginning is completed to, commonest first, that are ranked; others are found all the same."""
MOST_EXPANDED = 50
"""Words that the engine completes the beginning at the end of a phrase to. Source: tantivy's default."""
NEAR_WORDS = 12
"""Other words between those of a query that stand near one another, about `hits.NEAR`; to the engine, two
words that changed places are two words further apart."""
FEW_ENDINGS = 5_000
"""Articles that hold what is looked for one by one where a beginning is completed."""

MUST, MUST_NOT, SHOULD = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should

T = TypeVar("T")


def ask(
    connection: sqlite3.Connection,
    library: Path,
    only: AbstractSet[int] | None,
    question: Callable[[Texts], T],
    *,
    without: AbstractSet[int] = frozenset(),
) -> T:
    """The answer to a question about the texts of a library, by its index if it has a sound one.

    `only` narrows to some articles. `without` are all others of them: where they are few, it is quicker to
    leave them out. A question may be put twice.
    """
    with suppress(IndexUnusableError):
        index = _opened.get(textindex.folder_of(library), connection)
        try:
            return question(IndexedTexts(connection, index, only, without))
        except IndexUnusableError:
            _opened.forget()
    return question(ScannedTexts(connection, only))


class IndexedTexts:
    """The texts as the index has them, and those that wait for it, read one by one if they are few."""

    without_index = False

    def __init__(
        self,
        connection: sqlite3.Connection,
        index: tantivy.Index,
        only: AbstractSet[int] | None = None,
        without: AbstractSet[int] = frozenset(),
    ) -> None:
        self._only = only
        self._without = without
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
            if any(self._stands(form) for form in forms):
                return True
            query = self._narrowed(self._either(forms, "body"), everywhere=True)
            found = bool(self._searcher.search(query, limit=1, count=False).hits)
        return found or bool(self._waiting and self._late.has(forms))

    def goes_on(self, forms: Sequence[Form]) -> bool:
        with unusable():
            longer = [self._longer(form) for form in forms]
            if any(each is None for each in longer):
                return True
            made = [self._form(form, "body") for each in longer for form in each or ()]
            query = self._narrowed(_any(made), everywhere=True) if made else None
            if query is not None and self._searcher.search(query, limit=1, count=False).hits:
                return True
        return bool(self._waiting and self._late.goes_on(forms))

    def _longer(self, form: Form) -> list[Form] | None:
        """The beginning completed by what is longer; None where that is too common to tell anything."""
        word = form.words[-1]
        endings = [
            (other, count) for other, count in self._searcher.terms_with_prefix("body", word) if other != word
        ]
        if sum(count for _other, count in endings) > FEW_ENDINGS:
            return None
        marks: tuple[str | None, ...] = (None,) * len(form.words)
        return [Form((*form.words[:-1], other), marks, form.capitals) for other, _count in endings]

    def _stands(self, form: Form) -> bool:
        """True where the index says at once that it has a form: one word, whatever it looks like."""
        if len(form.words) > 1 or form.capitals or self._waiting:
            return False
        if form.prefix:
            return bool(self._searcher.terms_with_prefix("body", form.words[0]))
        return self._searcher.doc_freq("body", form.words[0]) > 0

    def count(self, needed: Needed) -> int:
        with unusable():
            found = self._searcher.search(self._narrowed(self._all(needed)), limit=1, count=True)
            count = int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out
        return count + (self._late.count(needed) if self._waiting else 0)

    def best(self, needed: Needed, limit: int) -> Scored:
        if limit <= 0:
            return []
        with unusable():
            parts = [(MUST, self._narrowed(self._all(needed)))]
            if needed.field == "body":
                parts += [(SHOULD, item) for item in self._in_title(needed.groups)]
            found, _total = self._found(_boolean(parts), limit, count=False)
        if self._waiting:
            found = best_first(found + self._late.best(needed, limit))
        return found[:limit]

    def alike(self, words: Sequence[tuple[str, float]], limit: int) -> list[int]:
        if limit <= 0 or not words:
            return []
        with unusable():
            made = [
                (SHOULD, Query.boost_query(Query.term_query(self._schema, "body", word, "freq"), weight))
                for word, weight in words
            ]
            found, _total = self._found(self._narrowed(_boolean(made)), limit, count=False)
        late = self._late.alike(words, limit) if self._waiting else []
        return [*late, *(article_id for article_id, _score in found)]

    def ranked(self, wanted: Wanted, apart: Apart, limit: int, *, exact: bool = False) -> Ranking:
        quotes = [(quote,) for quote in wanted.quotes]
        free = [wanted.phrase] if apart == "phrase" or not wanted.parts else list(wanted.parts)
        groups = [group for group in (*free, *quotes) if group]
        with unusable():
            parts = [(MUST, self._either(group, "body")) for group in groups]
            if apart == "near":
                parts = [(MUST, self._near(wanted)), *parts[len(free) :]]
            whole = self._narrowed(_boolean(parts))
            parts = [(MUST, whole)]
            if apart == "anywhere" and len(wanted.parts) > 1:
                phrase = Query.const_score_query(self._either(wanted.phrase, "body"), PHRASE)
                near = Query.const_score_query(self._near(wanted), NEAR)
                parts += [(SHOULD, phrase), (SHOULD, near)]
            as_typed = self._as_typed(groups)
            if as_typed is not None:
                as_typed = Query.const_score_query(as_typed, EXACT)
                parts.append((MUST if exact else SHOULD, as_typed))
            parts += [(SHOULD, item) for item in self._in_title(groups)]
            rows, total = self._found(_boolean(parts), max(1, limit), count=True)
        if as_typed is None:
            rows = [(article_id, score + EXACT) for article_id, score in rows]
        if self._waiting:
            late = self._late.ranked(wanted, apart, limit, exact=exact)
            rows, total = best_first(rows + late.rows), total + late.total
        return Ranking(rows[: max(0, limit)], total)

    def _found(self, query: Query, limit: int, *, count: bool) -> tuple[Scored, int]:
        found = self._searcher.search(query, limit=limit, count=count)
        ids = self._searcher.fast_field_values("id", [address for _score, address in found.hits])
        rows = [(int(key or 0), float(hit[0])) for key, hit in zip(ids, found.hits, strict=True)]
        return rows, int(found.count) if count else 0  # type: ignore[attr-defined]  # the stubs leave it out

    # queries

    def _all(self, needed: Needed) -> Query:
        return _boolean([(MUST, self._either(group, needed.field)) for group in needed.groups])

    def _in_title(self, groups: Iterable[tuple[Form, ...]]) -> list[Query]:
        """What makes a candidate better: its words in the headline."""
        boost = Query.boost_query
        return [boost(self._either(group, "title"), TITLE_WEIGHT - 1) for group in groups]

    def _near(self, wanted: Wanted) -> Query:
        """All free words within some words of one another, in any order."""
        if any(part[0].prefix for part in wanted.parts):
            return self._either(wanted.phrase, "body")
        words: list[str | tuple[int, str]] = [word for part in wanted.parts for word in part[0].words]
        return Query.phrase_query(self._schema, "body", words, slop=NEAR_WORDS)

    def _as_typed(self, groups: Sequence[tuple[Form, ...]]) -> Query | None:
        """What has the marks of the words typed; None where nothing was typed with marks."""
        asked = [self._marked_of(group) for group in groups]
        marked = [query for query in asked if query is not None]
        return _boolean([(MUST, query) for query in marked]) if marked else None

    def _marked_of(self, group: Sequence[Form]) -> Query | None:
        if not any(any(form.toned) for form in group):
            return None
        made = []
        for form in group:
            marks = self._marks(form)
            made.append(_boolean([(MUST, query) for query in marks]) if marks else self._form(form, "body"))
        return _any(made)

    def _marks(self, form: Form) -> list[Query]:
        last = len(form.words) - 1
        made = []
        for index, mark in enumerate(form.toned):
            if mark is not None and form.prefix and index == last:
                made.append(Query.regex_query(self._schema, "marks", f"{mark}.*"))
            elif mark is not None:
                made.append(self._mark(mark))
        return made

    def _narrowed(self, query: Query, *, everywhere: bool = False) -> Query:
        """`query` among the articles that are asked and do not wait."""
        parts = [(MUST, query)]
        if self._without and not everywhere:
            outside = Query.term_set_query(self._schema, "id", sorted(self._without))
            parts.append((MUST_NOT, outside))
        elif self._only is not None and not everywhere:
            inside = Query.term_set_query(self._schema, "id", sorted(self._only))
            parts.append((MUST, Query.const_score_query(inside, 0.0)))
        if self._waiting:
            late = Query.term_set_query(self._schema, "id", self._waiting)
            parts.append((MUST_NOT, late))
        return _boolean(parts)

    def _either(self, forms: Iterable[Form], field: str) -> Query:
        return _any([self._form(form, field) for form in forms])

    def _form(self, form: Form, field: str) -> Query:
        found = self._words(form.words, form.prefix, field)
        if field != "body" or not form.capitals:
            return found
        capitals = (word.upper() for word, needed in zip(form.words, form.capitals, strict=True) if needed)
        told = [self._mark(word) for word in capitals if 2 <= len(word) <= MOST_CAPITALS]
        return _boolean([(MUST, found), *((MUST, Query.const_score_query(mark, 0.0)) for mark in told)])

    def _mark(self, mark: str) -> Query:
        return Query.term_query(self._schema, "marks", mark, "basic")

    def _words(self, words: Sequence[str], prefix: bool, field: str) -> Query:
        if not prefix:
            if len(words) == 1:
                return Query.term_query(self._schema, field, words[0], "freq")
            return Query.phrase_query(self._schema, field, list(words))
        if len(words) > 1 and len(self._searcher.terms_with_prefix(field, words[-1])) <= MOST_EXPANDED:
            return Query.phrase_prefix_query(self._schema, field, list(words))
        if len(words) > 1:  # they are letters and digits: nothing in them means more in a pattern
            return Query.regex_phrase_query(self._schema, field, [*words[:-1], f"{words[-1]}.*"])
        beginning = words[0]
        endings = sorted(self._searcher.terms_with_prefix(field, beginning), key=lambda item: -item[1])
        made = [
            Query.term_query(self._schema, field, word, "freq") for word, _count in endings[:MOST_ENDINGS]
        ]
        if len(endings) > MOST_ENDINGS:
            made.append(Query.regex_query(self._schema, field, f"{beginning}.*"))
        return _any(made)


def _boolean(parts: Sequence[tuple[tantivy.Occur, Query]]) -> Query:
    """All parts in one; the part itself where it is alone."""
    if len(parts) == 1 and parts[0][0] == MUST:
        return parts[0][1]
    return Query.boolean_query(list(parts))


def _any(queries: Sequence[Query]) -> Query:
    """What one of the queries finds."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(SHOULD, query) for query in queries])


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
