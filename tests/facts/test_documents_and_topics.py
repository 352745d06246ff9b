"""Documents an article cites, and titles of lectures and themes."""

from __future__ import annotations

import pytest

from tests.facts.marked import Case, cases, lexicon, reading_of
from tui.facts.kinds import document, topic


@pytest.mark.parametrize("case", cases("documents"), ids=lambda case: case["rule"])
def test_a_sentence_cites_exactly_the_documents_marked_in_it(case: Case) -> None:
    """Text and number of every document; generic plurals are none."""
    reading, marks = reading_of(case)
    found = [(fact.text, fact.number or "-") for fact in document.find(reading, lexicon())]
    assert found == marks


def test_a_document_knows_its_year_from_its_number_or_name() -> None:
    """`15/2020/NĐ-CP` is of 2020; a number alone says no year."""
    reading, _marks = reading_of({"text": "Nghị định 15/2020/NĐ-CP thay Nghị quyết 27-NQ/TW."})
    assert [fact.year for fact in document.find(reading, lexicon())] == [2020, None]


@pytest.mark.parametrize("case", cases("topics"), ids=lambda case: case["rule"])
def test_a_sentence_names_exactly_the_topics_listed(case: Case) -> None:
    """Titles without their quotation marks."""
    reading, _marks = reading_of(case)
    assert [fact.text for fact in topic.find(reading, lexicon())] == case["topics"]
