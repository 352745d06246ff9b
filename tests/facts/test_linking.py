"""Which articles mean one person: shared facts, what they tell, and what speaks against it."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from tui.facts.linking import Ground, Linked, Witness, bits, link

CLINIC = Ground("organisation", "trạm y tế vĩnh mơ")
OFFICE = Ground("office", "giám đốc|sở y tế lam giang")
TOWN = Ground("place", "hải khê")
CAPITAL = Ground("place", "lam giang")
RANK = Ground("title", "thiếu tá")
TELLING = {CLINIC: 12.0, OFFICE: 12.0, TOWN: 9.0, CAPITAL: 2.0, RANK: 8.0}
COMMON, UNCOMMON, RARE = 1.5, 0.05, 0.0001


def seen(article: str, *grounds: Ground, **more: object) -> Witness:
    """An article that shares these facts."""
    return Witness(article, frozenset(grounds), **more)  # type: ignore[arg-type]


def people(*witnesses: Witness, namesakes: float = COMMON) -> set[frozenset[str]]:
    """The articles of each person."""
    linked = link(witnesses, TELLING, namesakes)
    return {frozenset(witnesses[at].article for at in members) for members in linked.people}


def apart(*articles: str) -> set[frozenset[str]]:
    """Each article another person."""
    return {frozenset((article,)) for article in articles}


def test_a_name_alone_is_not_one_person() -> None:
    assert people(seen("a", CLINIC), seen("b", OFFICE)) == apart("a", "b")


def test_a_shared_fact_makes_one_person_and_is_the_reason() -> None:
    linked = link([seen("a", CLINIC, CAPITAL), seen("b", OFFICE, CLINIC)], TELLING, COMMON)
    assert linked.people == ((0, 1),)
    ((one, other, ground),) = linked.ties
    assert ({one, other}, ground) == ({0, 1}, CLINIC)


def test_a_chain_of_articles_makes_one_person() -> None:
    assert people(seen("a", CLINIC), seen("b", CLINIC, OFFICE), seen("c", OFFICE)) == {frozenset("abc")}


def test_what_everybody_shares_ties_nobody() -> None:
    """A capital named by a quarter of all articles, whether the name is common or not."""
    for namesakes in (COMMON, UNCOMMON):
        assert people(seen("a", CAPITAL), seen("b", CAPITAL), namesakes=namesakes) == apart("a", "b")


def test_a_common_name_needs_a_more_telling_fact() -> None:
    shared = {TOWN: 6.0}
    for namesakes, count in ((UNCOMMON, 1), (50.0, 2)):
        assert len(link([seen("a", TOWN), seen("b", TOWN)], shared, namesakes).people) == count


def test_a_title_ties_uncommon_names_only() -> None:
    assert people(seen("a", RANK), seen("b", RANK), namesakes=UNCOMMON) == {frozenset("ab")}
    assert people(seen("a", RANK), seen("b", RANK), namesakes=COMMON) == apart("a", "b")


def test_a_rare_name_is_one_person_if_nothing_speaks_against_it() -> None:
    linked = link([seen("a"), seen("b")], {}, RARE)
    assert [tie.ground.kind for tie in linked.ties] == ["rare"]
    assert people(seen("a", sex="m"), seen("b", sex="f"), namesakes=RARE) == apart("a", "b")


def test_nobody_is_a_man_and_a_woman() -> None:
    """Also not by way of an article that does not say."""
    found = people(seen("a", CLINIC, sex="m"), seen("b", CLINIC), seen("c", CLINIC, sex="f"))
    assert frozenset("c") in found
    assert frozenset("ab") in found


def test_nobody_holds_offices_in_two_provinces_at_a_time() -> None:
    here = seen("a", CLINIC, provinces=frozenset({"Lam Giang"}), day=736_000)
    there = seen("b", CLINIC, provinces=frozenset({"Hải Khê"}), day=736_030)
    later = seen("b", CLINIC, provinces=frozenset({"Hải Khê"}), day=737_000)
    both = seen("b", CLINIC, provinces=frozenset({"Hải Khê", "Lam Giang"}), day=736_030)
    undated = seen("b", CLINIC, provinces=frozenset({"Hải Khê"}))
    assert people(here, there) == people(here, undated) == apart("a", "b")
    assert people(here, later) == people(here, both) == {frozenset("ab")}


def test_two_people_in_one_place_are_both_kept_together() -> None:
    """A fact whose first article contradicts the others still ties those others."""
    there = frozenset({"Hải Khê"})
    found = people(
        seen("a", CLINIC, provinces=frozenset({"Lam Giang"})),
        seen("b", CLINIC, provinces=there),
        seen("c", CLINIC, provinces=there),
    )
    assert found == {frozenset("a"), frozenset("bc")}


def test_the_same_text_twice_is_the_same_person_whatever_it_says() -> None:
    copy = Ground("copy", "77")
    assert people(seen("a", copy, sex="m"), seen("b", copy, sex="f")) == {frozenset("ab")}


def test_facts_tell_less_the_more_articles_have_them() -> None:
    told = [bits(having, 1_000, 0.001) for having in (0, 3, 40, 900)]
    assert told == sorted(told, reverse=True)
    assert bits(2, 2, 0.2) < 3 < 5 < bits(0, 2, 0.001)


GROUNDS = st.frozensets(st.sampled_from([CLINIC, OFFICE, TOWN, CAPITAL, RANK]), max_size=3)
WITNESSES = st.lists(
    st.builds(
        Witness,
        st.uuids().map(str),
        GROUNDS,
        st.sampled_from(["", "", "m", "f"]),
        st.frozensets(st.sampled_from(["Lam Giang", "Hải Khê", "Vĩnh Mơ"]), max_size=2),
        st.sampled_from([None, 736_000, 736_300, 737_000]),
    ),
    max_size=12,
    unique_by=lambda witness: witness.article,
)


@given(WITNESSES, st.randoms(use_true_random=False), st.sampled_from([COMMON, UNCOMMON, RARE]))
def test_the_order_of_articles_does_not_matter(
    witnesses: list[Witness], chance: random.Random, namesakes: float
) -> None:
    def said(order: list[Witness], linked: Linked) -> object:
        return (
            {frozenset(order[at].article for at in members) for members in linked.people},
            {(order[tie.one].article, order[tie.other].article, tie.ground) for tie in linked.ties},
        )

    mixed = witnesses[:]
    chance.shuffle(mixed)
    assert said(witnesses, link(witnesses, TELLING, namesakes)) == said(
        mixed, link(mixed, TELLING, namesakes)
    )


@given(WITNESSES)
def test_every_article_is_of_one_person_and_every_person_hangs_together(witnesses: list[Witness]) -> None:
    linked = link(witnesses, TELLING, COMMON)
    assert sorted(at for members in linked.people for at in members) == list(range(len(witnesses)))
    assert len(linked.ties) == len(witnesses) - len(linked.people)
    for one, other, ground in linked.ties:
        assert ground in witnesses[one].grounds & witnesses[other].grounds


def test_a_name_in_ten_thousand_articles_takes_time_in_proportion() -> None:
    """Also where half of them contradict the other half."""

    def seconds(count: int) -> float:
        witnesses = [
            seen(f"{at:06}", CLINIC, TOWN, provinces=frozenset({("Lam Giang", "Hải Khê")[at % 2]}))
            for at in range(count)
        ]
        began = time.process_time()
        assert len(link(witnesses, TELLING, COMMON).people) == 2
        return time.process_time() - began

    few = min(seconds(1_000) for _ in range(3))
    many = min(seconds(20_000) for _ in range(2))
    assert many < 80 * max(few, 0.002)  # a quadratic rule would need 400 times as long
