"""What spares cleaning a closer look never hides what a closer look would see."""

from __future__ import annotations

import sys
from functools import cache
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.corpus import metadata
from tui.corpus.captions import captions_of
from tui.corpus.furniture import furniture_of
from tui.corpus.metadata import Press, press_of
from tui.corpus.outlets import outlets_of
from tui.lexicon.lexicon import load_lexicon
from tui.text.folding import match_key

PRINTED = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


@pytest.mark.parametrize("mark", list(":([.|»>›→/"))
def test_a_mark_stands_in_a_key_only_where_it_stands_in_the_text(mark: str) -> None:
    """Lines without the mark are not looked at: their key must not have it either."""
    assert [character for character in PRINTED if mark in match_key(character)] == [mark]


def test_a_key_has_no_more_blanks_than_its_text() -> None:
    """A line of too many pieces is no name of an outlet: a piece must not fall apart or vanish in the key."""
    parted = [c for c in PRINTED if len(match_key(f"a{c}a").split()) != len(f"a{c}a".split())]
    assert all(match_key(f"a{c}a") == "a-a" for c in parted)


def test_every_outlet_is_known_with_what_may_stand_around_its_name() -> None:
    """The longest names too, with `Báo` before them and their dashes set off."""
    lexicon = load_lexicon()
    names = [*lexicon.words("outlets.names"), *lexicon.mapping("outlets.aliases")]
    outlets = outlets_of(lexicon)
    for name in names:
        wide = name.replace("-", " - ").replace(" ", "   ")
        paper = wide if name.startswith("Báo") else f"Báo  {wide}"
        assert outlets.named(f" . . . . . . . . . .  {paper} . . . . . . . . . . ") is not None, name


def test_a_longer_line_is_no_name_of_an_outlet() -> None:
    """The bound on its pieces is taken from the names themselves."""
    assert outlets_of(load_lexicon()).named("VnExpress " * 30) is None


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("Chợ nổi Vĩnh Lạc đông trở lại từ sáng mùng ba. Ảnh: Lê Mộc", True),
        ("Chợ nổi Vĩnh Lạc đông trở lại từ sáng mùng ba (Ảnh Lê Mộc)", True),
        ("Chợ nổi Vĩnh Lạc đông trở lại từ sáng mùng ba. Ảnh Lê Mộc.", True),
        ("Chợ nổi Vĩnh Lạc đông trở lại từ sáng mùng ba ảnh Lê Mộc.", False),
    ],
)
def test_a_credit_is_seen_by_any_mark_it_may_have(line: str, credited: bool) -> None:
    """A colon, a bracket or the stop before it."""
    assert captions_of(load_lexicon()).has_credit(line) is credited


def test_what_a_line_is_does_not_depend_on_where_it_was_asked_first() -> None:
    """`Về trang chủ` and a section are remembered for each question apart."""
    furniture = furniture_of(load_lexicon())
    assert furniture.kind_of("Thể thao") is None
    assert furniture.edge_kind_of("Thể thao") == "navigation"
    assert furniture.kind_of("Thể thao") is None


def test_a_stamp_of_a_crawler_begins_with_a_letter_of_its_keys() -> None:
    """Whatever that letter looks like in the text, and though a tone may move to it from the next one."""
    letters = press_of(load_lexicon())._crawler_letters
    for character in PRINTED:
        if metadata._key(character + "à")[0] in letters:
            assert character.lower()[:1] in letters


_WORDS = [
    *(
        "Mai",
        "Anh",
        "Tùng",
        "PV",
        "T.T",
        "Báo",
        "báo",
        "Đài",
        "PT-TH",
        "Lam",
        "Kha",
        "Mai,",
        "Anh,",
        "vov.vn",
    ),
    *("và", "theo", "bà", "con", "mừng", "hồ", "đã", "thực", "hiện", "ảnh:", "Ảnh:", "lược dịch", "tổng hợp"),
    *("-", "–", "−", "/", "|", "•", "(", ")", ".", "…", "“", "(TTXVN)", "(ghi)", "ttxvn/vietnam+"),
    *("nhóm phóng viên", "Thông tấn xã Việt Nam", "tài nguyên & môi trường", "Ban biên tập"),
    "Thời báo Kinh tế Sài Gòn",
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=16).map(" ".join), st.booleans())
def test_prose_is_no_signature(text: str, sure: bool) -> None:
    """A line that is passed over as prose would have been found to be no signature by a closer look."""
    found = _press()._signed(text, sure=sure)
    with mock.patch.object(Press, "_is_prose", return_value=False):
        assert _press()._signed(text, sure=sure) == found


@cache
def _press() -> Press:
    return press_of(load_lexicon())


def test_a_sentence_is_prose_and_names_are_not() -> None:
    """Or nothing is spared, or too much."""
    assert _press()._is_prose("Bà con xã Vĩnh Mơ mừng vui vì cây cầu mới đã xong")
    assert not any(map(_press()._is_prose, ("Đoàn Quốc Thẩm", "Nhóm phóng viên", "Thẩm và nhóm phóng viên")))
