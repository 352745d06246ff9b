"""Corrections on the shelf: kept twice, taken back and redone, by any of several readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.correcting import build, correct, found, rows
from tui.errors import UsageError
from tui.library import shelf_corrections, shelf_tables
from tui.library.shelf import FILE, LOG, Shelf
from tui.library.shelf_log import Change, ShelfLog
from tui.model.correction import Correction
from tui.model.own import Subject

BOAT = Subject("b" * 32, "Bến cá Vĩnh Mơ", "ben ca.txt", "/kho/bao")
REJECTED = Correction(
    "", "reject", "figure", "7 ghe", about=BOAT, quote="7 ghe", start=40, article_count=1
)  # fmt: skip
MERGED = Correction(
    "", "merge", "person", "Lạc Mây", key="person:lạc mây", into="person:lạc mây thu", shown="Lạc Mây Thu",
    articles=("a" * 12,), joined=("c" * 12,), article_count=3,
)  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf.open(tmp_path)


@pytest.mark.parametrize("gone", [(), (LOG,), (FILE,)])
def test_a_correction_is_kept_in_both_files(tmp_path: Path, gone: tuple[str, ...]) -> None:
    shelf = Shelf.open(tmp_path)
    made = [shelf.correct(REJECTED), shelf.correct(MERGED)]
    taken = shelf.undo_correction(made[0].id)
    shelf.close()
    for name in gone:
        (tmp_path / name).unlink()
    again = Shelf.open(tmp_path)
    assert again.corrections() == (taken, made[1])
    assert taken is not None
    assert taken.undone
    assert replace(made[1], id="", number=0, turn=0, created="", changed="") == MERGED
    again.close()


def test_the_last_correction_in_force_is_taken_back_first_and_one_redone_is_the_last(shelf: Shelf) -> None:
    names = [shelf.correct(replace(REJECTED, quote=f"{number} ghe")).id for number in range(3)]
    taken = [shelf.undo_correction() for _ in range(2)]
    assert [one and one.id for one in taken] == [names[2], names[1]]
    redone = shelf.redo_correction(names[2])
    assert redone is not None
    assert not redone.undone
    taken = [shelf.undo_correction() for _ in range(3)]
    assert [one and one.id for one in taken] == [names[2], names[0], None]
    assert all(one.undone for one in shelf.corrections())


def test_the_same_correction_is_made_once_while_it_holds(shelf: Shelf) -> None:
    first = shelf.correct(REJECTED)
    assert shelf.correct(REJECTED) == first
    shelf.undo_correction()
    second = shelf.correct(REJECTED)
    assert second.id != first.id
    assert second.number > first.number


def test_a_key_is_completed_with_the_id(shelf: Shelf) -> None:
    wanted = replace(MERGED, kind="split", into="person:lạc mây@")
    made = shelf.correct(wanted)
    assert made.into == f"person:lạc mây@{made.id}"
    assert shelf.correct(wanted) == made


@pytest.mark.parametrize("name", ["", "zz", "a", "0000000000", "'; DROP TABLE corrections"])
def test_a_correction_that_is_not_there_is_refused(shelf: Shelf, name: str) -> None:
    shelf.correct(REJECTED)
    with pytest.raises(UsageError):
        shelf.correction(name)
    with pytest.raises(UsageError):
        shelf.redo_correction(name or "zzz")


@pytest.mark.parametrize("name", ["", " ", "\n", "?!", "\x1b[31m", "\u202e\u202d", "x" * 201])
def test_what_is_no_name_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(UsageError):
        shelf.correct(replace(MERGED, kind="rename", shown=name))
    assert shelf.corrections() == ()


def test_names_no_text_can_hold_are_kept_readable(shelf: Shelf) -> None:
    made = shelf.correct(
        replace(REJECTED, name="\ud800", quote="\udfff", about=replace(BOAT, title="\ud900"))
    )
    assert made in shelf.corrections()


def test_two_readers_see_and_take_back_what_the_other_corrected(tmp_path: Path) -> None:
    one, other = Shelf.open(tmp_path), Shelf.open(tmp_path)
    made = one.correct(REJECTED)
    assert other.corrections() == (made,)
    second = other.correct(MERGED)
    assert second.number == made.number + 1
    taken = one.undo_correction()
    assert taken is not None
    assert taken.id == second.id
    assert other.corrections()[1].undone
    one.close()
    other.close()


def test_a_shelf_from_before_corrections_is_taken_over(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    for tables in (shelf_tables.TABLES_1, shelf_tables.TABLES_2, shelf_tables.TABLES_3):
        connection.executescript(tables)
    connection.execute(f"PRAGMA application_id = {shelf_tables.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    shelf = Shelf.open(tmp_path)
    assert shelf.corrections() == ()
    made = shelf.correct(REJECTED)
    shelf.close()
    again = Shelf.open(tmp_path)
    assert again.corrections() == (made,)
    again.close()


def test_ten_thousand_corrections_are_kept_followed_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = found(tmp_path / "corpus")
    path = build(tmp_path / "library.db", facts)
    before = rows(path)
    shelf = Shelf.open(tmp_path / "data")
    connection = sqlite3.connect(tmp_path / "data" / FILE)
    for number in range(1, 10_001):
        gone = replace(BOAT, digest=f"{number:032x}")
        many = replace(REJECTED, id=f"{number:08x}", number=number, turn=number, about=gone)
        if number % 2:
            key = f"person:lạc {number}"
            many = replace(MERGED, id=many.id, number=number, turn=number, key=key)
        shelf_corrections.put(connection, shelf_corrections.pack(many))
    connection.commit()
    connection.close()
    shelf.close()
    (tmp_path / "data" / LOG).unlink()
    written: list[int] = []
    replaced = ShelfLog.replace

    def counted(log: ShelfLog, changes: Iterable[Change]) -> None:
        written.append(1)
        replaced(log, changes)

    monkeypatch.setattr(ShelfLog, "replace", counted)
    shelf = Shelf.open(tmp_path / "data")
    made = [shelf.correct(replace(REJECTED, quote=f"{number} chợ")) for number in range(20)]
    assert len(written) <= 2  # a log that says much is not written anew for every change
    correct(path, shelf.corrections())
    now = rows(path)
    assert len(now["corrections"]) == 10_020
    assert {name: now[name] for name in now if name != "corrections"} == {
        name: before[name] for name in before if name != "corrections"
    }
    for one in reversed(made):
        assert shelf.undo_correction() is not None
        assert shelf.correction(one.id).undone
    correct(path, ())
    assert rows(path) == before
    shelf.close()
