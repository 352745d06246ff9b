"""One person over many articles, and namesakes kept apart, whatever the order articles come and go in."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.memory import (
    add,
    article_of,
    empty_library,
    finish,
    organisation,
    person,
    place,
    role,
)
from tui.library import storing
from tui.library.name_search import find_names
from tui.library.namesakes import find_entity, with_entity_keys
from tui.library.pages import entity_page
from tui.library.relinking import rounded
from tui.model.article import Article
from tui.model.fact import Extraction
from tui.model.result import EntityPage
from tui.text.folding import entity_key

HUNG = "Nguyễn Văn Hùng"
KEY = entity_key("person", HUNG)
BODIES = ("Sở Y tế Lam Giang", "Hợp tác xã Bến Mơ", "Trường Tiểu học Vĩnh Lạc", "Chính phủ")
PLACES = ("Hải Khê", "Lam Giang", "Hà Nội")


def story(
    number: int,
    *,
    name: str = HUNG,
    bodies: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    office: tuple[str, str] | None = None,
    honorific: str = "",
) -> tuple[Article, Extraction]:
    """An article on `name` and what else it names; no two are alike."""
    named = ", ".join((*bodies, *places, *(office or ())))
    text = f"Tin số {number}\n{name} có mặt. Bài {number * 7919 % 1000}: {named}."
    roles = (role(text, *office),) if office else ()
    someone = replace(person(text, name, *roles), honorifics=(honorific,) if honorific else ())
    facts = Extraction(
        people=(someone,),
        organisations=tuple(organisation(text, body) for body in bodies),
        places=tuple(place(text, where) for where in places),
    )
    return replace(article_of(f"{number}.txt", text), digest=f"{number * 7919:032x}"[::-1]), facts


def library(*stories: tuple[Article, Extraction]) -> sqlite3.Connection:
    """A finished library."""
    connection = empty_library()
    for article, facts in stories:
        add(connection, article, facts)
    return finish(connection)


def groups(connection: sqlite3.Connection) -> set[frozenset[str]]:
    """The files of each person."""
    found: dict[int, set[str]] = {}
    for entity, file in connection.execute(
        "SELECT entity, file FROM named JOIN entities ON entities.id = entity"
        " JOIN articles ON articles.id = article WHERE kind = 'person'"
    ):
        found.setdefault(entity, set()).add(file)
    return {frozenset(files) for files in found.values()}


def page_of(connection: sqlite3.Connection, key: str = KEY) -> EntityPage:
    """The page of a name that has one."""
    page = entity_page(connection, key)
    assert page is not None
    return page


def test_a_shared_body_makes_one_person_and_the_page_says_so() -> None:
    body = BODIES[1]
    connection = library(story(1, bodies=(body,)), story(2, bodies=(body,)), story(3, bodies=(body,)))
    page = page_of(connection)
    assert (page.key, len(page.articles), page.namesakes) == (KEY, 3, ())
    (reason,) = page.links
    assert (reason.kind, reason.text, reason.article_count) == ("organisation", body, 3)
    assert reason.first.article_id != reason.second.article_id


def test_a_shared_office_is_the_reason_before_the_body_that_is_only_named() -> None:
    office = ("Giám đốc", BODIES[0])
    page = page_of(library(*(story(n, office=office, bodies=(BODIES[0],)) for n in (1, 2))))
    assert [(reason.kind, reason.text) for reason in page.links] == [("office", f"Giám đốc {BODIES[0]}")]


def test_nothing_shared_leaves_two_people_who_know_of_each_other() -> None:
    connection = library(story(1, office=("Giám đốc", BODIES[0])), story(2, places=(PLACES[0],)), story(3))
    hits = find_names(connection, "nguyen van hung").hits
    assert sorted(hit.office for hit in hits)[1:] == [f"Giám đốc {BODIES[0]}", "Hải Khê"]
    assert sorted(hit.office for hit in hits)[0].isdecimal()
    assert len({hit.key for hit in hits}) == 3
    page = page_of(connection, hits[0].key)
    assert {other.key for other in page.namesakes} == {hit.key for hit in hits[1:]}
    assert {other.office for other in page.namesakes} == {hit.office for hit in hits[1:]}


def test_a_namesake_without_an_office_is_told_by_the_best_known_place() -> None:
    """By its district if there is one: a street says nothing to most readers."""
    others = [story(n, name=f"Đoàn Quý {n}", places=("Hải Khê",)) for n in range(10, 14)]
    connection = library(story(1, places=("đường Bến Mơ", "Hải Khê")), story(2), *others)
    offices = sorted(hit.office for hit in find_names(connection, HUNG).hits if hit.name == HUNG)
    assert offices[0] in ("1", "2")
    assert offices[1:] == ["Hải Khê"]


def test_given_names_and_initials_are_never_one_person() -> None:
    """Though everything else is shared."""
    for name in ("Hùng", "Trần Văn Q."):
        connection = library(*(story(n, name=name, bodies=BODIES, places=PLACES) for n in (1, 2)))
        assert groups(connection) == {frozenset({"1.txt"}), frozenset({"2.txt"})}


def test_two_articles_of_one_file_do_not_share_a_given_name() -> None:
    """They have the same digest."""
    made = [story(1, name="Hùng"), story(2, name="Hùng")]
    one_file = [
        (replace(a, file=f"tin.txt#{n}", digest="0" * 32), facts) for n, (a, facts) in enumerate(made, 1)
    ]
    connection = library(*one_file)
    assert len(groups(connection)) == 2
    keys = {
        with_entity_keys(connection, at, facts).people[0].key for at, (_, facts) in enumerate(one_file, 1)
    }
    assert {page_of(connection, key).key for key in keys} == keys
    assert len(keys) == 2


def test_what_all_articles_name_ties_nobody() -> None:
    """Be it known for that, or common in this corpus."""
    for place_named in ("Hà Nội", "Vĩnh Lạc"):
        others = [story(n, name=f"Đoàn Thẩm Quý {n}", places=(place_named,)) for n in range(10, 40)]
        connection = library(story(1, places=(place_named,)), story(2, places=(place_named,)), *others)
        assert frozenset({"1.txt", "2.txt"}) not in groups(connection)


def test_the_body_of_any_province_is_another_in_each_article() -> None:
    """`UBND tỉnh` without its province names nothing that two articles share."""
    local = "Ủy ban nhân dân tỉnh"
    connection = library(
        story(1, bodies=(local,)), story(2, bodies=(local,)), story(3, bodies=(f"{local} Lam Kha",))
    )
    assert len(groups(connection)) == 3
    keys = [hit.key for hit in find_names(connection, local).hits if hit.kind == "organisation"]
    assert len(keys) == len(set(keys)) == 3


def test_bodies_of_two_provinces_never_become_one() -> None:
    names = [f"Ủy ban nhân dân tỉnh {where}" for where in ("Lam Kha", "Hải Khê")]
    connection = library(*(story(n, bodies=(name,)) for n, name in enumerate(names)))
    assert {hit.name for hit in find_names(connection, "uy ban nhan dan tinh").hits} == set(names)
    assert len(groups(connection)) == 2


def test_a_man_and_a_woman_are_two() -> None:
    connection = library(
        story(1, bodies=BODIES[:1], honorific="ông"), story(2, bodies=BODIES[:1], honorific="bà")
    )
    assert len(groups(connection)) == 2


def test_a_prime_minister_named_plainly_is_found_by_what_else_is_named() -> None:
    """An office of which there is one at a time needs no body; an article without it is tied by the place."""
    first = story(1, office=None, places=("Hải Khê",))
    text = first[0].text + " Thủ tướng"
    office = replace(first[1].people[0], roles=(role(text, "Thủ tướng"),))
    titled = (replace(first[0], text=text), replace(first[1], people=(office,)))
    again = story(2)
    text = again[0].text + " Thủ tướng"
    office = replace(again[1].people[0], roles=(role(text, "Thủ tướng"),))
    also = (replace(again[0], text=text), replace(again[1], people=(office,)))
    connection = library(titled, also)
    assert [reason.kind for reason in page_of(connection).links] == ["office"]


def test_a_director_of_nothing_in_particular_may_be_anybody() -> None:
    made = []
    for number in (1, 2):
        article, facts = story(number)
        text = article.text + " Giám đốc"
        someone = replace(facts.people[0], roles=(role(text, "Giám đốc"),))
        made.append((replace(article, text=text), replace(facts, people=(someone,))))
    assert len(groups(library(*made))) == 2


def test_a_rare_name_is_one_person_and_marked_as_such() -> None:
    connection = library(story(1, name="Zlatan Ibrahimovic"), story(2, name="Zlatan Ibrahimovic"))
    (reason,) = page_of(connection, entity_key("person", "Zlatan Ibrahimovic")).links
    assert (reason.kind, reason.text) == ("rare", "")


def test_until_the_run_ends_the_articles_of_a_name_stand_together_and_the_page_says_so() -> None:
    connection = empty_library()
    for each in (story(1), story(2, places=("Hải Khê",))):
        add(connection, *each)
    page = page_of(connection)
    assert (len(page.articles), page.settled, page.links) == (2, False, ())
    finish(connection)
    page = page_of(connection)
    assert (len(page.articles), page.settled) == (1, True)


def test_old_keys_lead_to_the_person_they_meant() -> None:
    """The key of a name, of an article of a name, and of a person before the next article came."""
    first, second, third = story(1, bodies=BODIES[1:2]), story(2, bodies=BODIES[1:2]), story(3)
    connection = library(first, third)
    keys = {row[0] for row in connection.execute("SELECT key FROM entities WHERE kind = 'person'")}
    add(connection, *second)
    finish(connection)
    assert {page_of(connection, key).key for key in keys} == {
        row[0] for row in connection.execute("SELECT key FROM entities WHERE kind = 'person'")
    }
    assert len(page_of(connection).articles) == 2
    assert page_of(connection, f"{KEY}@{third[0].digest[:12]}").articles[0].digest == third[0].digest
    assert page_of(connection, f"{KEY}@{second[0].digest[:12]}").articles[0].digest != third[0].digest
    assert find_entity(connection, "person:ai đó@000000000000") is None


def test_the_facts_of_an_article_lead_to_its_own_people() -> None:
    article, facts = story(1, office=("Giám đốc", BODIES[0]), bodies=("Ủy ban nhân dân tỉnh",))
    connection = library((article, facts), story(2))
    found = with_entity_keys(connection, 1, facts)
    assert found.people[0].key.startswith(f"{KEY}@")
    assert page_of(connection, found.people[0].key).articles[0].article_id == 1
    assert page_of(connection, found.organisations[0].key).articles[0].article_id == 1
    alone = library((article, replace(facts, organisations=())))
    assert with_entity_keys(alone, 1, facts).people == facts.people


STORIES = tuple(
    story(number, bodies=bodies, places=places, office=office, honorific=honorific)
    for number, (bodies, places, office, honorific) in enumerate(
        [
            (
                pair,
                (PLACES[at % 3],),
                ("Giám đốc", BODIES[at % 3]) if at % 2 else None,
                ("", "ông", "bà")[at % 3],
            )
            for at, pair in enumerate(combinations(BODIES, 2))
        ]
        + [((), (where,), None, "") for where in PLACES]
    )
) + tuple(story(number, name=f"Lạc Thị Mây {number}", bodies=BODIES[:2]) for number in range(20, 28))


def contents(connection: sqlite3.Connection) -> object:
    """Who is who, and why, without what depends on the order."""
    who = connection.execute(
        "SELECT file, key FROM named JOIN entities ON entities.id = entity"
        " JOIN articles ON articles.id = article"
    ).fetchall()
    why = connection.execute(
        "SELECT entities.key, one.file, other.file, merged.kind, merged.key, text FROM merged"
        " JOIN entities ON entities.id = entity JOIN articles AS one ON one.id = merged.article"
        " JOIN articles AS other ON other.id = merged.other"
    ).fetchall()
    left = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        for table in ("entities", "full_names", "witnesses", "grounds", "grounded", "merged")
    ]
    return sorted(who), sorted(why), left


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_articles_added_and_gone_in_any_order_end_in_the_same_people(data: st.DataObject) -> None:
    """With the indexer run to its end after each few changes, or only once."""
    connection = empty_library()
    ids: dict[int, int] = {}
    for _ in range(data.draw(st.integers(0, 25))):
        number = data.draw(st.integers(0, len(STORIES) - 1))
        if number in ids:
            storing.remove_article(connection, ids.pop(number))
        else:
            ids[number] = add(connection, *STORIES[number])
        if data.draw(st.booleans()):
            finish(connection)
    finish(connection)
    assert contents(connection) == contents(library(*(STORIES[number] for number in sorted(ids))))


def clone(packed: bytes) -> sqlite3.Connection:
    """A library of its own with these contents."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(packed)
    return connection


@pytest.fixture(scope="module")
def larger() -> tuple[bytes, bytes]:
    """A library of so many articles that a few more count as none; before and after linking.

    Its bodies and places are in about as many articles as those where counts begin to be rounded.
    """
    connection = empty_library()
    for number in range(100, 360):
        bodies = tuple(body for at, body in enumerate(BODIES) if number % 20 == at and number < 340)
        places = tuple(where for at, where in enumerate(PLACES) if number % (16 + at) == 0)
        add(connection, *story(number, name=f"Đoàn Quý {number % 90}", bodies=bodies, places=places))
    before = connection.serialize()
    return before, finish(connection).serialize()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_linking_only_what_changed_ends_where_linking_everything_does(
    data: st.DataObject, larger: tuple[bytes, bytes]
) -> None:
    """In a library whose size does not change enough to link all names again."""
    unlinked, linked = larger
    connection = clone(linked)
    ids: dict[int, int] = {}
    for _ in range(data.draw(st.integers(0, 14))):
        number = data.draw(st.integers(0, len(STORIES) - 1))
        if number in ids:
            storing.remove_article(connection, ids.pop(number))
        else:
            ids[number] = add(connection, *STORIES[number])
        if data.draw(st.booleans()):
            finish(connection)
    finish(connection)
    fresh = clone(unlinked)
    for number in sorted(ids):
        add(fresh, *STORIES[number])
    assert contents(connection) == contents(finish(fresh))


def test_a_fact_that_becomes_common_lets_go_of_those_it_tied() -> None:
    """Though none of their own articles changed, and gets hold of them again when it is rare again."""
    where = "Vĩnh Lạc"
    connection = library(
        *(story(n, places=(where,)) for n in (1, 2)), *(story(n, name="Lạc Mây") for n in range(50, 90))
    )
    assert frozenset({"1.txt", "2.txt"}) in groups(connection)
    more = [add(connection, *story(n, name=f"Đoàn Quý {n}", places=(where,))) for n in range(100, 130)]
    finish(connection)
    assert frozenset({"1.txt", "2.txt"}) not in groups(connection)
    for article_id in more:
        storing.remove_article(connection, article_id)
    finish(connection)
    assert frozenset({"1.txt", "2.txt"}) in groups(connection)


def test_linking_a_name_takes_time_in_proportion_to_its_articles() -> None:
    """And a run that changes nothing of it takes none."""

    def steps(count: int) -> tuple[int, int]:
        connection = empty_library()
        for number in range(count):
            add(connection, *story(number, bodies=(BODIES[number % 3],), places=(PLACES[number % 2],)))
        done = 0

        def tick() -> int:
            nonlocal done
            done += 1
            return 0

        connection.set_progress_handler(tick, 1_000)
        finish(connection)
        first, done = done, 0
        finish(connection)
        return first, done

    (small, _), (large, again) = steps(150), steps(1_500)
    assert large < 16 * small
    assert again < large / 5


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 1_000, 999_999])
def test_counts_are_rounded_down_within_an_eighth(count: int) -> None:
    assert count * 7 / 8 <= rounded(count) <= count
    assert rounded(rounded(count)) == rounded(count)
