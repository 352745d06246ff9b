"""How common names and shared facts are expected to be."""

from __future__ import annotations

from tui.lexicon.frequencies import bearers_share, expected_namesakes, expected_share, is_foreign


def test_common_syllables_make_common_names() -> None:
    ordered = ["Nguyễn Văn Hùng", "Nguyễn Hữu Thuyên", "Barack Obama", "Lạc Khăm Phủng"]
    shares = [bearers_share(name) for name in ordered]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 1_000 * shares[2]


def test_a_fourth_syllable_makes_a_name_rare() -> None:
    assert bearers_share("Nguyễn Văn Hùng Anh") < bearers_share("Nguyễn Văn Hùng") / 20


def test_a_name_without_its_family_name_is_more_common_than_with_it() -> None:
    """As players are called: everybody who is called so with any family name."""
    assert bearers_share("Tiến Dũng") > bearers_share("Bùi Tiến Dũng") * 5


def test_a_larger_corpus_names_more_namesakes() -> None:
    small, large = (expected_namesakes("Trần Văn Nam", count) for count in (10, 1_000_000))
    assert small < large / 50


def test_foreign_names_are_told_by_their_syllables() -> None:
    names = ("Neymar", "Zlatan Ibrahimovic", "Bưởi", "Đoàn Quốc Thẩm")
    assert [is_foreign(name) for name in names] == [True, True, False, False]


def test_hubs_are_expected_everywhere_and_wards_nowhere() -> None:
    assert expected_share("place", "hà nội") > 0.1
    assert expected_share("organisation", "chính phủ") > 0.03
    assert expected_share("place", "vĩnh mơ (ward, hải khê)") < 0.002
    assert expected_share("organisation", "hợp tác xã bến mơ") < 0.001
