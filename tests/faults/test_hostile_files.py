"""Files made to do harm: bombs, names that lead out, links, overlaps, depth; bounded, and nothing written."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus.packing import TEXT, everything, reasons, run
from tui.corpus.formats import BY_NAME
from tui.corpus.loaders import members
from tui.corpus.loaders.base import Part, RefusalError
from tui.corpus.loaders.compressed import unpacked
from tui.corpus.reader import scan

MB = 2**20
SECONDS = 3.0
"""Of the processor: what a refusal may take."""
GOOD = "a.txt"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Path]:
    """A corpus with one good article; afterwards nothing but it was touched, anywhere near."""
    folder = tmp_path / "near" / "kho"
    folder.mkdir(parents=True)
    (folder / GOOD).write_text(TEXT, encoding="utf-8")
    yield folder
    assert {path.name for path in folder.parent.iterdir()} == {"kho"}
    assert {path.name for path in tmp_path.iterdir()} == {"near"}


def look(corpus: Path) -> tuple[list[str], dict[str, str]]:
    """Names of articles beside the good one, and reasons; within the time a refusal may take."""
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    began = time.process_time()
    found, refused = everything(corpus)
    assert time.process_time() - began < SECONDS
    assert {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()} == before
    assert found.pop(GOOD).text == TEXT
    return list(found), reasons(refused)


def zipped(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def listed(name: bytes, method: int, crc: int, packed: int, size: int, offset: int) -> bytes:
    """An entry of the directory of a ZIP file."""
    made, times, lengths = (20, 3, 20, 0), (0, method, 0, 33), (len(name), 0, 0, 0, 0)
    sizes, place = (crc, packed, size), (0, offset)
    return struct.pack("<4s4B4H3L5H2L", b"PK\1\2", *made, *times, *sizes, *lengths, *place) + name


def tarred(path: Path, entries: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    with tarfile.open(path, "w") as archive:
        for entry, data in entries:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))


@pytest.mark.parametrize(
    ("name", "pack"), [("b.txt.gz", gzip.compress), ("b.txt.bz2", bz2.compress), ("b.txt.xz", lzma.compress)]
)
def test_what_unpacks_to_far_more_than_it_holds_is_refused(corpus: Path, name: str, pack: object) -> None:
    """As soon as that shows, long before it is unpacked."""
    (corpus / name).write_bytes(pack(b" " * 200 * MB))  # type: ignore[operator]
    assert look(corpus) == ([], {name: "bomb"})


def test_a_bomb_shows_after_little_of_it(corpus: Path) -> None:
    """A line is an answer of the loader, and a gigabyte of blank ones would be a thousand million."""
    with gzip.open(corpus / "b.jsonl.gz", "wb", 9) as stream:
        for _piece in range(100):
            stream.write(b"\n" * MB)
    (found,) = (file for file in scan(corpus) if file.file == "b.jsonl.gz")
    with found.path.open("rb") as packed:
        part = Part("b.jsonl.gz", "b.jsonl.gz", packed)
        inner = unpacked(part, BY_NAME["gzip"]).stream
        inner.read(MB)
        with pytest.raises(RefusalError):
            inner.read(MB)
    assert look(corpus) == ([], {"b.jsonl.gz": "bomb"})


def test_bombs_in_archives_are_refused_one_by_one(corpus: Path) -> None:
    """The honest members beside them are read until the archive as a whole is none."""
    zipped(corpus / "b.zip", {"a.txt": TEXT.encode(), "b.txt": b" " * 100 * MB})
    with gzip.open(corpus / "c.tar.gz", "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
        for name, data in (("a.txt", TEXT.encode()), ("b.txt", b" " * 100 * MB)):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    found, refused = look(corpus)
    assert found == ["b.zip/a.txt", "c.tar.gz/a.txt"]
    assert refused["b.zip/b.txt"] == "bomb"
    assert refused["c.tar.gz"] == "bomb" or refused["c.tar.gz/b.txt"] == "bomb"


def test_many_small_bombs_are_one(corpus: Path) -> None:
    """Each below the bound, together not."""
    zipped(corpus / "b.zip", {f"{number}.txt": b" " * (MB - 1) for number in range(300)})
    _found, refused = look(corpus)
    assert set(refused.values()) <= {"bomb", "empty"}
    assert list(refused.values()).count("bomb") > 290


def test_entries_that_share_their_bytes_are_refused(corpus: Path) -> None:
    """The bomb of overlapping entries: a thousand names for one kernel."""
    data = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = data.compress(b"x" * MB) + data.flush()
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, zlib.crc32(b"x" * MB), len(packed), MB, 5, 0)
    body, directory = local + b"a.txt" + packed, b""
    for number in range(1000):
        name = f"{number:03}.t"[:5].encode()
        directory += listed(name, 8, zlib.crc32(b"x" * MB), len(packed), MB, 0)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(directory), len(body), 0)
    (corpus / "b.zip").write_bytes(body + directory + end)
    assert look(corpus) == ([], {"b.zip": "overlapping"})


def test_sizes_that_are_not_true_are_not_believed(corpus: Path) -> None:
    """The directory says ten bytes, the member holds a hundred megabytes: what comes out is counted."""
    zipped(corpus / "b.zip", {"b.txt": b" " * 100 * MB})
    data = (corpus / "b.zip").read_bytes()
    (corpus / "b.zip").write_bytes(data.replace(struct.pack("<L", 100 * MB), struct.pack("<L", 10)))
    assert look(corpus) == ([], {"b.zip/b.txt": "bomb"})


NAMES = ("/tmp/x.txt", "../x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt", "c:x.txt")


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_that_lead_out_are_refused(corpus: Path, kind: str) -> None:
    """Nothing is unpacked to the disk, and such a name is not taken for one inside either."""
    members = dict.fromkeys(NAMES, b"x") | {"trong.txt": TEXT.encode()}
    if kind == "zip":
        zipped(corpus / "b.zip", members)
    else:
        tarred(corpus / "b.tar", [(tarfile.TarInfo(name), data) for name, data in members.items()])
    found, refused = look(corpus)
    assert found == [f"b.{kind}/trong.txt"]
    assert len(refused) == len(NAMES)
    assert set(refused.values()) == {"unsafe-name"}


def test_links_and_devices_are_refused(corpus: Path) -> None:
    """They would name other files of this machine."""
    entries = []
    for name, kind, target in (
        ("hard.txt", tarfile.LNKTYPE, "/etc/passwd"),
        ("soft.txt", tarfile.SYMTYPE, "/etc/passwd"),
        ("pipe.txt", tarfile.FIFOTYPE, ""),
        ("zero.txt", tarfile.CHRTYPE, ""),
    ):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, target
        entries.append((entry, b""))
    tarred(corpus / "b.tar", entries)
    with zipfile.ZipFile(corpus / "b.zip", "w") as archive:
        link = zipfile.ZipInfo("soft.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found, refused = look(corpus)
    assert found == []
    assert len(refused) == 5
    assert set(refused.values()) == {"link"}


def test_second_entries_of_a_name_and_locked_ones_are_refused(corpus: Path) -> None:
    """The first of a name counts, whatever else the archive holds."""
    with zipfile.ZipFile(corpus / "b.zip", "w") as archive:
        archive.writestr("b.txt", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("b.txt", "Giả")
        archive.writestr("./b.txt", "Giả")
    (corpus / "b.txt").write_text(TEXT, encoding="utf-8")
    run("zip -q -P khoa c.zip b.txt; rm b.txt", corpus)
    found, refused = look(corpus)
    assert found == ["b.zip/b.txt"]
    assert refused == {"b.zip/b.txt": "duplicate-name", "c.zip/b.txt": "encrypted"}


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_an_archive_of_too_many_files_is_refused(
    corpus: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real corpus has a million; what has far more would eat the memory that keeps its names apart."""
    monkeypatch.setattr(members, "MOST_MEMBERS", 3)
    if kind == "zip":
        zipped(corpus / "a.zip", {f"{number}.txt": TEXT.encode() for number in range(3)})
        zipped(corpus / "b.zip", {f"{number}.txt": TEXT.encode() for number in range(4)})
        kept = []  # its directory is looked at before any of it is read
    else:
        for name, count in (("a.tar", 3), ("b.tar", 4)):
            tarred(corpus / name, [(tarfile.TarInfo(f"{n}.txt"), TEXT.encode()) for n in range(count)])
        kept = [f"b.tar/{number}.txt" for number in range(3)]
    found, refused = look(corpus)
    assert found == [f"a.{kind}/{number}.txt" for number in range(3)] + kept
    assert refused == {f"b.{kind}": "too-many-members"}


def test_json_that_is_deep_or_holds_endless_numbers_is_refused(corpus: Path) -> None:
    """A hundred thousand brackets, a number of a million digits: one line each, the rest is read."""
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    digits = "9" * 1_000_000
    (corpus / "b.json").write_text(deep, encoding="utf-8")
    (corpus / "c.jsonl").write_text(
        f'{{"title": {digits}, "text": "Bài."}}\n{deep}\n{{"text": "Bài hai."}}\n', encoding="utf-8"
    )
    (corpus / "d.json").write_text("[" * 100_000, encoding="utf-8")
    found, refused = look(corpus)
    assert found == ["c.jsonl", "c.jsonl#3"]
    assert refused == {"b.json": "too-deep", "c.jsonl": "bad-record", "d.json": "too-deep"}


def test_a_table_of_one_open_quote_is_refused(corpus: Path) -> None:
    """It would be one cell of the whole file."""
    (corpus / "b.csv").write_text('title,text\nMột,bài một\nHai,"' + "x,\n" * (6 * MB), encoding="utf-8")
    found, refused = look(corpus)
    assert (found, refused) == (["b.csv"], {"b.csv": "damaged"})


def test_headers_of_a_tar_are_bounded(corpus: Path) -> None:
    """A name of a hundred megabytes would be read whole."""
    entry = tarfile.TarInfo("@LongLink")
    entry.type = tarfile.GNUTYPE_LONGNAME
    with gzip.open(corpus / "b.tar.gz", "wb") as stream:
        entry.size = 100 * MB
        stream.write(entry.tobuf())
        stream.write(b"a" * 100 * MB)
    assert set(look(corpus)[1].values()) <= {"damaged", "bomb"}


def test_a_directory_of_half_a_million_entries_takes_little_memory(corpus: Path) -> None:
    """Read in passes: the archive of a real corpus must open, one of names alone must not eat the machine."""
    count = 500_000
    with (corpus / "b.zip").open("wb") as stream:
        for number in range(count):
            name = b"%07d.txt" % number
            stream.write(struct.pack("<4s5H3L2H", b"PK\3\4", 10, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name)
        start = stream.tell()
        for number in range(count):
            name = b"%07d.jpg" % number if number else b"0000000.txt"
            stream.write(listed(name, 0, 0, 0, 0, number * 41))
        size = stream.tell() - start
        stream.write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start))
        stream.write(struct.pack("<4sLQL", b"PK\6\7", 0, start + size, 1))
        stream.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    code = (
        "import resource, sys; from pathlib import Path; from tui.corpus.reader import read, scan\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "(one,) = [f for f in scan(Path(sys.argv[1])) if f.file == 'b.zip']\n"
        "found, refused = read(one)\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(len(found), [r.reason for r in refused], grown)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(corpus)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    said, _bracket, grown = done.stdout.rpartition("]")
    assert said == "0 ['empty'"
    assert int(grown) < 120 * 1024


def test_a_long_file_of_records_takes_no_memory(corpus: Path) -> None:
    """Sixty megabytes of JSON Lines, and as one list, in less than half of it."""
    record = json.dumps({"title": "Tin", "text": "Bà con xã Vĩnh Mơ mừng vui lắm. " * 30})
    with (corpus / "b.jsonl").open("w") as lines, (corpus / "c.json").open("w") as one:
        one.write("[")
        for number in range(30_000):
            lines.write(record + "\n")
            one.write("," * bool(number) + record)
        one.write("]")
    code = (
        "import resource, sys; from pathlib import Path; from tui.corpus.reader import stream, scan\n"
        "import tui.corpus.loaders.json_lines, tui.corpus.markup.lines\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for f in scan(Path(sys.argv[1])) for item in stream(f))\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(corpus)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    count, grown = map(int, done.stdout.split())
    assert count == 60_001
    assert grown < 30 * 1024
