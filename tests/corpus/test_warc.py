"""Crawls: the pages of a WARC file that are articles, and nothing else of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.corpus.packing import everything


def page(number: int) -> str:
    """An article of its own as a page."""
    body = "".join(
        f"<p>Bà con thôn {number}.{part} xã Vĩnh Mơ mừng vui, vì giá muối năm nay tăng {part} nghìn đồng.</p>"
        for part in range(6)
    )
    title = f"Giá muối lần {number} lại tăng"
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


def write(path: Path, records: list[tuple[str, str, str, bytes]], *, compressed: bool = True) -> None:
    """(type, status, content type, content) of each record, as warcio writes them."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number, (kind, status, content, data) in enumerate(records, 1):
            headers = StatusAndHeaders(status, [("Content-Type", content)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://may.example/{number}", kind, payload=io.BytesIO(data), http_headers=headers
                )
            )


HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("compressed", [True, False])
def test_pages_that_were_fetched_well_are_articles(tmp_path: Path, compressed: bool) -> None:
    """With their address, and no day: that of the crawl is not that of the article."""
    name = "c.warc.gz" if compressed else "c.warc"
    records = [
        ("response", "200 OK", HTML, page(1).encode()),
        ("response", "404 Not Found", HTML, page(2).encode()),
        ("response", "200 OK", "image/png", b"\x89PNG"),
        ("response", "200 OK", "text/css", b"p {}"),
        ("revisit", "200 OK", HTML, b""),
        ("response", "301 Moved", HTML, b"<p>moved</p>"),
        ("response", "200 OK", HTML, page(7).encode()),
        ("response", "200 OK", "text/plain", "Robots vắng nhà\n\nMột bài chữ.".encode()),
    ]
    write(tmp_path / name, records, compressed=compressed)
    found, refused = everything(tmp_path)
    assert refused == []
    assert list(found) == [name, f"{name}#2", f"{name}#3"]
    assert [article.fields.url for article in found.values()] == [
        f"https://may.example/{n}" for n in (1, 7, 8)
    ]
    assert found[name].fields.title == "Giá muối lần 1 lại tăng"
    assert "thôn 7.5" in found[f"{name}#2"].text
    assert found[name].fields.published is None


def test_what_the_server_said_of_the_encoding_is_only_a_hint(tmp_path: Path) -> None:
    """UTF-8 under the name of another is read as what it is."""
    write(tmp_path / "c.warc.gz", [("response", "200 OK", "text/html; charset=iso-8859-1", page(1).encode())])
    (article,) = everything(tmp_path)[0].values()
    assert article.fields.title == "Giá muối lần 1 lại tăng"


def test_pages_of_lists_are_told_together(tmp_path: Path) -> None:
    """One line for all of a crawl's front pages."""
    menu = b"<html><body><ul><li><a href=/a>A</a></li><li><a href=/b>B</a></li></ul></body></html>"
    write(tmp_path / "c.warc.gz", [("response", "200 OK", HTML, menu)] * 5)
    found, refused = everything(tmp_path)
    assert found == {}
    assert [(r.file, r.reason, r.detail) for r in refused] == [("c.warc.gz", "no-article", "5")]


@pytest.mark.parametrize("name", ["c.warc.gz", "c.warc"])
def test_a_crawl_that_breaks_off_gives_what_came_before(tmp_path: Path, name: str) -> None:
    """And one line."""
    records = [("response", "200 OK", HTML, page(number).encode()) for number in range(1, 41)]
    write(tmp_path / name, records, compressed=name.endswith("gz"))
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    found, refused = everything(tmp_path)
    assert 10 <= len(found) < 40
    assert len(refused) <= 1
    assert {r.reason for r in refused} <= {"damaged"}


def test_what_is_no_crawl_is_damaged(tmp_path: Path) -> None:
    """By name only."""
    (tmp_path / "c.warc").write_bytes(b"khong phai " * 50)
    assert [r.reason for r in everything(tmp_path)[1]] == ["damaged"]


def test_a_record_that_names_no_address_does_not_end_the_crawl(tmp_path: Path) -> None:
    """It is no page that could be cited; those behind it are read."""
    write(
        tmp_path / "c.warc",
        [("response", "200 OK", HTML, page(number).encode()) for number in (1, 2, 3)],
        compressed=False,
    )
    data = (tmp_path / "c.warc").read_bytes()
    named = b"WARC-Target-URI: https://may.example/2\r\n"
    assert data.count(named) == 1
    (tmp_path / "c.warc").write_bytes(data.replace(named, b""))
    found, refused = everything(tmp_path)
    assert refused == []
    assert [article.fields.url for article in found.values()] == [
        "https://may.example/1",
        "https://may.example/3",
    ]
