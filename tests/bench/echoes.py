"""Echoes planted in invented articles, and how the search of a whole corpus grows.

    python -m tests.bench.echoes [--articles 10000] [--plants 400] [--growth 10000 100000]

Recall: of the sentences planted (copied, edited, with the tone mark placed otherwise, quoted inside another
sentence) those found, from the article they come from, from the one they were put into, and among the
passages of the whole corpus. Precision: of the echoes told those that were planted or that a naive judge
calls the same sentence. Growth: CPU seconds and peak memory of `repeated_passages`, each size in a process of
its own; `x linear` is time an article at the larger size by time an article at the smaller one.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict

from tests.library.memory import article_of, finish
from tests.library.planted import HOW, Plant, found_by, plant, share_a_sentence
from tui.library import schema, storing
from tui.library.echoes import echoes
from tui.library.repeated import repeated_passages
from tui.model.fact import Extraction
from tui.model.span import Span

JUDGED = 3_000
"""Pairs of articles that the naive judge looks at."""

Echoes = dict[tuple[int, int], list[tuple[Span, Span]]]


def library(texts: list[str]) -> sqlite3.Connection:
    """A library of these texts, stored as a run stores them, without the text index."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection)
    connection.execute("INSERT INTO versions (id, key) VALUES (1, 'bench')")
    for number, text in enumerate(texts):
        article = article_of(f"{number:07}.txt", text)
        article_id = storing.store_text(connection, 0, storing.prepare_text(article))
        storing.store_facts(connection, article_id, storing.prepare_facts(article, Extraction()), 1)
        if number % 500 == 0:
            for part in schema.fact_parts():
                for _step in part.tend(connection):
                    pass
    return finish(connection)


def all_echoes(connection: sqlite3.Connection, count: int) -> Echoes:
    """Echoes of every article, by the numbers of both."""
    found: Echoes = defaultdict(list)
    for article in range(1, count + 1):
        for echo in echoes(connection, article):
            found[article - 1, echo.other_id - 1].append((echo.span, echo.other_span))
    return found


def of_corpus(connection: sqlite3.Connection) -> Echoes:
    """Passages of the whole corpus, as echoes between any two of their places."""
    found: Echoes = defaultdict(list)
    repeated = repeated_passages(connection, stopped=lambda: False)
    assert repeated is not None
    for group in repeated.groups:
        places = list(group.places())
        for one, here in places:
            for other, there in places:
                if one != other:
                    found[one - 1, other - 1].append((here, there))
    return found


def turned(found: Echoes) -> Echoes:
    """The same echoes, seen from the other article."""
    return {(other, one): [(there, here) for here, there in spans] for (one, other), spans in found.items()}


def precision(found: Echoes, plants: list[Plant], texts: list[str]) -> tuple[int, int]:
    """(echoes told, those that are none), in `JUDGED` pairs of articles at most."""
    planted = {(one.source, one.target) for one in plants} | {(one.target, one.source) for one in plants}
    pairs = random.Random(1).sample(sorted(found), min(JUDGED, len(found)))
    told = sum(len(found[pair]) for pair in pairs)
    wrong = sum(
        len(found[one, other])
        for one, other in pairs
        if (one, other) not in planted and not share_a_sentence(texts[one], texts[other])
    )
    return told, wrong


def planted(articles: int, each: int) -> None:
    """Print recall and precision."""
    texts, plants = plant(articles, each=each)
    connection = library(texts)
    began = time.process_time()
    found = all_echoes(connection, articles)
    print(f"{articles} articles, {1000 * (time.process_time() - began) / articles:.2f} ms each")
    corpus = of_corpus(connection)
    for name, some in (
        ("from the source", found),
        ("from the copy", turned(found)),
        ("of the corpus", corpus),
    ):
        got = found_by(plants, some)
        by_kind = ", ".join(
            f"{how} {sum(one.how == how for one in got) / max(1, sum(p.how == how for p in plants)):.3f}"
            for how in HOW
        )
        told, wrong = precision(some, plants, texts)
        print(f"{name}: recall {len(got) / len(plants):.4f} ({by_kind});", end=" ")
        print(f"precision {1 - wrong / max(1, told):.4f} of {told}")


def one_size(articles: int) -> None:
    """Print CPU seconds of one size, and by how many MB memory grew meanwhile."""
    connection = library(plant(articles, each=articles // 100)[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    repeated = repeated_passages(connection, stopped=lambda: False)
    assert repeated is not None
    seconds = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(articles, f"{seconds:.2f}", len(repeated.groups), f"{grown:.0f}")


def growth(sizes: list[int]) -> None:
    """Print how time grows from the first size."""
    first = None
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.echoes", "--one", str(size)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        seconds = float(told[1]) / size
        first = first or seconds
        pace = seconds / first
        print(f"{size} articles: {told[1]} s, {told[2]} passages, + {told[3]} MB, {pace:.2f} x linear")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--plants", type=int, default=400, help="of each kind")
    parser.add_argument("--growth", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one_size(arguments.one)
        return
    planted(arguments.articles, arguments.plants)
    growth(arguments.growth)


if __name__ == "__main__":
    main()
