"""PDF: wrapped lines are joined, page numbers and running heads go, locked and scanned ones are refused."""

# ruff: noqa: E501 - documents stand here as programs write them
from __future__ import annotations

import io
import time

import pytest

from tui.corpus.loaders import pdf
from tui.corpus.loaders.base import Source
from tui.model.article import RawArticle, Rejected

HEAD = "BÁO LÀNG MÂY SỐ 12"


def document(pages: list[list[str]], info: str = "") -> bytes:
    """A hand-made PDF whose font says by a ToUnicode map which letters its codes are."""
    letters = sorted({c for page in pages for line in page for c in line})
    codes = {c: n + 1 for n, c in enumerate(letters)}
    cmap = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    for start in range(0, len(letters), 90):
        part = letters[start : start + 90]
        cmap += (
            f"{len(part)} beginbfchar\n"
            + "".join(f"<{codes[c]:04x}> <{ord(c):04x}>\n" for c in part)
            + "endbfchar\n"
        )
    cmap += "endcmap end"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [5 0 R] >>"
    )
    objects.append(f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream")
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    kids = []
    for page in pages:
        lines = "".join(
            f"1 0 0 1 50 {800 - 20 * n} Tm <{''.join(f'{codes[c]:04x}' for c in line)}> Tj\n"
            for n, line in enumerate(page)
        )
        stream = f"BT /F 12 Tf\n{lines}ET"
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Resources << /Font << /F 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    objects.append(f"<< {info} >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Root 1 0 R /Size {len(objects) + 1} /Info {len(objects)} 0 R >>"
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF".encode()


def read(data: bytes) -> RawArticle | Rejected:
    (item,) = pdf.load(Source("bai.pdf", data))
    return item


def test_pages_become_paragraphs() -> None:
    """Lines wrapped at the edge are one paragraph, over the turn of a page too."""
    article = read(
        document(
            [
                [HEAD, "Mùa măng ở Pá Lông", "Tháng tư măng mọc khắp đồi, bà con gùi", "về luộc rồi phơi trên gác bếp.", "Bà Hà Thị Mua nói năm nay mưa sớm nên", "1"],
                [HEAD, "măng nhiều gấp đôi năm ngoái.", "- Giá: 200.000 đồng/kg", "2"],
                [HEAD, "Tin và ảnh: Vi Mận", "3"],
            ],
            "/Title (Microsoft Word - Document1.docx) /Author (Administrator)",
        )
    )  # fmt: skip
    assert isinstance(article, RawArticle)
    assert article.text.split("\n\n") == [
        "Mùa măng ở Pá Lông",
        "Tháng tư măng mọc khắp đồi, bà con gùi về luộc rồi phơi trên gác bếp.",
        "Bà Hà Thị Mua nói năm nay mưa sớm nên măng nhiều gấp đôi năm ngoái.",
        "- Giá: 200.000 đồng/kg",
        "Tin và ảnh: Vi Mận",
    ]
    assert article.fields.named() == ()


def test_a_title_of_the_properties_counts_where_the_text_has_it() -> None:
    """What programs write there is none."""
    article = read(
        document([["Mua mang o Pa Long", "Ba con vui lam, ai cung khen."]], "/Title (Mua mang o Pa Long)")
    )
    assert isinstance(article, RawArticle)
    assert article.fields.title == "Mua mang o Pa Long"
    assert article.text.count("Mua mang") == 1


def test_a_scan_has_no_text_and_a_locked_one_says_so() -> None:
    """Each with its own way out; written by another program, the locked one."""
    from pypdf import PdfWriter

    item = read(document([[]]))
    assert isinstance(item, Rejected)
    assert item.reason == "no-text-layer"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("bimat", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    locked = read(stream.getvalue())
    assert isinstance(locked, Rejected)
    assert locked.reason == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 100,
        document([["a b c d"]])[:300],
        b"khong phai",
        b"",
    ],
    ids=["head", "noise", "cut", "text", "nothing"],
)
def test_broken_documents_are_refused_in_time(data: bytes) -> None:
    """A value, never an exception."""
    started = time.process_time()
    assert isinstance(read(data), Rejected)
    assert time.process_time() - started < 5


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader sees what to install."""
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    item = read(b"%PDF-1.4")
    assert isinstance(item, Rejected)
    assert (item.reason, item.detail) == ("needs-extra", "pip install 'docbao[pdf]'")
