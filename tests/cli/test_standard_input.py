"""`docbao -`: standard input as a corpus, for facts, for the library and for the reader."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.pseudo_terminal import ROOT, Reader
from tui.cli.standard_input import input_alone, keep_input
from tui.config import find_paths

RECORDS = "\n".join(
    json.dumps(
        {
            "title": f"Cầu Mây số {number} thông xe",
            "noi_dung": f"Ngày {number}/4/2031, ông Đoàn Quốc Thẩm cho biết cầu dài {number} km đã thông xe.",
        },
        ensure_ascii=False,
    )
    for number in (3, 4)
)


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    return ["--lang", "en", "--library", str(tmp_path / "library"), "--data", str(tmp_path / "data")]


def piped(
    data: bytes, *arguments: str, environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=ROOT, input=data, capture_output=True, timeout=120, check=False, env=os.environ | (environ or {}),
    )  # fmt: skip


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_facts_of_what_is_piped_in(places: list[str], pack: type[bytes]) -> None:
    """Its format is told by its bytes, compressed or not; its articles are called `stdin`."""
    done = piped(pack(RECORDS.encode()), "facts", "-", "--format", "json", *places)
    assert (done.returncode, done.stderr) == (0, b"")
    articles = json.loads(done.stdout)
    assert [article["file"] for article in articles] == ["stdin", "stdin#2"]
    assert articles[1]["title"] == "Cầu Mây số 4 thông xe"


def test_what_is_piped_in_can_be_indexed_and_the_next_takes_its_place(
    places: list[str], tmp_path: Path
) -> None:
    """Nothing of it is left beside the one file that holds it."""
    for expected in (2, 1):
        data = "\n".join(RECORDS.splitlines()[:expected]).encode()
        done = piped(data, "index", "-", "--progress", "none", *places)
        assert done.returncode == 0, done.stderr.decode()
        assert [path.name for path in (tmp_path / "data/stdin").iterdir()] == ["stdin"]
        assert (tmp_path / "data/stdin/stdin").read_bytes() == data
    shown = piped(b"", "show", "stdin", "--original", "--corpus", str(tmp_path / "data/stdin/stdin"), *places)
    assert shown.stdout.decode().startswith("Cầu Mây số 3 thông xe")


def test_nothing_piped_in_is_refused_in_one_line(places: list[str]) -> None:
    """And what was there before stays."""
    for command in (["facts", "-"], ["index", "-"]):
        done = piped(b"", *command, *places)
        assert done.returncode == 2
        assert "empty" in done.stderr.decode().splitlines()[0]
        assert "Traceback" not in done.stderr.decode()


def test_columns_of_the_configuration_are_used(places: list[str], tmp_path: Path) -> None:
    """`columns:` names a key nobody could guess."""
    data = RECORDS.replace("noi_dung", "ô chữ").encode()
    refused = piped(data, "facts", "-", *places)
    assert refused.returncode == 2
    assert "columns in config.yaml" in refused.stderr.decode()
    (tmp_path / "config.yaml").write_text("columns:\n  text: ô chữ\n", encoding="utf-8")
    done = piped(data, "facts", "-", *places, environ={"DOCBAO_CONFIG": str(tmp_path)})
    assert done.returncode == 0, done.stderr.decode()
    assert "Đoàn Quốc Thẩm" in done.stdout.decode()


def test_facts_of_one_article_in_an_archive(places: list[str], tmp_path: Path) -> None:
    """Named by its path through the archive."""
    (tmp_path / "rows.jsonl").write_text(RECORDS, encoding="utf-8")
    subprocess.run(["zip", "-q", "a.zip", "rows.jsonl"], cwd=tmp_path, check=True)
    done = piped(b"", "facts", str(tmp_path / "a.zip/rows.jsonl#2"), "--format", "json", *places)
    assert [article["file"] for article in json.loads(done.stdout)] == ["a.zip/rows.jsonl#2"]


def test_the_reader_opens_what_is_piped_in_and_hears_the_keyboard(places: list[str], tmp_path: Path) -> None:
    """Keys come from the terminal once the pipe is read to its end."""
    (tmp_path / "rows.jsonl").write_text(RECORDS, encoding="utf-8")
    command = ["/bin/sh", "-c", f'cat "{tmp_path}/rows.jsonl" | "{sys.executable}" -m tui - "$@"', "sh"]
    with Reader(*places, command=command) as reader:
        reader.wait_for(lambda text: "Cầu Mây số" in text and "Index ✓" in text)
        reader.press("?")
        reader.wait_for("Help —")
        reader.press("\x1b")
        reader.wait_for(lambda text: "Help —" not in text)
        reader.press("\x11")
        assert reader.wait_end() == 0


def test_a_keyboard_is_no_corpus(places: list[str]) -> None:
    """`docbao -` with nothing piped in says so instead of waiting for ever."""
    with Reader("-", *places) as reader:
        assert reader.process.wait(30) == 2
        assert "keyboard" in reader.wait_for("keyboard")


def test_two_inputs_at_once_are_not_taken_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one command prints the facts of stays what came into it, while the next takes its place."""
    paths = find_paths(data=str(tmp_path), environ={})

    def comes(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    comes(b"first")
    with input_alone(paths) as (first, kept):
        assert kept.read_bytes() == b"first"
        comes(b"second")
        with input_alone(paths) as (second, _kept):
            comes(b"third")
            assert keep_input(paths) == kept
            found = [path.read_bytes() for path in (first, second, kept)]
            assert found == [b"first", b"second", b"third"]
            assert {path.name for path in (first, second, kept)} == {"stdin"}
    assert [path.name for path in (tmp_path / "stdin").iterdir()] == ["stdin"]


def test_what_a_killed_command_left_of_its_input_is_cleared_away(places: list[str], tmp_path: Path) -> None:
    """The next input does it; a folder in use stays, as the test before this one shows."""
    left = tmp_path / "data/stdin/.coming-killed"
    left.mkdir(parents=True)
    (left / "stdin").write_bytes(b"half of it")
    assert piped(RECORDS.encode(), "facts", "-", *places).returncode == 0
    assert [path.name for path in (tmp_path / "data/stdin").iterdir()] == ["stdin"]
    assert (tmp_path / "data/stdin/stdin").read_bytes() == RECORDS.encode()
