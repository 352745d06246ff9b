"""The work on one document: read and clean a file, extract an article. Runs in this process or in a worker.

What crosses between processes is bytes and plain tuples. A document that fails, or takes too long, ends as a
`Rejected` of its own and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.corpus.cleaning import clean
from tui.corpus.options import Options
from tui.corpus.reader import CorpusFile, is_plain, stream
from tui.facts.extract import extract
from tui.ingest.stage import Loss
from tui.ingest.watch import Watch
from tui.lexicon.lexicon import Lexicon
from tui.library.in_force import unpack_all
from tui.library.packing import unpack_article
from tui.library.sources import Found
from tui.library.storing import PreparedFacts, PreparedText, prepare_facts, prepare_text
from tui.model.article import RawArticle, Rejected
from tui.model.fact import Extraction

PART_ARTICLES = 64
PART_BYTES = 256 * 1024
"""Of a file of many articles, what is answered at a time."""

HARMLESS_BYTES = 4 * 1024 * 1024
"""Of a plain text that is read in this process, where there are few files."""
MOST_REFUSALS = 1_000
"""Of one file, what is told one by one; of an archive of a million pictures of pages the rest in one line."""
ROW_BYTES = 1_000
"""What storing an article costs beside its text, in bytes of text."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one file held, or the next part of it."""

    articles: tuple[PreparedText, ...]
    rejected: tuple[Rejected, ...]
    first: bool = True
    last: bool = True
    size: int = 0
    """About how many bytes it takes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What came of one article."""

    file: str
    facts: PreparedFacts | None
    """Those of its text alone where the extractor failed; None where even these could not be had."""
    refusal: Rejected | None = None

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return ROW_BYTES + (2 * len(self.facts.packed) if self.facts else 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads files as the reader wants them read. Crosses between processes."""

    options: Options

    def __call__(self, found: Found, lexicon: Lexicon, watch: Watch) -> Iterator[Read]:
        """Read and clean one file, in parts."""
        file = CorpusFile(found.file, found.path, found.size, found.mtime_ns, found.ctime_ns)
        watch.open(found.file, found.size)
        items = stream(file, self.options, guard=watch.guarded, on_read=watch.note_read)
        part = _Part()
        first, refused = True, 0
        while True:
            item = watch.guarded(found.file, lambda: next(items, None))
            if item is None:
                break
            answer = item if isinstance(item, Rejected) else _cleaned(item, lexicon, watch)
            if isinstance(answer, Rejected):
                refused += 1
                if refused > MOST_REFUSALS:
                    continue
            part.add(answer)
            if part.full:
                yield part.answer(first=first, last=False)
                part, first = _Part(), False
        if refused > MOST_REFUSALS:
            part.add(Rejected(found.file, "more-refused", f"{refused - MOST_REFUSALS}"))
        yield part.answer(first=first, last=True)


class _Part:
    """Articles and refusals of a file until they make an answer."""

    def __init__(self) -> None:
        self._articles: list[PreparedText] = []
        self._rejected: list[Rejected] = []
        self._size = 0

    def add(self, one: PreparedText | Rejected) -> None:
        """One more."""
        if isinstance(one, Rejected):
            self._rejected.append(one)
            self._size += ROW_BYTES
        else:
            self._articles.append(one)
            self._size += one.size + ROW_BYTES

    @property
    def full(self) -> bool:
        """True when it is time to answer."""
        return len(self._articles) >= PART_ARTICLES or self._size >= PART_BYTES

    def answer(self, *, first: bool, last: bool) -> Read:
        """All of it."""
        return Read(tuple(self._articles), tuple(self._rejected), first, last, self._size)


def _cleaned(raw: RawArticle, lexicon: Lexicon, watch: Watch) -> PreparedText | Rejected:
    return watch.guarded(raw.file, lambda: prepare_text(clean(raw, lexicon)))


@dataclass(frozen=True, slots=True)
class Extracting:
    """Extracts articles, and corrects what comes of it as the reader did. Crosses between processes."""

    corrections: bytes = b""
    """As `library.in_force.pack_all` packs them."""

    def __call__(self, item: tuple[int, bytes], lexicon: Lexicon, watch: Watch) -> Iterator[Facts]:
        """The facts of one (id, packed article)."""
        article = unpack_article(item[1])
        corrections = unpack_all(self.corrections)

        def prepared() -> PreparedFacts:
            return prepare_facts(article, extract(article, lexicon), corrections)

        facts = watch.guarded(article.file, prepared)
        refusal = None
        if isinstance(facts, Rejected):
            refusal, facts = facts, watch.guarded(article.file, lambda: prepare_facts(article, Extraction()))
        yield Facts(article.file, None if isinstance(facts, Rejected) else facts, refusal)


extract_facts = Extracting()
"""Extracts articles, and leaves what comes of it as it is."""


def is_harmless(found: Found) -> bool:
    """True for a file that may be read without the bounds of a worker: plain text, and not much of it."""
    file = CorpusFile(found.file, found.path, found.size, found.mtime_ns, found.ctime_ns)
    return found.size <= HARMLESS_BYTES and is_plain(file)


def lost_file(found: Found, loss: Loss) -> Read:
    """The answer for a file that ended its worker; what came of it before stays."""
    return Read((), (Rejected(found.file, loss.reason, loss.detail),), first=False)


def lost_article(item: tuple[int, bytes], loss: Loss) -> Facts:
    """The answer for an article that ended its worker."""
    file = unpack_article(item[1]).file
    return Facts(file, None, Rejected(file, loss.reason, loss.detail))
