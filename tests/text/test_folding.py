"""Folding drops case and marks, keeps offsets; keys make spellings of one name equal."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.span import Span
from tui.text.folding import Folded, entity_key, fold, match_key, old_tone

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def test_all_letters_fold_to_their_base_one_to_one() -> None:
    """134 letters, small and capital; the length never changes, so offsets stay true."""
    both = VIETNAMESE + VIETNAMESE.upper()
    assert len(both) == 146
    assert len(fold(both)) == len(both)
    assert set(fold(both)) == set("aeiouyd")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_hit_in_folded_text_leads_back_to_its_source(text: str) -> None:
    """Every character of the folded text comes from the source character its span names."""
    text = unicodedata.normalize("NFC", text)
    folded = Folded(text)
    for index in range(len(folded.text)):
        span = folded.source_span(index, index + 1)
        assert 0 <= span.start < span.stop <= len(text)
        assert folded.text[index] in fold(span.of(text))


def test_where_one_character_folds_to_two_offsets_still_hold() -> None:
    """ß folds to ss: the letters after it move, their spans do not."""
    folded = Folded("Straße Huế")
    start = folded.text.index("hue")
    assert folded.source_span(start, start + 3) == Span(7, 10)


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -,.0123", max_size=40))
def test_folding_ignores_composition(text: str) -> None:
    """NFC of a text and NFC of its NFD fold alike, and folding twice changes nothing."""
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(unicodedata.normalize("NFC", decomposed)) == fold(text) == fold(fold(text))


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("HOÁ", "HÓA"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("Uỷ", "Ủy"), ("loà", "lòa")],
)
def test_tone_placement_is_one_spelling(new: str, old: str) -> None:
    """hoà and hòa are the same syllable, and the same length."""
    assert old_tone(new) == old
    assert match_key(new) == match_key(old)


@pytest.mark.parametrize("word", ["quý", "quỷ", "hoàn", "thuyền", "toán", "loét", "Quỳ"])
def test_tone_placement_leaves_other_syllables_alone(word: str) -> None:
    """After qu, and before a final consonant, there is only one place for the tone."""
    assert old_tone(word) == word


def test_keys_keep_tones_apart() -> None:
    """Kỷ and Kỳ are two people, though a search without tones finds both."""
    assert entity_key("person", "Nguyễn Văn Kỷ") != entity_key("person", "Nguyễn Văn Kỳ")
    assert fold("Nguyễn Văn Kỷ") == fold("Nguyễn Văn Kỳ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bộ Lao động – Thương binh", "Bộ Lao động-Thương binh"),
        ("Cao  Minh\u00a0Trí", "cao minh trí"),
        ("Ðại tá", "Đại tá"),
        (unicodedata.normalize("NFD", "Đặng Hoà"), "Đặng Hòa"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Dashes, blanks, Eth, composition and tone placement do not make a second thing."""
    assert match_key(one) == match_key(other)


MIXED = st.text(alphabet=[*"oOuUqQ hòaủyỷỦy áàạ-–—−đð\u0300\u0323 \t\n\u00a0\u3000\u200b,.x"], max_size=30)


@given(MIXED)
def test_short_cuts_to_a_key_change_nothing(text: str) -> None:
    """Where there is nothing to move or to squeeze it is not tried; the key is that of trying."""
    key = " ".join(_every_tone_moved(unicodedata.normalize("NFC", text).casefold()).split())
    key = re.sub(" ?[‐‑‒–—−-] ?", "-", key)
    assert match_key(text) == key.replace("ð", "đ")


def _every_tone_moved(text: str) -> str:
    """`old_tone` of lower case, pair by pair."""
    for tone in "\u0300\u0301\u0303\u0309\u0323":
        for pair in ("oa", "oe", "uy"):
            new = unicodedata.normalize("NFC", pair + tone)
            old = unicodedata.normalize("NFC", pair[0] + tone + pair[1])
            text = re.sub(rf"(?<!q){new}(?![^\W\d_])", old, text)
    return text
