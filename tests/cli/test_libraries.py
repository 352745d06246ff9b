"""`docbao libraries`: whose each library is; a moved folder keeps its own, a copy gets one; forgetting."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Desk, desk
from tui.library import known, lock
from tui.resources import resource
from tui.text.legacy.codecs import CODECS

__all__ = ["desk"]


def listed(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.answer("libraries", "--format", "json"))
    return found


def only_library(desk: Desk) -> Path:
    (path,) = (desk.root / "library").glob("*/library.db")
    return path


def test_libraries_are_listed_with_their_state(desk: Desk) -> None:
    corpus = desk.corpus()
    assert listed(desk) == []
    desk.answer("index", corpus)
    (row,) = listed(desk)
    assert (row["corpus"], row["articles"], row["state"], row["folder"]) == (str(corpus), 4, "sound", "there")
    assert row["size"] >= only_library(desk).stat().st_size
    assert not row["sample"]
    assert not row["indexing"]
    assert "4 articles" in desk.answer("libraries")
    with lock.writer(only_library(desk)):
        assert listed(desk)[0]["indexing"]
    desk.answer("index", resource("seeds"))
    assert {row["sample"] for row in listed(desk)} == {True, False}


def test_a_folder_without_articles_leaves_no_library_behind(desk: Desk) -> None:
    folder = desk.root / "rỗng"
    (folder / "con").mkdir(parents=True)
    status, out, err = desk.docbao("index", folder, "--lang", "en")
    assert (status, out) == (2, "")
    assert "no article files in this folder" in err
    assert desk.docbao("search", "mưa", "--corpus", folder)[0] == 2
    assert listed(desk) == []


def test_an_older_or_damaged_library_says_so(desk: Desk) -> None:
    desk.answer("index", desk.corpus())
    path = only_library(desk)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert listed(desk)[0]["state"] == "older"
    path.write_bytes(b"no library at all" * 1000)
    (row,) = listed(desk)
    assert (row["state"], row["corpus"]) == ("damaged", None)


def test_a_moved_folder_keeps_its_library(desk: Desk) -> None:
    """Nothing is read again, and one line says so."""
    corpus = desk.corpus(count=6)
    desk.answer("index", corpus)
    moved = corpus.rename(desk.root / "dời đi")
    (moved / "bai_0099.txt").write_text("Tin mới của xã Vĩnh Mơ\nMột câu thôi.\n", encoding="utf-8")
    status, out, _err = desk.docbao("index", moved, "--progress", "json")
    told = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [line["text"] for line in told if line["stage"] == "notice"] == [
        f"this is the folder that lay in {corpus}: its library was taken over"
    ]
    assert (told[-1]["added"], told[-1]["unchanged"]) == (1, 6)
    (row,) = listed(desk)
    assert row["corpus"] == str(moved)
    assert "kho bai" not in {path.parent.name for path in (desk.root / "library").glob("*/*.db")}


def test_a_moved_folder_keeps_the_encodings_chosen_for_it(desk: Desk) -> None:
    """A new file in the same doubt is read; another folder put in the old place knows of no choice."""
    corpus = desk.corpus(count=6)
    old = CODECS["vni"].encode("Lũ cuốn trôi cầu treo ở bản Nậm Kè")
    (corpus / "cu").mkdir()
    (corpus / "cu" / "tin_1.txt").write_bytes(old)
    desk.answer("index", corpus, "--encoding", "cu/*=vni")
    moved = corpus.rename(desk.root / "dời đi")
    (moved / "cu" / "tin_2.txt").write_bytes(old + b" moi")
    status, out, _err = desk.docbao("index", moved, "--progress", "json")
    end = json.loads(out.splitlines()[-1])
    assert (status, end["added"], end["unchanged"], end["rejected"]) == (0, 1, 7, [])
    assert "Nậm Kè" in desk.answer("show", "cu/tin_2", "--corpus", moved)
    (corpus / "cu").mkdir(parents=True)
    (corpus / "cu" / "tin_9.txt").write_bytes(old)
    _status, out, _err = desk.docbao("index", corpus, "--progress", "json")
    assert json.loads(out.splitlines()[-1])["rejected"][0]["reason"] == "unsure-encoding"


@pytest.mark.parametrize("name", ["dump.jsonl", "dời đi/dump.jsonl", "tên mới.jsonl"])
def test_a_corpus_of_one_file_keeps_its_library_where_it_is_moved_or_renamed(desk: Desk, name: str) -> None:
    """And only there: another file of that size gets one of its own."""
    file = desk.root / "dump.jsonl"
    records = [{"title": f"Tin {n}", "text": f"Xã Vĩnh Mơ mở chợ lần {n}."} for n in range(1, 4)]
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    desk.answer("index", file)
    target = desk.root / "kho khác" / name
    target.parent.mkdir(parents=True)
    other = target.with_name("khác.jsonl")
    other.write_bytes(file.read_bytes().replace(b"Tin 1", b"Tin 9"))
    file.rename(target)
    desk.answer("index", other)
    assert {row["corpus"] for row in listed(desk)} == {str(file), str(other)}
    _status, out, _err = desk.docbao("index", target, "--progress", "json")
    told = [json.loads(line) for line in out.splitlines()]
    assert [line["text"] for line in told if line["stage"] == "notice"] == [
        f"this is the file that was {file}: its library was taken over"
    ]
    kept = target.name == file.name
    assert (told[-1]["added"], told[-1]["unchanged"]) == ((0, 3) if kept else (3, 0))
    assert {row["corpus"] for row in listed(desk)} == {str(target), str(other)}
    assert "lần 2" in desk.answer("show", f"{target.name}#2", "--corpus", target)


def test_a_renamed_file_keeps_the_encoding_chosen_for_it(desk: Desk) -> None:
    file = desk.root / "tin [1].txt"
    file.write_bytes(CODECS["vni"].encode("Lũ cuốn trôi cầu treo ở bản Nậm Kè"))
    desk.answer("index", file, "--encoding", "tin [[]1].txt=vni")
    moved = file.rename(desk.root / "tin [2].txt")
    _status, out, _err = desk.docbao("index", moved, "--progress", "json")
    assert json.loads(out.splitlines()[-1])["rejected"] == []
    assert "Nậm Kè" in desk.answer("show", "tin", "--corpus", moved)


def test_a_copy_gets_a_library_of_its_own(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("index", corpus)
    copy = shutil.copytree(corpus, desk.root / "copy")
    desk.answer("index", copy)
    assert {row["corpus"] for row in listed(desk)} == {str(corpus), str(copy)}


@pytest.mark.parametrize("change", ["names", "sizes", "texts"])
def test_another_folder_is_not_taken_for_the_one_that_is_gone(desk: Desk, change: str) -> None:
    """Like names alone, or like sizes alone, do not make it the same."""
    corpus = desk.corpus(count=6)
    desk.answer("index", corpus)
    other = corpus.rename(desk.root / "other")
    for number, file in enumerate(sorted(other.iterdir())):
        text = file.read_text(encoding="utf-8")
        if change == "names":
            file.rename(other / f"tin_{number}.txt")
        elif change == "sizes":
            file.write_text(text + "Thêm.\n", encoding="utf-8")
        else:
            file.write_text(text.replace("UBND", "UBNX"), encoding="utf-8")
    desk.answer("index", other)
    assert {(row["corpus"], row["folder"]) for row in listed(desk)} == {
        (str(corpus), "gone"),
        (str(other), "there"),
    }


def test_a_library_being_written_is_not_taken_over(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("index", corpus)
    moved = corpus.rename(desk.root / "moved")
    path = only_library(desk)
    with lock.writer(path):
        assert known.adopt(desk.root / "library", moved) is None
    assert path.exists()
    assert known.adopt(desk.root / "library", moved) == corpus


def test_forgetting_deletes_a_library_and_nothing_else(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("note", "bai_0001", "Một", "--corpus", corpus)
    folder = only_library(desk).parent
    with lock.writer(only_library(desk)):
        status, _out, err = desk.docbao("libraries", "--forget", corpus)
        assert status == 2
        assert "being indexed" in err
    status, _out, err = desk.docbao("libraries", "--forget", corpus)
    assert status == 0
    assert "MB freed" in err
    assert not folder.exists()
    assert len(list(corpus.iterdir())) == 4
    assert "Một" in desk.answer("notes")
    assert desk.docbao("libraries", "--forget", corpus)[0] == 2


def test_only_folders_that_are_gone_are_forgotten_together(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is not mounted comes back."""
    disk = desk.root / "disk"
    here, gone, away = desk.corpus("here"), desk.corpus("gone"), desk.corpus("disk/away")
    really = Path.is_mount
    with monkeypatch.context() as mounted:
        mounted.setattr(Path, "is_mount", lambda path: path == disk or really(path))
        for corpus in (here, gone, away):
            desk.answer("index", corpus)
    shutil.rmtree(gone)
    shutil.rmtree(away)
    assert {row["corpus"]: row["folder"] for row in listed(desk)} == {
        str(here): "there",
        str(gone): "gone",
        str(away): "away",
    }
    status, _out, err = desk.docbao("libraries", "--forget-gone")
    assert status == 0
    assert f"{away}: its disk is not mounted; left" in err
    assert {row["corpus"] for row in listed(desk)} == {str(here), str(away)}
    desk.answer("libraries", "--forget", away)
    assert [row["corpus"] for row in listed(desk)] == [str(here)]


def test_a_writer_that_waited_for_a_forgotten_library_takes_the_lock_of_the_new_one(tmp_path: Path) -> None:
    """Two writers never hold two locks of one library."""
    path = tmp_path / "x" / "library.db"
    lock_file = path.with_name(path.name + ".lock")
    with ExitStack() as first:
        assert first.enter_context(lock.writer(path))

        def forgotten() -> bool:
            lock_file.unlink()
            lock_file.parent.rmdir()
            first.close()
            return True

        with lock.writer(path, waiting=forgotten) as second:
            assert second
            assert lock_file.exists()
            with lock.writer(path) as third:
                assert not third
