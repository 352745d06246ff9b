"""How fast work goes, and how long it will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from tui.i18n import gettext as _

WINDOW_SECONDS = 15.0
"""The rate is that of this last while: a run begins slowly, and its files are not alike."""
FIRST_SECONDS = 1.0
"""Nothing is foretold sooner."""
STEPS = 64
"""Steps remembered of that while at most."""

LARGE_FILE = 1_000_000
"""Bytes of the mean file from which on bytes are told and not files."""


class Pace:
    """The rate of one piece of work, by a clock that nobody sets."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work: object = None
        self._steps: deque[tuple[float, int]] = deque(maxlen=STEPS)

    def update(self, work: object, done: int) -> None:
        """So much of `work` is done; another `work` begins anew."""
        now = self._clock()
        if work != self._work or (self._steps and done < self._steps[-1][1]):
            self._work = work
            self._steps.clear()
        while len(self._steps) > 2 and self._steps[1][0] < now - WINDOW_SECONDS:
            self._steps.popleft()
        if len(self._steps) == STEPS and now - self._steps[-2][0] < WINDOW_SECONDS / STEPS:
            self._steps[-1] = now, done  # the while would grow shorter with every step
        else:
            self._steps.append((now, done))

    def rate(self) -> float | None:
        """Pieces a second; None while it is too early to say."""
        if len(self._steps) < 2:
            return None
        (began, before), (now, done) = self._steps[0], self._steps[-1]
        return (done - before) / (now - began) if now - began >= FIRST_SECONDS and done > before else None

    def seconds_left(self, total: int) -> float | None:
        """Seconds until `total` are done at this rate; None while it is too early to say."""
        rate = self.rate()
        return max(0, total - self._steps[-1][1]) / rate if rate else None


class Course:
    """How far a run is in one of its stages: in pieces, and in bytes where it reads files."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._pieces, self._bytes = Pace(clock), Pace(clock)
        self._total = self._size = 0

    def update(self, stage: str, done: int, total: int, read: int = 0, size: int = 0) -> None:
        """So many pieces of `total` are done, so many bytes of `size` read; a total of 0 is unknown."""
        self._pieces.update(stage, done)
        self._bytes.update((stage, size), read)
        self._total, self._size = total, size

    def pieces_a_second(self) -> float | None:
        """As `Pace.rate`."""
        return self._pieces.rate()

    def bytes_a_second(self) -> float | None:
        """As `Pace.rate`; None, too, where no bytes are counted."""
        return self._bytes.rate() if self._size else None

    def seconds_left(self) -> float | None:
        """Until the end of the stage: by bytes where they are counted, for no two files are alike."""
        if self._size:
            return self._bytes.seconds_left(self._size)
        return self._pieces.seconds_left(self._total) if self._total else None


def share_done(done: int, total: int, read: int = 0, size: int = 0) -> float:
    """How much of a stage is done, 0 to 1; `total` is not 0.

    >>> share_done(3, 4), share_done(0, 1, 250, 1000), share_done(2, 2, 250, 1000)
    (0.75, 0.25, 1.0)
    """
    return read / size if size and done < total else done / total


def counts_bytes(total: int, size: int) -> bool:
    """True where files are so large that how many are read says little."""
    return size >= LARGE_FILE * max(1, total)


def duration_text(seconds: float) -> str:
    """About how long, in words short enough for a border.

    >>> duration_text(8.2), duration_text(75), duration_text(4000)
    ('9 s', '1 min 20 s', '1 h 7 min')
    """
    whole = int(-(-seconds // 1))
    if whole < 60:
        return _("%d s") % whole
    if whole < 600:
        whole = -(-whole // 10) * 10
        return _("%(min)d min %(s)d s") % {"min": whole // 60, "s": whole % 60}
    minutes = -(-whole // 60)
    if minutes < 60:
        return _("%d min") % minutes
    return _("%(h)d h %(min)d min") % {"h": minutes // 60, "min": minutes % 60}
