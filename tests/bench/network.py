"""The network of names at 100,000 articles against a plain self join of SQLite, and the worst of corpora.

    python -m tests.bench.network CORPUS [--rows 100000] [--models 1500]

The names of some real articles are read once; each row of the library names what one of them names. Names of
many articles stay who they are, the others are somebody else in each round, so that there are ever more of
them, as in a corpus that grows. Prints CPU seconds for reading all names, listing them, one name's ties and
all ties, and how they grow from a tenth of the articles; then the same for articles of 500 names each. The
twin of correctness: every pair and every count is that of

    SELECT a.entity, b.entity, count(*) FROM named a JOIN named b USING (article) WHERE a.entity < b.entity
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.lexicon.lexicon import load_lexicon
from tui.library import schema
from tui.library.network import MOST_NAMES, Network, read_network
from tui.model.network import USUAL_KINDS
from tui.model.result import LIKENESS

OFTEN = 20
"""Models that name it from which a name is one person in every round."""
EVERY = 1_000_000_000
T = TypeVar("T")
Names = list[tuple[str, str]]


def models_of(corpus: Path, count: int) -> list[Names]:
    """Kind and key of all names of some real articles."""
    lexicon = load_lexicon()
    found: list[Names] = []
    for file in scan(corpus):
        for raw in read(file)[0]:
            facts = extract(clean(raw, lexicon), lexicon)
            found.append(
                [("person", person.key) for person in facts.people]
                + [("organisation", body.key) for body in facts.organisations]
                + [("place", place.key) for place in facts.places]
            )
            if len(found) >= count:
                return found
    return found


def grown(models: list[Names], count: int) -> Iterator[Names]:
    """The names of `count` articles."""
    articles = Counter(key for names in models for _kind, key in names)
    for number in range(count):
        turn, model = divmod(number, len(models))
        yield [
            (kind, key if articles[key] >= OFTEN else f"{key}/{turn}")
            for kind, key in dict.fromkeys(models[model])
        ]


def rolls(count: int, names: int) -> Iterator[Names]:
    """Articles of so many names each, of a few thousand people in all."""
    for number in range(count):
        yield [("person", f"p{(number * 37 + at * 11) % 4_999}") for at in range(names)]


def library_of(articles: Iterator[Names]) -> sqlite3.Connection:
    """The tables that the network is read from, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection)
    connection.execute("BEGIN")
    for table in ("named_added", "named_gone", "named_moved"):
        connection.execute(f"DROP TRIGGER IF EXISTS {table}")
    ids: dict[str, int] = {}
    columns = [row[1:4] for row in connection.execute("PRAGMA table_info(articles)")]
    needed = {name: "" if kind == "TEXT" else 0 for name, kind, notnull in columns if notnull}
    names = ", ".join(["id", "dated", *(name for name in needed if name != "id")])
    row = [value for name, value in needed.items() if name != "id"]
    at = [name for name in needed if name != "id"].index("file")
    marks = ", ".join("?" * (len(row) + 2))
    for number, its in enumerate(articles, start=1):
        day = f"20{number % 20 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        row[at] = str(number)
        connection.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", (number, day, *row))
        for kind, key in its:
            if key not in ids:
                ids[key] = len(ids) + 1
                connection.execute(
                    "INSERT INTO entities (id, key, kind, articles) VALUES (?, ?, ?, 1)",
                    (ids[key], key, kind),
                )
        connection.executemany(
            "INSERT OR IGNORE INTO named VALUES (?, ?, '', '', 1, 0, 1, 1, NULL, NULL)",
            [(ids[key], number) for _kind, key in its],
        )
    connection.execute("COMMIT")
    return connection


def timed(what: str, question: Callable[[], T], times: dict[str, float]) -> T:
    """The answer, its CPU seconds noted."""
    began = time.process_time()
    answer = question()
    times[what] = time.process_time() - began
    return answer


def ask(connection: sqlite3.Connection) -> tuple[dict[str, float], Network]:
    """Everything that screens and commands ask, once."""
    times: dict[str, float] = {}
    network = timed("read", lambda: read_network(connection, None, LIKENESS, most=EVERY), times)
    listed = timed("list", lambda: network.degrees(USUAL_KINDS, 1, bool), times)
    timed("ties of one", lambda: network.ties(listed[0][1], USUAL_KINDS, 1, bool), times)
    count, _edges = timed("all ties", lambda: network.edges(USUAL_KINDS, 1, 100_000, bool), times)
    print(f"  {network.total:,} articles, {len(network):,} names, {count:,} ties:", end="")
    print("".join(f"  {what} {seconds:.2f} s" for what, seconds in times.items()), flush=True)
    return times, network


def self_join(connection: sqlite3.Connection) -> Counter[tuple[int, int]]:
    """All pairs as SQLite counts them."""
    rows = connection.execute(
        "WITH usual AS MATERIALIZED (SELECT named.entity, article FROM named JOIN entities"
        " ON entities.id = named.entity WHERE telling AND kind IN ('person', 'organisation'))"
        " SELECT a.entity, b.entity, count(*) FROM usual AS a"
        " JOIN usual AS b ON a.article = b.article AND a.entity < b.entity GROUP BY a.entity, b.entity"
    )
    return Counter({(one, other): count for one, other, count in rows})


def measure(corpus: Path, count: int, model_count: int) -> None:
    """Print it all."""
    models = models_of(corpus, model_count)
    print(f"{len(models)} models, {sum(map(len, models)) / len(models):.1f} names each")
    tenth, _network = ask(library_of(grown(models, count // 10)))
    connection = library_of(grown(models, count))
    whole, network = ask(connection)
    for what, seconds in whole.items():
        print(f"  {what}: {seconds / max(1e-6, tenth[what] * 10):.2f} x linear")
    times: dict[str, float] = {}
    expected = timed("self join", lambda: self_join(connection), times)
    _count, edges = network.edges(USUAL_KINDS, 1, EVERY, bool)
    ids = network.entities
    found = {(ids[name], ids[tie.other]): tie.together for name, tie in edges}
    assert found == expected, "not what the self join counts"
    mine = whole["read"] + whole["all ties"]
    print(f"  self join {times['self join']:.2f} s: {mine / times['self join']:.2f} x; {len(found):,} alike")
    print(f"articles of 500 names each; {MOST_NAMES} of each stand together")
    ask(library_of(rolls(count // 100, 500)))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="network", description="The network of names at 100,000 articles")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--models", type=int, default=1_500)
    arguments = parser.parse_args()
    measure(arguments.corpus, arguments.rows, arguments.models)


if __name__ == "__main__":
    main()
