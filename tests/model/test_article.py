"""The page as it came: the article's text and what stands around it, in one order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.model.article import Dropped, RawArticle


@st.composite
def pages(draw: st.DrawFn) -> tuple[RawArticle, tuple[Dropped, ...]]:
    """A text, what stands around it, and ranges of it that cleaning left out."""
    text = draw(st.text("abc \n", max_size=40))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    around = tuple((at, draw(st.text("XYZ", min_size=1, max_size=5))) for at in places)
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    ranges = [(start, stop) for start, stop in zip(bounds[::2], bounds[1::2], strict=False)]
    dropped = tuple(Dropped("teaser", text[start:stop], start) for start, stop in ranges)
    return RawArticle("a.html", text, "html", "utf-8", "0" * 32, around=around), dropped


@given(pages())
def test_every_piece_left_out_stands_where_the_page_says(
    page: tuple[RawArticle, tuple[Dropped, ...]],
) -> None:
    raw, dropped = page
    whole, left_out = raw.page(dropped)
    assert all(whole[piece.start : piece.start + len(piece.text)] == piece.text for piece in left_out)
    words = [piece.text for piece in left_out if piece.kind == "navigation"]
    assert words == [words for _at, words in raw.around]
    assert "".join(piece.text for piece in left_out if piece.kind == "teaser") == "".join(
        piece.text for piece in dropped
    )
    assert raw.whole == whole


@given(pages())
def test_what_is_put_in_changes_nothing_of_the_text(page: tuple[RawArticle, tuple[Dropped, ...]]) -> None:
    raw, _dropped = page
    kept = "".join(char for char in raw.whole if char not in "XYZ")
    assert "".join(kept.split()) == "".join(raw.text.split())


def test_a_page_with_nothing_around_is_its_text() -> None:
    raw = RawArticle("a.txt", "Một. Hai.", "plain", "utf-8", "0" * 32)
    piece = Dropped("share", "Hai.", 5)
    assert raw.page((piece,)) == ("Một. Hai.", (piece,))
