"""Facts of invented articles of some twenty genres against gold made by hand; floors may only rise.

The articles are written as the press writes and as crawls leave them, by several hands, each labelled
before the program had read it.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.quality.measuring import HERE, floors, score, tallies_of

FLOORS = floors("genres")


@pytest.fixture(scope="module")
def tallies() -> dict[str, Any]:
    """Every kind over all articles."""
    return tallies_of(HERE / "genres", HERE / "genres" / "gold.json")


def test_all_kinds_together_reach_their_floor(tallies: dict[str, Any]) -> None:
    """Micro F1: every fact counts alike."""
    tally = score.micro(tallies.values())
    assert tally.prf()[2] >= FLOORS["micro"], f"{tally.prf()[2]:.3f}"


@pytest.mark.parametrize("kind", score.KINDS)
def test_every_kind_reaches_its_floor(tallies: dict[str, Any], kind: str) -> None:
    """No kind is bought with another."""
    tally = tallies[kind]
    assert tally.prf()[2] >= FLOORS[kind], tally.miss + tally.false
