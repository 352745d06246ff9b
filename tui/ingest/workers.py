"""Where documents are worked on: here, or in processes of their own.

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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.context import SpawnContext
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tui.ingest.watch import BOUNDS, Board, Bounds, Watch
from tui.lexicon.lexicon import Lexicon

WORTH_A_POOL = 300
"""Documents from which on processes pay: starting one and loading the lexicon costs about as much time as
this many articles."""
ANSWERS_AHEAD = 4
"""Messages that wait in a worker while the writer is busy."""
MESSAGE_BYTES = 512 * 1024
"""About as much a message holds, and a transaction of the writer."""
ADDRESSES = 1 << 30
"""Addresses a worker may reserve beyond the memory it may use: libraries reserve far more than they use."""

T = TypeVar("T")


class Answer(Protocol):
    """What came of a document, or of a part of it."""

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        ...


R = TypeVar("R", bound=Answer)

Work = Callable[[T, Lexicon, Watch], Iterable[R]]
"""The answers to one document, in order."""

Spared = Mapping[bytes, tuple[str, str]]
"""Parts of a document that are not tried again, by their name on the board, and why."""


def messages(
    function: Work[T, R],
    batch: Sequence[T],
    lexicon: Lexicon,
    watch: Watch,
    spared: Sequence[Spared] = (),
) -> Iterator[tuple[list[tuple[int, R]], int]]:
    """The answers to a batch by the number of their document, in portions, with the documents that ended."""
    answers: list[tuple[int, R]] = []
    size = ended = 0
    for index, item in enumerate(batch):
        watch.begin(spared[index] if spared else None)
        for answer in function(item, lexicon, watch):
            if size >= MESSAGE_BYTES:
                yield answers, ended
                answers, size, ended = [], 0, 0
            answers.append((index, answer))
            size += answer.size
        watch.end()
        ended += 1
    yield answers, ended


class Worker:
    """A process, and the batches it was given and has not ended."""

    def __init__(self, context: SpawnContext, lexicon: Lexicon, bounds: Bounds) -> None:
        self.pipe, its = context.Pipe()
        self.board: Board = context.RawValue(Board)
        self.process = context.Process(target=_serve, args=(its, lexicon, bounds, self.board), daemon=True)
        self.process.start()
        its.close()
        self.batches: deque[Sequence[Any]] = deque()
        self._given: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._giving = threading.Thread(target=_hand_over, args=(self.pipe, self._given), daemon=True)
        self._giving.start()
        self.ended = 0
        """Documents of the first batch that came to their end."""
        self.alone = False
        """True while it is given nothing beside the document it has."""
        self.stuck = False
        """True once it was killed because nothing happened."""
        self._over = 0
        self._beat = -1
        self._idle = 0.0

    def give(self, function: Work[T, R], batch: Sequence[T], spared: Sequence[Spared]) -> None:
        """One more batch to work on, however large: nobody waits here until the worker takes it.

        A worker that is about to answer takes nothing before its answer is heard, and it is heard here.
        """
        self.batches.append(batch)
        self._given.put(bytes(ForkingPickler.dumps((function, batch, spared))))

    def note(self, ended: int, *, over: bool) -> None:
        """So many more documents of the first batch came to their end, or the batch itself."""
        self._idle = 0.0
        self.ended += ended
        if over:
            self._over += len(self.batches.popleft())
            self.ended = 0

    @property
    def began(self) -> bool:
        """True once it has worked on anything."""
        return self.board.document > 0

    def idle(self, seconds: float) -> float:
        """Seconds in which nothing moved, after it was waited for so much longer."""
        beat = self.board.beat
        self._idle = self._idle + seconds if beat == self._beat else 0.0
        self._beat = beat
        return self._idle

    def left(self) -> tuple[list[Any], int]:
        """Documents that have not come to their end, and which of them it was working on last."""
        documents = [item for batch in self.batches for item in batch]
        return documents[self.ended :], self.board.document - self._over - self.ended - 1

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self._given.put(None)
        self._giving.join()
        self.pipe.close()


class Crew:
    """Those who work in one run: this process, and others where that is safer or faster."""

    def __init__(self, lexicon: Lexicon, bounds: Bounds = BOUNDS) -> None:
        self.lexicon = lexicon
        self.bounds = bounds
        self.watch = Watch(bounds)
        """Over what is worked on here."""
        self.workers: list[Worker] = []
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_raised: object) -> None:
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def start(self) -> Worker:
        """Another process."""
        return Worker(self._context, self.lexicon, self.bounds)

    @property
    def read(self) -> int:
        """Bytes read of the files that are under way."""
        return self.watch.read + sum(worker.board.read for worker in self.workers)


def _serve(pipe: connection.Connection, lexicon: Lexicon, bounds: Bounds, board: Board) -> None:
    """The life of a worker: the reader's own programs go first, and it ends when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(10)
    _hush()
    _bound(bounds.memory)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    told: queue.Queue[object] = queue.Queue(ANSWERS_AHEAD)
    threading.Thread(target=_tell, args=(pipe, told), daemon=True).start()
    watch = Watch(bounds, board)
    while True:
        try:
            function, batch, spared = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        for answers, ended in messages(function, batch, lexicon, watch, spared):
            told.put((answers, ended, False))
        told.put(([], 0, True))


def _hand_over(pipe: connection.Connection, given: queue.SimpleQueue[bytes | None]) -> None:
    """Send a worker what it is given, until there is nothing more or it is dead: its silence tells."""
    with suppress(OSError):
        while (batch := given.get()) is not None:
            pipe.send_bytes(batch)


def _hush() -> None:
    """Nothing in here speaks to the terminal: libraries warn in words of the files they read."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def _bound(memory: int) -> None:
    """What asks for more fails in here and takes no memory of the machine; where that runs out nonetheless,
    the kernel takes this process first. No core is left behind: it would hold what was read."""
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_AS, memory + ADDRESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(kind, (most, hard))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _tell(pipe: connection.Connection, told: queue.Queue[object]) -> None:
    while True:
        try:
            pipe.send(told.get())
        except (OSError, MemoryError):
            os._exit(1)  # nobody listens any more, or there is no room to speak
