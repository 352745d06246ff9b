"""A letter typed into the search box until its answer stands on the screen, against the smallest Textual app.

    python -m tests.bench.search_keys LIBRARY [--rounds 3] [--queries 12]

`LIBRARY` is an SQLite file beside its text index, best of 100,000 articles (`text_search --library` makes one
of the texts alone). Queries are words of its articles that follow one another, half of them without tones,
typed letter by letter in pauses. The smallest app is a `Static` that says how many keys were pressed, at the
same size, typed the same letters; both take turns. A key counts until the chunk of output after which the
screen is right. Bursts, all letters of a query at once, are timed too. This process holds the library's lock,
so that the reader's own indexer lets it alone.

The twin of correctness: a screen is right when the line below the query repeats it as read, and the border
has just the number of articles that the library, asked in this process, says there are.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.at_scale import quantile
from tests.bench.terminal import Terminal
from tui.library.library import Library
from tui.library.places import library_path
from tui.text.folding import fold

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    keys = 0
    def compose(self): yield Static("READYMARK")
    def on_key(self):
        self.keys += 1
        self.query_one(Static).update(f"READYMARK {self.keys};")
Smallest().run()
"""
BAR = 4.0
SIZE = (120, 36)
CLEAR = b"\x15"
SLOWEST = 8
REFUSED = "⚠"
PATIENCE = 10.0
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,2}")


def queries(library: Library, count: int) -> list[str]:
    """Words that follow one another in articles, in small letters, every other query without tones."""
    chance = random.Random(13)
    (articles,) = library.connection.execute("SELECT articles FROM state").fetchone()
    drawn: list[str] = []
    while len(drawn) < count:
        article = library.text(chance.randrange(1, articles + 1))
        found = _WORDS.findall(article.text) if article is not None else []
        if found:
            words = chance.choice(found).lower()
            drawn.append(fold(words) if len(drawn) % 2 else words)
    return drawn


class Expected:
    """What must stand on the screen for a query."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[str, str]] = {}

    def shown(self, query: str) -> Callable[[str], bool]:
        """True for a screen with the answer."""
        if query not in self._known:
            result = self._library.find_text(query, 200)
            read = f"“{' '.join(result.understood.terms)}”"
            count = f"{result.total_articles:,} article"
            self._known[query] = read, count
        read, count = self._known[query]
        return lambda text: read in text and re.search(rf"(?<![\d,]){count}", text) is not None


@dataclass
class Reader:
    """The reader's search box, typed into."""

    terminal: Terminal
    expected: Expected
    keys: list[tuple[float, str]]
    """(seconds, what stood in the line then) of each letter that was answered."""
    bursts: list[float]
    refused: list[str]
    """What was typed where the answer was that there is none, or none came."""

    def type(self, query: str) -> None:
        """Letter by letter, then all at once."""
        for at, letter in enumerate(query):
            typed = query[: at + 1]
            if letter == " ":
                self.terminal.press(b" ")  # asks nothing new: the query is the same
                continue
            took = self._press(letter, typed)
            if took is not None:
                self.keys.append((took, typed))
        self.terminal.press(CLEAR)
        took = self._press(query, query)
        if took is not None:
            self.bursts.append(took)
        self.terminal.press(CLEAR)

    def _press(self, keys: str, typed: str) -> float | None:
        shown = self.expected.shown(typed)
        took = self.terminal.until(keys.encode(), lambda text: REFUSED in text or shown(text), PATIENCE)
        if took is None or REFUSED in self.terminal.text():
            self.refused.append(typed)
            return None
        return took


def type_into_smallest(terminal: Terminal, letters: int, keys: list[float], before: int = 0) -> None:
    """As many letters, `before` of them having been typed."""
    for number in range(before + 1, before + letters + 1):
        took = terminal.until(b"a", _says(number), PATIENCE)
        if took is None:
            raise SystemExit(f"key {number} was never shown:\n{terminal.text()}")
        keys.append(took)


def _says(number: int) -> Callable[[str], bool]:
    return lambda text: f"READYMARK {number};" in text


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="search_keys", description="Typing into the search box")
    parser.add_argument("library", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queries", type=int, default=12)
    arguments = parser.parse_args()
    library = Library.open(arguments.library, write=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        corpus.mkdir()
        path = library_path(folder / "libraries", corpus)
        path.parent.parent.mkdir(parents=True)
        path.parent.symlink_to(arguments.library.resolve().parent)
        smallest = folder / "smallest.py"
        smallest.write_text(SMALLEST, encoding="utf-8")
        store = ["--library", str(folder / "libraries"), "--data", str(folder / "data"), "--lang", "en"]
        reader = [sys.executable, "-P", "-m", "tui", *store, str(corpus)]
        asked = queries(library, arguments.queries)
        expected = Expected(library)
        letters = sum(len(query) - query.count(" ") for query in asked)
        times: dict[str, list[float]] = {"smallest": [], "reader": [], "burst": []}
        pressed: list[tuple[float, str]] = []
        refused: list[str] = []
        for _ in range(arguments.rounds):
            terminal = Terminal([sys.executable, str(smallest)], columns=SIZE[0], rows=SIZE[1])
            if terminal.wait_for("READYMARK", 60) is None:
                raise SystemExit(f"the smallest app never started:\n{terminal.text()}")
            type_into_smallest(terminal, letters, times["smallest"])
            terminal.close()
            terminal = Terminal(reader, columns=SIZE[0], rows=SIZE[1])
            if terminal.wait_for("[1]", 60) is None:
                raise SystemExit(f"the reader never started:\n{terminal.text()}")
            terminal.settle(1.0)
            if terminal.until(b"/", lambda text: "Tones may be left out" in text) is None:
                raise SystemExit(f"the search box never opened:\n{terminal.text()}")
            box = Reader(terminal, expected, pressed, times["burst"], refused)
            for query in asked:
                box.type(query)
            terminal.close()
    times["reader"] = [took for took, _typed in pressed]
    (count,) = library.connection.execute("SELECT articles FROM state").fetchone()
    print(f"{count} articles, {len(asked)} queries, {letters} letters, {arguments.rounds} rounds")
    for side, values in times.items():
        row = [1000 * quantile(values, share) for share in (0.5, 0.95)]
        base = [1000 * quantile(times["smallest"], share) for share in (0.5, 0.95)]
        print(
            f"{side:9} p50 {row[0]:7.1f} ms {row[0] / base[0]:6.2f} x   "
            f"p95 {row[1]:7.1f} ms {row[1] / base[1]:6.2f} x"
        )
    slowest = sorted({typed: took for took, typed in sorted(pressed)}.items(), key=lambda item: -item[1])
    print("slowest: " + ", ".join(f"“{typed}” {1000 * took:.0f} ms" for typed, took in slowest[:SLOWEST]))
    if refused:
        print(f"{len(refused)} of {len(refused) + len(pressed)} not answered: {', '.join(refused[:SLOWEST])}")
    ratio = quantile(times["reader"], 0.95) / quantile(times["smallest"], 0.95)
    print(f"bar {BAR} {'kept' if ratio <= BAR and not refused else 'MISSED'}")


if __name__ == "__main__":
    main()
