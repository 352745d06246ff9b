"""From a corpus to a library: only what is new or changed, safe to stop or kill at any moment.

First every article becomes readable and searchable by its words, then facts are added, newest articles first.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from tui.corpus.options import Options
from tui.corpus.reader import EVERYTHING_SAID, scan_lists
from tui.errors import CorpusError
from tui.facts.version import RULES_VERSION
from tui.i18n import gettext as _
from tui.i18n import ngettext, reason_of
from tui.lexicon.lexicon import Lexicon, LexiconFiles
from tui.library import connection as connections
from tui.library import correcting, in_force, lock, scanned, sources
from tui.library.library import Library
from tui.library.opening import open_or_rebuild
from tui.library.sources import Change, Found
from tui.library.textwriter import TextWriter
from tui.model.article import Rejected
from tui.model.correction import Correction
from tui.model.result import RejectedFile
from tui.present.kinds import number

if TYPE_CHECKING:
    from tui.ingest import stage, watch, work, workers

READING_VERSION = 2
"""Raise it when a loader or the cleaning changes: what was read with an older one is then read again."""

BATCH = 25
"""Documents given out at a time."""
FIRST_BATCH = 5
"""The first batches are small, so that there is something to read at once."""
GATHER_SECONDS = 0.5
"""Answers are gathered for a transaction that long at most: what a kill can cost."""
TOLD_FILES = 2_000
"""Files seen between two words about it."""

T = TypeVar("T")
R = TypeVar("R", bound="workers.Answer")

StageName = Literal["waiting", "scan", "read", "facts", "finish"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is."""

    stage: StageName
    done: int
    """Files seen, files read or articles extracted, by stage."""
    total: int
    """0 while unknown."""
    rejected: int
    """Refused so far, over the whole library."""
    again: int = 0
    """Of the articles extracted in this stage, those that had facts: found by other rules or words."""
    bytes_done: int = 0
    """While files are read: so much of what is to be read; one of them may hold all articles there are."""
    bytes_total: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What indexing did, counted in articles."""

    added: int
    changed: int
    removed: int
    unchanged: int
    rejected: tuple[RejectedFile, ...]
    """Everything of the corpus that could not be read, whenever it was tried."""
    complete: bool
    """False when it was asked to stop before its end."""
    again: int = 0
    """Articles whose facts were found anew, because rules or lexicon have changed."""
    partial: int = 0
    """Articles of the library so long that their facts come from their beginning alone."""


def _ignore(_news: object) -> None:
    """What is told to nobody."""


def run(
    corpus: Path,
    library_path: Path,
    lexicon: Lexicon | LexiconFiles,
    *,
    options: Options = EVERYTHING_SAID,
    corrections: Callable[[], Sequence[Correction]] | None = None,
    jobs: int | None = None,
    bounds: watch.Bounds | None = None,
    on_progress: Callable[[Progress], None] = _ignore,
    on_notice: Callable[[str], None] = _ignore,
    should_stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring the library in the file `library_path` up to what lies in `corpus`.

    One indexer at a time writes a library; a second one waits. `options` are the reader's decisions: where
    one has changed, the files it is about are read again. `corrections` are what the reader says against the
    machine, asked once nobody else can write; None leaves those the library follows. `jobs` is the number of
    processes, by default one a core; whatever it is, what is not plain text is read apart. `bounds` are those
    of one document, by default `watch.BOUNDS`. `should_stop` is asked between batches; what is stored by then
    stays. `on_notice` is told, in the reader's language, when an unusable library had to be built anew.

    Raises:
        CorpusError: there is nothing to read.
        UsageError: the lexicon has changed and cannot be used.
        LibraryError: the library cannot be written, or was made by a newer version.
    """

    def waiting() -> bool:
        on_progress(Progress("waiting", 0, 0, 0))
        return not should_stop()

    with lock.writer(library_path, waiting=waiting) as held:
        if not held:
            return Report(0, 0, 0, 0, (), complete=False)
        library = open_or_rebuild(library_path, on_notice)
        try:
            with connections.reported(library_path):
                told = (on_progress, on_notice)
                with TextWriter(library.connection, library_path, on_notice) as texts:
                    one = _Run(corpus, library, texts, lexicon, options, jobs or _cores(), told, should_stop)
                    one.bounds, one.corrections = bounds, corrections
                    with one.open:
                        return one.run()
        finally:
            library.close()


def version_key(lexicon: Lexicon | LexiconFiles) -> str:
    """Changes whenever articles would be read, cleaned or extracted differently."""
    return f"{READING_VERSION}.{RULES_VERSION}.{lexicon.digest}"


def stale_count(library: Library, lexicon: Lexicon | LexiconFiles) -> int:
    """Articles that the next run would extract again: other rules or another lexicon found their facts."""
    return sources.count_stale(library.connection, version_key(lexicon))


def partial_count(library: Library) -> int:
    """Articles so long that their facts come from their beginning alone."""
    return sources.count_partial(library.connection)


def _what_changed(before: Sequence[str], now: str) -> str:
    """Which of rules and lexicon differ from those that facts were found with, in the reader's language."""
    reading, rules = now.split(".", 2)[:2]
    parts = [key.split(".", 2) for key in before if key.count(".") >= 2]
    if any(part[:2] != [reading, rules] for part in parts):
        return _("The rules of extraction have changed")
    return _("The lexicon has changed")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Run:
    """One run over one corpus, with the library open and locked."""

    def __init__(
        self,
        corpus: Path,
        library: Library,
        texts: TextWriter,
        lexicon: Lexicon | LexiconFiles,
        options: Options,
        jobs: int,
        told: tuple[Callable[[Progress], None], Callable[[str], None]],
        should_stop: Callable[[], bool],
    ) -> None:
        self._corpus = corpus
        self._library = library
        self._texts = texts
        self._connection = library.connection
        self._lexicon = lexicon
        self._options = options
        self.open = ExitStack()
        """What the run holds until its end."""
        self.bounds: watch.Bounds | None = None
        """Of one document, where they are not the usual ones."""
        self.corrections: Callable[[], Sequence[Correction]] | None = None
        self._crew: workers.Crew | None = None
        self._open: set[str] = set()  # files that came in parts and have not ended
        self._jobs = jobs
        self._on_progress, self._on_notice = told
        self._should_stop = should_stop
        self._added = self._changed = self._removed = self._again = 0

    def run(self) -> Report:
        """All stages in order, until there is nothing to do or somebody asks to stop."""
        key = version_key(self._lexicon)
        if not sources.is_current_version(self._connection, key):
            self._lexicon = self._lexicon.load()
        self._version = sources.current_version(self._connection, key)
        self._scan()
        self._texts.take_in()
        sources.remember_corpus(self._connection, self._corpus.absolute())
        complete = self._correct() and self._forget_gone() and self._read()
        self._texts.commit()
        complete = complete and self._extract()
        complete = complete and self._finish()
        count = self._library.state().articles
        unchanged = count - self._added - self._changed
        return Report(
            self._added,
            self._changed,
            self._removed,
            unchanged,
            self._library.rejected(),
            complete,
            self._again,
            sources.count_partial(self._connection),
        )

    def _tell(self, stage: StageName, done: int, total: int, **more: int) -> None:
        (rejected,) = self._connection.execute("SELECT rejected FROM state").fetchone()
        self._on_progress(Progress(stage, done, total, rejected, **more))

    def _scan(self) -> None:
        decided = self._options != EVERYTHING_SAID
        seen = scanned.Scan(self._connection, self._version, self._options.key_of if decided else None)
        done = told = 0
        try:
            for listing in scan_lists(self._corpus):
                seen.add(listing.files, listing.paths)
                done += len(listing.files)
                if done - told >= TOLD_FILES:
                    told = done
                    self._tell("scan", done, 0)
        except OSError as error:
            raise CorpusError(
                _("{path}: cannot be read: {reason}").format(path=self._corpus, reason=reason_of(error)),
                hint=_("check the path and its permissions"),
            ) from error
        if done > told:
            self._tell("scan", done, 0)
        if not done:
            raise CorpusError(
                _("{path}: no article files in this folder").format(path=self._corpus),
                hint=_("a corpus is a folder or file of articles: text, HTML, JSON, CSV, PDF, ZIP …"),
            )
        seen.end()

    def _correct(self) -> bool:
        """Let the library follow the reader's corrections; what is stored from now on does."""
        if self.corrections is None:
            return True
        return self._go_through(
            sources.committed(self._connection, correcting.catch_up(self._connection, self.corrections()))
        )

    def _forget_gone(self) -> bool:
        for batch in scanned.gone(self._connection, batch=BATCH):
            if self._should_stop():
                return False
            with sources.transaction(self._connection):
                for file in batch:
                    self._count(sources.remove_source(self._connection, file))
            self._texts.take_in()
        return True

    def _read(self) -> bool:
        total, size = scanned.count_unread(self._connection)
        if not total:
            return True
        from tui.ingest import work  # not while there is nothing to do

        done = ended_size = reached = 0
        unread = scanned.unread(self._connection, sizes=batch_sizes())
        answers = self._work_on(
            unread, work.Reading(self._options), work.lost_file, total, here=work.is_harmless
        )
        for batch, ended in answers:
            if batch:
                with sources.transaction(self._connection):
                    for found, read in batch:
                        self._count(self._store_read(found, read))
                self._texts.take_in()
            done += ended
            ended_size += sum(found.size for found, read in batch if read.last)
            reached = max(reached, min(size, ended_size + self._workers().read))
            self._tell("read", done, total, bytes_done=reached, bytes_total=size)
            if self._should_stop():
                return False
        return True

    def _work_on(
        self,
        batches: Iterable[Sequence[T]],
        function: workers.Work[T, R],
        lost: Callable[[T, stage.Loss], R],
        total: int,
        *,
        here: Callable[[T], bool],
    ) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """As `stage.Stage.run`, gathered: so many documents in this process and one other, or in as many as
        pay."""
        from tui.ingest import stage, workers

        crew, much = self._workers(), self._jobs > 1 and total >= workers.WORTH_A_POOL
        answers = stage.Stage(
            crew, batches, function, lost, workers=self._jobs if much else 1, here=None if much else here
        ).run()
        yield from _gathered(answers, workers.MESSAGE_BYTES)

    def _workers(self) -> workers.Crew:
        if self._crew is None:
            from tui.ingest import watch, workers

            crew = workers.Crew(self._lexicon.load(), self.bounds or watch.BOUNDS)
            self._crew = self.open.enter_context(crew)
        return self._crew

    def _store_read(self, found: Found, read: work.Read) -> Change:
        first = read.first or found.file not in self._open
        (self._open.discard if read.last else self._open.add)(found.file)

        def store() -> Change:
            with sources.savepoint(self._connection):
                return sources.store_source(
                    self._connection,
                    found,
                    self._version,
                    read.articles,
                    read.rejected,
                    first=first,
                    last=read.last,
                    on_text=self._texts.offer,
                )

        change = self._workers().watch.guarded(found.file, store)
        if isinstance(change, Rejected):
            rejected = (*read.rejected, change)
            return sources.store_source(
                self._connection, found, self._version, (), rejected, first=first, last=read.last
            )
        return change

    def _extract(self) -> bool:
        total = sources.count_without_facts(self._connection, self._version)
        if not total:
            return True
        from tui.ingest import work

        again = self._tell_again()
        done = 0
        pending = sources.without_facts(self._connection, self._version, sizes=batch_sizes())
        extracting = work.Extracting(in_force.pack_all(in_force.in_force(self._connection).all))
        answers = self._work_on(pending, extracting, work.lost_article, total, here=lambda _article: True)
        for batch, ended in answers:
            if batch:
                with sources.transaction(self._connection):
                    for (article_id, _packed), facts in batch:
                        self._store_facts(article_id, facts)
                if not self._go_through(sources.tend(self._connection)):
                    return False
            done += ended
            self._again = max(0, done - (total - again))  # those without any facts come first
            self._tell("facts", done, total, again=again)
            if self._should_stop():
                return False
        return True

    def _finish(self) -> bool:
        if not sources.needs_finish(self._connection):
            return True
        self._tell("finish", 0, 0)
        return self._go_through(sources.finish(self._connection))

    def _go_through(self, steps: Iterator[None]) -> bool:
        """False when somebody asked to stop between two steps."""
        return not any(self._should_stop() for _step in steps)

    def _tell_again(self) -> int:
        """Articles that have facts and need them anew; says so, and why, if there are any."""
        key = version_key(self._lexicon)
        again = sources.count_stale(self._connection, key)
        if again:
            changed = _what_changed(sources.keys_of_facts(self._connection), key)
            count = ngettext("%s article", "%s articles", again) % number(again)
            self._on_notice(_("{changed}: extracting {count} again").format(changed=changed, count=count))
        return again

    def _store_facts(self, article_id: int, answer: work.Facts) -> None:
        def store() -> None:
            if answer.facts is not None:
                with sources.savepoint(self._connection):
                    sources.store_facts(self._connection, article_id, answer.facts, self._version)

        refusal = self._workers().watch.guarded(answer.file, store) or answer.refusal
        if refusal is not None:
            sources.store_failure(self._connection, article_id, refusal, self._version)

    def _count(self, change: Change) -> None:
        self._added += change.added
        self._changed += change.changed
        self._removed += change.removed


def _gathered(
    answers: Iterator[tuple[list[tuple[T, R]], int]], most: int
) -> Iterator[tuple[list[tuple[T, R]], int]]:
    """Answers put together for one transaction each, of about `most` bytes; the first goes by itself.

    The names of a few articles stand on pages all over the library: the more of them a transaction holds, the
    fewer times each page is written.
    """
    gathered: list[tuple[T, R]] = []
    ended = size = 0
    since = -math.inf
    for some, count in answers:
        gathered += some
        ended += count
        size += sum(answer.size for _document, answer in some)
        if size >= most or time.monotonic() - since >= GATHER_SECONDS:
            yield gathered, ended
            gathered, ended, size = [], 0, 0
            since = time.monotonic()
    if gathered or ended:
        yield gathered, ended


def batch_sizes() -> Iterator[int]:
    """Documents of the first transaction, the second, …: small ones first, to have something to read."""
    yield from (FIRST_BATCH, FIRST_BATCH, 2 * FIRST_BATCH)
    while True:
        yield BATCH
