"""What the app asks of a library and of the reader's shelf: the narrow protocol between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui.app.store_corrections import CorrectionStore
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
)

if TYPE_CHECKING:
    from tui.corpus.peeking import Peek
    from tui.library.network_answers import Asked
    from tui.model.article import Dropped
    from tui.model.chronology import Chronology, Moment, Series, Step
    from tui.model.comparison import Comparison
    from tui.model.facet import Facets, NamedValue
    from tui.model.measure import BoardAsked, FigureSort, MeasureDetail, MeasureGroup, MeasureHead
    from tui.model.own import AskedIn, AskedKind, AskedQuery, ListedSearch, SavedSearch
    from tui.model.span import Span
    from tui.search.concordance import KwicBlock

SETTINGS = ("language", "theme", "measure", "widths", "recent", "copies")
"""Choices that outlive the program: language, theme, columns of text, widths of panes, corpora read, copies
folded and from which likeness."""


EVERYTHING = ListFilter()
T = TypeVar("T")


class Store(CorrectionStore, Protocol):
    """One corpus: its library, its shelf and its files. Used by one thread; any call may take a while."""

    def state(self) -> LibraryState:
        """How far the library is."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """One state of library and shelf for all that is asked within."""
        ...

    def count(self, where: ListFilter) -> int:
        """Number of articles the filter lets through."""
        ...

    def count_folded(self, where: ListFilter) -> int:
        """Number of copies that `where.folded` keeps out of the list."""
        ...

    def heads(self, order: SortOrder, where: ListFilter, start: int, stop: int) -> tuple[ArticleHead, ...]:
        """Rows `[start, stop)` of the list."""
        ...

    def position(self, article: int, order: SortOrder, where: ListFilter) -> int | None:
        """Index of `article` in the list; None when the filter hides it."""
        ...

    def facets(
        self, where: ListFilter, *, top: int, stopped: Callable[[], bool] = lambda: False
    ) -> Facets | None:
        """What the articles of a list have in common; None once `stopped` says that nobody waits."""
        ...

    def values_named(
        self, where: ListFilter, *, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[NamedValue, ...] | None:
        """What the words of a filter may name; None once `stopped` says that nobody waits."""
        ...

    def article(self, article: int, lately: Collection[str] = ()) -> StoredArticle | None:
        """Everything the reading view and the sidebar need; `lately` as in `Library.article`."""
        ...

    def related(self, article: int) -> tuple[Related, ...]:
        """Related articles, nearest first."""
        ...

    def copies(self, article: int, likeness: int) -> CopyCluster | None:
        """The copies of `article` from so many percent of likeness; None where it has none."""
        ...

    def find_text(self, search: TextSearch, limit: int, *, start: int = 0, quick: bool = False) -> TextResult:
        """At most `limit` articles that a search finds, from the one numbered `start`.

        `quick`: do not look at what cleaning left out, nor for nearest names.
        """
        ...

    def concordance(self, search: TextSearch) -> Iterator[KwicBlock]:
        """Every hit of a text search in its context, in blocks, newest articles first."""
        ...

    def complete(self, text: str, caret: int) -> Completion:
        """What a query may go on with at the caret."""
        ...

    def find_names(self, query: str, limit: int) -> NamesResult:
        """Names like `query`."""
        ...

    def ready_names(self, most: int) -> bool:
        """Make `find_names` ready, unless there are more than `most` names; True if it is."""
        ...

    def entity(self, key: str, *, whole: bool = True) -> EntityPage | None:
        """All the corpus knows about one name; not `whole`, at once what the newest articles say of it."""
        ...

    def repeated(
        self, count: int, *, progress: Callable[[float], None], stopped: Callable[[], bool]
    ) -> RepeatedPassages | None:
        """The first `count` passages that stand in several articles; None once nobody waits."""

    def compare(self, left: int, right: int, span: Span | None) -> Comparison | None:
        """Two articles with what they share; None where one is gone."""
        ...

    def chronology(
        self, series: Series, step: Step, where: ListFilter, *, stopped: Callable[[], bool]
    ) -> Chronology | None:
        """How many of a list stand at each step of time; None once nobody waits."""
        ...

    def moments(
        self, series: Series, when: str, where: ListFilter, *, stopped: Callable[[], bool]
    ) -> tuple[Moment, ...] | None:
        """What of a list stands at one step of time; None once nobody waits."""
        ...

    def network(
        self, where: ListFilter, question: Callable[[Asked], T], *, stopped: Callable[[], bool]
    ) -> T | None:
        """What `question` finds in the network of names of a list; None once nobody waits."""
        ...

    def heads_of(self, ids: tuple[int, ...]) -> tuple[ArticleHead, ...]:
        """The list's rows of these articles, in this order."""
        ...

    def measures(self, asked: BoardAsked) -> tuple[MeasureHead, ...]:
        """What the figures of some articles measure, those first that compare over most places."""
        ...

    def figures(self, measure: str, asked: BoardAsked, sort: FigureSort) -> tuple[MeasureGroup, ...]:
        """The figures of one measure; those that compare stand together."""
        ...

    def figure_detail(self, article: int, figure: int) -> MeasureDetail | None:
        """What an article says with one of its figures; None where it is gone."""
        ...

    def rejected(self) -> tuple[RejectedFile, ...]:
        """Files that could not be read."""
        ...

    def peek(self, file: str) -> Peek:
        """The beginning of a file of the corpus that could not be read.

        Raises:
            OSError: it is gone, or cannot be opened.
        """
        ...

    def choose_encoding(self, file: str, encoding: str, *, folder: bool) -> None:
        """Remember the encoding the reader chose for a file, or for all of its folder."""
        ...

    def libraries(self) -> tuple[KnownCorpus, ...]:
        """Every corpus that has a library and is there now, last indexed first."""
        ...

    def original(
        self, file: str, digest: str, dropped: tuple[Dropped, ...]
    ) -> tuple[str, tuple[Dropped, ...]]:
        """All that the file shows of an article now, and what of it was left out: `dropped`, and the rest.

        Raises:
            FileNotFoundError: the file is gone or can no longer be read.
            ValueError: the file is not what was indexed.
        """
        ...

    def mark_read(self, digest: str, *, read: bool) -> None:
        """Set the reader's own mark."""
        ...

    def notice(self) -> str:
        """What had to be mended in the reader's own store when it was opened; empty if nothing."""
        ...

    def searches(self) -> tuple[ListedSearch, ...]:
        """The reader's saved searches, by name; not counted."""
        ...

    def count_search(self, search: SavedSearch) -> ListedSearch:
        """What a saved search finds now."""
        ...

    def save_search(self, search: SavedSearch) -> SavedSearch:
        """Keep a search under its name, as seen until now; as it was kept.

        Raises:
            UsageError: the name or the query is none.
        """
        ...

    def rename_search(self, name: str, new: str) -> SavedSearch:
        """Give a saved search another name; as it is then.

        Raises:
            UsageError: the name is none, or another search has it.
        """
        ...

    def see_search(self, search: SavedSearch) -> None:
        """Note that a saved search was opened."""
        ...

    def forget_search(self, name: str) -> None:
        """Let go of a saved search."""
        ...

    def asked(self) -> tuple[AskedQuery, ...]:
        """The last queries, newest first."""
        ...

    def note_asked(self, query: str, kind: AskedKind, scope: AskedIn) -> None:
        """Put a query in front of the history."""
        ...

    def settings(self) -> dict[str, object]:
        """What the reader chose inside, by the names of `SETTINGS`; what was never chosen is missing."""
        ...

    def keep_setting(self, name: str, value: object) -> None:
        """Remember a choice: anything JSON can say."""
        ...

    def position_in(self, digest: str) -> int:
        """Code point the reader had reached in this article; 0 at its start."""
        ...

    def keep_position(self, digest: str, offset: int) -> None:
        """Remember how far the reader got in this article."""
        ...
