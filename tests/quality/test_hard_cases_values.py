"""The written sentences about dates, figures, statements, topics and documents reach their floors."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.quality.hard_values import CHECKS

FLOORS: dict[str, float] = yaml.safe_load(
    Path(__file__).with_name("floors_values.yaml").read_text(encoding="utf-8")
)["hard_cases"]


@pytest.mark.parametrize("kind", sorted(CHECKS))
def test_hard_cases_of_values_reach_their_floor(kind: str) -> None:
    """The share of expectations met, wrong findings counted against it; floors may only rise."""
    tally = CHECKS[kind]()
    assert tally.wanted > 0
    assert tally.share >= FLOORS[kind], f"{kind}: {tally.share:.3f}\n" + "\n".join(tally.wrong)


def test_every_floor_of_values_has_a_check() -> None:
    """A floor without a check would protect nothing."""
    assert set(FLOORS) == set(CHECKS)
