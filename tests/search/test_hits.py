"""Every place a query matches is found, and nothing else."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.search.hits import NEAR, Closeness, Found, Searched, Wanted, find, find_words
from tui.search.query import form_of, parse, readings, slots
from tui.text.folding import fold
from tui.text.words import plain

SYLLABLES = st.sampled_from(
    ["an", "án", "ăn", "hòa", "hoà", "hoa", "Hoá", "đi", "ĐI", "bà", "ba", "3", "anh"]
)
GAPS = st.sampled_from([" ", ", ", ". ", "-", "\n", " “", "", "_"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(SYLLABLES, GAPS), max_size=25))
    return "".join(word + gap for word, gap in pieces)


def wanted(typed: str, *, prefix: bool = False, abbreviations: dict[str, str] | None = None) -> Wanted:
    query = parse(typed)
    free = [term for term in query.terms if not term.quoted]
    parts = slots(free, abbreviations or {}, prefix=prefix)
    quotes = tuple(form_of(term.words) for term in query.terms if term.quoted)
    return Wanted(readings(parts) if parts else (), parts, quotes)


def found(text: str, typed: str, *, prefix: bool = False) -> Found | None:
    return find(Searched(text), wanted(typed, prefix=prefix))


def surfaces(text: str, typed: str, *, prefix: bool = False) -> list[str]:
    result = found(text, typed, prefix=prefix)
    return [text[place.start : place.stop] for place in result.places] if result else []


@given(texts(), st.lists(SYLLABLES, min_size=1, max_size=3))
def test_phrases_are_found_as_a_naive_scan_finds_them(text: str, typed: list[str]) -> None:
    """The twin: a scan of words with their places, written without the code under test."""
    tokens = [(fold(m.group()), m.start(), m.end()) for m in re.finditer(r"[^\W_]+", text)]
    needle = [fold(word) for word in typed]
    expected = []
    at = 0
    while at + len(needle) <= len(tokens):
        window = tokens[at : at + len(needle)]
        span = text[window[0][1] : window[-1][2]]
        if [token[0] for token in window] == needle and "\n" not in span:
            expected.append((window[0][1], window[-1][2]))
            at += len(needle)
        else:
            at += 1
    assert find_words(plain(text), tuple(needle)) == expected


@given(texts(), st.lists(SYLLABLES, min_size=1, max_size=3))
def test_composition_and_tone_placement_make_no_difference(text: str, typed: list[str]) -> None:
    """NFC = NFD, hoà = hòa, in the query as in the text."""
    text = unicodedata.normalize("NFC", text)
    swapped = text.replace("hòa", "hoà").replace("Hoá", "Hóa")
    query = " ".join(typed)
    assert found(text, query) == found(swapped, unicodedata.normalize("NFD", query))


def test_words_inside_words_are_no_hits() -> None:
    """`an` is not in `lan`, and a false start does not hide the true one after it."""
    assert find_words("lan an an", ("an", "an")) == [(4, 9)]
    assert surfaces("toàn Ann banh", "an") == []


def test_typed_tones_tell_exact_hits_from_others() -> None:
    """`hòa` is exact where the text has it, in either placement; other tones are hits, not exact ones."""
    result = found("Hoà bình, hóa chất, hoa hồng", "hòa")
    assert result is not None
    assert [place.exact for place in result.places] == [True, False, False]
    assert [place.start for place in result.as_typed().places] == [0]


def test_a_phrase_as_typed_is_not_hidden_by_one_with_other_tones_that_overlaps_it() -> None:
    """`đê đe đê` holds `đe đê`; without tones it holds one place, not two."""
    result = found("đê đe đê bà", "đe đê")
    assert result is not None
    assert [(place.start, place.stop, place.exact) for place in result.places] == [(3, 8, True)]
    other = found("đê đề đệ", "đe đê")
    assert other is not None
    assert [(place.start, place.stop, place.exact) for place in other.places] == [(0, 5, False)]
    assert surfaces("ba bà ba bà ba", "bà ba") == ["bà ba", "bà ba"]
    assert surfaces("đê đe đê", "de de") == ["đê đe"]


def test_words_typed_without_marks_take_any_tone() -> None:
    """In `nguyễn van` only the first word is asked for its tone."""
    result = found("Nguyễn Văn A, Nguyên Văn B", "nguyễn van")
    assert result is not None
    assert [place.exact for place in result.places] == [True, False]


def test_a_phrase_does_not_run_over_a_paragraph() -> None:
    """Punctuation may stand between its words, a line feed may not."""
    assert surfaces("Cần, Thơ", "can tho") == ["Cần, Thơ"]
    result = found("xã Cần\nThơ mộng", "can tho")
    assert result is not None
    assert result.closeness is Closeness.APART


def test_closeness_is_phrase_then_near_then_apart() -> None:
    """The closest a text has them decides; near ones further apart do not count beside it."""
    far = "x " * NEAR
    assert found("bão lũ", "bao lu").closeness is Closeness.PHRASE  # type: ignore[union-attr]
    near = found(f"lũ sau bão {far} bão", "bao lu")
    assert near is not None
    assert near.closeness is Closeness.NEAR
    assert len(near.places) == 2
    assert found(f"bão {far} lũ", "bao lu").closeness is Closeness.APART  # type: ignore[union-attr]
    assert found("chỉ có bão", "bao lu") is None


def test_words_side_by_side_are_one_place() -> None:
    """Stepping through hits must not stop twice inside `Hội nghị`."""
    assert surfaces("Hội nghị ở Lam Kha", "hoi nghi lam kha") == ["Hội nghị", "Lam Kha"]


def test_a_quote_must_stand_as_it_is() -> None:
    """Its words apart are no hit, whatever else is found."""
    assert found("ban nhân dân", '"nhan ban"') is None
    assert surfaces("xã Mơ, nhân dân xã", '"nhan dan" xa') == ["xã", "nhân dân", "xã"]
    assert found("nhân dân", '"nhan dan" huyen') is None


def test_the_beginning_of_a_word_marks_the_whole_word() -> None:
    """As one types: `quye` finds quyền, and the mark covers it."""
    assert surfaces("quyền, quyết, quy", "quye", prefix=True) == ["quyền", "quyết"]
    result = found("quyền và quyết", "quyề", prefix=True)
    assert result is not None
    assert [place.exact for place in result.places] == [True, False]


def test_an_abbreviation_is_a_hit_only_in_capitals() -> None:
    """`công an` finds `CA xã`, not `cá` nor `ca hát`."""
    text = "CA xã bắt người bán cá, ca hát; Công an đến"
    result = find(Searched(text), wanted("công an", abbreviations={"CA": "Công an"}))
    assert result is not None
    assert [text[p.start : p.stop] for p in result.places] == ["CA", "Công an"]


@pytest.mark.parametrize("text", ["Straße ở Huế", "ﬁn Huế", "q̣̣ Huế"])
def test_places_hold_where_a_letter_folds_to_more_or_less(text: str) -> None:
    """ß folds to two letters, a lone mark to none: places are of the text as printed."""
    assert surfaces(text, "hue") == ["Huế"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), SYLLABLES)
def test_places_lie_in_the_text_in_order(text: str, typed: str) -> None:
    """Whatever the text holds: inside it, sorted, not overlapping, and folding to what was asked."""
    text = unicodedata.normalize("NFC", text + " " + typed)
    result = found(text, typed)
    assert result is not None
    before = 0
    for place in result.places:
        assert before <= place.start < place.stop <= len(text)
        assert plain(Span(place.start, place.stop).of(text)).split() == [fold(typed)]
        before = place.stop


@pytest.mark.parametrize(
    ("before", "after"), [("Straße", "x\u0323"), ("x\u0323", "ŉ"), ("ß ﬁ", "x\u0323\u0302")]
)
def test_letters_that_fold_to_more_and_marks_that_fold_to_nothing_shift_no_hit(
    before: str, after: str
) -> None:
    """As many more as fewer: the folded text is as long as the text, and its letters stand elsewhere."""
    text = f"{before} hòa bình {after} hoà"
    assert len(plain(text)) == len(text)
    assert surfaces(text, "hoa") == ["hòa", "hoà"]
    assert surfaces(text, "hòa bình") == ["hòa bình"]
    assert found(text, "hòa").exact  # type: ignore[union-attr]
