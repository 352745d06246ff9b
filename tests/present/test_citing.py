"""Quotes and citations: the words, who says them, and where they stand; what nobody knows is left out."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.samples import head
from tui.model.article import Article, Paragraph
from tui.model.fact import (
    DateFact,
    Document,
    Event,
    Extraction,
    Fact,
    Figure,
    Organisation,
    Person,
    Place,
    Role,
    Statement,
    Topic,
)
from tui.model.result import StoredArticle
from tui.model.span import Span
from tui.present.citing import (
    STYLES,
    Source,
    citation,
    fact_text,
    quote,
    quote_at,
    quote_fact,
    quote_span,
    source_of,
    speaker_of,
    unquoted,
)

TEXT = (
    "Cầu mới ở Vĩnh Hà\n"
    "Đại tá Lê Văn Tư cho biết: “Cầu đã xong trước mùa lũ”. Dân mừng.\n"
    "Bà Hồ Thị Mai nói: “Tôi đi chợ nhanh hơn”."
)


def at(words: str) -> Span:
    """Where these words stand."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def stored(**changes: object) -> StoredArticle:
    """An article in which two people speak."""
    paragraphs, start = [], 0
    for line in TEXT.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    article = Article(
        "7.txt", TEXT, tuple(paragraphs), "0" * 32, "plain", "utf-8", url="https://song.example/cau",
        byline="Thào A Pao",
    )  # fmt: skip
    tu = Person("person:tu", "Lê Văn Tư", at("Lê Văn Tư"), "r", titles=("Đại tá",))
    mai = Person(
        "person:mai", "Hồ Thị Mai", at("Hồ Thị Mai"), "r",
        roles=(
            Role("Trưởng bản", None, at("Bà"), "r", former=True),
            Role("Chủ tịch", "Hội Phụ nữ", at("Bà"), "r"),
        ),
    )  # fmt: skip
    statements = (
        Statement("Lê Văn Tư", "person:tu", "cho biết", "Cầu đã xong trước mùa lũ", "direct",
                  at("Cầu đã xong trước mùa lũ"), "r"),
        Statement("Hồ Thị Mai", "person:mai", "nói", "Tôi đi chợ nhanh hơn", "direct",
                  at("Tôi đi chợ nhanh hơn"), "r"),
    )  # fmt: skip
    extraction = Extraction(people=(tu, mai), statements=statements)
    row = replace(head(7, "Cầu mới ở Vĩnh Hà", "2024-08-28", date_inferred=True), **changes)  # type: ignore[arg-type]
    return StoredArticle(row, article, extraction)


def test_a_statement_is_quoted_with_speaker_paper_day_address_and_place() -> None:
    """Everything a footnote wants, in one line."""
    assert quote_span(stored(), at("Cầu đã xong trước mùa lũ")) == (
        "“Cầu đã xong trước mùa lũ” — Lê Văn Tư, Đại tá; Báo Sông, ~28/08/2024; https://song.example/cau; "
        "file 007.txt, paragraph 2"
    )


def test_what_is_not_known_is_left_out() -> None:
    """No empty places between the signs."""
    bare = replace(stored(dated=None, outlet=None), extraction=Extraction())
    bare = replace(bare, article=replace(bare.article, url=None))
    assert quote_span(bare, at("Dân mừng.")) == "“Dân mừng.” — file 007.txt, paragraph 2"
    assert quote("Dân mừng.", Source()) == "“Dân mừng.”"


def test_a_speaker_is_named_for_a_statement_alone() -> None:
    """Not for the sentence after it, and for nobody where two people speak."""
    extraction = stored().extraction
    assert speaker_of(extraction, at("Cầu đã xong")) == ("Lê Văn Tư", "Đại tá")
    assert (
        speaker_of(extraction, at("Đại tá Lê Văn Tư cho biết: “Cầu đã xong trước mùa lũ”."))[0] == "Lê Văn Tư"
    )
    assert speaker_of(extraction, at("Tôi đi chợ")) == ("Hồ Thị Mai", "Chủ tịch, Hội Phụ nữ")
    assert speaker_of(extraction, at("Dân mừng.")) == ("", "")
    assert speaker_of(extraction, at("lũ”. Dân mừng.")) == ("", "")
    assert speaker_of(extraction, Span(0, len(TEXT))) == ("", "")


def test_a_place_is_quoted_with_its_sentence_and_a_statement_by_itself() -> None:
    """A hit in the middle of a sentence is not torn out of it."""
    assert quote_at(stored(), at("mừng")).startswith("“Dân mừng.” — ")
    assert quote_at(stored(), at("Tôi đi chợ nhanh hơn")).startswith("“Tôi đi chợ nhanh hơn” — Hồ Thị Mai")


def test_a_fact_is_copied_with_the_sentence_that_says_so() -> None:
    """The fact on a line, its evidence below; a statement is its own evidence."""
    made = stored()
    told = quote_fact(made, made.extraction.people[0], at("Dân mừng."))
    assert told.splitlines()[0] == "Lê Văn Tư, Đại tá"
    assert told.splitlines()[1].startswith("“Dân mừng.” — Báo Sông")
    said = made.extraction.statements[0]
    assert quote_fact(made, said, at("Dân mừng.")) == quote_span(made, said.evidence)


SPAN = Span(0, 1)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Organisation("o", "CATP", "Công an thành phố", SPAN, "r"), "Công an thành phố"),
        (Place("p", "Vĩnh Hà", "ward", SPAN, "r", province_then="A", province_now="B"), "Vĩnh Hà → B"),
        (Place("p", "Vĩnh Hà", "ward", SPAN, "r", province_then="A", province_now="A"), "Vĩnh Hà"),
        (DateFact("28-8", "2024-08-28", SPAN, "r"), "28/08/2024"),
        (DateFact("hè", None, SPAN, "r"), "hè"),
        (Figure("250 đại biểu", Decimal(250), "đại biểu", SPAN, "r", what="dự"), "250 đại biểu dự"),
        (Event("Khai cầu", SPAN, "r", date="2024-08", place="Vĩnh Hà"), "Khai cầu, 08/2024, Vĩnh Hà"),
        (Topic("Nước sạch", SPAN, "r"), "Nước sạch"),
        (Document("Nghị định 5", SPAN, "r"), "Nghị định 5"),
        (Statement("Tư", None, "nói", "“Xong rồi”", "direct", SPAN, "r"), "Tư: “Xong rồi”"),
    ],
)  # fmt: skip
def test_every_kind_of_fact_has_words(fact: Fact, text: str) -> None:
    """One line of them."""
    assert fact_text(fact) == text


@pytest.mark.parametrize(
    ("words", "bare"),
    [("“Mưa”", "Mưa"), ('"Mưa"', "Mưa"), ("“Mưa” và “gió”", "“Mưa” và “gió”"), ("“", "“"), ("“Mưa", "“Mưa")],
)
def test_quotation_marks_are_not_doubled(words: str, bare: str) -> None:
    """Only those around all of it are taken away."""
    assert unquoted(words) == bare


SOURCE = Source(
    "Báo Sông", "2024-08-28", True, "Cầu *mới* 100% & {xong}", False, "Thào A Pao", "https://s.example/c"
)


def test_an_article_is_cited_in_every_style() -> None:
    """Each as its readers write it."""
    assert citation(SOURCE) == (
        "Thào A Pao, “Cầu *mới* 100% & {xong}”, Báo Sông, ~28/08/2024, https://s.example/c"
    )
    assert citation(SOURCE, "markdown") == (
        r"Thào A Pao, [Cầu \*mới\* 100% & {xong}](<https://s.example/c>), *Báo Sông*, ~28/08/2024"
    )
    assert citation(SOURCE, "bibtex") == (
        "@article{baosong2024cau,\n"
        "  author = {{Thào A Pao}},\n"
        "  title = {{Cầu *mới* 100\\% \\& \\{xong\\}}},\n"
        "  journal = {Báo Sông},\n"
        "  year = {2024},\n"
        "  month = {08},\n"
        "  day = {28},\n"
        "  url = {https://s.example/c},\n"
        "}"
    )
    assert json.loads(citation(SOURCE, "csl")) == [
        {
            "id": "baosong2024cau",
            "type": "article-newspaper",
            "title": "Cầu *mới* 100% & {xong}",
            "container-title": "Báo Sông",
            "URL": "https://s.example/c",
            "author": [{"literal": "Thào A Pao"}],
            "issued": {"date-parts": [[2024, 8, 28]], "circa": True},
        }
    ]


def test_a_title_that_was_made_up_stands_in_brackets() -> None:
    """As in a catalogue."""
    assert citation(Source(title="Cầu mới", title_inferred=True, file="7.txt")) == "[Cầu mới], file 7.txt"


@given(
    st.text(), st.text(), st.text(), st.text(), st.sampled_from(["2024", "2024-08", "2024-08-28", None]),
    st.sampled_from(STYLES),
)  # fmt: skip
def test_hostile_fields_break_no_citation(
    title: str, outlet: str, url: str, file: str, dated: str | None, style: str
) -> None:
    """No control character, balanced braces, JSON that can be read."""
    source = Source(outlet, dated, title=title, url=url, file=file)
    made = citation(source, style)  # type: ignore[arg-type]
    assert "\x1b" not in made
    assert "\x9b" not in made
    if style == "bibtex":
        bare = made.replace("\\{", "").replace("\\}", "")
        assert bare.count("{") == bare.count("}")
        assert not any(line.startswith("@") for line in made.splitlines()[1:] if not title + outlet + file)
    if style == "csl":
        assert json.loads(made)[0]["type"] == "article-newspaper"


def test_the_source_of_an_article_knows_its_paragraph() -> None:
    """Counted as the reader counts; without a place none."""
    assert source_of(stored(), at("Bà").start).paragraph == 3
    assert source_of(stored()).paragraph is None
