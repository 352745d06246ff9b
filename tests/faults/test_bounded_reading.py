"""Files made to take all time or memory there is: each ends in one line, and everything else is read."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.making import contents, index, make_corpus, text_of
from tui.corpus.options import Options
from tui.corpus.reader import CorpusFile, stream
from tui.ingest import work
from tui.ingest.run import Progress, Report
from tui.ingest.watch import Bounds
from tui.library.library import Library
from tui.model.article import RawArticle, Rejected
from tui.model.result import ListFilter

MB = 1024 * 1024
PAGE = (
    "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "kho", 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.db"


def slow_pdf() -> bytes:
    """A page of 400,000 words of one letter in 12 kB: seconds of work for who reads it."""
    page = zlib.compress(b"BT /F1 12 Tf " + b"(a) Tj 0 -1 Td " * 400_000 + b" ET", 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def huge_table(path: Path) -> None:
    """64 rows that are told to be one and the same text of 8 MB: half a gigabyte in half a megabyte."""
    import pyarrow
    from pyarrow import parquet

    text = "Mưa lớn ở Vĩnh Mơ. " * 330_000
    parquet.write_table(pyarrow.table({"title": ["Tin"] * 64, "text": [text] * 64}), path)


def page(number: int) -> str:
    """An invented article as a web page."""
    title, *lines = text_of(number).splitlines()
    return PAGE.format(title=title, body="".join(f"<p>{line}</p>" for line in lines))


def refusals(report: Report) -> dict[str, str]:
    return {refused.file: refused.reason for refused in report.rejected}


def test_a_document_that_takes_minutes_is_refused_and_the_rest_is_read(corpus: Path, path: Path) -> None:
    """By itself and in an archive, where what stands before and behind it is read."""
    (corpus / "a.pdf").write_bytes(slow_pdf())
    with zipfile.ZipFile(corpus / "b.zip", "w") as archive:
        archive.writestr("a.html", page(10))
        archive.writestr("b.pdf", slow_pdf())
        archive.writestr("c.html", page(11))
    report = index(corpus, path, bounds=Bounds(seconds=1.5, grace=30))
    assert refusals(report) == {"a.pdf": "too-slow", "b.zip/b.pdf": "too-slow"}
    assert report.added == 5
    assert Library.open(path).find_id("b.zip/c.html") is not None


def test_a_document_that_takes_all_memory_is_refused_and_the_rest_is_read(corpus: Path, path: Path) -> None:
    """The worker is not the machine: it has its own bound, also in a folder of four files."""
    huge_table(corpus / "a.parquet")
    (corpus / "b.html").write_text(page(10), encoding="utf-8")
    report = index(corpus, path, bounds=Bounds(memory=400 * MB))
    assert refusals(report) == {"a.parquet": "too-much-memory"}
    assert report.added == 4


def test_only_little_plain_text_is_read_where_the_library_is_written(
    corpus: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a file is called is not enough: a page under the name of a text is read apart, and a giant."""
    (corpus / "trang.txt").write_text(page(10), encoding="utf-8")
    (corpus / "trang.html").write_text(page(11), encoding="utf-8")
    (corpus / "bang.csv").write_text('title,text\n"Tin","Bà con mừng vui lắm."\n', encoding="utf-8")
    (corpus / "dai.txt").write_text("Bà con mừng vui lắm. " * 1_000, encoding="utf-8")
    monkeypatch.setattr(work, "HARMLESS_BYTES", 20_000)
    here: list[str] = []

    def told(file: CorpusFile, options: Options, **bounds: object) -> Iterator[RawArticle | Rejected]:
        here.append(file.file)
        yield from stream(file, options, **bounds)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "stream", told)
    report = index(corpus, path)
    assert sorted(here) == ["bai_0000.txt", "bai_0001.txt", "bai_0002.txt"]
    assert (report.added, refusals(report)) == (7, {})


def test_what_is_read_apart_is_what_is_read_here(
    corpus: Path, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process makes no difference to the library."""
    (corpus / "trang.html").write_text(page(11), encoding="utf-8")
    index(corpus, path)
    monkeypatch.setattr(work, "is_harmless", lambda _found: True)
    index(corpus, tmp_path / "here.db")
    assert contents(path) == contents(tmp_path / "here.db")


def test_of_a_thousand_refusals_of_one_file_the_rest_is_told_in_one_line(corpus: Path, path: Path) -> None:
    """An archive of a million locked members is no list of a million lines."""
    with zipfile.ZipFile(corpus / "b.zip", "w") as archive:
        for number in range(work.MOST_REFUSALS + 20):
            archive.writestr(f"{number:05}.rtf", "{\\rtf1}")
        archive.writestr("z.txt", text_of(20))
    report = index(corpus, path)
    assert report.added == 4
    assert len(report.rejected) == work.MOST_REFUSALS + 1
    assert [r.detail for r in report.rejected if r.reason == "more-refused"] == ["20"]


def test_progress_within_one_file_is_told_in_bytes_and_its_articles_appear(
    tmp_path: Path, path: Path
) -> None:
    """One file may hold the whole corpus: neither the bar nor the list waits for its end."""
    corpus = tmp_path / "kho"
    corpus.mkdir()
    with (corpus / "dump.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(4000):
            lines.write(json.dumps({"title": f"Tin {number}", "text": text_of(number) * 2}) + "\n")
    size = (corpus / "dump.jsonl").stat().st_size
    told: list[tuple[int, int]] = []

    def look(step: Progress) -> None:
        if step.stage == "read":
            assert (step.total, step.bytes_total) == (1, size)
            library = Library.open(path)
            told.append((step.bytes_done, library.count(ListFilter())))
            library.close()

    index(corpus, path, on_progress=look, should_stop=lambda: bool(told) and told[-1][1] == 4000)
    assert told == sorted(told)
    assert told[-1] == (size, 4000)
    within = [(read, articles) for read, articles in told if 0 < read < size and 0 < articles < 4000]
    assert len({articles for _read, articles in within}) >= 3
