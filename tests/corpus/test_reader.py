"""What a folder holds, and what is refused of it: never followed, never waited on, never written."""

from __future__ import annotations

import errno
import os
import socket
import unicodedata
from pathlib import Path

import pytest

from tui.corpus.formats import FORMATS, UNREAD
from tui.corpus.loaders import base, plain
from tui.corpus.loaders.base import Source
from tui.corpus.reader import REASONS, CorpusFile, read, scan
from tui.model.article import RawArticle, Rejected

TEXT = "Giá muối tăng\n\nBà con mừng vui lắm.\n"


def put(folder: Path, name: str, data: bytes | str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def files(root: Path) -> list[str]:
    return [corpus_file.file for corpus_file in scan(root)]


def refusals(root: Path) -> dict[str, str]:
    """file → reason, of everything in the corpus that is refused."""
    return {rejected.file: rejected.reason for f in scan(root) for rejected in read(f)[1]}


def test_files_come_sorted_by_their_path_inside_the_corpus(tmp_path: Path) -> None:
    """One order on every machine: that of the paths as text, folders and files together."""
    names = ["b.txt", "a/2.txt", "a/1.txt", "a.txt", "a-b.txt", "a/c/d.TXT", "z", "a b.text"]
    for name in names:
        put(tmp_path, name)
    assert files(tmp_path) == sorted(names)


def test_hidden_files_and_other_formats_are_passed_over(tmp_path: Path) -> None:
    """Pictures and programs beside the articles are no news."""
    for name in ["bai.txt", ".an.txt", ".git/bai.txt", "anh.jpg", "ma.py", "bai.txt~", "day.2024"]:
        put(tmp_path, name)
    assert files(tmp_path) == ["bai.txt", "day.2024"]


def test_formats_that_hold_articles_are_refused_by_name(tmp_path: Path) -> None:
    """Nobody should miss a folder of old Word files without a word."""
    put(tmp_path, "bai.doc", bytes.fromhex("d0cf11e0a1b11ae1"))
    put(tmp_path, "bai.RAR", b"Rar!\x1a\x07")
    assert refusals(tmp_path) == {"bai.doc": "unknown-format", "bai.RAR": "unknown-format"}
    assert not UNREAD & {suffix for known in FORMATS for suffix in known.suffixes}


def test_a_single_file_is_a_corpus_of_one(tmp_path: Path) -> None:
    """Whatever its suffix: the reader named it."""
    path = put(tmp_path, "bai.log")
    found = list(scan(path))
    assert [f.file for f in found] == ["bai.log"]
    articles, rejected = read(found[0])
    assert [article.text for article in articles] == [TEXT]
    assert rejected == []


def test_an_article_comes_with_its_identity_and_in_one_spelling(tmp_path: Path) -> None:
    """Text is NFC with line feeds only; the digest is that of the bytes, whatever the name."""
    data = unicodedata.normalize("NFD", "Huế mưa\r\nlớn").encode()
    put(tmp_path, "a.txt", data)
    put(tmp_path, "b.txt", data)
    put(tmp_path, "c.txt", data + b".")
    one, two, other = (read(f)[0][0] for f in scan(tmp_path))
    assert one.text == "Huế mưa\nlớn"
    assert (one.loader, one.encoding, one.file) == ("plain", "utf-8", "a.txt")
    assert one.digest == two.digest != other.digest


def test_bad_files_are_refused_each_with_its_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    """One line a bad file; the good one beside them is there."""
    put(tmp_path, "bai.txt")
    put(tmp_path, "empty.txt", "")
    put(tmp_path, "blank.txt", " \n\u3000\n")
    put(tmp_path, "binary.txt", bytes(range(256)) * 8)
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)
        try:
            listener.bind("socket.txt")
        finally:
            os.chdir(here)
        assert refusals(tmp_path) == {
            "empty.txt": "empty",
            "blank.txt": "empty",
            "binary.txt": "not-text",
            "pipe.txt": "not-regular",
            "socket.txt": "not-regular",
        }
    assert "bai.txt" in [article.file for f in scan(tmp_path) for article in read(f)[0]]


def test_links_that_lead_out_are_refused_and_those_inside_passed_over(tmp_path: Path) -> None:
    """Nothing outside is read; nothing inside is read twice; a loop ends."""
    secret = put(tmp_path, "outside/secret.txt")
    corpus = tmp_path / "corpus"
    put(corpus, "bai.txt")
    (corpus / "inside.txt").symlink_to("bai.txt")
    (corpus / "loop").symlink_to(".")
    (corpus / "out.txt").symlink_to(secret)
    (corpus / "up.txt").symlink_to("..")
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    assert refusals(corpus) == {"gone.txt": "unreadable", "out.txt": "outside", "up.txt": "outside"}
    assert [article.file for f in scan(corpus) for article in read(f)[0]] == ["bai.txt"]
    (corpus / "round.txt").symlink_to("round.txt")
    why = {r.file: r.detail for f in scan(corpus) for r in read(f)[1] if r.reason == "unreadable"}
    assert why == {"gone.txt": os.strerror(errno.ENOENT), "round.txt": os.strerror(errno.ELOOP)}


def test_a_folder_that_became_a_link_after_the_scan_is_not_followed(tmp_path: Path) -> None:
    """Every part of the path below the corpus is opened without following."""
    put(tmp_path, "outside/bai.txt", "Chuyện bên ngoài")
    put(tmp_path, "corpus/a/bai.txt")
    (found,) = scan(tmp_path / "corpus")
    (tmp_path / "corpus/a/bai.txt").unlink()
    (tmp_path / "corpus/a").rmdir()
    (tmp_path / "corpus/a").symlink_to(tmp_path / "outside")
    articles, rejected = read(found)
    assert articles == []
    assert [r.file for r in rejected] == ["a/bai.txt"]


def test_a_file_gone_since_the_scan_is_refused(tmp_path: Path) -> None:
    """The corpus may change while it is read."""
    path = put(tmp_path, "bai.txt")
    (found,) = scan(tmp_path)
    path.unlink()
    assert [r.reason for r in read(found)[1]] == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    """A file and a folder without permission: a line each."""
    put(tmp_path, "bai.txt").chmod(0)
    put(tmp_path, "kin/bai.txt").parent.chmod(0)
    try:
        assert refusals(tmp_path) == {"bai.txt": "unreadable", "kin": "unreadable"}
    finally:
        (tmp_path / "kin").chmod(0o700)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes, or too many lines: bounded before anything is built from them."""
    monkeypatch.setattr(base, "MAX_BYTES", 100)
    put(tmp_path, "fits.txt", "a" * 100)
    put(tmp_path, "large.txt", "a" * 101)
    assert refusals(tmp_path) == {"large.txt": "too-large"}
    long = list(plain.load(Source("dai.txt", b"a\n" * (plain.MAX_LINES + 1))))
    assert [item.reason for item in long if isinstance(item, Rejected)] == ["too-large"]
    blank = list(plain.load(Source("trong.txt", b"\n" * (plain.MAX_LINES + 1) + b"a")))
    assert [type(item) for item in blank] == [RawArticle]


def test_a_device_is_neither_read_nor_waited_on() -> None:
    """Named as a corpus, it is refused like any other."""
    assert refusals(Path("/dev/zero")) == {"zero": "not-regular"}


def test_a_name_that_is_no_text_can_still_be_stored(tmp_path: Path) -> None:
    """Bytes of the name that are no UTF-8 are written out; the file is read all the same."""
    folder = os.fsencode(tmp_path) + b"/k\xff"
    os.mkdir(folder)  # noqa: PTH102 - a bytes path
    with open(folder + b"/b\xe1i.txt", "wb") as stream:  # noqa: PTH123 - a bytes path
        stream.write(TEXT.encode())
    (found,) = scan(tmp_path)
    assert found.file == "k\\xff/b\\xe1i.txt"
    assert found.file.encode("utf-8")
    assert [article.text for article in read(found)[0]] == [TEXT]


def test_reading_changes_nothing(tmp_path: Path) -> None:
    """Bytes, names and times of a corpus are the same afterwards; it may even be read-only."""
    put(tmp_path, "a/bai.txt")
    before = [(f, f.path.read_bytes(), f.path.stat().st_mtime_ns) for f in scan(tmp_path)]
    tmp_path.chmod(0o500)
    try:
        for found in scan(tmp_path):
            read(found)
    finally:
        tmp_path.chmod(0o700)
    assert [(f, f.path.read_bytes(), f.path.stat().st_mtime_ns) for f in scan(tmp_path)] == before


def test_size_and_time_are_told(tmp_path: Path) -> None:
    """What indexing compares to know which file changed."""
    path = put(tmp_path, "bai.txt")
    (found,) = scan(tmp_path)
    assert (found.file, found.path, found.size) == ("bai.txt", path.resolve(), len(TEXT.encode()))
    assert found.mtime_ns == path.stat().st_mtime_ns


def test_a_missing_corpus_is_an_error(tmp_path: Path) -> None:
    """The caller says so in one line."""
    with pytest.raises(FileNotFoundError):
        list(scan(tmp_path / "nowhere"))


def test_every_reason_has_a_message_and_a_hint() -> None:
    """Each says what is wrong and what to do."""
    assert all(reason.message and reason.hint for reason in REASONS.values())


@pytest.mark.parametrize("size", [0, 63, 64, 65, 128, 1_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Whatever is asked for first."""
    monkeypatch.setattr(base, "FIRST_BYTES", 64)
    path = put(tmp_path, "a/b/bai.txt", "a" * size)
    (found,) = scan(tmp_path)
    assert [article.text for article in read(found)[0]] == ["a" * size] * (size > 0)
    assert path.stat().st_size == size


def test_a_corpus_may_be_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beside it too."""
    put(tmp_path, "a/bai.txt")
    monkeypatch.chdir(tmp_path)
    for corpus_file in (
        CorpusFile("a/bai.txt", Path("a/bai.txt"), 1, 1),
        CorpusFile("bai.txt", Path("a/bai.txt"), 1, 1),
    ):
        assert [article.text for article in read(corpus_file)[0]] == [TEXT]
