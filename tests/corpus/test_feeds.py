"""Feeds: an article an entry; other XML only where it plainly holds articles; never an entity."""

# ruff: noqa: E501 - documents stand here as programs write them
from __future__ import annotations

import re
import socket
import unicodedata

import pytest

from tui.corpus.loaders.base import Source
from tui.corpus.loaders.feed import load
from tui.model.article import RawArticle, Rejected

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Báo Làng Mây</title><link>https://langmay.example.vn</link>
<item><title>Mưa đá ở Pá Lông &amp;amp; Tà Chải</title><link>https://langmay.example.vn/1.html</link><category>Thời sự</category>
<dc:creator>Vi Mận</dc:creator><pubDate>Tue, 28 May 2024 20:00:00 GMT</pubDate>
<description><![CDATA[<img src="http://anh.example/a.jpg"><p>Mưa đá làm hỏng 30 mái nhà.</p>]]></description>
<content:encoded><![CDATA[<p>Mưa đá làm hỏng 30 mái nhà ở hai bản.</p><script>x()</script><p>Ông Lò Tư nói bà con đã lợp lại.</p>]]></content:encoded></item>
<item><title>Chỉ có lời dẫn</title><link>javascript:alert(1)</link><description>Một câu thôi.</description><author>toasoan@example.vn</author></item>
</channel></rss>"""


def read(data: str | bytes) -> list[RawArticle | Rejected]:
    return list(load(Source("feed.xml", data.encode() if isinstance(data, str) else data)))


def articles(data: str | bytes) -> list[RawArticle]:
    found = read(data)
    assert all(isinstance(item, RawArticle) for item in found), found
    return [item for item in found if isinstance(item, RawArticle)]


def test_every_entry_is_an_article() -> None:
    """Content wins over the teaser; what the feed says are fields; a teaser alone is kept."""
    one, two = articles(RSS)
    assert (one.file, two.file) == ("feed.xml", "feed.xml#2")
    assert one.text == (
        "Mưa đá ở Pá Lông & Tà Chải\n\nMưa đá làm hỏng 30 mái nhà ở hai bản.\n\nÔng Lò Tư nói bà con đã lợp lại."
    )
    assert one.fields.named() == ("title", "byline", "outlet", "url", "published", "section")
    assert (one.fields.published, one.fields.byline, one.fields.outlet) == (
        "2024-05-29",
        "Vi Mận",
        "Báo Làng Mây",
    )
    assert two.text == "Chỉ có lời dẫn\n\nMột câu thôi."
    assert (two.fields.url, two.fields.byline) == (None, None)
    assert one.digest != two.digest


def test_atom_is_read_too() -> None:
    """Titles, links and days stand elsewhere there."""
    (one,) = articles(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin Mường Lạn</title><entry><title type="html">Lễ &lt;b&gt;cơm mới'
        '&lt;/b&gt;</title><link href="https://ml.example.vn/2"/><published>2023-11-02T23:00:00Z</published><content type="html">'
        "&lt;p&gt;Bà con ăn cơm mới.&lt;/p&gt;</content></entry></feed>"
    )
    assert one.text == "Lễ cơm mới\n\nBà con ăn cơm mới."
    assert (one.fields.published, one.fields.url) == ("2023-11-03", "https://ml.example.vn/2")


def test_a_broken_feed_gives_what_it_has() -> None:
    """Cut off in the middle, with bare ampersands and a wrong charset in its head."""
    broken = RSS.replace("utf-8", "iso-8859-1").replace("Thời sự", "Thời sự & đời sống")[:-200]
    assert "Mưa đá ở Pá Lông & Tà Chải" in articles(broken)[0].text


def test_a_feed_of_before_unicode_is_read() -> None:
    """windows-1258 writes tones as marks of their own."""
    text = RSS.replace("utf-8", "windows-1258")
    parts = unicodedata.normalize("NFD", text)
    split = re.sub(
        "(.)([\u0323\u0300\u0301\u0303\u0309]?)([\u0302\u0306\u031b])([\u0323\u0300\u0301\u0303\u0309]?)",
        lambda m: unicodedata.normalize("NFC", m[1] + m[3]) + m[2] + m[4],
        parts,
    )
    found = articles(split.encode("cp1258"))
    assert "Mưa đá làm hỏng 30 mái nhà ở hai bản." in found[0].text


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>', "entities"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/1</loc></url></urlset>', "sitemap"),
        ("<config><key>a</key><value>1</value></config>", "no-article"),
        ("<rss><channel><title>Rỗng</title></channel></rss>", "no-article"),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_refused(xml: str, reason: str) -> None:
    """Entities are never expanded, a sitemap is a list of addresses, settings are no news."""
    (item,) = read(xml)
    assert isinstance(item, Rejected)
    assert item.reason == reason


def test_plain_xml_with_titles_and_texts_is_read() -> None:
    """NITF, and simple exports of one article or several."""
    (one,) = articles(
        '<nitf><head><title>Lúa</title></head><body><body.head><hedline><hl1>Lúa được mùa</hl1></hedline><dateline><story.date norm="20200401"/>'
        "</dateline></body.head><body.content><p>Lúa chín vàng.</p><p>Ai cũng vui.</p></body.content></body></nitf>"
    )
    assert one.text.endswith("Lúa chín vàng.\n\nAi cũng vui.")
    both = articles(
        "<tin><bai><title>Một</title><date>2020-01-02</date><content>&lt;p&gt;Bài thứ nhất.&lt;/p&gt;</content></bai>"
        "<bai><title>Hai</title><content>Bài thứ hai.</content></bai></tin>"
    )
    assert [item.text for item in both] == ["Một\n\nBài thứ nhất.", "Hai\n\nBài thứ hai."]
    assert both[0].fields.published == "2020-01-02"


def test_no_feed_opens_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document whose whole text is an address is text."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert articles(RSS)
    assert [type(item) for item in read("http://langmay.example.vn/feed.xml")] == [Rejected]
