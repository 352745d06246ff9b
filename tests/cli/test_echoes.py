"""`docbao echoes`: what stands in several articles, each place with its date, none called the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commanding import Desk, desk

__all__ = ["desk"]

SAID = "Nước sông Lam Kha đã rút khỏi các xã ven bờ từ sáng sớm và bà con đang dọn lại nhà cửa"
EDITED = "Nước sông Lam Kha đã rút khỏi các xã ven bờ từ chiều tối và bà con đang dọn lại nhà cửa"


@pytest.fixture
def corpus(desk: Desk) -> Path:
    """Five articles: three with one passage, one of them edited, one undated; two with nothing in common."""
    folder = desk.root / "kho bai"
    folder.mkdir()
    texts = {
        "a": f"Nước rút\nNgày 12/5/2031, xã Vĩnh Mơ họp về mưa lũ.\nÔng Hứa Bá Lộc nói: “{SAID}”.\n",
        "b": f"Sau lũ\nNgày 9/5/2031, đò Trà Lum chạy lại.\nMột tin khác hẳn. {SAID}.\n",
        "c": f"Lam Kha\nTheo bà Lạc Thị Mây, chợ đã mở cửa. {EDITED}. Đò vẫn nghỉ.\n",
        "d": "Chợ nổi\nGhe xuồng về đông hơn mọi năm, giá dừa khô tăng nhẹ trong tuần.\n",
        "e": "Đường mới\nCon lộ qua cầu Bến Gỗ được rải nhựa trước mùa gặt tháng mười.\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_passages_of_a_corpus_come_with_their_places_by_date(desk: Desk, corpus: Path) -> None:
    """The earliest is told as first; without a date an article stands at the end."""
    (found,) = json.loads(desk.answer("echoes", "--corpus", corpus, "--format", "json"))
    assert [place["file"] for place in found["places"]] == ["b.txt", "a.txt", "c.txt"]
    assert [place["first"] for place in found["places"]] == [True, False, False]
    assert found["articles"] == 3
    assert found["text"].startswith("Nước sông Lam Kha")
    lines = desk.answer("echoes", "--corpus", corpus, "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [found]


def test_what_one_article_shares_is_told_from_both_sides(desk: Desk, corpus: Path) -> None:
    """Spans lead to the texts, and what is the same word for word is told apart from what was changed."""
    found = json.loads(desk.answer("echoes", "a", "--corpus", corpus, "--format", "json"))
    assert [echo["other"]["file"] for echo in found] == ["b.txt", "c.txt"]
    whole, edited = found
    assert whole["text"] == whole["other"]["text"] == SAID
    assert len(whole["same"]) == 1
    assert edited["other"]["text"] == EDITED
    assert len(edited["same"]) == 2
    text = desk.answer("show", "c", "--corpus", corpus)
    start, stop = edited["other"]["span"]
    assert text[start:stop] == EDITED


def test_people_read_the_passage_and_where_it_stands(desk: Desk, corpus: Path) -> None:
    """A mark tells word for word from nearly; longer ones alone may be asked for."""
    told = desk.answer("echoes", "a", "--corpus", corpus)
    assert f"“{SAID}”" in told
    assert [line.split()[0] for line in told.splitlines()[1:]] == ["=", "≈"]
    told = desk.answer("echoes", "--corpus", corpus)
    assert told.splitlines()[1].startswith("  1 ~09/05/31")
    status, out, err = desk.docbao("echoes", "--corpus", corpus, "--min-words", 40)
    assert (status, out) == (1, "")
    assert "nothing found" in err


def test_an_article_alone_has_no_echoes(desk: Desk, corpus: Path) -> None:
    """Nothing is found, and that is said."""
    status, out, err = desk.docbao("echoes", "d", "--corpus", corpus)
    assert (status, out) == (1, "")
    assert "nothing found" in err
    assert desk.docbao("echoes", "không có", "--corpus", corpus)[0] == 2
