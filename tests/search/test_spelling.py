"""A misspelt word gives way to the nearest one of the corpus."""

from __future__ import annotations

import pytest

from tui.search.spelling import nearest_spelling

VOCABULARY = [("nguoi", 90), ("nguon", 7), ("quyen", 40), ("quyet", 60), ("bao", 5), ("2031", 8)]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("nguoii", "nguoi"),
        ("ngoui", "nguoi"),
        ("qyuen", "quyen"),
        ("quyex", "quyet"),  # as near to quyen; this one is commoner
        ("xyzzy", None),
        ("ba", None),
        ("2032", None),
        ("baoo", "bao"),
        ("bxxo", None),
    ],
)
def test_the_nearest_then_the_commonest_is_taken(typed: str, nearest: str | None) -> None:
    """Numbers and very short words are near to nothing: every one of them means something else."""
    assert nearest_spelling(typed, VOCABULARY) == nearest
