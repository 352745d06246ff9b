"""The work on one document: read and clean a file, extract an article. Runs in this process or in a worker.

What crosses between processes is bytes and plain tuples. A document that fails, or takes too long, ends as a
`Rejected` of its own and never stops the rest.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import TypeVar

from tui.corpus.cleaning import clean
from tui.corpus.options import Options
from tui.corpus.reader import CorpusFile, stream
from tui.errors import DocbaoError
from tui.facts.extract import extract
from tui.lexicon.lexicon import Lexicon
from tui.library.packing import unpack_article
from tui.library.sources import Found
from tui.library.storing import PreparedFacts, PreparedText, prepare_facts, prepare_text
from tui.model.article import RawArticle, Rejected
from tui.model.fact import Extraction

SECONDS_PER_DOCUMENT = 20.0
"""A document that takes longer is set aside; an article takes milliseconds. Time of the processor: a machine
that is busy with something else makes no document slow."""
PART_ARTICLES = 64
PART_BYTES = 256 * 1024
"""Of a file of many articles, what is answered at a time."""

ROW_BYTES = 1_000
"""What storing an article costs beside its text, in bytes of text."""

T = TypeVar("T")


class _TooSlowError(Exception):
    """A document used up its time."""


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

    def __call__(self, found: Found, lexicon: Lexicon) -> Iterator[Read]:
        """Read and clean one file, in parts."""
        file = CorpusFile(found.file, found.path, found.size, found.mtime_ns, found.ctime_ns)
        items = stream(file, self.options, guard=guarded)
        articles: list[PreparedText] = []
        rejected: list[Rejected] = []
        size, first = 0, True
        while True:
            item = guarded(found.file, lambda: next(items, None))
            if item is None:
                break
            if isinstance(item, Rejected):
                rejected.append(item)
                size += 100
                continue
            text = _cleaned(item, lexicon)
            if isinstance(text, Rejected):
                rejected.append(text)
            else:
                articles.append(text)
                size += text.size + ROW_BYTES
            if len(articles) >= PART_ARTICLES or size >= PART_BYTES:
                yield Read(tuple(articles), tuple(rejected), first, False, size)
                articles, rejected, size, first = [], [], 0, False
        yield Read(tuple(articles), tuple(rejected), first, True, size)


def _cleaned(raw: RawArticle, lexicon: Lexicon) -> PreparedText | Rejected:
    return guarded(raw.file, lambda: prepare_text(clean(raw, lexicon)))


def extract_facts(item: tuple[int, bytes], lexicon: Lexicon) -> Iterator[Facts]:
    """The facts of one (id, packed article)."""
    article = unpack_article(item[1])
    facts = guarded(article.file, lambda: prepare_facts(article, extract(article, lexicon)))
    refusal = None
    if isinstance(facts, Rejected):
        refusal, facts = facts, guarded(article.file, lambda: prepare_facts(article, Extraction()))
    yield Facts(article.file, None if isinstance(facts, Rejected) else facts, refusal)


def guarded(file: str, work: Callable[[], T]) -> T | Rejected:
    """What `work` on document `file` returns; a `Rejected` where it fails or takes too long.

    Refusals of the library are not the document's fault and go through.
    """
    try:
        with _limited(SECONDS_PER_DOCUMENT):
            return work()
    except _TooSlowError:
        return Rejected(file, "too-slow")
    except DocbaoError:
        raise
    except Exception as error:
        return Rejected(file, "crashed", type(error).__name__)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise `_TooSlowError` in here once `seconds` are over; only in the main thread, where alarms ring."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    _hear_alarms()
    left, _interval = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, left)  # of the work around this one, if it is bounded too


@cache
def _hear_alarms() -> None:
    """From now on; setting a handler anew for each document takes as long as a tenth of cleaning it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    signal.signal(signal.SIGPROF, stop)
