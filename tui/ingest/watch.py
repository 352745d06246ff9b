"""The bounds of the work on one document, and a board on which the parent of a worker sees how far it is.

Time is bounded three times: an alarm that the document's own code cannot keep from ringing between two of its
steps, the kernel's limit where one step never ends, and the parent's patience where nothing happens at all.
"""

from __future__ import annotations

import ctypes
import math
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import TypeVar

from tui.corpus.loaders.base import RefusalError
from tui.errors import DocbaoError
from tui.model.article import Rejected

LONGEST_NAME = 1000
"""Bytes of a document's name that stand on the board."""
BYTES_A_TURN = 8 * 1024 * 1024
"""A file that is read on has its time anew after so many bytes that were not read before: an archive may be
of any length."""
BLOCKS = 1 << 16
"""Parts in which it is noted what of a file was read: directories are read twice, and before the members."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may take."""

    seconds: float = 20.0
    """Of the processor, so that a machine that is busy with something else makes no document slow; an article
    takes milliseconds."""
    grace: float = 5.0
    """Seconds of the processor until what did not heed the alarm is killed, with its worker."""
    patience: float = 120.0
    """Seconds in which a worker reads nothing and ends nothing before it is killed: what waits for something
    that never comes uses no processor."""
    memory: int = 1 << 30
    """Bytes a worker may ask for, its own programs among them."""


BOUNDS = Bounds()


class TooSlowError(BaseException):
    """A document used up its time. No `Exception`: libraries that live with any error must not swallow it."""


class Board(ctypes.Structure):
    """What a worker works on; in memory that its parent reads, also after its death."""

    _fields_ = (
        ("document", ctypes.c_uint64),  # counts those begun
        ("beat", ctypes.c_uint64),  # moves whenever something is read, begun or ended
        ("read", ctypes.c_uint64),  # bytes of the file under way, at most its size
        ("inner", ctypes.c_bool),  # the name is not that of the document itself, but of a part of it
        ("name", ctypes.c_char * LONGEST_NAME),
    )
    document: int
    beat: int
    read: int
    inner: bool
    name: bytes


class Watch:
    """Keeps the bounds in one process, and the board."""

    def __init__(self, bounds: Bounds = BOUNDS, board: Board | None = None) -> None:
        """With a `board`, in a worker: what takes too long may end the process."""
        self._bounds = bounds
        self._may_die = board is not None
        self._board = board if board is not None else Board()
        self._document: str | None = None
        self._size = self._block = self._turn = 0
        self._seen = bytearray()
        self._depth = 0
        self._until = 0
        self.spared: Mapping[bytes, tuple[str, str]] = {}
        """Parts of the document under way that killed a worker, and why: they are not tried again."""

    @property
    def read(self) -> int:
        """Bytes read of the file under way."""
        return self._board.read

    def begin(self, spared: Mapping[bytes, tuple[str, str]] | None = None) -> None:
        """The next document begins; these parts of it are refused unread."""
        self._document, self._size, self._turn = None, 0, 0
        self.spared = spared or {}
        board = self._board
        board.read = 0
        board.document += 1
        board.beat += 1

    def end(self) -> None:
        """The document under way has ended."""
        self._board.read = 0
        self._board.beat += 1

    def open(self, name: str, size: int) -> None:
        """The document under way is a file of this size."""
        self._document, self._size = name, size
        self._block = size // BLOCKS + 1
        self._seen = bytearray(size // self._block + 1)

    def note_read(self, at: int, count: int) -> None:
        """From byte `at` on so many of the file under way were read."""
        board = self._board
        board.beat += 1
        first, after = at // self._block, min((at + count - 1) // self._block + 1, len(self._seen))
        fresh = self._seen.count(0, first, after) if count else 0
        if not fresh:
            return
        self._seen[first:after] = b"\1" * (after - first)
        board.read = min(board.read + fresh * self._block, self._size)
        if board.read - self._turn >= BYTES_A_TURN:
            self._turn = board.read
            if self._depth and threading.current_thread() is threading.main_thread():
                signal.setitimer(signal.ITIMER_PROF, self._bounds.seconds)
                self._limit_processor()

    def guarded(self, file: str, work: Callable[[], T]) -> T | Rejected:
        """What `work` on document `file` returns; a `Rejected` where it fails or takes too long or too much.

        Refusals of the library are not the document's fault and go through.
        """
        name = name_on_board(file)
        if self.spared and name in self.spared:
            return Rejected(file, *self.spared[name])
        try:
            with self._limited(name, inner=self._document not in (None, file)):
                return work()
        except TooSlowError:
            return Rejected(file, "too-slow")
        except MemoryError:
            return Rejected(file, "too-much-memory")
        except RefusalError as refusal:
            return Rejected(file, refusal.reason, refusal.detail)
        except DocbaoError:
            raise
        except Exception as error:
            return Rejected(file, "crashed", type(error).__name__)

    @contextmanager
    def _limited(self, name: bytes, *, inner: bool) -> Iterator[None]:
        """Raise `TooSlowError` in here once time is over; only in the main thread, where alarms ring."""
        board = self._board
        outer = board.name, board.inner
        board.name, board.inner = name, inner
        board.beat += 1
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        _hear_alarms()
        left, _interval = signal.setitimer(signal.ITIMER_PROF, self._bounds.seconds)
        self._limit_processor()
        self._depth += 1
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, left)  # of the work around this one, if it is bounded too
            self._depth -= 1
            self._limit_processor()
            board.name, board.inner = outer
            board.beat += 1

    def _limit_processor(self) -> None:
        """Have the kernel end this worker some seconds after the alarm should have rung."""
        if not self._may_die:
            return
        until = math.ceil(time.process_time() + self._bounds.seconds + self._bounds.grace)
        if until == self._until:
            return
        self._until = until
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(
                resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard)
            )


@cache
def _hear_alarms() -> None:
    """From now on; setting a handler anew for each document takes as long as a tenth of cleaning it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    signal.signal(signal.SIGPROF, stop)


def name_on_board(file: str) -> bytes:
    """As much of a document's name as there is room for."""
    return file.encode("utf-8", "backslashreplace").replace(b"\0", b"?")[: LONGEST_NAME - 1]
