"""Figures: what counts or measures, with unit, change, comparison, target and period."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.marked import Case, article, cases, lexicon, reading_of
from tui.facts.kinds import date, figure
from tui.facts.reading import Reading
from tui.model.fact import Figure


def figures_of(reading: Reading) -> tuple[Figure, ...]:
    return figure.find(reading, lexicon(), date.find(reading, lexicon()))


def shown_value(fact: Figure) -> str:
    ends = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return "..".join(f"{end.normalize():f}" for end in ends)


@pytest.mark.parametrize("case", cases("figures"), ids=lambda case: case["rule"])
def test_a_sentence_holds_exactly_the_figures_marked_in_it(case: Case) -> None:
    """Value and unit of every figure, and the slots a mark names; the text holds the marked text."""
    reading, marks = reading_of(case)
    facts = figures_of(reading)
    wanted = [mark.split(";")[0].strip() for _text, mark in marks]
    assert [f"{shown_value(fact)} {fact.unit}" for fact in facts] == wanted
    for fact, (text, mark) in zip(facts, marks, strict=True):
        assert fact.text in text or text in fact.text
        for slot in mark.split(";")[1:]:
            name, value = (part.strip() for part in slot.split("=", 1))
            assert _slot(fact, name) == value, f"{fact.text}: {name}"


def _slot(fact: Figure, name: str) -> str:
    values = {
        "change": fact.change,
        "vs": fact.compared_to,
        "approx": fact.approx,
        "target": fact.target,
        "what": fact.what,
        "period": fact.period,
    }
    return "" if values[name] is None else str(values[name])


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["hộ", "đồng", "km", "%"]))
def test_every_number_with_dots_between_thousands_is_read_back(value: int, unit: str) -> None:
    """`12.406 hộ` is 12406, whatever the size."""
    text = f"Xã có {value:,} {unit}.".replace(",", ".")
    assert [(fact.value, fact.unit) for fact in figures_of(Reading(article(text)))] == [
        (Decimal(value), unit)
    ]


@given(st.text(alphabet="0123456789.,%/- tăngiảmtỷđồngười()từđến\n", max_size=80))
def test_figures_stand_where_they_say(text: str) -> None:
    """Evidence is the text of the fact, inside one paragraph, in order."""
    subject = article(text)
    starts = []
    for fact in figures_of(Reading(subject)):
        assert fact.evidence.of(subject.text) == fact.text
        assert "\n" not in fact.text
        starts.append(fact.evidence.start)
    assert starts == sorted(starts)
