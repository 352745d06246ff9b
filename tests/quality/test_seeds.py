"""The facts of the sample corpus against gold made by hand; floors may only rise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.quality.measuring import HERE, floors, score, tallies_of
from tui.resources import resource

FLOORS = floors("seeds")


@pytest.fixture(scope="module")
def tallies() -> dict[str, Any]:
    """Every kind over the five articles."""
    return tallies_of(resource("seeds"), HERE / "seeds_gold.json")


def test_all_kinds_together_reach_their_floor(tallies: dict[str, Any]) -> None:
    """Micro F1: every fact counts alike."""
    tally = score.micro(tallies.values())
    assert tally.prf()[2] >= FLOORS["micro"], tally.miss + tally.false


@pytest.mark.parametrize("kind", score.KINDS)
def test_every_kind_reaches_its_floor(tallies: dict[str, Any], kind: str) -> None:
    """No kind is bought with another."""
    tally = tallies[kind]
    assert tally.prf()[2] >= FLOORS[kind], tally.miss + tally.false
