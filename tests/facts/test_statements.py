"""Statements: who said what, and what is no statement."""

from __future__ import annotations

import pytest

from tests.facts.marked import Case, article, cases, lexicon, names_in, reading_of
from tui.facts.kinds import statement
from tui.facts.reading import Names, Reading
from tui.model.article import Article, Paragraph
from tui.text.folding import entity_key


@pytest.mark.parametrize("case", cases("statements"), ids=lambda case: case["rule"])
def test_a_text_holds_exactly_the_statements_listed(case: Case) -> None:
    """Speaker, verb, kind and content of each, in order."""
    reading, _marks = reading_of(case)
    found = statement.find(reading, lexicon(), names_in(reading, case))
    assert [[fact.speaker, fact.verb or "-", fact.kind, fact.text] for fact in found] == case["said"]


def test_the_evidence_of_a_statement_is_its_content() -> None:
    """So that moving through the facts marks the words that were said."""
    reading, _marks = reading_of({"text": "Bà Lữ Hoài Thu cho biết nước đã rút khỏi làng."})
    (fact,) = statement.find(reading, lexicon(), names_in(reading, {"people": ["Lữ Hoài Thu"]}))
    assert fact.evidence.of(reading.text) == fact.text == "nước đã rút khỏi làng"
    assert fact.speaker_key == entity_key("person", "Lữ Hoài Thu")


def test_titles_captions_and_stamps_say_nothing() -> None:
    """Only the body of an article reports speech."""
    text = "Bà Lữ Hoài Thu cho biết nước đã rút."
    body = article(text)
    for kind in ("title", "caption", "meta"):
        other = Article(
            body.file,
            body.text,
            (Paragraph(body.paragraphs[0].span, kind),),
            body.digest,
            body.loader,
            body.encoding,
        )
        assert statement.find(Reading(other), lexicon(), Names()) == ()
    assert len(statement.find(Reading(body), lexicon(), Names())) == 1


def test_a_long_clause_as_speaker_is_told_with_less_confidence() -> None:
    """An office of a few words is sure; in a long run of words there may be a verb."""

    def confidence(text: str) -> str:
        (fact,) = statement.find(reading_of({"text": text})[0], lexicon(), Names())
        return fact.confidence

    assert confidence("Lãnh đạo xã Gò Mây cho biết nước đã rút khỏi làng.") == "high"
    assert confidence("Lãnh đạo xã vừa cùng các thôn ra kiểm tra đê cho biết nước đã rút.") == "medium"
