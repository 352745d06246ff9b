"""Archives and compressed files: their articles by name, packed by the programs people use."""

from __future__ import annotations

import random
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.corpus.packing import OTHER, TEXT, everything, reasons, run

PACK = {
    "zip": ("zip -qr ../out/dump.zip .", "zip"),
    "tar": ("tar cf ../out/dump.tar *", "tar"),
    "tgz": ("tar czf ../out/dump.tgz *", "tar"),
    "tar.gz": ("tar czf ../out/dump.tar.gz *", "gzip"),
    "tar.bz2": ("tar cjf ../out/dump.tar.bz2 *", "bzip2"),
    "tar.xz": ("tar cJf ../out/dump.tar.xz *", "xz"),
    "tar.zst": ("tar --zstd -cf ../out/dump.tar.zst *", "zstd"),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty folder beside `in`, which holds what is to be packed."""
    for path, text in {
        "báo/một.txt": TEXT,
        "hai.txt": OTHER,
        "trang.css": "p {}",
        "robots.txt~": "x",
    }.items():
        (tmp_path / "in" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / path).write_text(text, encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def pack(corpus: Path, command: str) -> None:
    run(command, corpus.parent / "in")


@pytest.mark.parametrize("suffix", PACK)
def test_members_are_articles_named_by_their_path(corpus: Path, suffix: str) -> None:
    """Whatever packed them; style sheets and backup copies are passed over without a word."""
    command, program = PACK[suffix]
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    pack(corpus, command)
    found, refused = everything(corpus)
    assert refused == []
    texts = {name: article.text for name, article in found.items()}
    assert texts == {f"dump.{suffix}/báo/một.txt": TEXT, f"dump.{suffix}/hai.txt": OTHER}
    assert len({article.digest for article in found.values()}) == 2


@pytest.mark.parametrize(
    ("command", "suffix"), [("gzip", "gz"), ("bzip2", "bz2"), ("xz", "xz"), ("zstd -q", "zst")]
)
def test_a_compressed_file_is_read_under_its_own_name(corpus: Path, command: str, suffix: str) -> None:
    """`hai.txt.gz`, one without any suffix below, and two streams one after the other."""
    if shutil.which(command.split()[0]) is None:
        pytest.skip(f"no {command} here")
    pack(corpus, f"{command} -c hai.txt > ../out/hai.txt.{suffix}; {command} -c hai.txt > ../out/ba.{suffix}")
    pack(corpus, f"({command} -c báo/một.txt; {command} -c hai.txt) > ../out/nhiều.txt.{suffix}")
    found, refused = everything(corpus)
    assert refused == []
    assert {name: article.text for name, article in found.items()} == {
        f"ba.{suffix}": OTHER,
        f"hai.txt.{suffix}": OTHER,
        f"nhiều.txt.{suffix}": TEXT + OTHER,
    }


def test_a_name_that_lies_is_corrected_by_the_bytes(corpus: Path) -> None:
    """A page saved as text, an archive called a page, a compressed file called a text."""
    page = "<!DOCTYPE html><html><body><article><h1>Giá muối tăng</h1>" + "".join(
        f"<p>Bà con thôn {number} của xã Vĩnh Mơ mừng vui, vì giá muối năm nay tăng thêm {number} nghìn.</p>"
        for number in range(9)
    )
    (corpus / "trang.txt").write_text(page + "</article></body></html>", encoding="utf-8")
    pack(corpus, "zip -qr ../out/gói.html .; gzip -c hai.txt > ../out/nén.txt")
    (corpus / "dòng.txt").write_text('{"title": "Một", "content": "Bài một."}', encoding="utf-8")
    found, refused = everything(corpus)
    assert refused == []
    assert {name: article.loader for name, article in found.items()} == {
        "dòng.txt": "json",
        "gói.html/báo/một.txt": "plain",
        "gói.html/hai.txt": "plain",
        "nén.txt": "plain",
        "trang.txt": "html",
    }


def test_text_that_begins_with_a_bracket_stays_text(corpus: Path) -> None:
    """`[Infographic]` is a headline, not JSON."""
    (corpus / "a.txt").write_text("[Infographic] Mười năm một cây cầu\n\nCầu dài.", encoding="utf-8")
    (found,) = everything(corpus)[0].values()
    assert (found.loader, found.text[:13]) == ("plain", "[Infographic]")


def test_an_archive_in_an_archive_is_refused_and_packed_records_are_read(corpus: Path) -> None:
    """One layer; what is merely compressed in it counts as a file."""
    pack(corpus, "zip -q trong.zip hai.txt; gzip -k hai.txt; tar czf sâu.tgz hai.txt")
    pack(
        corpus, "zip -q ../out/ngoài.zip trong.zip hai.txt.gz sâu.tgz; gzip -c trong.zip > ../out/nén.zip.gz"
    )
    found, refused = everything(corpus)
    assert list(found) == ["ngoài.zip/hai.txt.gz"]
    assert reasons(refused) == {
        "ngoài.zip/sâu.tgz": "nested",
        "ngoài.zip/trong.zip": "nested",
        "nén.zip.gz": "nested",
    }


def many(corpus: Path, suffix: str) -> Path:
    """An archive of 60 articles that do not pack well."""
    chance = random.Random(5)
    for number in range(60):
        words = " ".join(f"{chance.randrange(10**9):x}" for _ in range(2000))
        (corpus.parent / "in" / f"tin{number:02}.txt").write_text(words, encoding="utf-8")
    pack(corpus, PACK[suffix][0])
    return corpus / f"dump.{suffix}"


@pytest.mark.parametrize("suffix", ["zip", "tar", "tgz", "tar.xz"])
def test_a_truncated_archive_gives_the_members_before_the_break(corpus: Path, suffix: str) -> None:
    """And says once that it is damaged."""
    path = many(corpus, suffix)
    whole = everything(corpus)[0]
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    found, refused = everything(corpus)
    assert len(whole) == 62
    assert 20 <= len(found) < 62
    assert all(whole[name] == article for name, article in found.items())
    assert {r.reason for r in refused} == {"damaged"}
    assert [r.file for r in refused][-1] == path.name
    assert len(refused) <= 2


@pytest.mark.parametrize("suffix", ["zip", "tgz", "tar.xz"])
def test_a_damaged_byte_costs_no_more_than_it_must(corpus: Path, suffix: str) -> None:
    """A byte flipped in the middle: no article comes out changed."""
    path = many(corpus, suffix)
    whole = everything(corpus)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    found, refused = everything(corpus)
    assert refused
    unchanged = sum(whole[name].text == article.text for name, article in found.items())
    assert unchanged == len(found) or suffix == "tgz"  # gzip knows only at its end
    if suffix == "zip":
        assert len(found) == 61


def test_members_made_by_pythons_own_writers_are_read(corpus: Path) -> None:
    """Streamed ZIPs with sizes behind the data, stored and bzip2 members, PAX names longer than a header."""
    with zipfile.ZipFile(corpus / "a.zip", "w") as archive:
        archive.writestr("một.txt", TEXT, zipfile.ZIP_STORED)
        archive.writestr("hai.txt", OTHER, zipfile.ZIP_BZIP2)
        with archive.open("ba.txt", "w", force_zip64=True) as stream:
            stream.write(TEXT.encode())
    long = "thư mục dài/" * 30 + "bài.txt"
    (corpus.parent / "in" / "dai.txt").write_text(TEXT, encoding="utf-8")
    with tarfile.open(corpus / "b.tar", "w", format=tarfile.PAX_FORMAT) as tar:
        tar.add(corpus.parent / "in" / "dai.txt", arcname=long)
    found, refused = everything(corpus)
    assert refused == []
    assert list(found) == ["a.zip/một.txt", "a.zip/hai.txt", "a.zip/ba.txt", f"b.tar/{long}"]


def test_a_program_in_front_of_a_zip_does_no_harm(corpus: Path) -> None:
    """Archives that unpack themselves."""
    pack(corpus, "zip -q ../out/a.zip hai.txt")
    path = corpus / "a.zip"
    path.write_bytes(b"PK\x03\x04 no header" + b"x" * 500 + path.read_bytes())
    found, refused = everything(corpus)
    assert (list(found), refused) == (["a.zip/hai.txt"], [])
