"""The store of the app over a real library, the reader's shelf and the files of the corpus."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.app.store import SETTINGS
from tui.app.store_corrections import CorpusCorrections
from tui.config import Paths, load_config
from tui.errors import LibraryDamaged, LibraryMissing, LibraryOutdated, ShelfError, UsageError
from tui.library.library import Library
from tui.library.places import library_path
from tui.model.query import Completion
from tui.model.result import (
    ArticleHead,
    CopyCluster,
    EntityPage,
    KnownCorpus,
    LibraryState,
    ListFilter,
    NamesResult,
    RejectedFile,
    Related,
    RepeatedPassages,
    SortOrder,
    StoredArticle,
    TextResult,
    TextSearch,
    Understood,
)

if TYPE_CHECKING:
    from tui.corpus.peeking import Peek
    from tui.library.network_answers import Asked
    from tui.library.shelf import Shelf
    from tui.model.article import Dropped
    from tui.model.chronology import Chronology, Moment, Series, Step
    from tui.model.comparison import Comparison
    from tui.model.facet import Facets, NamedValue
    from tui.model.measure import BoardAsked, FigureSort, MeasureDetail, MeasureGroup, MeasureHead
    from tui.model.own import AskedIn, AskedKind, AskedQuery, ListedSearch, SavedSearch
    from tui.model.span import Span
    from tui.search.concordance import KwicBlock

T = TypeVar("T")


class CorpusStore(CorpusCorrections):
    """One corpus; empty until its library has been made. Used by one thread."""

    def __init__(self, corpus: Path, paths: Paths) -> None:
        self._corpus = corpus
        self._path, self._root = library_path(paths.library, corpus), paths.library
        self._data, self._shelf_path = paths.data, paths.shelf
        self._config = paths.config_file
        self._opened: Library | None = None

    def _library(self) -> Library | None:
        """The library, or None while there is none that can be read."""
        if self._opened is None:
            with suppress(LibraryMissing, LibraryDamaged, LibraryOutdated):
                self._opened = Library.open(self._path, shelf=self._shelf_path)
        return self._opened

    def state(self) -> LibraryState:
        """How far the library is."""
        library = self._library()
        return library.state() if library else LibraryState(0, 0, 0, 0)

    def snapshot(self) -> AbstractContextManager[None]:
        """One state of library and shelf for all that is asked within."""
        library = self._library()
        return library.snapshot() if library else nullcontext()

    def count(self, where: ListFilter) -> int:
        """Number of articles the filter lets through."""
        library = self._library()
        return library.count(where) if library else 0

    def count_folded(self, where: ListFilter) -> int:
        """Number of copies that `where.folded` keeps out of the list."""
        library = self._library()
        return library.count_folded(where) if library else 0

    def heads(self, order: SortOrder, where: ListFilter, start: int, stop: int) -> tuple[ArticleHead, ...]:
        """Rows `[start, stop)` of the list."""
        library = self._library()
        return library.heads(order, where, start, stop) if library else ()

    def position(self, article: int, order: SortOrder, where: ListFilter) -> int | None:
        """Index of `article` in the list."""
        library = self._library()
        return library.position(article, order, where) if library else None

    def facets(
        self, where: ListFilter, *, top: int, stopped: Callable[[], bool] = lambda: False
    ) -> Facets | None:
        """What the articles of a list have in common."""
        from tui.model.facet import Facets

        library = self._library()
        return library.facets(where, top=top, stopped=stopped) if library else Facets(0, ())

    def values_named(
        self, where: ListFilter, *, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[NamedValue, ...] | None:
        """What the words of a filter may name."""
        library = self._library()
        return library.values_named(where, stopped=stopped) if library else ()

    def article(self, article: int, lately: Collection[str] = ()) -> StoredArticle | None:
        """Everything about one article."""
        library = self._library()
        return library.article(article, lately=lately) if library else None

    def related(self, article: int) -> tuple[Related, ...]:
        """Related articles, nearest first."""
        library = self._library()
        return library.related(article) if library else ()

    def heads_of(self, ids: tuple[int, ...]) -> tuple[ArticleHead, ...]:
        """The list's rows of these articles."""
        library = self._library()
        return library.heads_of(ids) if library else ()

    def measures(self, asked: BoardAsked) -> tuple[MeasureHead, ...]:
        """What the figures of some articles measure."""
        library = self._library()
        return library.figure_board().heads(asked) if library else ()

    def figures(self, measure: str, asked: BoardAsked, sort: FigureSort) -> tuple[MeasureGroup, ...]:
        """The figures of one measure."""
        library = self._library()
        return library.figure_board().groups(measure, asked, sort) if library else ()

    def figure_detail(self, article: int, figure: int) -> MeasureDetail | None:
        """What an article says with one of its figures."""
        library = self._library()
        return library.figure_board().detail(article, figure) if library else None

    def copies(self, article: int, likeness: int) -> CopyCluster | None:
        """The copies of one article."""
        library = self._library()
        return library.copies(article, likeness) if library else None

    def find_text(self, search: TextSearch, limit: int, *, start: int = 0, quick: bool = False) -> TextResult:
        """At most `limit` articles that a search finds, from the one numbered `start`.

        `quick`: do not look at what cleaning left out, nor for nearest names.
        """
        library = self._library()
        if library is None:
            return TextResult(Understood(search.query, (), True), (), 0, 0)
        return library.find_text(
            search.query,
            limit,
            within=search.within,
            article=search.article,
            start=start,
            tones=search.tones,
            expand=search.expand,
            quick=quick,
        )

    def concordance(self, search: TextSearch) -> Iterator[KwicBlock]:
        """Every hit of a text search in its context."""
        library = self._library()
        if library is None:
            return iter(())
        return library.concordance(
            search.query,
            within=search.within,
            article=search.article,
            tones=search.tones,
            expand=search.expand,
        )

    def complete(self, text: str, caret: int) -> Completion:
        """What a query may go on with."""
        library = self._library()
        return library.complete(text, caret) if library else Completion(caret, caret)

    def find_names(self, query: str, limit: int) -> NamesResult:
        """Names like `query`."""
        library = self._library()
        return library.find_names(query, limit) if library else NamesResult(query, ())

    def ready_names(self, most: int) -> bool:
        """Read the names, unless there are more than `most`."""
        library = self._library()
        return library.ready_names(most) if library else False

    def entity(self, key: str, *, whole: bool = True) -> EntityPage | None:
        """All the corpus knows about one name, or what the newest articles say of it."""
        library = self._library()
        return library.entity(key, whole=whole) if library else None

    def repeated(
        self, count: int, *, progress: Callable[[float], None], stopped: Callable[[], bool]
    ) -> RepeatedPassages | None:
        """The first `count` passages that stand in several articles; None once nobody waits."""
        library = self._library()
        return library.most_repeated(count, progress=progress, stopped=stopped) if library else None

    def compare(self, left: int, right: int, span: Span | None) -> Comparison | None:
        """Two articles with what they share; None where one is gone."""
        library = self._library()
        return library.compare(left, right, span) if library else None

    def chronology(
        self, series: Series, step: Step, where: ListFilter, *, stopped: Callable[[], bool]
    ) -> Chronology | None:
        """How many of a list stand at each step of time; None once nobody waits."""
        library = self._library()
        return library.chronology(series, step, where, stopped=stopped) if library else None

    def moments(
        self, series: Series, when: str, where: ListFilter, *, stopped: Callable[[], bool]
    ) -> tuple[Moment, ...] | None:
        """What of a list stands at one step of time; None once nobody waits."""
        library = self._library()
        return library.moments(series, when, where, stopped=stopped) if library else None

    def network(
        self, where: ListFilter, question: Callable[[Asked], T], *, stopped: Callable[[], bool]
    ) -> T | None:
        """What `question` finds in the network of names of a list; None once nobody waits."""
        library = self._library()
        return library.network(where, question, stopped=stopped) if library else None

    def rejected(self) -> tuple[RejectedFile, ...]:
        """Files that could not be read."""
        library = self._library()
        return library.rejected() if library else ()

    def libraries(self) -> tuple[KnownCorpus, ...]:
        """Every corpus that has a library and is there now, last indexed first."""
        from tui.library.known import known_libraries

        return tuple(
            KnownCorpus(os.fspath(known.corpus), known.articles, known.indexed)
            for known in known_libraries(self._root)
            if known.corpus is not None and known.folder == "there"
        )

    # the files

    def peek(self, file: str) -> Peek:
        """The beginning of a file of the corpus, or of a part of one, that could not be read."""
        from tui.corpus.finding import holders
        from tui.corpus.loaders.decoding import guessed
        from tui.corpus.peeking import IN_DOUBT, peek, peek_inside

        holder = next(holders(self._corpus, file), None)
        if holder is not None and holder.file != file:
            refusal = next((refused for refused in self.rejected() if refused.file == file), None)
            doubtful = refusal is not None and refusal.reason in IN_DOUBT
            guess = guessed(refusal.detail) if refusal is not None else None
            return peek_inside(holder, file, guess, in_doubt=doubtful)
        return peek(self._corpus, self._file(file), file)

    def choose_encoding(self, file: str, encoding: str, *, folder: bool) -> None:
        """Remember the encoding the reader chose for a file, or for all of its folder."""
        from tui.library.decisions import choose_encodings, pattern_for

        choose_encodings(_shelf(self._data), self._path, [(pattern_for(file, folder=folder), encoding)])

    def _file(self, file: str) -> Path:
        """Place of the file that holds the article, or was refused as, `file`."""
        from tui.corpus.finding import holders

        holder = next(holders(self._corpus, file), None)
        return holder.path if holder is not None else self._corpus / file

    def original(
        self, file: str, digest: str, dropped: tuple[Dropped, ...]
    ) -> tuple[str, tuple[Dropped, ...]]:
        """All that the file shows of an article now, and what of it was left out.

        Only of a file that is as it was read: that it can be read again without end or harm is known.
        """
        from tui.corpus.finding import find_article, holders
        from tui.library.decisions import options_of

        holder = next(holders(self._corpus, file), None)
        if holder is None:
            raise FileNotFoundError(file)
        status, library = holder.path.stat(), self._library()
        if library is None or not library.is_as_read(holder.file, status.st_size, status.st_mtime_ns):
            raise ValueError(file)
        article = find_article(
            self._corpus, file, options_of(self._data, self._path, load_config(self._config).columns)
        )
        if article is None or article.digest != digest:
            raise ValueError(file)
        return article.page(dropped)

    # the reader's own

    def _own(self) -> Shelf:
        return _shelf(self._data)

    def mark_read(self, digest: str, *, read: bool) -> None:
        """Set the reader's own mark."""
        _shelf(self._data).mark_read(digest, read=read)

    def notice(self) -> str:
        """What had to be mended in the shelf; of one that cannot be read, why."""
        if not self._shelf_path.exists():
            return ""
        try:
            return _shelf(self._data).notice
        except ShelfError as error:
            return str(error)

    def searches(self) -> tuple[ListedSearch, ...]:
        """The reader's saved searches; none where there is no shelf yet, or none that can be read."""
        from tui.model.own import ListedSearch

        if not self._shelf_path.exists():
            return ()
        with suppress(ShelfError):
            return tuple(map(ListedSearch, _shelf(self._data).searches()))
        return ()

    def count_search(self, search: SavedSearch) -> ListedSearch:
        """What a saved search finds now."""
        from tui.model.own import ListedSearch

        library = self._library()
        if library is None:
            return ListedSearch(search)
        return library.count_saved(
            search, _shelf(self._data).seen_search(search.name, self._path.parent.name)
        )

    def save_search(self, search: SavedSearch) -> SavedSearch:
        """Keep a search under its name; what it finds now is seen."""
        kept = _shelf(self._data).save_search(search)
        self.see_search(kept)
        return kept

    def rename_search(self, name: str, new: str) -> SavedSearch:
        """Give a saved search another name."""
        return _shelf(self._data).rename_search(name, new)

    def see_search(self, search: SavedSearch) -> None:
        """Note that a saved search was opened."""
        library = self._library()
        if library is not None:
            _shelf(self._data).see_search(search.name, self._path.parent.name, library.seen_now(search))

    def forget_search(self, name: str) -> None:
        """Let go of a saved search; nothing happens where it is gone already."""
        with suppress(UsageError):
            _shelf(self._data).forget_search(name)

    def asked(self) -> tuple[AskedQuery, ...]:
        """The last queries, newest first; none where the shelf cannot be read."""
        if not self._shelf_path.exists():
            return ()
        with suppress(ShelfError):
            return _shelf(self._data).asked()
        return ()

    def note_asked(self, query: str, kind: AskedKind, scope: AskedIn) -> None:
        """Put a query in front of the history."""
        _shelf(self._data).note_asked(query, kind, scope)

    def settings(self) -> dict[str, object]:
        """What the reader chose inside; nothing where there is no shelf yet, or none that can be read."""
        if not self._shelf_path.exists():
            return {}
        try:
            shelf = _shelf(self._data)
            return {name: value for name in SETTINGS if (value := shelf.get(name)) is not None}
        except ShelfError:
            return {}

    def keep_setting(self, name: str, value: object) -> None:
        """Remember a choice."""
        _shelf(self._data).set(name, value)

    def position_in(self, digest: str) -> int:
        """Code point the reader had reached; 0 too where the shelf cannot be read."""
        try:
            return _shelf(self._data).position(digest)
        except ShelfError:
            return 0

    def keep_position(self, digest: str, offset: int) -> None:
        """Remember how far the reader got."""
        _shelf(self._data).save_position(digest, offset)


@cache
def _shelf(folder: Path) -> Shelf:
    """The one shelf in `folder`; it may be used from any thread."""
    from tui.library.shelf import Shelf

    return Shelf.open(folder)
