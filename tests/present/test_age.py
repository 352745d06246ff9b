"""How long ago, in the largest unit that fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui.i18n import set_language
from tui.present.age import age_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-500.0, "just now"), (0.0, "just now"), (59.9, "just now"), (60.0, "1 minute ago"),
        (3_599.0, "59 minutes ago"), (3_600.0, "1 hour ago"), (86_399.0, "23 hours ago"),
        (86_400.0, "1 day ago"), (864_000.0, "10 days ago"),
    ],
)  # fmt: skip
def test_an_age_is_said_in_the_largest_unit_that_fits(seconds: float, said: str) -> None:
    assert age_of(seconds) == said
