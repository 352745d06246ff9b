"""Where a sentence of the press ends, as text with `|` at the borders."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.normal import normalize
from tui.text.sentences import sentences

CASES = [
    "Sáng nay trời mưa.|Chiều tạnh.",
    "Có 3.200 người dự.|Đạt 5,5 điểm.",
    "TP. Huế họp bàn việc nước.|GS. TS. Lê Bồng dự.",
    "Xem www.vidu.vn để biết thêm.|Hết.",
    "“Tôi đồng ý.”|Ông Bồng nói.",
    "Chưa rõ… người dân chờ.|Rồi về.",
    "Ông nói: “Tốt lắm!”, rồi đi.",
    "Dòng một|Dòng hai",
    "Bị cáo Trần Văn Q. khai nhận.|Tòa nghị án.",
    "Ai đi?|Không ai!",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_marked(marked: str) -> None:
    """Stops inside numbers, addresses and abbreviations do not end a sentence; line feeds do."""
    text = marked.replace("Dòng một|", "Dòng một\n").replace("|", " ")
    assert [s.of(text) for s in sentences(text)] == marked.split("|")


@given(st.text(alphabet='AbĐ. !?…\n”"1,', max_size=60))
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    """Nothing is lost, nothing counted twice, no sentence begins or ends in white space."""
    spans = sentences(text)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    for before, after in pairwise(spans):
        assert before.stop <= after.start
    assert all(s.of(text) == s.of(text).strip() and s.length for s in spans)


def test_one_spelling_of_line_ends_and_marks() -> None:
    """CR, CRLF, form feeds become line feeds; a pile of marks is cut; the order mark goes."""
    assert normalize("\ufeffa\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"
    assert normalize("e" + "\u0302\u0301" * 4000).startswith("ế")
    assert len(normalize("e" + "\u0302\u0301" * 4000)) <= 4
