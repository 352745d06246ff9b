"""A library of a million articles, made in minutes by the code that stores real ones.

    python -m tests.bench.big_library CORPUS LIBRARY [--rows 1000000] [--templates 3000]

The openings of some thousand real articles are read, cleaned and extracted; each row of the library is one of
them under a name, a day, a headline number and a first person of its own. Rows, sort keys, counters, names,
fingerprints and anchors are as `docbao index` writes them. Not representative: texts are openings of about
`OPENING` code points, so bodies and text index are small; words, places and passages are those of the
templates, so one fingerprint stands in hundreds of articles; an invented name stands in the tables, not in
the text or in the facts of the sidebar.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from tui.corpus.cleaning import clean
from tui.corpus.reader import read, scan
from tui.facts.extract import extract
from tui.ingest.run import version_key
from tui.lexicon.lexicon import load_lexicon
from tui.library import sources
from tui.library.library import Library
from tui.library.sources import Found
from tui.library.storing import prepare_facts, prepare_text
from tui.model.article import Article
from tui.model.fact import Dated, Extraction
from tui.model.span import Span
from tui.text.folding import entity_key

OPENING = 300
BATCH = 2_000
FIRST_DAY = date(1998, 1, 1)
DAYS = 9_000
_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mạc Uông Khúc Sầm"
_MIDDLE = "Văn Thị Hữu Đức Quang Minh Xuân Thanh Ngọc Thu Hồng Kim Đình Công Quốc Bảo Gia Hải Duy Đăng Bích"
_GIVEN = (
    "An Ánh Bách Bình Châu Chi Chiến Cúc Cường Danh Diệp Dũng Duyên Đại Đạt Điệp Định Đông Giang Hà Hân Hiếu "
    "Hoài Huệ Hương Khải Khôi Kiên Lam Lâm Liễu Long Lộc Mai Mến Nga Nghĩa Nhung Oanh Phúc Quyên Sâm Tâm Thảo"
)
SURNAMES, MIDDLE, GIVEN = _SURNAMES.split(), _MIDDLE.split(), _GIVEN.split()


def templates(corpus: Path, count: int) -> list[tuple[Article, Extraction]]:
    """Openings of `count` articles of the corpus with their facts; the same on every run."""
    lexicon = load_lexicon()
    files = list(scan(corpus))
    random.Random(7).shuffle(files)
    found = []
    for file in files[: 2 * count]:
        for raw in read(file)[0]:
            cut = raw.text.rfind("\n", 0, OPENING) if len(raw.text) > OPENING else len(raw.text)
            article = clean(replace(raw, text=raw.text[: cut if cut > 0 else OPENING]), lexicon)
            if article.text:
                found.append((article, extract(article, lexicon)))
    return found[:count]


def name_of(number: int) -> str:
    """An invented name; another one for each number."""
    number, surname = divmod(number, len(SURNAMES))
    number, middle = divmod(number, len(MIDDLE))
    number, given = divmod(number, len(GIVEN))
    words = [SURNAMES[surname], MIDDLE[middle], GIVEN[given]]
    while number:
        number, more = divmod(number - 1, len(GIVEN))
        words.insert(2, GIVEN[more])
    return " ".join(words)


def rows(models: list[tuple[Article, Extraction]], count: int) -> Iterator[tuple[Article, Extraction]]:
    """`count` articles made of the models."""
    for number in range(count):
        article, extraction = models[number % len(models)]
        day = (FIRST_DAY + timedelta(days=(number * 7_919) % DAYS)).isoformat()
        title = f"{article.title or article.title_inferred} ({number + 1})"
        made = replace(
            article,
            file=f"{number // 10_000:04}/{number:08}.txt",
            digest=blake2b(str(number).encode(), digest_size=16).hexdigest(),
            title=title,
            title_inferred=None,
        )
        people = extraction.people
        if people:
            name = name_of(number)
            first = replace(people[0], name=name, key=entity_key("person", name), forms=(name,))
            people = (first, *(person for person in people[1:] if person.key != first.key))
        yield made, replace(extraction, people=people, dated=Dated(day, "text", Span(0, 0)))


def build(corpus: Path, library_path: Path, count: int, model_count: int) -> None:
    """Make the library and print how long each part took."""
    began = time.perf_counter()
    models = templates(corpus, model_count)
    print(f"{len(models)} templates in {time.perf_counter() - began:.0f} s", flush=True)
    library_path.parent.mkdir(parents=True, exist_ok=True)
    library = Library.open(library_path, write=True)
    connection = library.connection
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    version = sources.current_version(connection, version_key(load_lexicon()))
    sources.remember_corpus(connection, corpus.absolute())
    began, done = time.perf_counter(), 0
    waiting = rows(models, count)
    while batch := list(islice(waiting, BATCH)):
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
        done += len(batch)
        if done % (25 * BATCH) == 0:
            rate = done / (time.perf_counter() - began)
            print(f"{done} rows, {rate:.0f} a second", flush=True)
    print(f"{done} rows stored in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    for _step in sources.finish(connection):
        pass
    print(f"finished in {time.perf_counter() - began:.0f} s", flush=True)
    library.close()


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(prog="big_library", description="A large library, made in minutes")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("library", type=Path, help="the SQLite file to make")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--templates", type=int, default=3_000)
    arguments = parser.parse_args()
    build(arguments.corpus, arguments.library, arguments.rows, arguments.templates)


if __name__ == "__main__":
    main()
