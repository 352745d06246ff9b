"""The reader's own store: no note that was said to be kept is ever lost, whatever fails.

DOCBAO_FAULTS=200 in the environment makes more rounds of what is random (kills, power failures).
"""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.power import STRACE, Call, Disk, record
from tui.errors import ShelfError
from tui.i18n import reason_of
from tui.library.shelf import FILE, LOCK, LOG, Shelf
from tui.model.own import Subject

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("DOCBAO_FAULTS", "0"))
BOAT = Subject("b" * 32, "Bến cá Vĩnh Mơ", "ben ca.txt", "/kho/bao")

WRITER = """
import sys
from pathlib import Path
from tui.errors import ShelfError
from tui.library.shelf import Shelf
from tui.model.own import Subject
shelf = Shelf.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    try:
        about = Subject("d" * 32, "Bài", "bai.txt", "/kho")
        note = shelf.add_note(about, f"{sys.argv[3]} {number} " + "ghi " * 60)
        if number % 3 == 0:
            shelf.mark([note.about], star=number % 2 == 0, tags=["thử"])
        print(note.id, flush=True)
    except ShelfError as error:
        print("refused", str(error).count("\\\\n"), flush=True)
"""

CORRECTOR = """
import sys
from pathlib import Path
from tui.library.shelf import Shelf
from tui.model.correction import Correction
shelf = Shelf.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    made = shelf.correct(Correction("", "reject", "place", f"Bến {number}", key=f"place:bến {number}"))
    print("made", made.id, flush=True)
    if number % 2:
        shelf.undo_correction()
        print("undone", made.id, flush=True)
"""

HARMLESS = frozenset({"ftruncate"})
"""Only made where something failed before."""

strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def command(folder: Path, count: int, name: str = "x") -> list[str]:
    """A process that makes `count` notes, and says the id of each once it is kept."""
    return [sys.executable, "-c", WRITER, str(folder), str(count), name]


def assert_whole(folder: Path, promised: set[str], *, attempted: int | None = None) -> None:
    """Every note promised is there, whole, in both files; and none that nobody wrote."""
    for gone in ((), (FILE, FILE + "-journal"), (LOG,)):
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        shelf = Shelf.open(folder)
        notes = shelf.notes()
        shelf.close()
        assert promised <= {note.id for note in notes}
        assert all(note.text.endswith("ghi") and note.text.count("ghi") == 60 for note in notes)
        assert attempted is None or len(notes) <= attempted


def test_no_note_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    """Two processes write at once and are killed at random moments."""
    chance = random.Random(5)
    promised: set[str] = set()
    for _round in range(max(8, ROUNDS)):
        writers = [
            subprocess.Popen(command(tmp_path, 100_000, name), cwd=ROOT, stdout=subprocess.PIPE, text=True)
            for name in "xy"
        ]
        for writer in writers:
            assert writer.stdout is not None
            promised |= {writer.stdout.readline().strip() for _ in range(chance.randint(1, 12))}
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            assert writer.stdout is not None
            promised |= {
                line.strip() for line in writer.stdout.read().splitlines(keepends=True) if line[-1:] == "\n"
            }
            writer.wait()
    promised.discard("")
    assert len(promised) > 16
    assert_whole(tmp_path, promised)


def test_three_writers_at_once_lose_nothing_and_never_refuse(tmp_path: Path) -> None:
    """Nobody hears that the database is locked."""
    writers = [
        subprocess.Popen(command(tmp_path, 40, name), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in "xyz"
    ]
    promised: list[str] = []
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        promised += out.split()
    assert len(set(promised)) == 120
    assert "refused" not in promised
    shelf = Shelf.open(tmp_path)
    assert [note.number for note in shelf.notes()] == list(range(1, 121))
    shelf.close()
    assert_whole(tmp_path, set(promised), attempted=120)


def said(calls: Sequence[Call]) -> str:
    """What a recorded program has said so far."""
    return b"".join(call.data for call in calls if call.name == "said").decode()


@strace
def test_no_note_is_lost_when_the_power_fails(tmp_path: Path) -> None:
    """What was synced is there, and of the rest anything may be missing or torn; see `power`."""
    folder = tmp_path / "data"
    folder.mkdir()
    calls = record(command(folder, 6), folder, tmp_path / "trace", ROOT)
    assert said(calls).count("\n") == 6
    assert sum(call.name == "sync" for call in calls) > 20
    chance = random.Random(7)
    for number in range(max(40, ROUNDS)):
        moment = chance.randint(1, len(calls))
        disk = Disk(folder)
        for call in calls[:moment]:
            disk.do(call)
        promised = {
            line.strip() for line in said(calls[:moment]).splitlines(keepends=True) if line[-1] == "\n"
        }
        found = tmp_path / f"found{number}"
        found.mkdir()
        disk.fail(found, chance)
        assert_whole(found, promised, attempted=6)


@strace
def test_no_correction_is_lost_and_none_comes_back_when_the_power_fails(tmp_path: Path) -> None:
    """One that was said to be made is there, one that was said to be taken back is."""
    folder = tmp_path / "data"
    folder.mkdir()
    calls = record([sys.executable, "-c", CORRECTOR, str(folder), "4"], folder, tmp_path / "trace", ROOT)
    assert said(calls).count("\n") == 6
    chance = random.Random(11)
    for number in range(max(30, ROUNDS)):
        moment = chance.randint(1, len(calls))
        disk = Disk(folder)
        for call in calls[:moment]:
            disk.do(call)
        promised = [
            line.split() for line in said(calls[:moment]).splitlines(keepends=True) if line[-1] == "\n"
        ]
        found = tmp_path / f"found{number}"
        found.mkdir()
        disk.fail(found, chance)
        for gone in ((), (FILE, FILE + "-journal"), (LOG,)):
            for name in gone:
                (found / name).unlink(missing_ok=True)
            shelf = Shelf.open(found)
            kept = {one.id: one for one in shelf.corrections()}
            shelf.close()
            assert {name for _what, name in promised} <= set(kept)
            assert all(kept[name].undone for what, name in promised if what == "undone")
            assert len(kept) <= 4


@strace
@pytest.mark.parametrize("failure", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["write", "fsync", "fdatasync", "pwrite64", "unlink", "ftruncate"])
def test_a_failing_disk_costs_the_change_and_nothing_before_it(
    tmp_path: Path, call: str, failure: str
) -> None:
    """Each of the operations on the files fails once, one after the other, and is refused in one line."""
    assert STRACE is not None
    folder = tmp_path / "data"
    Shelf.open(folder).close()
    files = [argument for name in (FILE, FILE + "-journal", LOG) for argument in ("-P", str(folder / name))]
    inject = f"inject={call}:error={failure}:when=2+3"
    done = subprocess.run(
        [STRACE, "-f", "-qq", "-o", os.devnull, *files, "-e", f"trace={call}", "-e", inject,
         *command(folder, 8)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    refused = [line for line in lines if line.startswith("refused")]
    promised = {line for line in lines if not line.startswith("refused")}
    assert done.returncode == 0, done.stderr
    assert len(lines) == 8
    assert refused or call in HARMLESS
    assert set(refused) <= {"refused 0"}
    assert_whole(folder, promised)


def test_a_full_disk_refuses_in_one_line_and_keeps_no_half_note(tmp_path: Path) -> None:
    """The files may not grow any more; once they may, all is well again."""
    Shelf.open(tmp_path).close()
    limit = (tmp_path / FILE).stat().st_size + 20_000

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        command(tmp_path, 300), cwd=ROOT, capture_output=True, text=True, check=True, preexec_fn=no_room
    )
    lines = done.stdout.splitlines()
    promised = {line for line in lines if not line.startswith("refused")}
    assert len(lines) == 300
    assert {line for line in lines if line.startswith("refused")} == {"refused 0"}
    assert promised
    assert_whole(tmp_path, promised)
    shelf = Shelf.open(tmp_path)
    shelf.add_note(BOAT, "Có chỗ rồi")
    assert len(shelf.notes()) == len(promised) + 1


def test_a_damaged_log_is_set_aside_and_written_anew(tmp_path: Path) -> None:
    """A line spoilt, or one lost from the middle: the database has them all."""
    for damage in ("spoilt", "lost"):
        folder = tmp_path / damage
        shelf = Shelf.open(folder)
        promised = {shelf.add_note(BOAT, "ghi " * 60).id for _ in range(5)}
        shelf.close()
        lines = (folder / LOG).read_bytes().splitlines(keepends=True)
        lines[2] = lines[2].replace(b"ghi", b"gho", 1) if damage == "spoilt" else b""
        (folder / LOG).write_bytes(b"".join(lines))
        shelf = Shelf.open(folder)
        assert f"{LOG}.bad" in shelf.notice
        assert (folder / f"{LOG}.bad").read_bytes() == b"".join(lines)
        shelf.close()
        assert_whole(folder, promised)


def test_a_log_that_ends_too_early_is_made_whole(tmp_path: Path) -> None:
    """As one that came back from a backup does."""
    shelf = Shelf.open(tmp_path)
    promised = {shelf.add_note(BOAT, "ghi " * 60).id for _ in range(5)}
    shelf.close()
    lines = (tmp_path / LOG).read_bytes().splitlines(keepends=True)
    (tmp_path / LOG).write_bytes(b"".join(lines[:-2]))
    Shelf.open(tmp_path).close()
    (tmp_path / FILE).unlink()
    assert_whole(tmp_path, promised)


def test_with_both_files_damaged_what_can_be_read_is_kept_and_said(tmp_path: Path) -> None:
    """Every line that is sound."""
    shelf = Shelf.open(tmp_path)
    notes = [shelf.add_note(BOAT, f"{number} " + "ghi " * 60).id for number in range(5)]
    shelf.close()
    lines = (tmp_path / LOG).read_bytes().splitlines(keepends=True)
    lines[2] = b"00000000 spoilt\n"
    (tmp_path / LOG).write_bytes(b"".join(lines))
    (tmp_path / FILE).write_bytes(b"not a database" * 1000)
    shelf = Shelf.open(tmp_path)
    assert [note.id for note in shelf.notes()] == [notes[0], *notes[2:]]
    assert "some may be lost" in shelf.notice
    assert (tmp_path / f"{FILE}.bad").exists()
    assert (tmp_path / f"{LOG}.bad").exists()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_in_a_read_only_folder_reading_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Marking says why not; nothing is written."""
    shelf = Shelf.open(tmp_path)
    note = shelf.add_note(BOAT, "Một")
    shelf.mark([BOAT], star=True)
    shelf.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    really = os.open

    def refusing(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == LOCK:
            raise OSError(number, os.strerror(number))
        return really(path, flags, mode)

    monkeypatch.setattr("tui.library.shelf.os.open", refusing)
    shelf = Shelf.open(tmp_path)
    assert shelf.notes() == (note,)
    assert shelf.is_starred(BOAT.digest)
    with pytest.raises(ShelfError, match=reason_of(OSError(number, ""))):
        shelf.add_note(BOAT, "Hai")
    with pytest.raises(ShelfError, match=reason_of(OSError(number, ""))):
        shelf.set("theme", "light")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_change_refused_at_its_end_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log, which was written first, forgets it again."""
    shelf = Shelf.open(tmp_path)
    shelf.add_note(BOAT, "ghi " * 60)

    def failing(*_arguments: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr("tui.library.shelf_tables.apply", failing)
        with pytest.raises(ShelfError):
            shelf.add_note(BOAT, "ghi " * 60)
    shelf.close()
    (tmp_path / FILE).unlink()
    assert len(Shelf.open(tmp_path).notes()) == 1
