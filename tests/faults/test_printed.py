"""What the commands print: no byte of a file, a name or a query acts on the terminal that shows it."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.faults.hostile import HOSTILE, MUST_SHOW, file_name, storable
from tests.faults.pseudo_terminal import ROOT


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A corpus of hostile text and names, indexed; and the arguments that find its library."""
    root = tmp_path_factory.mktemp("printed")
    corpus = root / "kho\x1b[31m"
    corpus.mkdir()
    for kind, text in HOSTILE.items():
        safe = storable(text).replace("\0", "")
        body = f"[Video] {safe}\n29/05/2024\nThiếu tướng Lê Thu Hạ nói: “{safe} phải xong”.\n{safe} dự lễ.\n"
        (corpus / f"{kind}.txt").write_text(body, encoding="utf-8")
        (corpus / (file_name(text) + ".bin.txt")).write_bytes(b"\x00\x01\xff" * 40)
    places = ["--library", str(root / "library"), "--data", str(root / "data"), "--lang", "en"]
    printed("index", str(corpus), *places)
    return corpus, places


def printed(*arguments: str) -> tuple[str, int]:
    """Everything a command prints, on both streams, and its exit status."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *arguments], cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    return (done.stdout + done.stderr).decode("utf-8"), done.returncode


def acting(text: str) -> set[str]:
    """The characters of a text that could act on a terminal, hide or reorder."""
    return {
        f"U+{ord(c):04X}"
        for c in text
        if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    }


def test_tables_and_texts_for_people_are_harmless(hostile: tuple[Path, list[str]]) -> None:
    corpus, places = hostile
    for arguments in (
        ["index", str(corpus)],
        ["facts", str(corpus)],
        ["search", "Video", "--corpus", str(corpus)],
        ["search", "le thu ha", "--names", "--corpus", str(corpus)],
        ["related", str(corpus / "bidi.txt"), "--corpus", str(corpus)],
        ["show", str(corpus / "video.txt"), "--corpus", str(corpus)],
        ["doctor"],
    ):
        text, status = printed(*arguments, *places)
        assert acting(text) == set(), arguments
        assert status in (0, 1), (arguments, text[-500:])
        assert "Traceback" not in text, arguments


def test_json_is_harmless_too_and_parses(hostile: tuple[Path, list[str]]) -> None:
    corpus, places = hostile
    for arguments in (["facts", str(corpus)], ["search", "Video", "--corpus", str(corpus)]):
        done = subprocess.run(
            [sys.executable, "-m", "tui", *arguments, *places, "--format", "json"],
            cwd=ROOT, capture_output=True, timeout=120, check=True,
        )  # fmt: skip
        text = done.stdout.decode("utf-8")
        assert json.loads(text)
        assert {c for c in text if c < " " and c not in "\n\t"} == set(), arguments
        assert not {"\x7f", "\x9b", "\x9d", "\u202e", "\u2028"} & set(text), arguments


def test_headlines_in_brackets_are_printed_letter_for_letter(hostile: tuple[Path, list[str]]) -> None:
    corpus, places = hostile
    kinds = {text: kind for kind, text in HOSTILE.items()}
    for text in MUST_SHOW:
        kind = next((kind for known, kind in kinds.items() if text in known), "")
        seen, _status = printed("show", str(corpus / f"{kind}.txt"), "--corpus", str(corpus), *places)
        assert text in seen


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "x\x1b]52;c;SEVMTE8=\x07", "--corpus", "nowhere\x1b[31m"],
        ["index", "nowhere\x1b]0;x\x07"],
        ["show", "nowhere\x9b31m"],
        ["nowhere\x1bc"],
    ],
    ids=["search", "index", "show", "open"],
)
def test_a_refusal_names_what_was_asked_in_harmless_lines(arguments: list[str], tmp_path: Path) -> None:
    text, status = printed(*arguments, "--library", str(tmp_path / "l"), "--data", str(tmp_path / "d"))
    assert status == 2
    assert acting(text) == set()
    assert 1 <= len(text.strip().splitlines()) <= 3
    assert "Traceback" not in text
