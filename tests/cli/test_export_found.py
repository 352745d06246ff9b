"""`docbao export kwic` and `hits`: every hit a search has, in its context, for other programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commanding import Desk, desk

__all__ = ["desk"]

TEXTS = {
    "a.txt": "Đê Vĩnh Mơ\nNgày 5/3/2031, nước lũ dâng cao ở Vĩnh Mơ.\nNgười dân sợ lũ ăn sâu vào đê.\n",
    "b.txt": "Chợ nổi\nNgày 7/3/2031, chợ họp muộn.\nSau lũ đồng ruộng được phù sa.\n",
    "c.txt": "Vụ mùa\nNgày 2/3/2031, không có gì lạ.\n",
}


@pytest.fixture
def corpus(desk: Desk) -> Path:
    folder = desk.root / "kho"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    desk.answer("index", folder)
    return folder


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_hit_is_a_line_with_its_context_and_place(desk: Desk, corpus: Path) -> None:
    found = rows(desk.answer("export", "kwic", "--query", "lu", "--corpus", corpus, "--format", "jsonl"))
    assert {(row["file"], row["keyword"]) for row in found} == {("a.txt", "lũ"), ("b.txt", "lũ")}
    assert len(found) == 3
    for row in found:
        text = desk.answer("show", row["file"], "--corpus", corpus)
        assert text[row["start"] : row["stop"]] == "lũ"
        assert f"{row['left']} lũ {row['right']}" in text


@pytest.mark.parametrize(
    ("order", "words"), [("left", ["nước", "Sau", "sợ"]), ("right", ["ăn", "dâng", "đồng"])]
)
def test_lines_are_sorted_by_their_words(desk: Desk, corpus: Path, order: str, words: list[str]) -> None:
    found = rows(desk.answer("export", "kwic", "--query", "lũ", "--corpus", corpus, "--order", order))
    near = [row["left"].split()[-1] if order == "left" else row["right"].split()[0] for row in found]
    assert near == words


def test_a_table_has_a_head_and_articles_their_number_of_hits(desk: Desk, corpus: Path) -> None:
    table = desk.answer("export", "hits", "--query", "lũ", "--corpus", corpus, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(table)))
    assert {row["file"]: row["hits"] for row in found} == {"a.txt": "2", "b.txt": "1"}


def test_markdown_shows_the_word_in_bold(desk: Desk, corpus: Path) -> None:
    told = desk.answer("export", "kwic", "--query", "lũ", "--corpus", corpus, "--format", "markdown")
    assert "Sau **lũ** đồng ruộng" in told
    told = desk.answer("export", "hits", "--query", "lũ", "--corpus", corpus, "--format", "markdown")
    assert "**lũ**" in told


def test_a_limit_and_a_file_are_kept(desk: Desk, corpus: Path) -> None:
    file = desk.root / "lũ.csv"
    asked = ("export", "kwic", "--query", "lũ", "--corpus", corpus, "--limit", 2, "--output", file)
    assert desk.docbao(*asked)[0] == 0
    assert len(file.read_text("utf-8").splitlines()) == 3


def test_nothing_found_and_nothing_asked_are_told_apart(desk: Desk, corpus: Path) -> None:
    status, out, _err = desk.docbao("export", "kwic", "--query", "xyzzy", "--corpus", corpus)
    assert (status, out) == (1, "")
    status, out, err = desk.docbao("export", "kwic", "--corpus", corpus)
    assert (status, out) == (2, "")
    assert "--query" in err
