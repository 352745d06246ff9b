"""The page of a name: everything on it leads to a sentence or to another name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.present.samples import BRIDGE, FLOOD, OPENED, citation, entity_page
from tui.i18n import set_language
from tui.model.result import LinkReason, Namesake, RoleHeld
from tui.present.entity import (
    OpenCitation,
    OpenName,
    PageRow,
    article_rows,
    beside_rows,
    counts,
    head_rows,
    link_rows,
    month_rows,
    namesake_rows,
    next_namesake,
    page_rows,
    role_rows,
    statement_rows,
)
from tui.present.lines import line_width, plain
from tui.present.timeline import Timeline, counts_by_month, month_bars
from tui.text.cells import width


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def text_of(rows: list[PageRow]) -> list[str]:
    """The rows as they would stand on the screen."""
    return [plain(part).rstrip() for row in rows for part in row.lines]


def test_the_head_says_rank_with_its_share_and_the_other_spellings() -> None:
    lines = text_of(head_rows(entity_page(), 76))
    assert lines[0].startswith("☺ Lê Thu Hạ")
    assert lines[0].endswith("person")
    assert lines[1] == "Thiếu tá in 3 of 3 articles"
    assert "“bà Hạ”" in lines[2]
    assert "“Lê Thu Hạ”" not in lines[2]


def test_an_office_in_a_narrow_page_says_first_and_last_date_and_outlets() -> None:
    rows = role_rows(entity_page(), 50)
    assert text_of(rows)[:3] == [
        "Trưởng trạm",
        "  Trạm Cảnh sát đường thủy Vĩnh Hà",
        "  26/04/24 ─ 28/08/24  ? · Báo Sông · Tin Miền Tây",
    ]
    assert rows[0].target == OpenCitation(BRIDGE.article_id, BRIDGE.span)
    assert "former giáo viên" in text_of(rows)


def test_an_office_in_a_wide_page_has_a_bar_from_first_to_last_citation() -> None:
    lines = text_of(role_rows(entity_page(), 100))
    assert "04/24" in lines[0]
    assert "08" in lines[0]
    assert lines[1].count("├") == lines[1].count("┤") == 1
    assert "•" in next(part for part in lines if part.startswith("Phó ban"))


def test_a_statement_of_several_articles_carries_the_echo_sign_and_each_of_its_articles() -> None:
    rows = statement_rows(entity_page(), 80, whole=True)
    lines = text_of(rows)
    assert lines[0].startswith("≋ “cây cầu này")
    assert [row.target for row in rows if row.target] == [
        OpenCitation(c.article_id, c.span) for c in (BRIDGE, BRIDGE, OPENED, FLOOD, FLOOD)
    ]
    assert sum("word for word" in part for part in lines) == 1
    short = text_of(statement_rows(entity_page(), 60, whole=False))
    assert len(short) == 2
    assert short[0].endswith("26/04/24 = 28/08/24")
    assert short[1].startswith("❝ ")


def test_names_beside_lead_to_their_pages_by_kind() -> None:
    rows = beside_rows(entity_page(), 40)
    assert [row.target.key for row in rows if isinstance(row.target, OpenName)] == [
        "person:trần văn ụt",
        "person:đỗ thị mơ",
        "organisation:trạm vĩnh hà",
        "place:vĩnh hà",
    ]
    assert text_of(rows)[0] == "PEOPLE"


def test_the_page_of_a_place_that_is_only_named_once_is_short_and_whole() -> None:
    page = entity_page(
        kind="place",
        titles=(),
        forms=("Vĩnh Hà",),
        roles=(),
        statements=(),
        articles=(BRIDGE,),
        beside=(),
        mention_count=1,
    )
    lines = text_of(page_rows(page, 50))
    assert counts(page) == "1 article · 1 mention"
    assert "OFFICES OVER TIME" not in "".join(lines)
    assert any("Khởi công cây cầu" in part for part in lines)
    assert month_rows(page, 50) == []


def test_an_undated_article_is_listed_and_counts_in_no_month() -> None:
    page = entity_page(articles=(citation(4, None, None, "Không ngày"), OPENED, FLOOD))
    assert text_of(article_rows(page, 60))[0].startswith("?")
    assert "05/24" in text_of(month_rows(page, 60))[0]


@pytest.mark.parametrize("cells", [24, 50, 76, 104, 190])
def test_every_line_of_the_page_keeps_to_its_width(cells: int) -> None:
    page = entity_page(
        name="Lê " * 90,
        forms=("x" * 400,),
        roles=(RoleHeld("Trưởng " * 60, "日本" * 90, False, "2024", None, (FLOOD,)),),
        links=(LinkReason("place", "日本" * 90, 2, FLOOD, BRIDGE),),
        namesakes=(Namesake("k", "Lê " * 90, "日本" * 90, 1),),
    )
    for rows in (page_rows(page, cells), statement_rows(page, cells, whole=True), role_rows(page, cells)):
        assert max(line_width(part) for row in rows for part in row.lines) <= cells


def test_months_between_the_first_and_the_last_are_counted_even_when_empty() -> None:
    assert counts_by_month(["2023-12-31", "2024-02-01", "2024-02", "2024"]) == [
        ("2023-12", 1),
        ("2024-01", 0),
        ("2024-02", 2),
    ]


def test_many_years_still_fit_one_line_of_bars() -> None:
    dates = [f"{year}-{month:02d}-01" for year in range(1990, 2025) for month in range(1, 13)]
    drawn = month_bars(dates, 60)
    assert width(drawn) <= 60
    assert drawn.startswith("01/90")
    assert drawn.endswith("12/24")


def test_a_timeline_of_decades_names_years_and_one_of_months_names_months() -> None:
    assert Timeline(["1990", "2024"], 60).axis().split()[0] == "1990"
    assert Timeline(["2024-01", "2024-06"], 60).axis().split() == ["01/24", "02", "03", "04", "05", "06"]


def test_an_office_without_a_date_has_no_bar() -> None:
    assert Timeline(["2024-01", None], 20).bar(None, None) == " " * 20
    assert Timeline([None], 20).axis() == " " * 20


def test_a_day_the_page_does_not_state_is_marked_wherever_it_stands() -> None:
    """An inferred day or title says so on a page of a name too, as in the list."""
    page = entity_page()
    guessed = tuple(replace(cited, date_inferred=True, title_inferred=True) for cited in page.articles)
    for row in article_rows(replace(page, articles=guessed), 60):
        assert plain(row.lines[0]).startswith("~")
        assert "‹" in plain(row.lines[0])
    assert not any("~" in plain(row.lines[0]) for row in article_rows(page, 60))


def test_a_body_with_a_long_name_never_ends_without_a_sign() -> None:
    """Beside a timeline a name is cut after a few lines, and an ellipsis says so."""
    page = entity_page()
    role = replace(page.roles[0], organisation="Ban Quản lý dự án cầu đường " * 12)
    rows = role_rows(replace(page, roles=(role,)), 70)
    cells = [plain(part).rstrip() for part in rows[1].lines]
    assert cells[-1].endswith("…")


LINKS = (
    LinkReason("body", "Trạm Cảnh sát đường thủy Vĩnh Hà", 3, OPENED, FLOOD),
    LinkReason("place", "Vĩnh Hà", 2, OPENED, BRIDGE),
    LinkReason("rare", "", 2, FLOOD, citation(9, None, None, "Không ngày")),
)
NAMESAKES = (
    Namesake("person:lê thu hạ@5", "Lê Thu Hạ", "Hiệu trưởng Trường Vĩnh Hà 2", 2),
    Namesake("person:lê thu hạ@b", "Lê Thu Hạ", "3", 1),
)


def test_the_page_says_why_its_articles_are_of_one_person() -> None:
    """Each shared fact with its number of articles and the days of two; Enter leads to the newer of them."""
    rows = link_rows(entity_page(links=LINKS), 110, limit=12)
    lines = text_of(rows)
    assert lines[0] == "ONE PERSON BECAUSE  3"
    assert lines[1].startswith("office at the same body Trạm Cảnh sát đường thủy Vĩnh Hà (3 articles)")
    assert lines[1].endswith("28/08/24 ↔ 29/05/24")
    assert lines[3].startswith("rare name (2 articles)")
    assert lines[3].endswith(" 29/05/24")
    assert rows[1].target == OpenCitation(OPENED.article_id, OPENED.span)
    assert text_of(link_rows(entity_page(links=LINKS), 80, limit=1))[-1].strip() == "… and 2 more"
    assert link_rows(entity_page(), 80, limit=12) == []
    head = " ".join(text_of(head_rows(entity_page(links=LINKS), 120)))
    assert "One person because: office at the same body Trạm Cảnh sát đường thủy Vĩnh Hà (3 articles)" in head


def test_the_page_names_others_of_the_same_name_and_leads_to_each() -> None:
    rows = namesake_rows(entity_page(namesakes=NAMESAKES), 70, limit=12)
    assert text_of(rows)[0] == "OTHERS OF THE SAME NAME  2"
    assert text_of(rows)[1].startswith("☺ Lê Thu Hạ · Hiệu trưởng Trường Vĩnh Hà 2")
    assert text_of(rows)[2].startswith("☺ Lê Thu Hạ · 3 ")
    assert [row.target for row in rows[1:]] == [OpenName(other.key) for other in NAMESAKES]
    assert namesake_rows(entity_page(), 70, limit=12) == []


def test_the_next_namesake_goes_through_all_of_them_and_comes_back() -> None:
    key, seen = "person:lê thu hạ@8", []
    for _step in range(3):
        others = [
            Namesake(k, "Lê Thu Hạ", "", 1) for k in ("person:lê thu hạ@8", *(n.key for n in NAMESAKES))
        ]
        page = entity_page(key=key, namesakes=tuple(other for other in others if other.key != key))
        found = next_namesake(page)
        assert found is not None
        seen.append(found)
        key = found
    assert seen == ["person:lê thu hạ@b", "person:lê thu hạ@5", "person:lê thu hạ@8"]
    assert next_namesake(entity_page()) is None


def test_namesakes_and_reasons_have_places_of_their_own_on_the_page() -> None:
    """So that coming back puts the cursor where it was."""
    rows = page_rows(entity_page(links=LINKS, namesakes=NAMESAKES), 60)
    places = [row.place for row in rows if row.place >= 0]
    assert len([row for row in rows if row.target in [OpenName(other.key) for other in NAMESAKES]]) == 2
    assert len(places) == len(set(places))


def test_a_page_read_while_the_corpus_is_indexed_says_that_namesakes_may_stand_on_it() -> None:
    """Until the run ends all articles of a name are one person's."""
    said = "not told apart yet"
    assert said in " ".join(text_of(head_rows(entity_page(settled=False), 80)))
    assert said not in " ".join(text_of(head_rows(entity_page(), 80)))
