"""The text index of a library on disk: broken, foreign, read-only or late: every article is found."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.making import make_article
from tui.library import indexed_texts, sources, storing, textindex, textsource
from tui.library.library import Library
from tui.library.textwriter import TextWriter
from tui.model.result import TextResult

WORDS = ("bao", "lu", "de", "song", "cho", "ben", "vuon", "duong")


def fill(path: Path, *numbers: int) -> None:
    """Store articles, without their index."""
    library = Library.open(path, write=True)
    with sources.transaction(library.connection):
        for number in numbers:
            article = make_article(f"{number}.txt", text=text_of(number))
            storing.store_text(library.connection, 0, storing.prepare_text(article))
    library.close()


def text_of(number: int) -> str:
    return f"Tin số {number}\n" + " ".join(random.Random(number).choices(WORDS, k=12))


def index(path: Path) -> list[str]:
    """Bring the index up; what was said about it."""
    told: list[str] = []
    library = Library.open(path, write=True)
    with TextWriter(library.connection, path, told.append) as writer:
        writer.take_in()
    library.close()
    return told


def find(path: Path, query: str) -> TextResult:
    library = Library.open(path)
    try:
        return library.find_text(query, 100)
    finally:
        library.close()


def found(path: Path, query: str) -> set[str]:
    return {hit.head.file for hit in find(path, query).articles}


def expected(query: str, *numbers: int) -> set[str]:
    return {
        f"{number}.txt" for number in numbers if f" {query} " in f" {text_of(number)} ".replace("\n", " ")
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of twelve articles with its index."""
    path = tmp_path / "library.db"
    fill(path, *range(12))
    assert index(path) == []
    return path


def test_the_index_answers_and_says_nothing_of_it(path: Path) -> None:
    """Twelve articles, none waits."""
    result = find(path, "bao lu")
    assert not result.understood.without_index
    assert result.understood.unsearched == 0
    assert found(path, '"bao lu"') == expected("bao lu", *range(12))


def some_file(folder: Path, suffix: str) -> Path:
    return max(folder.glob(f"*.{suffix}"), key=lambda file: file.stat().st_size)


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 0x40
    file.write_bytes(data)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": shutil.rmtree,
    "no-meta": lambda folder: (folder / "meta.json").unlink(),
    "bad-meta": lambda folder: (folder / "meta.json").write_text("{"),
    "no-identity": lambda folder: (folder / textindex.IDENTITY).unlink(),
    "cut-positions": lambda folder: cut(some_file(folder, "pos")),
    "empty-terms": lambda folder: some_file(folder, "term").write_bytes(b""),
    "flipped-postings": lambda folder: flip(some_file(folder, "idx")),
    "flipped-positions": lambda folder: flip(some_file(folder, "pos")),
    "no-postings": lambda folder: some_file(folder, "idx").unlink(),
    "other-version": lambda folder: (folder / textindex.IDENTITY).write_text(
        json.dumps({**json.loads((folder / textindex.IDENTITY).read_text()), "version": "0"})
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_index_is_done_without_and_built_again(path: Path, damage: str) -> None:
    """The texts answer, and say so; the next run says in one line that it builds the index again."""
    DAMAGES[damage](path.with_name("text"))
    result = find(path, '"bao lu"')
    assert result.understood.without_index
    assert {hit.head.file for hit in result.articles} == expected("bao lu", *range(12))
    (told,) = index(path)
    assert "\n" not in told
    assert not find(path, "bao").understood.without_index
    assert found(path, '"bao lu"') == expected("bao lu", *range(12))
    assert index(path) == []


def test_the_index_of_another_library_is_not_believed(path: Path, tmp_path: Path) -> None:
    """However alike they look; it is replaced by the library's own."""
    other = tmp_path / "other" / "library.db"
    fill(other, *range(20, 32))
    index(other)
    shutil.rmtree(path.with_name("text"))
    shutil.copytree(other.with_name("text"), path.with_name("text"))
    assert find(path, "bao").understood.without_index
    assert found(path, "song") == expected("song", *range(12))
    assert len(index(path)) == 1
    assert found(path, "song") == expected("song", *range(12))


def test_an_index_older_than_the_library_is_not_believed(path: Path, tmp_path: Path) -> None:
    """As a folder put back from yesterday is."""
    shutil.copytree(path.with_name("text"), tmp_path / "yesterday")
    fill(path, 12, 13)
    index(path)
    shutil.rmtree(path.with_name("text"))
    shutil.copytree(tmp_path / "yesterday", path.with_name("text"))
    indexed_texts._opened.forget()
    assert find(path, "bao").understood.without_index
    assert len(index(path)) == 1
    assert found(path, "bao") == expected("bao", *range(14))


def test_articles_that_wait_are_found(path: Path) -> None:
    """New, changed and removed since the last commit: the answer is that of the texts that are there."""
    fill(path, 40, 41)
    library = Library.open(path, write=True)
    with sources.transaction(library.connection):
        storing.remove_article(library.connection, 1)
        article = make_article("1.txt", text="Tin\nchieu muon")
        storing.store_text(library.connection, 0, storing.prepare_text(article))
    library.close()
    there = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 40, 41)
    assert found(path, "song") == expected("song", *there)
    assert found(path, '"chieu muon"') == {"1.txt"}
    result = find(path, "song")
    assert (result.understood.without_index, result.understood.unsearched) == (False, 0)
    assert result.total_articles == len(expected("song", *there))


def test_many_that_wait_are_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them all would take too long; what the index has is found at once."""
    monkeypatch.setattr(indexed_texts, "FEW_WAITING", 2)
    fill(path, 40, 41, 42)
    assert find(path, "song").understood.unsearched == 3
    assert found(path, "song") == expected("song", *range(12))


def test_a_kill_before_the_commit_of_the_index_loses_nothing(path: Path) -> None:
    """The library has the articles, the index was not committed: they wait."""
    fill(path, 12, 13)
    library = Library.open(path, write=True)
    writer = TextWriter(library.connection, path, print)
    writer.take_in()
    writer.abandon()
    library.close()
    assert found(path, "bao") == expected("bao", *range(14))
    assert index(path) == []
    assert waiting(path) == 0
    assert found(path, "bao") == expected("bao", *range(14))


def test_a_kill_after_the_commit_of_the_index_does_no_harm(path: Path) -> None:
    """The index has the articles, the library still thinks they wait: nothing is found or counted twice."""
    fill(path, 12, 13)
    before = sqlite3.connect(path)
    rows = before.execute("SELECT * FROM unindexed").fetchall()
    words = before.execute("SELECT * FROM vocabulary").fetchall()
    index(path)
    counted = before.execute("SELECT * FROM vocabulary").fetchall()
    before.executemany("INSERT INTO unindexed VALUES (?, ?, ?)", rows)
    before.execute("DELETE FROM vocabulary")
    before.executemany("INSERT INTO vocabulary VALUES (?, ?)", words)
    before.commit()
    result = find(path, "bao")
    assert result.total_articles == len(expected("bao", *range(14)))
    assert index(path) == []
    assert before.execute("SELECT * FROM vocabulary").fetchall() == counted
    before.close()
    assert find(path, "bao").total_articles == result.total_articles


def waiting(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        count: int = connection.execute("SELECT count(*) FROM unindexed").fetchone()[0]
        return count
    finally:
        connection.close()


def test_a_folder_that_takes_no_lock_is_read_through_links(path: Path) -> None:
    """The engine wants to write its lock beside the files even to read them."""
    lock = path.with_name("text") / ".tantivy-meta.lock"
    lock.unlink()
    lock.mkdir()  # what is no file cannot be opened as one, whoever asks
    indexed_texts._opened.forget()
    assert not find(path, "bao").understood.without_index
    assert found(path, "bao") == expected("bao", *range(12))


def test_a_reader_follows_the_writer(path: Path) -> None:
    """Commits and merges under an open reader: each question is answered from what is there."""
    library = Library.open(path)
    for number in range(12, 24):
        fill(path, number)
        index(path)
        there = {hit.head.file for hit in library.find_text("bao", 100).articles}
        assert there == expected("bao", *range(number + 1))
    library.close()
    files = {file.suffix for file in path.with_name("text").iterdir()}
    assert ".idx" in files


def test_the_scan_without_an_index_says_what_it_did_not_reach(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of time, the newest articles were read; the others are counted."""
    shutil.rmtree(path.with_name("text"))
    monkeypatch.setattr(textsource, "SCAN_SECONDS", -1.0)
    assert find(path, "tin").understood.unsearched == 11
