"""A letter of a name typed into the search box until its answer is on the screen, against interactive fzf.

    python -m tests.bench.name_keys LIBRARY [--fzf PATH] [--names 100000] [--rounds 3] [--queries 12]

`LIBRARY` is an SQLite file with facts; it is copied, and invented people are added to the copy until it has
`--names` names. fzf (`iterfzf` carries it) reads the same names, folded, one a line. Queries are names of it
without tones, typed letter by letter in pauses; both programs and the smallest Textual app have terminals of
one size and take turns, a query each. A key counts until the chunk of output after which the screen is right.
This process holds the lock of the copy, so that the reader's own indexer lets it alone.

The twins of correctness: the reader's screen is right when its border counts just the names that the library,
asked in this process, finds, and its rows name the first of them with the number of articles it has; fzf's
when it counts just the lines that `fzf --filter` lets through. After the last letter it is noted whether the
wanted name is the first.
"""

from __future__ import annotations

import argparse
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.at_scale import quantile
from tests.bench.big_library import name_of
from tests.bench.search_keys import CLEAR, PATIENCE, SIZE, SMALLEST, type_into_smallest
from tests.bench.terminal import Terminal
from tui.library.library import Library
from tui.library.places import library_path
from tui.present.kinds import number
from tui.present.lines import cut_text
from tui.text.folding import entity_key, fold

BAR = 1.0
LIMIT = 100
"""Names that the search box asks for."""
SEEN = 17
"""First cells of a name that are looked for."""


def fill(file: Path, wanted: int) -> list[str]:
    """Add invented people, one article each, until the library has `wanted` names; returns all its names."""
    library = Library.open(file, write=True)
    connection = library.connection
    chance = random.Random(4)
    articles = [row[0] for row in connection.execute("SELECT id FROM articles")]
    known = {row[0] for row in connection.execute("SELECT key FROM entities")}
    (last,) = connection.execute("SELECT max(id) FROM entities").fetchone()
    numbers = iter(chance.sample(range(20 * wanted), 2 * wanted))
    people, said = [], []
    while len(known) < wanted:
        name = name_of(next(numbers))
        key = entity_key("person", name)
        if key in known:
            continue
        known.add(key)
        last += 1
        people.append((last, key, "person"))
        said.append((last, chance.choice(articles), name, "", 1, 0, 1, 1))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO entities (id, key, kind) VALUES (?, ?, ?)", people)
    connection.executemany(
        "INSERT INTO named (entity, article, name, full, mentions, start, stop, telling)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        said,
    )
    connection.execute("UPDATE state SET generation = generation + 1")
    connection.execute("COMMIT")
    names = [row[0] for row in connection.execute("SELECT DISTINCT name FROM named")]
    library.close()
    return names


class Reader:
    """What must stand on the reader's screen."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[str, str, str]] = {}

    def shown(self, query: str) -> Callable[[str], bool]:
        """True for a screen with the answer."""
        name, articles, count = self._expected(query)
        return lambda text: (
            count in text
            and any(name in row and articles in row.split(name, 1)[1] for row in text.split("\n"))
        )

    def _expected(self, query: str) -> tuple[str, str, str]:
        if query not in self._known:
            result = self._library.find_names(query, LIMIT)
            if not result.hits:
                raise SystemExit(f"no name for “{query}”")
            first = result.hits[0]
            shown = number(len(result.hits))
            count = (
                f" {shown} name"
                if result.total <= len(result.hits)
                else f" {shown} of {number(result.total)} "
            )
            self._known[query] = cut_text(first.name, SEEN).rstrip("…"), number(first.article_count), count
        return self._known[query]

    def first(self, query: str) -> str:
        """The name it must put first."""
        return self._library.find_names(query, LIMIT).hits[0].name


class Peer:
    """What must stand on the screen of fzf."""

    def __init__(self, program: str, lines: Path) -> None:
        self._program = program
        self._lines = lines
        self._known: dict[str, list[str]] = {}
        self.total = len(lines.read_bytes().splitlines())

    def shown(self, query: str) -> Callable[[str], bool]:
        """True for a screen with the answer."""
        line = f"> {query}"
        count = f" {len(self._found(query))}/{self.total} "
        return lambda text: count in text and any(row.rstrip() == line.rstrip() for row in text.split("\n"))

    def first(self, query: str) -> str:
        """The line it puts first."""
        return next(iter(self._found(query)), "")

    def _found(self, query: str) -> list[str]:
        if query not in self._known:
            done = subprocess.run(
                [self._program, "--filter", query],
                input=self._lines.read_bytes(),
                capture_output=True,
                check=False,
            )
            self._known[query] = done.stdout.decode().splitlines()
        return self._known[query]


def type_in(terminal: Terminal, query: str, side: Reader | Peer, keys: list[tuple[float, str]]) -> None:
    """Type a query letter by letter; a blank asks nothing new and is not counted."""
    for at, letter in enumerate(query):
        if letter == " ":
            terminal.press(b" ")
            continue
        typed = query[: at + 1]
        took = terminal.until(letter.encode(), side.shown(typed), PATIENCE)
        if took is None:
            raise SystemExit(f"“{typed}” was never answered right:\n{terminal.text()}")
        keys.append((took, typed))
    terminal.press(CLEAR)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="name_keys", description="Typing names into the search box")
    parser.add_argument("library", type=Path)
    parser.add_argument("--fzf", default="fzf")
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queries", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        corpus.mkdir()
        path = library_path(folder / "libraries", corpus)
        shutil.copytree(arguments.library.resolve().parent, path.parent)
        names = fill(path, arguments.names)
        folded = folder / "folded.txt"
        folded.write_text("\n".join(dict.fromkeys(map(fold, names))) + "\n", encoding="utf-8")
        library = Library.open(path, write=True)
        reader, peer = Reader(library), Peer(arguments.fzf, folded)
        (folder / "smallest.py").write_text(SMALLEST, encoding="utf-8")
        store = ["--library", str(folder / "libraries"), "--data", str(folder / "data"), "--lang", "en"]
        full = sorted(one for one in names if 2 <= one.count(" ") <= 3 and one.replace(" ", "").isalpha())
        asked = random.Random(13).sample(full, arguments.queries)
        pressed: dict[str, list[tuple[float, str]]] = {"smallest": [], "fzf": [], "reader": []}
        for _ in range(arguments.rounds):
            small = Terminal([sys.executable, str(folder / "smallest.py")], columns=SIZE[0], rows=SIZE[1])
            other = Terminal(
                ["sh", "-c", f"{shlex.quote(arguments.fzf)} < {shlex.quote(str(folded))}"],
                columns=SIZE[0],
                rows=SIZE[1],
            )
            ours = Terminal(
                [sys.executable, "-P", "-m", "tui", *store, str(corpus)], columns=SIZE[0], rows=SIZE[1]
            )
            for terminal, mark in (
                (small, "READYMARK"),
                (other, f"{peer.total}/{peer.total}"),
                (ours, "[1]"),
            ):
                if terminal.wait_for(mark, 60) is None:
                    raise SystemExit(f"{mark} never came:\n{terminal.text()}")
            ours.settle(1.0)
            if ours.until(b"@", lambda text: "Tab text" in text) is None:
                raise SystemExit(f"the search box never opened:\n{ours.text()}")
            if ours.until(b"a", reader.shown("a"), 60) is None:
                raise SystemExit(f"the names never came:\n{ours.text()}")
            ours.press(CLEAR)
            number_of_keys = 0
            for one in asked:
                query = fold(one)
                type_in(other, query, peer, pressed["fzf"])
                type_in(ours, query, reader, pressed["reader"])
                letters = len(query.replace(" ", ""))
                took: list[float] = []
                type_into_smallest(small, letters, took, number_of_keys)
                number_of_keys += letters
                pressed["smallest"] += [(seconds, query) for seconds in took]
            for terminal in (small, other, ours):
                terminal.close()
        firsts = [sum(fold(side.first(fold(one))) == fold(one) for one in asked) for side in (reader, peer)]
        library.close()
    report(pressed, firsts, len(asked), len(names))


def report(pressed: dict[str, list[tuple[float, str]]], firsts: list[int], asked: int, names: int) -> None:
    """Print what was measured."""
    times = {side: [seconds for seconds, _typed in keys] for side, keys in pressed.items()}
    print(
        f"{names} names, {asked} queries, {len(times['reader'])} letters; "
        f"wanted first: reader {firsts[0]}, fzf {firsts[1]}"
    )
    for side, values in times.items():
        cells = []
        for label, share in (("p50", 0.5), ("p95", 0.95)):
            value = quantile(values, share)
            against = " ".join(
                f"{value / quantile(times[base], share):5.2f} x {base}" for base in ("fzf", "smallest")
            )
            cells.append(f"{label} {1000 * value:6.1f} ms {against}")
        print(f"{side:9} " + "   ".join(cells))
    slowest = sorted(
        {typed: took for took, typed in sorted(pressed["reader"])}.items(), key=lambda item: -item[1]
    )
    print("slowest: " + ", ".join(f"“{typed}” {1000 * took:.0f} ms" for typed, took in slowest[:8]))
    ratio = quantile(times["reader"], 0.95) / quantile(times["fzf"], 0.95)
    print(f"bar {BAR} {'kept' if ratio <= BAR else 'MISSED'}")


if __name__ == "__main__":
    main()
