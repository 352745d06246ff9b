"""The whole of `docbao index` with all cores, facts included, against the extractor alone on one.

    python -m tests.bench.whole_index CORPUS [--articles 600] [--jobs 2]

Prints articles a second of both, their ratio, and the size of library and text index against the text. The
extractor is timed by the processor over articles already cleaned; a second core helps only the index. On a
machine that does other things besides, look at the processor's time of the index, printed too. The twin of
correctness: the library holds as many facts as the extractor found.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.ingest.run import run
from tui.lexicon.lexicon import load_lexicon
from tui.library.library import Library
from tui.library.listing import EVERYTHING

FASTER, SIZE = 1.5, 2.5
"""Bars: at least so many times the rate; at most so many times the bytes of the text."""


def processor_seconds() -> tuple[float, float]:
    """Time of the processor that this process used so far, and that its ended children used."""
    mine, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime, children.ru_utime + children.ru_stime


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="whole_index", description="Indexing against extraction alone")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory() as name:
        corpus, library_path = Path(name) / "corpus", Path(name) / "library" / "library.db"
        corpus.mkdir()
        files = list(scan(arguments.corpus))
        for file in random.Random(11).sample(files, min(arguments.articles, len(files))):
            shutil.copy(file.path, corpus / file.path.name)
        cleaned = [clean(raw, lexicon) for file in scan(corpus) for raw in read(file)[0]]
        extract(cleaned[0], lexicon)
        began = time.process_time()
        facts = sum(extract(article, lexicon).fact_count for article in cleaned)
        alone = len(cleaned) / (time.process_time() - began)
        began = time.perf_counter()
        spent = processor_seconds()
        run(corpus, library_path, lexicon, jobs=arguments.jobs)
        whole = len(cleaned) / (time.perf_counter() - began)
        writing, working = (now - then for now, then in zip(processor_seconds(), spent, strict=True))
        library = Library.open(library_path)
        count = library.count(EVERYTHING)
        heads = library.heads("newest", EVERYTHING, 0, count)
        held = sum(head.fact_count for head in heads)
        library.close()
        if (count, held) != (len(cleaned), facts):
            raise SystemExit(f"library: {count} articles, {held} facts; extractor: {len(cleaned)}, {facts}")
        text = sum(path.stat().st_size for path in corpus.iterdir())
        sizes = {path.relative_to(library_path.parent).parts[0]: 0 for path in library_path.parent.rglob("*")}
        for path in library_path.parent.rglob("*"):
            if path.is_file():
                sizes[path.relative_to(library_path.parent).parts[0]] += path.stat().st_size
    print(f"{count} articles, {facts} facts")
    print(
        f"extractor alone, one core: {alone:.1f} articles a second; whole index, {arguments.jobs} processes: "
        f"{whole:.1f}; {whole / alone:.2f} x, bar {FASTER} x"
    )
    print(
        f"processor, ms an article: extractor {1e3 / alone:.1f}; index {1e3 * writing / count:.1f} in the "
        f"writer and {1e3 * working / count:.1f} in its workers"
    )
    parts = ", ".join(f"{part} {size / text:.2f}" for part, size in sorted(sizes.items()) if size)
    print(f"size: {sum(sizes.values()) / text:.2f} x the text ({parts}), bar {SIZE} x")


if __name__ == "__main__":
    main()
