"""Notes, stars and tags: kept beside an article's identity, with what it was when it was marked."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.making import make_article, make_library
from tui.errors import ShelfError, UsageError
from tui.library import shelf, shelf_tables
from tui.library.library import Library
from tui.library.shelf import FILE, LOG, Shelf
from tui.model.own import Subject
from tui.model.result import ListFilter
from tui.model.span import Span
from tui.text.anchor import anchored, place

BOAT = Subject("b" * 32, "Bến cá Vĩnh Mơ", "2031/ben ca.txt", "/kho/bao")
DYKE = Subject("d" * 32, "Đê biển Lam Kha", "de.txt", "/kho/bao")


def without_database(folder: Path) -> Shelf:
    """The shelf as its log alone brings it back."""
    (folder / FILE).unlink()
    return Shelf.open(folder)


def test_a_note_is_kept_in_both_files_with_what_it_is_about(tmp_path: Path) -> None:
    text = "Bến cá mới xây. Bến cá cũ bỏ."
    kept = Shelf.open(tmp_path)
    note = kept.add_note(BOAT, "  Hỏi lại số vốn\r\nở huyện  ", anchored(text, Span(16, 25)))
    second = kept.add_note(BOAT, "Thứ hai")
    kept.close()
    (tmp_path / LOG).rename(tmp_path / "log")
    assert Shelf.open(tmp_path).notes() == (note, second)
    (tmp_path / "log").rename(tmp_path / LOG)
    found = without_database(tmp_path).notes()
    assert found == (note, second)
    assert note.text == "Hỏi lại số vốn\nở huyện"
    assert note.about == BOAT
    assert note.anchor is not None
    assert place(note.anchor, "Thêm một câu. " + text) == Span(30, 39)


def test_a_note_is_edited_deleted_and_restored_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    note = kept.add_note(BOAT, "Một")
    assert kept.edit_note(note.id[:4], "Hai").text == "Hai"
    kept.delete_note(note.id)
    assert kept.notes() == ()
    assert [gone.text for gone in kept.notes(deleted=True)] == ["Hai"]
    assert [gone.text for gone in without_database(tmp_path).notes(deleted=True)] == ["Hai"]
    assert Shelf.open(tmp_path).restore_note(note.id).text == "Hai"
    assert [back.text for back in without_database(tmp_path).notes()] == ["Hai"]


@pytest.mark.parametrize("name", ["", "zz", "ff", "%", "ffffffff", "ab'c"])
def test_a_note_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there is no note"):
        Shelf.open(tmp_path).edit_note(name, "x")


def test_a_beginning_of_two_ids_names_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(["abc00001", "abc00001", "abc00002"])
    monkeypatch.setattr("tui.library.shelf.secrets.token_hex", lambda _size: next(names))
    kept = Shelf.open(tmp_path)
    assert [kept.add_note(BOAT, text).id for text in "xy"] == ["abc00001", "abc00002"]
    with pytest.raises(UsageError, match="more than one"):
        kept.note("abc")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 100_001])
def test_an_empty_or_endless_note_is_refused(tmp_path: Path, text: str) -> None:
    kept = Shelf.open(tmp_path)
    with pytest.raises(UsageError):
        kept.add_note(BOAT, text)
    assert kept.notes() == ()


def test_stars_tags_and_read_marks_are_set_on_several_articles_at_once(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    kept.mark([BOAT, DYKE], star=True, read=True, tags=["cần hỏi", " biển  đảo "])
    kept.mark([DYKE], star=False, untags=["CẦN HỎI"])
    for now in (kept, without_database(tmp_path)):
        boat, dyke = now.marks([BOAT.digest, DYKE.digest])
        assert (boat.about, boat.star, boat.read, boat.tags) == (BOAT, True, True, ("biển đảo", "cần hỏi"))
        assert (dyke.about, dyke.star, dyke.read, dyke.tags) == (DYKE, False, True, ("biển đảo",))
        assert {marks.about for marks in now.marks()} == {BOAT, DYKE}
        assert now.all_tags() == (("biển đảo", 2), ("cần hỏi", 1))


def test_a_tag_is_one_whatever_its_capitals(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    kept.mark([BOAT], tags=["Đê điều"])
    kept.mark([DYKE], tags=["đê ĐIỀU"])
    assert kept.all_tags() == (("Đê điều", 2),)
    kept.add_note(DYKE, "x")
    assert len(kept.notes(tag="ĐÊ điều")) == 1
    assert kept.notes(tag="khác") == ()


@pytest.mark.parametrize("tag", ["", " ", "dài" * 30])
def test_what_is_no_tag_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(UsageError, match="not a tag"):
        Shelf.open(tmp_path).mark([BOAT], tags=[tag])


def test_names_no_text_can_hold_are_kept_readable(tmp_path: Path) -> None:
    """A corpus or a title with bytes that are no UTF-8."""
    odd = Subject("e" * 32, "Tin \udcff", "a\udcff.txt", "/kho/\udcff")
    note = Shelf.open(tmp_path).add_note(odd, "Ghi \udcff")
    assert without_database(tmp_path).notes() == (note,)
    assert note.about.corpus == "/kho/\\xff"


def test_importing_an_export_twice_changes_nothing(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path / "here")
    notes = [kept.add_note(BOAT, "Một"), kept.add_note(DYKE, "Hai")]
    there = Shelf.open(tmp_path / "there")
    assert there.import_notes(notes) == 2
    assert there.import_notes(notes) == 0
    later = replace(notes[0], text="Một, sửa", changed="2999-01-01T00:00:00Z")
    assert there.import_notes([notes[0], later]) == 1
    assert [note.text for note in there.notes()] == ["Một, sửa", "Hai"]


def test_a_clock_that_goes_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(["2031-05-05T00:00:00Z"] * 2 + ["1999-01-01T00:00:00Z"] * 4)
    monkeypatch.setattr(shelf, "_now", lambda: next(times))
    kept = Shelf.open(tmp_path)
    first, _second = kept.add_note(BOAT, "Một"), kept.add_note(BOAT, "Hai")
    assert [note.text for note in kept.notes()] == ["Một", "Hai"]
    assert kept.edit_note(first.id, "Một, sửa").changed == "2031-05-05T00:00:00Z"


OLD = """
PRAGMA application_id = 1145197384; PRAGMA user_version = 1;
INSERT INTO settings VALUES ('theme', '"light"');
INSERT INTO positions VALUES ('aa', 120);
INSERT INTO read_marks VALUES ('aa');
UPDATE serial SET last = 3;
"""


def make_old(folder: Path) -> None:
    """A shelf of version 1, as its own program left it, without a log."""
    connection = sqlite3.connect(folder / FILE)
    connection.executescript(shelf_tables.TABLES_1 + OLD)
    connection.close()


def test_a_shelf_of_the_version_before_is_taken_over_and_a_copy_is_kept(tmp_path: Path) -> None:
    make_old(tmp_path)
    kept = Shelf.open(tmp_path)
    assert f"{FILE}.v1" in kept.notice
    assert (kept.get("theme"), kept.position("aa"), kept.is_read("aa")) == ("light", 120, True)
    kept.mark([BOAT], star=True)
    copy = sqlite3.connect(tmp_path / f"{FILE}.v1")
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT * FROM positions").fetchall() == [("aa", 120)]
    again = without_database(tmp_path)
    assert again.notice == ""
    assert again.is_starred(BOAT.digest)
    assert again.get("theme") == "light"


def test_a_log_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """Also where the database is lost."""
    kept = Shelf.open(tmp_path)
    kept.add_note(BOAT, "Một")
    newer = [
        change._replace(arguments=[99]) if change.name == "format" else change
        for change in shelf_tables.everything(kept._connection)
    ]
    kept._log.replace(newer)
    kept.close()
    (tmp_path / FILE).unlink()
    before = (tmp_path / LOG).read_bytes()
    with pytest.raises(ShelfError, match="newer"):
        Shelf.open(tmp_path)
    assert (tmp_path / LOG).read_bytes() == before


@given(
    before=st.text("ab ", max_size=60), passage=st.text("xy", min_size=1, max_size=9),
    after=st.text("ab ", max_size=60), new=st.text("abc ", max_size=40),
)  # fmt: skip
def test_a_passage_is_found_again_behind_new_text(before: str, passage: str, after: str, new: str) -> None:
    text = before + passage + after
    anchor = anchored(text, Span(len(before), len(before) + len(passage)))
    assert place(anchor, new + text) == Span(len(new + before), len(new + before + passage))
    assert place(anchor, before + after) is None


def test_rows_of_the_list_carry_what_the_reader_put_beside_an_article(tmp_path: Path) -> None:
    """Deleted notes do not count; another article of the list has none of it."""
    library = make_library(
        tmp_path / "library.db", [(make_article("a.txt"), None), (make_article("b.txt"), None)]
    )
    first, second = Library.open(library).heads("newest", ListFilter(), 0, 9)
    kept = Shelf.open(tmp_path)
    about = Subject(first.digest, first.title, first.file, "/kho")
    kept.mark([about], star=True, tags=("xem lại", "huyện"))
    kept.add_note(about, "Một")
    kept.delete_note(kept.add_note(about, "Hai").id)
    kept.close()
    opened = Library.open(library, shelf=tmp_path / FILE)
    marked, plain = opened.heads("newest", ListFilter(), 0, 9)
    assert (marked.star, marked.tags, marked.note_count) == (True, ("huyện", "xem lại"), 1)
    assert plain == second


def test_a_shelf_from_before_stars_still_gives_the_read_marks(tmp_path: Path) -> None:
    """A library only reads the shelf: it does not bring an older one up to date."""
    library = make_library(tmp_path / "library.db", [(make_article("a.txt"), None)])
    (head,) = Library.open(library).heads("newest", ListFilter(), 0, 9)
    old = sqlite3.connect(tmp_path / FILE)
    for statement in shelf_tables.TABLES_1.split(";\n"):
        old.execute(statement)
    old.execute("PRAGMA user_version = 1")
    old.execute("INSERT INTO read_marks VALUES (?)", (head.digest,))
    old.commit()
    old.close()
    (found,) = Library.open(library, shelf=tmp_path / FILE).heads("newest", ListFilter(), 0, 9)
    assert found == replace(head, read=True)
