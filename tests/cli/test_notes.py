"""`docbao note`, `notes` and `export`: what is said to be kept is kept, and comes out again."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.commanding import Desk, desk
from tests.cli.typed import typing

__all__ = ["desk"]


def test_a_note_prints_its_id_and_is_listed_with_its_article(desk: Desk) -> None:
    corpus = desk.corpus()
    note = desk.answer("note", "bai_0001", "Hỏi lại\nsố vốn", "--corpus", corpus)
    (listed,) = json.loads(desk.answer("notes", "--format", "json"))
    assert (listed["id"], listed["file"], listed["text"]) == (note, "bai_0001.txt", "Hỏi lại\nsố vốn")
    assert listed["corpus"] == str(corpus)
    assert listed["title"].startswith("Khánh thành")
    table = desk.answer("notes")
    assert note in table
    assert "    số vốn" in table.splitlines()


def test_a_note_outlives_its_article_and_its_corpus(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("note", "bai_0001", "Còn đây", "--corpus", corpus)
    shutil.rmtree(corpus)
    shutil.rmtree(desk.root / "library")
    (listed,) = json.loads(desk.answer("notes", "--corpus", corpus, "--format", "json"))
    assert listed["file"] == "bai_0001.txt"


def test_a_note_is_about_a_passage_if_it_stands_there(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("note", "bai_0001", "Ai?", "--quote", "Ông Đoàn Quốc Thẩm", "--corpus", corpus)
    (listed,) = json.loads(desk.answer("notes", "--format", "json"))
    text = desk.answer("show", "bai_0001", "--corpus", corpus)
    assert text[listed["start"] : listed["stop"]] == listed["quote"] == "Ông Đoàn Quốc Thẩm"
    status, _out, err = desk.docbao("note", "bai_0001", "Ai?", "--quote", "không có", "--corpus", corpus)
    assert status == 2
    assert "do not stand in the article" in err


def test_a_note_is_edited_put_away_and_brought_back(desk: Desk) -> None:
    note = desk.answer("note", "bai_0001", "Một", "--corpus", desk.corpus())
    assert desk.answer("note", "--edit", note, "Hai") == note
    assert desk.answer("note", "--delete", note[:5]) == note
    assert desk.docbao("notes")[0] == 1
    assert "Hai" in desk.answer("notes", "--deleted")
    desk.answer("note", "--restore", note)
    assert "Hai" in desk.answer("notes")


def test_a_note_comes_from_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = desk.corpus()
    typing(monkeypatch, "Dòng một\nDòng hai\n".encode())
    desk.answer("note", "bai_0001", "-", "--corpus", corpus)
    assert json.loads(desk.answer("notes", "--format", "jsonl"))["text"] == "Dòng một\nDòng hai"
    typing(monkeypatch, b"\xff\xfe\xff")
    status, _out, err = desk.docbao("note", "bai_0001", "-", "--corpus", corpus)
    assert status == 2
    assert "not UTF-8" in err


@pytest.mark.parametrize(
    "arguments",
    [["bai_0001"], ["--edit", "abcd"], ["--delete", "abcd", "x"], ["bai_0001", " "], ["bai_0001", "x", "y"]],
)
def test_a_note_that_is_not_whole_is_refused_in_two_lines(desk: Desk, arguments: list[str]) -> None:
    status, out, err = desk.docbao("note", *arguments)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 2


def test_notes_are_narrowed_to_corpus_article_and_tag(desk: Desk) -> None:
    here, there = desk.corpus("here"), desk.corpus("there", 6)
    desk.answer("note", "bai_0001", "Ở đây", "--corpus", here)
    desk.answer("note", "bai_0005", "Ở kia", "--corpus", there)
    desk.answer("mark", "bai_0005", "--tag", "Biển", "--corpus", there)

    def texts(*arguments: object) -> list[str]:
        _status, out, _err = desk.docbao("notes", "--format", "json", *arguments)
        return [note["text"] for note in json.loads(out)]

    assert texts() == ["Ở đây", "Ở kia"]
    assert texts("--corpus", here) == ["Ở đây"]
    assert texts("--corpus", there) == ["Ở đây", "Ở kia"]  # the same article lies there too
    assert texts("--article", "bai_0005") == ["Ở kia"]
    assert texts("--tag", "biển") == ["Ở kia"]
    assert texts("--tag", "khác") == []
    assert desk.docbao("notes", "--article", "bai")[0] == 2


def test_listing_notes_makes_no_folder(desk: Desk) -> None:
    assert desk.docbao("notes")[0] == 1
    assert not (desk.root / "data").exists()


def test_an_export_comes_back_and_twice_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = desk.corpus()
    for number in range(3):
        desk.answer("note", f"bai_000{number}", f"Ghi {number}", "--corpus", corpus)
    file = desk.root / "notes.jsonl"
    desk.answer("export", "notes", "--output", file)
    monkeypatch.setenv("DOCBAO_DATA", str(desk.root / "elsewhere"))
    assert "3 notes taken over" in desk.docbao("notes", "--import", file)[2]
    assert "0 notes taken over, 3 were here already" in desk.docbao("notes", "--import", file)[2]
    again = desk.answer("export", "notes")
    assert again + "\n" == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "zz"}', '{"id": 3}', "[" * 100_000])
def test_what_is_no_note_is_refused_by_its_line_and_nothing_is_kept(desk: Desk, line: str) -> None:
    desk.answer("note", "bai_0001", "Một", "--corpus", desk.corpus())
    good = desk.answer("export", "notes").replace("Một", "Hai").replace('"id": "', '"id": "')
    (desk.root / "n.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    status, _out, err = desk.docbao("notes", "--import", desk.root / "n.jsonl")
    assert status == 2
    assert "n.jsonl:2: not a note" in err
    assert "Một" in desk.answer("notes")


def test_a_file_is_never_written_over_unasked(desk: Desk) -> None:
    desk.answer("note", "bai_0001", "Một", "--corpus", desk.corpus())
    file = desk.root / "notes.csv"
    file.write_text("mine", encoding="utf-8")
    status, _out, err = desk.docbao("export", "notes", "--format", "csv", "--output", file)
    assert status == 2
    assert "stands there already" in err
    assert file.read_text(encoding="utf-8") == "mine"
    desk.answer("export", "notes", "--format", "csv", "--output", file, "--overwrite")
    assert "Một" in file.read_text(encoding="utf-8")
    assert [path.name for path in desk.root.glob(".*")] == []


@pytest.mark.parametrize("where", ["none/notes.csv", "kho bai", "kho bai/bai_0001.txt/x"])
def test_a_file_that_cannot_be_written_is_refused_in_two_lines(desk: Desk, where: str) -> None:
    desk.answer("note", "bai_0001", "Một", "--corpus", desk.corpus())
    status, _out, err = desk.docbao("export", "notes", "--output", desk.root / where, "--overwrite")
    assert status == 2
    assert len(err.splitlines()) == 2


def test_cells_are_no_formulas_and_markdown_is_no_markup(desk: Desk) -> None:
    corpus = desk.corpus()
    desk.answer("note", "bai_0001", "=1+1\n# [x](y) *z* \x1b[31m", "--corpus", corpus)
    rows = list(csv.reader(io.StringIO(desk.answer("export", "notes", "--format", "csv"))))
    assert rows[1][rows[0].index("text")].startswith("'=1+1")
    markdown = desk.answer("export", "notes", "--format", "markdown")
    assert "\\=1+1\n\\# \\[x\\](y) \\*z\\*" in markdown
    assert "\x1b" not in markdown + "".join(map("".join, rows)) + desk.answer("notes")


def test_refused_files_are_exported_with_reason_and_way_out(desk: Desk) -> None:
    corpus = desk.corpus()
    (corpus / "anh.txt").write_bytes(bytes(range(256)) * 9)
    (row,) = map(json.loads, desk.answer("export", "rejects", "--corpus", corpus).splitlines())
    assert (row["file"], row["reason"]) == ("anh.txt", "not-text")
    assert row["message"]
    assert row["hint"]
    (corpus / "hong.json").write_text('{"title": "a",\n "text": \n')
    desk.docbao("index", corpus)
    for form in ("csv", "jsonl", "markdown"):
        told = desk.answer("export", "rejects", "--corpus", corpus, "--format", form, "--lang", "en")
        assert "JSON broken in line 3" in told
        assert "anh" in told


def test_the_name_of_the_file_says_the_format_of_an_export(desk: Desk) -> None:
    """Unless `--format` does."""
    corpus = desk.corpus()
    (corpus / "rỗng.txt").write_text("")
    for name, options, begin in (
        ("a.csv", (), "file,reason"),
        ("a.md", (), "# "),
        ("a.jsonl", (), '{"file"'),
        ("b.csv", ("--format", "jsonl"), '{"file"'),
    ):
        target = desk.root / name
        desk.docbao("export", "rejects", "--corpus", corpus, "--output", target, *options)
        assert target.read_text(encoding="utf-8-sig").startswith(begin)


def test_a_shelf_that_cannot_be_made_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = desk.corpus()
    Path(desk.root / "file").write_text("")
    monkeypatch.setenv("DOCBAO_DATA", str(desk.root / "file" / "data"))
    status, out, err = desk.docbao("note", "bai_0001", "Một", "--corpus", corpus)
    assert (status, out) == (2, "")
    assert "your marks cannot be kept" in err
