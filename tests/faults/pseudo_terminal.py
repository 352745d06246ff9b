"""The reader in a real pseudo-terminal: keys go in, raw bytes come out, its state is watched."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).resolve().parents[2]
_TOKEN = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC
    rb"|\x1b[P_^X][^\x1b]*(?:\x1b\\)?"  # DCS, APC, PM, SOS
    rb"|\x1b[ -/]*[0-~]"  # other escapes
    rb"|[\x00-\x1f\x7f]"
    rb"|[^\x00-\x1f\x7f]+"
)
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*[ '\"]+[@-~]|\x1b\[\?[0-9;]*u"
)


def tokens(raw: bytes) -> list[bytes]:
    """The stream cut into escape sequences, single controls, and runs of text."""
    return [match.group() for match in _TOKEN.finditer(raw)]


def shape(token: bytes) -> str:
    """What kind of sequence a token is, without its numbers: `CSI ?h`, `OSC`, `C0 0d`; empty for text."""
    if token.startswith(b"\x1b["):
        body = token[2:].decode("ascii", "replace")
        return "CSI " + re.sub(r"[0-9;:]+", "", body)
    if token.startswith(b"\x1b"):
        names = {b"]": "OSC", b"P": "DCS", b"_": "APC", b"^": "PM", b"X": "SOS"}
        return names.get(token[1:2], "ESC " + token[1:].decode("ascii", "replace"))
    return f"C0 {token[0]:02x}" if len(token) == 1 and (token < b" " or token == b"\x7f") else ""


_ON_BY_DEFAULT = {"7", "25"}
"""Wrapping at the right edge, and the cursor."""


def modes_changed(raw: bytes) -> set[str]:
    """Private modes of the terminal that were not set back: `1049`, `1000`, `2004`, …"""
    state: dict[str, bool] = {}
    for match in re.finditer(rb"\x1b\[\?([0-9;]+)([hl])", raw):
        for number in match.group(1).decode().split(";"):
            state[number] = match.group(2) == b"h"
    return {number for number, on in state.items() if on != (number in _ON_BY_DEFAULT)}


class Reader:
    """`python -m tui` with its arguments on a pseudo-terminal; a context manager that ends it."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 100,
        rows: int = 30,
        command: Iterable[str] = (sys.executable, "-m", "tui"),
        environ: dict[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self._parsed = 0
        self._master, self._slave = os.openpty()
        self.resize(columns, rows, tell=False)
        self.before = termios.tcgetattr(self._slave)
        env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"} | (environ or {})
        slave = self._slave

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [*command, *(os.fspath(argument) for argument in arguments)],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=env, preexec_fn=take_terminal,
        )  # fmt: skip

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self._slave)
        os.close(self._master)

    def pump(self, timeout: float = 0.05) -> bool:
        """Read what comes within `timeout` seconds; True if anything did."""
        waiting = select.poll()
        waiting.register(self._master, select.POLLIN)
        if not waiting.poll(timeout * 1000):
            return False
        self.raw += os.read(self._master, 1 << 16)
        return True

    def text(self) -> str:
        """The screen, one line a row."""
        fresh = bytes(self.raw[self._parsed :])
        # an escape sequence that is still arriving waits for its end
        cut = fresh.rfind(b"\x1b")
        if cut >= 0 and len(fresh) - cut < 40 and not _TOKEN.fullmatch(fresh[cut:].split(b" ")[0]):
            fresh = fresh[:cut]
        self._parsed += len(fresh)
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", fresh))
        return "\n".join(self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], object], *, timeout: float = 60.0) -> str:
        """The screen once it shows `wanted`; fails with the screen as it was."""
        holds = wanted if callable(wanted) else (lambda text: wanted in text)
        end = time.monotonic() + timeout
        while True:
            while self.pump(0.02):
                pass
            text = self.text()
            if holds(text):
                return text
            if time.monotonic() > end or self.process.poll() is not None:
                raise AssertionError(f"never on the screen: {wanted!r}\n{text}\nstatus {self.process.poll()}")

    def shows_within(self, seconds: float, wanted: Callable[[str], object]) -> bool:
        """True as soon as the screen shows `wanted`; False if it has not within `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump(0.02)
            if wanted(self.text()):
                return True
        return False

    def press(self, *keys: str) -> None:
        """Type keys as their bytes."""
        os.write(self._master, "".join(keys).encode())

    def paste(self, text: str) -> None:
        """Paste as a terminal does, between brackets."""
        os.write(
            self._master, b"\x1b[200~" + text.encode("utf-8", "replace").replace(b"\x1b", b"") + b"\x1b[201~"
        )

    def resize(self, columns: int, rows: int, *, tell: bool = True) -> None:
        """Give the window another size."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if tell:
            self.screen.resize(rows, columns)
            os.kill(self.process.pid, signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the reader."""
        os.kill(self.process.pid, number)

    def wait_end(self, *, timeout: float = 10.0) -> int:
        """The exit status; what it still printed is read."""
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            self.pump(0.02)
            if time.monotonic() > end:
                raise AssertionError(f"still running\n{self.text()}")
        while self.pump(0.05):
            pass
        return self.process.returncode

    def terminal_as_before(self) -> bool:
        """True when line discipline and speeds are what they were before the reader started."""
        return termios.tcgetattr(self._slave) == self.before


ENTER, ESCAPE, TAB, DOWN, F1 = "\r", "\x1b", "\t", "\x1b[B", "\x1bOP"
CTRL_P, CTRL_Q, CTRL_F = "\x10", "\x11", "\x06"
