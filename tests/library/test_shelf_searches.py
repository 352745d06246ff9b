"""Saved searches and the history of queries: kept twice, like all of the reader's own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tui.errors import UsageError
from tui.library import shelf_searches, shelf_tables
from tui.library.shelf import FILE, LOG, Shelf
from tui.model.facet import FacetChoice
from tui.model.own import SavedSearch, SeenSearch, Subject
from tui.model.result import ListFilter

DYKES = SavedSearch("Đê biển", 'người:"Đoàn Quốc Thẩm" đê', order="oldest")


def without_database(folder: Path) -> Shelf:
    """The shelf as its log alone brings it back."""
    (folder / FILE).unlink()
    return Shelf.open(folder)


def filled(folder: Path) -> Shelf:
    kept = Shelf.open(folder)
    kept.save_search(DYKES)
    kept.save_search(SavedSearch("Bến cá", "ben ca"))
    kept.see_search("đê BIỂN", "/kho/bao", SeenSearch("lib-1", 12, 40))
    kept.note_asked("ben ca")
    kept.note_asked("quoc tham", "names")
    kept.note_asked("đê", scope="list")
    return kept


def told(kept: Shelf) -> tuple[object, ...]:
    """All a shelf says of searches."""
    return kept.searches(), kept.asked(), kept.seen_search("Đê biển", "/kho/bao")


def test_searches_are_in_both_files(tmp_path: Path) -> None:
    """The log alone, and the database alone, say the same."""
    kept = filled(tmp_path)
    before = told(kept)
    kept.close()
    (tmp_path / LOG).rename(tmp_path / "log")
    assert told(Shelf.open(tmp_path)) == before
    (tmp_path / "log").rename(tmp_path / LOG)
    assert told(without_database(tmp_path)) == before
    assert kept_names(without_database(tmp_path)) == ["Bến cá", "Đê biển"]


def kept_names(kept: Shelf) -> list[str]:
    return [search.name for search in kept.searches()]


def test_a_log_written_anew_keeps_searches_and_history(tmp_path: Path) -> None:
    kept = filled(tmp_path)
    before = told(kept)
    kept._log.replace(shelf_tables.everything(kept._connection))
    kept.close()
    assert told(without_database(tmp_path)) == before


def test_a_name_is_one_search_whatever_its_capitals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saved again it is replaced; when it was first saved stays."""
    times = iter(["2031-01-01T00:00:00Z", "2031-02-02T00:00:00Z", "2030-01-01T00:00:00Z"])
    monkeypatch.setattr(shelf_searches, "_now", lambda: next(times))
    kept = Shelf.open(tmp_path)
    kept.save_search(DYKES)
    again = kept.save_search(SavedSearch("  ĐÊ \n biển", "đê"))
    assert kept.searches() == (again,)
    assert (again.name, again.query, again.created) == ("ĐÊ biển", "đê", "2031-01-01T00:00:00Z")
    assert again.changed == "2031-02-02T00:00:00Z"
    assert kept.save_search(DYKES).changed == "2031-01-01T00:00:00Z"  # a clock that went back


def test_decomposed_letters_name_the_same_search(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    kept.save_search(DYKES)
    assert kept.search("Đê biê\u0309n").query == DYKES.query


def test_a_forgotten_search_is_gone_with_what_was_seen_of_it(tmp_path: Path) -> None:
    kept = filled(tmp_path)
    assert kept.forget_search("đê biển").name == "Đê biển"
    kept.save_search(DYKES)
    assert kept.seen_search("Đê biển", "/kho/bao") is None
    with pytest.raises(UsageError, match="no saved search"):
        kept.forget_search("không có")
    kept.forget_search("Đê biển")
    assert kept_names(without_database(tmp_path)) == ["Bến cá"]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 81])
def test_a_search_without_a_usable_name_is_refused(tmp_path: Path, name: str) -> None:
    kept = Shelf.open(tmp_path)
    with pytest.raises(UsageError):
        kept.save_search(replace(DYKES, name=name))
    assert kept.searches() == ()


@pytest.mark.parametrize("query", ["", " \t ", "x" * 2_001])
def test_a_search_for_nothing_or_without_end_is_refused(tmp_path: Path, query: str) -> None:
    kept = Shelf.open(tmp_path)
    with pytest.raises(UsageError):
        kept.save_search(replace(DYKES, query=query))
    assert kept.searches() == ()


def test_hostile_letters_are_kept_as_letters(tmp_path: Path) -> None:
    """A lone surrogate cannot be stored; an escape and quotes can, and no question to the tables breaks."""
    kept = Shelf.open(tmp_path)
    kept.save_search(SavedSearch("a'; DROP TABLE searches;--", "\ud800 \x1b[31m\"'"))
    (found,) = without_database(tmp_path).searches()
    assert found.name == "a'; DROP TABLE searches;--"
    assert found.query == "\ufffd \x1b[31m\"'"


def test_the_history_holds_the_last_queries_each_once_newest_first(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    for number in range(230):
        kept.note_asked(f"tin {number}")
    kept.note_asked("tin 100")
    kept.note_asked("  tin   100 ")
    kept.note_asked("tin 100", "names")
    kept.note_asked("")
    kept.note_asked("x" * 2_001)
    asked = kept.asked()
    assert len(asked) == shelf_tables.MOST_ASKED == 200
    assert [(one.kind, one.query) for one in asked[:3]] == [
        ("names", "tin 100"), ("text", "tin 100"), ("text", "tin 229"),
    ]  # fmt: skip
    assert sum(one.query == "tin 100" for one in asked) == 2
    assert without_database(tmp_path).asked() == asked


def test_the_history_can_be_forgotten(tmp_path: Path) -> None:
    kept = filled(tmp_path)
    assert kept.forget_asked() == 3
    assert kept.asked() == ()
    assert kept.forget_asked() == 0
    assert without_database(tmp_path).asked() == ()
    assert len(kept_names(Shelf.open(tmp_path))) == 2


def test_what_is_asked_twice_in_a_row_is_written_once(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    kept.note_asked("đê")
    size = (tmp_path / LOG).stat().st_size
    kept.note_asked("đê")
    assert (tmp_path / LOG).stat().st_size == size


def test_seeing_a_search_that_is_gone_leaves_no_trace(tmp_path: Path) -> None:
    kept = Shelf.open(tmp_path)
    kept.see_search("không có", "/kho", SeenSearch("lib", 1, 1))
    assert kept.seen_search("không có", "/kho") is None


def test_importing_searches_twice_changes_nothing(tmp_path: Path) -> None:
    here = filled(tmp_path / "here").searches()
    there = Shelf.open(tmp_path / "there")
    assert there.import_searches(here) == 2
    assert there.import_searches(here) == 0
    assert there.searches() == here
    later = replace(here[1], query="đê mới", changed="2999-01-01T00:00:00Z")
    assert there.import_searches((here[1], later)) == 1
    assert there.search("Đê biển").query == "đê mới"


VERSION_2 = """
PRAGMA application_id = 1145197384; PRAGMA user_version = 2;
INSERT INTO settings VALUES ('theme', '"light"');
INSERT INTO stars VALUES ('aa');
INSERT INTO tags VALUES ('aa', 'đê');
INSERT INTO known VALUES ('aa', 'Bài', 'bai.txt', '/kho', '2031-01-01T00:00:00Z');
UPDATE serial SET last = 4;
"""


def make_version_2(folder: Path) -> None:
    """A shelf of version 2, as its own program left it, without a log."""
    connection = sqlite3.connect(folder / FILE)
    for tables in (shelf_tables.TABLES_1, shelf_tables.TABLES_2):
        connection.executescript(tables)
    connection.executescript(VERSION_2)
    connection.close()


def test_a_shelf_from_before_searches_is_taken_over_and_a_copy_is_kept(tmp_path: Path) -> None:
    make_version_2(tmp_path)
    kept = Shelf.open(tmp_path)
    assert f"{FILE}.v2" in kept.notice
    assert kept.is_starred("aa")
    assert (kept.tags_of("aa"), kept.searches(), kept.asked()) == (("đê",), (), ())
    kept.save_search(DYKES)
    kept.close()
    copy = sqlite3.connect(tmp_path / f"{FILE}.v2")
    assert copy.execute("PRAGMA user_version").fetchone() == (2,)
    assert copy.execute("SELECT digest FROM stars").fetchall() == [("aa",)]
    again = without_database(tmp_path)
    assert again.notice == ""
    assert again.is_starred("aa")
    assert kept_names(again) == ["Đê biển"]


def test_a_log_from_before_searches_brings_a_shelf_of_today(tmp_path: Path) -> None:
    """Where the database is lost and only an older program wrote the log."""
    kept = Shelf.open(tmp_path)
    kept.mark([Subject("aa", "Bài", "bai.txt", "/kho")], star=True)
    older = [
        change._replace(arguments=[2]) if change.name == "format" else change
        for change in shelf_tables.everything(kept._connection)
    ]
    kept._log.replace(older)
    kept.close()
    again = without_database(tmp_path)
    assert again.is_starred("aa")
    again.save_search(DYKES)
    assert kept_names(without_database(tmp_path)) == ["Đê biển"]


def test_the_filter_of_a_list_is_kept_with_all_that_was_chosen(tmp_path: Path) -> None:
    """What another version chose by is left out, the rest stays."""
    kept = Shelf.open(tmp_path)
    chosen = (
        FacetChoice("person", "person:đoàn quốc thẩm", "Đoàn Quốc Thẩm"),
        FacetChoice("outlet", "", "", excluded=True),
        FacetChoice("month", "2024-03..2024-05", "2024-03..2024-05"),
    )
    search = SavedSearch("Danh sách", "…", "list", "outlet", words="đê", chosen=chosen)
    kept.save_search(search)
    (found,) = without_database(tmp_path).searches()
    assert found.filter == ListFilter(text="đê", chosen=chosen)
    packed = shelf_searches.pack(found)
    packed["chosen"] = [{"field": "weather", "key": "rain", "name": "rain"}, 7, *packed["chosen"]]  # type: ignore[misc]
    assert shelf_searches.unpack(packed) == found
    assert SavedSearch("x", "y", words="z").filter is None


def test_a_search_is_renamed_with_what_was_seen_of_it(tmp_path: Path) -> None:
    """Both files say so."""
    kept = filled(tmp_path)
    known = kept.search("Đê biển")
    renamed = kept.rename_search("đê biển", "  Đê sông ")
    assert renamed == replace(known, name="Đê sông")
    assert kept.search("Đê sông") == renamed
    assert kept.seen_search("Đê sông", "/kho/bao") == SeenSearch("lib-1", 12, 40)
    assert kept.seen_search("Đê biển", "/kho/bao") is None
    assert kept_names(kept) == ["Bến cá", "Đê sông"]
    kept.close()
    again = without_database(tmp_path)
    assert kept_names(again) == ["Bến cá", "Đê sông"]
    assert again.seen_search("Đê sông", "/kho/bao") == SeenSearch("lib-1", 12, 40)


def test_only_the_capitals_of_a_name_may_change(tmp_path: Path) -> None:
    kept = filled(tmp_path)
    kept.rename_search("Đê biển", "ĐÊ BIỂN")
    assert kept_names(kept) == ["Bến cá", "ĐÊ BIỂN"]
    assert kept.seen_search("Đê biển", "/kho/bao") == SeenSearch("lib-1", 12, 40)


@pytest.mark.parametrize("new", ["bến CÁ", "", " ", "x" * 81])
def test_a_search_takes_no_name_of_another_and_none_that_is_none(tmp_path: Path, new: str) -> None:
    kept = filled(tmp_path)
    before = told(kept)
    with pytest.raises(UsageError):
        kept.rename_search("Đê biển", new)
    with pytest.raises(UsageError):
        kept.rename_search("không có", "Khác")
    assert told(kept) == before
