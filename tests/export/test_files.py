"""Files that were asked for: whole, under a name that was free, on any file system."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.errors import ExportError
from tui.export.files import write_file, write_new

LONG = "Bảng các tệp không đọc được của kho bài cũ " * 2


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT and many network shares are."""

    def refused(*_paths: object, **_options: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", refused)


@pytest.mark.usefixtures("without_links")
def test_new_files_are_written_where_there_are_no_links(tmp_path: Path) -> None:
    """Each under a name of its own, and nothing is left beside them."""
    written = [write_new(tmp_path / "exports", "tin", ".json", [f"{n}"]) for n in range(3)]
    assert [path.name for path in written] == ["tin.json", "tin-2.json", "tin-3.json"]
    assert [path.read_text() for path in written] == ["0", "1", "2"]
    assert sorted((tmp_path / "exports").iterdir()) == sorted(written)


def test_a_name_taken_meanwhile_is_left_to_who_has_it(tmp_path: Path) -> None:
    """Another window exported the same list while this one was writing it."""

    def parts() -> Iterator[str]:
        yield "ours"
        (tmp_path / "refused.csv").write_text("theirs")

    assert write_new(tmp_path, "refused", ".csv", parts()).name == "refused-2.csv"
    assert (tmp_path / "refused.csv").read_text() == "theirs"
    with pytest.raises(ExportError, match="stands there already"):
        write_file(tmp_path / "refused.csv", ["ours"])


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    """What it is called while it is written is no longer."""
    name = LONG.encode()[:240].decode("utf-8", "ignore") + ".csv"
    write_file(tmp_path / name, ["một"])
    assert [path.name for path in tmp_path.iterdir()] == [name]
