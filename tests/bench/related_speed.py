"""Related articles against one text query of two words, in one process, on one library.

    python -m tests.bench.related_speed LIBRARY [--questions 200] [--twin 30]

Prints p50 and p95 of both in alternating turns and the ratio of the p95; the bar is 3. Articles and words are
drawn by a fixed seed; words stand in 1 of 200 to 1 of 8 articles, so that a query has hits and is no scan.
The twin of correctness: for `--twin` articles, what comes first of a few candidates against what comes first
when every article of the library is compared (meant for libraries of some thousand articles; 0 leaves it).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from contextlib import closing
from pathlib import Path

from tui.library import indexed_texts, relations
from tui.library.library import Library

BAR = 3.0
FIRST = 5
"""Related articles the twin compares."""
SAME = 0.95
"""Part of them that must be the same."""


def quantile(times: list[float], part: float) -> float:
    """Milliseconds that `part` of the times do not exceed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))] * 1e3


def speed(library: Library, questions: int) -> float:
    """Ratio of the p95."""
    draw = random.Random(3)
    ids = [row[0] for row in library.connection.execute("SELECT id FROM articles")]
    words = [
        word
        for (word,) in library.connection.execute(
            "SELECT word FROM vocabulary WHERE articles BETWEEN ? AND ? AND length(word) > 1 ORDER BY word",
            (len(ids) // 200, len(ids) // 8),
        )
        if word.isalpha()
    ]
    related, searched = [], []
    for number in range(questions + 10):
        article_id, query = draw.choice(ids), " ".join(draw.sample(words, 2))
        began = time.perf_counter()
        library.related(article_id)
        between = time.perf_counter()
        library.find_text(query)
        ended = time.perf_counter()
        if number >= 10:  # the first ones open files
            related.append(between - began)
            searched.append(ended - between)
    ratio = quantile(related, 0.95) / quantile(searched, 0.95)
    for name, times in (("related", related), ("two words", searched)):
        print(f"{name:10} p50 {quantile(times, 0.5):6.1f} ms, p95 {quantile(times, 0.95):6.1f} ms")
    print(f"{len(ids)} articles, {questions} questions: related takes {ratio:.2f} times one text query")
    return ratio


def twin(library: Library, path: Path, count: int) -> float:
    """Part of the first related articles that are the same when every article is compared."""
    draw = random.Random(5)
    connection = library.connection
    ids = [row[0] for row in connection.execute("SELECT id FROM articles")]
    same = wanted = 0
    for article_id in draw.sample(ids, min(count, len(ids))):
        few = [item.head.id for item in library.related(article_id, FIRST)]
        all_of_them = [
            item.head.id
            for item in indexed_texts.ask(
                connection,
                path,
                None,
                lambda texts, wanted=article_id: relations.related(  # type: ignore[misc]
                    connection, wanted, FIRST, texts=texts, candidates=ids
                ),
            )
        ]
        same += len(set(few) & set(all_of_them))
        wanted += len(all_of_them)
    part = same / max(1, wanted)
    print(f"{part:.1%} of the first {FIRST} related articles of {count} are those of all articles compared")
    return part


def main() -> int:
    """Read the arguments, measure; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="related_speed", description="Related articles against one query")
    parser.add_argument("library", type=Path, help="the SQLite file of a library with its text index")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--twin", type=int, default=0)
    arguments = parser.parse_args()
    with closing(Library.open(arguments.library)) as library:
        missed = speed(library, arguments.questions) > BAR
        if arguments.twin:
            missed |= twin(library, arguments.library, arguments.twin) < SAME
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
