"""Names and statements for other programs: nothing in them acts, and every field has its place."""

from __future__ import annotations

import csv
import io
import json

from tui.export import people, statements
from tui.model.span import Span
from tui.model.told import NameTold, OfficeTold, StatementTold

HOSTILE = '=cmd|"/c calc"!A1'
OFFICE = OfficeTold(
    "@Giám đốc", "Sở [Mưa](x)", False, "2031-03-05", "2031-08-09", ("+Báo\x1b[2J A", "Báo B"), 3
)
NAME = NameTold("person:a", HOSTILE, "person", (("- TS", 2),), (HOSTILE, "# b"), (OFFICE,), 3, 9, "high")
SAID = StatementTold(
    HOSTILE,
    "person:a",
    "nói",
    "direct",
    "-1+1\x00\u202e\n# hết",
    "2031-03-05",
    "@báo",
    "+tin",
    "=a.txt",
    Span(2, 9),
)


def test_no_cell_of_a_table_is_a_formula() -> None:
    for text in ("".join(people.as_csv([NAME])), "".join(statements.as_csv([SAID]))):
        (row,) = csv.DictReader(io.StringIO(text))
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        assert not {"\x00", "\x1b", "\u202e"} & set(text)
    (row,) = csv.DictReader(io.StringIO("".join(people.as_csv([NAME]))))
    assert tuple(row) == people.COLUMNS
    assert row["name"] == "'" + HOSTILE
    assert "(2031-03-05/2031-08-09, " in row["offices"]
    (row,) = csv.DictReader(io.StringIO("".join(statements.as_csv([SAID]))))
    assert tuple(row) == statements.COLUMNS
    assert (row["start"], row["stop"]) == ("2", "9")


def test_objects_say_all_as_it_is() -> None:
    (line,) = people.as_jsonl([NAME])
    read = json.loads(line)
    assert read["name"] == HOSTILE
    assert read["titles"] == [{"title": "- TS", "articles": 2}]
    assert read["offices"][0] == {
        "position": "@Giám đốc", "organisation": "Sở [Mưa](x)", "former": False, "first": "2031-03-05",
        "last": "2031-08-09", "outlets": ["+Báo\x1b[2J A", "Báo B"], "articles": 3,
    }  # fmt: skip
    (line,) = statements.as_jsonl([SAID])
    assert line.count("\n") == 1
    assert json.loads(line)["text"] == SAID.text


def test_pages_show_letters_and_no_links() -> None:
    page = "".join(people.as_markdown([NAME]))
    assert "## \\=cmd\\|" in page
    assert "\\[Mưa\\]" in page
    assert "05/03/2031 – 09/08/2031" in page
    page = "".join(statements.as_markdown([SAID]))
    assert page.count("\n> ") == 1
    assert "\n# hết" not in page
    for text in (page, "".join(people.as_markdown([NAME]))):
        assert not {"\x00", "\x1b", "\u202e"} & set(text)


def test_an_office_without_a_day_or_an_outlet_says_no_more_than_it_is() -> None:
    bare = OfficeTold("Trưởng thôn", None, True, None, None, (), 1)
    name = NameTold("person:b", "Sầm Hữu Hạn", "person", (), ("Sầm Hữu Hạn",), (bare,), 1, 1, "high")
    (row,) = csv.DictReader(io.StringIO("".join(people.as_csv([name]))))
    assert row["offices"] == "Trưởng thôn (former)"
    assert "- Trưởng thôn — former\n" in "".join(people.as_markdown([name]))
