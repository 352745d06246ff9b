"""One kind of work on many documents, done by a crew: each is answered, whatever becomes of a worker.

A document that kills its worker is answered for; a part of it that did, the member of an archive, is refused
and the rest of the archive read. Those that shared the worker with it are worked on again.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Generic, TypeVar

from tui.errors import WorkerError
from tui.i18n import gettext as _
from tui.ingest.workers import Answer, Crew, Spared, Work, Worker, messages

BATCHES_AHEAD = 2
"""Batches a worker is given at a time, so that it never waits for the writer."""
TICK = 0.25
"""Seconds without an answer after which the caller is given a turn, to tell how far it is or to stop."""
START_SECONDS = 120.0
"""A worker that has not begun by then never will."""
MOST_STILLBORN = 3
"""Workers in a row that may die before they have begun with anything: it is not their documents' fault."""
MOST_SPARED = 8
"""Parts of one document that may kill a worker; after one more the rest of the document is given up."""

T = TypeVar("T")
R = TypeVar("R", bound=Answer)


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a document ended its worker, as in `Rejected`."""

    reason: str
    detail: str = ""


class Stage(Generic[T, R]):
    """Some work on many documents. One stage comes after the other; one left before its end is the last."""

    def __init__(
        self,
        crew: Crew,
        batches: Iterable[Sequence[T]],
        function: Work[T, R],
        lost: Callable[[T, Loss], R],
        *,
        workers: int,
        here: Callable[[T], bool] | None = None,
    ) -> None:
        """`here` tells which documents are worked on in this process, by default none; `workers` is how many
        others there may be, started when there is something for them. `lost` answers for a document whose
        worker died of it."""
        self._crew = crew
        self._waiting = iter(batches)
        self._function = function
        self._lost = lost
        self._most = workers
        self._here = here
        self._mine: deque[Sequence[T]] = deque()
        self._theirs: deque[Sequence[T]] = deque()
        self._again: deque[T] = deque()
        self._spared: dict[T, dict[bytes, tuple[str, str]]] = {}
        self._stillborn = 0

    def run(self) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """(answers with their documents, how many documents came to their end with them), as they are done.

        Answers of one document come in order. Where nothing comes for a while, that is said, too.

        Raises:
            WorkerError: no other process can be started.
        """
        while self._feed():
            worked = bool(self._mine)
            if worked:
                yield from self._work_here(self._mine.popleft())
            workers = [worker for worker in self._crew.workers if worker.batches]
            if not workers:
                continue
            began = time.monotonic()
            ready = connection.wait([worker.pipe for worker in workers], 0 if worked else TICK)
            waited = min(time.monotonic() - began, 2 * TICK)  # a machine that slept is no fault of a worker
            if not ready and not worked:
                yield [], 0
            for worker in workers:
                if worker.pipe in ready:
                    yield from self._hear(worker)
                elif worker.idle(waited) > (self._crew.bounds.patience if worker.began else START_SECONDS):
                    worker.stuck = True
                    worker.process.kill()

    def _feed(self) -> bool:
        """Give everybody enough to do; False when nothing is left."""
        while not self._mine and len(self._theirs) < BATCHES_AHEAD * self._most:
            batch = next(self._waiting, None)
            if batch is None:
                break
            self._share_out(batch)
        while len(self._crew.workers) < self._most and (self._theirs or self._again):
            self._crew.workers.append(self._crew.start())
        for _turn in range(BATCHES_AHEAD):
            for worker in self._crew.workers:
                given = self._next_for(worker)
                if given is not None:
                    worker.give(self._function, given, self._spared_of(given))
        return bool(self._mine) or any(worker.batches for worker in self._crew.workers)

    def _share_out(self, batch: Sequence[T]) -> None:
        mine = [item for item in batch if self._here(item)] if self._here is not None else []
        if mine:
            self._mine.append(mine)
        if len(mine) < len(batch):
            kept = set(map(id, mine))
            self._theirs.append([item for item in batch if id(item) not in kept])

    def _next_for(self, worker: Worker) -> Sequence[T] | None:
        """After a death that says nothing of its cause each document is given by itself, so that it is known
        which one kills."""
        if not worker.batches:
            worker.alone = bool(self._again)
            if self._again:
                return [self._again.popleft()]
        if worker.alone or len(worker.batches) >= BATCHES_AHEAD:
            return None
        return self._theirs.popleft() if self._theirs else None

    def _spared_of(self, batch: Sequence[T]) -> list[Spared]:
        return [self._spared.get(item, {}) for item in batch] if self._spared else []

    def _work_here(self, batch: Sequence[T]) -> Iterator[tuple[list[tuple[T, R]], int]]:
        for answers, ended in messages(self._function, batch, self._crew.lexicon, self._crew.watch):
            yield [(batch[index], answer) for index, answer in answers], ended

    def _hear(self, worker: Worker) -> Iterator[tuple[list[tuple[T, R]], int]]:
        try:
            answers, ended, over = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        batch = worker.batches[0]
        worker.note(ended, over=over)
        yield [(batch[index], answer) for index, answer in answers], ended

    def _bury(self, worker: Worker) -> Iterator[tuple[list[tuple[T, R]], int]]:
        """Put another worker in place of one that died, and find out which document it died of."""
        worker.stop()
        self._stillborn = 0 if worker.began else self._stillborn + 1
        if self._stillborn >= MOST_STILLBORN:
            raise WorkerError(
                _("no process can be started to read files in"),
                hint=_("free some memory, or allow this program more of it"),
            )
        self._crew.workers[self._crew.workers.index(worker)] = self._crew.start()
        left, at = worker.left()
        loss, plain = _why(worker)
        if not left:
            return
        if not worker.began:
            self._theirs.appendleft(left)
            return
        if not (plain and at in range(len(left))) and not worker.alone:
            self._again.extend(left)
            return
        item = left.pop(at if at in range(len(left)) else 0)
        if left:
            self._theirs.appendleft(left)
        part = bytes(worker.board.name) if worker.board.inner else b""
        spared = self._spared.setdefault(item, {})
        if part and part not in spared and len(spared) < MOST_SPARED:
            spared[part] = loss.reason, loss.detail
            self._again.append(item)
        else:
            del self._spared[item]
            yield [(item, self._lost(item, loss))], 1


def _why(worker: Worker) -> tuple[Loss, bool]:
    """What a worker died of, and whether the document it worked on is plainly the cause."""
    number: Any = -(worker.process.exitcode or 0)
    if worker.stuck or number == signal.SIGXCPU:
        return Loss("too-slow"), True
    if number in (
        signal.SIGKILL,
        signal.SIGABRT,
    ):  # how the kernel, and C++, say that there is no more
        return Loss("too-much-memory"), False
    name = signal.Signals(number).name if number in set(signal.Signals) else "died"
    return Loss("crashed", name), False
