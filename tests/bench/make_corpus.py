"""A corpus of any size, mixed from the paragraphs of a real one; the same on every run.

    python -m tests.bench.make_corpus CORPUS OUT --articles 100000 [--jsonl] [--seed 7]

Each article has the headline of one article, the stamp of a day of its own, and paragraphs of some others: as
long as articles of CORPUS are, and no two the same. OUT is a folder of nested folders of 1,000 files, or with
`--jsonl` one file of a record a line. Written as it is made: memory does not grow with it. What is not real:
paragraphs do not belong together, so no two articles share more than passages, and near duplicates are rare.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.lexicon.lexicon import load_lexicon

READ = 2_000
"""Articles of the real corpus that are mixed."""
FOLDER = 1_000
LAST_DAY = date(2017, 7, 2)
DAYS = 6_000


@dataclass(frozen=True, slots=True)
class Stock:
    """What articles are made of."""

    titles: list[str]
    leads: list[str]
    bodies: list[str]
    lengths: list[int]
    """Paragraphs of each article read."""


def stock_of(corpus: Path) -> Stock:
    """Titles, leads and paragraphs of a corpus."""
    lexicon = load_lexicon()
    files = list(scan(corpus))
    random.Random(7).shuffle(files)
    stock = Stock([], [], [], [])
    for file in files[:READ]:
        for raw in read(file)[0]:
            article = clean(raw, lexicon)
            bodies = [span.of(article.text) for span in article.spans_of("body")]
            if article.title and bodies:
                stock.titles.append(article.title)
                stock.leads.extend(span.of(article.text) for span in article.spans_of("lead"))
                stock.bodies.extend(bodies)
                stock.lengths.append(len(bodies))
    return stock


def articles(stock: Stock, count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(headline, ISO day, text without the headline) of each article."""
    chance = random.Random(seed)
    for number in range(count):
        day = LAST_DAY - timedelta(days=chance.randrange(DAYS))
        paragraphs = chance.choices(stock.bodies, k=chance.choice(stock.lengths))
        title = f"{chance.choice(stock.titles)} ({number + 1})"
        yield title, day.isoformat(), "\n\n".join([chance.choice(stock.leads), *paragraphs])


def write_files(stock: Stock, out: Path, count: int, seed: int) -> int:
    """Write a file an article; returns the bytes written."""
    written = 0
    for number, (title, day, text) in enumerate(articles(stock, count, seed)):
        folder = out / f"{number // FOLDER // 100:03}" / f"{number // FOLDER:05}"
        if number % FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        stamp = "/".join(reversed(day.split("-")))
        data = f"{title}\n\n{stamp} 08:30\n\n{text}\n".encode()
        (folder / f"{number:08}.txt").write_bytes(data)
        written += len(data)
    return written


def write_lines(stock: Stock, out: Path, count: int, seed: int) -> int:
    """Write one JSON Lines file; returns the bytes written."""
    written = 0
    with out.open("wb") as file:
        for title, day, text in articles(stock, count, seed):
            record = {"title": title, "date": day, "text": text}
            written += file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    return written


def main() -> None:
    """Read the arguments and write the corpus."""
    parser = argparse.ArgumentParser(prog="make_corpus", description="A corpus mixed from a real one")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jsonl", action="store_true", help="one file of a record a line")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    stock = stock_of(arguments.corpus)
    write = write_lines if arguments.jsonl else write_files
    written = write(stock, arguments.out, arguments.articles, arguments.seed)
    print(f"{arguments.articles} articles, {written / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
