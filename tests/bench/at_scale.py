"""The reader over a large library against the same over a small one, in alternating rounds.

    python -m tests.bench.at_scale SMALL LARGE [--rounds 7] [--keys 120]

`SMALL` and `LARGE` are SQLite files made by `big_library`. Prints first paint, resident memory after it, a
key down (until the list says the new row's number), End and a filter, with ratios and bars. The corpus
folders are empty, so that the reader's own indexer finds nothing and leaves the library alone. Twins of
correctness: the row waited for is the newest article of the library, after the last key down the row under
the cursor is the one the library has there, End shows the last, and the filter finds the one article whose
number was typed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.terminal import Terminal
from tui.library.library import Library
from tui.library.listing import EVERYTHING
from tui.library.places import library_path
from tui.text.shown import shown_line

DOWN, END = b"\x1b[B", b"G"
SEEN = 18
"""First characters of a title that are looked for: any list shows as many."""
QUIET = 2.0
"""Seconds without output after which memory is read again, with all that is loaded behind the first paint."""
BARS = {"first paint": 1.1, "memory": 1.2, "key p50": 1.1, "key p95": 1.3}


@dataclass
class Side:
    """One library and what was measured on it."""

    name: str
    command: list[str]
    first: str
    after_keys: str
    last: str
    number: str
    """What stands behind the headline of the article in the middle, in brackets."""
    count: int
    times: dict[str, list[float]] = field(default_factory=dict)

    def add(self, what: str, value: float) -> None:
        """Note one measurement."""
        self.times.setdefault(what, []).append(value)


def prepare(name: str, file: Path, folder: Path, keys: int) -> Side:
    """A corpus folder whose library is `file`, and what its list must show."""
    corpus = folder / name
    corpus.mkdir()
    path = library_path(folder / "libraries", corpus)
    path.parent.mkdir(parents=True)
    path.symlink_to(file.resolve())
    library = Library.open(path)
    count = library.count(EVERYTHING)
    titles = [
        shown_line((library.heads("newest", EVERYTHING, at, at + 1)[0]).title)[:SEEN]
        for at in (0, min(keys, count - 1), count - 1)
    ]
    middle = library.heads("newest", EVERYTHING, count // 2, count // 2 + 1)[0].title
    library.close()
    store = ["--library", str(folder / "libraries"), "--data", str(folder / f"data-{name}"), "--lang", "en"]
    command = [sys.executable, "-P", "-m", "tui", *store, str(corpus)]
    return Side(name, command, titles[0], titles[1], titles[2], middle[middle.rindex("(") :], count)


def shows(wanted: str) -> Callable[[str], bool]:
    """True for a screen with `wanted` on it."""
    return lambda text: wanted in text


def measure(side: Side, keys: int) -> None:
    """One round over one library."""
    terminal = Terminal(side.command, columns=160, rows=40)
    seen = terminal.wait_for(side.first, 60)
    if seen is None:
        raise SystemExit(f"{side.name}: never showed {side.first!r}:\n{terminal.text()}")
    side.add("first paint", seen)
    side.add("memory", terminal.resident_mb())
    terminal.settle(QUIET)
    side.add("memory at rest", terminal.resident_mb())
    for row in range(2, keys + 2):
        took = terminal.until(DOWN, shows(f" {row:,}/{side.count:,} "))
        if took is None:
            raise SystemExit(f"{side.name}: row {row} was never reached:\n{terminal.text()}")
        side.add("key", took)
    terminal.settle()
    if side.after_keys not in terminal.text():
        raise SystemExit(
            f"{side.name}: {keys} rows down {side.after_keys!r} is not shown:\n{terminal.text()}"
        )
    took_end = terminal.until(END, lambda text: side.last in text)
    if took_end is None:
        raise SystemExit(f"{side.name}: End never showed {side.last!r}:\n{terminal.text()}")
    side.add("end", took_end)
    terminal.press(b"f")
    terminal.settle()
    filtered = terminal.until(side.number.encode(), lambda text: text.count(side.number) > 1, 60)
    if filtered is None:
        raise SystemExit(f"{side.name}: the filter never showed {side.number}:\n{terminal.text()}")
    side.add("filter", filtered)
    side.add("memory at the end", terminal.resident_mb())
    terminal.close()


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(what: str, small: float, large: float, unit: str, bar: float | None = None) -> None:
    """One line: both, their ratio and its bar."""
    scale = 1000 if unit == "ms" else 1
    verdict = "" if bar is None else f"  bar {bar} {'kept' if large / small <= bar else 'MISSED'}"
    print(f"{what:24} {small * scale:9.1f} {large * scale:9.1f} {unit}  {large / small:5.2f} x{verdict}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="at_scale", description="The reader over a large library")
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keys", type=int, default=120)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sides = [
            prepare(which, file, Path(name), arguments.keys)
            for which, file in (("small", arguments.small), ("large", arguments.large))
        ]
        for turn in range(arguments.rounds + 1):
            for side in random.sample(sides, 2):
                measure(side, arguments.keys)
                if turn == 0:
                    side.times.clear()  # files into the cache, modules compiled
        small, large = sides
        print(f"rows: {small.count} and {large.count}")
        for what in ("first paint", "memory", "memory at rest", "end", "filter", "memory at the end"):
            unit = "MB" if "memory" in what else "ms"
            ours, theirs = (statistics.median(side.times[what]) for side in (large, small))
            report(what, theirs, ours, unit, BARS.get(what))
        for label, share in (("p50", 0.5), ("p95", 0.95)):
            ours, theirs = (quantile(side.times["key"], share) for side in (large, small))
            report(f"key {label}", theirs, ours, "ms", BARS[f"key {label}"])


if __name__ == "__main__":
    main()
