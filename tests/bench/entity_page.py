"""The page of a name in very many articles against one in ten: what the first and the whole answer take.

    python -m tests.bench.entity_page CORPUS [--rows 30000] [--often 10000] [--library FILE] [--rounds 15]

A library of `rows` articles is made as `big_library` makes it, with two invented people: one in `often`
articles, with an office and a statement of the templates in each, one in ten. Prints medians in alternating
rounds, and their ratios. The twin of correctness: the first answer counts and lists what the whole one does.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from tests.bench import big_library
from tests.bench.at_scale import shows
from tests.bench.terminal import Terminal
from tui.ingest.run import version_key
from tui.lexicon.lexicon import load_lexicon
from tui.library import sources
from tui.library.library import Library
from tui.library.places import library_path
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.model.article import Article
from tui.model.fact import Extraction, Person, Role
from tui.text.folding import entity_key

OFTEN, SELDOM = "Khúc Đa Ngôn", "Sầm Hữu Hạn"
FEW = 10


def _with(name: str, article: Article, extraction: Extraction) -> Extraction:
    """The extraction with one more person, who has an office and says what the first statement says."""
    sentence = article.paragraphs[-1].span
    key = entity_key("person", name)
    role = Role("Giám đốc", "Sở Xây dựng", sentence, "bench")
    person = Person(key, name, sentence, "bench", forms=(name,), mentions=(sentence,), roles=(role,))
    said = tuple(replace(statement, speaker=name, speaker_key=key) for statement in extraction.statements[:1])
    return replace(
        extraction,
        people=(*extraction.people, person),
        statements=(*said, *extraction.statements[1:]),
    )


def _rows(corpus: Path, count: int, often: int) -> Iterator[tuple[Article, Extraction]]:
    models = big_library.templates(corpus, 3_000)
    step = max(1, count // often)
    for number, (article, extraction) in enumerate(big_library.rows(models, count)):
        if number % step == 0 and number // step < often:
            extraction = _with(OFTEN, article, extraction)
        if number % (count // FEW) == 1:
            extraction = _with(SELDOM, article, extraction)
        yield article, extraction


def build(corpus: Path, path: Path, count: int, often: int) -> None:
    """Make the library."""
    path.parent.mkdir(parents=True, exist_ok=True)
    library = Library.open(path, write=True)
    connection = library.connection
    connection.execute("PRAGMA synchronous = OFF")
    version = sources.current_version(connection, version_key(load_lexicon()))
    sources.remember_corpus(connection, corpus.absolute())
    waiting = _rows(corpus, count, often)
    while batch := list(islice(waiting, big_library.BATCH)):
        with sources.transaction(connection):
            for article, extraction in batch:
                found = Found(article.file, corpus / article.file, len(article.text), 1, 1)
                sources.store_source(connection, found, version, [prepare_text(article)], ())
                (article_id,) = connection.execute(
                    "SELECT id FROM articles WHERE file = ?", (article.file,)
                ).fetchone()
                sources.store_facts(connection, article_id, prepare_facts(article, extraction), version)
        for _step in sources.tend(connection):
            pass
    for _step in sources.finish(connection):
        pass
    library.close()


def measure(path: Path, rounds: int) -> None:
    """Ask for both pages in turn and print what it took."""
    library = Library.open(path)
    keys = {name: entity_key("person", name) for name in (OFTEN, SELDOM)}
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, key in keys.items():
            for part, whole in (("first", False), ("whole", True)):
                began = time.perf_counter()
                page = library.entity(key, whole=whole)
                times.setdefault(f"{name} {part}", []).append(time.perf_counter() - began)
                assert page is not None
    for key in keys.values():
        first, every = library.entity(key, whole=False), library.entity(key)
        assert first is not None
        assert every is not None
        assert first.article_count == every.article_count
        assert first.articles == every.articles[: len(first.articles)]
    library.close()
    _report(times)
    painted: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, taken in paint(path, Path(folder), rounds):
            painted.setdefault(f"{name} painted", []).append(taken)
    middle = {name: statistics.median(taken) for name, taken in painted.items()}
    for name, seconds in middle.items():
        print(f"{name}: {seconds * 1e3:.1f} ms")
    print(f"painted: {middle[f'{OFTEN} painted'] / middle[f'{SELDOM} painted']:.2f} x the page of ten (1.5)")


def paint(path: Path, folder: Path, rounds: int) -> Iterator[tuple[str, float]]:
    """Enter on a name until its page says of how many articles it is, in the running app, in turn."""
    corpus = folder / "corpus"
    corpus.mkdir()
    place = library_path(folder / "libraries", corpus)
    place.parent.mkdir(parents=True)
    place.symlink_to(path.resolve())
    store = ["--library", str(folder / "libraries"), "--data", str(folder / "data"), "--lang", "en"]
    terminal = Terminal([sys.executable, "-P", "-m", "tui", *store, str(corpus)], columns=120, rows=36)
    if terminal.wait_for("[1]", 60) is None:
        raise SystemExit(f"no list:\n{terminal.text()}")
    counts = {OFTEN: "10,000 articles", SELDOM: "10 articles"}
    for _round in range(rounds):
        for name, count in counts.items():
            terminal.until(b"@", shows("Names"), 20)
            found = terminal.until(name.encode(), partial(_lists, name), 30)
            assert found is not None, terminal.text()
            opened = terminal.until(b"\r", partial(_is_page_of, f" {count}"), 30)
            assert opened is not None, terminal.text()
            yield name, opened
            assert terminal.until(b"q", shows("[1]"), 30) is not None, terminal.text()
    terminal.close()


def _lists(name: str, text: str) -> bool:
    """True once a row beside what was typed has the name."""
    return text.count(name) > 1


def _is_page_of(count: str, text: str) -> bool:
    return count in text.splitlines()[0]


def _report(times: dict[str, list[float]]) -> None:
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    for name, seconds in middle.items():
        print(f"{name}: {seconds * 1e3:.1f} ms")
    for part in ("first", "whole"):
        print(f"{part}: {middle[f'{OFTEN} {part}'] / middle[f'{SELDOM} {part}']:.2f} x the page of ten")


def main() -> None:
    """Read the arguments, build unless the library is there, and measure."""
    parser = argparse.ArgumentParser(prog="entity_page", description="A page of very many articles")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--often", type=int, default=10_000)
    parser.add_argument("--library", type=Path, help="the SQLite file to make, or to use again")
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.library or Path(folder) / "library.db"
        if not path.exists():
            build(arguments.corpus, path, arguments.rows, arguments.often)
        measure(path, arguments.rounds)


if __name__ == "__main__":
    main()
