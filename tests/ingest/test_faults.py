"""Kills, damage, read-only places, two indexers at once: the library is sound, or built anew and says so."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.library.making import contents, index, lexicon, make_corpus
from tui.errors import LibraryDamaged, LibraryError
from tui.ingest.run import Progress, run
from tui.library import lock
from tui.library.check import check
from tui.library.library import Library
from tui.library.opening import prepare
from tui.library.places import library_path
from tui.library.shelf import Shelf
from tui.model.result import ListFilter

ALL = ListFilter()

CHILD = """
import sys
from pathlib import Path
from tests.library.making import lexicon
from tui.ingest import run as ingest
ingest.BATCH = 5
ingest.GATHER_SECONDS = 0.0
print("ready", flush=True)
ingest.run(Path(sys.argv[1]), Path(sys.argv[2]), lexicon(), jobs=1,
           on_progress=lambda step: print(step.stage, step.done, flush=True))
print("end", flush=True)
"""


def start_indexer(corpus: Path, path: Path) -> subprocess.Popen[str]:
    """An indexer in a process of its own, which tells each step in a line."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(corpus), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "corpus", 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.db"


def test_an_indexer_killed_at_any_moment_goes_on_where_it_was(
    corpus: Path, path: Path, tmp_path: Path
) -> None:
    """Twelve times killed, at steps and a little after them; then the library equals one made in peace."""
    chance = random.Random(11)
    for _round in range(12):
        child = start_indexer(corpus, path)
        assert child.stdout is not None
        for _step in range(chance.randint(0, 6)):
            child.stdout.readline()
        time.sleep(chance.random() * 0.02)  # a moment within a transaction, not a wait for one
        child.send_signal(signal.SIGKILL)
        child.communicate()
        if path.exists() and path.stat().st_size:
            _assert_consistent(path)
    assert index(corpus, path).complete
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


def _assert_consistent(path: Path) -> None:
    """What a reader sees between two runs is whole, if there is anything yet."""
    connection = sqlite3.connect(path)
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    state = connection.execute("SELECT articles, with_facts FROM state").fetchone()
    assert state == connection.execute("SELECT count(*), total(extracted_with > 0) FROM articles").fetchone()
    missing = "SELECT count(*) FROM articles LEFT JOIN bodies ON article = id WHERE body IS NULL"
    assert connection.execute(missing).fetchone() == (0,)
    facts = (
        "SELECT total((extracted_with > 0) <> (packed NOTNULL)) FROM articles"
        " LEFT JOIN facts ON article = articles.id"
    )
    assert connection.execute(facts).fetchone() == (0,)
    connection.close()


def test_two_indexers_do_no_harm(corpus: Path, path: Path, tmp_path: Path) -> None:
    """The second waits for the first, says so, and then finds nothing left to do."""
    told: list[str] = []
    with lock.writer(path) as held:
        assert held
        second = start_indexer(corpus, path)
        assert second.stdout is not None
        assert second.stdout.readline() == "waiting 0\n"
        assert not path.exists()
    first = start_indexer(corpus, path)
    for child in (first, second):
        output, _ = child.communicate(timeout=120)
        told.extend(output.splitlines())
        assert child.returncode == 0
    assert told.count("end") == 2
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


def test_waiting_for_another_indexer_can_be_given_up(corpus: Path, path: Path) -> None:
    """Asked to stop while it waits, it stops."""
    steps: list[Progress] = []
    with lock.writer(path):
        report = run(corpus, path, lexicon(), on_progress=steps.append, should_stop=lambda: len(steps) >= 2)
    assert not report.complete
    assert [step.stage for step in steps] == ["waiting", "waiting"]


def test_a_reader_is_never_kept_waiting_by_an_indexer(corpus: Path, path: Path) -> None:
    """While an indexer writes, lists and articles are read from what was committed."""
    index(make_corpus(corpus, 4), path)
    reader = Library.open(path)
    writer = Library.open(path, write=True)
    writer.connection.execute("BEGIN IMMEDIATE")
    writer.connection.execute("DELETE FROM articles")
    began = time.monotonic()
    assert reader.count(ALL) == 40
    assert len(reader.heads("newest", ALL, 0, 50)) == 40
    assert time.monotonic() - began < 1
    writer.connection.execute("ROLLBACK")


DAMAGES = [
    *[("overwrite", offset) for offset in (0, 16, 18, 19, 21, 24, 28, 44, 56, 60, 68, 100, 101, 105)],
    ("truncate", 0),
    ("truncate", 50),
    ("truncate", 8192),
    ("truncate", 3 * 8192 + 100),
    ("zero", 0),
    ("replace", 0),
    ("other", 0),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(corpus, library) to be damaged."""
    folder = tmp_path_factory.mktemp("sound")
    corpus = make_corpus(folder / "corpus", 6)
    index(corpus, folder / "library.db")
    return corpus, folder / "library.db"


@pytest.mark.parametrize(("damage", "offset"), DAMAGES)
def test_a_damaged_library_is_set_aside_and_built_anew(
    sound: tuple[Path, Path], tmp_path: Path, damage: str, offset: int
) -> None:
    """Named in one line, kept as `.bad`, and afterwards as good as new; harmless damage changes nothing."""
    corpus, good = sound
    path = tmp_path / "library.db"
    data = bytearray(good.read_bytes())
    match damage:
        case "overwrite":
            data[offset : offset + 4] = b"\xa5\xa5\xa5\xa5"
        case "truncate":
            data = data[:offset]
        case "zero":
            data = bytearray(len(data))
        case "replace":
            data = bytearray(b"Tin trong ngay\n" * 1000)
        case "other":
            connection = sqlite3.connect(tmp_path / "other")
            connection.execute("CREATE TABLE articles (id)")
            connection.commit()
            connection.close()
            data = bytearray((tmp_path / "other").read_bytes())
    path.write_bytes(data)
    shutil.copytree(good.with_name("text"), tmp_path / "text")
    notices: list[str] = []
    index(corpus, path, on_notice=notices.append)
    assert contents(path) == contents(good)
    assert check(Library.open(path), deep=True) == []
    if notices:
        assert len(notices) == 1
        assert "\n" not in notices[0]
    if notices and "older" not in notices[0]:
        assert path.with_name("library.db.bad").read_bytes() == bytes(data)


@pytest.mark.parametrize("page", range(1, 20))
def test_a_damaged_page_is_found(sound: tuple[Path, Path], tmp_path: Path, page: int) -> None:
    """Wherever the damage is, it is named or the library is built anew; nobody reads garbage."""
    corpus, good = sound
    path = tmp_path / "library.db"
    data = bytearray(good.read_bytes())
    data[page * 8192 : page * 8192 + 200] = b"\xa5" * 200
    path.write_bytes(data)
    index(corpus, path)
    assert contents(path) == contents(good)


def test_a_library_is_checked_unless_it_is_as_the_last_writer_left_it(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checking one that nobody has touched would take longer than all else there is to do."""
    from tui.library import connection

    checked: list[str] = []

    def counted(_connection: sqlite3.Connection) -> str:
        checked.append("")
        return ""

    index(corpus, path)
    monkeypatch.setattr(connection, "find_damage", counted)
    index(corpus, path)
    assert not checked
    os.utime(path)
    index(corpus, path)
    assert len(checked) == 1
    index(corpus, path)
    assert len(checked) == 1
    writer = Library.open(path, write=True)
    writer.connection.execute("UPDATE state SET generation = generation + 1")
    writer.connection.close()  # killed: it says nothing of how it left it
    index(corpus, path)
    assert len(checked) == 2
    writer = Library.open(path, write=True)
    writer.connection.execute("UPDATE state SET generation = generation + 1")
    index(corpus, path)  # killed before that came from the log into the file
    assert len(checked) == 3
    writer.connection.close()


@pytest.mark.parametrize("page", range(1, 20, 3))
def test_a_page_damaged_in_place_is_found(sound: tuple[Path, Path], tmp_path: Path, page: int) -> None:
    """In a library that was sound when it was closed, and whose size did not change."""
    corpus, good = sound
    path = tmp_path / "library.db"
    index(corpus, path)
    with path.open("r+b") as file:
        file.seek(page * 8192)
        file.write(b"\xa5" * 200)
    index(corpus, path)
    assert contents(path) == contents(good)


def test_damage_a_reader_meets_is_mended_by_the_next_indexer(
    sound: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library too large to be checked at each start is checked once a reader met damage."""
    from tui.library import connection

    corpus, good = sound
    path = tmp_path / "library.db"
    data = bytearray(good.read_bytes())
    root = _root_page(good, "bodies")
    data[(root - 1) * 8192 : (root - 1) * 8192 + 64] = b"\xa5" * 64
    path.write_bytes(data)
    monkeypatch.setattr(connection, "QUICK_CHECK_BYTES", 0)
    reader = Library.open(path)
    with pytest.raises(LibraryDamaged) as refusal:
        reader.article(reader.heads("newest", ALL, 0, 1)[0].id)
    assert "docbao index" in refusal.value.hint
    reader.close()
    index(corpus, path)
    assert contents(path) == contents(good)


def _root_page(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    return int(root)


def test_an_open_reader_follows_a_library_that_was_built_anew(
    sound: tuple[Path, Path], tmp_path: Path
) -> None:
    """The app need not be restarted."""
    _corpus, good = sound
    path = tmp_path / "library.db"
    path.write_bytes(good.read_bytes())
    reader = Library.open(path)
    assert reader.state().articles == 6
    path.rename(tmp_path / "library.db.bad")
    index(make_corpus(tmp_path / "more", 8), path)
    assert reader.state().articles == 8
    assert len(reader.heads("newest", ALL, 0, 20)) == 8


def test_a_silent_bit_flip_in_a_text_is_found_by_a_deep_check(
    sound: tuple[Path, Path], tmp_path: Path
) -> None:
    """SQLite keeps no checksums; what is packed does."""
    _corpus, good = sound
    path = tmp_path / "library.db"
    path.write_bytes(good.read_bytes())
    connection = sqlite3.connect(path)
    chance = random.Random(5)
    for table, column in (("bodies", "body"), ("facts", "packed")):
        article, packed = connection.execute(
            f"SELECT article, {column} FROM {table} LIMIT 1 OFFSET 2"
        ).fetchone()
        flipped = bytearray(packed)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE article = ?", (bytes(flipped), article))
        connection.commit()
        library = Library.open(path)
        assert check(library, deep=False) == []
        assert len(check(library, deep=True)) == 1
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE article = ?", (packed, article))
        connection.commit()
    connection.close()


def test_prepare_makes_an_empty_library_and_leaves_a_good_one(tmp_path: Path, corpus: Path) -> None:
    """Whatever stands there, afterwards it can be opened."""
    notices: list[str] = []
    path = tmp_path / "new" / "library.db"
    prepare(path, notices.append)
    assert Library.open(path).state().articles == 0
    index(corpus, path)
    prepare(path, notices.append)
    assert Library.open(path).state().articles == 40
    assert notices == []
    path.write_bytes(b"hong " * 500)
    prepare(path, notices.append)
    assert Library.open(path).state().articles == 0
    assert len(notices) == 1


def test_the_corpus_is_never_touched(corpus: Path, path: Path) -> None:
    """Byte for byte and to the nanosecond what it was; nothing is added."""
    (corpus / "hinh.txt").write_bytes(bytes(range(256)) * 10)

    def state() -> dict[str, tuple[bytes, int]]:
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in corpus.iterdir()}

    before, folder = state(), corpus.stat().st_mtime_ns
    index(corpus, path)
    assert state() == before
    assert corpus.stat().st_mtime_ns == folder


HOSTILE_NAMES = [
    "tin \x1b]52;c;SEVMTE8=\x07.txt",
    "[/] [@click=app.quit]x[/].txt",
    "-rf.txt",
    "--progress.txt",
    "tin\nhai dong.txt",
    "‮gpj.tin.txt",
    "' OR 1=1 --.txt",
    "%s{0}%(x)s.txt",
    "=1+1.txt",
    "é́́́.txt",
]


def test_hostile_file_names_are_only_names(tmp_path: Path, path: Path) -> None:
    """They are indexed, listed, found by name, and forgotten when they go."""
    corpus = make_corpus(tmp_path / "corpus", 1)
    text = (corpus / "bai_0000.txt").read_text(encoding="utf-8")
    for name in HOSTILE_NAMES:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text + name.encode().hex(), encoding="utf-8")
    raw = os.fsencode(corpus) + b"/tin \xff\xfe.txt"
    Path(os.fsdecode(raw)).write_text(text + "khac", encoding="utf-8")
    report = index(corpus, path)
    assert report.added == len(HOSTILE_NAMES) + 2
    library = Library.open(path)
    files = {head.file for head in library.heads("title", ALL, 0, 50)}
    assert files == {"bai_0000.txt", "tin \\xff\\xfe.txt", *HOSTILE_NAMES}
    for name in HOSTILE_NAMES:
        assert library.find_id(name) is not None
        (corpus / name).unlink()
    Path(os.fsdecode(raw)).unlink()
    assert index(corpus, path).removed == len(HOSTILE_NAMES) + 1


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """`folder` as somebody sees it who may not write there."""
    modes = {p: p.stat().st_mode for p in (folder, *folder.rglob("*"))}
    for p in modes:
        p.chmod(0o555 if p.is_dir() else 0o444)
    try:
        yield
    finally:
        for p, mode in modes.items():
            p.chmod(mode)


READ_ONLY = """
import ctypes, os, sys
if os.geteuid() == 0:  # root may write anywhere until it gives up its capabilities
    nothing = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), nothing) == 0
from pathlib import Path
from tui.library.library import Library
from tui.model.result import ListFilter
from tui.errors import LibraryError
library = Library.open(Path(sys.argv[1]))
heads = library.heads("newest", ListFilter(), 0, 5)
assert library.article(heads[0].id) is not None
texts, names = library.find_text("lam kha"), library.find_names("doan quoc tham")
print(library.state().articles, texts.total_articles, len(names.hits))
try:
    Library.open(Path(sys.argv[1]), write=True)
except LibraryError as error:
    print(error.hint)
"""


def test_a_read_only_library_is_read_and_searched(corpus: Path, path: Path) -> None:
    """Writing to it is refused in one line that names the way out."""
    index(corpus, path)
    with read_only(path.parent):
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    first, hint = done.stdout.splitlines()
    assert first == "40 40 1"
    assert "--library" in hint


SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tui.cli.parser import run
from tui.library.shelf import Shelf
folder = Path(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
status = run(["index", sys.argv[3], "--library", str(folder / "l"), "--progress", "none", "--jobs", "1"])
print(status)
"""


@pytest.mark.parametrize("room", [0, 5_000, 60_000, 300_000])
def test_a_full_disk_is_one_line_and_is_gone_on_from_later(corpus: Path, tmp_path: Path, room: int) -> None:
    """Whatever was being written when the room ran out."""
    command = [sys.executable, "-c", SMALL_DISK, str(room), str(tmp_path), str(corpus)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={**os.environ, "LANG": "C"}
    )
    assert done.stdout == "2\n", done.stderr
    assert [line[:8] for line in done.stderr.splitlines()] == ["docbao: ", "  → choo"] or (
        [line[:8] for line in done.stderr.splitlines()] == ["docbao: ", "  → try "]
    )
    path = library_path(tmp_path / "l", corpus)
    assert index(corpus, path).complete
    index(corpus, tmp_path / "clean.db")
    assert contents(path) == contents(tmp_path / "clean.db")


SMALL_SHELF = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tui.errors import ShelfError
from tui.library.shelf import Shelf
shelf = Shelf.open(Path(sys.argv[1]))
room = (Path(sys.argv[1]) / sys.argv[2]).stat().st_size + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    for number in range(1, 10_000):
        shelf.save_position("x", number)
        print(number, flush=True)
except ShelfError as error:
    print(error.hint)
"""


@pytest.mark.parametrize(
    ("file", "room"), [("shelf.log", 0), ("shelf.log", 30), ("shelf.log", 500), ("shelf.db", 5000)]
)
def test_a_full_disk_keeps_every_mark_that_was_kept(tmp_path: Path, file: str, room: int) -> None:
    """The one that did not fit is refused in one line; the others stay, in both copies."""
    Shelf.open(tmp_path).close()
    command = [sys.executable, "-c", SMALL_SHELF, str(tmp_path), file, str(room)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    *kept, hint = done.stdout.splitlines()
    assert "--data" in hint
    last = int(kept[-1]) if kept else 0
    assert (last > 100) == (file == "shelf.db")
    shelf = Shelf.open(tmp_path)
    assert shelf.position("x") == last
    shelf.save_position("y", 1)
    shelf.close()
    (tmp_path / "shelf.db").unlink()
    shelf = Shelf.open(tmp_path)
    assert (shelf.position("x"), shelf.position("y")) == (last, 1)


def test_a_library_folder_that_cannot_be_made_is_one_line(corpus: Path, tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError) as refusal:
        index(corpus, tmp_path / "file" / "x" / "library.db")
    assert "\n" not in str(refusal.value)
    assert "--library" in refusal.value.hint
