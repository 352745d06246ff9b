"""`docbao search` in a part of the corpus, in an order, with what is found counted or in its context."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Desk, desk
from tui.library.shelf import Shelf
from tui.model.facet import FacetChoice
from tui.model.own import SavedSearch

__all__ = ["desk"]

ARTICLES = (
    ("Đê Vĩnh Mơ vỡ trong đêm", "Ngày 2-3-2031, lũ về làm vỡ đê. Đê vỡ làm ngập ba thôn."),
    ("Chợ Vĩnh Mơ họp lại", "Ngày 5-4-2031, chợ họp lại sau khi đê được đắp."),
    ("Ánh đèn bến Sậy", "Ngày 7-5-2031, bến Sậy lên đèn."),
    ("Bàn chuyện đắp đê", "Ngày 9-6-2031, người dân bàn chuyện đắp đê biển."),
)


@pytest.fixture
def corpus(desk: Desk) -> Path:
    folder = desk.root / "bai"
    folder.mkdir()
    for number, (title, line) in enumerate(ARTICLES):
        (folder / f"{number}.txt").write_text(f"{title}\n{line}\n", encoding="utf-8")
    return folder


def found(desk: Desk, corpus: Path, *arguments: str) -> tuple[list[str], dict[str, Any]]:
    """(files, the whole answer) of a search."""
    status, out, err = desk.docbao("search", *arguments, "--corpus", corpus, "--format", "json")
    answer: dict[str, Any] = json.loads(out)
    files = [article["file"] for article in answer["articles"]]
    assert status == (0 if files else 1), err
    return files, answer


def test_what_is_found_is_printed_in_the_order_of_the_list(desk: Desk, corpus: Path) -> None:
    """The first of all that match, not of the best; best first again when that is asked for."""
    assert found(desk, corpus, "de", "--sort", "newest")[0] == ["3.txt", "1.txt", "0.txt"]
    assert found(desk, corpus, "de", "--sort", "oldest")[0] == ["0.txt", "1.txt", "3.txt"]
    assert found(desk, corpus, "de", "--sort", "title")[0] == ["3.txt", "1.txt", "0.txt"]
    first, answer = found(desk, corpus, "de", "--sort", "newest", "--limit", "1")
    assert (first, answer["total_articles"]) == (["3.txt"], 3)
    best = found(desk, corpus, "de")[0]
    assert found(desk, corpus, "de", "--sort", "best")[0] == best
    assert found(desk, corpus, "(de bien) OR cho", "--sort", "oldest")[0] == ["1.txt", "3.txt"]
    assert found(desk, corpus, "zzz", "--sort", "newest")[0] == []


def test_all_that_is_found_is_counted_whatever_the_limit(desk: Desk, corpus: Path) -> None:
    _files, answer = found(desk, corpus, "de", "--limit", "1", "--facets", "9")
    facets = {facet["field"]: facet for facet in answer["facets"]}
    months = [(value["key"], value["articles"]) for value in facets["month"]["values"]]
    assert months == [("2031-03", 1), ("2031-04", 1), ("2031-06", 1)]
    assert facets["mark"]["values"] == [{"key": "unread", "name": "unread", "articles": 3}]
    assert set(facets["month"]) == {"field", "values", "others", "without"}
    _files, answer = found(desk, corpus, "de -bien", "--facets", "9")
    facets = {facet["field"]: facet for facet in answer["facets"]}
    assert [value["key"] for value in facets["month"]["values"]] == ["2031-03", "2031-04"]
    assert "facets" not in found(desk, corpus, "de")[1]
    table = desk.answer("search", "de", "--corpus", corpus, "--facets", "2")
    assert "\nMonth\n" in table
    assert "       1  03/2031\n" in table
    lines = desk.answer("search", "de", "--corpus", corpus, "--facets", "2", "--format", "jsonl").splitlines()
    assert [*json.loads(lines[-1])] == ["facets"]
    assert len(lines) == 4


def test_a_filter_narrows_and_is_a_list_by_itself(desk: Desk, corpus: Path) -> None:
    """Its words are those of the row; its fields those of any query."""
    assert found(desk, corpus, "de", "--filter", "cho")[0] == ["1.txt"]
    assert found(desk, corpus, "de", "--filter", "to:2031-04", "--sort", "oldest")[0] == ["0.txt", "1.txt"]
    assert found(desk, corpus, "--filter", "vinh mo")[0] == ["1.txt", "0.txt"]
    assert found(desk, corpus, "--filter", "vinh mo", "--sort", "oldest")[0] == ["0.txt", "1.txt"]
    files, answer = found(desk, corpus, "--filter", "vinh mo", "--limit", "1", "--facets", "1")
    assert (files, answer["total_articles"]) == (["1.txt"], 2)
    assert [facet["field"] for facet in answer["facets"] if facet["values"]] == ["month", "mark"]


def test_where_the_part_has_nothing_the_whole_is_told(desk: Desk, corpus: Path) -> None:
    files, answer = found(desk, corpus, "den", "--filter", "cho")
    assert (files, answer["elsewhere"]) == ([], 1)
    status, _out, err = desk.docbao("search", "den", "--filter", "cho", "--corpus", corpus)
    assert (status, "1 article in the whole corpus" in err) == (1, True)
    assert "elsewhere" not in found(desk, corpus, "den")[1]
    assert "elsewhere" not in found(desk, corpus, "zzz", "--filter", "cho")[1]


def test_one_article_and_a_saved_list_are_looked_into(desk: Desk, corpus: Path) -> None:
    assert found(desk, corpus, "de", "--article", "3")[0] == ["3.txt"]
    assert found(desk, corpus, "de", "--article", "2")[0] == []
    status, _out, err = desk.docbao("search", "de", "--article", "zz", "--corpus", corpus)
    assert (status, "no article begins" in err) == (2, True)
    assert desk.docbao("search", "de", "--list", "Tháng tư", "--corpus", corpus)[0] == 2
    month = FacetChoice("month", "2031-04", "2031-04")
    shelf = Shelf.open(desk.root / "data")
    shelf.save_search(SavedSearch("Tháng tư", "date:2031-04", "list", chosen=(month,)))
    shelf.save_search(SavedSearch("Đê", "de"))
    shelf.close()
    assert found(desk, corpus, "de", "--list", "tháng TƯ")[0] == ["1.txt"]
    assert found(desk, corpus, "--list", "Tháng tư")[0] == ["1.txt"]
    status, _out, err = desk.docbao("search", "de", "--list", "Đê", "--corpus", corpus)
    assert (status, "not a list" in err) == (2, True)


def test_a_filter_is_saved_as_the_list_it_is(desk: Desk, corpus: Path) -> None:
    saved = found(desk, corpus, "--filter", "vinh mo", "--sort", "oldest", "--save", "Vĩnh Mơ")[0]
    (kept,) = json.loads(desk.answer("searches", "--format", "json"))
    assert (kept["scope"], kept["words"], kept["order"]) == ("list", "vinh mo", "oldest")
    assert found(desk, corpus, "--saved", "Vĩnh Mơ")[0] == saved == ["0.txt", "1.txt"]


def test_hits_stand_in_their_context(desk: Desk, corpus: Path) -> None:
    status, out, _err = desk.docbao("search", "de vo", "--kwic", "--corpus", corpus, "--format", "json")
    answer = json.loads(out)
    told = [(line["file"], line["left"], line["keyword"]) for line in answer["lines"]]
    assert (status, told) == (0, [("0.txt", "Ngày 2-3-2031, lũ về làm vỡ đê. ", "Đê vỡ")])
    assert answer["understood"]["query"] == "de vo"
    lines = desk.answer("search", "de", "--kwic", "--corpus", corpus, "--limit", "3")
    columns = {line.casefold().find("đê") for line in lines.splitlines()}
    assert len(columns) <= 2  # one under the other, whatever stands before
    assert desk.docbao("search", "zzz", "--kwic", "--corpus", corpus)[0] == 1
    one = desk.answer("search", "de", "--kwic", "--article", "3", "--corpus", corpus, "--format", "jsonl")
    assert {json.loads(line)["file"] for line in one.splitlines()} == {"3.txt"}


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("--article", "0"), ("de", "--names", "--sort", "newest"), ("--kwic", "--filter", "de"),
        ("de", "--kwic", "--facets", "3"), ("de", "--facets", "0"), ("de", "--sort", "up"),
        ("de", "--saved", "x"), ("--save", "x"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(desk: Desk, corpus: Path, arguments: tuple[str, ...]) -> None:
    status, out, err = desk.docbao("search", *arguments, "--corpus", corpus)
    assert (status, out, len(err.splitlines())) == (2, "", 2)


def test_the_answer_has_every_field_that_is_promised(desk: Desk, corpus: Path) -> None:
    _files, answer = found(desk, corpus, "de")
    assert {"understood", "articles", "names", "total_articles", "total_hits", "nearest"} <= set(answer)
    for article in answer["articles"]:
        assert {"file", "title", "published", "dated", "score", "hits", "snippet"} <= set(article)
        text, marks = article["snippet"]["text"], article["snippet"]["marks"]
        assert [text[start:stop].casefold() for start, stop in marks] == ["đê"] * len(marks) != []
    assert found(desk, corpus, "de")[1] == answer


@pytest.mark.parametrize(
    "typed", ["--", "\udcff", "\x1b[31m\x07", "\u202e", "%_' --", '"' * 50, "(" * 500, ":" * 500]
)
@pytest.mark.parametrize("option", ["--save", "--saved", "--list", "--filter", "--article"])
def test_whatever_an_option_is_given_is_answered_or_refused(
    desk: Desk, corpus: Path, option: str, typed: str
) -> None:
    """Bytes that are no UTF-8, the sign that ends options, what acts on a terminal."""
    words = [] if option == "--saved" else ["de"]
    status, out, err = desk.docbao("search", f"{option}={typed}", *words, "--corpus", corpus)
    assert status in (0, 1, 2)
    assert not set("\x1b\x07\u202e\udcff") & set(out + err)
    assert len(err.splitlines()) <= 3
