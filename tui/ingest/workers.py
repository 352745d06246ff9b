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
from typing import Generic, Protocol, TypeVar

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
WORKER_BYTES = 4 << 30
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


def work_on(
    batches: Iterable[Sequence[T]],
    function: Work[T, R],
    lost: Callable[[T], R],
    lexicon: Lexicon,
    *,
    jobs: int,
    apart: bool,
) -> Iterator[tuple[list[tuple[T, R]], int]]:
    """(answers with their documents, how many documents came to their end with them), as they are done.

    `apart` works in `jobs` processes. `lost` answers for a document whose worker died of it; those with it
    are worked on again. Answers of one document come in order.
    """
    if apart:
        yield from _Pool(batches, function, lost, lexicon, jobs).run()
        return
    for batch in batches:
        for answers, ended in _messages(function, batch, lexicon):
            yield [(batch[index], answer) for index, answer in answers], ended


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


class _Worker(Generic[T]):
    """A process, and the batches it was given and has not ended."""

    def __init__(self, context: SpawnContext, function: Callable[..., object], lexicon: Lexicon) -> None:
        self.pipe, its = context.Pipe()
        self.process = context.Process(target=_serve, args=(its, function, lexicon), daemon=True)
        self.process.start()
        its.close()
        self.batches: deque[Sequence[T]] = deque()
        self.ended = 0
        """Documents of the first batch that came to their end."""

    def stop(self) -> None:
        """End it, whatever it does."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Pool(Generic[T, R]):
    """The workers of one stage."""

    def __init__(
        self,
        batches: Iterable[Sequence[T]],
        function: Work[T, R],
        lost: Callable[[T], R],
        lexicon: Lexicon,
        jobs: int,
    ) -> None:
        self._waiting = iter(batches)
        self._again: deque[Sequence[T]] = deque()
        self._function = function
        self._lost = lost
        self._lexicon = lexicon
        self._context = multiprocessing.get_context("spawn")
        self._workers = [self._start() for _ in range(jobs)]

    def _start(self) -> _Worker[T]:
        return _Worker(self._context, self._function, self._lexicon)

    def run(self) -> Iterator[tuple[list[tuple[T, R]], int]]:
        try:
            while self._feed():
                ready = connection.wait([worker.pipe for worker in self._workers if worker.batches])
                for worker in list(self._workers):
                    if worker.pipe in ready:
                        yield from self._hear(worker)
        finally:
            for worker in self._workers:
                worker.stop()

    def _feed(self) -> bool:
        """Give every worker enough to do; False when nothing is left."""
        for _ in range(BATCHES_AHEAD):
            for worker in self._workers:
                if len(worker.batches) < BATCHES_AHEAD:
                    batch = self._again.popleft() if self._again else next(self._waiting, None)
                    if batch is None:
                        return any(worker.batches for worker in self._workers)
                    worker.batches.append(batch)
                    with suppress(OSError):  # it died: what it says last, or its silence, tells
                        worker.pipe.send(batch)
        return True

    def _hear(self, worker: _Worker[T]) -> Iterator[tuple[list[tuple[T, R]], int]]:
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

    def _bury(self, worker: _Worker[T]) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """Put another worker in place of one that died; the documents it may have died of come one by one."""
        worker.stop()
        self._workers[self._workers.index(worker)] = self._start()
        first, *others = worker.batches
        rest = first[worker.ended :]
        self._again.extendleft(reversed(others))
        if len(first) == 1:
            yield [(first[0], self._lost(first[0]))], 1
        else:
            self._again.extendleft([item] for item in reversed(rest))


def _serve(pipe: connection.Connection, function: Work[T, R], lexicon: Lexicon) -> None:
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
            batch = pipe.recv()
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
