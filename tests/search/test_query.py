"""A query is read without ever failing, and printed so that it reads the same again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.search.query import MAX_READINGS, MAX_WORDS, Query, parse, print_query, readings, slots

ABBREVIATIONS = {"UBND": "Ủy ban nhân dân", "CA": "Công an", "Viện KSND": "Viện kiểm sát nhân dân"}

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
QUERY_TEXT = st.text(alphabet='aáàằợđĐYý 12"“”«»:-*()\0.\n&', max_size=60)


def words(query: Query) -> list[list[str]]:
    return [[word.folded for word in term.words] for term in query.terms]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hội nghị", [["hoi"], ["nghi"]]),
        ('"hội nghị" 5', [["hoi", "nghi"], ["5"]]),
        ("“bão số 3”", [["bao", "so", "3"]]),
        ("34.178", [["34", "178"]]),
        ("KH&ĐT", [["kh", "dt"]]),
        ('"mở mà không đóng', [["mo"], ["ma"], ["khong"], ["dong"]]),
        ('::(()) -- * \0 ""', []),
        ("and or not near", [["and"], ["or"], ["not"], ["near"]]),
        ("😀 مرحبا", [["مرحبا"]]),
    ],
)
def test_words_and_phrases_are_read_from_any_text(typed: str, read: list[list[str]]) -> None:
    """Quotes hold words together; every other sign only separates."""
    assert words(parse(typed)) == read


@given(QUERY_TEXT | ANY_TEXT)
def test_a_printed_query_reads_the_same(typed: str) -> None:
    """What is shown as understood can be typed."""
    query = parse(typed)
    again = parse(print_query(query))
    assert (again.terms, again.clauses) == (query.terms, query.clauses)


@given(QUERY_TEXT)
def test_composition_makes_no_difference(typed: str) -> None:
    """Input methods send NFC or NFD; both are one query."""
    composed = parse(unicodedata.normalize("NFC", typed))
    decomposed = parse(unicodedata.normalize("NFD", typed))
    assert (decomposed.terms, decomposed.clauses) == (composed.terms, composed.clauses)


def test_a_pasted_book_is_cut_and_said_to_be() -> None:
    """A query has bounds; what is left out is told, not hidden."""
    query = parse("chữ " * 50_000)
    assert len(query.words) == MAX_WORDS
    assert query.ignored
    assert len(query.text) <= 2_000


def test_only_words_with_marks_ask_for_tones() -> None:
    """In `nguyễn van Đạo` the middle word may have any tone."""
    assert [word.toned for word in parse("Nguyễn van Đạo").words] == ["nguyễn", None, "đạo"]
    assert parse("HOÀ").words[0].toned == parse("hòa").words[0].toned


def forms(typed: str) -> list[list[str]]:
    return [[" ".join(form.words) for form in slot] for slot in slots(parse(typed).terms, ABBREVIATIONS)]


def test_abbreviations_are_read_both_ways() -> None:
    """UBND finds Ủy ban nhân dân and the other way round, inside a longer query too."""
    assert forms("chủ tịch ubnd xã") == [["chu"], ["tich"], ["ubnd", "uy ban nhan dan"], ["xa"]]
    assert forms("uy ban nhan dan xa") == [["uy ban nhan dan", "ubnd"], ["xa"]]


def test_a_syllable_is_an_abbreviation_only_in_capitals() -> None:
    """`ca` is a word of its own (cá, cả); `CA` is the police."""
    assert forms("ca") == [["ca"]]
    assert forms("CA") == [["ca", "cong an"]]


def test_quoted_words_are_not_expanded() -> None:
    """Who quotes means these words."""
    assert forms('"uy ban nhan dan"') == [["uy ban nhan dan"]]


def test_other_spellings_of_the_lexicon_are_no_abbreviations() -> None:
    """`Viện KSND` is written so by newspapers, not typed for `Viện kiểm sát nhân dân`."""
    assert forms("vien kiem sat nhan dan") == [["vien"], ["kiem"], ["sat"], ["nhan"], ["dan"]]


def test_an_abbreviation_must_stand_in_capitals() -> None:
    """Expanding `công an` must not find `cá`."""
    (slot,) = slots(parse("công an").terms, ABBREVIATIONS)
    assert slot[0].capitals == ()
    assert slot[1].words == ("ca",)
    assert slot[1].capitals == (True,)


def test_readings_are_bounded() -> None:
    """Every abbreviation doubles the readings; a query of ten of them must not make a thousand."""
    parts = slots(parse("UBND " * 10).terms, ABBREVIATIONS)
    made = readings(parts)
    assert 1 < len(made) <= MAX_READINGS
    assert made[0].words == ("ubnd",) * 10
