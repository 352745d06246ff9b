"""Answers of the library: what lists, searches and pages show, before anything is drawn."""

from __future__ import annotations

from typing import Literal

from tui.model.article import Article
from tui.model.facet import FacetChoice
from tui.model.fact import Confidence, DateOrigin, Extraction, Figure, Kind
from tui.model.query import Clause, QueryNote, Remark, Tones
from tui.model.record import record
from tui.model.span import Span

ReasonKind = Literal[
    "duplicate", "echo", "person", "organisation", "event", "place", "date", "topic", "terms"
]
Closeness = Literal["phrase", "near", "apart"]
"""How the words of a query stand in a text: one after the other, within a line or so, anywhere in it."""
LinkKind = Literal["copy", "office", "body", "organisation", "place", "person", "title", "rare"]
"""Why two articles that print one name mean one person. `body` is the organisation of the person's office,
`organisation` one that both articles name, `person` somebody else whom both name; `title` a rank or an office
without its body; `copy` the same text in two files; `rare` a name that hardly anybody else bears."""
SortOrder = Literal["newest", "oldest", "title", "outlet", "place"]


LIKENESS = 80
"""Percent of likeness from which articles are copies of one another unless the reader says otherwise."""
LEAST_LIKENESS = 60
"""The least the reader may say."""


@record
class ArticleHead:
    """One row of the article list."""

    id: int
    """Row of the library; valid only for the library's generation."""
    digest: str
    """Identity of the article; the reader's own marks are kept under it."""
    file: str
    title: str
    """What to show: the printed title, else the inferred one."""
    title_inferred: bool
    dated: str | None
    """ISO day, month or year; None while unknown."""
    date_inferred: bool
    outlet: str | None
    """Outlet, else agency."""
    place: str | None
    place_now: str | None
    """Province since 2025-07-01 where it differs from `place`."""
    people_count: int
    statement_count: int
    fact_count: int
    words: int
    facts_ready: bool
    """False until the extractor has seen the article."""
    read: bool
    """The reader's own mark, joined from the shelf."""
    date_origin: DateOrigin | None = None
    """Where `dated` stands, as in `Dated.origin`."""
    copies: int = 0
    """Articles of the cluster that it is the best copy of, itself included; 0 where it is not."""
    likeness: int = 0
    """Percent of likeness to the best copy, where that is another article; else 0."""
    star: bool = False
    """The reader's own, like `read`."""
    tags: tuple[str, ...] = ()
    """The reader's own, sorted."""
    note_count: int = 0
    """Notes of the reader's beside it."""


@record
class ListFilter:
    """What the article list is narrowed to; the empty filter lets everything through."""

    text: str = ""
    """Every word must stand in title, outlet, place or date, folded."""
    unread: bool = False
    entity: str = ""
    """Entity key: only articles that name it."""
    folded: bool = False
    """Of articles that are copies of one another only the best of those that pass."""
    likeness: int = LIKENESS
    """Percent from which articles count as copies of one another."""
    chosen: tuple[FacetChoice, ...] = ()
    """Values of facets that articles must have, or must not."""

    @property
    def narrows(self) -> bool:
        """True when it keeps articles out that are no copies."""
        return bool(self.text or self.unread or self.entity or self.chosen)


@record
class TextSearch:
    """A text search as it is put: the words, where to look, how tones and abbreviations are read."""

    query: str
    within: ListFilter = ListFilter()
    article: int | None = None
    """Only in this one."""
    tones: Tones = "auto"
    expand: bool = True
    """Abbreviations are read both ways."""


@record
class StoredArticle:
    """An article with everything the reading view and the sidebar need."""

    head: ArticleHead
    article: Article
    extraction: Extraction
    """As the reader has corrected it."""
    echoes: tuple[Echo, ...] = ()
    before: Extraction | None = None
    """With the facts that the reader has just rejected; None where there are none."""


@record
class Echo:
    """A passage that stands word for word, or nearly, in another article too."""

    span: Span
    """In this article's clean text."""
    other_id: int
    other_span: Span
    """In the other article's clean text."""
    parts: tuple[tuple[Span, Span], ...] = ()
    """What is the same word for word: each part here and there, in order of both texts; one part unless words
    were changed. Spans in the whole texts."""


@record
class PassagePlace:
    """Where a passage stands."""

    head: ArticleHead
    span: Span
    """In the article's clean text."""
    first: bool = False
    """Of the earliest day of all places that have one: the first in time, which need not be the source."""


@record
class RepeatedPassage:
    """A passage that stands in several articles of the corpus, as it stands in the first of them."""

    text: str
    places: tuple[PassagePlace, ...]
    """By date, those without one last; where there are very many, only the earliest."""
    article_count: int
    outlets: tuple[str, ...]
    """Of all its places that name one, each once, in the order of places."""
    last: str | None = None
    """Day of the latest place that has one, ISO 8601."""


@record
class RepeatedPassages:
    """The passages that stand in most articles of a corpus, and how many there are in all."""

    passages: tuple[RepeatedPassage, ...]
    total: int
    furniture: int
    """Passages left out because very many pages have them."""


@record
class Snippet:
    """A passage cut for one line; marks are relative to `text`."""

    text: str
    marks: tuple[Span, ...]


@record
class ArticleHits:
    """One article of a text search, with every place the query matches."""

    head: ArticleHead
    score: float
    spans: tuple[Span, ...]
    """All hits in the clean text, sorted."""
    snippet: Snippet
    exact: bool = True
    """False when the hit only matches once tones are dropped though the query has tones."""
    closeness: Closeness = "phrase"


@record
class Understood:
    """How a query was read, so that the screen can say so."""

    query: str
    """As typed, NFC."""
    terms: tuple[str, ...]
    """The words articles were ranked by; those of `clauses` are none."""
    folded: bool
    """True when tones were ignored."""
    corrections: tuple[tuple[str, str], ...] = ()
    """(typed, used) where the nearest spelling in the corpus was taken."""
    ignored: tuple[str, ...] = ()
    expanded: tuple[tuple[str, str], ...] = ()
    """(as typed, also looked for): abbreviations and their long forms, both ways."""
    prefix: bool = False
    """True when the last word was taken for the beginning of one."""
    closeness: Closeness = "phrase"
    """The closest any hit came: `apart` says that the words stand together nowhere."""
    without_index: bool = False
    """True when the text index could not be used and the texts were read one by one."""
    unsearched: int = 0
    """Articles that were not looked into: they wait for the indexer, or there was no time."""
    clauses: tuple[Clause, ...] = ()
    """What must hold beside the free words."""
    notes: tuple[QueryNote, ...] = ()
    """What became of what could not be read as it stands."""
    remarks: tuple[Remark, ...] = ()
    """How fields were looked up, where that is not plain."""


@record
class TextResult:
    """Answer to a text search."""

    understood: Understood
    articles: tuple[ArticleHits, ...]
    total_articles: int
    total_hits: int
    dropped_hits: int = 0
    """Hits in what cleaning left out (teasers, second captions)."""
    nearest: tuple[str, ...] = ()
    """Names near the query, when nothing was found."""
    dropped_in: int | None = None
    """The article with most of `dropped_hits`."""
    more_hits: bool = False
    """True when the hits of articles far down were not counted into `total_hits`."""


@record
class NameHit:
    """One name of a names search."""

    key: str
    name: str
    kind: Kind
    score: float
    """0 to 100."""
    office: str
    """What to show beside it: rank and latest role, level of a place; may be empty."""
    article_count: int
    mention_count: int


@record
class NamesResult:
    """Answer to a names search, best first."""

    query: str
    hits: tuple[NameHit, ...]
    total: int = 0
    """Names that fit, those beyond `hits` included."""
    method: str = ""
    """The input method whose keys the query was read as: `Telex`, `VNI`; empty when it was read as it is."""
    written: str = ""
    """What those keys write."""


@record
class Reason:
    """Why two articles belong together."""

    kind: ReasonKind
    text: str
    """The name, passage or terms they share, as printed."""
    weight: float
    """Share of the score, 0 to 1."""
    detail: str = ""
    """More than a line of it: the whole passage of an echo whose `text` names the one who said it."""


@record
class Related:
    """A related article; a name few have or a passage is the first reason, then the heaviest is."""

    head: ArticleHead
    score: float
    reasons: tuple[Reason, ...]


@record
class RoleHeld:
    """One office of a person over the whole corpus; spellings of one office are merged."""

    position: str
    organisation: str | None
    former: bool
    first: str | None
    """Date of the earliest article that cites it."""
    last: str | None
    sources: tuple[Citation, ...]


@record
class Citation:
    """Where something stands: an article and a span of its clean text."""

    article_id: int
    digest: str
    dated: str | None
    outlet: str | None
    title: str
    span: Span
    date_inferred: bool = False
    """True when the page does not state `dated`."""
    title_inferred: bool = False
    """True when the page has no title of its own."""


@record
class StatementHeld:
    """One statement of a speaker, with every article that carries it."""

    text: str
    verb: str | None
    citations: tuple[Citation, ...]


@record
class LinkReason:
    """A fact by which articles were found to mean one person."""

    kind: LinkKind
    text: str
    """The fact as printed; empty for `copy` and `rare`."""
    article_count: int
    """Articles it ties together."""
    first: Citation
    second: Citation
    """Two articles that share it, at their first mention of the name."""


@record
class FigureGiven:
    """A figure that somebody gave, with every article that prints it of them."""

    figure: Figure
    """As the first of the citations prints it."""
    citations: tuple[Citation, ...]


@record
class Namesake:
    """Another person of the same full name."""

    key: str
    name: str
    office: str
    """What tells them apart: office, place, or a number."""
    article_count: int


@record
class EntityPage:
    """All the corpus knows about one name."""

    key: str
    name: str
    kind: Kind
    titles: tuple[tuple[str, int], ...]
    """(rank or degree, number of articles that give it)."""
    forms: tuple[str, ...]
    roles: tuple[RoleHeld, ...]
    statements: tuple[StatementHeld, ...]
    articles: tuple[Citation, ...]
    """The newest of them, newest first; the span is the first mention."""
    article_count: int
    """All articles that name it."""
    mention_count: int | None
    """None while they are not counted."""
    beside: tuple[tuple[str, str, Kind, int], ...]
    """(key, name, kind, shared articles), most shared first."""
    confidence: Confidence = "high"
    links: tuple[LinkReason, ...] = ()
    """Why all these articles are of one person, what ties most first; nothing for one article."""
    namesakes: tuple[Namesake, ...] = ()
    """Other people of this full name, most written about first."""
    settled: bool = True
    """False while articles of this name wait to be told apart from those of namesakes."""
    months: tuple[tuple[str, int], ...] = ()
    """(`YYYY-MM`, articles) of each month that has any, in order."""
    figures: tuple[FigureGiven, ...] = ()
    """Figures inside its statements, the newest statement first."""
    whole: bool = True
    """False for what the newest articles say: the rest is still being read."""


@record
class Copy:
    """One of several articles that are copies of one another."""

    head: ArticleHead
    likeness: int
    """Percent of likeness to the best copy; 100 for that one."""
    exact: bool
    """True when its words are those of the best copy: headline, captions and dateline do not count."""


@record
class CopyCluster:
    """Articles that are copies of one."""

    copies: tuple[Copy, ...]
    """The best copy first, then the most alike; two at least."""
    fields: tuple[str, ...]
    """What the best copy says of itself: names of fields of `Article`."""


@record
class RejectedFile:
    """A file of the corpus that could not be read, as the list shows it."""

    file: str
    reason: str
    detail: str


@record
class LibraryState:
    """How far the library is."""

    articles: int
    with_facts: int
    rejected: int
    generation: int
    """Grows with every indexing run that changed something."""


@record
class KnownCorpus:
    """A corpus that has a library, as the list of corpora shows it."""

    path: str
    """Where it lies, as the file system spells it."""
    articles: int
    indexed: float
    """When it was last indexed, in seconds since 1970."""
