"""`docbao search --tones` and `--no-expand`: the switches of the search box, without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def corpus(desk: Desk) -> Path:
    """Three articles: `hóa`, `hoà`, and an office in short."""
    folder = desk.corpus("kho bai", 0)
    for number, line in enumerate(
        ("Bến Sậy phát triển văn hóa.", "Bến Sậy sống hoà thuận.", "UBND xã Vĩnh Mơ họp.")
    ):
        (folder / f"{number}.txt").write_text(f"Tin số {number}\n{line}\n", encoding="utf-8")
    return folder


def files(desk: Desk, corpus: Path, *arguments: str) -> list[tuple[str, bool]]:
    """(file, whether it has the tones as typed) of what a search prints."""
    status, out, err = desk.docbao("search", *arguments, "--corpus", corpus, "--format", "json")
    answer: dict[str, Any] = json.loads(out)
    found = [(article["file"], article["exact"]) for article in answer["articles"]]
    assert (status, answer["total_articles"]) == (0 if found else 1, len(found)), err
    return found


def test_tones_are_preferred_required_or_ignored(desk: Desk, corpus: Path) -> None:
    assert files(desk, corpus, "hòa") == [("1.txt", True), ("0.txt", False)]
    assert files(desk, corpus, "hòa", "--tones", "exact") == [("1.txt", True)]
    assert sorted(files(desk, corpus, "hòa", "--tones", "folded")) == [("0.txt", True), ("1.txt", True)]
    assert files(desk, corpus, "họa", "--tones", "exact") == []


def test_an_abbreviation_is_read_both_ways_unless_told_not_to(desk: Desk, corpus: Path) -> None:
    assert files(desk, corpus, "ủy ban nhân dân") == [("2.txt", True)]
    assert "2.txt" not in dict(files(desk, corpus, "ủy ban nhân dân", "--no-expand"))
    _status, _out, err = desk.docbao("search", "ủy ban nhân dân", "--corpus", corpus)
    assert "also searched for: UBND" in err
    _status, _out, err = desk.docbao("search", "ủy ban nhân dân", "--corpus", corpus, "--no-expand")
    assert "also searched for" not in err


def test_the_switches_hold_for_a_file_of_queries(desk: Desk, corpus: Path) -> None:
    queries = desk.root / "queries.txt"
    queries.write_text("hòa\nủy ban nhân dân\n", encoding="utf-8")
    switches = ("--tones", "exact", "--no-expand")
    out = desk.answer("search", "--queries", queries, "--corpus", corpus, *switches)
    answers = [json.loads(line)["articles"] for line in out.splitlines()]
    found = [[article["file"] for article in articles] for articles in answers]
    assert found[0] == ["1.txt"]
    assert "2.txt" not in found[1]
