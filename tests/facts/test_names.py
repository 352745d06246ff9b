"""Names by data: sentences of tests/cases, one rule each, with their negatives."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.articles import article, lexicon, names
from tui.facts.names import find_names
from tui.facts.reading import Reading
from tui.model.fact import Organisation, Person, Place, Role
from tui.model.span import Span

CASES = Path(__file__).parents[1] / "cases"
Case = dict[str, Any]


def load(file: str) -> list[Any]:
    """The cases of one file, each with its sentence as id."""
    cases: list[Case] = yaml.safe_load((CASES / f"{file}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["text"][:50]) for case in cases]


@pytest.mark.parametrize("case", load("people"))
def test_exactly_the_people_are_found(case: Case) -> None:
    """Names, titles, honorifics and short forms; nobody who is not there."""
    people = {person.name: person for person in names(case["text"]).people}
    assert sorted(people) == sorted(case["people"])
    for name, titles in case.get("titles", {}).items():
        assert list(people[name].titles) == titles
    for name, honorifics in case.get("honorifics", {}).items():
        assert list(people[name].honorifics) == honorifics
    for form, name in case.get("forms", {}).items():
        owners = [person.name for person in people.values() if form in person.forms]
        assert owners == ([name] if name else [])


def told(person: Person, role: Role) -> str:
    """A role as the cases write it."""
    mark = " (nguyên)" if role.former else " (quyền)" if role.acting else ""
    return f"{person.name}: {role.position}{mark} | {role.organisation or '-'}"


@pytest.mark.parametrize("case", load("roles"))
def test_exactly_the_roles_are_found(case: Case) -> None:
    """Each office with its body, tied to the one who holds it."""
    found = [told(person, role) for person in names(case["text"]).people for role in person.roles]
    assert sorted(found) == sorted(case["roles"])


@pytest.mark.parametrize("case", load("organisations"))
def test_exactly_the_organisations_are_found(case: Case) -> None:
    """Borders and canonical names; several wordings of one body are one."""
    found = {body.name: body.canonical for body in names(case["text"]).organisations}
    assert found == case["organisations"]


@pytest.mark.parametrize("case", load("places"))
def test_exactly_the_places_are_found(case: Case) -> None:
    """Names, levels, the province then and now."""
    found = {
        place.name: [place.level, place.province_then, place.province_now]
        for place in names(case["text"]).places
    }
    assert found == case["places"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Sở Y tế và Bộ Công an họp.", ["high", "high"]),
        ("Phòng Di sản Cổ truyền mở cửa.", ["medium"]),
        ("Công ty Sao Khuê và Trường THPT Lạc Sơn Hạ mở cửa.", ["medium", "medium"]),
        ("Viện Di sản Cổ truyền tỉnh Kon Tum mở cửa.", ["high"]),
        ("Ông vào Ban Pháp chế Oreabank; lên Facebook; mua xe Toyota.", ["medium", "medium", "medium"]),
        ("Bộ Ngoại giao Velden và Toyota đáp.", ["high", "high"]),
    ],
)
def test_a_body_whose_end_is_a_guess_is_less_sure(text: str, confidence: list[str]) -> None:
    """Proper names and functions that the lexicon does not list, unless a place ends them."""
    assert [body.confidence for body in names(text).organisations] == confidence


def test_a_city_in_a_fixture_is_less_sure() -> None:
    """Clubs are called like cities; in `A - B` either may be meant."""
    sure = {
        place.name: place.confidence for place in names("Lượt trận: London - Paris. Ở Tokyo có tuyết.").places
    }
    assert sure == {"London": "medium", "Paris": "medium", "Tokyo": "high"}


def test_page_furniture_names_nobody() -> None:
    """A byline or stamp is a fact of the page, not of the article."""
    found = names("Đại tá Lê Văn Cổn\nUBND tỉnh Nghệ An", "meta")
    assert (found.people, found.organisations, found.places) == ((), (), ())


def test_an_office_alone_means_the_one_who_holds_it() -> None:
    """A role-only mention is a form of the holder, never another mention of the name."""
    text = "Bà Lê Thị Ngần, Giám đốc Sở Nội vụ, đến dự. Sau đó, Giám đốc Sở Nội vụ ra về."
    (person,) = names(text).people
    assert "Giám đốc Sở Nội vụ" in person.forms
    assert [span.of(text) for span in person.mentions] == ["Lê Thị Ngần"]


def test_initials_never_make_one_person_of_two_articles() -> None:
    """The key of `Trần Văn Q.` belongs to its article; a full name's key does not."""
    initials, full = names("Bị cáo Trần Văn Q. và ông Trần Văn Quyến khai.").people
    assert initials.key.startswith("person:trần văn q.@")
    assert full.key == "person:trần văn quyến"


WORDS = """Ông ông bà Nguyễn Văn Hà Nội Chủ tịch UBND tỉnh TP . , - – ( ) và là Sở Y tế Giám đốc Ban Chỉ đạo
Q. T. các đồng chí : huyện Thái Bình “ ” Công an PGS TS này nguyên Trường THPT đường Phó Trưởng phòng PA05
Trump lần lượt"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join))
def test_every_span_lies_in_the_text_and_covers_its_name(text: str) -> None:
    """Whatever the words, evidence and mentions are spans of the text; those of one kind never overlap."""
    found = names(text)
    for kind in (found.people, found.organisations, found.places):
        spans: list[Span] = []
        for fact in kind:
            assert isinstance(fact, (Person, Organisation, Place))
            assert fact.evidence.of(text).strip()
            assert fact.evidence in fact.mentions
            assert fact.rule
            spans.extend(fact.mentions)
        spans.sort()
        assert all(a.stop <= b.start for a, b in pairwise(spans))
        assert all(0 <= span.start < span.stop <= len(text) for span in spans)
    for person in found.people:
        for role in person.roles:
            assert role.evidence.of(text).strip()
            assert person.evidence.start <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "A ",
        "Nguyễn ",
        "Q.",
        "ông ",
        "Chủ tịch UBND tỉnh, ",
        "(",
        "Ban Chỉ đạo ",
        "đường Lê Lợi, ",
        "ông An, bà An; ",
        "UBND, UBND xã Tân Phú, ",
        "Q.1, ",
    ],
)
def test_work_grows_with_the_length_only(unit: str) -> None:
    """A hostile line of one repeated piece: four times the length takes at most five times the calls."""

    def calls(count: int) -> int:
        seen = 0

        def tally(_frame: FrameType, _event: str, _argument: object) -> None:
            nonlocal seen
            seen += 1

        prepared = Reading(article(unit * count))
        sys.setprofile(tally)
        try:
            find_names(prepared, lexicon())
        finally:
            sys.setprofile(None)
        return seen

    calls(10)  # tables are built once
    assert calls(2_000) <= 5 * calls(500)
