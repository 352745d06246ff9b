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
