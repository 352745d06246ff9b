"""Extraction of all kinds against word segmentation of the same text, in alternating rounds, on one core.

    python -m tests.bench.facts_speed FOLDER [ARTICLES]
    python -m tests.bench.facts_speed FOLDER --memory

Prints characters a second of processor time, their ratio as the median and the least of the rounds, and
the slowest article. The twin of correctness: how many facts of each kind came out, which must not shrink
while the time does. With `--memory`: the most memory held after each quarter of the whole folder, read in
one process; after the first it grows only by what is kept between articles.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.lexicon.lexicon import load_lexicon
from tui.model.article import Article
from tui.model.fact import KINDS
from tui.text.sentences import sentences

ROUNDS = 5


def articles_of(folder: Path, count: int) -> list[Article]:
    """A sample of the corpus, cleaned; the same on every run."""
    lexicon = load_lexicon()
    files = list(scan(folder))
    random.Random(7).shuffle(files)
    return [clean(raw, lexicon) for file in files[:count] for raw in read(file)[0]]


def seconds(work: Callable[[Sequence[Article]], None], part: Sequence[Article]) -> float:
    """Processor time that `work` takes on `part`."""
    began = time.process_time()
    work(part)
    return time.process_time() - began


def compare(folder: Path, count: int) -> None:
    """Measure and print extraction beside word segmentation."""
    from underthesea import word_tokenize

    lexicon = load_lexicon()
    articles = articles_of(folder, count)
    times: list[float] = []
    found: Counter[str] = Counter()

    def ours(part: Sequence[Article]) -> None:
        for article in part:
            began = time.process_time()
            extraction = extract(article, lexicon)
            times.append(time.process_time() - began)
            found.update({kind: len(extraction.of_kind(kind)) for kind in KINDS})

    def theirs(part: Sequence[Article]) -> None:
        for article in part:
            for sentence in sentences(article.text):
                word_tokenize(sentence.of(article.text))

    extract(articles[0], lexicon)
    word_tokenize("Làm nóng máy.")
    ratios, rates = [], []
    for start in range(ROUNDS):
        part = articles[start::ROUNDS]
        spent = seconds(ours, part)
        ratios.append(seconds(theirs, part) / spent)
        rates.append(sum(len(article.text) for article in part) / spent)
    characters = sum(len(article.text) for article in articles)
    print(f"{len(articles)} articles, {characters} characters; facts: {dict(found)}")
    print(f"extraction {statistics.median(rates) / 1e3:.0f} thousand characters a second,")
    print(f"{statistics.median(ratios):.1f} x as fast as word_tokenize ({min(ratios):.1f} x at least);")
    print(f"slowest article {max(times) * 1e3:.0f} ms")


def held_mb() -> float:
    """The most memory the process has held so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory(folder: Path) -> None:
    """Extract every article of the folder once and print the memory held after each quarter."""
    lexicon = load_lexicon()
    files = list(scan(folder))
    random.Random(7).shuffle(files)
    print(f"before the first article: {held_mb():.0f} MB")
    for quarter in range(4):
        for file in files[quarter * len(files) // 4 : (quarter + 1) * len(files) // 4]:
            for raw in read(file)[0]:
                extract(clean(raw, lexicon), lexicon)
        print(f"after {quarter + 1}/4 of {len(files)} files: {held_mb():.0f} MB")


def main() -> None:
    """Read the arguments and measure what they ask for."""
    parser = argparse.ArgumentParser(prog="facts_speed", description="Speed and memory of extraction")
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int, nargs="?", default=200)
    parser.add_argument("--memory", action="store_true", help="memory over the whole folder, not speed")
    arguments = parser.parse_args()
    if arguments.memory:
        memory(arguments.folder)
    else:
        compare(arguments.folder, arguments.articles)


if __name__ == "__main__":
    main()
