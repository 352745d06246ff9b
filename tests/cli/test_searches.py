"""`docbao search --save` and `--saved`, `docbao searches`: kept under a name, printed, taken over."""

from __future__ import annotations

import csv
import io
import json

from tests.cli.commanding import Desk, desk
from tui.library.shelf import Shelf

__all__ = ["desk"]


def test_a_search_is_saved_listed_asked_again_and_forgotten(desk: Desk) -> None:
    corpus = desk.corpus()
    found = desk.answer("search", "ben ca", "--corpus", corpus, "--save", "Bến cá", "--format", "jsonl")
    assert found
    (listed,) = json.loads(desk.answer("searches", "--format", "json"))
    assert (listed["name"], listed["query"], listed["scope"], listed["order"]) == (
        "Bến cá", "ben ca", "corpus", "newest",
    )  # fmt: skip
    again = desk.answer("search", "--saved", "bến CÁ", "--corpus", corpus, "--format", "jsonl")
    assert again == found
    assert desk.answer("searches") == "Bến cá  ben ca"
    desk.answer("searches", "--forget", "BẾN CÁ")
    assert desk.docbao("searches")[0] == 1
    status, _out, err = desk.docbao("search", "--saved", "Bến cá", "--corpus", corpus)
    assert (status, "no saved search" in err) == (2, True)


def test_a_search_that_finds_nothing_yet_is_saved_all_the_same(desk: Desk) -> None:
    """A saved search is about what will come."""
    assert desk.docbao("search", "zzz", "--corpus", desk.corpus(), "--save", "Sau này")[0] == 1
    assert desk.answer("searches") == "Sau này  zzz"


def test_looking_for_searches_makes_no_folder(desk: Desk) -> None:
    assert desk.docbao("searches")[0] == 1
    assert desk.docbao("searches", "--history")[0] == 1
    assert desk.docbao("searches", "--forget", "x")[0] == 2
    assert desk.docbao("searches", "--forget-history")[0] == 1
    assert desk.docbao("search", "--saved", "x", "--corpus", desk.corpus())[0] == 2
    assert not (desk.root / "data").exists()


def test_what_cannot_be_saved_is_refused_before_anything_is_searched(desk: Desk) -> None:
    corpus = desk.corpus()
    for wrong in (
        ("search", "x", "--saved", "y"), ("search",), ("search", "x", "--names", "--save", "y"),
        ("search", "--queries", "f", "--save", "y"), ("search", "x", "--save", " "),
        ("search", "  ", "--save", "y"),
    ):  # fmt: skip
        status, out, err = desk.docbao(*wrong, "--corpus", corpus)
        assert (status, out) == (2, "")
        assert err.startswith("docbao: ")
    assert desk.docbao("searches")[0] == 1


def test_saved_searches_are_exported_and_taken_over_elsewhere(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("search", "ben ca", "--corpus", corpus, "--save", "=Bến cá")
    lines = desk.answer("export", "searches")
    assert json.loads(lines)["name"] == "=Bến cá"
    (head, row) = csv.reader(io.StringIO(desk.answer("export", "searches", "--format", "csv")))
    assert (head[0], row[0], row[1]) == ("name", "'=Bến cá", "ben ca")
    assert "\\=Bến cá: ben ca" in desk.answer("export", "searches", "--format", "markdown")
    file = desk.root / "searches.jsonl"
    file.write_text(lines + "\n", encoding="utf-8")
    desk.answer("searches", "--import", file)
    desk.answer("searches", "--forget", "=Bến cá")
    desk.answer("searches", "--import", file)
    assert desk.answer("searches") == "=Bến cá  ben ca"
    for spoilt in ("{}", "[1]", '{"name": "", "query": "x", "created": "", "changed": ""}', "\x00"):
        file.write_text(lines + "\n" + spoilt + "\n", encoding="utf-8")
        status, _out, err = desk.docbao("searches", "--import", file)
        assert (status, f"{file}:2" in err) == (2, True)
    assert desk.docbao("searches", "--import", desk.root / "none")[0] == 2


def test_the_history_is_printed_newest_first_and_can_be_forgotten(desk: Desk) -> None:
    shelf = Shelf.open(desk.root / "data")
    shelf.note_asked("ben ca")
    shelf.note_asked("quoc tham", "names")
    shelf.close()
    rows = [
        json.loads(line) for line in desk.answer("searches", "--history", "--format", "jsonl").split("\n")
    ]
    assert [(row["kind"], row["query"]) for row in rows] == [("names", "quoc tham"), ("text", "ben ca")]
    assert desk.answer("searches", "--history").splitlines()[0].endswith("@ quoc tham")
    desk.answer("searches", "--forget-history")
    assert desk.docbao("searches", "--history")[0] == 1
