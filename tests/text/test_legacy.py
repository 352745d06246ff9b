"""Every letter of every encoding comes back, and capitals that had no byte are put right."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.encoding import TITLES, decode, find_encoding
from tui.text.legacy import tables
from tui.text.legacy.capitals import repaired
from tui.text.legacy.codecs import CODECS

SENTENCE = "Chiều 12-3, ông Lò Văn Ủng ở bản Nậm Kè kể: đập đã vỡ, nước cuốn mất “mười thửa ruộng”."
PANGRAM = " ".join(tables.LETTERS)
ALL = tuple(CODECS)
WHOLE = tuple(name for name in ALL if name != "tcvn3")


def test_there_are_134_letters_and_all_differ() -> None:
    assert len(tables.LETTERS) == len(set(tables.LETTERS)) == 134


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("letter", tables.LETTERS)
def test_every_letter_comes_back(name: str, letter: str) -> None:
    """134 letters, each by itself and inside a word."""
    codec = CODECS[name]
    assert codec.decode(codec.encode(letter)) == letter
    assert codec.letters(codec.encode(f"n{letter}t")) == f"n{letter}t"


@pytest.mark.parametrize("letter", tables.LETTERS)
def test_tcvn3_has_every_small_letter_and_raises_the_capitals_of_words_in_capitals(letter: str) -> None:
    """A toned capital is written with the byte of the small letter; the word around it tells."""
    codec = CODECS["tcvn3"]
    if letter.islower():
        assert codec.decode(codec.encode(f"t{letter}n")) == f"t{letter}n"
    else:
        assert codec.decode(codec.encode(f"TH{letter}NG")) == f"TH{letter}NG"


@pytest.mark.parametrize("table", [tables.TCVN3, tables.VISCII, tables.VPS], ids=["tcvn3", "viscii", "vps"])
def test_no_two_bytes_mean_the_same_letter(table: dict[int, str]) -> None:
    assert len(set(table.values())) == len(table)


def test_no_two_letters_are_written_alike_in_vni() -> None:
    """A published table maps ỹ and ì to the same pair."""
    assert set(tables.VNI) == set(tables.LETTERS)
    assert len(set(tables.VNI.values())) == 134


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("tcvn3", b"Ti\xd5ng Vi\xd6t, \xae\xcat n\xad\xedc", "Tiếng Việt, đất nước"),
        ("tcvn3", b"\x93H\xb5 N\xe9i\x94 \x96 Hu\xd5", "“Hà Nội” – Huế"),
        ("vni", b"Tie\xe1ng Vie\xe4t, \xf1a\xe1t n\xf6\xf4\xf9c", "Tiếng Việt, đất nước"),
        ("vni", b"A\xf9nh, M\xf3, k\xfd", "Ánh, Mĩ, ký"),
        ("cp1258", b"Ti\xea\xecng Vi\xea\xf2t, \xf0\xe2\xect", "Tiếng Việt, đất"),
        ("viscii", b"Ti\xaang Vi\xaet, \xf0\xa4t", "Tiếng Việt, đất"),
        ("vps", b"Ti\x89ng Vi\x8ct, \xc7\xc3t", "Tiếng Việt, đất"),
    ],
)
def test_bytes_of_old_files_mean_what_their_charts_say(name: str, data: bytes, text: str) -> None:
    """Written out by hand from the charts: no encoder of ours in between."""
    assert CODECS[name].decode(data) == text


@pytest.mark.parametrize("name", ALL)
def test_a_sentence_comes_back_in_nfc(name: str) -> None:
    codec = CODECS[name]
    kept = SENTENCE.replace("“", "").replace("”", "") if name in ("viscii", "vps") else SENTENCE
    text = codec.decode(codec.encode(kept))
    assert unicodedata.is_normalized("NFC", text)
    assert text.lower() == kept.lower()


@given(st.binary(max_size=200))
@pytest.mark.parametrize("name", ALL)
def test_any_bytes_can_be_read(name: str, data: bytes) -> None:
    """Wrong guesses are read too, for the preview."""
    text = CODECS[name].decode(data)
    assert text.encode("utf-8") is not None


@given(st.text(alphabet=tables.LETTERS + "abcdghiklmnopqrstuvxy ABC\n", max_size=60))
@pytest.mark.parametrize("name", ["viscii", "cp1258"])
def test_what_can_be_written_comes_back(name: str, text: str) -> None:
    """Letters in any order."""
    codec = CODECS[name]
    assert codec.letters(codec.encode(text)) == text


@given(st.text(max_size=200))
def test_repairing_capitals_changes_case_alone(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert repaired(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("HộI NGHị Về ĐổI MớI", "HỘI NGHỊ VỀ ĐỔI MỚI"),
        ("CộNG HòA Xã HộI CHủ NGHĩA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ("Phim “MùA GIó Lạ” ra rạp", "Phim “MÙA GIÓ LẠ” ra rạp"),
        ("Ông nói ở UBND xã Bờ Lũy", "Ông nói ở UBND xã Bờ Lũy"),
        ("TP HCM: Vũ Mỹ Lệ về nhì", "TP HCM: Vũ Mỹ Lệ về nhì"),
        ("Bà Hồ Lệ Thủy, Mỹ Tho", "Bà Hồ Lệ Thủy, Mỹ Tho"),
        ("Mưa to. ủy ban họp.\nở bản, nước lên.", "Mưa to. Ủy ban họp.\nỞ bản, nước lên."),
        ("Nhà anh\nở đầu dốc", "Nhà anh\nở đầu dốc"),
        ("đoàn đi ấn Độ và châu á", "đoàn đi Ấn Độ và châu Á"),
        ("chị Trần Thị ánh, bàn Trần ánh sáng", "chị Trần Thị Ánh, bàn Trần ánh sáng"),
        ("áp thấp ở Đông Nam á", "Áp thấp ở Đông Nam Á"),
    ],
)
def test_capitals_are_put_right_where_other_letters_show_them(drawn: str, text: str) -> None:
    """And nowhere else: a wrapped line, an abbreviation and a name in small letters stay."""
    assert repaired(drawn) == text


def test_encodings_are_found_however_they_are_spelled() -> None:
    for name in ("TCVN3", "tcvn-3", "ABC", "VNI-Windows", "Windows-1258", "VISCII", "x-viet-vps", "UTF8"):
        assert find_encoding(name) in TITLES
    assert find_encoding("rot13") is None
    assert decode(b"a", "rot13") is None


@pytest.mark.parametrize("name", ALL)
def test_the_reader_s_own_choice_is_not_questioned(name: str) -> None:
    """Six letters say nothing of their encoding."""
    decoded = decode(CODECS[name].encode("Huế: lũ"), name)
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.confidence) == ("Huế: lũ", name, 1.0)
