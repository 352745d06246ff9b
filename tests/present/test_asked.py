"""How a query was read, in words of both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from tests.present.samples import text_result
from tui.i18n import set_language
from tui.model.query import Field, NoteKind, QueryNote, Remark, State, StateName
from tui.model.result import Understood
from tui.present.asked import clause_text, conditions_of, note_text, remark_text, told_of
from tui.present.search import text_rows, understood_text
from tui.search.parsing import parse


@pytest.fixture
def vietnamese() -> Iterator[None]:
    set_language("vi")
    yield
    set_language("en")


def told(query: str) -> str:
    parsed = parse(query)
    special = [term for term in parsed.terms if term.special]
    return " · ".join(conditions_of([*special, *parsed.clauses]))


def test_conditions_are_told_in_english() -> None:
    query = 'người:"Lạc Kỷ" từ:2024-05-01 -"hội nghị" ky~ là:chưa đọc,sao'
    assert told(query) == (
        "like “ky” (1 letter) · person: Lạc Kỷ · from 2024-05-01 · without “hội nghị”"
        " · not read yet or starred"
    )
    assert told("(lũ bão) OR nơi:Huế") == "(“lũ” and “bão”) or place: Huế"
    assert told('"đê vỡ"~3 ngu*') == "“đê vỡ” at most 3 words apart · beginning with “ngu”"


@pytest.mark.usefixtures("vietnamese")
def test_conditions_are_told_in_vietnamese() -> None:
    query = 'person:"Lạc Kỷ" from:2024-05-01 -"hội nghị" ky~ is:unread'
    assert told(query) == (
        "gần giống “ky” (1 lỗi) · người: Lạc Kỷ · từ 2024-05-01 · không có “hội nghị” · chưa đọc"
    )
    assert told("-(lũ OR nơi:Huế,Vinh)") == "không có (“lũ” hoặc nơi: Huế hoặc Vinh)"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_note_and_every_mark_has_words(language: str) -> None:
    """The set of kinds is closed: none is told by its name."""
    set_language(language)  # type: ignore[arg-type]
    try:
        for kind in get_args(NoteKind):
            text = note_text(QueryNote(kind, "abcd"))
            assert len(text) > 12
            assert "{" not in text
        for name in get_args(StateName):
            assert clause_text(Field("is", (State("x", name),))) != name or language == "en"
    finally:
        set_language("en")


def test_a_mistyped_field_is_offered_the_nearest_name() -> None:
    (note,) = parse("nguoii:kỷ").notes
    assert note_text(note) == "“nguoii:” is no field, read as words · did you mean “người:”?"


def test_remarks_say_how_fields_were_looked_up() -> None:
    remarks = (
        Remark("merged", "place", "Cần Thơ", ("Hậu Giang", "Sóc Trăng")),
        Remark("inferred", "date", "", count=1200),
        Remark("nothing", "person", "xyz"),
        Remark("bounded", None, "công an", count=2000),
    )
    assert remark_text(remarks[0]).endswith("since July 2025: Hậu Giang, Sóc Trăng")
    assert remark_text(remarks[1]) == "1,200 articles count by an inferred day"
    assert remark_text(remarks[2]) == "person: nothing is “xyz”"
    assert remark_text(remarks[3]) == "“công an”: only the 2,000 articles where they seem nearest were read"
    assert len(told_of(parse("nguoii:kỷ (").notes, remarks)) == 6


def test_the_line_below_the_query_says_conditions_and_notes() -> None:
    """Also where there is no word to rank by."""
    asked = parse('nơi:Huế -lũ "')
    read = Understood(asked.text, (), True, clauses=asked.clauses, notes=asked.notes)
    line = understood_text(text_result(query="", understood=read))
    said = "".join(run.text for run in line)
    assert said == "Read as: place: Huế · without “lũ” · a quote has no other: read without it"


def test_nothing_found_is_said_of_a_query_of_fields_alone() -> None:
    read = Understood("nơi:Huế", (), True, clauses=parse("nơi:Huế").clauses)
    assert text_rows(text_result(query="", understood=read), scope="corpus")
