"""What is handed out to be extracted from."""

from __future__ import annotations

import random
from itertools import repeat

import pytest

from tests.library.memory import add, article_of, empty_library
from tui.library import sources


def test_long_articles_are_handed_out_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, and no batch is much larger than it may be, however many articles it may have."""
    monkeypatch.setattr(sources, "BATCH_BYTES", 4_000)
    chance = random.Random(5)
    connection = empty_library()
    for number in range(12):
        words = " ".join(f"{chance.randrange(10**9)}" for _word in range(200 * (number % 3)))
        add(connection, article_of(f"{number:02}.txt", f"Tin {number}\n{words}"))
    batches = list(sources.without_facts(connection, 1, sizes=repeat(50)))
    assert sorted(article_id for batch in batches for article_id, _packed in batch) == list(range(1, 13))
    assert all(sum(len(packed) for _id, packed in batch[:-1]) < 4_000 for batch in batches)
    assert max(map(len, batches)) > 1
