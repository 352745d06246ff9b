"""Every way a corpus changes between two runs: the next one leaves what a clean index would hold."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.making import contents, index, make_corpus, text_of
from tui.corpus import reader
from tui.ingest.run import Report
from tui.library.library import Library


def rewrite(corpus: Path) -> None:
    (corpus / "b/bai_0104.txt").write_text(text_of(77), encoding="utf-8")


def rewrite_as_long(corpus: Path) -> None:
    """With the old length, and the old time put back."""
    file = corpus / "b/bai_0104.txt"
    status = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("Vĩnh Mơ", "Vĩnh Bơ"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size


def touch(corpus: Path) -> None:
    os.utime(corpus / "b/bai_0104.txt", (1, 1))


def add(corpus: Path) -> None:
    make_corpus(corpus / "a/moi", 1, first=50)
    make_corpus(corpus / "zz", 1, first=51)


def remove(corpus: Path) -> None:
    (corpus / "bai_0000.txt").unlink()
    (corpus / "c/bai_0205.txt").unlink()


def remove_folder(corpus: Path) -> None:
    shutil.rmtree(corpus / "c")


def rename(corpus: Path) -> None:
    (corpus / "b/bai_0104.txt").rename(corpus / "a/bai_0104.txt")


def rename_folder(corpus: Path) -> None:
    (corpus / "b").rename(corpus / "d")


def swap(corpus: Path) -> None:
    """Each has the other's content, length and age."""
    one, other, aside = corpus / "a/bai_0001.txt", corpus / "a/bai_0002.txt", corpus / "aside"
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def file_becomes_folder(corpus: Path) -> None:
    (corpus / "b/bai_0104.txt").unlink()
    make_corpus(corpus / "b/bai_0104.txt", 2, first=60)


def folder_becomes_file(corpus: Path) -> None:
    shutil.rmtree(corpus / "b")
    (corpus / "b").write_text(text_of(61), encoding="utf-8")


def file_becomes_link_out(corpus: Path) -> None:
    (corpus / "b/bai_0104.txt").unlink()
    (corpus / "b/bai_0104.txt").symlink_to("/etc/hostname")


CHANGES: dict[Callable[[Path], None], tuple[int, int, int, int]] = {
    rewrite: (0, 1, 0, 0),
    rewrite_as_long: (0, 1, 0, 0),
    touch: (0, 0, 0, 0),
    add: (2, 0, 0, 0),
    remove: (0, 0, 2, 0),
    remove_folder: (0, 0, 6, 0),
    rename: (1, 0, 1, 0),
    rename_folder: (6, 0, 6, 0),
    swap: (0, 2, 0, 0),
    file_becomes_folder: (2, 0, 1, 0),
    folder_becomes_file: (1, 0, 6, 0),
    file_becomes_link_out: (0, 0, 1, 1),
}
"""Change → (added, changed, removed, refused)."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    corpus = make_corpus(tmp_path / "corpus", 1)
    for number, folder in enumerate("abc"):
        make_corpus(corpus / folder, 6, first=number * 100)
    return corpus


@pytest.fixture(params=[2, 1_000], ids=["in pieces", "whole"])
def path(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reader, "LISTED", request.param)
    return tmp_path / "library" / "library.db"


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, len(report.rejected)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_kind_of_change_is_noticed(
    corpus: Path, path: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """And nothing else is done."""
    index(corpus, path)
    change(corpus)
    assert counts(index(corpus, path)) == CHANGES[change]
    assert counts(index(corpus, path))[:3] == (0, 0, 0)
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


def test_a_folder_that_may_no_longer_be_listed_is_refused(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it held is gone until it may; then it is back."""
    index(corpus, path)
    scandir = os.scandir

    def refusing(folder: str) -> object:
        if str(folder).endswith("/b"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert counts(index(corpus, path)) == (0, 0, 6, 1)
    monkeypatch.setattr(os, "scandir", scandir)
    assert counts(index(corpus, path)) == (6, 0, 0, 0)
    assert Library.open(path).state().articles == 19


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_no_longer_be_read_is_refused(corpus: Path, path: Path) -> None:
    """Its bytes did not change, and nobody can know."""
    index(corpus, path)
    (corpus / "b/bai_0104.txt").chmod(0)
    assert counts(index(corpus, path)) == (0, 0, 1, 1)
    (corpus / "b/bai_0104.txt").chmod(0o600)
    assert counts(index(corpus, path)) == (1, 0, 0, 0)
