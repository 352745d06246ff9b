"""What a copy is: the same text, cut or lightly edited, and not another report in the same frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.library.making import make_article
from tui.model.article import Paragraph
from tui.model.result import LIKENESS
from tui.model.span import Span
from tui.related.fingerprints import hashed_words
from tui.related.near import RUN, SKETCH, Body, likeness, sketch

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "copies.yaml").read_text("utf-8"))
WORDS = [f"{a}{b}" for a in ("đê", "sông", "lúa", "bến", "chợ") for b in ("a", "o", "u", "ng", "nh", "i")]


def body(text: str) -> Body:
    return Body(make_article("a.txt", text=text))


def cases() -> Iterator[Any]:
    for case in CASES["cases"]:
        yield pytest.param(case, id=case["name"])


def texts_of(case: dict[str, Any]) -> tuple[str, str]:
    """The report of a case, and what is compared with it."""
    texts = CASES["texts"]
    other: str = case.get("like") or case["unlike"]
    for name, text in texts.items():
        other = other.replace(f"{{{name}}}", text)
    edit = case.get("edit", {})
    if edit == "upper":
        other = other.upper().replace(" ", "  ")
    else:
        for old, new in edit.items():
            other = other.replace(str(old), str(new))
    if "keep_words" in case:
        other = " ".join(other.split()[: case["keep_words"]])
    return texts[case.get("of", "wire")], other


@pytest.mark.parametrize("case", list(cases()))
def test_copies_are_told_from_other_reports(case: dict[str, Any]) -> None:
    """Words, figures and names decide; frame, headline, dateline and typography do not."""
    one, other = texts_of(case)
    percent = likeness(body(one), body(other))
    assert (percent >= LIKENESS) == ("like" in case), percent
    assert percent == case.get("percent", percent)
    assert percent < case.get("below", 101)


def test_headline_caption_and_byline_do_not_count() -> None:
    """Another paper prints another headline over the same report."""
    text = CASES["texts"]["wire"]

    def printed(title: str, byline: str) -> Body:
        whole = f"{title}\n{text}\n{byline}"
        at = len(title) + 1
        paragraphs = (
            Paragraph(Span(0, len(title)), "title"),
            Paragraph(Span(at, at + len(text)), "body"),
            Paragraph(Span(at + len(text) + 1, len(whole)), "meta"),
        )
        return Body(make_article("a.txt", text=whole, paragraphs=paragraphs))

    one, other = printed("Kè Trà Lum khởi công", "Vân Du"), printed("Huyện có kè mới", "Theo LKO, tổng hợp")
    assert one.whole == other.whole
    assert sketch(one.hashed) == sketch(other.hashed)
    assert likeness(one, other) == 100


def test_edited_copies_share_hashes_of_their_sketches() -> None:
    """This is how copies are found at all."""
    for case in CASES["cases"]:
        if "like" in case and case.get("of", "wire") == "wire":
            one, other = (set(sketch(body(text).hashed)) for text in texts_of(case))
            assert one & other, case["name"]


texts = st.lists(st.sampled_from([*WORDS, "12", "Hạ", "Vy", "3,5", "."]), max_size=120).map(" ".join)


@given(texts, texts)
def test_likeness_is_a_percentage_and_the_same_both_ways(one: str, other: str) -> None:
    """Which of two articles is asked about makes no difference."""
    percent = likeness(body(one), body(other))
    assert 0 <= percent <= 100
    assert percent == likeness(body(other), body(one))
    assert likeness(body(one), body(one)) == 100


@given(st.lists(st.sampled_from(WORDS), max_size=200))
def test_a_sketch_is_short_and_sorted(words: list[str]) -> None:
    """It is kept for every article of a library."""
    hashes = sketch(hashed_words(" ".join(words)))
    assert list(hashes) == sorted(set(hashes))
    assert len(hashes) <= min(SKETCH, max(0, len(words) - RUN + 1))
    assert all(0 <= value < 1 << 32 for value in hashes)


def test_hostile_text_takes_linear_time() -> None:
    """One figure or word over and over is compared as quickly as a text."""
    for text in ("1 " * 50_000, "Hạ " * 50_000, "(" * 50_000, "ba " * 50_000, "A" * 50_000):
        assert likeness(body(text), body(text + " hai")) >= 0
