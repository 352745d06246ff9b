"""`docbao mark`: stars, tags and what was read, of several articles at once."""

from __future__ import annotations

import json

import pytest

from tests.cli.commanding import Desk, desk

__all__ = ["desk"]


def marks(desk: Desk, *arguments: object) -> dict[str, tuple[bool, bool, list[str], int]]:
    """File → (star, read, tags, number of notes)."""
    rows = json.loads(desk.docbao("mark", *arguments, "--format", "json")[1])
    return {row["file"]: (row["star"], row["read"], row["tags"], row["notes"]) for row in rows}


def test_articles_are_marked_and_unmarked(desk: Desk) -> None:
    corpus = desk.corpus()
    where = ("--corpus", corpus)
    _status, _out, err = desk.docbao(
        "mark", "bai_0001", "bai_0002", "bai_0001.txt", "--star", "--tag", "cần đọc", "--tag", "vốn", *where
    )
    assert "2 articles marked" in err
    desk.answer("mark", "bai_0002", "--no-star", "--read", "--no-tag", "Vốn", *where)
    desk.answer("note", "bai_0002", "Một", *where)
    expected = {
        "bai_0001.txt": (True, False, ["cần đọc", "vốn"], 0),
        "bai_0002.txt": (False, True, ["cần đọc"], 1),
    }
    assert marks(desk, *where) == expected
    assert marks(desk, "bai_0002", "bai_0003", *where) == {
        "bai_0002.txt": expected["bai_0002.txt"],
        "bai_0003.txt": (False, False, [], 0),
    }
    assert "★ unread" in desk.answer("mark", "bai_0001", *where)


def test_what_was_marked_read_is_read_in_the_list(desk: Desk) -> None:
    """The app counts the same marks."""
    from tui.config import find_paths
    from tui.library.library import Library
    from tui.library.places import library_path
    from tui.model.result import ListFilter

    corpus = desk.corpus()
    desk.answer("mark", "bai_0001", "--read", "--corpus", corpus)
    paths = find_paths()
    library = Library.open(library_path(paths.library, corpus), shelf=paths.shelf)
    assert library.count(ListFilter(unread=True)) == 3
    library.close()


def test_no_marks_end_with_1_and_make_no_folder(desk: Desk) -> None:
    assert desk.docbao("mark")[:2] == (1, "")
    assert not (desk.root / "data").exists()


@pytest.mark.parametrize(
    "arguments", [["--star"], ["bai_0001", "--tag", " "], ["bai", "--star"], ["nowhere", "--star"]]
)
def test_a_mark_of_nothing_is_refused_and_marks_nothing(desk: Desk, arguments: list[str]) -> None:
    status, _out, err = desk.docbao("mark", *arguments, "--corpus", desk.corpus())
    assert status == 2
    assert len([line for line in err.splitlines() if line.startswith("docbao:")]) == 1
    assert desk.docbao("mark")[0] == 1
