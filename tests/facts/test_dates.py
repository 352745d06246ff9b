"""Dates as newspapers write them: what is one, which day it is, and where its year comes from."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.marked import Case, article, cases, lexicon, reading_of
from tui.facts.kinds import date
from tui.facts.reading import Reading
from tui.model.fact import DateFact


def found_in(text: str, *, title: str | None = None, published: str | None = None) -> tuple[DateFact, ...]:
    return date.find(Reading(article(text, title=title, published=published)), lexicon())


@pytest.mark.parametrize("case", cases("dates"), ids=lambda case: case["rule"])
def test_a_sentence_holds_exactly_the_dates_marked_in_it(case: Case) -> None:
    """Text and value of every date; a sentence without marks holds none."""
    reading, marks = reading_of(case)
    title = [] if "title" not in case else [case["title"]]
    wanted = [(text, None if value == "-" else value) for text, value in marks]
    facts = [fact for fact in date.find(reading, lexicon()) if fact.rule != "date.published"]
    if title:
        facts = [fact for fact in facts if fact.evidence.start > len(title[0])]
    assert [(fact.text, fact.value) for fact in facts] == wanted


def test_the_stamp_is_a_date_though_it_stands_in_a_meta_paragraph() -> None:
    """Nothing else of a meta paragraph is a fact."""
    facts = found_in("Chợ Bến Sậy họp lại.", published="2024-05-29")
    assert [(fact.value, fact.rule) for fact in facts] == [("2024-05-29", "date.published")]


@pytest.mark.parametrize(
    ("text", "title", "published", "inferred"),
    [
        ("Ngày 9/11, xã họp.", None, "2024-11-10", "year:published"),
        ("Ngày 9/11, xã họp.", "Hội chợ năm 2024", None, "year:title"),
        ("Ngày 9/11, xã mở Hội nghị tổng kết năm 2024.", None, None, "year:event"),
        ("Năm 2024 mất mùa, ngày 9/11 mới gặt.", None, None, "year:sentence"),
        ("Hôm qua xã họp.", None, "2024-11-10", "relative:published"),
        ("Ngày 9/11/2024, xã họp.", None, None, None),
        ("Ngày 9/11, xã họp.", None, None, None),
        ("Chợ mở lại từ 2-11-2024.\nNgày 9/11, xã họp.", None, None, "year:text"),
        ("Tính đến ngày 30/10/2024 đã thu xong thuế.\nNgày 9/11, xã họp.", None, None, "year:text"),
        ("Xã họp.\nDân họp.\nĐường làm từ tháng 3/2015.\nNgày 9/11, xã họp.", None, None, None),
        ("Quỹ lập ngày 3/3/2015, năm 2019 thì đổi tên.\nNgày 9/11, xã họp.", None, None, None),
        ("Ngày 9/11, xã mở Ngày hội “Vươn tới ngày mai” năm 2024.", None, None, "year:event"),
    ],
)
def test_a_date_says_from_what_its_year_was_inferred(
    text: str, title: str | None, published: str | None, inferred: str | None
) -> None:
    """Every key is one of `date.INFERRED`, so that a screen can name it."""
    facts = [
        f for f in found_in(text, title=title, published=published) if "9/11" in f.text or "qua" in f.text
    ]
    assert [fact.inferred for fact in facts] == [inferred]
    assert inferred is None or inferred in date.INFERRED


def test_a_single_day_of_history_dates_nothing_else() -> None:
    """`30/4/1975` in an article does not make its other days days of 1975."""
    facts = found_in("Ngày 7/2, xã Gò Mây dựng bia.\nBia ghi lại trận đánh ngày 30/4/1975.")
    assert [fact.value for fact in facts] == ["--02-07", "1975-04-30"]


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 1, 1)))
def test_every_full_day_is_read_back(day: datetime.date) -> None:
    """Written `ngày d/m/yyyy`, any day of two centuries comes out as its ISO form."""
    facts = found_in(f"Xã họp ngày {day.day}/{day.month}/{day.year}.")
    assert [fact.value for fact in facts] == [day.isoformat()]


@given(st.text(alphabet="ngày tháng năm 0123456789/-.,()quýIVđếntừvà\n", max_size=80))
def test_dates_stand_where_they_say_and_never_overlap(text: str) -> None:
    """Evidence covers the text of the fact, and dates come in order."""
    subject = article(text)
    last = 0
    for fact in date.find(Reading(subject), lexicon()):
        assert fact.evidence.of(subject.text) == fact.text
        assert last <= fact.evidence.start < fact.evidence.stop
        last = fact.evidence.stop


def test_a_headline_of_many_years_is_read_in_time_that_grows_with_it() -> None:
    """Four times the headline may cost eight times, never sixteen."""

    def seconds(count: int) -> float:
        subject = article("Ngày 3/5, xã họp.", title="Hội nghị năm 2016, " * count)
        begun = time.process_time()
        date.find(Reading(subject), lexicon())
        return time.process_time() - begun

    short = min(seconds(2_000) for _ in range(2))
    long = min(seconds(8_000) for _ in range(2))
    assert long < max(8 * short, 0.4)
