"""The search overlay says what it found, how it read the query, and where to look next."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from tests.present.samples import entity_page, head, hits, names_result, text_result
from tui.i18n import set_language
from tui.model.article import Article, Paragraph
from tui.model.result import ArticleHits, NameHit, NamesResult, Snippet, Understood
from tui.model.span import Span
from tui.present.lines import line_width, plain
from tui.present.search import (
    AskName,
    OpenEntity,
    OpenHit,
    Row,
    Widen,
    chips,
    lay_out_row,
    name_rows,
    preview_article,
    preview_name,
    summary,
    text_rows,
    understood_names,
    understood_text,
)


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def text_of(rows: list[Row], cells: int = 76) -> list[str]:
    """The rows as they would stand on the screen."""
    return [plain(part).rstrip() for row in rows for part in lay_out_row(row, cells)]


def test_an_article_is_two_lines_its_row_and_its_passage_with_the_hit_marked() -> None:
    (row,) = text_rows(text_result(hits(1, "Khởi công cây cầu Vĩnh Hà", 4)), scope="corpus")
    first, second = lay_out_row(row, 76)
    assert " ".join(plain(first).split()) == "29/05/24 Báo Sông Khởi công cây cầu Vĩnh Hà ×4"
    assert [part.text for part in second if part.role == "hit"] == ["cây cầu"]


def test_enter_opens_the_first_hit_of_the_article_counted_over_the_whole_answer() -> None:
    rows = text_rows(text_result(hits(1, "Một", 4), hits(2, "Hai", 2)), scope="corpus")
    assert [row.target for row in rows] == [OpenHit(1, Span(13, 21), 0), OpenHit(2, Span(13, 21), 4)]


def test_articles_that_match_only_without_tones_stand_below_a_divider_with_their_count() -> None:
    result = text_result(hits(1, "Một", 1, exact=False), query="hòa", folded=False)
    lines = text_of(text_rows(result, scope="corpus"))
    assert lines[0] == "WITH THESE TONES  0"
    assert lines[1] == "WITH OTHER TONES  1"


def test_a_query_without_tones_has_no_divider() -> None:
    rows = text_rows(text_result(hits(1, "Một", 1), query="hoa"), scope="corpus")
    assert [row.target is None for row in rows] == [False]


def test_hits_in_trimmed_parts_and_articles_not_listed_are_said_on_last_rows() -> None:
    result = text_result(hits(1, "Một", 1), dropped_hits=2, total_articles=41)
    lines = text_of(text_rows(result, scope="corpus"))
    assert "2 hits in trimmed parts" in lines[-2]
    assert lines[-1] == "40 more articles: type more to narrow down"


def test_nothing_found_offers_the_wider_scope_and_the_nearest_names() -> None:
    result = text_result(query="dao duc", nearest=("Lê Thu Hạ",))
    assert [row.target for row in text_rows(result, scope="article") if row.target] == [
        Widen(),
        AskName("Lê Thu Hạ"),
    ]
    assert [row.target for row in text_rows(result, scope="corpus") if row.target] == [AskName("Lê Thu Hạ")]


def test_an_empty_query_says_nothing_at_all() -> None:
    assert text_rows(text_result(query=""), scope="corpus") == []
    assert understood_text(text_result(query="")) == ()
    assert understood_names(names_result("")) == ()


def test_names_stand_under_their_kinds_and_the_kind_of_the_best_comes_first() -> None:
    rows = name_rows(names_result())
    lines = text_of(rows)
    assert lines[0] == "PEOPLE  2"
    assert lines[1].startswith("☺ Lê Thu Hạ")
    assert lines[1].endswith("3 articles ×14")
    assert "Thiếu tá · Trưởng trạm Vĩnh Hà" in lines[1]
    assert lines[3:5] == ["PLACES  1", lines[4]]
    assert rows[1].target == OpenEntity("person:lê thu hạ")


def test_the_kind_of_the_name_that_ranks_first_comes_first() -> None:
    """Whatever the scores: a name that many articles have may rank above one that is nearer in letters."""
    person = NameHit("person:lê thu hạ", "Lê Thu Hạ", "person", 76.0, "", 40, 95)
    body = NameHit("organisation:lth xanh", "LTH Xanh", "organisation", 77.0, "", 1, 1)
    rows = name_rows(NamesResult("lth", (person, body)))
    assert [row.target.key for row in rows if isinstance(row.target, OpenEntity)] == [person.key, body.key]


def test_the_line_below_the_query_says_corrections_and_what_was_left_out() -> None:
    asked = Understood("cay caau xyz", ("cay", "cầu"), True, (("caau", "cầu"),), ("xyz",))
    said = plain(understood_text(text_result(understood=asked)))
    assert "“cay cầu”" in said
    assert "caau → cầu" in said
    assert "left out: xyz" in said
    assert "score 100" in plain(understood_names(names_result()))


def test_the_line_below_the_query_says_what_telex_keys_write() -> None:
    """Also that what the keys write is shown, never sent to the terminal as it is."""
    result = dataclasses.replace(names_result("lee thu haj"), method="Telex", written="lê thu hạ\x1b[31m")
    said = plain(understood_names(result))
    assert "Telex → Lê Thu Hạ" in said
    assert "\x1b" not in said


def test_the_line_below_the_query_says_which_abbreviation_was_looked_for_too() -> None:
    pairs = (("ủy ban nhân dân", "UBND"), ("hội đồng nhân dân", "HĐND"), ("hội đồng", "HĐND"))
    asked = Understood("x", ("x",), True, expanded=pairs)
    assert "“x” · also “UBND”, “HĐND” · " in plain(understood_text(text_result(understood=asked)))
    assert "also" not in plain(understood_text(text_result(query="x")))


def test_counts_speak_of_one_and_of_many() -> None:
    assert summary(text_result(hits(1, "Một", 1)), 3) == "1 article · 1 hit · 3 ms"
    assert summary(text_result(hits(1, "Một", 2), hits(2, "Hai", 1)), None) == "2 articles · 3 hits"
    assert summary(names_result(), 12) == "3 names · 12 ms"


@pytest.mark.parametrize("cells", [40, 52, 76, 110, 198])
def test_every_line_keeps_to_its_width(cells: int) -> None:
    rows = text_rows(text_result(hits(1, "Khởi công " * 40, 4), hits(2, "日本" * 80, 2)), scope="corpus")
    for row in [*rows, *name_rows(names_result())]:
        lines = lay_out_row(row, cells)
        assert len(lines) == row.height
        assert line_width(lines[0]) <= cells
    assert max(line_width(part) for part in preview_name(entity_page(), cells)) <= cells
    assert line_width(chips("names", "list", cells)) == cells


def test_the_passage_is_cut_around_its_hit_where_the_line_is_short() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 4 + "cây cầu cuối cùng"
    start = text.index("cây cầu")
    found = ArticleHits(
        head(1, "Một"), 1.0, (Span(start, start + 7),), Snippet(text, (Span(start, start + 7),))
    )
    second = lay_out_row(Row(2, None, found), 50)[1]
    assert "".join(part.text for part in second if part.role == "hit") == "cây cầu"
    assert line_width(second[:4]) < 50


def test_the_preview_numbers_each_passage_and_takes_neighbours_together() -> None:
    text = "Tít\n" + "Sông dâng cây cầu và cây cầu khác. " + "x " * 300 + "cuối bài có cây cầu nữa."
    spans = tuple(Span(i, i + 7) for i in range(len(text)) if text.startswith("cây cầu", i))
    article = Article(
        "1.txt", text, (Paragraph(Span(0, 3), "title"), Paragraph(Span(4, len(text)), "body")), "", "", ""
    )
    found = ArticleHits(head(1, "Tít"), 1.0, spans, Snippet("", ()))
    lines = [plain(part) for part in preview_article(found, article, 60)]
    assert any(part.startswith("1–2/3 ") for part in lines)
    assert any(part.startswith("3/3 ") for part in lines)
    assert len(lines) < 20


def test_a_cut_answer_says_of_how_many_names() -> None:
    """In the border, and below the last row."""
    cut = replace(names_result(), total=1_234)
    shown = len(cut.hits)
    assert summary(cut, None) == f"{shown} of 1,234 names"
    assert summary(replace(cut, total=shown), None) == f"{shown} names"
    last = name_rows(cut)[-1]
    assert last.target is None
    assert f"{1_234 - shown:,} more names" in plain(last.body)  # type: ignore[arg-type]
