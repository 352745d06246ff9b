"""Where documents are worked on: here, or in a pool of processes once there are enough of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from typing import TypeVar

from tui.lexicon.lexicon import Lexicon

WORTH_A_POOL = 300
"""Documents from which on processes pay: starting one and loading the lexicon costs about as much time as
this many articles."""
CHUNKS_PER_WORKER = 3
"""Chunks handed out at once, so that no worker waits for the writer; bounds what lies in memory."""

T = TypeVar("T")
R = TypeVar("R")

_lexicon: Lexicon | None = None


def work_on(
    batches: Iterable[Sequence[T]],
    function: Callable[[T, Lexicon], R],
    lost: Callable[[T], R],
    lexicon: Lexicon,
    *,
    jobs: int,
    total: int,
) -> Iterator[list[tuple[T, R]]]:
    """(item, `function(item)`) of every item, a list a batch; batches come as they are done.

    `lost` answers for an item whose worker died of it.
    """
    if jobs < 2 or total < WORTH_A_POOL:
        for batch in batches:
            yield [(item, function(item, lexicon)) for item in batch]
        return
    waiting = iter(batches)
    pool = _pool(jobs, lexicon)
    running: dict[Future[list[R]], Sequence[T]] = {}
    try:
        while True:
            while len(running) < jobs * CHUNKS_PER_WORKER:
                more = list(islice(waiting, 1))
                if not more:
                    break
                running[pool.submit(_work, function, more[0])] = more[0]
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            try:
                for future in done:
                    answers = future.result()
                    yield list(zip(running.pop(future), answers, strict=True))
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                for batch in running.values():
                    yield _one_by_one(batch, function, lost, lexicon)
                running.clear()
                pool = _pool(jobs, lexicon)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(
    batch: Sequence[T], function: Callable[[T, Lexicon], R], lost: Callable[[T], R], lexicon: Lexicon
) -> list[tuple[T, R]]:
    """A batch that some item of it may have killed a worker with: each item in a process that may die."""
    answers: list[tuple[T, R]] = []
    pool = _pool(1, lexicon)
    for item in batch:
        try:
            answers.append((item, pool.submit(_work, function, [item]).result()[0]))
        except BrokenProcessPool:
            answers.append((item, lost(item)))
            pool.shutdown(cancel_futures=True)
            pool = _pool(1, lexicon)
    pool.shutdown()
    return answers


def _pool(jobs: int, lexicon: Lexicon) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(lexicon,)
    )


def _begin(lexicon: Lexicon) -> None:
    """Make ready one worker: the reader's own programs go first, and it ends when its parent does."""
    global _lexicon
    _lexicon = lexicon
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(10)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(function: Callable[[T, Lexicon], R], batch: Sequence[T]) -> list[R]:
    if _lexicon is None:
        raise RuntimeError("a worker runs before it was made ready")
    return [function(item, _lexicon) for item in batch]
