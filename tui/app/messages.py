"""What workers answer, and what any screen may ask of the app.

Every answer carries what was asked, so that a late one can be told from the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.message import Message

from tui.model.record import record

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from tui.app.clipboard import Sent
    from tui.app.concordances import Concordance
    from tui.app.prefetch import First
    from tui.app.session import View
    from tui.corpus.peeking import Peek
    from tui.model.article import Dropped
    from tui.model.correction import Correction
    from tui.model.facet import Facets, NamedValue
    from tui.model.fact import Kind
    from tui.model.own import AskedQuery, ListedSearch
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
        SortOrder,
        StoredArticle,
        TextResult,
        TextSearch,
    )
    from tui.model.span import Span
    from tui.present.highlight import Mark
    from tui.present.page import Page
    from tui.present.search import Scope
    from tui.search.concordance import KwicLine, Order


@record(frozen=False)
class OpenArticle(Message):
    """Open an article, on the main screen, as a new place of the history."""

    article: int
    span: Span | None = None
    """Passage of the clean text to show and mark."""
    result: TextResult | None = None
    """The answer it was found in: `n` and `N` then walk its hits."""
    search: TextSearch | None = None
    """The search that was answered: the walk goes on to the articles that were not read yet."""
    dropped: str = ""
    """Show the page as it came, at these words in what cleaning left out."""


@record(frozen=False)
class OpenEntity(Message):
    """Open the page of a name, as a new place of the history."""

    key: str


@record(frozen=False)
class ListNamed(Message):
    """Show the articles that name somebody or something in the list, as a new place of the history."""

    key: str
    name: str
    kind: Kind


@record(frozen=False)
class OpenView(Message):
    """Show a view on a screen of its own, as a new place of the history."""

    view: View


@record(frozen=False)
class OpenConcordance(Message):
    """Show every hit of a search in its context, as a new place of the history."""

    search: TextSearch


@record(frozen=False)
class ConcordanceRead(Message):
    """More lines of a concordance, or its end."""

    concordance: Concordance
    lines: tuple[KwicLine, ...]
    articles: int
    total_articles: int
    ended: bool = False
    problem: str = ""
    """Why it ended before its time."""


@record(frozen=False)
class ConcordanceSorted(Message):
    """The lines of a concordance in another order."""

    concordance: Concordance
    order: Order
    lines: tuple[KwicLine, ...]


@record(frozen=False)
class OpenCorpus(Message):
    """Read another corpus."""

    path: str
    """A folder or a file."""


@record(frozen=False)
class Say(Message):
    """Tell the reader something in the status line."""

    text: str
    """Untrusted; one line of it is shown."""
    role: str = "ok"
    """`ok`, `dim`, `warning` or `error`."""


@record(frozen=False)
class FirstRead(Message):
    """What was read ahead, when it came after the first paint."""

    first: First | None
    """None where reading failed."""


@record(frozen=False)
class Counted(Message):
    """How many articles a list has, and where one of them stands in it."""

    order: SortOrder
    where: ListFilter
    count: int
    state: LibraryState
    article: int | None
    position: int | None
    """Index of `article` in this order; None when the filter hides it."""
    first: tuple[ArticleHead, ...]
    """The rows of the block that holds `position`, else of the first one."""
    start: int
    """Index of the first of them."""
    unread: int = 0
    """Articles not read yet, whatever the filter."""
    folded: int = 0
    """Copies that are folded under better ones."""
    settled: int | None = None
    """As in `Marks.settled`, before anything was read."""


@record(frozen=False)
class UnreadCounted(Message):
    """How many articles are not read yet, counted after a mark was written."""

    unread: int
    settled: int
    """As in `Marks.settled`, before they were counted."""


@record(frozen=False)
class HeadsRead(Message):
    """Rows `[start, …)` of a list."""

    order: SortOrder
    where: ListFilter
    start: int
    heads: tuple[ArticleHead, ...]
    edition: int
    settled: int | None = None
    """As in `Marks.settled`, before they were read."""


@record(frozen=False)
class FacetsRead(Message):
    """What the articles of a list have in common; None where the question was given up."""

    where: ListFilter
    facets: Facets | None


@record(frozen=False)
class ValuesRead(Message):
    """What the words of a filter may name; it follows `FacetsRead`."""

    where: ListFilter
    values: tuple[NamedValue, ...]


@record(frozen=False)
class SearchesRead(Message):
    """Saved searches, and what was asked before; a second time, with what each finds now."""

    saved: tuple[ListedSearch, ...]
    asked: tuple[AskedQuery, ...]


@record(frozen=False)
class SearchSaved(Message):
    """A search was kept under a name; empty where that was refused, for `problem`."""

    name: str
    problem: str = ""
    """For people; untrusted."""


@record(frozen=False)
class ArticleRead(Message):
    """One article; None when the library no longer has it."""

    article: int
    stored: StoredArticle | None
    position: int = 0
    """Code point the reader had reached in it."""


@record(frozen=False)
class RelatedRead(Message):
    """The articles related to one."""

    article: int
    related: tuple[Related, ...]


@record(frozen=False)
class TextFound(Message):
    """Answer to a text search."""

    search: TextSearch
    result: TextResult
    scope: Scope = "corpus"
    """Where it was asked to look."""
    more: bool = False
    """True when only the first articles were read; the whole answer follows."""


@record(frozen=False)
class MoreHits(Message):
    """Articles of a text search further down."""

    search: TextSearch
    start: int
    """The number of the first of them."""
    result: TextResult


@record(frozen=False)
class Completed(Message):
    """What a query may go on with."""

    text: str
    caret: int
    completion: Completion


@record(frozen=False)
class NamesFound(Message):
    """Answer to a names search."""

    query: str
    result: NamesResult


@record(frozen=False)
class EntityRead(Message):
    """The page of a name; None when the library does not know it."""

    key: str
    page: EntityPage | None


@record(frozen=False)
class Corrected(Message):
    """A correction was made, undone or redone; the library does not follow it yet."""

    done: Literal["made", "undone", "redone"]
    correction: Correction | None
    """None where there was nothing to take back."""
    row: str = ""
    """The row of the facts that was rejected."""


@record(frozen=False)
class CountsFollow(Message):
    """How far the library follows the corrections."""

    left: int
    """Articles that are still to be corrected."""
    held: bool = False
    """An indexer keeps the library: it is to be tried again."""


@record(frozen=False)
class Considered(Message):
    """What a correction would be about."""

    correction: Correction


@record(frozen=False)
class CorrectionsRead(Message):
    """All corrections, in the order they were made."""

    corrections: tuple[Correction, ...]


@record(frozen=False)
class CopiesRead(Message):
    """The copies of an article."""

    article: int
    likeness: int
    cluster: CopyCluster | None


@record(frozen=False)
class RefusedRead(Message):
    """The files that could not be read."""

    files: tuple[RejectedFile, ...]


@record(frozen=False)
class EncodingChosen(Message):
    """The reader has said which encoding a refused file, or all of its folder, is in; it is remembered."""

    file: str
    title: str
    """What people call the encoding."""
    folder: bool


@record(frozen=False)
class Exported(Message):
    """A file has been written for the reader."""

    path: str


@record(frozen=False)
class Copied(Message):
    """A text has gone to a clipboard or a file, or could not."""

    asker: MessagePump
    text: str
    sent: Sent | None = None
    """None where there was nothing to copy, or no way for it."""
    problem: str = ""


@record(frozen=False)
class PeekRead(Message):
    """The beginning of a file that could not be read."""

    peek: Peek


@record(frozen=False)
class OriginalRead(Message):
    """The page as it came: the whole raw text, or why only the dropped pieces are at hand."""

    article: int
    text: str | None
    """None when the file is gone or not what was indexed."""
    dropped: tuple[Dropped, ...]
    problem: str = ""
    """`gone` or `changed`; empty when `text` is there."""


@record(frozen=False)
class Failed(Message):
    """A question the library could not answer."""

    question: str
    """What was asked: `heads`, `article`, …"""
    reason: str
    """For people; untrusted."""


@record(frozen=False)
class IndexProgress(Message):
    """How far indexing is."""

    stage: str
    done: int
    total: int
    rejected: int
    again: int = 0
    """Of `total`, articles that had facts: found by other rules, or with another lexicon."""
    left: int | None = None
    """Seconds this stage will still take, about; None while it is too early to say."""
    read: int = 0
    """Bytes of files, while they are read."""
    size: int = 0
    """Bytes that are to be read; 0 where they are not counted."""


@record(frozen=False)
class IndexEnded(Message):
    """Indexing has ended."""

    status: int
    """Exit status; 0 is done."""
    problem: str = ""
    """Its last line of talk when it failed; untrusted."""
    changed: int = 0
    """Articles added, changed or removed."""
    rejected: int = 0
    again: int = 0
    """Articles whose facts were found anew."""
    asked: bool = False
    """True when the reader stopped it."""


@record(frozen=False)
class UnreadFound(Message):
    """The nearest unread article in a direction; None when there is none."""

    article: int | None
    position: int


@record(frozen=False)
class HitsFound(Message):
    """The places of some words in one article."""

    article: int
    query: str
    spans: tuple[Span, ...]
    as_typed: bool = True
    """False where tones were typed and no place has them: these are the places without tones."""


@record(frozen=False)
class LaidOut(Message):
    """A long article laid out whole."""

    article: int
    page: Page
    marks: tuple[Mark, ...]
    original: bool = False
    """The page as it came, not the clean text."""


@record(frozen=False)
class PromptTyped(Message):
    """The words in the prompt are others now."""

    purpose: str
    text: str


@record(frozen=False)
class PromptClosed(Message):
    """The reader is done with the prompt: Enter keeps the words, Esc gives them up."""

    purpose: str
    text: str
    kept: bool


@record(frozen=False)
class LibrariesRead(Message):
    """Corpora that have a library, last indexed first."""

    known: tuple[KnownCorpus, ...]
