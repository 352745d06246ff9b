"""Indexing as a child process of our own command, with its progress as messages."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence

from textual.message_pump import MessagePump

from tui.app.messages import IndexEnded, IndexProgress, Say
from tui.text.shown import shown_line

PATIENCE = 2.0
"""Seconds the child has to stop between two batches before it is killed."""
LONGEST_LINE = 1 << 20


class Indexer:
    """Runs `docbao index CORPUS --progress counts`, once at a time; every message goes to `listener`."""

    def __init__(self, listener: MessagePump) -> None:
        self._listener = listener
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._asked = False

    @property
    def running(self) -> bool:
        """True from `start` until the child has ended."""
        return self._task is not None and not self._task.done()

    def start(self, arguments: Sequence[str]) -> None:
        """Start the child with `arguments`, the corpus first, unless one runs already."""
        if not self.running:
            self._asked = False
            self._task = asyncio.create_task(self._run(tuple(arguments)), name="indexing")

    async def _run(self, arguments: tuple[str, ...]) -> None:
        environ = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "tui", "index", *arguments, "--progress", "counts",
            stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environ, limit=LONGEST_LINE, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        talk = asyncio.create_task(_last_line(process.stderr))
        ended: dict[str, object] = {}
        async for line in process.stdout:
            told = _object(line)
            if told.get("stage") == "done":
                ended = told
            elif told.get("stage") == "notice":
                self._listener.post_message(Say(str(told.get("text", "")), "warning"))
            elif told:
                self._listener.post_message(
                    IndexProgress(
                        str(told.get("stage", "")),
                        _count(told, "done"),
                        _count(told, "total"),
                        _count(told, "rejected"),
                        _count(told, "again"),
                        _count(told, "left") if "left" in told else None,
                        _count(told, "bytes"),
                        _count(told, "bytes_total"),
                    )
                )
        status = await process.wait()
        changed = sum(_count(ended, name) for name in ("added", "changed", "removed"))
        problem = shown_line(await talk) if status else ""
        rejected, again = _count(ended, "rejected"), _count(ended, "again")
        asked = self._asked and not ended
        self._listener.post_message(IndexEnded(status, problem, changed, rejected, again, asked))

    async def stop(self) -> None:
        """End the child: asked first, killed after `PATIENCE`."""
        process, task = self._process, self._task
        if process is None or task is None or task.done():
            return
        self._asked = True
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            task.cancel()

    def kill(self) -> None:
        """Ask the child to end, when there is no time to wait: it does so soon, whatever it is doing."""
        if self._process is not None and self.running:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()


async def _last_line(stream: asyncio.StreamReader) -> str:
    """The last line of talk that is not empty, cut."""
    last = ""
    while chunk := await stream.read(65536):
        lines = [line for line in (last + chunk.decode("utf-8", "replace")).splitlines() if line.strip()]
        last = lines[-1][-2000:] if lines else ""
    return last


def _object(line: bytes) -> dict[str, object]:
    """The JSON object of a line; empty for anything else."""
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _count(told: dict[str, object], name: str) -> int:
    value = told.get(name, 0)
    return value if isinstance(value, int) else 0
