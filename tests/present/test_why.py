"""Why something is a fact: each rule in words, the doubt, and what was inferred."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import tui.facts
from tests.facts.articles import article, lexicon
from tests.present.samples import head
from tui.corpus.cleaning import clean
from tui.facts.extract import extract
from tui.facts.kinds.date import INFERRED
from tui.facts.stored import extraction_from_list, extraction_to_list
from tui.i18n import set_language
from tui.model.article import RawArticle
from tui.model.fact import DateFact, Extraction, Figure, Organisation, Person, Place, Role, Statement
from tui.model.result import Reason, Related
from tui.model.span import Span
from tui.present.labels import inference_sentence, inference_text
from tui.present.lines import line_width, plain
from tui.present.rules import RULES, rule_text
from tui.present.why import doubt_text, inferences, related_lines, why, why_lines
from tui.text.folding import entity_key

_KINDS = "person|role|organisation|place|date|figure|event|statement|topic|document"
_RULE = re.compile(rf"(?:{_KINDS})\.[a-z_]+(?:[-.][a-z_]+)*\Z")
_MADE = re.compile(rf"(?:{_KINDS})\.\Z")

MADE_OF_PARTS = {
    "person.": {"honorific", "rank", "religious", "degree"},
    "figure.": {"change", "share", "money", "measure", "count"},
}
"""Rules whose name is put together: beginning → the ends it may have."""


def _literals() -> Iterator[ast.expr]:
    for path in sorted(Path(tui.facts.__path__[0]).rglob("*.py")):
        yield from (
            node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.expr)
        )


def _rules_in_source() -> set[str]:
    """Every rule the sources of extraction can name."""
    found = set()
    for node in _literals():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _RULE.match(node.value):
            found.add(node.value)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            head = str(node.values[0].value)
            if _MADE.match(head):
                found |= {head + end for end in MADE_OF_PARTS[head]}
    return found


def _texts() -> Iterator[str]:
    """Every sentence of the cases."""
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")) or ():
            if isinstance(case, dict) and isinstance(case.get("text"), str):
                yield re.sub(r"\{([^{}|]*)\|[^{}]*\}", r"\1", case["text"])


def _rules_of(facts: Extraction) -> set[str]:
    lists = (facts.people, facts.organisations, facts.places, facts.dates, facts.figures, facts.events,
             facts.statements, facts.topics, facts.documents)  # fmt: skip
    return {fact.rule for kind in lists for fact in kind} | {
        role.rule for person in facts.people for role in person.roles
    }


def test_every_rule_of_the_sources_is_said_in_words() -> None:
    """A new rule needs a sentence for the reader; one that is gone takes its sentence along."""
    rules = _rules_in_source()
    assert len(rules) > 50
    assert rules - set(RULES) == set()
    assert set(RULES) - rules == set()


def test_every_rule_that_fires_in_the_cases_is_said_in_words() -> None:
    """What the sources name in a way that cannot be read from them shows here."""
    fired: set[str] = set()
    for text in _texts():
        fired |= _rules_of(extract(article(text), lexicon()))
    assert len(fired) > 40
    assert fired <= set(RULES)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_words_of_a_rule_are_in_the_language_in_force(language: str) -> None:
    """Never the name of the rule; in Vietnamese, Vietnamese."""
    set_language("vi" if language == "vi" else "en")
    try:
        for rule in RULES:
            told = rule_text(rule)
            assert told.endswith(".")
            assert rule not in told
            assert (told != RULES[rule]) == (language == "vi")
    finally:
        set_language("en")


def test_every_inference_is_a_sentence() -> None:
    """`year:title` and the like."""
    for key in INFERRED:
        assert inference_sentence(key) != inference_text(key)


TEXT = "Sáng 3/4, bà Mạc Thị Sim nói với báo giới: “Đê vỡ rồi”. Cả xã thức trắng."


def _person(**changes: object) -> Person:
    fields: dict[str, object] = {
        "key": entity_key("person", "Mạc Thị Sim"), "name": "Mạc Thị Sim", "evidence": Span(13, 24),
        "rule": "person.honorific",
    }  # fmt: skip
    return Person(**{**fields, **changes})  # type: ignore[arg-type]


def test_what_is_certain_leaves_no_doubt_and_all_else_says_which() -> None:
    """The doubt is of the fact, not only of its rule."""
    span = Span(0, 5)
    assert doubt_text(_person()) == ""
    assert "one word" in doubt_text(_person(name="Sim", confidence="medium"))
    assert "only used before names" in doubt_text(_person(confidence="medium"))
    assert "body" in doubt_text(Role("Giám đốc", None, span, "role.before-name", "medium"))
    assert "somebody else" in doubt_text(Role("Giám đốc", "Sở Y tế", span, "role.before-name", "medium"))
    assert "inferred" in doubt_text(DateFact("3/4", "2024-04-03", span, "date.day", "medium", "year:text"))
    assert "score" in doubt_text(DateFact("3/4", None, span, "date.day", "medium"))
    assert "not among" in doubt_text(
        Statement("bà ấy", None, "nói", "x", "indirect", span, "statement.verb", "low")
    )
    assert "concluded" in doubt_text(
        Statement("Mạc Thị Sim", "k", "nói", "x", "indirect", span, "statement.verb", "medium")
    )
    assert "counted" in doubt_text(Figure("3 nong", Decimal(3), "nong", span, "figure.count", "medium"))
    assert doubt_text(Role("Giám đốc", None, span, "role.new", "low"))


def test_what_was_concluded_is_told_with_its_source() -> None:
    """The year of a day, the full name of a body, the province of a district."""
    span = Span(0, 5)
    day = DateFact("3/4", "2024-04-03", span, "date.day", "high", "year:title")
    assert inferences(day) == ("The year is not printed; it was taken from the title.",)
    completed = Organisation("k", "Sở Y tế tỉnh", "Sở Y tế tỉnh Hà Giang", span, "organisation.grammar")
    assert "the place comes from the article" in inferences(completed)[0]
    written_out = Organisation("k", "UBND xã", "Ủy ban nhân dân xã", span, "organisation.grammar")
    assert "the abbreviation is written out" in inferences(written_out)[0]
    short = Organisation("k", "Bộ TT&TT", "Bộ Thông tin và Truyền thông", span, "organisation.grammar")
    assert "the abbreviation is written out." in inferences(short)[0]
    both = Organisation("k", "UBND xã", "Ủy ban nhân dân xã Lam Kha", span, "organisation.grammar")
    assert "abbreviations are written out, the place" in inferences(both)[0]
    renamed = Organisation("k", "Ban về lũ xã", "Ban công tác lũ xã", span, "organisation.grammar")
    assert "usual name" in inferences(renamed)[0]
    office = Role("Giám đốc", "Sở Y tế Hà Giang", span, "role.before-name")
    assert "Hà Giang" in inferences(office, "Giám đốc Sở Y tế Mạc Thị Sim")[0]
    assert inferences(office, "Giám đốc Sở Y tế Hà Giang Mạc Thị Sim") == ()
    as_printed = Organisation("k", "Sở Y tế", "Sở Y tế", span, "organisation.grammar")
    assert inferences(as_printed) == ()
    district = Place("k", "Ngã Bảy", "district", span, "place.level",
                     province_then="Hậu Giang", province_now="Cần Thơ")  # fmt: skip
    assert [("Hậu Giang" in told, "Cần Thơ" in told) for told in inferences(district)] == [
        (True, False), (True, True),
    ]  # fmt: skip


def test_the_answer_holds_rule_sentence_and_words() -> None:
    """The sentence, not the paragraph; the words marked in it; the rule beside its sentence."""
    told = article(TEXT)
    answer = why(told, _person())
    assert answer.sentence.of(TEXT).startswith("Sáng 3/4")
    assert answer.sentence.stop < TEXT.index("Cả xã")
    lines = why_lines(told, answer, cells=40)
    assert all(line_width(line) <= 40 for line in lines)
    runs = [run for line in lines for run in line]
    assert "".join(run.text for run in runs if run.role == "hit").replace(" ", "") == "MạcThịSim"
    assert any("person.honorific" in run.text and run.role == "faint" for run in runs)
    assert any("Certain." in plain(line) for line in lines)


def test_a_name_is_explained_by_what_found_it_there() -> None:
    """The rule shown is of the occurrence whose sentence is shown; the surer one is named as another's."""
    text = TEXT + " Sau đó bà Sim về nhà."
    told = article(text)
    first, second = Span(13, 24), Span(text.index("Sim về"), text.index("Sim về") + 3)
    person = _person(mentions=(first, second), rules=("person.honorific", "person.given-name"))
    assert [why(told, person, span).rule for span in (first, second)] == list(person.rules)
    assert rule_text("person.given-name") == why(told, person, second).because
    shown = {span: " ".join(plain(line) for line in why_lines(told, why(told, person, span), cells=200))
             for span in (first, second)}  # fmt: skip
    assert rule_text("person.honorific") in shown[second]
    assert "Elsewhere" in shown[second]
    assert "Elsewhere" not in shown[first]


def test_extraction_keeps_what_found_each_name() -> None:
    """One rule a mention where they differ, none where one found them all; the library keeps them."""
    found = extract(article("Ông Mạc Văn Sim đến sớm. Hôm sau Mạc Văn Sim mở cửa."), lexicon())
    (person,) = found.people
    assert len(person.rules) == len(person.mentions) == 2
    assert person.rules[0] != person.rules[1]
    assert extraction_from_list(extraction_to_list(found)) == found
    (alone,) = extract(article("Ông Mạc Văn Sim đến sớm."), lexicon()).people
    assert alone.rules == ()


def test_a_sentence_of_a_million_letters_is_cut_around_the_words() -> None:
    """The box quotes what is near."""
    text = "chữ " * 250_000 + "bà Mạc Thị Sim " + "chữ " * 250_000
    start = text.index("Mạc")
    told = article(text)
    lines = why_lines(told, why(told, _person(evidence=Span(start, start + 11))), cells=60)
    assert len(lines) < 60
    assert "Mạc Thị Sim" in " ".join(plain(line) for line in lines)


def test_related_articles_say_each_reason_and_its_share() -> None:
    """Heaviest first, each with what it means."""
    related = Related(
        head(1, "T"), 1.0, (Reason("person", "Mạc Thị Sim", 0.7), Reason("terms", "đê, lũ", 0.3))
    )
    told = "\n".join(plain(line) for line in related_lines(related, cells=50))
    assert "Same person  70%" in told
    assert "They share words that are rare in this corpus." in told


def test_a_rule_of_an_older_library_is_shown_by_its_name() -> None:
    """Facts stored by an older version may name a rule that is gone."""
    assert rule_text("person.gone") == "person.gone"


def test_extraction_and_why_agree_on_a_real_page() -> None:
    """Whatever is extracted can be explained, with its evidence inside its sentence."""
    raw = RawArticle("a.txt", "Họp bàn giữ đê\n\n" + TEXT, "plain", "utf-8", "d")
    page = clean(raw, lexicon())
    facts = extract(page, lexicon())
    assert facts.people
    for person in facts.people:
        answer = why(page, person)
        assert answer.sentence.start <= answer.evidence.start < answer.evidence.stop <= answer.sentence.stop
