"""Rows of the list, cards of related articles, and the facts of an article as rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.present.samples import head
from tui.i18n import set_language
from tui.model.article import Article, Dropped, Paragraph
from tui.model.fact import (
    KINDS,
    DateFact,
    Event,
    Extraction,
    Figure,
    Organisation,
    Person,
    Role,
    Statement,
)
from tui.model.result import Echo, Reason, Related, StoredArticle
from tui.model.span import Span
from tui.present.facts import FactRow, fact_rows
from tui.present.labels import head_lines, hidden_text, inference_text
from tui.present.lines import line_width, plain
from tui.present.rows import card, related_line, related_rows, row_in_lines, row_in_one_line

TEXT = "Ông Lò Văn Tảo, Chủ tịch xã Nậm Khoai, nói: làm cầu. Tăng 12,5% so cùng kỳ. Họp ngày 12/5."


@pytest.fixture(autouse=True)
def english() -> None:
    """Source strings, whatever the locale."""
    set_language("en")


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def stored(**facts: object) -> StoredArticle:
    article = Article("7.txt", TEXT, (Paragraph(Span(0, len(TEXT)), "body"),), "0" * 32, "plain", "utf-8")
    person = Person(
        "person:lò văn tảo", "Lò Văn Tảo", at("Lò Văn Tảo"), "person.name", mentions=(at("Lò Văn Tảo"),),
        roles=(Role("Chủ tịch", "xã Nậm Khoai", at("Chủ tịch xã Nậm Khoai"), "role.apposition"),),
    )  # fmt: skip
    values: dict[str, object] = {
        "people": (person,),
        "organisations": (
            Organisation("o", "xã", "Ủy ban xã", at("xã Nậm Khoai"), "org.name", confidence="medium"),
        ),
        "dates": (DateFact("ngày 12/5", "2024-05-12", at("ngày 12/5"), "date.day", inferred="year:title"),),
        "figures": (
            Figure(
                "12,5%", Decimal("12.5"), "%", at("12,5%"), "figure.percent", what="lúa", change="increase",
                compared_to="cùng kỳ",
            ),
        ),
        "events": (Event("Lễ khởi công cầu", at("làm cầu"), "event.name", "low", date="2024-05-12"),),
        "statements": (
            Statement("Lò Văn Tảo", "person:lò văn tảo", "nói", "làm cầu", "indirect", at("làm cầu"), "said"),
        ),
    }  # fmt: skip
    made = Extraction(**{**values, **facts})  # type: ignore[arg-type]
    return StoredArticle(head(7, "Làm cầu"), article, made, (Echo(at("làm cầu"), 9, Span(0, 7)),))


def told(rows: tuple[FactRow, ...]) -> str:
    return "\n".join(plain(line) for row in rows for line in row.lines)


def test_every_kind_with_facts_is_a_group_with_its_count() -> None:
    """Kinds without facts are not there; the order is that of the kinds."""
    rows = fact_rows(stored(), cells=40, folded=frozenset())
    assert [row.kind for row in rows if row.group] == [
        kind for kind in KINDS if kind in ("person", "organisation", "date", "figure", "event", "statement")
    ]
    assert "▾ People 1" in told(rows)


def test_a_folded_group_tells_its_facts_in_its_heading() -> None:
    """Folded, it costs one line and still says what is in it."""
    rows = fact_rows(stored(), cells=60, folded=frozenset(KINDS))
    assert all(row.group for row in rows)
    assert "▸ People 1  Lò Văn Tảo" in told(rows)


def test_each_row_leads_to_its_evidence_and_its_fact() -> None:
    """Spans of the text, and the fact that "why?" is asked of."""
    article = stored()
    for row in fact_rows(article, cells=40, folded=frozenset()):
        if row.group:
            continue
        assert row.evidence
        assert all(0 <= span.start < span.stop <= len(TEXT) for span in row.evidence)
        assert row.fact is not None
        assert (row.fact.rule, row.fact.confidence) == (row.rule, row.confidence)


def test_confidence_has_a_sign() -> None:
    """Certain, likely, doubtful: ● ◐ ○."""
    text = told(fact_rows(stored(), cells=60, folded=frozenset()))
    assert "● Lò Văn Tảo" in text
    assert "◐ Ủy ban xã" in text
    assert "○ Lễ khởi công cầu" in text


def test_offices_stand_under_their_person_and_open_the_same_page() -> None:
    """An office is a row of its own, with its own evidence."""
    rows = fact_rows(stored(), cells=60, folded=frozenset())
    office = next(row for row in rows if row.id.startswith("role:"))
    assert plain(office.lines[0]).strip() == "Chủ tịch, xã Nậm Khoai"
    assert office.entity == "person:lò văn tảo"
    assert office.evidence[0].of(TEXT) == "Chủ tịch xã Nậm Khoai"


def test_a_figure_says_what_it_counts_and_against_what() -> None:
    """Direction by an arrow, not by colour."""
    text = told(fact_rows(stored(), cells=80, folded=frozenset()))
    assert "↑ 12,5%  lúa · against cùng kỳ" in text


def test_an_inferred_part_of_a_date_is_said() -> None:
    """The printed words stay visible beside the full date."""
    text = told(fact_rows(stored(), cells=80, folded=frozenset()))
    assert "12/05/2024" in text
    assert "“ngày 12/5” year from the title" in text
    assert inference_text("year:title") == "year from the title"


def test_a_statement_that_stands_elsewhere_too_says_so() -> None:
    """The echo has its sign under the statement."""
    assert "≋ word for word in 1 other" in told(fact_rows(stored(), cells=60, folded=frozenset()))


def test_words_filter_the_facts_without_tones() -> None:
    """Groups without a match go, folded groups open."""
    rows = fact_rows(stored(), cells=60, folded=frozenset(KINDS), words="khoi cong")
    assert [row.kind for row in rows] == ["event", "event"]


@pytest.mark.parametrize("cells", [16, 24, 34, 60, 120])
def test_rows_of_facts_keep_to_the_width(cells: int) -> None:
    """Whatever the pane: no line is wider than it, but for words that cannot be broken."""
    for row in fact_rows(stored(), cells=cells, folded=frozenset()):
        for line in row.lines:
            assert line_width(line) <= max(cells, 34)


def test_a_row_says_whether_it_is_open_unread_and_inferred() -> None:
    """Signs, not colours alone."""
    row = plain(
        row_in_one_line(head(1, "Cầu mới", title_inferred=True, date_inferred=True), 80, open_here=True)
    )
    assert row.startswith("▶●~29/05/24")
    assert "‹inferred› Cầu mới" in row
    assert plain(row_in_one_line(head(1, "Cầu mới", read=True), 80, open_here=False)).startswith("  ")


@pytest.mark.parametrize("cells", [20, 34, 48, 90])
def test_a_row_beside_the_text_is_four_lines_at_most(cells: int) -> None:
    """Long titles are cut in their second line."""
    lines = row_in_lines(head(1, "Khánh thành cây cầu dài nhất vùng " * 5), cells, open_here=False)
    assert len(lines) <= 4
    assert all(line_width(line) <= cells for line in lines[:3])


def related() -> Related:
    reasons = (Reason("person", "Lò Văn Tảo", 0.7), Reason("place", "Nậm Khoai", 0.3))
    return Related(head(9, "Cầu mới ở Nậm Khoai"), 1.0, reasons)


def test_the_reason_stands_before_the_title() -> None:
    """On cards, in the line and in the list."""
    for text in (
        "\n".join(plain(line) for line in card(related(), 40, 6)),
        plain(related_line((related(),), 0)),
        "\n".join(plain(line) for line in related_rows(related(), 60)),
    ):
        assert text.index("SAME PERSON") < text.index("Lò Văn Tảo") < text.index("Cầu mới")


@pytest.mark.parametrize(("cells", "rows"), [(20, 4), (26, 5), (48, 6)])
def test_a_card_keeps_to_its_room(cells: int, rows: int) -> None:
    """Exactly as wide as asked, never higher."""
    lines = card(related(), cells, rows)
    assert len(lines) <= rows
    assert {line_width(line) for line in lines} == {cells}


def test_what_was_left_out_is_counted_under_the_title() -> None:
    """Kinds in words, the most frequent first."""
    dropped = (Dropped("duplicate", "x", 0), Dropped("duplicate", "y", 3), Dropped("share", "z", 5))
    article = Article("7.txt", TEXT, (), "0" * 32, "plain", "utf-8", dropped=dropped, byline="Thào A Pao")
    assert hidden_text(article) == "hidden: 2 repeated captions, 1 share bar"
    made = StoredArticle(head(7, "Làm cầu"), article, Extraction())
    text = "\n".join(plain(line) for line in head_lines(made, cells=40))
    assert "29/05/2024 · Thào A Pao · 640 words" in text
    assert "2 repeated captions" in text


def test_the_section_of_a_page_stands_quietly_under_the_title() -> None:
    """In the meta tone, after the byline; nothing where there is none."""
    article = Article("7.txt", TEXT, (), "0" * 32, "html", "utf-8", byline="Thào A Pao", section="Thời sự")
    (line, *_more) = head_lines(StoredArticle(head(7, "Làm cầu"), article, Extraction()), cells=80)
    assert "29/05/2024 · Thào A Pao · Thời sự · 640 words" in plain(line)
    assert {part.role for part in line} == {"meta"}
    bare = Article("7.txt", TEXT, (), "0" * 32, "html", "utf-8", byline="Thào A Pao")
    (line, *_more) = head_lines(StoredArticle(head(7, "Làm cầu"), bare, Extraction()), cells=80)
    assert "Thào A Pao · 640 words" in plain(line)


def test_of_thousands_of_facts_the_first_are_rows_and_the_filter_sees_all() -> None:
    """What an article of megabytes holds is counted, said and found, and costs no wait."""
    figures = tuple(
        Figure(f"{index} nong", Decimal(index), "nong", Span(0, 4), "figure.count") for index in range(5_000)
    )
    many = replace(stored(), extraction=Extraction(figures=figures))
    rows = fact_rows(many, cells=60, folded=frozenset())
    assert len(rows) == 1_002
    assert "5,000" in plain(rows[0].lines[0])
    assert rows[-1].note
    assert "1,000" in "".join(plain(line) for line in rows[-1].lines)
    found = fact_rows(many, cells=60, folded=frozenset(), words="4321")
    assert [row.fact for row in found if row.fact] == [figures[4321]]


def test_a_row_shows_star_notes_and_tags_whatever_its_height() -> None:
    marked = head(1, "Cầu mới", star=True, tags=("cần đọc", "huyện"), note_count=2)
    line = plain(row_in_one_line(marked, 80, open_here=False))
    assert "★ Cầu mới" in line
    assert line.endswith("✎2 #cần đọc #huyện")
    assert line_width(row_in_one_line(marked, 80, open_here=False)) == 80
    lines = [plain(line) for line in row_in_lines(marked, 34, open_here=False)]
    assert any("★ Cầu mới" in line for line in lines)
    assert any("✎2 #cần đọc" in line for line in lines)
    bare = plain(row_in_one_line(head(1, "Cầu mới"), 80, open_here=False))
    assert not set("★✎#") & set(bare)


def test_many_tags_leave_the_title_its_room() -> None:
    marked = head(1, "Khánh thành cây cầu dài nhất vùng", tags=tuple(f"nhãn {n}" for n in range(30)))
    line = plain(row_in_one_line(marked, 80, open_here=False))
    assert "Khánh thành cây cầu dài" in line
    assert line.endswith("…")


def test_a_row_of_several_lines_shows_the_whole_outlet() -> None:
    lines = row_in_lines(head(1, "Cầu mới", outlet="Báo Sông Lam", place=None), 34, open_here=False)
    assert "Báo Sông Lam" in plain(lines[0])


def test_the_head_tells_what_the_file_says_beside_its_text() -> None:
    told = stored()
    given = replace(told, article=replace(told.article, given=("published", "title", "byline")))
    assert "from the file: headline, day, byline" in told_head(given)
    assert "from the file" not in told_head(told)


def test_the_head_shows_the_marks_of_the_reader() -> None:
    told = stored()
    marked = replace(told, head=replace(told.head, star=True, tags=("huyện",), note_count=1))
    assert told_head(marked).startswith("★ · ")
    assert told_head(marked).endswith("✎1 #huyện")
    assert not set("★✎#") & set(told_head(told))


def told_head(told: StoredArticle) -> str:
    return "\n".join(plain(line) for line in head_lines(told, cells=60))
