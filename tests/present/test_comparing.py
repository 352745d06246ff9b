"""Two articles side by side: which words stand out, and which signs stand in front."""

from __future__ import annotations

import pytest

from tests.present.samples import head
from tui.model.comparison import Comparison
from tui.present.comparing import ALONE_LEFT, ALONE_RIGHT, CHANGED, SAME, compared_rows
from tui.related.differing import common_parts
from tui.text.words import plain_words

LEFT = (
    "Sáng nay đò Vạn Lộc chở trở lại. Nước sông đã rút khỏi bến chợ. "
    "Bà con trong xã đã mua dây và sửa lại bến cũ. Ai cũng vui. "
    "Trường làng mở cửa sớm hơn mọi năm một tuần lễ."
)
RIGHT = (
    "Sáng nay đò Vạn Lộc chở trở lại. Nước sông hôm qua đã rút khỏi bến. "
    "Ông trưởng xóm bảo rằng bà con đã quen sông nước từ lâu lắm rồi, chẳng sợ gì."
)


def comparison(left: str, right: str) -> Comparison:
    """The two texts, compared."""
    parts = common_parts(left, right)
    same = sum(len(plain_words(mine.of(left))) for mine, _its in parts)
    return Comparison(
        head(1, "Bến cũ"),
        head(2, "Nước rút"),
        left,
        right,
        parts,
        len(plain_words(left)),
        len(plain_words(right)),
        same,
    )


def drawn(cells: int, left: str = LEFT, right: str = RIGHT) -> list[tuple[str, dict[str, str]]]:
    """Of each row its signs, and the words of each role."""
    rows = []
    for row in compared_rows(comparison(left, right), cells):
        runs = [run for line in row.lines for run in line]
        signs = "".join(run.text.strip() for run in runs if run.role in ("key", "echo"))
        words: dict[str, str] = {}
        for run in runs:
            if run.role in ("same", "strong"):
                words[run.role] = f"{words.get(run.role, '')} {run.text.strip()}".strip()
        rows.append((signs, words))
    return rows


@pytest.mark.parametrize("cells", [60, 120])
def test_a_sentence_that_one_article_has_alone_has_no_words_that_stand_out(cells: int) -> None:
    """`bà con` and `đã` stand in both, in sentences that have nothing to do with one another."""
    rows = drawn(cells)
    alone = [words for signs, words in rows if signs in (ALONE_LEFT, ALONE_RIGHT)]
    assert len(alone) >= 2
    assert all(not words for words in alone)
    assert rows[0][0] in (SAME, SAME * 2)
    changed = next(words for signs, words in rows if signs in (CHANGED * 2, ALONE_LEFT + ALONE_RIGHT))
    assert "rút khỏi bến" in changed["same"]


def test_of_copies_what_differs_stands_out() -> None:
    """Sentences of one long part that both have stand side by side; what only one has stands out whole."""
    added = "Chiều đến, đò nghỉ."
    rows = drawn(120, LEFT, f"{LEFT} {added}")
    assert [signs for signs, _words in rows].count(SAME * 2) == 5
    assert rows[-1] == (ALONE_RIGHT, {"strong": added})
