"""Short lists are found by a few letters, without tones, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.folding import fold
from tui.text.matching import match

COMMANDS = [
    "Xuất…",
    "Bài liên quan kế tiếp",
    "Bài liên quan trước",
    "Mở kho khác…",
    "Tìm chữ",
    "Tìm tên",
    "Đổi giao diện sáng/tối",
    "Rộng thêm",
]


def best(query: str) -> str | None:
    """The command a reader gets for `query`."""
    scored = [(found.score, command) for command in COMMANDS if (found := match(query, command))]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


@pytest.mark.parametrize(
    ("query", "command"),
    [
        ("xuat", "Xuất…"),
        ("lien quan", "Bài liên quan kế tiếp"),
        ("quan truoc", "Bài liên quan trước"),
        ("truoc lien", "Bài liên quan trước"),
        ("mo kho", "Mở kho khác…"),
        ("doi giao", "Đổi giao diện sáng/tối"),
        ("đổi", "Đổi giao diện sáng/tối"),
        ("tt", "Tìm tên"),
        ("blqkt", "Bài liên quan kế tiếp"),
        ("qqqq", None),
    ],
)
def test_a_command_is_found_by_what_a_reader_types(query: str, command: str | None) -> None:
    assert best(query) == command


def test_a_phrase_beats_scattered_words_and_a_word_beats_its_middle() -> None:
    phrase, scattered = match("ten bai", "Tên bài"), match("ten bai", "Bài có tên")
    inside = match("en", "Tên bài")
    start = match("te", "Tên bài")
    assert phrase is not None
    assert scattered is not None
    assert phrase.score > scattered.score
    assert start is not None
    assert inside is not None
    assert start.score > inside.score


def test_scattered_letters_of_a_long_text_are_no_match() -> None:
    assert match("nga", "Nhật ký gửi mẹ ở quê nhà xa xôi lắm") is None


def test_an_empty_query_matches_everything_equally() -> None:
    assert [match("  ", command).score for command in COMMANDS] == [0.0] * len(COMMANDS)  # type: ignore[union-attr]


@given(st.text(max_size=30), st.text(max_size=60))
def test_spans_lie_inside_the_text_in_order(query: str, text: str) -> None:
    found = match(query, text)
    if found is None:
        return
    assert 0 <= found.score <= 100
    last = 0
    for span in found.spans:
        assert last <= span.start < span.stop <= len(text)
        last = span.stop


@given(st.sampled_from(COMMANDS), st.data())
def test_any_piece_of_a_title_finds_it_with_and_without_tones(command: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(command) - 1))
    stop = data.draw(st.integers(start + 1, len(command)))
    assert match(command[start:stop], command) is not None
    assert match(fold(command[start:stop]), command) is not None


def test_the_worst_text_takes_no_more_than_a_moment() -> None:
    started = time.perf_counter()
    for _ in range(20):
        match("abcdef" * 50, "abcde" * 100_000)
        match("a" * 1000 + "b", "a" * 100_000)
    assert time.perf_counter() - started < 2
