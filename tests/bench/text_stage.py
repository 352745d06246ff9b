"""Reading, cleaning, storing and text index, without facts, against raw tantivy over the same files.

    python -m tests.bench.text_stage CORPUS [--articles 10000] [--rounds 3] [--threads 2]

CORPUS is best one of `make_corpus`. Counted on both sides: the start of the program, finding the files and
reading them, indexing title and text with positions, and keeping both so that they can be shown. Raw tantivy
decodes each file and takes its first line for the title, with as many threads as we have processes. Ours also
finds out format, encoding, title, day, outlet, captions and furniture, keeps the list, its orders and the
state of each file, searches without tones, and can be killed at any moment. Neither finds facts or copies.
Both run in processes of their own, in alternating rounds. The twin of correctness: both hold as many
articles, and a word of three letters or more is found in each.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tui.corpus.reader import scan
from tui.ingest.run import Progress, run
from tui.lexicon.lexicon import load_lexicon
from tui.library.library import Library
from tui.library.listing import EVERYTHING

BAR = 2.0
WORD = "người"
HEAP = 48_000_000


def ours(corpus: Path, folder: Path, threads: int) -> None:
    """Index, and stop where facts begin."""
    seen: list[Progress] = []

    def is_read() -> bool:
        return bool(seen) and seen[-1].stage == "read" and seen[-1].done == seen[-1].total

    library_path = folder / "library.db"
    run(
        corpus, library_path, load_lexicon(), jobs=threads, on_progress=seen.append, should_stop=is_read
    )  # fmt: skip
    library = Library.open(library_path)
    print(library.count(EVERYTHING), library.find_text(WORD).total_articles)


def theirs(corpus: Path, folder: Path, threads: int) -> None:
    """Raw tantivy."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, stored=True, index_option="position")
    builder.add_text_field("file", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(HEAP * threads, num_threads=threads)
    count = 0
    for count, file in enumerate(scan(corpus), 1):
        title, _, body = file.path.read_bytes().decode("utf-8", "replace").partition("\n")
        document = tantivy.Document()
        document.add_text("title", title)
        document.add_text("body", body)
        document.add_text("file", file.file)
        document.add_integer("id", count)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    found = index.searcher().search(index.parse_query(WORD, ["title", "body"]), 50)
    print(count, len(found.hits))


def timed(side: str, corpus: Path, folder: Path, threads: int) -> tuple[float, float, list[int]]:
    """Seconds of one side in a process of its own, those of the processor, and what it counted."""
    command = [sys.executable, "-m", "tests.bench.text_stage", str(corpus), "--side", side]
    command += ["--folder", str(folder), "--threads", str(threads)]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    shutil.rmtree(folder, ignore_errors=True)
    return took, spent, [int(word) for word in done.stdout.split()]


def compare(corpus: Path, count: int, rounds: int, threads: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        part = Path(name) / "corpus"
        part.mkdir()
        files = list(scan(corpus))
        for file in random.Random(7).sample(files, min(count, len(files))):
            shutil.copy(file.path, part / file.path.name)  # also warms the cache of the system, for both
        size = sum(path.stat().st_size for path in part.iterdir())
        times: dict[str, list[float]] = {"ours": [], "theirs": []}
        spent: dict[str, list[float]] = {"ours": [], "theirs": []}
        counts: dict[str, list[int]] = {}
        for turn in range(rounds):
            for side in random.sample(list(times), 2):
                took, used, counts[side] = timed(side, part, Path(name) / f"{side}{turn}", threads)
                times[side].append(took)
                spent[side].append(used)
        print(f"articles and hits: ours {counts['ours']}, raw {counts['theirs']}")
        if counts["ours"][0] < 0.98 * counts["theirs"][0] or not counts["ours"][1]:
            raise SystemExit("ours holds less than it should")
        mine, raw = statistics.median(times["ours"]), statistics.median(times["theirs"])
        print(
            f"{size / 1e6:.1f} MB, {threads} threads: ours {mine:.2f} s ({size / 1e6 / mine:.2f} MB/s), "
            f"raw tantivy {raw:.2f} s: {mine / raw:.2f} x, bar {BAR} x"
        )
        mine, raw = statistics.median(spent["ours"]), statistics.median(spent["theirs"])
        print(f"processor: ours {mine:.2f} s, raw tantivy {raw:.2f} s: {mine / raw:.2f} x")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="text_stage", description="The text stage against raw tantivy")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--side", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.side:
        side = ours if arguments.side == "ours" else theirs
        side(arguments.corpus, arguments.folder, arguments.threads)
    else:
        compare(arguments.corpus, arguments.articles, arguments.rounds, arguments.threads)


if __name__ == "__main__":
    main()
