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
from types import FrameType
from typing import TypeVar

from tui.corpus.cleaning import clean
from tui.corpus.reader import CorpusFile, read
from tui.errors import DocbaoError
from tui.facts.extract import extract
from tui.lexicon.lexicon import Lexicon
from tui.library.articles import pack_article, pack_facts, unpack_article
from tui.library.sources import Found
from tui.model.article import Rejected

SECONDS_PER_DOCUMENT = 20.0
"""A document that takes longer is set aside; an article takes milliseconds. Time of the processor: a machine
that is busy with something else makes no document slow."""

T = TypeVar("T")


class _TooSlowError(Exception):
    """A document used up its time."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one file held."""

    articles: tuple[bytes, ...]
    """Packed by `library.articles.pack_article`."""
    rejected: tuple[Rejected, ...]


def read_file(found: Found, lexicon: Lexicon) -> Read:
    """Read and clean one file."""

    def attempt() -> Read:
        raw, rejected = read(CorpusFile(found.file, found.path, found.size, found.mtime_ns, found.ctime_ns))
        return Read(tuple(pack_article(clean(article, lexicon)) for article in raw), tuple(rejected))

    answer = guarded(found.file, attempt)
    return Read((), (answer,)) if isinstance(answer, Rejected) else answer


def extract_facts(item: tuple[int, bytes], lexicon: Lexicon) -> bytes | Rejected:
    """The facts of one (id, packed article), packed."""
    article = unpack_article(item[1])
    return guarded(article.file, lambda: pack_facts(extract(article, lexicon)))


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

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
