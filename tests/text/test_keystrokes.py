"""Telex and VNI keys come back as the syllables they write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.typist import typed_as
from tui.lexicon.lexicon import read_table
from tui.resources import resource
from tui.text.folding import fold
from tui.text.keystrokes import Method, read_keystrokes, syllable_of
from tui.text.words import has_marks, is_syllable, toned

METHODS: tuple[Method, Method] = ("Telex", "VNI")
NOT_KEYS = {"moóc", "toọng", "nguời"}
"""`oo` is ô in Telex, `uo` with a horn ươ: syllables of two o, a slip of the press, are typed otherwise."""


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_every_syllable_of_the_press_comes_back(method: Method, at_end: bool) -> None:
    """Typed mark by mark, or all marks at the end of the word."""
    words = [row[0] for row in read_table(resource("lexicon/data/syllables.tsv"))]
    syllables = [word for word in words if has_marks(word) and is_syllable(fold(word))]
    assert len(syllables) > 3_000
    wrong = {
        word
        for word in syllables
        if toned(syllable_of(typed_as(word, method, at_end=at_end), method) or "") != toned(word)
    }
    assert wrong <= NOT_KEYS


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("nguyeenx vawn kyr", "nguyễn văn kỷ"),
        ("nguye64n va8n ky3", "nguyễn văn kỷ"),
        ("nguyenxe vanw kyr", "nguyễn văn kỷ"),
        ("nguyen vawn kyr", "nguyen văn kỷ"),
        ("Nguyễn vawn kyr", "Nguyễn văn kỷ"),
        ("NGUYEENX", "nguyễn"),
        ("ddoox muwowif", "đỗ mười"),
        ("d9o64 muoi72", "đỗ mười"),
        ("ddoox muwowi", "đỗ mươi"),
        ("thuowr quys gif hoaf", "thuở quý gì hòa"),
        ("huowng muaw luuw hieeuj", "hương mưa lưu hiệu"),
        ("tw", "tư"),
    ],
)
def test_keys_are_read(keys: str, written: str) -> None:
    """Also typed half, mixed with words that have their marks, with marks at the end of the word."""
    read = read_keystrokes(keys)
    assert read is not None
    assert read.text == written


@pytest.mark.parametrize(
    "text",
    [
        "nguyen van ky",
        "Nguyễn Văn Kỷ",
        "trump",
        "covid19",
        "u23",
        "b52",
        "34.178",
        "fox",
        "",
        "tra1234",
        "lars",
    ],
)
def test_what_is_no_syllable_in_keys_is_left_alone(text: str) -> None:
    """Words without keys, names from elsewhere, numbers."""
    assert read_keystrokes(text) is None


def test_decomposed_text_is_read_like_composed() -> None:
    """A word in NFD beside one in keys."""
    read = read_keystrokes(unicodedata.normalize("NFD", "Nguyễn") + " vawn")
    assert read is not None
    assert read.text == "Nguyễn văn"


@given(st.text(alphabet="aeiouydgnhtwsfrxjz0123456789 ", max_size=30))
def test_keys_never_change_the_letters(text: str) -> None:
    """Only marks are read out of keys: what is read folds to letters that were typed, in their order."""
    read = read_keystrokes(text)
    if read is not None:
        left = iter(text.replace("w", "uw"))
        assert all(letter in left for letter in fold(read.text) if letter.isalpha())
