"""What letters typed into the filter may name: found by the same folding, counted in the list it narrows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.test_facets import ARTICLES, make
from tui.library.library import Library
from tui.library.shelf import Shelf
from tui.model.facet import FacetChoice
from tui.model.own import Subject
from tui.model.result import ListFilter
from tui.text.folding import entity_key


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("named") / "library.db", ARTICLES)


def named(
    path: Path, typed: str, *chosen: FacetChoice, shelf: Path | None = None
) -> list[tuple[str, str, int]]:
    library = Library.open(path, shelf=shelf)
    try:
        found = library.values_named(ListFilter(text=typed, chosen=chosen))
        assert found is not None
        return [(one.field, one.value.name, one.value.count) for one in found]
    finally:
        library.close()


def count_of(name: str) -> int:
    return sum(name in one.people | one.bodies for one in ARTICLES)


@pytest.mark.parametrize(
    "typed", ["khuc van dang", "Khúc Văn Đăng", "kvdang", "dang van khuc", "khucs vawn ddawng"]
)
def test_a_person_is_named_by_all_that_a_search_for_names_reads(path: Path, typed: str) -> None:
    assert ("person", "Khúc Văn Đăng", count_of("Khúc Văn Đăng")) in named(path, typed)


def test_values_are_counted_in_the_list_without_the_words(path: Path) -> None:
    """The words are there for the value, not for the rows; what was chosen before still holds."""
    body = FacetChoice("organisation", entity_key("organisation", "Hội Đê Điều"), "Hội Đê Điều")
    both = sum("Mạc Đình Lam" in one.people and "Hội Đê Điều" in one.bodies for one in ARTICLES)
    without = count_of("Mạc Đình Lam") - both
    assert 0 < both < count_of("Mạc Đình Lam")
    assert ("person", "Mạc Đình Lam", both) in named(path, "mac dinh lam", body)
    left_out = FacetChoice(body.field, body.key, body.name, excluded=True)
    assert ("person", "Mạc Đình Lam", without) in named(path, "mac dinh lam", left_out)


def test_a_value_that_no_article_of_the_list_has_is_not_offered(path: Path) -> None:
    only = FacetChoice("person", entity_key("person", "Khúc Văn Đăng"), "Khúc Văn Đăng", excluded=True)
    assert all(name != "Khúc Văn Đăng" for _field, name, _count in named(path, "khuc van dang", only))


def test_a_province_is_named_by_what_it_was_and_by_what_it_is(path: Path) -> None:
    """With the parts that are meant: all of them by the name of today."""
    library = Library.open(path)
    (old, *_others) = library.values_named(ListFilter(text="vinh m")) or ()
    new = (library.values_named(ListFilter(text="lam kha")) or ())[0]
    library.close()
    assert (old.field, old.value.name, [part.name for part in old.value.parts]) == (
        "place_now", "Lam Kha", ["Vĩnh Mơ"],
    )  # fmt: skip
    assert {part.name for part in new.value.parts} == {"Lam Kha", "Vĩnh Mơ"}


def test_tones_that_are_typed_must_be_there(path: Path) -> None:
    assert ("place_now", "Đảo Sậy") in [found[:2] for found in named(path, "dao say")]
    assert ("place_now", "Đảo Sậy") in [found[:2] for found in named(path, "đảo sậ")]
    assert ("place_now", "Đảo Sậy") not in [found[:2] for found in named(path, "đáo say")]


def test_outlets_and_tags_are_values_too(path: Path, tmp_path: Path) -> None:
    shelf = Shelf.open(tmp_path)
    library = Library.open(path)
    heads = library.heads("newest", ListFilter(), 0, 2)
    library.close()
    shelf.mark([Subject(head.digest) for head in heads], tags=["Đê vỡ"])
    shelf.close()
    outlets = sum(one.outlet == "Đài Vĩnh Mơ" for one in ARTICLES)
    assert ("outlet", "Đài Vĩnh Mơ", outlets) in named(path, "dai vi")
    assert ("tag", "Đê vỡ", 2) in named(path, "de v", shelf=tmp_path / "shelf.db")


@pytest.mark.parametrize("typed", ["", " ", "!?", "a" * 500, "person:khuc", '"khuc van dang"', "khuc OR mac"])
def test_what_is_no_name_names_nothing(path: Path, typed: str) -> None:
    assert named(path, typed) == []


def test_nobody_waits_for_an_answer_that_is_stopped(path: Path) -> None:
    library = Library.open(path)

    def endless(*_asked: object, **_how: object) -> object:
        query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return library.connection.execute(query).fetchone()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.library.values_named.count_facets", endless)
        assert library.values_named(ListFilter(text="khuc"), stopped=lambda: True) is None
    assert library.values_named(ListFilter(text="khuc"))
    library.close()
