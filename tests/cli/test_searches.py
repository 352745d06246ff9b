"""`docbao search --save` and `--saved`, `docbao searches`: kept under a name, printed, taken over."""

from __future__ import annotations

import csv
import io
import json

from tests.cli.commanding import Desk, desk
from tests.library.making import make_corpus
from tui.library.shelf import Shelf
from tui.model.facet import FacetChoice
from tui.model.own import SavedSearch
from tui.text.collation import collation_key

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
    status, _out, err = desk.docbao("searches", "--rename", "bến cá", "Cá về")
    assert (status, "Cá về" in err) == (0, True)
    assert desk.answer("searches") == "Cá về  ben ca"
    assert desk.docbao("searches", "--rename", "bến cá", "Khác")[0] == 2
    desk.answer("searches", "--rename", "Cá về", "Bến cá")
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


def test_a_saved_list_is_printed_in_its_order_with_what_it_holds_now(desk: Desk) -> None:
    """It was saved in the app, with values that were chosen."""
    corpus = desk.corpus(count=6)
    desk.answer("index", corpus)
    shelf = Shelf.open(desk.root / "data")
    chosen = (FacetChoice("mark", "unread", "unread"),)
    kept = SavedSearch("Sáu bài", "là:chưa đọc", "list", "title", words="vinh mo", chosen=chosen)
    shelf.save_search(kept)
    shelf.close()
    answer = json.loads(
        desk.answer("search", "--saved", "sáu bài", "--corpus", corpus, "--limit", 2, "--format", "json")
    )
    assert answer["total_articles"] == 6
    titles = [article["title"] for article in answer["articles"]]
    assert titles == sorted(titles, key=collation_key)
    assert len(titles) == 2
    assert "Vĩnh Mơ" in desk.answer("search", "--saved", "sáu bài", "--corpus", corpus)
    line = desk.answer("search", "--saved", "sáu bài", "--corpus", corpus, "--format", "jsonl").split("\n")[0]
    assert json.loads(line)["file"].startswith("bai_")
    exported = json.loads(desk.answer("export", "searches"))
    assert exported["words"] == "vinh mo"
    assert exported["chosen"] == [{"field": "mark", "key": "unread", "name": "unread", "excluded": False}]
    file = desk.root / "kept.jsonl"
    file.write_text(desk.answer("export", "searches") + "\n", encoding="utf-8")
    desk.answer("searches", "--forget", "sáu bài")
    desk.answer("searches", "--import", file)
    shelf = Shelf.open(desk.root / "data")
    (back,) = shelf.searches()
    assert (back.words, back.chosen, back.order) == ("vinh mo", chosen, "title")


def test_searches_are_counted_in_a_corpus_with_what_came_since_they_were_opened(desk: Desk) -> None:
    corpus = desk.corpus(count=3)
    desk.answer("search", "khanh thanh", "--corpus", corpus, "--save", "Khánh thành", "--format", "jsonl")
    shelf = Shelf.open(desk.root / "data")
    shelf.save_search(SavedSearch("Mơ", "vinh mo", "list", words="vinh mo"))
    shelf.close()
    desk.answer("search", "--saved", "Mơ", "--corpus", corpus)
    make_corpus(corpus, 2, first=10)
    desk.answer("index", corpus)
    rows = json.loads(desk.answer("searches", "--corpus", corpus, "--format", "json"))
    assert [(row["name"], row["articles"], row["new"]) for row in rows] == [
        ("Khánh thành", 5, 2), ("Mơ", 5, 2),
    ]  # fmt: skip
    assert "5 articles · 2 new" in desk.answer("searches", "--corpus", corpus)
    for name in ("Mơ", "Khánh thành"):
        desk.answer("search", "--saved", name, "--corpus", corpus, "--format", "jsonl")
    rows = json.loads(desk.answer("searches", "--corpus", corpus, "--format", "json"))
    assert [row["new"] for row in rows] == [0, 0]
    assert "articles" not in json.loads(desk.answer("searches", "--format", "json"))[0]
