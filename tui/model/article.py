"""One article: what a loader read, and what cleaning made of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tui.model.record import record
from tui.model.span import Span

ParagraphKind = Literal["title", "lead", "body", "caption", "meta"]
"""`meta` is what the page says about the article: stamp, byline, source line."""

DropKind = Literal["duplicate", "teaser", "share", "counter", "navigation", "label", "artefact"]
"""Why a piece of the page is not part of the article."""


@record
class Fields:
    """What the format of a file says of an article beside its text: meta tags of a page, columns of a table.

    None where it says nothing; never guessed.
    """

    title: str | None = None
    lead: str | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    published: str | None = None
    """ISO 8601 day, month or year."""
    section: str | None = None

    def named(self) -> tuple[str, ...]:
        """Names of the fields that say something, in order."""
        return tuple(name for name in FIELDS if getattr(self, name))


FIELDS = ("title", "lead", "byline", "outlet", "agency", "url", "published", "section")
"""Names of `Fields`."""


@record
class RawArticle:
    """One article as a loader found it, decoded but not cleaned."""

    file: str
    """Path inside the corpus with `/`; `path#2` for the second article of one file."""
    text: str
    """Decoded text, NFC, line ends as `\\n`; nothing removed."""
    loader: str
    encoding: str
    digest: str
    """blake2b-128 of the bytes it came from, in hex: the identity of the article's source.

    Of several articles in one file each has its own, of its own bytes.
    """
    fields: Fields = Fields()
    """A title and a lead given here stand at the head of `text` too, each on lines of its own."""
    confidence: float = 1.0
    """How sure the encoding is, 0 to 1."""
    around: tuple[tuple[int, str], ...] = ()
    """What the page shows beside its article, menus, teasers, imprint: (offset in `text` before which it
    stands, words), in order. Only the original view shows it."""

    @property
    def whole(self) -> str:
        """All that the source shows, in its order."""
        return self.page(())[0]

    def page(self, dropped: tuple[Dropped, ...]) -> tuple[str, tuple[Dropped, ...]]:
        """All that the source shows, and what of it is no article: `dropped`, and what stands around it."""
        parts: list[str] = []
        out: list[Dropped] = []
        moved: list[tuple[int, int]] = []
        done = length = 0
        for at, words in self.around:
            parts.append(self.text[done:at])
            length += at - done
            done = at
            before, after = ("", "\n\n") if at < len(self.text) else ("\n\n", "")
            parts.append(before + words + after)
            out.append(Dropped("navigation", words, length + len(before)))
            length += len(before) + len(words) + len(after)
            moved.append((at, length - done))
        parts.append(self.text[done:])
        for piece in dropped:
            out += _moved(piece, moved)
        return "".join(parts), tuple(out)


@record
class Rejected:
    """A file that could not be read as an article."""

    file: str
    """Path inside the corpus, not yet made safe for a screen."""
    reason: str
    """A key of `corpus.reader.REASONS`, such as `not-text` or `unreadable`."""
    detail: str = ""


@record
class Dropped:
    """A piece of the source that is not article text; the original view shows it."""

    kind: DropKind
    text: str
    start: int
    """Offset in the raw text, code points."""


def _moved(piece: Dropped, moved: list[tuple[int, int]]) -> list[Dropped]:
    """`piece` in a text into which something was put: (where, how far what follows has moved since)."""
    found: list[Dropped] = []
    start, stop, shift = piece.start, piece.start + len(piece.text), 0
    for at, by in moved:
        if start < at < stop:
            found.append(
                Dropped(piece.kind, piece.text[start - piece.start : at - piece.start], start + shift)
            )
            start = at
        if at <= start:
            shift = by
    found.append(Dropped(piece.kind, piece.text[start - piece.start :], start + shift))
    return found


class Paragraph(NamedTuple):
    """One paragraph of the clean text."""

    span: Span
    kind: ParagraphKind


class Piece(NamedTuple):
    """A run of clean text that stands unchanged in the raw text."""

    start: int
    """Offset in `Article.text`."""
    source: int
    """Offset of the same run in `RawArticle.text`."""
    length: int


@record
class Published:
    """The publication date the page or its format states; never inferred from an event."""

    value: str
    """ISO 8601 day, month or year: `2024-05-29`, `2023-11`."""
    evidence: Span
    """Where the text says so; empty where only the format of the file does (`given`)."""
    given: bool = False
    """True when the format says it: a meta tag, a column."""


@record
class Article:
    """A cleaned article. `text` is final: every offset anywhere means this text."""

    file: str
    text: str
    """Clean text, NFC; paragraphs are separated by one `\\n`."""
    paragraphs: tuple[Paragraph, ...]
    """In order; their spans never overlap and never hold a `\\n`."""
    digest: str
    """Identity of the source bytes (see `RawArticle.digest`)."""
    loader: str
    encoding: str
    title: str | None = None
    """The headline as printed, or None where the page has none."""
    title_inferred: str | None = None
    """What to show instead of a missing title: its first sentence, cut."""
    published: Published | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    section: str | None = None
    """Where the outlet filed it: `Thời sự`."""
    given: tuple[str, ...] = ()
    """Names of the fields above that the format of the file gave, not its text."""
    pieces: tuple[Piece, ...] = ()
    """Maps clean offsets to raw ones; sorted by `start`."""
    dropped: tuple[Dropped, ...] = ()

    def paragraph_at(self, offset: int) -> int | None:
        """Index of the paragraph that holds code point `offset`, or None between paragraphs."""
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.span.start <= offset < paragraph.span.stop:
                return index
        return None

    def spans_of(self, *kinds: ParagraphKind) -> tuple[Span, ...]:
        """Spans of the paragraphs of these kinds, in order."""
        return tuple(p.span for p in self.paragraphs if p.kind in kinds)

    def source_offset(self, offset: int) -> int | None:
        """Raw-text offset of clean offset `offset`, or None where cleaning put the character."""
        for piece in self.pieces:
            if piece.start <= offset < piece.start + piece.length:
                return piece.source + (offset - piece.start)
        return None
