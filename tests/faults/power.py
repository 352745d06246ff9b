"""What a disk may hold after the power failed: recorded system calls, replayed up to a moment.

Recorded for real, by strace: every write, truncation, sync, rename and removal of a program below one folder.
Simulated is the disk: what a file's own `fsync` has covered is there; of the writes after it each is there,
missing, or torn at a sector; names made, changed or removed after the last `fsync` of their folder are there
up to a random one (a journal keeps their order). A disk that lies about `fsync` is not simulated.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,rename,renameat,unlinkat"

_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_FD = re.compile(r"(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')

STRACE = shutil.which("strace")


@dataclass(frozen=True)
class Call:
    """One system call on a file below the folder, or what the program said on standard output."""

    name: str
    path: str
    data: bytes = b""
    at: int | None = None
    """Offset; None for behind the end."""
    to: str = ""


def record(command: Sequence[str], folder: Path, trace: Path, cwd: Path) -> list[Call]:
    """Run `command` to its end, and what it did below `folder`, in order."""
    assert STRACE is not None
    subprocess.run(
        [STRACE, "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o", str(trace), *command],
        cwd=cwd, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    with trace.open(encoding="ascii", errors="replace") as lines:
        return list(_calls(lines, str(folder)))


def _calls(lines: Iterable[str], folder: str) -> Iterator[Call]:
    for line in lines:
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name, said = match[1], match[2]
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(said)]
        fd = _FD.match(said)
        if name == "write" and fd is not None and fd[1] == "1":
            yield Call("said", "", texts[0])
            continue
        if name in ("unlink", "unlinkat", "rename", "renameat", "openat"):
            paths = [text.decode("utf-8", "replace") for text in texts]
            if not paths or not paths[0].startswith(folder) or (name == "openat" and "O_CREAT" not in said):
                continue
            short = name.removesuffix("at") if name != "openat" else "create"
            yield Call(short, paths[0], to=paths[1] if len(paths) > 1 else "")
            continue
        if fd is None:
            continue
        path = bytes(fd[2], "ascii").decode("unicode_escape") if "\\" in fd[2] else fd[2]
        if not path.startswith(folder):
            continue
        if name == "pwrite64":
            yield Call("write", path, texts[0], int(said.rpartition(",")[2]))
        elif name == "write":
            yield Call("write", path, texts[0])
        elif name == "ftruncate":
            yield Call("truncate", path, at=int(said.rpartition(",")[2]))
        else:
            yield Call("sync", path)


@dataclass
class _Inode:
    now: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)
    """(offset, data) written, or a length cut to, since the last sync."""


class Disk:
    """A folder as the system sees it, and as it would be found after the power failed."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: dict[str, _Inode] = {}
        self._durable: dict[str, _Inode] = {}
        self._pending: list[tuple[str, str, _Inode | None]] = []

    def do(self, call: Call) -> None:
        """Make one call."""
        if call.name == "sync" and call.path == self._folder:
            self._durable, self._pending = dict(self._names), []
        elif call.name == "create":
            if call.path not in self._names:
                self._name(call.path, _Inode())
        elif call.name == "unlink":
            self._name(call.path, None)
        elif call.name == "rename":
            moved = self._names[call.path]
            self._names[call.to] = moved
            del self._names[call.path]
            self._pending.append((call.to, call.path, moved))
        elif call.path in self._names:
            self._write(self._names[call.path], call)

    def _name(self, path: str, inode: _Inode | None) -> None:
        if inode is None:
            self._names.pop(path, None)
        else:
            self._names[path] = inode
        self._pending.append((path, "", inode))

    def _write(self, inode: _Inode, call: Call) -> None:
        if call.name == "sync":
            inode.durable, inode.pending = bytes(inode.now), []
        elif call.name == "truncate":
            assert call.at is not None
            _cut(inode.now, call.at)
            inode.pending.append(call.at)
        else:
            at = len(inode.now) if call.at is None else call.at
            _put(inode.now, at, call.data)
            inode.pending.append((at, call.data))

    def fail(self, target: Path, chance: random.Random) -> None:
        """Lay into `target` what may be found after the power failed now."""
        names = dict(self._durable)
        for path, old, inode in self._pending[: chance.randint(0, len(self._pending))]:
            names.pop(old, None)
            if inode is None:
                names.pop(path, None)
            else:
                names[path] = inode
        for path, inode in names.items():
            content = bytearray(inode.durable)
            for pending in inode.pending:
                fate = chance.choice(("there", "missing", "torn"))
                if isinstance(pending, int):
                    if fate == "there":
                        _cut(content, pending)
                elif fate != "missing":
                    at, data = pending
                    kept = (
                        data if fate == "there" else data[: chance.randint(0, len(data) // SECTOR) * SECTOR]
                    )
                    if kept:
                        _put(content, at, kept)
            (target / Path(path).relative_to(self._folder)).write_bytes(content)


def _put(content: bytearray, at: int, data: bytes) -> None:
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _cut(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
