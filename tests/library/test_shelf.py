"""The reader's own file: nothing that was said to be kept is ever lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import ShelfError
from tui.library import shelf_log
from tui.library.shelf import FILE, LOG, Shelf
from tui.library.shelf_log import Change, ShelfLog


def filled(folder: Path) -> Shelf:
    """A shelf with something of everything."""
    shelf = Shelf.open(folder)
    shelf.set("layout", {"facts": 30, "open": ["person"]})
    shelf.set("language", "vi")
    shelf.save_position("a" * 32, 120)
    shelf.save_position("a" * 32, 450)
    shelf.mark_read("a" * 32)
    shelf.mark_all_read(["b" * 32, "c" * 32, "a" * 32])
    shelf.mark_read("b" * 32, read=False)
    return shelf


def assert_filled(shelf: Shelf) -> None:
    """What `filled` kept."""
    assert shelf.get("layout") == {"facts": 30, "open": ["person"]}
    assert shelf.get("language") == "vi"
    assert shelf.get("other", 7) == 7
    assert shelf.position("a" * 32) == 450
    assert shelf.position("z" * 32) == 0
    assert [shelf.is_read(c * 32) for c in "abcd"] == [True, False, True, False]


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    """Settings, positions and marks."""
    filled(tmp_path).close()
    shelf = Shelf.open(tmp_path)
    assert_filled(shelf)
    assert shelf.notice == ""


@pytest.mark.parametrize("keep", [FILE, LOG])
def test_either_file_alone_brings_the_other_back(tmp_path: Path, keep: str) -> None:
    """The log makes the database again, and the database the log."""
    filled(tmp_path).close()
    for path in tmp_path.iterdir():
        if path.name != keep:
            path.unlink()
    Shelf.open(tmp_path).close()
    (tmp_path / FILE).unlink()
    assert_filled(Shelf.open(tmp_path))


@pytest.mark.parametrize("offset", [0, 30, 100, 4096, 8192, 12288, 16384])
def test_a_damaged_file_is_set_aside_and_restored(tmp_path: Path, offset: int) -> None:
    """Wherever the damage is: either it is found and mended, or it changed nothing that is read."""
    filled(tmp_path).close()
    data = bytearray((tmp_path / FILE).read_bytes())
    data[offset : offset + 64] = b"\xa5" * 64
    (tmp_path / FILE).write_bytes(data)
    shelf = Shelf.open(tmp_path)
    assert_filled(shelf)
    if offset in (0, 100):
        assert (tmp_path / f"{FILE}.bad").exists()
        assert shelf.notice


def test_a_torn_last_line_of_the_log_harms_nothing(tmp_path: Path) -> None:
    """A crash in the middle of a line costs that line, which was never said to be kept."""
    filled(tmp_path).close()
    log = tmp_path / LOG
    log.write_bytes(log.read_bytes() + b'deadbeef [99,"set",["layout"')
    shelf = Shelf.open(tmp_path)
    assert_filled(shelf)
    shelf.set("theme", "nord")
    shelf.close()
    (tmp_path / FILE).unlink()
    shelf = Shelf.open(tmp_path)
    assert_filled(shelf)
    assert shelf.get("theme") == "nord"


def test_a_long_log_is_written_anew_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its length is bounded by what it says."""
    monkeypatch.setattr(shelf_log, "LONGEST_BYTES", 2000)
    shelf = filled(tmp_path)
    for offset in range(200):
        shelf.save_position("d" * 32, offset)
    assert (tmp_path / LOG).stat().st_size < 3000
    shelf.close()
    (tmp_path / FILE).unlink()
    shelf = Shelf.open(tmp_path)
    assert_filled(shelf)
    assert shelf.position("d" * 32) == 199


def test_a_shelf_of_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    """Rather no marks than spoilt ones."""
    filled(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ShelfError, match="newer"):
        Shelf.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    """The reader learns what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ShelfError) as refusal:
        Shelf.open(tmp_path / "file" / "data")
    assert "\n" not in str(refusal.value)
    assert "--data" in refusal.value.hint


WRITER = """
import sys
from pathlib import Path
from tui.library.shelf import Shelf
shelf = Shelf.open(Path(sys.argv[1]))
for number in range(100000):
    shelf.save_position(sys.argv[2], number + 1)
    print(number + 1, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    """Two processes write at once and are killed at random moments, eight times over."""
    chance = random.Random(3)
    promised = {"x" * 32: 0, "y" * 32: 0}
    for _round in range(8):
        writers = {
            digest: subprocess.Popen(
                [sys.executable, "-c", WRITER, str(tmp_path), digest], stdout=subprocess.PIPE, text=True
            )
            for digest in promised
        }
        for digest, writer in writers.items():
            assert writer.stdout is not None
            for _ in range(chance.randint(1, 15)):
                promised[digest] = int(writer.stdout.readline())
        for digest, writer in writers.items():
            writer.send_signal(signal.SIGKILL)
            assert writer.stdout is not None
            rest = [int(line) for line in writer.stdout.read().splitlines() if line]
            promised[digest] = rest[-1] if rest else promised[digest]
            writer.wait()
        shelf = Shelf.open(tmp_path)
        for digest, offset in promised.items():
            assert shelf.position(digest) in (offset, offset + 1)
            promised[digest] = shelf.position(digest)
        shelf.close()
        (tmp_path / FILE).unlink()
        shelf = Shelf.open(tmp_path)
        assert {digest: shelf.position(digest) for digest in promised} == promised
        shelf.close()


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), count=st.integers(1, 8))
def test_a_log_cut_anywhere_keeps_every_whole_line(
    tmp_path_factory: pytest.TempPathFactory, cut: int, count: int
) -> None:
    """Power may fail after any byte."""
    log = ShelfLog(tmp_path_factory.mktemp("log") / LOG)
    changes = [Change(number, "set", [f"n{number}", "giá trị"]) for number in range(count)]
    log.replace(())
    for change in changes:
        log.append(change)
    data = log.path.read_bytes()
    log.path.write_bytes(data[:cut])
    whole = data[:cut].count(b"\n")
    assert list(log.changes()) == changes[:whole]
    log.append(Change(99, "set", ["next", 1]))
    assert list(log.changes()) == [*changes[:whole], Change(99, "set", ["next", 1])]
    assert log.examine().damaged == (whole > 0)  # 99 does not follow: something is missing


def test_only_the_reader_can_read_it(tmp_path: Path) -> None:
    """What somebody reads is nobody else's business."""
    filled(tmp_path / "data").close()
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / LOG).stat().st_mode & 0o077 == 0
