"""Extraction of all kinds against word segmentation of the same text, in alternating rounds, on one core.

    python -m tests.bench.facts_speed FOLDER [ARTICLES]

Prints characters a second, their ratio and the slowest article. The twin of correctness: how many facts
of each kind came out, which must not shrink while the time does.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
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


def main(folder: Path, count: int = 200) -> None:
    """Measure and print."""
    from underthesea import word_tokenize

    lexicon = load_lexicon()
    articles = articles_of(folder, count)
    characters = sum(len(article.text) for article in articles)
    extract(articles[0], lexicon)
    word_tokenize("Làm nóng máy.")
    ratios, rates, slowest = [], [], 0.0
    found: Counter[str] = Counter()
    batch = max(1, len(articles) // ROUNDS)
    for start in range(0, len(articles), batch):
        part = articles[start : start + batch]
        began = time.perf_counter()
        for article in part:
            before = time.perf_counter()
            extraction = extract(article, lexicon)
            slowest = max(slowest, time.perf_counter() - before)
            found.update({kind: len(extraction.of_kind(kind)) for kind in KINDS})
        ours = time.perf_counter() - began
        began = time.perf_counter()
        for article in part:
            for sentence in sentences(article.text):
                word_tokenize(sentence.of(article.text))
        theirs = time.perf_counter() - began
        size = sum(len(article.text) for article in part)
        ratios.append(theirs / ours)
        rates.append(size / ours)
    print(f"{len(articles)} articles, {characters} characters; facts: {dict(found)}")
    print(f"extraction {statistics.median(rates) / 1e3:.0f} thousand characters a second,")
    print(
        f"{statistics.median(ratios):.1f} x as fast as word_tokenize; slowest article {slowest * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:3]))
