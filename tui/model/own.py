"""What the reader keeps: notes, stars, tags by the digest of an article, and searches by their names."""

from __future__ import annotations

from typing import Literal

from tui.model.facet import FacetChoice
from tui.model.record import record
from tui.model.result import ListFilter, SortOrder
from tui.model.span import Span

AskedKind = Literal["text", "names"]
"""What was looked for: words of articles, or names."""
AskedIn = Literal["corpus", "list", "article"]
"""Where it was looked for."""


@record
class Subject:
    """The article something was put beside, as it was then: it says what a note is about when it is gone."""

    digest: str
    """Identity of the article (`Article.digest`)."""
    title: str = ""
    """Printed or inferred."""
    file: str = ""
    """Path inside the corpus."""
    corpus: str = ""
    """Where the corpus lay, as text: for people and for comparing, not for opening."""


@record
class Anchor:
    """The passage a note is about, in words: cleaned otherwise, the text may hold it at another place."""

    span: Span
    """Where it stood in `Article.text` when the note was made."""
    quote: str
    """The passage itself."""
    before: str = ""
    """A little of the text before it, to tell it from an equal passage."""
    after: str = ""


@record
class Note:
    """A note of the reader's."""

    id: str
    """Eight hexadecimal digits; never given twice."""
    about: Subject
    text: str
    """NFC, lines end in `\\n`, no blank at its ends, never empty."""
    created: str
    """ISO 8601, UTC, to the second, as the clock said."""
    changed: str
    """When its text was last changed, or the note deleted or restored; never before `created`."""
    number: int
    """Notes are made in this order, whatever the clock says."""
    anchor: Anchor | None = None
    """None for a note about the whole article."""
    deleted: bool = False
    """Kept, so that it can be restored."""


@record
class Marks:
    """What the reader marked an article with."""

    about: Subject
    star: bool = False
    read: bool = False
    tags: tuple[str, ...] = ()
    """By name."""
    marked: str = ""
    """When star or tags were last changed: ISO 8601, UTC; empty where there never were any."""


@record
class SavedSearch:
    """A search the reader keeps under a name; it is a list of what it finds at any time."""

    name: str
    """NFC, one line; no other search has it, capitals aside."""
    query: str
    """As it was typed: NFC, one line, never empty."""
    scope: AskedIn = "corpus"
    """`list`: the filter of a list, which `words` and `chosen` hold; `query` is that filter for people."""
    order: SortOrder = "newest"
    """Of the list."""
    created: str = ""
    """ISO 8601, UTC, to the second, as the clock said."""
    changed: str = ""
    """When it was last saved under this name."""
    words: str = ""
    chosen: tuple[FacetChoice, ...] = ()

    @property
    def filter(self) -> ListFilter | None:
        """The filter of the list it is; None for words to be searched for."""
        return ListFilter(text=self.words, chosen=self.chosen) if self.scope == "list" else None


@record
class ListedSearch:
    """A saved search as a list of searches shows it."""

    search: SavedSearch
    count: int | None = None
    """Articles it finds now; None while they are not counted."""
    fresh: int = 0
    """Of these, those that came since it was last opened."""


@record
class SeenSearch:
    """How far the reader has seen what a saved search finds in one corpus; by the name of its library."""

    library: str
    """Which library; another one, or one built anew, numbers its articles otherwise."""
    count: int
    """Articles found when it was last opened."""
    last: int
    """The greatest id of an article of the library then."""


@record
class AskedQuery:
    """A query of the past."""

    query: str
    kind: AskedKind
    scope: AskedIn
    asked: str
    """ISO 8601, UTC, to the second."""
