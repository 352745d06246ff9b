"""A snippet shows the hits, fits its line and is cut between words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.search.snippet import snippet
from tui.text.cells import width as width_of

TEXT = st.lists(
    st.sampled_from(["bão", "lũ", "về", "Đà", "日本", "nghiêng", "\n", "a" * 30]), max_size=40
).map(" ".join)


@given(TEXT, st.data(), st.integers(min_value=12, max_value=80))
def test_it_fits_and_its_marks_are_the_hits(text: str, data: st.DataObject, cells: int) -> None:
    """Never wider than asked, no line feed, and every mark covers a hit or its beginning."""
    words = [Span(m, m + len(w)) for w in set(text.split()) for m in [text.find(w)]]
    hits = sorted(data.draw(st.lists(st.sampled_from(words), unique=True))) if words else []
    kept: list[Span] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].stop:
            kept.append(hit)
    cut = snippet(text, kept, width=cells)
    assert width_of(cut.text) <= cells
    assert "\n" not in cut.text
    surfaces = {hit.of(text) for hit in kept}
    for mark in cut.marks:
        shown = mark.of(cut.text)
        assert shown
        assert any(shown in surface for surface in surfaces)
    assert bool(cut.marks) == bool(kept)


def test_the_passage_with_most_hits_wins_and_of_equal_ones_the_first() -> None:
    """One hit alone at the beginning is less telling than two side by side."""
    text = "lũ " + "x " * 60 + "lũ rồi lũ " + "y " * 60 + "lũ nữa lũ"
    hits = [Span(i, i + 2) for i in range(len(text)) if text.startswith("lũ", i)]
    cut = snippet(text, hits, width=40)
    assert "lũ rồi lũ" in cut.text
    assert len(cut.marks) == 2


def test_hits_of_two_paragraphs_are_not_one_passage() -> None:
    """Side by side in the text, but not on one line: two hits in one paragraph show more."""
    text = "Trong đê có lũ\nlũ về trên sông lớn ở xa\nrồi lũ lại lũ"
    hits = [Span(i, i + 2) for i in range(len(text)) if text.startswith("lũ", i)]
    assert snippet(text, hits, width=40).text == "rồi lũ lại lũ"


def test_words_are_not_cut() -> None:
    """Either side ends between words, with a sign where the paragraph goes on."""
    text = "Một hai ba bốn năm sáu bảy tám chín mười"
    cut = snippet(text, [Span(text.index("năm"), text.index("năm") + 3)], width=24)
    words = cut.text.strip("… ").split()
    assert set(words) <= set(text.split())
    assert cut.text.startswith("… ")
    assert cut.text.endswith(" …")


def test_a_word_wider_than_the_line_is_cut_to_it() -> None:
    """A text without spaces must not run out of its row."""
    cut = snippet("z" * 500, [Span(100, 400)], width=20)
    assert width_of(cut.text) <= 20
    assert cut.marks


def test_without_hits_it_is_the_beginning() -> None:
    """An article found by its title alone still shows how it begins."""
    assert snippet("Đoạn đầu tiên.\nĐoạn sau.", [], width=40).text == "Đoạn đầu tiên."
    assert snippet("", [], width=40).text == ""
