"""From a corpus to a library: only what changed, and never more than what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.library.making import contents, index, lexicon, make_corpus, text_of
from tui.corpus.cleaning import clean
from tui.errors import CorpusError, LibraryError
from tui.facts.extract import extract
from tui.ingest import run as ingest
from tui.ingest import work
from tui.ingest.run import Progress, run
from tui.ingest.watch import Bounds
from tui.lexicon.lexicon import Lexicon
from tui.library.library import Library
from tui.model.article import Article, RawArticle
from tui.model.fact import Extraction
from tui.model.result import ListFilter

ALL = ListFilter()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "corpus", 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.db"


def test_every_article_is_read_and_its_facts_are_found(corpus: Path, path: Path) -> None:
    """The whole way from files to rows, names and text."""
    report = index(corpus, path)
    assert (report.added, report.changed, report.removed, report.unchanged) == (12, 0, 0, 0)
    assert report.complete
    assert report.rejected == ()
    library = Library.open(path)
    assert library.state().articles == library.state().with_facts == 12
    head = library.heads("title", ALL, 0, 1)[0]
    assert head.facts_ready
    assert head.people_count >= 2
    stored = library.article(head.id)
    assert stored is not None
    assert "Đoàn Quốc Thẩm" in {person.name for person in stored.extraction.people}
    assert [hit.name for hit in library.find_names("doan quoc tham").hits][:1] == ["Đoàn Quốc Thẩm"]
    assert library.find_text("lam kha").total_articles == 12
    assert library.corpus() == corpus


def test_a_second_run_reads_nothing(corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What did not change is not opened, and the library stays the same edition."""
    index(corpus, path)
    _age(corpus, path)
    before = Library.open(path).state()
    monkeypatch.setattr(work, "stream", _never)
    monkeypatch.setattr(work, "extract", _never)
    report = index(corpus, path)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 0, 12)
    assert report.rejected == ()
    assert Library.open(path).state() == before


def test_new_changed_and_gone_files_are_noticed(corpus: Path, path: Path, tmp_path: Path) -> None:
    """After any change of the folder the library equals one made from nothing."""
    index(corpus, path)
    make_corpus(corpus, 2, first=50)
    (corpus / "bai_0003.txt").write_text(text_of(77), encoding="utf-8")
    (corpus / "bai_0005.txt").unlink()
    (corpus / "bai_0007.txt").rename(corpus / "bai_0107.txt")
    report = index(corpus, path)
    assert (report.added, report.changed, report.removed, report.unchanged) == (3, 1, 2, 9)
    clean = tmp_path / "clean.db"
    index(corpus, clean)
    assert contents(path) == contents(clean)


def test_a_file_rewritten_with_its_old_size_and_time_is_noticed(corpus: Path, path: Path) -> None:
    """Neither a tool that puts the time back nor a coarse clock hides a change."""
    file = corpus / "bai_0004.txt"
    index(corpus, path)
    for old, new in (("xã Vĩnh Mơ", "xã Vĩnh Bơ"), ("xã Vĩnh Bơ", "xã Vĩnh Cơ")):
        status = file.stat()
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert file.stat().st_size == status.st_size
        assert index(corpus, path).changed == 1
        assert Library.open(path).find_text(new.removeprefix("xã ")).total_articles == 1


def test_a_file_that_was_only_touched_keeps_its_facts(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it again finds the same article; nothing is extracted twice."""
    index(corpus, path)
    for file in corpus.iterdir():
        os.utime(file, (1, 1))
    monkeypatch.setattr(work, "extract", _never)
    report = index(corpus, path)
    assert (report.changed, report.unchanged) == (0, 12)
    assert Library.open(path).state().with_facts == 12


def test_an_article_keeps_its_row_when_its_file_changes(corpus: Path, path: Path) -> None:
    """A reader who has it open stays on it."""
    index(corpus, path)
    before = Library.open(path).find_id("bai_0003.txt")
    (corpus / "bai_0003.txt").write_text(text_of(99), encoding="utf-8")
    index(corpus, path)
    assert Library.open(path).find_id("bai_0003.txt") == before


def test_another_lexicon_extracts_everything_again(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found with older words or rules is found anew, once."""
    index(corpus, path)
    seen: list[str] = []

    def counted(article: Article, words: Lexicon) -> Extraction:
        seen.append(article.file)
        return extract(article, words)

    monkeypatch.setattr(work, "extract", counted)
    monkeypatch.setattr(ingest, "RULES_VERSION", 4711)
    index(corpus, path)
    assert len(seen) == 12
    index(corpus, path)
    assert len(seen) == 12


def test_changed_rules_are_told_and_old_facts_stay_meanwhile(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many, and why; what was found before is shown until something newer is."""
    index(corpus, path)
    assert ingest.stale_count(Library.open(path), lexicon()) == 0
    monkeypatch.setattr(ingest, "RULES_VERSION", 4711)
    assert ingest.stale_count(Library.open(path), lexicon()) == 12
    notices: list[str] = []
    steps: list[Progress] = []

    def stop_in_facts() -> bool:
        return bool(steps) and steps[-1].stage == "facts"

    report = index(
        corpus, path, on_notice=notices.append, on_progress=steps.append, should_stop=stop_in_facts
    )
    assert not report.complete
    assert notices == ["The rules of extraction have changed: extracting 12 articles again"]
    library = Library.open(path)
    assert library.state().with_facts == 12
    left = ingest.stale_count(library, lexicon())
    assert 0 < left < 12
    assert all(library.article(head.id).extraction.people for head in library.heads("title", ALL, 0, 12))  # type: ignore[union-attr]
    notices.clear()
    report = index(corpus, path, on_notice=notices.append, on_progress=steps.append)
    assert report.complete
    assert report.again == left
    assert notices == [f"The rules of extraction have changed: extracting {left} articles again"]
    assert steps[-2].again == left
    assert ingest.stale_count(library, lexicon()) == 0


def test_new_articles_are_not_counted_as_extracted_again(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those without any facts come first, and count as new."""
    index(corpus, path)
    make_corpus(corpus, 3, first=12)
    monkeypatch.setattr(ingest, "RULES_VERSION", 4711)
    steps: list[Progress] = []
    report = index(corpus, path, on_progress=steps.append)
    facts = [step for step in steps if step.stage == "facts"]
    assert {(step.total, step.again) for step in facts} == {(15, 12)}
    assert (report.added, report.again) == (3, 12)


def test_refused_files_stand_beside_the_others(corpus: Path, path: Path) -> None:
    """One bad file costs one line, and is forgotten once it is mended or gone."""
    (corpus / "hinh.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (corpus / "trong.txt").write_bytes(b"  \n")
    report = index(corpus, path)
    assert report.added == 12
    assert {r.file: r.reason for r in report.rejected} == {"hinh.txt": "not-text", "trong.txt": "empty"}
    assert Library.open(path).state().rejected == 2
    (corpus / "trong.txt").write_text(text_of(40), encoding="utf-8")
    (corpus / "hinh.txt").unlink()
    report = index(corpus, path)
    assert (report.added, report.rejected) == (1, ())


def test_a_document_that_crashes_the_reader_is_named(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one file leaves the others as they are."""

    def faulty(raw: RawArticle, words: Lexicon) -> object:
        if raw.file == "bai_0006.txt":
            raise ZeroDivisionError("tử số")
        return clean(raw, words)

    monkeypatch.setattr(work, "clean", faulty)
    report = index(corpus, path)
    assert report.added == 11
    assert [(r.file, r.reason, r.detail) for r in report.rejected] == [
        ("bai_0006.txt", "crashed", "ZeroDivisionError")
    ]


def test_an_article_that_crashes_the_extractor_stays_readable(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no facts, is named once, and is not tried again before rules or words change."""

    def faulty(article: Article, words: Lexicon) -> Extraction:
        if article.file == "bai_0006.txt":
            raise RecursionError
        return extract(article, words)

    monkeypatch.setattr(work, "extract", faulty)
    report = index(corpus, path)
    assert [(r.file, r.reason) for r in report.rejected] == [("bai_0006.txt", "crashed")]
    library = Library.open(path)
    article_id = library.find_id("bai_0006.txt")
    assert article_id is not None
    stored = library.article(article_id)
    assert stored is not None
    assert stored.extraction == Extraction()
    assert library.state().with_facts == 12
    assert len(index(corpus, path).rejected) == 1


def test_a_document_that_cannot_be_stored_is_named(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a part of the library makes of it is undone for that document alone; one line each, never two."""
    from tui.library import names

    store = names.store
    monkeypatch.setattr(work, "extract", _too_deep)

    def faulty(connection: sqlite3.Connection, article_id: int, prepared: names.Prepared) -> None:
        store(connection, article_id, prepared)
        query = "SELECT file FROM articles WHERE id = ?"
        if connection.execute(query, (article_id,)).fetchone() == ("bai_0002.txt",):
            raise KeyError("khoá")

    monkeypatch.setattr(names, "store", faulty)
    assert len(index(corpus, path).rejected) == 12
    monkeypatch.setattr(work, "extract", extract)
    monkeypatch.setattr(ingest, "RULES_VERSION", 4712)
    report = index(corpus, path)
    assert [(r.file, r.reason) for r in report.rejected] == [("bai_0002.txt", "crashed")]
    library = Library.open(path)
    article_id = library.find_id("bai_0002.txt")
    named = library.connection.execute("SELECT count(*) FROM named WHERE article = ?", (article_id,))
    assert named.fetchone() == (0,)


def test_a_document_that_takes_too_long_is_named(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of one document is bounded, also where it lives with any error it meets."""

    def endless(article: Article, words: Lexicon) -> Extraction:
        with suppress(Exception):
            while article.file == "bai_0001.txt":
                pass
        return extract(article, words)

    monkeypatch.setattr(work, "extract", endless)
    report = index(corpus, path, bounds=Bounds(seconds=0.3))
    assert [(r.file, r.reason) for r in report.rejected] == [("bai_0001.txt", "too-slow")]


def test_it_stops_between_batches_and_goes_on_later(corpus: Path, path: Path, tmp_path: Path) -> None:
    """What was done before the stop stays, the rest follows."""
    told: list[Progress] = []
    report = index(corpus, path, on_progress=told.append, should_stop=lambda: told[-1].stage == "read")
    assert not report.complete
    assert 0 < Library.open(path).state().articles < 12
    assert index(corpus, path).complete
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


def test_it_stops_while_it_finishes_and_goes_on_later(corpus: Path, path: Path, tmp_path: Path) -> None:
    """After any step of putting people right, posting passages and comparing copies; no step is lost."""
    told: list[Progress] = []
    while not (
        report := index(corpus, path, on_progress=told.append, should_stop=_after_a_step(told))
    ).complete:
        assert report.added + report.unchanged == 12
        assert len(told) < 100
    assert sum(progress.stage == "finish" for progress in told) > 3
    index(corpus, tmp_path / "fresh.db")
    assert contents(path) == contents(tmp_path / "fresh.db")


def _after_a_step(told: list[Progress]) -> Callable[[], bool]:
    """Says stop while a run finishes: the first time it is asked, in the run after that the second, …"""
    asked = 0
    runs = sum(progress.stage == "finish" for progress in told)

    def stop() -> bool:
        nonlocal asked
        asked += told[-1].stage == "finish"
        return asked > runs

    return stop


def test_articles_are_readable_before_their_facts(corpus: Path, path: Path) -> None:
    """Reading need not wait for extraction."""
    seen: list[tuple[int, int, bool]] = []

    def look(progress: Progress) -> None:
        if progress.stage == "read" and progress.done == progress.total:
            library = Library.open(path)
            head = library.heads("newest", ALL, 0, 1)[0]
            assert library.article(head.id) is not None
            seen.append((library.state().articles, library.state().with_facts, head.facts_ready))
            assert library.find_text("khanh thanh").total_articles == 12
            library.close()

    index(corpus, path, on_progress=look)
    assert seen == [(12, 0, False)]


@pytest.mark.parametrize(("seconds", "counts"), [(0.0, [5, 10, 12]), (1000.0, [5, 12])])
def test_progress_counts_every_document_once(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, counts: list[int]
) -> None:
    """Stages in order, counts that rise to their totals and no further, however long answers are gathered."""
    monkeypatch.setattr(ingest, "GATHER_SECONDS", seconds)
    told: list[Progress] = []
    index(corpus, path, on_progress=told.append)
    assert list(dict.fromkeys(step.stage for step in told)) == ["scan", "read", "facts", "finish"]
    for stage in ("read", "facts"):
        steps = [(step.done, step.total) for step in told if step.stage == stage]
        assert steps == [(count, 12) for count in counts]


def test_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool of workers makes the same library, batch by batch."""
    from tui.ingest import workers

    corpus = make_corpus(tmp_path / "corpus", 60)
    (corpus / "trong.txt").write_text("", encoding="utf-8")
    index(corpus, tmp_path / "one.db")
    monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
    report = run(corpus, tmp_path / "many.db", lexicon(), jobs=2)
    assert report.added == 60
    assert contents(tmp_path / "one.db") == contents(tmp_path / "many.db")


def test_a_folder_without_articles_is_refused_and_costs_nothing(corpus: Path, path: Path) -> None:
    """A folder that is empty for a moment does not empty the library."""
    index(corpus, path)
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError):
        index(corpus, path)
    corpus.mkdir()
    with pytest.raises(CorpusError) as refusal:
        index(corpus, path)
    assert refusal.value.hint
    assert Library.open(path).state().articles == 12


def test_a_corpus_of_one_file(tmp_path: Path, path: Path) -> None:
    """A file is a corpus of one."""
    corpus = make_corpus(tmp_path / "corpus", 2)
    assert index(corpus / "bai_0001.txt", path).added == 1


def test_a_library_of_a_newer_version_is_refused_and_untouched(corpus: Path, path: Path) -> None:
    """Nobody's library is spoilt by an old program."""
    index(corpus, path)
    library = Library.open(path, write=True)
    library.connection.execute("PRAGMA user_version = 99")
    library.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer"):
        index(corpus, path)
    with pytest.raises(LibraryError, match="newer"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_library_of_an_older_version_is_built_anew_and_says_so(corpus: Path, path: Path) -> None:
    """It is derived from the corpus; nothing is lost."""
    index(corpus, path)
    library = Library.open(path, write=True)
    library.connection.execute("PRAGMA user_version = 0")
    library.close()
    notices: list[str] = []
    assert index(corpus, path, on_notice=notices.append).added == 12
    assert len(notices) == 1
    assert "older" in notices[0]


def _age(corpus: Path, path: Path) -> None:
    """Make the files look as if they had been written long before they were indexed."""
    library = Library.open(path, write=True)
    for file in corpus.iterdir():
        status = file.stat()
        library.connection.execute(
            "UPDATE sources SET ctime_ns = ? WHERE file = ?", (status.st_ctime_ns, file.name)
        )
    library.close()


def _too_deep(*_arguments: object) -> Extraction:
    raise RecursionError


def _never(*_arguments: object) -> None:
    raise AssertionError("must not be called")
