"""`docbao duplicates`: clusters with the best copy first, and why it is the best."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.cli.parser import run
from tui.i18n import set_language

STORY = "".join(
    f"Đoạn {n} kể rằng ông Hứa Bá Lộc đã trồng {n * 3 + 4} cây dừa ven sông Trà Lum, gần nhà số {n + 40}.\n"
    for n in range(14)
)


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing outside the test's folder is read or written; English, whatever the locale."""
    for name in ("LIBRARY", "DATA", "CONFIG"):
        monkeypatch.setenv(f"DOCBAO_{name}", str(tmp_path / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    yield
    set_language("en")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A story, a copy under another headline, an edited one, and another article."""
    folder = tmp_path / "kho bai"
    folder.mkdir()
    edited = STORY.replace("đã trồng 10 cây", "đã trồng được 10 cây").replace(
        "gần nhà số 47", "cạnh nhà số 47"
    )
    (folder / "a.txt").write_text(f"Vườn dừa bên sông\n{STORY}", "utf-8")
    (folder / "b.txt").write_text(f"Người trồng dừa\n{STORY}", "utf-8")
    (folder / "c.txt").write_text(f"Dừa Trà Lum\n{edited}", "utf-8")
    (folder / "d.txt").write_text(
        "Tin khác\nChợ Vĩnh Mơ họp muộn vì mưa lớn kéo dài suốt buổi sáng.\n", "utf-8"
    )
    return folder


def docbao(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """(exit status, stdout, stderr) of one command in this process."""
    status = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_clusters_are_printed_best_copy_first(capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    """One object a line, with the likeness of each copy and what the best one has."""
    docbao(capsys, "index", corpus)
    status, out, _err = docbao(capsys, "duplicates", "--corpus", corpus, "--format", "jsonl")
    assert status == 0
    (line,) = out.splitlines()
    cluster = json.loads(line)
    copies = {copy["file"]: copy for copy in (cluster["best"], *cluster["copies"])}
    assert set(copies) == {"a.txt", "b.txt", "c.txt"}
    assert cluster["best"]["has"] == ["title"]
    exact = [copy["likeness"] == 1.0 and copy["exact"] for copy in cluster["copies"]]
    assert exact.count(True) == (1 if cluster["best"]["file"] != "c.txt" else 0)
    assert all(copy["likeness"] >= 0.9 for copy in cluster["copies"])
    (same,) = json.loads(docbao(capsys, "duplicates", "--corpus", corpus, "--format", "json")[1])
    assert same == cluster


def test_the_table_says_how_alike_and_why_the_best(capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    """And counts clusters and copies on the side."""
    docbao(capsys, "index", corpus)
    status, out, err = docbao(capsys, "duplicates", "--corpus", corpus)
    assert status == 0
    first, reason, *copies = out.splitlines()
    assert first.startswith("≡ 3  ")
    assert "the fullest" in reason
    assert "headline" in reason
    assert [line.lstrip()[:1].isdigit() for line in copies] == [True, True]
    assert "1 cluster, 2 copies (likeness from 80%)" in err


def test_no_copies_is_nothing_found(capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    """Exit status 1, as for any search."""
    for name in ("b.txt", "c.txt"):
        (corpus / name).unlink()
    docbao(capsys, "index", corpus)
    for form in ("table", "json", "jsonl"):
        assert docbao(capsys, "duplicates", "--corpus", corpus, "--format", form)[0] == 1


def test_the_threshold_is_a_share_or_a_percentage(capsys: pytest.CaptureFixture[str], corpus: Path) -> None:
    """What is neither, or out of bounds, is refused in one line."""
    docbao(capsys, "index", corpus)
    for threshold in ("1", "100%", "100"):
        (cluster,) = json.loads(
            docbao(capsys, "duplicates", "--corpus", corpus, "--threshold", threshold, "--format", "json")[1]
        )
        assert {cluster["best"]["file"], cluster["copies"][0]["file"]} == {"a.txt", "b.txt"}
    for threshold in ("0.3", "2", "nhiều", "nan"):
        status, out, err = docbao(capsys, "duplicates", "--corpus", corpus, "--threshold", threshold)
        assert (status, out) == (2, "")
        assert "--threshold" in err
