"""`docbao network`, and what `docbao export` says of people, statements and the network."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.commanding import Desk, desk

__all__ = ["desk"]

THAM, THU, NGON = "Đoàn Quốc Thẩm", "Lạc Thị Mây Thu", "Khúc Đa Ngôn"
TEXTS = {
    "a.txt": f"Đê biển Vĩnh Mơ\nNgày 5/3/2031, ông {THAM}, Giám đốc Sở Xây dựng tỉnh Lam Kha, gặp bà {THU}.\n"
    f"Ông {THAM} cho biết đê sẽ xong trong tháng sau.\n",
    "b.txt": f"Chợ nổi họp muộn\nNgày 7/3/2031, ông {THAM} đi chợ cùng bà {THU}.\n",
    "c.txt": f"Vụ mùa mới\nNgày 2/3/2031, ông {THAM} trồng cây.\nSau đó ông {NGON} đến.\n",
    "d.txt": "Mưa to\nNgày 9/3/2031, trời mưa.\n",
}


@pytest.fixture
def corpus(desk: Desk) -> Path:
    folder = desk.root / "kho"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    desk.answer("index", folder)
    return folder


def test_the_ties_of_a_name_are_printed_the_closest_first(desk: Desk, corpus: Path) -> None:
    """The name is found without tones; articles, sentences and days stand beside each tie."""
    found = desk.answer("network", "doan quoc tham", "--corpus", corpus, "--kind", "person")
    head, first, second = found.splitlines()
    assert head == f"{THAM} · 3 articles · 2 ties"
    assert first.split("  ")[-1].strip() == THU
    assert "2 articles" in first
    assert "2 sentences" in first
    assert "05/03/31–07/03/31" in first
    assert second.endswith(NGON)
    assert "0 sentences" in second


def test_all_ties_are_printed_where_no_name_is_given(desk: Desk, corpus: Path) -> None:
    """Of names that are together more than once, unless less is wanted."""
    found = desk.answer("network", "--corpus", corpus, "--kind", "person")
    assert [line.split("  ")[-1].strip() for line in found.splitlines()] == [f"{THAM} — {THU}"]
    more = desk.answer("network", "--corpus", corpus, "--kind", "person", "--min", "1")
    assert len(more.splitlines()) == 2
    one = desk.answer("network", "--corpus", corpus, "--kind", "person", "--min", "1", "--limit", "1")
    assert one == found.splitlines()[0].strip()


def test_only_what_a_search_finds_is_counted(desk: Desk, corpus: Path) -> None:
    status, out, err = desk.docbao("network", "--corpus", corpus, "--query", "trồng cây", "--kind", "person")
    assert (status, out) == (1, "")
    assert "nothing found" in err
    found = desk.answer(
        "network", THAM, "--corpus", corpus, "--query", "chợ nổi", "--kind", "person", "--format", "json"
    )
    (link,) = json.loads(found)["links"]
    assert (link["articles"], link["first"]) == (1, "2031-03-07")


def test_other_programs_get_the_same_network(desk: Desk, corpus: Path) -> None:
    asked = ("--corpus", corpus, "--kind", "person,organisation", "--min", "1")
    graph = json.loads(desk.answer("network", *asked, "--format", "json"))
    tree = ElementTree.fromstring(desk.answer("network", *asked, "--format", "graphml"))
    assert len(tree[-1]) == len(graph["nodes"]) + len(graph["links"])
    exported = json.loads(desk.answer("export", "network", *asked, "--format", "json"))
    assert exported == graph
    rows = list(csv.DictReader(io.StringIO(desk.answer("export", "network", *asked, "--format", "csv"))))
    assert len(rows) == len(graph["links"])
    together = {(row["source"], row["target"]): (row["articles"], row["sentences"]) for row in rows}
    assert ("2", "2") in together.values()
    file = desk.root / "mang.graphml"
    desk.answer("export", "network", *asked, "--output", file)
    assert ElementTree.fromstring(file.read_bytes())[-1].tag == tree[-1].tag


def test_what_cannot_be_is_refused_with_a_way_out(desk: Desk, corpus: Path) -> None:
    for arguments, told in (
        (("network", "--kind", "date", "--corpus", corpus), "person, organisation, place"),
        (("export", "people", "--format", "graphml", "--corpus", corpus), "csv, jsonl, markdown"),
        (("export", "network", "--format", "markdown", "--corpus", corpus), "graphml, json"),
    ):
        status, out, err = desk.docbao(*arguments)
        assert (status, out) == (2, "")
        assert told in err
    status, _out, err = desk.docbao("network", "Không Ai Cả", "--corpus", corpus)
    assert status == 1
    assert "nothing found" in err


def test_people_are_exported_with_their_offices(desk: Desk, corpus: Path) -> None:
    rows = [json.loads(line) for line in desk.answer("export", "people", "--corpus", corpus).splitlines()]
    assert [row["name"] for row in rows] == [THAM, NGON, THU] or [row["name"] for row in rows] == [
        THAM,
        THU,
        NGON,
    ]
    tham = rows[0]
    assert (tham["kind"], tham["articles"], tham["mentions"]) == ("person", 3, 4)
    (office,) = tham["offices"]
    assert office["position"] == "Giám đốc"
    assert office["organisation"].startswith("Sở Xây dựng")
    assert (office["first"], office["last"], office["articles"]) == ("2031-03-05", "2031-03-05", 1)
    table = desk.answer("export", "people", "--corpus", corpus, "--format", "csv")
    (first, *_others) = csv.DictReader(io.StringIO(table))
    assert first["offices"].endswith("(2031-03-05)")
    pages = desk.answer("export", "people", "--corpus", corpus, "--format", "markdown")
    assert f"## {THAM}" in pages
    assert "05/03/2031" in pages
    kinds = desk.answer("export", "people", "--corpus", corpus, "--kind", "organisation").splitlines()
    assert {json.loads(line)["kind"] for line in kinds} == {"organisation"}


def test_statements_are_exported_with_their_place(desk: Desk, corpus: Path) -> None:
    (row,) = [
        json.loads(line) for line in desk.answer("export", "statements", "--corpus", corpus).splitlines()
    ]
    assert (row["speaker"], row["verb"], row["kind"]) == (THAM, "cho biết", "indirect")
    assert (row["dated"], row["file"]) == ("2031-03-05", "a.txt")
    text = desk.answer("show", "a.txt", "--corpus", corpus)
    assert text[row["start"] : row["stop"]] == row["text"]
    found = desk.answer("export", "statements", "--corpus", corpus, "--query", "đê", "--format", "markdown")
    assert f"**{THAM}**" in found
    status, _out, _err = desk.docbao("export", "statements", "--corpus", corpus, "--query", "chợ nổi")
    assert status == 1
