"""Word documents: paragraphs, tables and footnotes in order; deleted text stays deleted."""

# ruff: noqa: E501 - documents stand here as programs write them
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tui.corpus.loaders.base import Source
from tui.corpus.loaders.docx import load
from tui.model.article import RawArticle, Rejected

SAMPLES = Path(__file__).parent.parent / "samples"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"""<w:document {W}><w:body><w:p><w:r><w:t>Mùa ong về bản</w:t></w:r></w:p>
<w:p><w:r><w:t>Năm nay </w:t></w:r><w:del><w:r><w:delText>không </w:delText><w:t>chẳng </w:t></w:r></w:del><w:ins><w:r><w:t>được mùa</w:t></w:r></w:ins>
<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Ai cũng vui.</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Bản</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tổ ong</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""
NOTES = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Theo sổ của xã.</w:t></w:r></w:p></w:footnote></w:footnotes>'


def document(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def read(data: bytes) -> RawArticle | Rejected:
    (item,) = load(Source("bai.docx", data))
    return item


def test_a_document_made_by_another_program_is_read() -> None:
    """By python-docx: its title style is the title, its properties say who wrote it."""
    article = read((SAMPLES / "python-docx.docx").read_bytes())
    assert isinstance(article, RawArticle)
    assert article.text.split("\n\n") == [
        "Xã Pá Lông khánh thành trường mới",
        "Sáng 17/4, UBND xã Pá Lông khánh thành ngôi trường mới gồm tám phòng học cho 240 học sinh.",
        "Kinh phí",
        "Công trình có tổng vốn 6,2 tỷ đồng, trong đó bà con góp 900 ngày công.",
        "Bản | Học sinh",
        "Tà Chải | 112",
        "Trưởng bản Thào A Dê nói ai cũng mừng.",
    ]
    assert article.fields.title == "Xã Pá Lông khánh thành trường mới"
    assert (article.fields.byline, article.fields.published) == ("Vi Thị Mận", "2023-04-18")


def test_deletions_stay_out_and_notes_follow_their_paragraph() -> None:
    """Insertions, links and controls are text."""
    article = read(document(**{"word/document.xml": BODY, "word/footnotes.xml": NOTES}))
    assert isinstance(article, RawArticle)
    assert article.text.split("\n\n") == [
        "Mùa ong về bản", "Năm nay được mùa.", "Theo sổ của xã.", "Ai cũng vui.", "Bản | Tổ ong",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (document(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY a "b">]>' + BODY}), "entities"),
        (document(**{"khac.xml": "<a/>"}), "damaged"),
        (document(**{"word/document.xml": BODY.replace("Mùa", " " * 20_000_000)}), "bomb"),
        (document(**{"word/document.xml": f"<w:document {W}><w:body/></w:document>"}), "empty"),
        (b"khong phai docx", "damaged"),
    ],
    ids=["encrypted", "entities", "no document", "bomb", "empty", "no zip"],
)
def test_hostile_documents_are_refused(data: bytes, reason: str) -> None:
    """Each with its reason."""
    item = read(data)
    assert isinstance(item, Rejected)
    assert item.reason == reason
