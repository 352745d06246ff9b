"""The score is the sum of its reasons, and what is rare weighs more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.result import ReasonKind
from tui.related.score import MOST, WORTH, Evidence, echo_share, rarity, reasons, worth

KINDS: list[ReasonKind] = sorted(WORTH)


ITEMS = st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"), st.floats(0, 12))


@given(st.lists(ITEMS, max_size=12), st.sets(st.sampled_from(KINDS)))
def test_weights_are_shares_of_the_score(
    items: list[tuple[ReasonKind, str, float]], telling: set[ReasonKind]
) -> None:
    """They add up to one; telling ones come first, then the heaviest; nothing shared is no reason."""
    score, why = reasons(Evidence(kind, text, value, "", kind in telling) for kind, text, value in items)
    if not any(value > 0 for _kind, _text, value in items):
        assert (score, why) == (0, ())
        return
    assert sum(reason.weight for reason in why) == pytest.approx(1)
    order = [(reason.kind not in telling, -reason.weight) for reason in why]
    assert order == sorted(order)
    assert len({(reason.kind, reason.text) for reason in why}) == len(why)


def test_the_rarer_the_heavier() -> None:
    """What all have tells nothing, what two have tells most."""
    assert rarity(2, 1_000) > rarity(20, 1_000) > rarity(500, 1_000) > rarity(1_000, 1_000)
    assert rarity(1_000, 1_000) < 0.001
    assert 0 <= rarity(5, 3) <= 1
    assert rarity(1, 0) == 0


def test_a_list_of_places_is_near_to_nothing() -> None:
    """All places together are worth no more than their kind may be; the order of kinds does not matter."""
    many = [Evidence("place", f"tỉnh {number}", worth("place", 0.5)) for number in range(60)]
    person = Evidence("person", "Đoàn Quốc Thẩm", worth("person", 0.9))
    score, why = reasons([*many, person])
    assert score == pytest.approx(MOST["place"] + person.worth)
    assert why[0].kind == "person"


def test_a_statement_repeated_outweighs_a_name_shared() -> None:
    """41 words in common say more than a person both name."""
    assert worth("echo", echo_share(41)) > worth("person", 1.0)
    assert worth("duplicate", 1.0) > worth("echo", 1.0)
