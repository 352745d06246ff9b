"""What the command line prints for people: columns that hold, nothing wider than the terminal."""

from __future__ import annotations

import pytest

from tests.present.samples import head
from tui.cli import output
from tui.cli.output import broken
from tui.cli.rows import article_line
from tui.i18n import set_language
from tui.text.cells import width

LONG = "Khánh thành cây cầu dài nhất vùng sau ba năm chờ đợi của người dân hai bên bờ sông Lam Kha"


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def test_titles_begin_in_one_column_whatever_the_outlet_and_date() -> None:
    rows = [
        article_line(head(1, "Cầu mới", outlet=outlet, dated=dated))
        for outlet in (None, "QĐND", "Báo Sông Lam Kha", "日本日本日本")
        for dated in (None, "2031", "2031-05-12")
    ]
    assert {width(row[: row.index("Cầu mới")]) for row in rows} == {21}


@pytest.mark.parametrize("cells", [60, 80, 120])
@pytest.mark.parametrize("file", ["a.txt", "bao/2031/" + "x" * 150 + ".txt"])
@pytest.mark.parametrize("title", ["Cầu mới", LONG])
def test_a_row_fits_the_terminal_and_keeps_the_beginnings_of_title_and_file(
    cells: int, file: str, title: str
) -> None:
    row = article_line(head(1, title, file=file), cells - 6, taken=0)
    assert width(row) <= cells - 6
    assert title[:7] in row
    assert f"[{file[:5]}" in row
    assert width("100%  " + article_line(head(1, title, file=file), cells, taken=6)) <= cells


def test_in_a_pipe_nothing_is_cut() -> None:
    assert article_line(head(1, LONG, file="x" * 200)).endswith(f"{LONG}  [{'x' * 200}]")


def test_an_inferred_title_is_marked() -> None:
    assert "‹inferred› Cầu mới" in article_line(head(1, "Cầu mới", title_inferred=True))


def test_prose_is_broken_between_words_and_hangs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "columns", lambda: 40)
    output.print_prose(f"    5%  {LONG}", hang=4)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("    5%  Khánh")
    assert all(line.startswith(" " * 8) and line[8] != " " for line in rest)
    assert all(width(line) <= 40 for line in (first, *rest))
    assert " ".join(word for line in (first, *rest) for word in line.split()) == f"5% {LONG}"


def test_prose_in_a_pipe_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_prose(LONG * 9)
    assert capsys.readouterr().out == LONG * 9 + "\n"


def test_a_line_that_fits_is_left_as_it_is() -> None:
    assert broken("a   b  c", 80) == "a   b  c"
