"""A library: everything that is asked about a corpus, by the app and the command line alike.

An object belongs to one thread at a time and is cheap to open: nothing heavier than SQLite is imported, and
nothing is read but the header and the list of tables.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.errors import UsageError
from tui.i18n import gettext as _
from tui.library import articles
from tui.library import connection as connections
from tui.library.listing import EVERYTHING, Listing
from tui.model.article import Article
from tui.model.facet import FACET_FIELDS, FacetField, Facets, NamedValue
from tui.model.fact import Extraction, Kind
from tui.model.own import ListedSearch, SavedSearch, SeenSearch
from tui.model.result import (
    ArticleHead,
    ArticleHits,
    CopyCluster,
    EntityPage,
    LibraryState,
    ListFilter,
    NamesResult,
    PassagePlace,
    RejectedFile,
    Related,
    RepeatedPassage,
    RepeatedPassages,
    SortOrder,
    StoredArticle,
    TextResult,
)
from tui.model.span import Span

if TYPE_CHECKING:
    from tui.library.figure_board import FigureBoard
    from tui.library.network_answers import Asked
    from tui.library.repeated import Group, Repeated
    from tui.library.values_named import NamedValues
    from tui.model.chronology import Chronology, Moment, Series, Step
    from tui.model.comparison import Comparison
    from tui.model.query import Completion
    from tui.model.told import NameTold, StatementTold
    from tui.related.vectors import Rarity
    from tui.search.concordance import KwicBlock, KwicLine
    from tui.search.names import NameTable
    from tui.search.query import Tones

LIMIT_SECONDS = 10.0
"""A question that takes longer is stopped and answered with a refusal."""

NEAREST = 3
"""Names offered when a text search finds nothing."""


T = TypeVar("T")


class _ShelfLostError(Exception):
    """The marks turned out to be damaged in the middle of a question."""


class _StoppedError(Exception):
    """Nobody wants the answer any more."""


class Library:
    """One library, opened. Ask from one thread at a time; `close` and `interrupt` may come from any."""

    def __init__(self, path: Path, *, shelf: Path | None, write: bool) -> None:
        self._path = path
        self._shelf = shelf
        self._write = write
        self.today: Callable[[], date] = date.today
        """The day from which `7 ngày qua` is reckoned."""
        self._connect()

    @classmethod
    def open(cls, path: Path, *, shelf: Path | None = None, write: bool = False) -> Library:
        """The library in the SQLite file `path` (see `places`); `shelf` is the reader's own file.

        A shelf that is missing or damaged costs the marks, never the reading. `write` makes a missing library
        and needs the writer's lock.

        Raises:
            LibraryMissing, LibraryDamaged, LibraryOutdated: there is none, or none that can be used.
            LibraryError: it was made by a newer version, or its folder cannot be used.
        """
        return cls(path, shelf=shelf, write=write)

    def _connect(self) -> None:
        opened = connections.open_writing if self._write else connections.open_reading
        self.connection = opened(self._path)
        """For the modules of this package and for `ingest.run`."""
        self._inode = _inode(self._path)
        self._listing = Listing(self.connection, lambda: self.today())
        self._named_values: NamedValues | None = None
        self._figure_board: FigureBoard | None = None
        self._rare: tuple[int, Rarity] | None = None
        """How rare words were in a generation."""
        self._has_shelf = False
        self._attach_shelf()

    def close(self) -> None:
        """Let go of the file; nothing may be asked any more."""
        self.connection.close()
        if self._write:
            connections.vouch(self._path)

    def interrupt(self) -> None:
        """Stop the question that another thread is asking; it is refused there."""
        with suppress(sqlite3.ProgrammingError):
            self.connection.interrupt()

    # how far it is

    def state(self) -> LibraryState:
        """How far the library is. Notices when the file was built anew, and goes on with the new one."""
        if not self._write and _inode(self._path) not in (None, self._inode):
            self.connection.close()
            self._connect()
        with self._asked(LIMIT_SECONDS):
            row = self.connection.execute(
                "SELECT articles, with_facts, rejected, generation FROM state"
            ).fetchone()
        return LibraryState(*row)

    def is_current(self) -> bool:
        """False where its tables are not those of this version, whatever its header says.

        Asked before a command answers, not when a library is opened: it takes all parts of the library
        to know.
        """
        with self._asked(LIMIT_SECONDS):
            return connections.has_current_tables(self.connection)

    def is_whole(self) -> bool:
        """False from the first change of a run of the indexer until it comes to its end."""
        from tui.library import sources

        with self._asked(LIMIT_SECONDS):
            return not sources.needs_finish(self.connection)

    def lags_behind(self) -> bool:
        """True where the reader corrected something that its rows do not follow yet."""
        from tui.library import in_force

        with self._asked(LIMIT_SECONDS):
            self._attach_shelf()
            return in_force.lags_behind(self.connection)

    def corpus(self) -> Path | None:
        """Where the corpus lay when it was last indexed; None before it was."""
        with self._asked(LIMIT_SECONDS):
            row = self.connection.execute("SELECT value FROM meta WHERE name = 'corpus'").fetchone()
        return Path(os.fsdecode(bytes.fromhex(row[0]))) if row else None

    def rejected(self) -> tuple[RejectedFile, ...]:
        """Files that could not be read, by name."""
        with self._asked(LIMIT_SECONDS):
            rows = self.connection.execute("SELECT file, reason, detail FROM rejected ORDER BY file, id")
            return tuple(RejectedFile(*row) for row in rows)

    def unmatched(self, patterns: Iterable[str]) -> tuple[str, ...]:
        """Of some patterns, as `corpus.options` takes them, those that no file or part of one matches."""
        with self._asked(LIMIT_SECONDS):
            names = self.connection.execute(
                "SELECT file FROM sources UNION SELECT file FROM articles UNION SELECT file FROM rejected"
            ).fetchall()
        return tuple(
            pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for (name,) in names)
        )

    def is_as_read(self, file: str, size: int, mtime_ns: int) -> bool:
        """True when a file of this size and time is the one that the articles in it were read from."""
        with self._asked(LIMIT_SECONDS):
            row = self.connection.execute(
                "SELECT size, mtime_ns FROM sources WHERE file = ?", (articles.storable(file),)
            ).fetchone()
        return bool(row == (size, mtime_ns))

    # the list

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the library and of the reader's marks for all that is asked within."""
        with self._asked(LIMIT_SECONDS):
            self._attach_shelf()
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:  # a shelf that turned out damaged has ended it already
                self.connection.execute("ROLLBACK")

    def count(self, where: ListFilter) -> int:
        """Number of articles the filter lets through."""
        return self._ask(lambda: self._listing.count(where))

    def heads(self, order: SortOrder, where: ListFilter, start: int, stop: int) -> tuple[ArticleHead, ...]:
        """Rows `[start, stop)` of the list; fewer where it ends before."""
        return self._ask(lambda: self._listing.heads(order, where, start, stop))

    def count_folded(self, where: ListFilter) -> int:
        """Number of copies that `where.folded` keeps out of the list."""
        return self._ask(lambda: self._listing.count_folded(where))

    def passing(self, where: ListFilter) -> AbstractSet[int] | None:
        """Ids of the articles the filter lets through; None where it lets all of them through."""
        return self._ask(lambda: self._listing.passing(where))

    def position(self, article_id: int, order: SortOrder, where: ListFilter) -> int | None:
        """Index of an article in the list; None when the filter hides it or it is gone."""
        return self._ask(lambda: self._listing.position(article_id, order, where))

    def head(self, article_id: int) -> ArticleHead | None:
        """The list's row of one article."""
        heads = self.heads_of((article_id,))
        return heads[0] if heads else None

    def heads_of(self, ids: tuple[int, ...]) -> tuple[ArticleHead, ...]:
        """The list's rows of these articles, in this order; those that are gone are left out."""
        found = self._ask(lambda: articles.heads_by_ids(self.connection, ids))
        return tuple(found[article_id] for article_id in ids if article_id in found)

    def facets(
        self,
        where: ListFilter = EVERYTHING,
        fields: Iterable[FacetField] = FACET_FIELDS,
        *,
        top: int = 12,
        among: AbstractSet[int] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Facets | None:
        """What the articles of the list `where` have in common, `top` values a field at most.

        Of a field with one value an article, of which some were chosen, the others are counted too: as they
        would be without that choice. Some tenths of a second at 100,000 articles; None as soon as `stopped`
        says that nobody waits. `among` some articles instead, in the list or not.
        """
        from tui.library.facets import count_facets

        def question() -> Facets:
            if among is not None:
                return count_facets(self.connection, among, fields, top=top)
            return self._listing.facets(where, fields, top=top)

        with suppress(_StoppedError):
            return self._ask(question, stopped=stopped)
        return None

    def values_named(
        self, where: ListFilter, *, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[NamedValue, ...] | None:
        """What the words of the list `where` may name, to be chosen instead, counted in the list without.

        None as soon as `stopped` says that nobody waits.
        """
        from tui.library.filtered import is_plain
        from tui.library.values_named import NAMES_ASKED, NamedValues, may_be_a_name

        if not is_plain(where.text) or not may_be_a_name(where.text):
            return ()
        if self._named_values is None:
            self._named_values = NamedValues(self.connection, Listing(self.connection))
        values, found = self._named_values, self.find_names(where.text, NAMES_ASKED)
        with suppress(_StoppedError):
            return self._ask(lambda: values.find(where, found), stopped=stopped)
        return None

    # saved searches

    def count_saved(self, search: SavedSearch, seen: SeenSearch | None = None) -> ListedSearch:
        """How many articles a saved search finds now, and how many of them came since it was `seen`.

        Those that came are told by their number; in a library that was built anew, and of words that were
        searched for, by how many more they are.
        """
        where = search.filter
        if where is None:
            count = self.find_text(search.query, 0).total_articles
            return ListedSearch(search, count, max(0, count - seen.count) if seen else 0)
        count = self.count(where)
        fresh = max(0, count - seen.count) if seen else 0
        if seen is not None and seen.library == self._identity():
            passing = self._ask(lambda: self._listing.passing(where))
            if passing is not None:
                fresh = sum(1 for article_id in passing if article_id > seen.last)
        return ListedSearch(search, count, fresh)

    def seen_now(self, search: SavedSearch) -> SeenSearch:
        """What the reader has seen who opens a saved search now."""
        count = self.count_saved(search).count or 0
        with self._asked(LIMIT_SECONDS):
            (last,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
        return SeenSearch(self._identity(), count, int(last))

    def _identity(self) -> str:
        """Another one for a library that was built anew."""
        return f"{self._inode}"

    # one article

    def article(self, article_id: int, *, lately: Collection[str] = ()) -> StoredArticle | None:
        """Everything the reading view and the sidebar need; facts are empty before they were extracted.

        Facts are as the shelf has them corrected now. `lately` are ids of corrections that rejected
        something a moment ago: what it was is told, too.
        """
        head = self.head(article_id)
        if head is None:
            return None
        with self._asked(LIMIT_SECONDS):
            article = articles.find_article(self.connection, article_id)
            facts = articles.find_facts(self.connection, article_id) if head.facts_ready else None
            if article is None:
                return None
            from tui.library import in_force, namesakes
            from tui.library.echoes import echoes

            shared = echoes(self.connection, article_id)
            found, before = facts or Extraction(), None
            facts = in_force.standing(self.connection).apply(article, found).extraction
            facts = namesakes.with_entity_keys(self.connection, article_id, facts)
            if lately:
                before = in_force.standing(self.connection, lately).apply(article, found).extraction
                before = namesakes.with_entity_keys(self.connection, article_id, before)
            return StoredArticle(head, article, facts, shared, before if before != facts else None)

    def text(self, article_id: int) -> Article | None:
        """The cleaned article without its facts."""
        with self._asked(LIMIT_SECONDS):
            return articles.find_article(self.connection, article_id)

    def holds(self, digest: str) -> bool:
        """True when an article of this identity lies in the corpus."""
        with self._asked(LIMIT_SECONDS):
            row = self.connection.execute("SELECT 1 FROM articles WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def find_id(self, name: str) -> int | None:
        """The article whose file is `name`, or the only one whose file, or file name, begins with it.

        Raises:
            UsageError: several do.
        """
        name = articles.storable(name)
        with self._asked(LIMIT_SECONDS):
            row = self.connection.execute("SELECT id FROM articles WHERE file = ?", (name,)).fetchone()
            if row:
                return int(row[0])
            rows = self.connection.execute(
                "SELECT id, file FROM articles WHERE file >= ? AND file < ? ORDER BY file LIMIT 3",
                (name, name + "\U0010ffff"),
            ).fetchall()
            if not rows and name and "/" not in name:
                rows = self.connection.execute(
                    "SELECT id, file FROM articles WHERE instr(file, ?) > 0 ORDER BY file LIMIT 3",
                    ("/" + name,),
                ).fetchall()
        if len(rows) > 1:
            files = ", ".join(row[1] for row in rows[:2]) + (", …" if len(rows) > 2 else "")
            raise UsageError(
                _("“{name}” begins more than one file: {files}").format(name=name, files=files),
                hint=_("give more of the name"),
            )
        return int(rows[0][0]) if rows else None

    # searching

    def find_text(
        self,
        query: str,
        limit: int = 50,
        *,
        within: ListFilter = EVERYTHING,
        article: int | None = None,
        among: AbstractSet[int] | None = None,
        start: int = 0,
        tones: Tones = "auto",
        expand: bool = True,
        quick: bool = False,
    ) -> TextResult:
        """Articles that hold the words of `query`, best first; any text is a query: see `fulltext.find_text`.

        Fields, alternatives and exclusions hold too (`search.parsing`). Only articles of the list `within`
        are looked into, or only `article` or those `among` some, in the list or not.
        """
        from tui.library import fulltext, indexed_texts, structured, textsource
        from tui.search.query import parse

        parsed = parse(query)
        nearest = self._nearest_names if among is None else None

        def question() -> TextResult:
            only = among if article is None else frozenset((article,))
            if only is None:
                only = self._listing.passing(within)
            if structured.is_structured(parsed):
                return structured.find_structured(
                    self.connection,
                    self._path,
                    parsed,
                    limit,
                    start=start,
                    only=only,
                    today=self.today(),
                    tones=tones,
                    expand=expand,
                    quick=quick,
                    nearest_names=nearest,
                )
            return indexed_texts.ask(self.connection, self._path, only, found)

        def found(texts: textsource.Texts) -> TextResult:
            return fulltext.find_text(
                self.connection,
                query,
                limit,
                start=start,
                tones=tones,
                expand=expand,
                quick=quick,
                texts=texts,
                nearest_names=nearest,
            )

        return self._ask(question)

    def find_all(
        self,
        query: str,
        *,
        within: ListFilter = EVERYTHING,
        article: int | None = None,
        tones: Tones = "auto",
        expand: bool = True,
        read: int | None = None,
    ) -> frozenset[int]:
        """All articles that `find_text` would find, to be counted (`facets`) or put `in_order`.

        `read` bounds the articles that are looked into: the others are what the index says.
        """
        from tui.library import matching
        from tui.search.query import parse

        def question() -> frozenset[int]:
            only = self._listing.passing(within) if article is None else frozenset((article,))
            return matching.find_all(
                self.connection, self._path, parse(query),
                only=only, today=self.today(), tones=tones, expand=expand,
                read=matching.MOST_READ if read is None else read,
            )  # fmt: skip

        return self._ask(question)

    def in_order(self, ids: AbstractSet[int], order: SortOrder, limit: int) -> tuple[int, ...]:
        """The first of some articles in an order of the list."""
        from tui.library import matching

        return self._ask(lambda: matching.in_order(self.connection, ids, order, limit))

    def concordance(
        self,
        query: str,
        *,
        within: ListFilter = EVERYTHING,
        article: int | None = None,
        tones: Tones = "auto",
        expand: bool = True,
    ) -> Iterator[KwicBlock]:
        """Every hit of a text search in its context, in blocks; bounded in memory, newest articles first."""
        from tui.library import concordance

        def find(limit: int, among: AbstractSet[int] | None) -> TextResult:
            return self.find_text(
                query, limit,
                within=within, article=article, among=among, tones=tones, expand=expand, quick=True,
            )  # fmt: skip

        def newest() -> tuple[int, ...]:
            ids = self.find_all(query, within=within, tones=tones, expand=expand, read=0)
            return self.in_order(ids, "newest", len(ids))

        def first() -> tuple[int, ...]:
            return tuple(head.id for head in self.heads("newest", within, 0, concordance.FIRST_BLOCK))

        def lines(found: Sequence[ArticleHits]) -> tuple[KwicLine, ...]:
            return self._ask(lambda: concordance.lines_of(self.connection, found))

        return concordance.blocks(find, first, newest, lines)

    def complete(self, text: str, cursor: int, *, limit: int = 12) -> Completion:
        """What the query `text` may go on with at `cursor`: names of fields, values that the corpus has."""
        from tui.library import completing

        return self._ask(lambda: completing.complete(self.connection, text, cursor, limit=limit))

    def _nearest_names(self, query: str) -> tuple[str, ...]:
        return tuple(hit.name for hit in self.find_names(query, NEAREST).hits)

    def find_names(self, query: str, limit: int = 50) -> NamesResult:
        """Names like `query`, best first."""
        from tui.library import name_search

        with self._asked(LIMIT_SECONDS):
            table, beside = _name_tables.get(self._path, self.connection)
            return name_search.find_names(self.connection, query, limit, table=table, beside=beside)

    def ready_names(self, most: int) -> bool:
        """Read the table that `find_names` searches, unless it has more than `most` names; True if done."""
        with self._asked(LIMIT_SECONDS):
            few = "SELECT count(*) FROM (SELECT 1 FROM entities LIMIT ?)"
            (count,) = self.connection.execute(few, (most + 1,)).fetchone()
            if not 0 < count <= most:
                return False
            _name_tables.get(self._path, self.connection)
            return True

    def entity(self, key: str, *, whole: bool = True) -> EntityPage | None:
        """All the corpus knows about one name; not `whole`, at once what the newest articles say of it."""
        from tui.library import pages

        with self._asked(LIMIT_SECONDS):
            return pages.entity_page(self.connection, key, whole=whole)

    def related(self, article_id: int, limit: int = 20) -> tuple[Related, ...]:
        """Related articles with the reasons, nearest first."""
        from tui.library import indexed_texts, relations, textsource

        def question() -> tuple[Related, ...]:
            return indexed_texts.ask(self.connection, self._path, None, found)

        def found(texts: textsource.Texts) -> tuple[Related, ...]:
            (generation,) = self.connection.execute("SELECT generation FROM state").fetchone()
            if self._rare is None or self._rare[0] != generation:
                self._rare = generation, relations.rarity_of_words(self.connection)
            return relations.related(self.connection, article_id, limit, texts=texts, rare=self._rare[1])

        return self._ask(question)

    def figure_board(self) -> FigureBoard:
        """Figures across articles, by what they measure."""
        from tui.library.figure_board import FigureBoard

        if self._figure_board is None:
            self._figure_board = FigureBoard(self)
        return self._figure_board

    def places_of(self, article_id: int, span: Span) -> tuple[PassagePlace, ...]:
        """All places where the passage at `span` of an article stands, by date, those without one last."""
        from tui.library import passage_places

        return self._ask(lambda: passage_places.places_of(self.connection, article_id, span))

    def repeated(
        self,
        *,
        progress: Callable[[float], None] = lambda _done: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Repeated | None:
        """All passages that stand in several articles; None as soon as `stopped` says that nobody waits.

        It goes through the whole corpus, and may take long; what was found is held.
        """
        from tui.library import repeated_answers

        def question() -> Repeated | None:
            with self._listing.one_state():
                return repeated_answers.held.get(self._path, self._inode, self.connection, progress, stopped)

        with suppress(_StoppedError):
            return self._ask(question, seconds=repeated_answers.SECONDS, stopped=stopped)
        return None

    def most_repeated(
        self, count: int, *, progress: Callable[[float], None], stopped: Callable[[], bool]
    ) -> RepeatedPassages | None:
        """The first `count` of `repeated`, told; None as soon as `stopped` says that nobody waits."""
        found = self.repeated(progress=progress, stopped=stopped)
        if found is None:
            return None
        told = self.passages_told(found.groups[:count])
        return RepeatedPassages(told, len(found.groups), found.furniture)

    def passages_told(self, groups: Iterable[Group]) -> tuple[RepeatedPassage, ...]:
        """Passages that `repeated` found, with their places; without those that went meanwhile."""
        from tui.library import repeated_answers

        def question() -> tuple[RepeatedPassage, ...]:
            found = (repeated_answers.told(self.connection, group) for group in groups)
            return tuple(passage for passage in found if passage is not None)

        return self._ask(question)

    def compare(self, left: int, right: int, span: Span | None = None) -> Comparison | None:
        """Two articles with what they share; with `span`, a passage of the left one, where it stands too."""
        from tui.library import comparing

        return self._ask(lambda: comparing.compare(self.connection, left, right, span))

    def copies(self, article_id: int, likeness: int) -> CopyCluster | None:
        """The copies of an article, itself among them; None where it has none. `likeness` is in percent."""
        from tui.library import duplicate_clusters

        return self._ask(lambda: duplicate_clusters.cluster_of(self.connection, article_id, likeness))

    def copy_clusters(self, likeness: int) -> Iterator[CopyCluster]:
        """All articles that are copies of one another, the largest cluster first."""
        from tui.library import duplicate_clusters

        with self._asked(LIMIT_SECONDS):
            yield from duplicate_clusters.copy_clusters(self.connection, likeness)

    def network(
        self, where: ListFilter, question: Callable[[Asked], T], *,
        among: frozenset[int] | None = None, stopped: Callable[[], bool] = lambda: False,
    ) -> T | None:  # fmt: skip
        """What `question` asks about the network of names of the list `where`, or of `among` some articles.

        It reads the names of all of them once, and may take long; None as soon as `stopped` says that nobody
        waits.
        """
        from tui.library import network_answers

        def asked() -> T:
            with self._listing.one_state():
                passing = self._listing.passing(where) if among is None else among
                network = network_answers.networks.get(
                    self._path, self._inode, self.connection, passing, where.likeness, stopped
                )
                return question(network_answers.Asked(self.connection, network, stopped))

        with suppress(_StoppedError):
            return self._ask(asked, seconds=network_answers.SECONDS, stopped=stopped)
        return None

    def chronology(
        self,
        series: Series,
        step: Step,
        where: ListFilter = EVERYTHING,
        *,
        among: AbstractSet[int] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Chronology | None:
        """How many articles, events or statements of the list `where` stand at each step of time.

        `among` some articles instead; None as soon as `stopped` says that nobody waits.
        """
        from tui.library import chronology

        def counted() -> Chronology:
            with self._listing.one_state():
                only = self._listing.passing(where) if among is None else among
                return chronology.count_over_time(self.connection, series, step, only)

        with suppress(_StoppedError):
            return self._ask(counted, seconds=chronology.SECONDS, stopped=stopped)
        return None

    def moments(
        self,
        series: Series,
        when: str,
        where: ListFilter = EVERYTHING,
        *,
        limit: int = 200,
        stopped: Callable[[], bool] = lambda: False,
    ) -> tuple[Moment, ...] | None:
        """The first `limit` of them whose day begins with `when`; None as soon as nobody waits."""
        from tui.library import chronology

        def found() -> tuple[Moment, ...]:
            with self._listing.one_state():
                only = self._listing.passing(where)
                return chronology.moments_at(self.connection, series, when, limit, only)

        with suppress(_StoppedError):
            return self._ask(found, seconds=chronology.SECONDS, stopped=stopped)
        return None

    def names_told(self, kinds: Collection[Kind]) -> Iterator[NameTold]:
        """All names of these kinds with their offices, those in most articles first."""
        from tui.library import told

        for some in self._ask(lambda: told.entity_ids(self.connection, kinds)):
            yield from self._ask(
                lambda some=some: told.names_told(self.connection, some),  # type: ignore[misc]
                seconds=told.SECONDS,
            )

    def statements_told(self, query: str = "") -> Iterator[StatementTold]:
        """What all articles, or those that a query finds, report to have been said; newest first."""
        from tui.library import told

        ids = self.find_all(query) if query else None
        ordered = self._ask(lambda: told.newest_first(self.connection, ids))
        for at in range(0, len(ordered), told.AT_ONCE):
            some = ordered[at : at + told.AT_ONCE]
            yield from self._ask(lambda some=some: tuple(told.statements_told(self.connection, some)))  # type: ignore[misc]

    # within

    def ask(self, question: Callable[[], T], *, stopped: Callable[[], bool] = lambda: False) -> T:
        """The answer to a question of a part of the library that has a module of its own."""
        return self._ask(question, stopped=stopped)

    def _ask(
        self,
        question: Callable[[], T],
        *,
        seconds: float = LIMIT_SECONDS,
        stopped: Callable[[], bool] = lambda: False,
    ) -> T:
        """The answer to a question that may look at the reader's marks; without them if they are damaged."""
        try:
            with self._asked(seconds, stopped):
                self._attach_shelf()
                return question()
        except _ShelfLostError:
            with self._asked(seconds, stopped):
                return question()

    @contextmanager
    def _asked(self, seconds: float, stopped: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """A question: bounded in time, and refused in our words where SQLite fails."""
        deadline = time.monotonic() + seconds
        self.connection.set_progress_handler(lambda: time.monotonic() > deadline or stopped(), 20_000)
        try:
            yield
        except sqlite3.DatabaseError:
            if stopped():
                raise _StoppedError from None
            if self._drop_damaged_shelf():
                raise _ShelfLostError from None
            with connections.reported(self._path):
                raise
        finally:  # what the indexer does next on this connection may take longer
            self.connection.set_progress_handler(None, 0)

    def _drop_damaged_shelf(self) -> bool:
        """Let go of the reader's marks if it is they that are damaged; the library is then sound."""
        if not self._has_shelf:
            return False
        with suppress(sqlite3.DatabaseError):
            if self.connection.execute("PRAGMA shelf.quick_check(1)").fetchone() == ("ok",):
                return False
        with suppress(sqlite3.DatabaseError):
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self.connection.execute("DETACH shelf")
        self._has_shelf, self._shelf = False, None
        return True

    def _attach_shelf(self) -> None:
        """Join the reader's marks, if there are any yet and they can be read."""
        if self._shelf is None or self._has_shelf or not self._shelf.is_file():
            return
        try:
            self.connection.execute("ATTACH ? AS shelf", (connections.file_uri(self._shelf, "mode=ro"),))
        except sqlite3.Error:
            return
        try:
            self.connection.execute("SELECT digest FROM shelf.read_marks LIMIT 1").fetchone()
            self._has_shelf = True
        except sqlite3.Error:
            self.connection.execute("DETACH shelf")


class _NameTables:
    """The search tables of names, one a library, shared by all threads of this process.

    While an indexer is at work a table may lag behind: it is read anew at most every so often, so that typing
    never waits for it twice.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Path, tuple[int | None, int, float, NameTable, dict[str, str]]] = {}

    def get(self, path: Path, connection: sqlite3.Connection) -> tuple[NameTable, dict[str, str]]:
        """The table of the library `connection` leads to, and what stands beside its names, where known."""
        from tui.library import name_search

        with self._lock:
            inode, began = _inode(path), time.monotonic()
            (generation,) = connection.execute("SELECT generation FROM state").fetchone()
            if path in self._kept:
                kept_inode, kept_generation, fresh_until, table, beside = self._kept[path]
                if kept_inode == inode and (kept_generation == generation or began < fresh_until):
                    return table, beside
            table = name_search.read_table(connection)
            now = time.monotonic()
            fresh_until = now + max(2.0, 20 * (now - began))
            beside = {}
            self._kept = {path: (inode, generation, fresh_until, table, beside)}
            return table, beside

    def forget(self, path: Path) -> None:
        """Read the table of a library anew when it is asked for next, whoever waits."""
        with self._lock:
            self._kept.pop(path, None)


_name_tables = _NameTables()


def names_changed(path: Path) -> None:
    """The reader corrected names: who searches them next finds them so."""
    _name_tables.forget(path)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
