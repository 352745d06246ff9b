"""Commands run in this process, with a library and a shelf of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.making import make_corpus
from tui.cli.parser import run
from tui.i18n import set_language


class Desk:
    """A place to run commands in: `root` holds everything they may touch."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def docbao(self, *arguments: object) -> tuple[int, str, str]:
        """(exit status, stdout, stderr) of one command."""
        status = run([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return status, out, err

    def answer(self, *arguments: object) -> str:
        """What a command prints that must do."""
        status, out, err = self.docbao(*arguments)
        assert status == 0, err
        return out.strip()

    def corpus(self, name: str = "kho bai", count: int = 4) -> Path:
        """A corpus of invented articles."""
        return make_corpus(self.root / name, count)


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """Nothing outside the test's folder is read or written; English, whatever the locale."""
    for name in ("LIBRARY", "DATA", "CONFIG"):
        monkeypatch.setenv(f"DOCBAO_{name}", str(tmp_path / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    yield Desk(tmp_path, capsys)
    set_language("en")
