"""EPUB: chapters in the order of the book; locks, bombs and ways out are refused."""

# ruff: noqa: E501 - documents stand here as programs write them
from __future__ import annotations

import io
import zipfile

import pytest

from tui.corpus.loaders.base import Source
from tui.corpus.loaders.epub import load
from tui.model.article import RawArticle, Rejected

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Chuyện bản</dc:title>
<dc:creator>Lò Thị Ín</dc:creator><dc:publisher>NXB Mây</dc:publisher><dc:date>2021-05-02</dc:date></metadata><manifest>
<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="c" href="t/cover.xhtml"/><item id="2" href="t/hai%20b.xhtml"/>
<item id="1" href="t/mot.xhtml"/></manifest><spine><itemref idref="c"/><itemref idref="1"/><itemref idref="2"/></spine></package>"""
NAV = '<html><body><nav><ol><li><a href="t/hai%20b.xhtml#x">Mùa măng</a></li></ol></nav></body></html>'
ONE = "<html><head><title>x</title></head><body><h1>Con suối cũ</h1><p>Ngày ấy suối còn trong, trẻ con cả bản ra tắm mỗi chiều về.</p><p>Giờ nước cạn.</p></body></html>"
TWO = "<html><body><p>Tháng tư măng mọc khắp đồi, bà con gùi về luộc rồi phơi trên gác bếp suốt mùa.</p></body></html>"
FILES = {
    "META-INF/container.xml": CONTAINER, "OEBPS/a.opf": OPF, "OEBPS/nav.xhtml": NAV,
    "OEBPS/t/cover.xhtml": "<html><body><p>Chuyện bản</p></body></html>", "OEBPS/t/mot.xhtml": ONE, "OEBPS/t/hai b.xhtml": TWO,
}  # fmt: skip


def book(**changed: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**FILES, **changed}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def read(data: bytes) -> list[RawArticle | Rejected]:
    return list(load(Source("sach.epub", data)))


def test_chapters_come_in_the_order_of_the_spine() -> None:
    """Titles from headings, else from the contents; the cover is none."""
    one, two = read(book())
    assert isinstance(one, RawArticle)
    assert isinstance(two, RawArticle)
    assert (
        one.text
        == "Con suối cũ\n\nNgày ấy suối còn trong, trẻ con cả bản ra tắm mỗi chiều về.\n\nGiờ nước cạn."
    )
    assert (two.file, two.fields.title) == ("sach.epub#2", "Mùa măng")
    assert (one.fields.byline, one.fields.outlet, one.fields.published) == (
        "Lò Thị Ín",
        "NXB Mây",
        "2021-05-02",
    )
    assert one.fields.section == "Chuyện bản"


LOCK = '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
FONTS = '<encryption><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></encryption>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(**{"META-INF/encryption.xml": LOCK}), "encrypted"),
        (book(**{"OEBPS/a.opf": OPF.replace('"OEBPS/', '"').replace("t/mot.xhtml", "../../../etc/passwd")}), "damaged"),
        (book(**{"META-INF/container.xml": '<container><rootfile full-path="../a.opf"/></container>'}), "damaged"),
        (book(**{"OEBPS/t/mot.xhtml": " " * 30_000_000}), "bomb"),
        (book(**{"OEBPS/t/mot.xhtml": '<!DOCTYPE a [<!ENTITY a "b">]>' + ONE}), "entities"),
        (book()[:-60], "damaged"),
        (b"PK\x03\x04 khong phai", "damaged"),
    ],
    ids=["locked", "way out", "way out of the container", "bomb", "entities", "cut", "no zip"],
)  # fmt: skip
def test_hostile_books_are_refused(data: bytes, reason: str) -> None:
    """Each with its reason."""
    assert reason in [item.reason for item in read(data) if isinstance(item, Rejected)]


def test_scrambled_fonts_lock_nothing() -> None:
    """They are common in books that anybody may read."""
    assert len(read(book(**{"META-INF/encryption.xml": FONTS}))) == 2
