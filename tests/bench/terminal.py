"""A program in a real pseudo-terminal, and when its pixels arrive.

Chunks are stamped when they are read, before they are parsed, so the emulator's cost never lands in a time.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*[ '\"]+[@-~]"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b\[\?[0-9;]*u"
)
_NOT_OURS = ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Of the caller's environment: without them modules are compiled once, as on a reader's machine."""


class Terminal:
    """`command` running in a pseudo-terminal of `columns` x `rows` cells."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        environ: dict[str, str] | None = None,
    ) -> None:
        env = {k: v for k, v in os.environ.items() if k not in _NOT_OURS}
        env.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8", **(environ or {}))
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self._parsed = 0
        self._stamps: list[tuple[float, int]] = []
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def pump(self, timeout: float) -> bool:
        """Read one chunk if it comes within `timeout` seconds."""
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:
            return False
        if not chunk:
            return False
        self.raw += chunk
        self._stamps.append((time.perf_counter(), len(self.raw)))
        if b"\x1b[?2026$p" in chunk:
            os.write(self._fd, b"\x1b[?2026;2$y")
        return True

    def text(self) -> str:
        """The screen as text, one line a row."""
        return "\n".join(self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], bool], timeout: float = 30.0) -> float | None:
        """Seconds from the start to the chunk that put `wanted` on the screen; None when it never came."""
        holds = wanted if callable(wanted) else (lambda text: wanted in text)
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            while self.pump(0.004):
                pass
            for stamp, upto in self._stamps:
                if upto <= self._parsed:
                    continue
                self._stream.feed(_NOT_FOR_PYTE.sub(b"", bytes(self.raw[self._parsed : upto])))
                self._parsed = upto
                if holds(self.text()):
                    return stamp - self.started
            self.pump(0.02)
        return None

    def press(self, keys: bytes) -> float:
        """Write `keys`; returns the time of writing, as `time.perf_counter` counts."""
        os.write(self._fd, keys)
        return time.perf_counter()

    def settle(self, quiet: float = 0.15, longest: float = 10.0) -> None:
        """Read and parse until nothing has come for `quiet` seconds."""
        end = time.perf_counter() + longest
        while time.perf_counter() < end and self.pump(quiet):
            pass
        self._parse()

    def key(self, keys: bytes, *, quiet: float = 0.05, longest: float = 2.0) -> tuple[float, float] | None:
        """Seconds from writing `keys` to the first chunk and to the last of the burst; None if none came."""
        before = len(self._stamps)
        written = self.press(keys)
        end = written + longest
        while time.perf_counter() < end:
            if not self.pump(quiet if len(self._stamps) > before else longest):
                break
        stamps = self._stamps[before:]
        return (stamps[0][0] - written, stamps[-1][0] - written) if stamps else None

    def until(self, keys: bytes, wanted: Callable[[str], bool], timeout: float = 60.0) -> float | None:
        """Seconds from writing `keys` to the chunk after which the screen is as `wanted`."""
        self.settle()
        written = self.press(keys)
        seen = self.wait_for(wanted, timeout)
        return None if seen is None else self.started + seen - written

    def resident_mb(self) -> float:
        """Memory of the program itself, not of what it started, in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def _parse(self) -> None:
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", bytes(self.raw[self._parsed :])))
        self._parsed = len(self.raw)

    def close(self) -> None:
        """End the program and its terminal."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 3
            while time.perf_counter() < end:
                self.pump(0.01)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._fd)
                    return
        os.close(self._fd)
