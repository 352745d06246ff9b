"""The line one types into: composed at any time, safe with every input method, cut to its cells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.widgets.line_input import LONGEST, LineInput
from tui.present.lines import line_width, plain

_EDITING = (
    *("backspace", "delete", "left", "right", "home", "end", "ctrl+a", "ctrl+e", "ctrl+u", "ctrl+k"),
    *("ctrl+w", "ctrl+left", "ctrl+right"),
)
_KEYS = st.one_of(
    st.sampled_from(_EDITING).map(lambda key: (key, None)),
    st.characters(codec="utf-8").map(lambda c: (c, c)),
    st.sampled_from(list("nguyễn ế\u0301\u0302\u0323")).map(lambda c: (c, c)),
)


def typed(stream: str, line: LineInput | None = None) -> LineInput:
    """A line after the characters of `stream`, DEL being the backspace an input method sends."""
    line = line or LineInput()
    for character in stream:
        if character == "\x7f":
            line.press("backspace", "\x7f")
        else:
            line.press(character, character)
    return line


@pytest.mark.parametrize(
    ("stream", "text"),
    [
        ("tôi", "tôi"),
        ("to\x7fôi go\x7fo\x7fõ tie\x7fê\x7fếng", "tôi gõ tiếng"),  # Telex by backspace and letter
        ("Nguye\u0302\u0303n", "Nguyễn"),  # letters typed decomposed
        ("Nguye\u0302\u0303\x7fn", "Nguyn"),  # one backspace takes the letter with its marks
    ],
)
def test_what_an_input_method_sends_is_what_stands_in_the_line(stream: str, text: str) -> None:
    assert typed(stream).text == text


def test_a_decomposed_paste_is_composed_and_its_line_ends_become_spaces() -> None:
    line = LineInput()
    line.insert(unicodedata.normalize("NFD", "Nguyễn\nVăn\tKỷ\x1b[31m"))
    assert line.text == "Nguyễn Văn Kỷ [31m"
    assert line.at_end


def test_a_mark_typed_in_the_middle_composes_with_the_letter_before_it() -> None:
    line = LineInput("hoa binh")
    for _ in " binh":
        line.press("left", None)
    line.press("left", None)
    line.press("\u0300", "\u0300")
    assert line.text == "hòa binh"
    assert line.caret == 2


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        (["ctrl+w"], "đường dài ", 10),
        (["ctrl+w", "ctrl+w"], "đường ", 6),
        (["ctrl+u"], "", 0),
        (["home", "ctrl+k"], "", 0),
        (["ctrl+a", "delete"], "ường dài quá", 0),
        (["ctrl+left", "backspace"], "đường dàiquá", 9),
        (["home", "ctrl+right", "ctrl+k"], "đường", 5),
        (["left", "right", "ctrl+e"], "đường dài quá", 13),
    ],
)
def test_editing_keys_do_what_a_shell_does(keys: list[str], text: str, caret: int) -> None:
    line = LineInput("đường dài quá")
    for key in keys:
        assert line.press(key, None)
    assert (line.text, line.caret) == (text, caret)


def test_a_key_that_means_nothing_here_is_left_to_others() -> None:
    line = LineInput("a")
    assert not line.press("f2", None)
    assert not line.press("tab", "\t")
    assert not line.press("escape", "\x1b")
    assert line.text == "a"


def test_a_paste_of_a_megabyte_is_cut() -> None:
    line = LineInput("x")
    line.insert("ế" * 1_000_000)
    assert len(line.text) == LONGEST


@given(st.lists(_KEYS, max_size=60), st.integers(2, 30))
def test_any_keys_leave_composed_text_a_caret_inside_it_and_a_line_that_fits(
    keys: list[tuple[str, str | None]], cells: int
) -> None:
    line = LineInput()
    for key, character in keys:
        line.press(key, character)
        assert 0 <= line.caret <= len(line.text)
        drawn, cell = line.draw(cells)
        assert line_width(drawn) <= cells + 1
        assert 0 <= cell <= cells
    assert unicodedata.is_normalized("NFC", line.text[: line.caret])


def test_a_long_line_is_scrolled_so_that_the_caret_shows() -> None:
    line = LineInput("một hai ba bốn năm sáu bảy")
    drawn, cell = line.draw(12)
    assert plain(drawn) == "ăm sáu bảy "[-12:] or plain(drawn).endswith("bảy ")
    assert cell == 11
    line.press("home", None)
    drawn, cell = line.draw(12)
    assert plain(drawn).startswith("một hai")
    assert cell == 0


def test_an_empty_line_shows_what_may_be_typed() -> None:
    assert plain(LineInput().draw(30, placeholder="type a name")[0]) == " type a name"


def test_a_chosen_text_gives_way_to_what_is_typed() -> None:
    """The first letter or a deletion takes all of it; moving the caret keeps it."""
    typed, deleted, kept = (LineInput("mưa to", selected=True) for _ in range(3))
    typed.press("n", "n")
    typed.press("ắ", "ắ")
    assert typed.text == "nắ"
    deleted.press("backspace", None)
    assert deleted.text == ""
    kept.press("end", None)
    kept.press("n", "n")
    assert kept.text == "mưa ton"
