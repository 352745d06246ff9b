"""`docbao figures`: measures, the figures of one, and why some do not compare."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.commanding import Desk, desk
from tests.library.test_measures import TEXTS
from tui.resources import resource

__all__ = ["desk"]


@pytest.fixture
def corpus(desk: Desk) -> Path:
    folder = desk.root / "so lieu"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_measures_are_listed_by_the_places_they_compare_over(desk: Desk, corpus: Path) -> None:
    """For people and for programs."""
    out = desk.answer("figures", "--corpus", corpus)
    assert out.splitlines()[1].split() == ["2", "3", "việc", "làm", "·", "người"]
    found = json.loads(desk.answer("figures", "--corpus", corpus, "--format", "json"))
    assert found[0] == {"measure": "việc làm", "unit": "người", "figures": 3, "articles": 3, "places": 2}
    assert len(desk.answer("figures", "--corpus", corpus, "--format", "jsonl").splitlines()) == 2


def test_the_figures_of_a_measure_say_what_does_not_compare(desk: Desk, corpus: Path) -> None:
    """Found without marks; half a year is set against no year."""
    out = desk.answer("figures", "--measure", "viec lam", "--corpus", corpus, "--lang", "vi")
    assert "6 tháng, không so với cả năm" in out
    lines = [line.split() for line in out.splitlines()]
    assert ["51.000", "Cần", "Thơ", "2023", "102%", "b.txt"] in lines
    assert "Hậu Giang → Cần Thơ" in out
    assert "↑ 1,2%" in out


def test_rows_for_programs_carry_their_sentence(desk: Desk, corpus: Path) -> None:
    """JSON by groups; JSON Lines and CSV a figure a line."""
    told = json.loads(desk.answer("figures", "--measure", "việc làm", "--corpus", corpus, "--format", "json"))
    assert [(group["months"], group["compares"], group["why_not"]) for group in told["groups"]] == [
        (12, True, []),
        (6, False, ["period"]),
    ]
    figure = told["groups"][0]["figures"][1]
    assert (figure["value"], figure["change"], figure["compared_to"]) == (17000, 1.2, "năm 2022")
    assert figure["sentence"] == TEXTS["a"].split("\n")[1]
    out = desk.answer("figures", "--measure", "việc làm", "--corpus", corpus, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["value"] for row in rows] == ["51000", "17000", "34000"]


def test_sorted_narrowed_and_limited(desk: Desk, corpus: Path) -> None:
    """By place, of one place, of the articles a search finds, and no more than asked for."""

    def values(*options: object) -> list[int]:
        lines = desk.answer(
            "figures", *options, "--measure", "việc làm", "--corpus", corpus, "--format", "jsonl"
        )
        return [json.loads(line)["value"] for line in lines.splitlines()]

    assert values("--sort", "place") == [51000, 17000, 34000]
    assert values("--place", "hau giang") == [17000]
    assert values("nửa năm") == [34000]
    assert values("--limit", "1") == [51000, 34000]


def test_nothing_found_is_said(desk: Desk, corpus: Path) -> None:
    """Status 1; the words typed are shown, not obeyed."""
    status, out, err = desk.docbao("figures", "--measure", "x\x1b[31m", "--corpus", corpus)
    assert (status, out) == (1, "")
    assert "\x1b" not in err
    assert desk.docbao("figures", "--place", "Vĩnh Mơ", "--corpus", corpus)[0] == 1


def test_all_figures_are_exported(desk: Desk, corpus: Path) -> None:
    """In any format, to a file or to standard output."""
    rows = [json.loads(line) for line in desk.answer("export", "figures", "--corpus", corpus).splitlines()]
    assert [row["measure"] for row in rows] == ["việc làm"] * 3 + ["đào tạo nghề"]
    assert [row["compares_with"] for row in rows] == [1, 1, None, None]
    told = desk.answer("export", "figures", "--corpus", corpus, "--format", "markdown")
    assert told.startswith("# việc làm\n")
    assert "≠ " in told
    assert f"> {TEXTS['c'].splitlines()[1]}" in told


def test_the_jobs_of_the_sample_corpus_line_up(desk: Desk) -> None:
    """A whole year, half a year, and how many more in a year: three figures, none set against another."""
    told = json.loads(
        desk.answer("figures", "--measure", "viec lam", "--corpus", resource("seeds"), "--format", "json")
    )
    figures = [(figure["place"], figure["value"], figure["period"], figure["kind"])
               for group in told["groups"] for figure in group["figures"]]  # fmt: skip
    assert sorted(figures) == [
        ("Cần Thơ", 34178, "2024-01/2024-06", "level"),
        ("Hậu Giang", 17670, "2023", "level"),
        ("Quảng Ngãi", 10000, "2023", "amount"),
    ]
    assert not any(group["compares"] for group in told["groups"])
