"""`docbao index` over a corpus of which no file has changed, against `scandir` and `stat` of the same tree.

    python -m tests.bench.nothing_to_do CORPUS [--files 100000] [--rounds 5]

As many files as asked for, of a few bytes to a few KB each cut from those of CORPUS, in nested folders; the
library is made once, which takes minutes. Prints the medians of alternating rounds, the start of an
interpreter taken apart, and the bar. The twin of correctness: the run says that nothing was added, changed or
removed and every file is known; after one file is touched and written anew the next run says so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = 500
SETTLED = 3.0
"""Seconds after which a file counts as settled: one written just now is read again."""
BAR = 3.0
SHORTEST, LONGEST = 10, 1_000
"""Characters of a file; most are short, for what a file holds does not matter here."""


def spread(corpus: Path, out: Path, count: int) -> None:
    """`count` short files in nested folders, no two the same."""
    texts = [
        path.read_text(encoding="utf-8", errors="ignore") for path in sorted(corpus.rglob("*.txt"))[:500]
    ]
    chance = random.Random(7)
    for number in range(count):
        folder = out / f"{number // FOLDER // 20:03}" / f"{number // FOLDER:04}"
        if number % FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        text = chance.choice(texts)
        length = int(SHORTEST * (LONGEST / SHORTEST) ** chance.random())
        start = chance.randrange(max(1, len(text) - length))
        (folder / f"{number:07}.txt").write_text(f"{number} {text[start : start + length]}", encoding="utf-8")


def index(corpus: Path, folder: Path) -> tuple[float, dict[str, object]]:
    """Seconds of `docbao index`, and what it said at its end."""
    command = [sys.executable, "-P", "-m", "tui", "index", str(corpus), "--progress", "json"]
    command += ["--library", str(folder / "library"), "--data", str(folder / "data")]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment())
    return time.perf_counter() - began, json.loads(done.stdout.splitlines()[-1])


def started() -> float:
    """Seconds an interpreter with the command's parser takes to start and end."""
    began = time.perf_counter()
    command = [sys.executable, "-P", "-m", "tui", "index", "--help"]
    subprocess.run(command, capture_output=True, check=True, env=_environment())
    return time.perf_counter() - began


def _environment() -> dict[str, str]:
    """With compiled modules kept, as where the program is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def walk(folder: str) -> int:
    """Number of files below a folder, each looked at."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += walk(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                count += 1
    return count


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="nothing_to_do", description="Indexing where nothing has changed")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        spread(arguments.corpus, corpus, arguments.files)
        time.sleep(SETTLED)
        first, said = index(corpus, folder)
        print(f"{arguments.files} files indexed in {first:.0f} s: {said}", flush=True)
        times: dict[str, list[float]] = {"index": [], "walk": [], "start": []}
        for _ in range(arguments.rounds):
            for what in random.sample(list(times), 3):
                if what == "index":
                    took, said = index(corpus, folder)
                    changes = [said[key] for key in ("added", "changed", "removed")]
                    if changes != [0, 0, 0]:
                        raise SystemExit(f"something was done: {said}")
                    times[what].append(took)
                elif what == "walk":
                    began = time.perf_counter()
                    if walk(str(corpus)) != arguments.files:
                        raise SystemExit("the walk missed files")
                    times[what].append(time.perf_counter() - began)
                else:
                    times[what].append(started())
        some = next(corpus.rglob("*.txt"))
        some.write_text("Bài đã sửa.\n\nNội dung khác hẳn của bài này.\n", encoding="utf-8")
        _, said = index(corpus, folder)
        if said["changed"] != 1:
            raise SystemExit(f"a changed file went unseen: {said}")
        ours, walked, start = (statistics.median(times[what]) for what in ("index", "walk", "start"))
        print(f"index {ours:.2f} s (of it start of the program {start:.2f} s), scandir + stat {walked:.2f} s")
        ratio = ours / walked
        print(f"ratio {ratio:.2f} x, without the start {(ours - start) / walked:.2f} x; bar {BAR} x")


if __name__ == "__main__":
    main()
