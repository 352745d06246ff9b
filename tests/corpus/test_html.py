"""Web pages: every paragraph that is the article's, nothing that is not, and no field that is not true."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from tests.corpus.samples import LEXICON, load_cases
from tui.corpus.cleaning import clean
from tui.corpus.loaders.base import Source
from tui.corpus.loaders.html import load
from tui.corpus.markup.days import iso_day
from tui.corpus.markup.lines import text_of_fragment, visible_text
from tui.corpus.markup.tree import parse
from tui.model.article import FIELDS, RawArticle, Rejected

CASES = load_cases("pages.yaml")
PROSE = "Sáng nay, tại Mường Lạn, bà con ra đồng cấy lúa từ sớm, ai cũng vui vì mưa thuận gió hòa. "


def read(html: str | bytes) -> RawArticle | Rejected:
    data = html.encode() if isinstance(html, str) else html
    (item,) = load(Source("trang.html", data))
    return item


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_gives_its_article_whole_and_nothing_else(case: dict[str, Any]) -> None:
    """Wanted passages in their order, no furniture, and exactly the fields that are true."""
    article = read(case["html"])
    assert isinstance(article, RawArticle)
    assert {name: value for name in FIELDS if (value := getattr(article.fields, name))} == {
        name: case[name] for name in FIELDS if name in case
    }
    at = 0
    for passage in case["text"]:
        assert passage in article.text[at:], passage
        at = article.text.index(passage, at)
    assert [other for other in case["not"] if other in article.text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cleaning_keeps_what_the_page_gave(case: dict[str, Any]) -> None:
    """The title is a paragraph of its own; fields of the page win and are named as given."""
    raw = read(case["html"])
    assert isinstance(raw, RawArticle)
    article = clean(raw, LEXICON)
    assert article.title == case["title"]
    assert [case["title"]] == [span.of(article.text) for span in article.spans_of("title")]
    assert article.published is None or article.published.value == case.get("published")
    assert set(article.given) == set(FIELDS) & case.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_original_view_shows_the_furniture_too(case: dict[str, Any]) -> None:
    """All that a browser shows, in its order and marked as left out; never what is hidden."""
    shown = visible_text(case["html"].encode())
    hidden = ("Chuỗi ẩn", "Lời của máy")
    raw = read(case["html"])
    assert isinstance(raw, RawArticle)
    whole, left_out = raw.page(())
    assert all(whole.startswith(piece.text, piece.start) for piece in left_out)
    kept = whole
    for piece in reversed(left_out):
        kept = kept[: piece.start] + kept[piece.start + len(piece.text) :]
    assert "".join(kept.split()) == "".join(raw.text.split())
    assert [text for text in case["not"] if (text in raw.whole) == (text in hidden)] == []
    assert [text for text in case["not"] if (text in shown) == (text in hidden)] == []


@pytest.mark.parametrize(
    "html",
    [
        "<title>Trang chủ</title><ul>"
        + "".join(f"<li><div><a href=/{n}>Tin số {n}</a><p>Đoạn dẫn của tin thứ {n} dài hơn mười hai chữ một"
                  " chút để trông như lời văn.</p></div></li>" for n in range(12)) + "</ul>",
        "<title>Bài trả phí</title><h1>Bài trả phí</h1><div itemprop=articleBody><p>" + PROSE * 2
        + "</p><p>Bạn cần đăng nhập để đọc tiếp bài này.</p></div>",
        "<title>404</title><h1>404</h1><p>Xin lỗi, trang bạn tìm không tồn tại hoặc đã chuyển sang một địa"
        " chỉ khác mà chúng tôi cũng không biết, mời bạn quay về trang chủ.</p>",
        "<p>Xin chào.</p>",
        "<html><body><script>var a = 1;</script></body></html>",
    ],
    ids=["front page", "login", "error", "one line", "script"],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(html: str) -> None:
    """Lists of teasers, walls and errors are no articles."""
    item = read(html)
    assert isinstance(item, Rejected)
    assert item.reason == "no-article"


def test_a_page_lies_about_its_charset() -> None:
    """The bytes decide; the page is a hint, and one out of a list."""
    page = f'<meta charset="iso-8859-1"><title>Mùa cấy</title><div class=noidung><p>{PROSE * 3}</p></div>'
    article = read(page)
    assert isinstance(article, RawArticle)
    assert (article.encoding, article.confidence) == ("utf-8", 1.0)
    assert isinstance(read(page.replace("iso-8859-1", "rot13")), RawArticle)


HOSTILE = {
    "deep": "<div>" * 100_000 + f"<p>{PROSE * 3}</p>",
    "one line of 10 MB": f"<p>{PROSE * 110_000}",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{PROSE * 3}",
    "a huge attribute": f'<p class="{"a " * 3_000_000}">{PROSE * 3}',
    "unclosed tags": "<b><i><font>" * 5_000 + PROSE * 3,
    "paragraphs": f"<p>{PROSE}" * 40_000,
    "null bytes": f"<p>{PROSE}\0{PROSE}\0{PROSE}",
    "entities": '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;' + PROSE * 3,
    "tables": "<table><tr><td>" * 3_000 + PROSE * 3,
    "lists": "<ul><li>" * 3_000 + PROSE * 3,
    "open angles": "<" * 2_000_000,
    "open quotes": '<p "' * 300_000 + PROSE,
    "comments": "<!--" * 500_000,
    "json": '<script type="application/ld+json">' + "[" * 200_000 + f"</script><p>{PROSE * 3}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_answered_or_refused_in_time(name: str) -> None:
    """Seconds, whatever the page: nothing is quadratic in what a page can hold."""
    started = time.process_time()
    item = read(HOSTILE[name])
    assert time.process_time() - started < 8
    if name in (
        "deep",
        "attributes",
        "a huge attribute",
        "unclosed tags",
        "null bytes",
        "entities",
        "tables",
        "json",
    ):
        assert isinstance(item, RawArticle)
        assert "bà con ra đồng" in item.text
        assert "aaaaaaaa" not in item.text


def test_no_page_opens_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for pictures, DTDs, frames or canonical addresses."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = (
        '<!DOCTYPE html SYSTEM "http://dtd.example/a.dtd"><link rel=stylesheet href="http://css.example/a.css">'
        '<base href="http://base.example/"><link rel=canonical href="http://bao.example/tin/1.html">'
    )
    article = read(
        f'{head}<iframe src="http://f.example"></iframe><img src="http://i.example/a.png"><p>{PROSE * 3}'
    )
    assert isinstance(article, RawArticle)
    assert article.fields.url == "http://bao.example/tin/1.html"


def test_fragments_keep_their_paragraphs() -> None:
    """Columns and feeds hold pieces of pages: scripts go, entities are told, plain text is left alone."""
    assert text_of_fragment("a\n b") == "a\n b"
    assert text_of_fragment("<p>Một&nbsp;&lt;hai&gt;</p><script>x()</script><p>Ba<br/>Bốn</p>") == (
        "Một <hai>\n\nBa\nBốn"
    )
    assert text_of_fragment("<ul><li>a</li><li><p>b</p></li></ul>") == "- a\n- b"
    assert text_of_fragment("Giá &quot;sốc&quot;") == 'Giá "sốc"'
    assert text_of_fragment("<!-- -->") == ""


def test_depth_costs_a_page_its_boxes_and_not_its_text() -> None:
    """The parser stops at 256 boxes; pages with tags left open reach that."""
    root = parse("<font>" * 400 + "cuối trang")
    assert root is not None
    assert "cuối trang" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-28T23:30:00Z", "2024-05-29"),
        ("2024-05-28T23:30:00+0700", "2024-05-28"),
        ("2024-05-28 23:30", "2024-05-28"),
        ("Tue, 28 May 2024 20:00:00 GMT", "2024-05-29"),
        ("Thứ ba, 28/05/2024, 20:00 (GMT+7)", "2024-05-28"),
        ("28 tháng 5, 2024", "2024-05-28"),
        ("20240528", "2024-05-28"),
        ("1716886800", "2024-05-28"),
        ("2024-05", "2024-05"),
        ("31/02/2024", None),
        ("0001-01-01T00:00:00", None),
        ("2024-13-40", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days_are_read_as_machines_write_them(text: str, day: str | None) -> None:
    """A moment in another zone is the day that readers in Vietnam had."""
    assert iso_day(text) == day


def test_the_day_of_the_page_tells_the_years_in_its_text() -> None:
    """The stamp stands outside the text; the extractor still knows which 6th of March is meant."""
    from tui.facts.extract import extract

    raw = read(CASES[0]["html"])
    assert isinstance(raw, RawArticle)
    found = extract(clean(raw, LEXICON), LEXICON)
    assert [date.value for date in found.dates] == ["2021-03-06"]
    assert found.dated is not None
    assert (found.dated.value, found.dated.origin) == ("2021-03-07", "published")
    assert "Vi Mận" not in [person.name for person in found.people]


def test_the_original_view_shows_a_menu_above_and_teasers_amid_and_below_the_text() -> None:
    """Where the browser shows them."""
    story = [
        f"Bà con xã Vĩnh Mơ kể chuyện thứ {n}: mùa nước nổi năm ấy ai cũng có cá ăn, có lúa để."
        for n in (1, 2)
    ]
    html = (
        "<html><head><title>Mùa nước nổi</title></head><body><nav>Trang chủ Liên hệ</nav><article>"
        f"<h1>Mùa nước nổi</h1><p>{story[0]}</p><div class='related'><a href='/a'>Chợ nổi họp lại</a></div>"
        f"<p>{story[1]}</p></article><footer>Giấy phép số 12</footer></body></html>"
    )
    raw = read(html)
    assert isinstance(raw, RawArticle)
    order = ["Trang chủ", "Mùa nước nổi", story[0], "Chợ nổi họp lại", story[1], "Giấy phép số 12"]
    places = [raw.whole.index(words) for words in order]
    assert places == sorted(places)
    assert "Chợ nổi" not in raw.text
