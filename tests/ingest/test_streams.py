"""Files of many articles: stored part by part, never all at once, never twice, never half forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.making import contents, index, text_of
from tui.corpus.options import Options
from tui.corpus.reader import CorpusFile
from tui.facts.extract import extract
from tui.ingest import run as ingest
from tui.ingest import work, workers
from tui.lexicon.lexicon import Lexicon
from tui.library.library import Library
from tui.model.article import Article, RawArticle, Rejected
from tui.model.fact import Extraction

COUNT = 200
"""Of a file, more than three parts."""


class Dump:
    """Stands for a loader: the lines of a file are the numbers of its articles; `x` is a bad record."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.fails_at: int | None = None

    def __call__(
        self, file: CorpusFile, options: Options, **_bounds: object
    ) -> Iterator[RawArticle | Rejected]:
        encoding = options.encoding_of(file.file) or "utf-8"
        for place, line in enumerate(file.path.read_text().split(), 1):
            name = file.file if place == 1 else f"{file.file}#{place}"
            self.read.append(name)
            if place == self.fails_at:
                raise ZeroDivisionError
            if line == "x":
                yield Rejected(name, "not-text")
            else:
                yield RawArticle(name, text_of(int(line)), "dump", encoding, f"digest{line}")


@pytest.fixture(autouse=True)
def dump(monkeypatch: pytest.MonkeyPatch) -> Dump:
    """The loader, and each part in a transaction of its own: the articles here are short."""
    dump = Dump()
    monkeypatch.setattr(work, "stream", dump)
    monkeypatch.setattr(workers, "MESSAGE_BYTES", 1)
    return dump


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder, range(COUNT))
    return folder


def write(corpus: Path, records: Iterable[object]) -> None:
    """A file of these records."""
    (corpus / "dump.txt").write_text("\n".join(map(str, records)))


def test_a_file_of_many_articles_is_stored_in_parts(corpus: Path, path: Path, dump: Dump) -> None:
    """Each transaction holds some of them; the library has them all, and bad records by their names."""
    write(corpus, [*range(COUNT), "x", "x"])
    seen: list[int] = []

    def look(step: ingest.Progress) -> None:
        if step.stage == "read":
            reader = Library.open(path)
            seen.append(reader.state().articles)
            reader.close()

    report = index(corpus, path, on_progress=look)
    assert report.added == COUNT
    assert [r.file for r in report.rejected] == [f"dump.txt#{COUNT + 1}", f"dump.txt#{COUNT + 2}"]
    assert seen == sorted(set(seen))
    assert len(seen) >= COUNT // work.PART_ARTICLES
    before = len(dump.read)
    _settle(path)
    assert index(corpus, path).unchanged == COUNT
    assert len(dump.read) == before


def test_a_run_stopped_in_the_middle_of_a_file_goes_on(corpus: Path, path: Path, tmp_path: Path) -> None:
    """The file counts as not read; the next run keeps what is there and adds the rest, once."""
    halfway = index(corpus, path, should_stop=lambda: True)
    assert not halfway.complete
    assert 0 < halfway.added < COUNT
    reader = Library.open(path)
    row = reader.connection.execute("SELECT id FROM articles WHERE file = 'dump.txt#2'").fetchone()
    reader.close()
    rest = index(corpus, path)
    assert (rest.added, rest.changed, rest.removed) == (COUNT - halfway.added, 0, 0)
    reader = Library.open(path)
    assert reader.connection.execute("SELECT id FROM articles WHERE file = 'dump.txt#2'").fetchone() == row
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


def test_only_records_that_changed_are_stored_and_extracted(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One record changed, the last ones gone: the others keep rows and facts."""
    index(corpus, path)
    extracted: list[str] = []

    def counted(article: Article, words: Lexicon) -> Extraction:
        extracted.append(article.file)
        return extract(article, words)

    monkeypatch.setattr(work, "extract", counted)
    write(corpus, [*range(99), 5000, *range(100, COUNT - 30)])
    report = index(corpus, path)
    assert (report.added, report.changed, report.removed) == (0, 1, 30)
    assert extracted == ["dump.txt#100"]


def test_a_loader_that_fails_keeps_what_it_gave(corpus: Path, path: Path, dump: Dump) -> None:
    """What came before the fault is there; the fault is named once, and again once only."""
    dump.fails_at = 150
    for _ in range(2):
        report = index(corpus, path)
        assert [(r.file, r.reason) for r in report.rejected] == [("dump.txt", "crashed")]
        assert Library.open(path).state().articles == 149
        write(corpus, [*range(COUNT), 7])


def test_a_decision_of_the_reader_reads_only_those_files_again(
    tmp_path: Path, path: Path, dump: Dump
) -> None:
    """An encoding chosen for one file is no reason to read another."""
    corpus = tmp_path / "two"
    corpus.mkdir()
    for name in ("a.txt", "b.txt"):
        (corpus / name).write_text("1")
    index(corpus, path)
    _settle(path)
    dump.read.clear()
    chosen = Options(encodings=(("b.*", "tcvn3"),))
    report = index(corpus, path, options=chosen)
    assert dump.read == ["b.txt"]
    assert report.changed == 1
    _settle(path)
    dump.read.clear()
    index(corpus, path, options=chosen)
    assert dump.read == []
    index(corpus, path, options=replace(chosen, encodings=()))
    assert dump.read == ["b.txt"]


def _settle(path: Path) -> None:
    """Make the files look as if they had been written long before they were indexed."""
    library = Library.open(path, write=True)
    corpus = library.corpus()
    assert corpus is not None
    for file in corpus.iterdir():
        library.connection.execute(
            "UPDATE sources SET ctime_ns = ? WHERE file = ?", (file.stat().st_ctime_ns, file.name)
        )
    library.close()
