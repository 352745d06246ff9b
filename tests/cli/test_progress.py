"""How far indexing is, drawn on a terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pyte
import pytest

from tests.library.making import make_corpus
from tui.cli import indexing, progress
from tui.cli.parser import run
from tui.errors import LibraryError
from tui.i18n import set_language
from tui.ingest.run import Progress
from tui.present.pace import Course

ROOT = Path(__file__).resolve().parents[2]


def seen(columns: int, *arguments: str) -> tuple[list[str], bytes]:
    """The screen a command leaves, without blank lines, and every byte it sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", *arguments], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    raw = b""
    while True:
        try:
            raw += os.read(ours, 65_536)
        except OSError:  # the other side is closed
            break
    os.close(ours)
    assert process.wait() == 0
    screen = pyte.Screen(columns, 24)
    pyte.ByteStream(screen).feed(raw)
    return [line.rstrip() for line in screen.display if line.strip()], raw


@pytest.mark.parametrize("columns", [24, 54, 80])
def test_the_bar_is_drawn_over_itself_in_a_window_of_any_width(tmp_path: Path, columns: int) -> None:
    """One line of outcome is left: nothing wrapped, no half of a bar above it."""
    make_corpus(tmp_path / "kho", 40)
    (tmp_path / "kho" / "trong.txt").write_text("")
    places = ("--library", str(tmp_path / "library"), "--data", str(tmp_path / "data"), "--lang", "en")
    screen, raw = seen(columns, "index", str(tmp_path / "kho"), *places)
    assert b"extracting facts " in raw
    outcome = "40 added, 0 changed, 0 removed, 0 unchanged" + "trong.txt: holds no text; nothing to do"
    assert "".join(screen).replace(" ", "") == outcome.replace(" ", "")


def test_a_refusal_does_not_stand_behind_half_a_bar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When indexing fails, the bar goes first."""

    def full(*_arguments: object, on_progress: Callable[[Progress], None], **_options: object) -> NoReturn:
        on_progress(Progress("read", 3, 9, 0))
        raise LibraryError("the disk is full")

    monkeypatch.setattr("tui.ingest.run.run", full)
    monkeypatch.setattr("tui.cli.indexing.on_terminal", lambda: True)
    make_corpus(tmp_path / "kho", 1)
    assert run(["index", str(tmp_path / "kho"), "--library", str(tmp_path), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "3/9" in said
    assert said.endswith("3/9\r\x1b[Kdocbao: the disk is full\n")


def test_one_huge_file_is_told_by_its_bytes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not `0/1` for half an hour: the share, the rate and the time left; for programs the same."""
    now = [100.0]
    monkeypatch.setattr(progress, "Course", lambda: Course(lambda: now[0]))
    monkeypatch.setattr(progress, "PAUSE_SECONDS", 0)
    set_language("en")
    bar, lines = progress.Bar(), progress.JsonLines()
    for read in (0, 750_000_000):
        step = Progress("read", 0, 1, 0, bytes_done=read, bytes_total=3_000_000_000)
        bar.update(step)
        lines.update(step)
        now[0] += 30
    told = capsys.readouterr()
    assert told.err.endswith(f"reading {'█' * 6}{'░' * 18} 25% · 25.0 MB/s, 1 min 30 s left")
    assert [json.loads(line) for line in told.out.splitlines()] == [
        {"stage": "read", "done": 0, "total": 1, "rejected": 0, "bytes": 0, "bytes_total": 3_000_000_000},
        {
            "stage": "read", "done": 0, "total": 1, "rejected": 0, "bytes": 750_000_000,
            "bytes_total": 3_000_000_000, "bytes_rate": 25_000_000.0, "left": 90,
        },
    ]  # fmt: skip


def test_a_signal_that_was_ignored_before_stops_nothing() -> None:
    """`nohup docbao index` goes on when its terminal is closed."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with indexing.stopping() as stopped:
            signal.raise_signal(signal.SIGHUP)
            assert stopped == []
            signal.raise_signal(signal.SIGTERM)
            assert stopped == [signal.SIGTERM]
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


NEVER_LOOKS = """
import time
from tui.cli import indexing
indexing.GRACE = 0.2
with indexing.stopping():
    print("ready", flush=True)
    while True:
        time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_what_does_not_stop_when_asked_is_gone_soon(number: signal.Signals) -> None:
    """The app may have ended since: nobody would ask again, and the lock would never be let go."""
    with subprocess.Popen([sys.executable, "-c", NEVER_LOOKS], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        assert process.wait(30) == 128 + number


def test_what_stops_when_asked_ends_as_it_will(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing ends the process once it has heard, and done what it had to."""
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr(indexing, "GRACE", 0.05)
    with indexing.stopping() as stopped:
        signal.raise_signal(signal.SIGTERM)
        assert stopped == [signal.SIGTERM]
        (timer,) = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    timer.join()
    assert ended == []
