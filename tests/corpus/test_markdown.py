"""Markdown: marks go, words stay; front matter are fields, and never code."""

# ruff: noqa: E501 - documents stand here as programs write them
from __future__ import annotations

from tui.corpus.loaders.base import Source
from tui.corpus.loaders.mail import load as load_mail
from tui.corpus.loaders.markdown import load
from tui.model.article import RawArticle, Rejected

PROSE = "Sáng nay, tại Mường Lạn, bà con ra đồng cấy lúa từ sớm, ai cũng vui vì mưa thuận gió hòa. "


def read(text: str) -> RawArticle | Rejected:
    (item,) = load(Source("bai.md", text.encode()))
    return item


def test_front_matter_are_fields_and_marks_go() -> None:
    """Links to their text, pictures to their captions, code as it stands."""
    article = read(
        "---\ntitle: Chợ & phiên\nauthor: [Vi Mận, Lê Mộc]\ndate: 2022-03-04\nurl: javascript:x\n---\n\n# Chợ & phiên\n\n"
        "Bà con **xuống chợ** từ [mờ sáng](http://a.example/b_c_d).\n\n![Chợ Pá Lông](a.jpg)\n\n## Giá cả\n\n- gà: 5_000 đồng\n"
        "> lời một người\n\n```\n# không phải tiêu đề\n```\n---\n[x]: http://b.example\nHết&nbsp;bài.<br>Xuống dòng."
    )
    assert isinstance(article, RawArticle)
    assert article.text == (
        "Chợ & phiên\n\nBà con xuống chợ từ mờ sáng.\n\nChợ Pá Lông\n\n\nGiá cả\n\n\n- gà: 5_000 đồng\nlời một người\n\n"
        "# không phải tiêu đề\nHết bài.\nXuống dòng."
    )
    assert article.fields.named() == ("title", "byline", "published")
    assert (article.fields.byline, article.fields.published) == ("Vi Mận, Lê Mộc", "2022-03-04")


def test_the_first_heading_is_the_title() -> None:
    """With hashes or underlined."""
    for text in ("# Lúa chín\n\nVàng đồng.", "Lúa chín\n========\n\nVàng đồng."):
        article = read(text)
        assert isinstance(article, RawArticle)
        assert (article.text, article.fields.title) == ("Lúa chín\n\nVàng đồng.", "Lúa chín")


def test_front_matter_runs_nothing_and_a_bomb_stays_small() -> None:
    """Tags are refused, aliases are not followed into; what is no mapping is text."""
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join('*' + p for _ in range(9))}]\n"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    article = read(f"---\n{bomb}title: Yên\n---\nBài.")
    assert isinstance(article, RawArticle)
    assert article.text == "Yên\n\nBài."
    evil = read("---\ntitle: !!python/object/apply:os.system [x]\n---\nBài.")
    assert isinstance(evil, RawArticle)
    assert evil.fields.title is None
    assert isinstance(read("# \n"), RawArticle | Rejected)
    assert isinstance(read(""), Rejected)


def test_hostile_marks_take_no_time() -> None:
    """Unclosed ones in their thousands."""
    import time

    started = time.process_time()
    for mark in ("*", "[", "![", "_", "`", "<", "#", "> ", "\\", "[a]("):
        read((mark * 9_000 + "\n") * 3 + mark * 200_000)
    assert time.process_time() - started < 5


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://langmay.example.vn/tin/cay-lua
Subject: x
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://langmay.example.vn/tin/cay-lua

<html><head><title>M=C3=B9a c=E1=BA=A5y</title></head><body><h1>M=C3=B9a c=E1=BA=A5y</h1><div class=3D"noidung"><p>{}</p></div>
----b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
----b--
"""


def test_a_page_saved_as_one_file_is_read() -> None:
    """As browsers save it; its address comes from the file."""
    import quopri

    data = MHTML.replace("{}", quopri.encodestring((PROSE * 3).encode()).decode()).encode()
    (article,) = load_mail(Source("trang.mhtml", data))
    assert isinstance(article, RawArticle)
    assert article.text.startswith("Mùa cấy\n\nSáng nay, tại Mường Lạn")
    assert article.fields.url == "https://langmay.example.vn/tin/cay-lua"
    (none,) = load_mail(Source("a.mhtml", b"khong phai"))
    assert isinstance(none, Rejected)


def test_a_mail_of_plain_text_is_an_article() -> None:
    """Its subject is the title."""
    mail = (
        "Subject: =?utf-8?B?VGluIGLhuqNu?=\nDate: Tue, 28 May 2024 20:00:00 +0000\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nBà con vui lắm.\n"
    )
    (article,) = load_mail(Source("thu.eml", mail.encode()))
    assert isinstance(article, RawArticle)
    assert (article.text, article.fields.published) == ("Tin bản\n\nBà con vui lắm.", "2024-05-29")


def test_a_mail_whose_subject_is_in_no_charset_has_no_title() -> None:
    """What the header says of it is no word of ASCII; the text is read all the same."""
    mail = "MIME-Version: 1.0\nSubject: =?utf¤8?b?VGlu?=\nContent-Type: text/plain\n\nGiá muối tăng.\n"
    (article,) = load_mail(Source("thu.eml", mail.encode()))
    assert isinstance(article, RawArticle)
    assert (article.fields.title, article.text.strip()) == (None, "Giá muối tăng.")
