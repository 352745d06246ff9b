"""The five articles that ship: what each page is made of, as one reads it."""

from __future__ import annotations

from tests.corpus.samples import dropped, kept, seeds

SEEDS = {page.file[:3]: article for page, article in seeds()}


def kinds(key: str, kind: str) -> list[str]:
    return [p.removeprefix(f"{kind}: ") for p in kept(SEEDS[key]) if p.startswith(f"{kind}: ")]


def test_000_prints_each_caption_twice_and_ends_in_its_source() -> None:
    article = SEEDS["000"]
    captions = [
        "Phó chủ tịch UBND TP Cần Thơ Nguyễn Ngọc Hè phát biểu khai mạc Hội nghị.",
        "Quang cảnh Hội nghị.",
        "Các đại biểu chụp ảnh lưu niệm.",
    ]
    assert article.title == "Hội nghị tập huấn công tác nhân quyền thành phố Cần Thơ năm 2024"
    assert kinds("000", "caption") == captions
    assert dropped(article) == [f"duplicate: {caption}" for caption in captions]
    assert len(kinds("000", "meta")) == 2
    assert (article.published, article.byline, article.outlet, article.agency) == (
        None,
        "THẾ TRUYỀN",
        "QĐND",
        None,
    )
    assert article.url is not None
    assert article.url.startswith("https://www.qdnd.vn/xa-hoi/")
    assert article.url.endswith("-791389")


def test_001_ends_in_two_teasers_and_its_captions_in_bars() -> None:
    article = SEEDS["001"]
    assert article.title == "Quảng Ngãi: sở, ban, ngành chung tay bảo vệ, bảo đảm quyền con người"
    assert [caption[:30] for caption in kinds("001", "caption")] == [
        "Phó Chủ tịch Thường trực UBND ",
        "Đông đảo đại biểu tham dự Hội ",
        "Các đại biểu đã nghe báo cáo v",
    ]
    assert [part[:24] for part in dropped(article) if part.startswith("teaser")] == [
        "teaser: Bắc Giang: nâng ",
        "teaser: Việt Nam đạt nhi",
    ]
    assert dropped(article).count("artefact: |") == 5
    assert article.text.endswith("đấu tranh bảo vệ quyền con người.")
    assert (article.published, article.byline, article.outlet, article.agency, article.url) == (None,) * 5


def test_002_has_a_stamp_a_tag_and_buttons() -> None:
    article = SEEDS["002"]
    assert article.title == "TPHCM: Tập huấn về công tác nhân quyền năm 2024"
    assert article.published is not None
    assert article.published.value == "2024-05-29"
    assert article.published.evidence.of(article.text) == "Thứ Tư, 29/05/2024 11:20"
    assert (article.byline, article.outlet, article.agency, article.url) == ("Mai Anh", "CAO", None, None)
    assert kinds("002", "meta") == ["Thứ Tư, 29/05/2024 11:20 \xa0|\xa0Mai Anh"]
    assert kinds("002", "caption") == [
        "Đại tá Lê Quang Đạo - Phó Giám đốc CATP phát biểu tại hội nghị",
        "Đại biểu tham dự hội nghị",
    ]
    assert dropped(article) == ["artefact: |", "counter: Bình luận (0)", "navigation: Lên đầu trang"]


def test_003_has_no_headline_and_a_crawler_s_month() -> None:
    article = SEEDS["003"]
    assert article.title is None
    assert article.title_inferred is not None
    assert article.title_inferred.startswith("Dự và chỉ đạo Hội nghị có bà Hồ Thu Ánh, ")
    assert article.published is not None
    assert article.published.value == "2023-11"
    assert article.published.evidence.of(article.text) == "date 2023-11"
    assert kinds("003", "caption") == ["Báo cáo viên tại Hội nghị"]
    assert dropped(article) == []
    assert (article.byline, article.outlet, article.agency, article.url) == (None,) * 4


def test_004_is_followed_by_another_article_and_a_menu() -> None:
    article = SEEDS["004"]
    assert article.title == "Thực hiện tốt các chính sách, pháp luật về bảo vệ, thúc đẩy quyền con người"
    assert kinds("004", "caption") == [
        "Phó Chủ tịch UBND TP Cần Thơ Nguyễn Ngọc Hè phát biểu tại hội nghị. Ảnh: TTXVN phát"
    ]
    assert [part.split(":")[0] for part in dropped(article)] == [
        "label", "teaser", "duplicate", "teaser", "share", "navigation", "navigation",
    ]  # fmt: skip
    assert article.text.endswith("Thanh Liêm (TTXVN)")
    assert (article.published, article.byline, article.outlet, article.agency) == (
        None,
        "Thanh Liêm",
        None,
        "TTXVN",
    )
