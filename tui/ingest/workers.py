"""Where documents are worked on: here, or in processes of their own once there are enough of them.

A worker answers in small messages while it works, also in the middle of one document: a file of a million
articles is never in memory, and a worker whose answers nobody has taken yet waits.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.context import SpawnContext
from typing import Any, Generic, Protocol, TypeVar

from tui.lexicon.lexicon import Lexicon

WORTH_A_POOL = 300
"""Documents from which on processes pay: starting one and loading the lexicon costs about as much time as
this many articles."""
BATCHES_AHEAD = 2
"""Batches a worker is given at a time, so that it never waits for the writer."""
ANSWERS_AHEAD = 4
"""Messages that wait in a worker while the writer is busy."""
MESSAGE_BYTES = 512 * 1024
"""About as much a message holds, and a transaction of the writer."""
WORKER_BYTES = 1 << 30
"""Address space of a worker: what asks for more fails in there, and does not take the machine's memory."""

T = TypeVar("T")


class Answer(Protocol):
    """What came of a document, or of a part of it."""

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        ...


R = TypeVar("R", bound=Answer)

Work = Callable[[T, Lexicon], Iterable[R]]
"""The answers to one document, in order."""


class Crew:
    """Those who work in one run: this process, and others once there is enough to do, the same to its end."""

    def __init__(self, lexicon: Lexicon, jobs: int) -> None:
        self._lexicon = lexicon
        self._jobs = jobs
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_raised: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def work_on(
        self, batches: Iterable[Sequence[T]], function: Work[T, R], lost: Callable[[T], R], *, apart: bool
    ) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """(answers with their documents, how many documents came to their end with them), as they are done.

        `apart` works in `jobs` processes. `lost` answers for a document whose worker died of it; those with
        it are worked on again. Answers of one document come in order. One stage comes after the other; one
        that is left before its end is the last.
        """
        if apart:
            while len(self._workers) < self._jobs:
                self._workers.append(self.start())
            yield from _Stage(self, self._workers, batches, function, lost).run()
            return
        for batch in batches:
            for answers, ended in _messages(function, batch, self._lexicon):
                yield [(batch[index], answer) for index, answer in answers], ended

    def start(self) -> _Worker:
        """Another process."""
        return _Worker(self._context, self._lexicon)


def _messages(
    function: Work[T, R], batch: Sequence[T], lexicon: Lexicon
) -> Iterator[tuple[list[tuple[int, R]], int]]:
    """The answers to a batch by the number of their document, in portions, with the documents that ended."""
    answers: list[tuple[int, R]] = []
    size = ended = 0
    for index, item in enumerate(batch):
        for answer in function(item, lexicon):
            if size >= MESSAGE_BYTES:
                yield answers, ended
                answers, size, ended = [], 0, 0
            answers.append((index, answer))
            size += answer.size
        ended += 1
    yield answers, ended


class _Worker:
    """A process, and the batches it was given and has not ended."""

    def __init__(self, context: SpawnContext, lexicon: Lexicon) -> None:
        self.pipe, its = context.Pipe()
        self.process = context.Process(target=_serve, args=(its, lexicon), daemon=True)
        self.process.start()
        its.close()
        self.batches: deque[Sequence[Any]] = deque()
        self.ended = 0
        """Documents of the first batch that came to their end."""
        self.alone = False
        """True while it is given nothing beside the document it has."""

    def stop(self) -> None:
        """End it, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Stage(Generic[T, R]):
    """One kind of work, done by the workers of a crew."""

    def __init__(
        self,
        crew: Crew,
        workers: list[_Worker],
        batches: Iterable[Sequence[T]],
        function: Work[T, R],
        lost: Callable[[T], R],
    ) -> None:
        self._crew = crew
        self._workers = workers
        self._waiting = iter(batches)
        self._again: deque[T] = deque()
        self._function = function
        self._lost = lost

    def run(self) -> Iterator[tuple[list[tuple[T, R]], int]]:
        while self._feed():
            ready = connection.wait([worker.pipe for worker in self._workers if worker.batches])
            for worker in list(self._workers):
                if worker.pipe in ready:
                    yield from self._hear(worker)

    def _feed(self) -> bool:
        """Give every worker enough to do; False when nothing is left."""
        for _ in range(BATCHES_AHEAD):
            for worker in self._workers:
                batch = self._next_for(worker)
                if batch is not None:
                    worker.batches.append(batch)
                    with suppress(OSError):  # it died: what it says last, or its silence, tells
                        worker.pipe.send((self._function, batch))
        return any(worker.batches for worker in self._workers)

    def _next_for(self, worker: _Worker) -> Sequence[T] | None:
        """After a death each document is given by itself, so that it is known which one kills."""
        if not worker.batches:
            worker.alone = bool(self._again)
            if self._again:
                return [self._again.popleft()]
        if worker.alone or len(worker.batches) >= BATCHES_AHEAD:
            return None
        return next(self._waiting, None)

    def _hear(self, worker: _Worker) -> Iterator[tuple[list[tuple[T, R]], int]]:
        try:
            answers, ended, over = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        batch = worker.batches[0]
        worker.ended += ended
        if over:
            worker.batches.popleft()
            worker.ended = 0
        yield [(batch[index], answer) for index, answer in answers], ended

    def _bury(self, worker: _Worker) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """Put another worker in place of one that died; what it may have died of is done again by itself."""
        worker.stop()
        self._workers[self._workers.index(worker)] = self._crew.start()
        first, *others = worker.batches
        left = first[worker.ended :]
        if len(left) == 1 and not others:
            yield [(left[0], self._lost(left[0]))], 1
        else:
            self._again.extend(item for batch in (left, *others) for item in batch)


def _serve(pipe: connection.Connection, lexicon: Lexicon) -> None:
    """The life of a worker: the reader's own programs go first, and it ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(10)
    with suppress(ValueError, OSError):  # a lower limit is in force already
        resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, resource.RLIM_INFINITY))
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    told: queue.Queue[object] = queue.Queue(ANSWERS_AHEAD)
    threading.Thread(target=_tell, args=(pipe, told), daemon=True).start()
    while True:
        try:
            function, batch = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        for answers, ended in _messages(function, batch, lexicon):
            told.put((answers, ended, False))
        told.put(([], 0, True))


def _tell(pipe: connection.Connection, told: queue.Queue[object]) -> None:
    while True:
        try:
            pipe.send(told.get())
        except OSError:
            os._exit(1)  # nobody listens any more
