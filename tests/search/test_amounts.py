"""Numbers in a query."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tui.search.amounts import read_amount


@pytest.mark.parametrize(
    ("typed", "low", "high", "unit"),
    [
        ("1000", "1000", "1000", ""),
        ("1.000", "1000", "1000", ""),
        ("1,000", "1000", "1000", ""),
        ("1,5", "1.5", "1.5", ""),
        ("1.5", "1.5", "1.5", ""),
        ("1,234.5", "1234.5", "1234.5", ""),
        ("1.234,5", "1234.5", "1234.5", ""),
        (">24 tỷ", "24000000000", None, ""),
        ("> 24 ty dong", "24000000000", None, "dong"),
        ("<=2,5 triệu", None, "2500000", ""),
        ("24..30 tỷ", "24000000000", "30000000000", ""),
        ("1000-2000 hộ dân", "1000", "2000", "hộ dân"),
        ("500..", "500", None, ""),
        ("..500", None, "500", ""),
        ("5%", "5", "5", "phần trăm"),
        ("1.2 million", "1200000", "1200000", ""),
        ("-3", "-3", "-3", ""),
        ("3 nghìn tỷ đồng", "3000000000000", "3000000000000", "đồng"),
    ],
)
def test_numbers_are_read_in_both_notations(typed: str, low: str | None, high: str | None, unit: str) -> None:
    """Scales are part of the number, what is counted is kept beside it."""
    amount = read_amount(typed)
    assert amount is not None
    assert (amount.low, amount.high) == (low and Decimal(low), high and Decimal(high))
    assert " ".join(word.typed for word in amount.unit) == unit


def test_a_sign_alone_leaves_the_number_out() -> None:
    """`>` is not `>=`."""
    above, from_, below = read_amount(">5"), read_amount(">=5"), read_amount("<5")
    assert [one.above if one else None for one in (above, from_)] == [True, False]
    assert below is not None
    assert below.below


@pytest.mark.parametrize("typed", ["", "nhiều", ">", "1.00.0", "5 &", "..", "tỷ"])
def test_what_is_no_number_is_none(typed: str) -> None:
    """It is then read as words."""
    assert read_amount(typed) is None
