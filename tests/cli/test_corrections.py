"""`docbao correct` and `docbao corrections`: names corrected on the command line, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commanding import Desk, desk
from tests.library.correcting import TEXTS

__all__ = ["desk"]


@pytest.fixture
def where(desk: Desk) -> tuple[str, Path]:
    corpus = desk.root / "kho"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return ("--corpus", corpus)


def _names(desk: Desk, where: tuple[str, Path], name: str) -> list[tuple[str, int]]:
    out = desk.docbao("search", f"@{name}", "--format", "json", *where)[1]
    return [(hit["name"], hit["articles"]) for hit in json.loads(out)["names"]] if out else []


def test_a_name_is_rejected_in_one_article_and_taken_back(desk: Desk, where: tuple[str, Path]) -> None:
    status, _out, err = desk.docbao(
        "correct", "reject", "Bắc Giang", "--kind", "place", "--article", "6", *where
    )
    assert status == 0, err
    assert "reject “Bắc Giang” in this article" in err
    (one,) = json.loads(desk.answer("corrections", "--format", "json"))
    assert (one["kind"], one["file"], one["article_count"]) == ("reject", "6.txt", 1)
    assert ("Bắc Giang", 2) in _names(desk, where, "Bac Giang")
    assert desk.docbao("corrections", "--undo", one["id"][:5], *where)[0] == 0
    assert ("Bắc Giang", 3) in _names(desk, where, "Bac Giang")
    assert "✗" in desk.answer("corrections")
    assert desk.docbao("corrections", "--redo", one["id"], *where)[0] == 0
    assert ("Bắc Giang", 2) in _names(desk, where, "Bac Giang")


def test_names_are_merged_renamed_split_and_rejected(desk: Desk, where: tuple[str, Path]) -> None:
    assert desk.docbao("correct", "merge", "Lạc Mây Thu", "Lạc Thị Mây Thu", *where)[0] == 0
    assert ("Lạc Thị Mây Thu", 4) in _names(desk, where, "lac thi may thu")
    assert desk.docbao("correct", "rename", "Bắc Ninh", "Kinh Bắc", "--kind", "place", *where)[0] == 0
    assert ("Kinh Bắc", 3) in _names(desk, where, "kinh bac")
    assert desk.docbao("correct", "split", "Lạc Thị Mây Thu", "4", "5", "--as", "Lạc Mây", *where)[0] == 0
    assert ("Lạc Mây", 2) in _names(desk, where, "lac may")
    assert desk.docbao("correct", "reject", "Quảng Trị", "--kind", "place", *where)[0] == 0
    assert not any(name == "Quảng Trị" for name, _count in _names(desk, where, "quang tri"))
    # indexing again, and a library built again, follow as well
    desk.docbao("index", where[1])
    for file in (desk.root / "library").glob("*/library.db*"):
        file.unlink()
    desk.docbao("index", where[1])
    assert ("Lạc Mây", 2) in _names(desk, where, "lac may")
    assert ("Kinh Bắc", 3) in _names(desk, where, "kinh bac")
    assert not any(name == "Quảng Trị" for name, _count in _names(desk, where, "quang tri"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("reject", "Không Ai Cả"),
        ("reject", "Nguyễn Văn Nam"),  # two people are called so
        ("merge", "Bắc Ninh"),
        ("merge", "place:bắc ninh", "Lạc Mây Thu"),
        ("rename", "place:bắc ninh", "\x1b[31m"),
        ("rename", "place:bắc ninh", ""),
        ("split", "place:bắc ninh"),
        ("split", "place:bắc ninh", "4"),
        ("reject", "place:bắc ninh", "--article", "9"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    desk: Desk, where: tuple[str, Path], arguments: tuple[str, ...]
) -> None:
    desk.docbao("index", where[1])
    status, out, err = desk.docbao("correct", *arguments, *where)
    assert (status, out) == (2, "")
    assert err.startswith("docbao: ")
    assert desk.docbao("corrections")[0] == 1


def test_without_any_correction_there_is_nothing_to_take_back(desk: Desk) -> None:
    assert desk.docbao("corrections") == (1, "", "")
    assert desk.docbao("corrections", "--undo", "abc123")[0] == 2
