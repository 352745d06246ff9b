"""Pages and what is left of them: the cases of `tests/cases/cleaning.yaml`, and what holds for every page."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.samples import LEXICON, cleaned, dropped, kept, load_cases, raw, seeds
from tui.corpus.cleaning import clean
from tui.lexicon.lexicon import load_lexicon
from tui.model.article import Article, RawArticle

CASES: list[dict[str, Any]] = load_cases("cleaning.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_is_cleaned(case: dict[str, Any]) -> None:
    """Paragraphs and what was dropped, each with its kind, as the case says."""
    article = cleaned(case["page"])
    found = kept(article)
    assert len(found) == len(case["keep"]), found
    for paragraph, expected in zip(found, case["keep"], strict=True):
        if expected.endswith(" …"):
            assert paragraph.startswith(expected.removesuffix(" …"))
        else:
            assert paragraph == expected
    assert dropped(article) == case["drop"]
    assert article.title_inferred == case.get("title_inferred")


LINES = [
    "Giá muối ở Hải Vân tăng nhẹ",
    "Giá muối tại các ruộng muối Hải Vân tăng nhẹ so với tuần trước.",
    "  Quang cảnh hội nghị. ",
    "Quang cảnh hội nghị.",
    "Thứ Ba, 07/03/2023 09:15 \xa0|\xa0Vi Mận",
    "date 2022-09 Bà con ra đồng.",
    "Chú thích ảnh",
    "Tin liên quan",
    ">> Diêm dân vào vụ",
    "Lê Mộc (TTXVN)",
    "Nguồn: https://vidu.example/bai",
    "Bình luận (0)",
    "Chia sẻ:",
    "| |",
    "|",
    "Trả lời ",
    " Sông Quê",
    ", bà nói.",
    "Ảnh:",
    "(",
    '"',
    "",
    " ",
    "\x00\u200b\u202e",
    "Hue\u0302\u0301 ơi",
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(LINES), st.text(alphabet='aĐ|.:,"( \t\xa0\u1ebf5/-\u200b', max_size=12))
    )
)
def test_nothing_is_lost_and_every_piece_maps_back(lines: list[str]) -> None:
    """Each character of the page that is no white space is in one piece or one dropped entry."""
    page = raw("\n".join(lines))
    check(page, clean(page, LEXICON))


def check(page: RawArticle, article: Article) -> None:
    seen = [0] * len(page.text)
    for piece in article.pieces:
        stop, source_stop = piece.start + piece.length, piece.source + piece.length
        assert article.text[piece.start : stop] == page.text[piece.source : source_stop]
        for at in range(piece.source, source_stop):
            seen[at] += 1
    for part in article.dropped:
        assert page.text[part.start : part.start + len(part.text)] == part.text
        for at in range(part.start, part.start + len(part.text)):
            seen[at] += 1
    assert all(count == 1 or (count == 0 and page.text[at].isspace()) for at, count in enumerate(seen))
    assert [piece.start for piece in article.pieces] == sorted(piece.start for piece in article.pieces)
    assert unicodedata.is_normalized("NFC", article.text)
    texts = [paragraph.span.of(article.text) for paragraph in article.paragraphs]
    assert "\n".join(texts) == article.text
    for text in texts:
        assert text
        assert text == text.strip()
        assert "\n" not in text
    for above, below in pairwise(article.paragraphs):
        assert above.span.stop + 1 == below.span.start


def test_nothing_is_lost_of_the_articles_that_ship() -> None:
    """The same for real pages, with what their layout adds."""
    for page, article in seeds():
        check(page, article)


def test_white_space_inside_a_paragraph_stays_as_it_was() -> None:
    """A no-break space is the newspaper's, not ours to change."""
    article = cleaned("Giá muối tăng\n\nCác đơn vị\xa0rà  soát ruộng muối trong tuần này.\n")
    assert kept(article)[1] == "body: Các đơn vị\xa0rà  soát ruộng muối trong tuần này."


def test_a_character_of_the_text_is_found_again_on_the_page() -> None:
    """Through a broken line: the blank put between its parts is from nowhere, all else from its place."""
    page = raw("Giá muối tăng\n\nTrả lời \nSông Quê\n, bà nói vậy.\n")
    article = clean(page, LEXICON)
    at = article.text.index("Sông")
    assert article.source_offset(at) == page.text.index("Sông")
    assert article.source_offset(at - 1) is None
    assert article.source_offset(article.text.index(", bà")) == page.text.index(", bà")


def test_a_date_is_published_only_where_the_page_says_so() -> None:
    """The day of the event is not it, however near; the evidence lies in the clean text."""
    event = cleaned("Xã họp bàn\n\nNgày 5/3/2023, xã họp bàn việc nước sạch.\n")
    assert event.published is None
    stamped = cleaned("Xã họp bàn\n07/03/2023 09:15\n\nNgày 5/3/2023, xã họp bàn việc nước sạch.\n")
    assert stamped.published is not None
    assert stamped.published.value == "2023-03-07"
    assert stamped.published.evidence.of(stamped.text) == "07/03/2023 09:15"


@pytest.mark.parametrize(
    ("first", "is_title"),
    [
        ("Xã Yên Hòa họp bàn việc nước sạch", True),
        ("Vì sao giếng cạn?", True),
        ("[Video] Giếng cạn giữa mùa mưa", True),
        ("Chuyện chưa kể về cây cầu...", True),
        ("Quảng Nam - miền đất của lễ hội", True),
        ("Sáng nay xã họp bàn việc nước sạch tại nhà văn hóa thôn Thượng. Có trăm người dự.", False),
        ("(CAO) Sáng nay xã họp bàn việc nước sạch", False),
        ("Các ruộng muối ở Hải Vân, Vĩnh Sa, Đồng Lạng và Tam Điền đều được mùa, " * 5, False),
        ("Diêm dân ra đồng. Ảnh: Vi Mận", False),
    ],
)
def test_a_headline_is_one_short_line_that_is_no_sentence(first: str, is_title: bool) -> None:
    """No tag, no credit, no two sentences, not too long; rubrics in brackets are part of it."""
    article = cleaned(f"{first}\n\nTừ sáng sớm, bà con đã ra đồng.\n\nBuổi trưa trời đổ mưa lớn.\n")
    assert article.title == (first if is_title else None)
    assert (article.title_inferred is None) is is_title


@pytest.mark.parametrize(
    ("first", "title", "outlet"),
    [
        ("Giếng cạn giữa mùa mưa | VnExpress", "Giếng cạn giữa mùa mưa", "VnExpress"),
        ("Giếng cạn giữa mùa mưa - Báo Tin tức", "Giếng cạn giữa mùa mưa", "Báo Tin tức"),
        ("Bàn chuyện mùa vụ - Giao thông", "Bàn chuyện mùa vụ - Giao thông", None),
        ("Hải Vân - Vĩnh Sa", "Hải Vân - Vĩnh Sa", None),
        ("VnExpress", "VnExpress", None),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_headline(first: str, title: str, outlet: str | None) -> None:
    """A browser puts it behind a bar or a dash; a headline may hold dashes of its own."""
    article = cleaned(f"{first}\n\nTừ sáng sớm, bà con đã ra đồng.\n\nBuổi trưa trời đổ mưa lớn.\n")
    assert (article.title, article.outlet) == (title, outlet)


def test_a_writer_s_line_beside_the_stamp_is_the_byline() -> None:
    """Under the headline too; without a stamp a name there may be anything."""
    text = "Từ sáng sớm, bà con đã ra đồng.\n\nBuổi trưa trời đổ mưa lớn.\n"
    signed = cleaned(f"Giếng cạn\n\nVi Mận\nThứ Ba, 07/03/2023 09:15\n\n{text}")
    assert (signed.byline, kept(signed)[1]) == ("Vi Mận", "meta: Vi Mận")
    assert cleaned(f"Giếng cạn\n\nHải Vân\n\n{text}").byline is None


def test_an_inferred_title_is_cut_at_a_word() -> None:
    """At most a hundred characters with the ellipsis, however long the sentence or its words."""
    long = cleaned("Bà con ra đồng từ sáng sớm để kịp vụ " * 40 + ".")
    assert long.title_inferred is not None
    assert len(long.title_inferred) <= 100
    assert long.title_inferred.endswith("…")
    assert long.text.startswith(long.title_inferred[:-1])
    assert long.text[len(long.title_inferred) - 1] == " "
    word = cleaned("a" * 5000)
    assert word.title_inferred is not None
    assert len(word.title_inferred) == 100


def test_the_reader_s_own_words_are_heeded(tmp_path: Path) -> None:
    """Furniture is data: an overlay adds a line, and takes one away."""
    page = raw("Giá muối tăng\n\nBà con mừng vui lắm.\nLên đầu trang\nBấm chuông theo dõi")
    assert dropped(clean(page, LEXICON)) == ["navigation: Lên đầu trang"]
    (tmp_path / "furniture.yaml").write_text(
        "navigation: [-Lên đầu trang, Bấm chuông theo dõi]\n", encoding="utf-8"
    )
    assert dropped(clean(page, load_lexicon(tmp_path))) == ["navigation: Bấm chuông theo dõi"]


HOSTILE = {
    "one line": "Ông Lê Mộc nói ngày 5/6. " * 200_000,
    "one word": "a" * 5_000_000,
    "line feeds": "\n" * 1_000_000 + "x",
    "blank lines": " \n" * 1_000_000 + "x",
    "bars": "| " * 500_000,
    "bars behind text": "Câu " + "|" * 1_000_000,
    "commas on lines": ", x\n" * 100_000,
    "quotes on lines": '"\n' * 100_000,
    "names on lines": "Vi Mận\n" * 100_000,
    "stamps on lines": "Thứ Ba, 07/03/2023 09:15 | Vi Mận\n" * 50_000,
    "lists": "Tin liên quan\nGiá gạo tăng trở lại sau Tết\n" * 50_000,
    "share words": ("Chia sẻ " * 20 + "\n") * 5_000,
    "menu words": ("Thời sự " * 19 + "x\n") * 5_000,
    "brackets": ("(" * 89 + "\n") * 20_000,
    "addresses": ("https://" * 80 + "\n") * 2_000,
    "run together": ("Ngày 5 Theo b " * 30 + "\n") * 5_000,
    "counters": ("1.000.000.000.000.000)" * 7 + "\n") * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_cleaned_in_bounded_time(name: str) -> None:
    """Time grows with the page and no faster: each takes a few seconds at most on a slow machine."""
    page = raw(HOSTILE[name])
    started = time.process_time()
    clean(page, LEXICON)
    assert time.process_time() - started < 10
