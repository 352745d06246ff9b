"""What two texts have in common, in the order of both."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tui.related import differing
from tui.related.differing import common_parts
from tui.text.words import plain_words

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "differing.yaml").read_text(encoding="utf-8"))
WORD = st.sampled_from(["nước", "lên", "rất", "nhanh", "bến", "cá", "chợ", "nổi", "và"])
WORDS = st.lists(WORD, max_size=40).map(" ".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_common_parts(case: dict[str, object]) -> None:
    left, right = str(case["left"]), str(case["right"])
    parts = common_parts(left, right)
    assert [mine.of(left) for mine, _its in parts] == case["both"]
    for mine, its in parts:
        assert plain_words(mine.of(left)) == plain_words(its.of(right))


@given(WORDS, WORDS)
def test_parts_are_the_same_words_in_the_order_of_both(left: str, right: str) -> None:
    """None overlap on either side, whichever text comes first."""
    parts = common_parts(left, right)
    for mine, its in parts:
        assert plain_words(mine.of(left)) == plain_words(its.of(right))
    for side in (0, 1):
        spans = [part[side] for part in parts]
        assert all(one.stop <= other.start for one, other in pairwise(spans))


@given(WORDS.filter(lambda text: len(text.split()) > 1))
def test_a_text_has_all_of_itself(text: str) -> None:
    ((mine, its),) = common_parts(text, text)
    assert mine == its
    assert mine.of(text) == text


def test_long_texts_are_compared_around_what_they_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as word by word, where passages are long; in bounded time where nothing is shared."""
    said = " ".join(f"câu số {number} nói về bến cá Vĩnh Mơ và chợ nổi" for number in range(40))
    left = " ".join(f"mở đầu {number}" for number in range(300)) + " " + said + " hết chuyện bên trái"
    right = "lời khác hẳn " * 50 + said + " còn tiếp bên phải"
    whole = common_parts(left, right)
    monkeypatch.setattr(differing, "MOST_CELLS", 1_000)
    parts = common_parts(left, right)
    longest = max(parts, key=lambda part: part[0].length)
    assert longest in whole
    assert said in longest[0].of(left)
    began = process_time()
    common_parts("một hai ba bốn " * 12_000, "năm sáu bảy tám " * 12_000)
    assert process_time() - began < 20
