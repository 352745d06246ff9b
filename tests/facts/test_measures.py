"""What figures measure, where and when: the same words for the same thing in every article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.marked import Case, article, cases, lexicon
from tui.facts.extract import extract
from tui.facts.measures.read import measured
from tui.facts.measures.when import reach_of
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.measure import Measured


def made(case: Case) -> tuple[Article, Extraction]:
    stamp = str(case["published"]) if "published" in case else None
    subject = article(case["text"], title=case.get("title"), published=stamp)
    return subject, extract(subject, lexicon())


def told(row: Measured, extraction: Extraction) -> str:
    """A row as the cases write it."""
    place = "?" if row.place is None else ("" if row.place_told == "sentence" else "~") + row.place.name
    period = "?" if row.period is None else ("" if row.period_told == "sentence" else "~") + row.period
    parts = [row.measure, f"{row.kind} {row.value:.15g} {row.unit}", place, period]
    figures = extraction.figures
    if row.change is not None:
        parts.append(f"change {figures[row.change].value}")
    if row.plan is not None:
        parts.append(f"plan {figures[row.plan].value}")
    target = figures[row.figure].target
    if target is not None:
        parts.append(f"target {target}")
    return " | ".join(parts)


@pytest.mark.parametrize("case", cases("measures"), ids=lambda case: case["rule"])
def test_figures_measure_what_the_case_says(case: Case) -> None:
    """All of them and no other, in order."""
    subject, extraction = made(case)
    assert [told(row, extraction) for row in measured(subject, extraction)] == case["is"]


def test_a_row_knows_the_sentence_of_its_figure() -> None:
    """The figure stands in it."""
    subject, extraction = made({"text": "Trời mưa. Năm 2023, Hậu Giang đào tạo nghề cho 50 người. Hết."})
    (row,) = measured(subject, extraction)
    assert row.sentence.of(subject.text) == "Năm 2023, Hậu Giang đào tạo nghề cho 50 người."
    assert row.sentence.covers(extraction.figures[row.figure].evidence)


PIECES = (
    *("giá vàng", "tăng", "giảm từ", "5%", "12 người", "việc làm", "so với cùng kỳ năm 2023", "năm 2024"),
    *("của", ",", "(", ")", ";", "\n", "Hậu Giang", "3/4 hộ", "7 tỷ đồng", "chết", "\u202e", "hàng tháng"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_is_read(words: list[str]) -> None:
    """Rows come in order, name a figure each, and no figure is a row and a part of one."""
    subject, extraction = made({"text": " ".join(words) or "a"})
    rows = measured(subject, extraction)
    figures = [row.figure for row in rows]
    parts = [part for row in rows for part in (row.change, row.plan) if part is not None]
    assert figures == sorted(set(figures))
    assert not set(figures) & set(parts)
    assert all(row.measure == row.measure.strip() != "" for row in rows)


@given(st.text(alphabet="0123456789-/T:", max_size=25))
def test_no_period_breaks_the_board(value: str) -> None:
    """What is no period of a known year has no reach."""
    reach = reach_of(value)
    assert reach is None or (reach.start >= 0 and reach.months >= 0)


LONG = (
    "năm 2023 giá vàng 5 tỷ đồng ",
    "(Hậu Giang) 5 người chết ",
    "việc làm cho 5 người, tăng 5% so với ",
    "5% (",
)


@pytest.mark.parametrize("piece", LONG)
def test_a_sentence_without_an_end_takes_time_by_its_length(piece: str) -> None:
    """Four times the text costs nine times at most, never sixteen."""

    def seconds(count: int) -> float:
        subject, extraction = made({"text": piece * count})
        times = []
        for _ in range(3):
            begun = time.process_time()
            measured(subject, extraction)
            times.append(time.process_time() - begun)
        return min(times)

    assert seconds(800) < 9 * max(seconds(200), 0.002)
